/*
 * Structure-aware mutation of the targets' inputs. It knows the method table and the PDUs' headers:
 * it changes one thing and keeps the rest valid. Pure but for scratch memory of its own: the same
 * input and seed give the same output.
 */
#ifndef FUZZ_MUTATE_H
#define FUZZ_MUTATE_H

#include "layout.h"
#include "wire/generate.h"

#include <stddef.h>

/* What an input is. */
enum mutation {
    MUTATE_NOTHING,  /* not known here: left to the engine */
    MUTATE_REQUEST,  /* a stub input (input.h) taken for a request's */
    MUTATE_REPLY,    /* for a reply's */
    MUTATE_EITHER,   /* for what its header says */
    MUTATE_STREAM,   /* PDUs (owner.h) */
    MUTATE_SEQUENCE, /* calls (sequence.h) */
    MUTATE_API       /* calls of the API (api_sequence.h) */
};

/* What the inputs of a target are, by the target's name. */
enum mutation mutation_of(const char *target);

/* Changes an input of `size` octets in place. Returns its new size, at most `capacity`; 0 only if
 * `capacity` is too small for any input of that kind. */
size_t mutate(enum mutation mutation, struct random *random, uint8_t *data, size_t size,
              size_t capacity);

/* -- the parts of it --------------------------------------------------------------------------- */

/* Octets being changed; size <= capacity always. */
struct edit {
    uint8_t *octets;
    uint32_t size;
    uint32_t capacity;
};

/* Puts `count` octets at `offset`, moving what follows; as many as there is room for. `octets`
 * NULL: zeros. An offset beyond the end is the end. */
void edit_insert(struct edit *edit, uint32_t offset, const uint8_t *octets, uint32_t count);

/* Takes `count` octets away, as many as there are. */
void edit_erase(struct edit *edit, uint32_t offset, uint32_t count);

/* Writes a number of 1, 2, 4 or 8 octets where it stands; nothing where there is no room. */
void edit_number(struct edit *edit, uint32_t offset, uint32_t width, bool big, uint64_t number);

/* A number below `end`; 0 if that is 0. */
uint32_t random_below(struct random *random, uint32_t end);

/* A number that parsers trip over, perhaps near `old`. */
uint64_t random_number(struct random *random, uint64_t old);

/* Changes what stands at one place of a stub, against what the rest of it says. */
void mutate_place(struct random *random, const struct layout *layout,
                  const struct encoding *encoding, struct edit *stub);

/* Changes a value of a stub that is accepted, and encodes it again with all counts right: in the
 * encoding it has, or, unless `becomes` is NULL, in the one that is written there. False, and
 * nothing changes, where the stub is refused. */
bool mutate_value(struct random *random, const struct method *method, enum direction direction,
                  const struct encoding *encoding, struct encoding *becomes, struct edit *stub);

/* The two kinds of input. */
size_t mutate_stub(enum mutation mutation, struct random *random, uint8_t *data, size_t size,
                   size_t capacity);
size_t mutate_stream(struct random *random, uint8_t *data, size_t size, size_t capacity);

#endif
