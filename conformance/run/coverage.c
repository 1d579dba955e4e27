#include "coverage.h"

static bool tests(const struct script *script, struct span clause)
{
    for (size_t n = 0; n < script->clauses; n++) {
        if (span_equal(script->clause[n], clause)) {
            return true;
        }
    }
    return false;
}

static enum standing standing_of(enum verdict verdict)
{
    return verdict_accuses(verdict)           ? STANDING_BROKEN
           : verdict == VERDICT_UNIMPLEMENTED ? STANDING_UNIMPLEMENTED
           : verdict == VERDICT_PASS          ? STANDING_KEPT
                                              : STANDING_NOT_SHOWN;
}

static bool has_case(const struct suite *suite, struct span clause)
{
    for (size_t n = 0; n < suite->scripts; n++) {
        if (tests(suite->script[n], clause)) {
            return true;
        }
    }
    return false;
}

static struct clause_standing look(const struct report *report, size_t profile,
                                   const struct clause *clause)
{
    struct clause_standing found = {clause->id, STANDINGS, 0};
    for (size_t n = 0; n < report->results; n++) {
        const struct case_result *result = &report->result[n];
        if (tests(result->script, clause->id)) {
            enum standing standing = standing_of(result->judgement[profile].verdict);
            found.standing = standing < found.standing ? standing : found.standing;
            found.cases++;
        }
    }
    if (found.cases == 0) {
        bool cases = report->own_cases || has_case(report->suite, clause->id);
        found.standing = !clause_is_testable(clause) ? STANDING_UNTESTABLE
                         : cases                     ? STANDING_NOT_ASKED
                                                     : STANDING_UNTESTED;
    }
    return found;
}

void coverage_make(struct coverage *coverage, const struct report *report, size_t profile,
                   struct arena *arena)
{
    const struct spec *spec = &report->suite->spec;
    *coverage = (struct coverage){
        .clause = arena_take(arena, (spec->entries + 1) * sizeof *coverage->clause)};
    for (size_t n = 0; n < spec->entries; n++) {
        const struct record *record = spec->sorted[n].record;
        struct clause clause;
        if (!span_is(record->type, "clause") || !spec_clause(spec, record->id, &clause) ||
            clause.record != record || clause.binds != BINDS_IMPLEMENTATION) {
            continue;
        }
        struct clause_standing one = look(report, profile, &clause);
        coverage->clause[coverage->clauses++] = one;
        coverage->count[one.standing]++;
    }
}

const char *standing_name(enum standing standing)
{
    static const char *const names[STANDINGS] = {
        [STANDING_BROKEN] = "broken",
        [STANDING_UNIMPLEMENTED] = "unimplemented",
        [STANDING_KEPT] = "kept",
        [STANDING_NOT_SHOWN] = "not-shown",
        [STANDING_NOT_ASKED] = "not-asked",
        [STANDING_UNTESTED] = "untested",
        [STANDING_UNTESTABLE] = "untestable",
    };
    return names[standing];
}
