/*
 * How a fuzz target says that a property failed. Every engine, and the reproducer, takes abort()
 * for a crash; the line before it says what did not hold.
 */
#ifndef FUZZ_PROPERTY_H
#define FUZZ_PROPERTY_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

/* Ends the process unless `holds`, after the one line `property: WHAT` on stderr. `what` says what
 * should have been true. */
static inline void property(bool holds, const char *what)
{
    if (holds)
        return;
    (void)fprintf(stderr, "property: %s\n", what);
    abort();
}

#endif
