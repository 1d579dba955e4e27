/* The page of a saved run for people, certificate.md: what was judged by what, and what it shows.
 */
#include <string.h>

#include "judge/errors_map.h"
#include "out.h"
#include "run/coverage.h"

enum { PROSE_MAX = 1000 };

/* Text in a Markdown table or sentence: one line, nothing that ends a cell. */
static void print_text(FILE *file, const char *text)
{
    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;
        (void)fputs(c == '|' || c == '<' || c == '\\' || c == '*' ? "\\" : "", file);
        (void)fputc(c < ' ' ? ' ' : c, file);
    }
}

/* A name or command as it is. */
static void print_code(FILE *file, const char *text)
{
    (void)fputc('`', file);
    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;
        (void)fputc(c < ' ' ? ' ' : c == '`' ? '\'' : c == '|' ? '!' : c, file);
    }
    (void)fputc('`', file);
}

static void print_prose(FILE *file, const struct field *field)
{
    char prose[PROSE_MAX];
    (void)field_prose(field, 0, prose, sizeof prose);
    print_text(file, prose);
}

/* -- the first page -----------------------------------------------------------------------------
 */

static void print_result(FILE *file, const struct report *report)
{
    struct arena arena = {NULL};
    const char *refusal = report_refusal(report, &arena);
    (void)fprintf(file, "# %s: ", refusal == NULL ? "Certificate" : "A run, not a certificate");
    print_code(file, report->identity.subject);
    (void)fprintf(file, " under %.*s", SPAN(report->profile[report->main]->id));
    if (report->known > 0) {
        (void)fprintf(file, ", with %zu known deviations", report->known);
    }
    (void)fputs("\n\n", file);
    if (refusal != NULL) {
        (void)fputs("**Not a certificate:** ", file);
        print_text(file, refusal);
        (void)fputs(".\n\n", file);
    } else if (report->known > 0) {
        (void)fprintf(file,
                      "Every case of the suite that applies was chosen; **%zu deviate, all listed "
                      "below with their reasons**.\n\n",
                      report->known);
    } else {
        (void)fputs("Every case of the suite that applies was chosen, and none deviates.\n\n",
                    file);
    }
    arena_free(&arena);
}

static void print_row(FILE *file, const char *name, const char *text)
{
    if (text[0] != '\0') {
        (void)fprintf(file, "| %s | ", name);
        print_code(file, text);
        (void)fputs(" |\n", file);
    }
}

/* The profile and the fixture, and whether they are the suite's. */
static void print_chosen(FILE *file, const struct report *report, const char *what,
                         const struct record *record, const char *digest)
{
    char id[100];
    (void)snprintf(id, sizeof id, "%.*s", SPAN(record->id));
    (void)fprintf(file, "| %s | ", what);
    print_code(file, id);
    (void)fprintf(file, "%s", report_is_own(report, record) ? ", not one of the suite's" : "");
    if (digest[0] != '\0') {
        (void)fprintf(file, ", SHA-256 `%s`", digest);
    }
    if (record_field(record, "means", 0) != NULL) {
        (void)fputs(": ", file);
        print_prose(file, record_field(record, "means", 0));
    }
    (void)fputs(" |\n", file);
}

static void print_identity(FILE *file, const struct report *report, const char *answers)
{
    const struct identity *identity = &report->identity;
    const struct record *fixture = report->suite->dictionary.fixture;
    (void)fputs("| | |\n|---|---|\n", file);
    print_row(file, "subject", report->identity.subject);
    print_row(file, "opened", identity->loaded);
    print_row(file, "its SHA-256", identity->digest);
    print_row(file, "endpoint", identity->endpoint);
    print_row(file, "platform", identity->platform);
    print_row(file, "date", identity->date);
    (void)fprintf(file, "| suite | clusapi-cts %s, SHA-256 `%s` |\n", identity->version,
                  identity->digests.suite);
    print_row(file, "its clauses", identity->digests.clauses);
    print_row(file, "its cases", report->own_cases ? "" : identity->digests.cases);
    print_row(file, "its profiles", identity->digests.profiles);
    print_chosen(file, report, "profile", report->profile[report->main], "");
    if (fixture != NULL) {
        print_chosen(file, report, "fixture", fixture, identity->fixture);
    }
    if (errors_mapped(report->suite, 0) != NULL) {
        (void)fputs("| error codes | the subject's own, mapped as `run.cases` says |\n", file);
    }
    print_row(file, "SHA-256 of the answers", answers);
}

