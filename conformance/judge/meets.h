/* Does an answer meet what is wanted of it? Pure. */
#ifndef CONFORMANCE_MEETS_H
#define CONFORMANCE_MEETS_H

#include "script/answer.h"

enum { MEETS_WHY = 200 };

/* Does the answer to step `s` meet that want? `answers` has one element for each step. False: `why`
 * (MEETS_WHY characters) says what is not met. */
bool meets(const struct script *script, const struct answer *answers, size_t s,
           const struct want *want, char *why);

/* Did the call write behind the end of a buffer? Then `name` is its name. */
bool overruns(const struct answer *answer, struct span *name);

#endif
