/* The one judge: what the answers of a case mean under a profile. Pure: it looks at nothing but its
 * arguments. */
#ifndef CONFORMANCE_JUDGE_H
#define CONFORMANCE_JUDGE_H

#include "script/answer.h"

enum verdict {
    VERDICT_PASS,
    VERDICT_FAIL,
    VERDICT_CRASH,
    VERDICT_TIMEOUT,
    VERDICT_UNIMPLEMENTED,
    VERDICT_SKIPPED,
    VERDICT_OBSERVED,
    VERDICT_INCONCLUSIVE,
    VERDICTS
};

struct profile {
    const struct spec *spec;
    const struct record *record;
};

struct judgement {
    enum verdict verdict;
    size_t step; /* the one that says so; `steps` of the script if it is none in particular */
    struct span wanted; /* what was wanted of it; empty if nothing in particular */
    char why[300];      /* in words */
};

/* A reading that a case showed; empty: the answer met none of those it offers. */
struct shown {
    struct span ambiguity;
    struct span reading;
};

/* Judge. `answer` has one element for each step. `notices`: the subject was not seen to overlook a
 * stale handle (AMB-32); where it overlooks them, finer questions about them are undecided. */
void judge(const struct script *script, const struct answer *answer, const struct profile *profile,
           bool notices, struct judgement *judgement);

/* The readings that the answers show, at most one a step; returns how many, at most `capacity`. */
size_t judge_shown(const struct script *script, const struct answer *answer, struct shown *shown,
                   size_t capacity);

/* Does the case ask a finer question about stale handles? */
bool judge_is_finer(const struct script *script);

/* Is that a verdict that accuses? */
bool verdict_accuses(enum verdict verdict);

const char *verdict_name(enum verdict verdict);

/* VERDICTS: there is none of that name. */
enum verdict verdict_find(struct span name);

#endif