static void print_verdicts(FILE *file, const struct report *report)
{
    (void)fputs("\n## Verdicts\n\n| profile |", file);
    for (enum verdict verdict = VERDICT_PASS; verdict < VERDICTS; verdict++) {
        (void)fprintf(file, " %s |", verdict_name(verdict));
    }
    (void)fputs("\n|---|---|---|---|---|---|---|---|---|\n", file);
    for (size_t p = 0; p < report->profiles; p++) {
        (void)fprintf(file, "| %.*s%s |", SPAN(report->profile[p]->id),
                      p == report->main ? " (decides)" : "");
        for (enum verdict verdict = VERDICT_PASS; verdict < VERDICTS; verdict++) {
            (void)fprintf(file, " %zu |", report->total[p][verdict]);
        }
        (void)fputc('\n', file);
    }
    (void)fprintf(file,
                  "\n%zu cases. %zu more do not apply to this kind of subject. %zu are accused and "
                  "known, %zu are unexpected.\n",
                  report->results, report->elsewhere, report->known, report->unexpected);
}

/* -- clauses ------------------------------------------------------------------------------------
 */

static void print_standing(FILE *file, const struct coverage *coverage, enum standing standing,
                           const char *title, const char *means)
{
    (void)fprintf(file, "- **%s** %zu%s", title, coverage->count[standing], means);
    if (standing != STANDING_KEPT && coverage->count[standing] > 0) {
        const char *mark = ":";
        for (size_t n = 0; n < coverage->clauses; n++) {
            if (coverage->clause[n].standing == standing) {
                (void)fprintf(file, "%s %.*s", mark, SPAN(coverage->clause[n].id));
                mark = ",";
            }
        }
    }
    (void)fputs(".\n", file);
}

static void print_coverage(FILE *file, const struct report *report)
{
    struct arena arena = {NULL};
    struct coverage coverage;
    coverage_make(&coverage, report, report->main, &arena);
    (void)fprintf(file,
                  "\n## Clauses\n\n%zu clauses bind implementations. Under %.*s, each under the "
                  "first that holds (`clus-cts explain CLAUSE` says what it demands):\n\n",
                  coverage.clauses, SPAN(report->profile[report->main]->id));
    print_standing(file, &coverage, STANDING_BROKEN, "Broken", "");
    print_standing(file, &coverage, STANDING_UNIMPLEMENTED, "Unimplemented", ", at least in part");
    print_standing(file, &coverage, STANDING_KEPT, "Kept", " in every case that judges them");
    print_standing(file, &coverage, STANDING_NOT_SHOWN, "Not shown",
                   ", since their cases were skipped or only observed");
    print_standing(file, &coverage, STANDING_NOT_ASKED, "Not asked",
                   report->partials > 0 ? "" : " of this kind of subject");
    print_standing(file, &coverage, STANDING_UNTESTED, "Untested", ": the suite has no case");
    print_standing(file, &coverage, STANDING_UNTESTABLE, "Untestable", " by any suite");
    arena_free(&arena);
}

/* -- what deviates ------------------------------------------------------------------------------
 */

static void print_case(FILE *file, const struct report *report, const struct case_result *result)
{
    const struct judgement *judgement = report_main(report, result);
    (void)fprintf(file, "| `%s` | ", result->script->id);
    for (size_t n = 0; n < result->script->clauses; n++) {
        (void)fprintf(file, "%.*s ", SPAN(result->script->clause[n]));
    }
    (void)fprintf(file, "| %s | ", verdict_name(judgement->verdict));
    print_text(file, judgement->why);
    if (result->known != NULL) {
        (void)fputs(" | ", file);
        print_prose(file, record_field(result->known, "why", 0));
    }
    (void)fputs(" |\n", file);
}

