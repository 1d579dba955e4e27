/*
 * Where things stand in a stub: its counts, referents, numbers, strings, arrays and handles, found
 * by walking the method's row. Unlike the decoder this goes on after what is wrong, as far as there
 * are octets: a mutator changes one thing and wants to find the others again.
 */
#ifndef FUZZ_LAYOUT_H
#define FUZZ_LAYOUT_H

#include "wire/codec.h"

enum { PLACES = 256 };

enum role {
    ROLE_NUMBER,
    ROLE_REFERENT,
    ROLE_MAX,     /* a maximum count */
    ROLE_OFFSET,  /* an offset */
    ROLE_ACTUAL,  /* an actual count */
    ROLE_ENTRIES, /* the count inside a conformant structure */
    ROLE_UNITS,   /* UTF-16 units: of a string with its terminator, or of an array */
    ROLE_OCTETS,
    ROLE_HANDLE,
    ROLES
};

/* One thing in a stub. */
struct place {
    enum role role;
    const struct parameter *parameter; /* or column */
    uint32_t offset;                   /* in the stub */
    uint32_t size;                     /* in octets */
};

struct layout {
    struct place place[PLACES];
    uint32_t places;
    uint32_t end; /* of what was walked */
};

/* Finds what stands in `length` octets of stub, the first PLACES of it. */
void layout_find(const struct method *method, enum direction direction,
                 const struct encoding *encoding, const uint8_t *stub, uint32_t length,
                 struct layout *layout);

#endif
