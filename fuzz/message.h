/*
 * What must hold of every decoded message, and whether two messages say the same.
 */
#ifndef FUZZ_MESSAGE_H
#define FUZZ_MESSAGE_H

#include "wire/codec.h"

/* Do two messages of a method say the same, however they are encoded? rpc_status, which version 2
 * does not have, is left out there. */
bool message_equal(const struct method *method, enum direction direction, uint32_t version,
                   const struct message *a, const struct message *b);

/* Decodes a stub, and demands what must hold of any answer: the same when asked again; a refusal
 * with a reason and an offset within the stub; views that lie within the stub and together take no
 * more octets than it has; an end before which every octet was needed. Returns whether the stub is
 * accepted. The parameters are those of decode(). */
bool message_decode(const struct method *method, enum direction direction,
                    const struct encoding *encoding, const uint8_t *stub, uint32_t length,
                    const struct message *request, struct message *message,
                    struct refusal *refusal);

#endif
