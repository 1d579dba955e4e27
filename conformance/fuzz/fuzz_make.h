/* Sequences made at random, and changed; the same seed makes the same. */
#ifndef CONFORMANCE_FUZZ_MAKE_H
#define CONFORMANCE_FUZZ_MAKE_H

#include "fuzz_sequence.h"

struct random;

enum { FUZZ_NAMES = 64, FUZZ_NAME_UNITS = 128 };

/* Strings that mean something to the server: the names and ids of its objects. */
struct fuzz_names {
    size_t count;
    struct fuzz_name {
        size_t units;
        uint16_t unit[FUZZ_NAME_UNITS];
    } name[FUZZ_NAMES];
};

/* Add a name, as `units` UTF-16 units; longer ones and what there is no room for are left out. */
void fuzz_add_name(struct fuzz_names *names, const uint16_t *unit, size_t units);

/* A sequence of up to `steps` steps. Most calls are valid and take handles that steps before gave:
 * mostly such as are open, sometimes closed ones, of another kind, another connection, altered. */
void fuzz_make(struct random *random, const struct fuzz_names *names, size_t steps,
               struct fuzz_sequence *sequence);

/* Sequence number n of a seed: made, and changed up to four times. It depends on nothing else. */
void fuzz_make_number(uint64_t seed, uint32_t n, const struct fuzz_names *names,
                      struct fuzz_sequence *sequence);

/* Add one such call; false: there is no connection, or no room. */
bool fuzz_make_call(struct random *random, const struct fuzz_names *names,
                    struct fuzz_sequence *sequence);

/* Change one or a few things of the sequence: steps, handles, numbers, strings, octets. */
void fuzz_change(struct random *random, const struct fuzz_names *names,
                 struct fuzz_sequence *sequence);

#endif
