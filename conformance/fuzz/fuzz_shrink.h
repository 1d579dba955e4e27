/* The shortest sequence that still does what it did. */
#ifndef CONFORMANCE_FUZZ_SHRINK_H
#define CONFORMANCE_FUZZ_SHRINK_H

#include "fuzz_sequence.h"

/* Does the sequence still do it? */
typedef bool fuzz_does(void *context, const struct fuzz_sequence *sequence);

/* Leave out, one after another and as long as that still does it: steps, parts of calls, what
 * connections ask for, handles, numbers, octets and units. At most `tries` questions. Returns how
 * many were asked. */
size_t fuzz_shrink(struct fuzz_sequence *sequence, fuzz_does *does, void *context, size_t tries);

#endif
