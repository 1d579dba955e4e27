/* One sequence, tried on a subject in a process of its own. */
#ifndef CONFORMANCE_FUZZ_RUN_H
#define CONFORMANCE_FUZZ_RUN_H

#include "base/child.h"
#include "fuzz_sequence.h"
#include "script/dictionary.h"
#include "subject/subject.h"

struct fuzz_runner {
    struct subject *subject;
    const struct dictionary *dictionary;
    unsigned seconds; /* that a sequence may take */
    FILE *log;        /* each step is written there before it is taken; NULL: it is not */
};

enum fuzz_came {
    FUZZ_ALL,    /* every step was answered, or refused */
    FUZZ_ENDED,  /* the server ended a connection */
    FUZZ_SILENT, /* it did not answer in time */
    FUZZ_CRASH,  /* the process ended: the subject is in it */
    FUZZ_UNMADE  /* the sequence is no case: `cause` */
};

struct fuzz_report {
    enum fuzz_came came;
    char cause[200];
    uint16_t last;          /* the step that was begun last; FUZZ_NONE: none was */
    bool taken[FUZZ_STEPS]; /* others had no connection any more */
    bool given[FUZZ_STEPS]; /* a handle */
    unsigned calls;         /* sent */
    unsigned malformed;     /* answers that break the rules of NDR or of PDUs */
};

/* Take the steps one after another. A handle that was not given is NULL for those that use it. */
void fuzz_run(const struct fuzz_runner *runner, const struct fuzz_sequence *sequence,
              const char *id, struct fuzz_report *report);

/* Make the sequence what was sent: without the steps that were not taken, and without handles that
 * were not given. */
void fuzz_as_sent(struct fuzz_sequence *sequence, const struct fuzz_report *report);

/* Can sequences be tried on this system? Otherwise `why` says why not. */
bool fuzz_possible(const char **why);

#endif
