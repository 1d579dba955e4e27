/* The order of events of a run. */
#ifndef CONFORMANCE_RUN_H
#define CONFORMANCE_RUN_H

#include "report.h"

struct run_request {
    const char *const *only; /* patterns; none: every case */
    size_t onlys;
    unsigned seconds; /* a case's time, if it says nothing itself */
    size_t jobs;      /* how many cases may run side by side: 1 to CHILDREN_MAX */
    bool may_disturb;
    bool progress; /* on standard error */
};

/* Why the wire cases of such an endpoint are skipped. */
#define NEEDS_PRIVACY "needs packet privacy"

/* Choose the cases: a result for each, with `skip` where it cannot run. */
void run_choose(struct report *report, const struct run_request *request,
                const struct subject *subject, struct arena *arena);

/* Is the case one for that kind of subject? API cases are not asked of an endpoint, nor wire cases
 * of a library. */
bool run_applies(const struct script *script, const struct subject_type *type);

/* Why it cannot run; NULL: it can. */
const char *run_skips(const struct script *script, const struct run_request *request,
                      const struct subject *subject, struct arena *arena);

/* The wire cases cannot run after all. */
void run_skip_wire(struct report *report, const char *why);

/* Run those that can, each in a child of its own, and collect the answers. Whether side by side or
 * one after another, the report is the same. */
void run_all(struct report *report, const struct run_request *request, struct subject *subject,
             struct arena *arena);

/* From now on SIGINT and SIGTERM (Control-C) stop a run: what is under way ends, no more cases
 * begin, and the report is of what there is. */
void run_catch_signals(void);

/* Run one in this process, printing as it goes, with no time limit. False: `why` (SUBJECT_TEXT
 * characters) says why the subject cannot be opened. */
bool run_here(struct report *report, struct case_result *result, struct subject *subject,
              struct arena *arena, char *why);

/* The child's part. */
struct case_work {
    struct subject *subject;
    const struct script *script;
};
void case_work(void *context, FILE *out);

#endif
