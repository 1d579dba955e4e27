/*
 * What a decoder does to its process: a fault is told apart from reading behind the stub.
 */
#ifndef FUZZ_WATCH_H
#define FUZZ_WATCH_H

#include "differ.h"

/* Called in the state of a signal or exception handler. Once it returns, the fault takes the course
 * that it would have taken. */
typedef void watch_function(enum difference kind, const char *detail);

/* From now on a fault in this process is told to `seen`: DIFFERENCE_OVER_READ where it was an
 * access to the page behind the stub (detail `stub`) or the request (`request`), else
 * DIFFERENCE_CRASH with the signal's or exception's name. */
void watch_faults(const struct differ *differ, watch_function *seen);

#endif
