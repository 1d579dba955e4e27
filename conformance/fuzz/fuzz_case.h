/* What was found, as a case. */
#ifndef CONFORMANCE_FUZZ_CASE_H
#define CONFORMANCE_FUZZ_CASE_H

#include "fuzz_sequence.h"

/* What a sequence did to a server. */
enum fuzz_harm {
    FUZZ_HARMLESS,
    FUZZ_KILLS,  /* nobody answers any more */
    FUZZ_HANGS,  /* the server takes connections and answers none */
    FUZZ_LEAVES, /* one call is not answered; the server lives */
    FUZZ_CLOSES  /* the server ends a connection; it lives, or was started again */
};

const char *fuzz_harm_text(enum fuzz_harm harm);

/* Append the case that shows the harm and fails as long as it does. */
void fuzz_case(const struct fuzz_sequence *sequence, enum fuzz_harm harm, const char *id,
               const char *about, unsigned seconds, struct growing *text);

#endif
