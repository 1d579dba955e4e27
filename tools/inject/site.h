/* Faults on purpose: which call of which call site fails. The file that INJECT names holds what is
 * to fail and, for each site that was come by, how often; all processes of a run share it. Without
 * INJECT nothing is counted and nothing fails. */
#ifndef INJECT_SITE_H
#define INJECT_SITE_H

#include <stdbool.h>
#include <stdint.h>

enum { SITES = 2048, FUNCTION = 16 };

/* A place in the program: the function that is called, the call's return address, and that of the
 * function which makes it (of the first call, unless sites are told apart by it too); both counted
 * from where the program is loaded. */
struct site {
    char function[FUNCTION];
    uint64_t address;
    uint64_t caller;
    uint32_t calls;
    uint32_t ready; /* its place in the file is filled */
};

/* The file. `target` and what follows it are written before the run, the rest by it; and the
 * target's caller, when it fails. */
struct plan {
    struct site target;
    uint32_t nth;  /* call of the target, from 1; 0: none */
    uint32_t deep; /* sites are told apart by their callers too */
    int32_t error;
    uint32_t happened;
    uint32_t sites;
    struct site site[SITES];
};

/* Count a call of `function` from the frame of its wrapper. True: this one fails, and errno says
 * why. */
bool fails(const char *function, void *const *frame);

#endif
