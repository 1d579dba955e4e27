/* What a run found: the answers of every case and their verdicts under every profile. */
#ifndef CONFORMANCE_REPORT_H
#define CONFORMANCE_REPORT_H

#include "judge.h"
#include "options.h"
#include "preflight.h"
#include "suite.h"

enum { PROFILES_MAX = 8, SHOWN_MAX = 256 };

struct case_result {
    const struct script *script;
    const struct answer *answer; /* one for each step; NULL: the case was not run */
    const char *skip;            /* why not */
    struct judgement *judgement; /* one for each profile, once it is judged */
    const struct record *known;  /* the listed deviation that it is an instance of, or NULL */
    bool unexpected;             /* it accuses and is not known, or is known to and does not */
};

/* How often a reading was shown. */
struct shown_count {
    struct shown shown;
    size_t count;
};

struct report {
    const struct suite *suite;
    const char *subject; /* as it stood on the command line */
    const struct options *options;
    struct preflight preflight;
    struct case_result *result;
    size_t results;
    size_t unmade;      /* cases that could not be run, for lack of memory or processes */
    const char *lacked; /* why the last of them could not */
    size_t elsewhere;   /* cases that do not apply to this kind of subject */
    const struct record *profile[PROFILES_MAX];
    size_t profiles;
    size_t main; /* the profile that decides the exit status */
    bool notices;
    struct shown_count shown[SHOWN_MAX];
    size_t showns;
    size_t total[PROFILES_MAX][VERDICTS];
    size_t known;
    size_t unexpected;
};

/* Judge every result under every profile, find the known deviations, count. The judgements are the
 * arena's. */
void report_judge(struct report *report, struct arena *arena);

/* The judgement that decides, of that result. */
const struct judgement *report_main(const struct report *report, const struct case_result *result);

/* An answer in words, with the names of errors; the arena's. */
const char *report_answer(const struct report *report, const struct case_result *result,
                          size_t step, struct arena *arena);

#endif
