/* The parts of comparing saved runs, for each other. */
#ifndef CONFORMANCE_COMPARE_PARTS_H
#define CONFORMANCE_COMPARE_PARTS_H

#include "base/sheet.h"
#include "saved.h"

enum { COMPARED_MAX = 32 };

struct comparison {
    struct saved *run[COMPARED_MAX];
    const char *name[COMPARED_MAX];
    /* of each case of the suite, in its order; NULL: the run does not have it */
    const struct case_result **result[COMPARED_MAX];
    size_t runs;
    size_t scripts;
    struct arena arena;
};

/* What was judged, the verdicts and the clauses, in numbers. */
void compare_runs(const struct comparison *comparison, const struct sheet *sheet);

/* The cases whose verdicts differ. */
void compare_verdicts(const struct comparison *comparison, const struct sheet *sheet);

/* Which reading each shows. */
void compare_readings(const struct comparison *comparison, const struct sheet *sheet);

/* The answers to each step of the cases that a pattern names. */
void compare_cases(const struct comparison *comparison, const char *const *pattern, size_t patterns,
                   const struct sheet *sheet);

#endif
