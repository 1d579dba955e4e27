/*
 * The part of the mutator that knows sequences: changes steps, handles, numbers, strings and
 * octets, and keeps the rest valid.
 */
#ifndef FUZZ_MUTATE_SEQUENCE_H
#define FUZZ_MUTATE_SEQUENCE_H

#include <stddef.h>
#include <stdint.h>

/* Changes an input of `size` octets in place, which has room for `capacity`; the same seed changes
 * it in the same way. An input that is no sequence becomes a new one. Returns its size, 0 if the
 * changed sequence does not fit. */
size_t sequence_mutate(uint8_t *data, size_t size, size_t capacity, uint32_t seed);

/* A new sequence with steps of both, in turn; `out` has room for `capacity`. Returns its size, 0 if
 * it does not fit. */
size_t sequence_cross(const uint8_t *a, size_t a_size, const uint8_t *b, size_t b_size,
                      uint8_t *out, size_t capacity, uint32_t seed);

#endif
