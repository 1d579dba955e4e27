/*
 * What a client sent, read a second time and without the association: which octets the fragments of
 * a call hold. Only headers are looked at, and only as far as the association has read.
 */
#ifndef FUZZ_HEARD_H
#define FUZZ_HEARD_H

#include <stdbool.h>
#include <stdint.h>

enum { HEARD_LARGEST = 131072 }; /* octets of all fragments of a call */

struct heard {
    uint32_t at;      /* of the next PDU */
    uint32_t call_id; /* of the call that began last */
    uint32_t size;    /* octets of its stub so far */
    uint8_t stub[HEARD_LARGEST];
};

/* Nothing was sent. */
void heard_start(struct heard *heard);

/* Reads the whole PDUs among the first `size` octets of a stream; those before were read already.
 */
void heard_octets(struct heard *heard, const uint8_t *stream, uint32_t size);

/* Is this the call that began last, and its stub what its fragments hold, one after the other? */
bool heard_call(const struct heard *heard, uint32_t call_id, const uint8_t *stub, uint32_t size);

#endif
