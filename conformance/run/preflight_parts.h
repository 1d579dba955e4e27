/* The parts of the preflight, for each other. */
#ifndef CONFORMANCE_PREFLIGHT_PARTS_H
#define CONFORMANCE_PREFLIGHT_PARTS_H

#include "preflight.h"

/* A kind of object that fixtures name, and the code for a name that names none. */
struct preflight_object {
    const char *field;
    enum kind kind;
    uint32_t not_found;
};

enum { PREFLIGHT_OBJECTS = 5 };
extern const struct preflight_object preflight_objects[PREFLIGHT_OBJECTS];

/* The child's part for an endpoint. */
void preflight_wire(const struct preflight_work *work, FILE *out);

#endif
