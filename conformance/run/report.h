/* What a run found: the answers of every case and their verdicts under every profile. */
#ifndef CONFORMANCE_REPORT_H
#define CONFORMANCE_REPORT_H

#include "identity.h"
#include "judge/judge.h"
#include "options.h"
#include "preflight.h"
#include "script/suite.h"

enum { PROFILES_MAX = 8, SHOWN_MAX = 256, PARTIAL_MAX = 8 };

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
    struct identity identity;
    bool may_disturb;
    bool own_cases;                   /* they are not the suite's */
    const char *partial[PARTIAL_MAX]; /* why the run is not one of the whole suite; none: it is */
    size_t partials;
    struct case_result *result;
    size_t results;
    size_t unmade;      /* cases that could not be run, for lack of memory or processes */
    const char *lacked; /* why the last of them could not */
    size_t cut;         /* cases that were not run because the run was stopped */
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

/* All profiles there are, and that one decides. False: it is not among the first PROFILES_MAX. */
bool report_choose_profile(struct report *report, const struct record *profile);

/* Judge every result under every profile, find the known deviations, count. The judgements are the
 * arena's. */
void report_judge(struct report *report, struct arena *arena);

/* Note why the run is not one of the whole suite, if it is not. */
void report_partial(struct report *report, struct arena *arena);

/* How many results the profile that decides accuses. */
size_t report_accused(const struct report *report);

/* Is the run a certificate under the profile that decides? NULL: it is. Otherwise why not; the
 * arena's. */
const char *report_refusal(const struct report *report, struct arena *arena);

/* The known deviations that files list for the profiles, one after the other; NULL at the end. */
struct known_list {
    const struct report *report;
    size_t document;
    size_t record;
};
const struct record *report_next_known(struct known_list *list);

/* The readings shown, in the order of the ambiguities' ids; room for SHOWN_MAX. Returns how many.
 */
size_t report_readings(const struct report *report, struct shown_count *sorted);

/* Does the profile or fixture differ from what is built in, or is it not? */
bool report_is_own(const struct report *report, const struct record *record);

/* The judgement that decides, of that result. */
const struct judgement *report_main(const struct report *report, const struct case_result *result);

/* An answer in words, with the names of errors; the arena's. */
const char *report_answer(const struct report *report, const struct case_result *result,
                          size_t step, struct arena *arena);

#endif
