/* What a run shows of each clause, under a profile. Pure but for the arena. */
#ifndef CONFORMANCE_COVERAGE_H
#define CONFORMANCE_COVERAGE_H

#include "report.h"

/* In the order of their weight: what a clause is called if its cases disagree comes first. */
enum standing {
    STANDING_BROKEN,        /* a case of it accuses */
    STANDING_UNIMPLEMENTED, /* a case of it meets a function that is not there */
    STANDING_KEPT,          /* a case of it passes */
    STANDING_NOT_SHOWN,     /* its cases are skipped, observed or inconclusive */
    STANDING_NOT_ASKED,     /* its cases were not chosen, or are not for this kind of subject */
    STANDING_UNTESTED,      /* it has no case */
    STANDING_UNTESTABLE,    /* no test can show it */
    STANDINGS
};

struct clause_standing {
    struct span id;
    enum standing standing;
    size_t cases; /* that were asked */
};

/* The clauses that bind implementations, in the order of their ids. */
struct coverage {
    struct clause_standing *clause;
    size_t clauses;
    size_t count[STANDINGS];
};

/* Under the report's profile number `profile`. What it points to is the arena's. */
void coverage_make(struct coverage *coverage, const struct report *report, size_t profile,
                   struct arena *arena);

/* Its name, as in results for machines: broken, not-shown, … */
const char *standing_name(enum standing standing);

#endif
