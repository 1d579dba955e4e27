/*
 * The part of the mutator that knows sequences: changes steps, handles, numbers, strings and
 * octets, and keeps the rest valid.
 */
#ifndef FUZZ_MUTATE_SEQUENCE_H
#define FUZZ_MUTATE_SEQUENCE_H

#include <stddef.h>
#include <stdint.h>

struct random;

/* Changes an input of `size` octets in place, which has room for `capacity`. An input that is no
 * sequence becomes a new one. Returns its size, 0 if the changed sequence does not fit. */
size_t sequence_mutate(struct random *random, uint8_t *data, size_t size, size_t capacity);

/* random_next of wire/generate.h, for those who cannot include it: its types bear names that the
 * runner uses too. */
uint32_t sequence_random(struct random *random);

/* The same as sequence_mutate for calls of the API. */
size_t sequence_mutate_api(struct random *random, uint8_t *data, size_t size, size_t capacity);

#endif
