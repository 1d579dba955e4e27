/*
 * The mutator as each engine asks for it: libFuzzer by LLVMFuzzerCustomMutator, AFL++ by the
 * afl_custom_ functions of a library (AFL_CUSTOM_MUTATOR_LIBRARY). Compiled once for each target;
 * FUZZ_TARGET is its name in quotes.
 */
#include "mutate.h"

#include <stdlib.h>
#include <string.h>

/* Of libFuzzer; NULL elsewhere. */
__attribute__((weak)) size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t capacity);

/* One change in four is the engine's own, so that what nobody thought of is tried too. */
enum { OWN_IN = 4 };

#define EXPORTED __attribute__((visibility("default")))

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t capacity, unsigned seed);

EXPORTED size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t capacity, unsigned seed)
{
    struct random random = {seed};
    const enum mutation mutation = mutation_of(FUZZ_TARGET);
    if (LLVMFuzzerMutate != NULL &&
        (mutation == MUTATE_NOTHING || random_below(&random, OWN_IN) == 0))
        return LLVMFuzzerMutate(data, size, capacity);
    const size_t mutated = mutate(mutation, &random, data, size, capacity);
    return mutated > 0 || LLVMFuzzerMutate == NULL ? mutated
                                                   : LLVMFuzzerMutate(data, size, capacity);
}

/* -- AFL++ (docs/custom_mutators.md): its own stages go on beside this one ----------------------
 */

struct afl_mutator {
    struct random random;
    uint8_t *octets;
    size_t capacity;
};

void *afl_custom_init(void *afl, unsigned seed);
size_t afl_custom_fuzz(void *data, uint8_t *input, size_t size, uint8_t **output, uint8_t *other,
                       size_t other_size, size_t capacity);
void afl_custom_deinit(void *data);

EXPORTED void *afl_custom_init(void *afl, unsigned seed)
{
    (void)afl;
    struct afl_mutator *m = calloc(1, sizeof *m);
    if (m != NULL)
        m->random.state = seed;
    return m;
}

static bool make_room(struct afl_mutator *m, size_t capacity)
{
    if (capacity <= m->capacity)
        return true;
    uint8_t *octets = realloc(m->octets, capacity);
    if (octets == NULL)
        return false;
    m->octets = octets;
    m->capacity = capacity;
    return true;
}

EXPORTED size_t afl_custom_fuzz(void *data, uint8_t *input, size_t size, uint8_t **output,
                                uint8_t *other, size_t other_size, size_t capacity)
{
    struct afl_mutator *m = data;
    (void)other;
    (void)other_size;
    *output = input;
    if (size > capacity || !make_room(m, capacity))
        return size;
    if (size > 0)
        memcpy(m->octets, input, size);
    *output = m->octets;
    const size_t mutated = mutate(mutation_of(FUZZ_TARGET), &m->random, m->octets, size, capacity);
    return mutated > 0 ? mutated : size;
}

EXPORTED void afl_custom_deinit(void *data)
{
    struct afl_mutator *m = data;
    free(m->octets);
    free(m);
}
