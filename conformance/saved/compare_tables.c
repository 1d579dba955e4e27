/* What is compared: runs, verdicts, readings, answers. */
#include <string.h>

#include "compare_parts.h"
#include "run/coverage.h"

enum { CELLS_MAX = COMPARED_MAX + 16 };

static void print_heads(const struct comparison *comparison, const char *first,
                        const struct sheet *sheet)
{
    const char *cell[CELLS_MAX] = {first};
    for (size_t n = 0; n < comparison->runs; n++) {
        cell[n + 1] = comparison->name[n];
    }
    sheet_heads(sheet, cell, comparison->runs + 1);
}

/* -- runs ---------------------------------------------------------------------------------------
 */

static void print_identities(const struct comparison *comparison, const struct sheet *sheet)
{
    static const char *const heads[] = {"run", "subject", "opened", "SHA-256", "platform", "date"};
    struct arena arena = {NULL};
    sheet_heads(sheet, heads, sizeof heads / sizeof heads[0]);
    for (size_t n = 0; n < comparison->runs; n++) {
        const struct report *report = &comparison->run[n]->report;
        const struct identity *identity = &report->identity;
        const char *cell[] = {comparison->name[n], report->identity.subject,
                              identity->loaded,    arena_print(&arena, "%.16s", identity->digest),
                              identity->platform,  identity->date};
        sheet_row(sheet, cell, sizeof cell / sizeof cell[0]);
    }
    sheet_table_end(sheet);
    arena_free(&arena);
}

static void print_totals(const struct comparison *comparison, const struct sheet *sheet)
{
    struct arena arena = {NULL};
    print_heads(comparison, "cases", sheet);
    for (enum verdict verdict = VERDICT_PASS; verdict < VERDICTS; verdict++) {
        const char *cell[CELLS_MAX] = {verdict_name(verdict)};
        for (size_t n = 0; n < comparison->runs; n++) {
            const struct report *report = &comparison->run[n]->report;
            cell[n + 1] = arena_print(&arena, "%zu", report->total[report->main][verdict]);
        }
        sheet_row(sheet, cell, comparison->runs + 1);
    }
    sheet_table_end(sheet);
    arena_free(&arena);
}

static void print_clauses(const struct comparison *comparison, const struct sheet *sheet)
{
    struct arena arena = {NULL};
    struct coverage coverage[COMPARED_MAX];
    for (size_t n = 0; n < comparison->runs; n++) {
        const struct report *report = &comparison->run[n]->report;
        coverage_make(&coverage[n], report, report->main, &arena);
    }
    print_heads(comparison, "clauses", sheet);
    for (enum standing standing = 0; standing < STANDINGS; standing++) {
        const char *cell[CELLS_MAX] = {standing_name(standing)};
        for (size_t n = 0; n < comparison->runs; n++) {
            cell[n + 1] = arena_print(&arena, "%zu", coverage[n].count[standing]);
        }
        sheet_row(sheet, cell, comparison->runs + 1);
    }
    sheet_table_end(sheet);
    arena_free(&arena);
}

void compare_runs(const struct comparison *comparison, const struct sheet *sheet)
{
    const struct report *first = &comparison->run[0]->report;
    struct arena arena = {NULL};
    sheet_heading(sheet,
                  arena_print(&arena, "Judged by %.*s, clusapi-cts %s",
                              SPAN(first->profile[first->main]->id), first->identity.version));
    print_identities(comparison, sheet);
    print_totals(comparison, sheet);
    print_clauses(comparison, sheet);
    arena_free(&arena);
}

/* -- verdicts -----------------------------------------------------------------------------------
 */

/* What stands in a run's column for that case of the suite. */
static const char *cell_of(const struct comparison *comparison, size_t run, size_t script)
{
    const struct case_result *result = comparison->result[run][script];
    return result == NULL
               ? "-"
               : verdict_name(report_main(&comparison->run[run]->report, result)->verdict);
}

/* Do two runs that have the case give it different verdicts? */
static bool differs(const struct comparison *comparison, size_t script)
{
    const char *first = "-";
    for (size_t n = 0; n < comparison->runs; n++) {
        const char *cell = cell_of(comparison, n, script);
        if (strcmp(first, "-") != 0 && strcmp(cell, "-") != 0 && strcmp(cell, first) != 0) {
            return true;
        }
        first = strcmp(cell, "-") != 0 ? cell : first;
    }
    return false;
}

/* The verdicts of one case, or of several rows of its table. */
struct difference {
    const char *id;
    size_t record; /* the length of the id without its row */
    const char *cell[CELLS_MAX];
    size_t rows;
};

static bool is_alike(const struct difference *a, const struct difference *b, size_t runs)
{
    if (a->record != b->record || memcmp(a->id, b->id, a->record) != 0) {
        return false;
    }
    for (size_t n = 0; n < runs; n++) {
        if (a->cell[n + 1] != b->cell[n + 1]) {
            return false;
        }
    }
    return true;
}

/* Count it with its like, or put it at the end; returns how many there are then. */
static size_t note(struct difference *list, size_t count, const struct difference *one, size_t runs)
{
    for (size_t n = count; n-- > 0 && list[n].record == one->record &&
                           memcmp(list[n].id, one->id, one->record) == 0;) {
        if (is_alike(&list[n], one, runs)) {
            list[n].rows++;
            return count;
        }
    }
    list[count] = *one;
    return count + 1;
}

