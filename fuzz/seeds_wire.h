/*
 * What passed on one connection, made into inputs of the targets that speak the wire: what the
 * client sent for `pdu`, its requests' stubs for `request`, with the replies' for `reply`, all of
 * these for the targets that take either.
 */
#ifndef FUZZ_SEEDS_WIRE_H
#define FUZZ_SEEDS_WIRE_H

#include <stddef.h>
#include <stdint.h>

/* Writes the inputs into the corpus in `directory`. `sent` by the client, `received` by it. */
void seeds_of_connection(const char *directory, const uint8_t *sent, size_t sent_size,
                         const uint8_t *received, size_t received_size);

#endif
