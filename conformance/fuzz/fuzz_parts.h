/* From the octets of a request to parts. */
#ifndef CONFORMANCE_FUZZ_PARTS_H
#define CONFORMANCE_FUZZ_PARTS_H

#include "fuzz_sequence.h"

/* Handles that stand for those that the steps will give: every step has another. */
void fuzz_tokens(part_token tokens[FUZZ_STEPS]);

/* Add a request's stub to a call that has no parts yet: as typed parts as far as it decodes and
 * they make the same octets again, else as octets. Where a context handle stands that is `tokens`
 * of a step (or has the lowest bit of one octet turned), it is that step's handle; 20 zero octets
 * are NULL. False: there was no room for all. */
bool fuzz_add_stub(struct fuzz_sequence *sequence, struct fuzz_step *call, const uint8_t *stub,
                   size_t length, const part_token tokens[FUZZ_STEPS]);

#endif
