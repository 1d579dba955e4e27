/* clus-cts fuzz: sequences of calls, made at random, on a live server. */
#ifndef CONFORMANCE_FUZZ_H
#define CONFORMANCE_FUZZ_H

#include "fuzz_case.h"
#include "fuzz_make.h"
#include "fuzz_watch.h"

enum { FUZZ_SECONDS = 20, FUZZ_SHRINK_MOST = 2000 };

struct fuzz_request {
    const char *word; /* the subject, as it was named */
    struct subject *subject;
    const struct dictionary *dictionary;
    uint64_t seed;
    unsigned count;      /* sequences at most; 0: no limit */
    unsigned seconds;    /* in all; 0: no limit */
    unsigned timeout;    /* seconds for a sequence */
    const char *log;     /* a file, or NULL */
    const char *save;    /* a folder, or NULL */
    const char *restart; /* a command, or NULL */
};

/* May that subject be fuzzed? It is not reached for the answer. False: why not was written to
 * standard error. */
bool fuzz_allowed(const char *word, const struct subject *subject, bool may_disturb);

/* Try sequences until one kills or hangs the server, or ends a connection; shrink it and print it
 * as a case. Returns the exit status (options.h). */
int fuzz(const struct fuzz_request *request);

/* The names that a fixture gives. */
void fuzz_names_of(const struct dictionary *dictionary, struct fuzz_names *names);

#endif
