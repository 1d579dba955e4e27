/* Does an answer meet what is wanted of it? Pure. */
#ifndef CONFORMANCE_MEETS_H
#define CONFORMANCE_MEETS_H

#include "answer.h"

enum { MEETS_WHY = 200 };

/* False: `why` (MEETS_WHY characters) says what is not met. */
bool meets(const struct step *step, const struct want *want, const struct answer *answer,
           char *why);

/* Did the call write behind the end of a buffer? Then `name` is its name. */
bool overruns(const struct answer *answer, struct span *name);

#endif
