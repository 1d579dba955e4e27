/*
 * The stub of a call in several fragments, gathered in one buffer that the owner lends.
 *
 * The buffer grows as data arrives, doubling from 64 KiB to 4 MiB, never by what an alloc_hint
 * promises.
 */
#ifndef WIRE_ASSOC_GATHER_H
#define WIRE_ASSOC_GATHER_H

#include <stdbool.h>
#include <stdint.h>

enum {
    ASSOC_FIRST_BUFFER = 65536, /* the first buffer asked for */
    ASSOC_CALL_LIMIT = 4194304, /* stub octets of one call at most (MS-RPCE 3.3.3.5.4) */
};

struct assoc_gather {
    uint8_t *buffer; /* lent; NULL: none */
    uint32_t size;
    uint32_t length;     /* octets gathered; length <= size */
    const uint8_t *part; /* of the fragment at work, not yet gathered */
    uint32_t part_size;
    bool part_is_last;
};

/* Starts from nothing; a buffer lent before is the owner's again. */
void assoc_gather_clear(struct assoc_gather *g);

/* Would the call stay within ASSOC_CALL_LIMIT with this many octets more? */
bool assoc_gather_allows(const struct assoc_gather *g, uint32_t size);

/* Appends the part at work: true, or false and nothing happens, if the buffer is too small for it;
 * then one of assoc_gather_needs octets must be lent. */
bool assoc_gather_append(struct assoc_gather *g);
uint32_t assoc_gather_needs(const struct assoc_gather *g);

/* Lends a buffer that begins with the octets gathered so far. False, and nothing happens, if it is
 * NULL or smaller than needed. */
bool assoc_gather_lend(struct assoc_gather *g, uint8_t *buffer, uint32_t size);

#endif
