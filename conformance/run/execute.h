/* Taking the steps of a case, in the process that is at risk. */
#ifndef CONFORMANCE_EXECUTE_H
#define CONFORMANCE_EXECUTE_H

#include "script/answer.h"
#include "subject/subject.h"

/* Told before each step is made, and what came of it. */
struct witness {
    void (*begins)(void *context, size_t step);
    void (*answered)(void *context, size_t step, const struct answer *answer);
    void *context;
};

/* Take the steps in order until the case ends (notation.md, "Cases"). */
void execute(const struct script *script, const struct subject *subject,
             const struct witness *witness);

#endif