void compare_verdicts(const struct comparison *comparison, const struct sheet *sheet)
{
    struct arena arena = {NULL};
    const struct suite *suite = &comparison->run[0]->suite;
    struct difference *list = arena_take(&arena, (comparison->scripts + 1) * sizeof *list);
    size_t count = 0;
    size_t cases = 0;
    for (size_t s = 0; s < comparison->scripts; s++) {
        const char *id = suite->script[s]->id;
        struct difference one = {.id = id, .record = strcspn(id, "["), .rows = 1};
        for (size_t n = 0; n < comparison->runs; n++) {
            one.cell[n + 1] = cell_of(comparison, n, s);
        }
        if (differs(comparison, s)) {
            count = note(list, count, &one, comparison->runs);
            cases++;
        }
    }
    sheet_heading(sheet, arena_print(&arena, "Verdicts that differ: %zu of %zu cases", cases,
                                     comparison->scripts));
    if (count > 0) {
        print_heads(comparison, "case", sheet);
    }
    for (size_t n = 0; n < count; n++) {
        list[n].cell[0] = list[n].rows == 1
                              ? list[n].id
                              : arena_print(&arena, "%.*s[*] (%zu)", (int)list[n].record,
                                            list[n].id, list[n].rows);
        sheet_row(sheet, list[n].cell, comparison->runs + 1);
    }
    if (count > 0) {
        sheet_table_end(sheet);
    }
    arena_free(&arena);
}

/* -- readings -----------------------------------------------------------------------------------
 */

/* The readings of that ambiguity that a run shows. */
static const char *readings_of(const struct report *report, struct span ambiguity,
                               struct arena *arena)
{
    struct shown_count sorted[SHOWN_MAX];
    size_t count = report_readings(report, sorted);
    const char *text = "";
    for (size_t n = 0; n < count; n++) {
        const struct shown *shown = &sorted[n].shown;
        if (span_equal(shown->ambiguity, ambiguity)) {
            text = arena_print(
                arena, "%s%s%.*s %zu", text, text[0] != '\0' ? ", " : "",
                SPAN(shown->reading.length > 0 ? shown->reading : span_of("none of them")),
                sorted[n].count);
        }
    }
    return text[0] != '\0' ? text : ".";
}

static void print_ambiguity(const struct comparison *comparison, struct span ambiguity,
                            const struct sheet *sheet)
{
    struct arena arena = {NULL};
    const char *cell[CELLS_MAX] = {arena_print(&arena, "%.*s", SPAN(ambiguity))};
    bool any = false;
    for (size_t n = 0; n < comparison->runs; n++) {
        cell[n + 1] = readings_of(&comparison->run[n]->report, ambiguity, &arena);
        any = any || strcmp(cell[n + 1], ".") != 0;
    }
    if (any) {
        sheet_row(sheet, cell, comparison->runs + 1);
    }
    arena_free(&arena);
}

void compare_readings(const struct comparison *comparison, const struct sheet *sheet)
{
    const struct spec *spec = &comparison->run[0]->suite.spec;
    size_t longest = strlen("AMB-0000");
    sheet_heading(sheet, "Which reading each shows");
    sheet_prose(sheet, "Where the documents leave a question open, how many cases show which "
                       "answer; clus-cts explain AMB-16 says what is asked and what the readings "
                       "mean.");
    print_heads(comparison, "ambiguity", sheet);
    for (size_t length = 1; length <= longest; length++) { /* AMB-9 before AMB-10 */
        for (size_t n = 0; n < spec->entries; n++) {
            const struct record *record = spec->sorted[n].record;
            if (span_is(record->type, "ambiguity") && record->id.length == length) {
                print_ambiguity(comparison, record->id, sheet);
            }
        }
    }
    sheet_table_end(sheet);
}

/* -- answers ------------------------------------------------------------------------------------
 */

static const char *answer_of(const struct report *report, const struct case_result *result,
                             size_t step, struct arena *arena)
{
    if (result == NULL) {
        return "-";
    }
    if (result->answer == NULL) {
        return result->skip;
    }
    return result->answer[step].end == ANSWER_NONE ? "(not made)"
                                                   : report_answer(report, result, step, arena);
}

static void print_case(const struct comparison *comparison, size_t s, const struct sheet *sheet)
{
    struct arena arena = {NULL};
    const struct script *script = comparison->run[0]->suite.script[s];
    const char *cell[CELLS_MAX] = {"verdict"};
    sheet_heading(sheet, script->id);
    print_heads(comparison, "step", sheet);
    for (size_t step = 0; step < script->steps; step++) {
        const char *answers[CELLS_MAX] = {
            arena_print(&arena, "%.*s", SPAN(script->step[step].text))};
        for (size_t n = 0; n < comparison->runs; n++) {
            answers[n + 1] =
                answer_of(&comparison->run[n]->report, comparison->result[n][s], step, &arena);
        }
        sheet_row(sheet, answers, comparison->runs + 1);
    }
    for (size_t n = 0; n < comparison->runs; n++) {
        cell[n + 1] = cell_of(comparison, n, s);
    }
    sheet_row(sheet, cell, comparison->runs + 1);
    sheet_table_end(sheet);
    arena_free(&arena);
}

void compare_cases(const struct comparison *comparison, const char *const *pattern, size_t patterns,
                   const struct sheet *sheet)
{
    const struct suite *suite = &comparison->run[0]->suite;
    for (size_t s = 0; s < comparison->scripts; s++) {
        bool chosen = false;
        bool had = false; /* by one of the runs */
        for (size_t n = 0; n < patterns; n++) {
            chosen = chosen || script_matches(suite->script[s], pattern[n]);
        }
        for (size_t n = 0; n < comparison->runs; n++) {
            had = had || comparison->result[n][s] != NULL;
        }
        if (chosen && had) {
            print_case(comparison, s, sheet);
        }
    }
}
