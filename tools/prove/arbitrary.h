/*
 * Arbitrary values for the drivers: the prover takes every one that the type or the bounds allow.
 */
#ifndef PROVE_ARBITRARY_H
#define PROVE_ARBITRARY_H

#include <__fc_builtin.h>
#include <stdbool.h>
#include <stdint.h>

/* `size` octets, each any. */
static inline void fill(uint8_t *octets, uint32_t size)
{
    Frama_C_make_unknown((char *)octets, size);
}

static inline bool any_bool(void)
{
    return Frama_C_nondet(0, 1) != 0;
}

/* Any number from `least` to `most`. */
static inline uint32_t any_between(uint32_t least, uint32_t most)
{
    return Frama_C_unsigned_int_interval(least, most);
}

static inline uint32_t any_number(void)
{
    return any_between(0, UINT32_MAX);
}

#endif