static void print_unexpected(FILE *file, const struct report *report)
{
    if (report->unexpected == 0) {
        return;
    }
    (void)fputs("\n## Unexpected\n\n| case | clauses | verdict | why |\n|---|---|---|---|\n", file);
    for (size_t n = 0; n < report->results; n++) {
        if (report->result[n].unexpected) {
            struct case_result result = report->result[n];
            result.known = NULL;
            print_case(file, report, &result);
        }
    }
}

static void print_known(FILE *file, const struct report *report)
{
    if (report->known == 0) {
        return;
    }
    (void)fputs("\n## Known deviations\n\n| case | clauses | verdict | why | reason |\n"
                "|---|---|---|---|---|\n",
                file);
    for (size_t n = 0; n < report->results; n++) {
        const struct case_result *result = &report->result[n];
        if (result->known != NULL && !result->unexpected &&
            verdict_accuses(report_main(report, result)->verdict)) {
            print_case(file, report, result);
        }
    }
}

/* -- what was not asked -------------------------------------------------------------------------
 */

static size_t count_skip(const struct report *report, const char *why, size_t from)
{
    size_t count = 0;
    for (size_t n = from; n < report->results; n++) {
        const char *skip = report->result[n].skip;
        count += skip != NULL && strcmp(skip, why) == 0 ? 1 : 0;
    }
    return count;
}

static bool is_first_skip(const struct report *report, size_t n)
{
    const char *why = report->result[n].skip;
    return why != NULL && count_skip(report, why, 0) == count_skip(report, why, n);
}

static void print_skips(FILE *file, const struct report *report)
{
    if (report->total[report->main][VERDICT_SKIPPED] == 0) {
        return;
    }
    (void)fputs("\n## Skipped\n\n| cases | why |\n|---|---|\n", file);
    for (size_t n = 0; n < report->results; n++) {
        if (is_first_skip(report, n)) {
            (void)fprintf(file, "| %zu | ", count_skip(report, report->result[n].skip, n));
            print_text(file, report->result[n].skip);
            (void)fputs(" |\n", file);
        }
    }
}

static void print_readings(FILE *file, const struct report *report)
{
    struct shown_count sorted[SHOWN_MAX];
    size_t count = report_readings(report, sorted);
    (void)fputs("\n## Readings shown\n\nWhere the documents leave a question open, how many cases "
                "show which answer.\n\n",
                file);
    for (size_t n = 0; n < count; n++) {
        const struct shown *shown = &sorted[n].shown;
        bool next = n > 0 && span_equal(shown->ambiguity, sorted[n - 1].shown.ambiguity);
        struct span reading = shown->reading.length > 0 ? shown->reading : span_of("none of them");
        (void)fprintf(file, next ? ", " : "%s- %.*s ", n > 0 ? "\n" : "", SPAN(shown->ambiguity));
        (void)fprintf(file, "%.*s %zu", SPAN(reading), sorted[n].count);
    }
    (void)fputs(count > 0 ? "\n" : "None.\n", file);
}

void write_page(const struct report *report, FILE *file, const char *answers)
{
    print_result(file, report);
    print_identity(file, report, answers);
    print_verdicts(file, report);
    print_coverage(file, report);
    print_unexpected(file, report);
    print_known(file, report);
    print_skips(file, report);
    print_readings(file, report);
    (void)fputs("\n## To check it\n\n`clus-cts verify DIR`, by the same version of the suite, "
                "judges the answers in `run.cases` again and says whether all three files follow "
                "from them. That finds what is inconsistent, not what was made up with care: who "
                "holds the subject can run the suite again, and gets the same files but for the "
                "date.\n",
                file);
}
