/* What a document of the notation may hold: the record types (notation.md), and the check of a
 * whole document against them. */
#ifndef SPEC_SCHEMA_H
#define SPEC_SCHEMA_H

#include "register.h"

/* Check the document of that number (from 0) in `spec`; names may refer to records of all its
 * documents. Returns how many problems there are; the first `capacity` of them are in `problems`,
 * in the order of the records. */
size_t schema_check(const struct spec *spec, size_t document, struct problem *problems,
                    size_t capacity);

#endif
