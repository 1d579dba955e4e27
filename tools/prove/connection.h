/*
 * What both ends of a connection are given.
 */
#ifndef PROVE_CONNECTION_H
#define PROVE_CONNECTION_H

#include "arbitrary.h"

enum { LONGEST = 200, STUB = 3000 };

static uint8_t buffer[ASSOC_CALL_LIMIT], stub[STUB];

/* The lengths of the PDUs that arrive. */
static const uint32_t sizes[] = {16, 32, 80, LONGEST};

/* A PDU of `size` octets, without or with a trailer, of either octet order. */
static inline void any_pdu(uint8_t octets[LONGEST], uint32_t size, bool trailer, bool big)
{
    fill(octets, LONGEST);
    octets[4] = big ? 0x00 : 0x10;
    octets[8] = (uint8_t)(big ? size >> 8 : size);
    octets[9] = (uint8_t)(big ? size : size >> 8);
    octets[10] = trailer ? (uint8_t)any_between(1, 255) : 0;
    octets[11] = trailer ? (uint8_t)any_number() : 0;
}

#endif
