/* What a run found, for a reader. */
#include <stdlib.h>
#include <string.h>

#include "base/shell.h"
#include "out.h"

enum { PROSE_MAX = 1000, ANSWER_SHOWN = 300 };

/* Colours, or nothing. */
struct colours {
    const char *good;
    const char *bad;
    const char *plain;
};

static struct colours choose_colours(bool colour)
{
    return colour ? (struct colours){"\033[32m", "\033[31m", "\033[0m"}
                  : (struct colours){"", "", ""};
}

/* -- the table ----------------------------------------------------------------------------------
 */

static void print_row(const char *name, size_t length, const size_t *count, struct colours colours)
{
    (void)printf("%-42.*s", (int)length, name);
    for (enum verdict verdict = VERDICT_PASS; verdict < VERDICTS; verdict++) {
        if (count[verdict] == 0) {
            (void)printf("%8s", ".");
        } else {
            (void)printf("%s%8zu%s", verdict_accuses(verdict) ? colours.bad : "", count[verdict],
                         verdict_accuses(verdict) ? colours.plain : "");
        }
    }
    (void)printf("\n");
}

static void print_table(const struct report *report, struct colours colours)
{
    static const char *const heads[VERDICTS] = {"pass",    "fail",    "crash",   "timeout",
                                                "unimpl.", "skipped", "observ.", "inconc."};
    (void)printf("\n%-42s", "cases");
    for (size_t n = 0; n < VERDICTS; n++) {
        (void)printf("%8s", heads[n]);
    }
    (void)printf("\n");
    for (size_t n = 0; n < report->results;) {
        size_t count[VERDICTS] = {0};
        struct span file = report->result[n].script->file;
        for (; n < report->results && span_equal(report->result[n].script->file, file); n++) {
            count[report_main(report, &report->result[n])->verdict]++;
        }
        print_row(file.at, file.length, count, colours);
    }
    print_row("all", 3, report->total[report->main], colours);
}

/* -- a failure ----------------------------------------------------------------------------------
 */

static void print_clause(const struct report *report, struct span id)
{
    struct clause clause;
    char prose[PROSE_MAX];
    if (!spec_clause(&report->suite->spec, id, &clause)) {
        return;
    }
    (void)field_prose(clause.means, 0, prose, sizeof prose);
    (void)printf("  %-9.*s %s\n", SPAN(id), prose);
    (void)field_prose(clause.from, 0, prose, sizeof prose);
    (void)printf("            %s\n", prose);
}

static void print_question(const struct report *report, struct span id, struct span reading)
{
    const struct record *ambiguity = spec_ambiguity(&report->suite->spec, id);
    char prose[PROSE_MAX];
    if (ambiguity == NULL) {
        return;
    }
    (void)field_prose(record_field(ambiguity, "asks", 0), 0, prose, sizeof prose);
    (void)printf("  %-9.*s %s\n", SPAN(id), prose);
    if (reading.length > 0 && ambiguity_reading(ambiguity, reading) != NULL) {
        (void)field_prose(ambiguity_reading(ambiguity, reading), 1, prose, sizeof prose);
        (void)printf("            %.*s: %s\n", SPAN(reading), prose);
    }
}

/* The words of a command that are as in this one, behind the subject. */
static void put_files(const struct options *options, struct growing *line)
{
    for (size_t n = 0; n < options->files; n++) {
        shell_word(line, "", options->file[n]);
    }
}

static void put_options(const struct report *report, struct growing *line)
{
    const struct options *options = report->options;
    shell_word(line, "--fixture ", options->fixture);
    shell_word(line, "--errors ", options->errors);
    if (options->profile != NULL) {
        shell_word(line, "--profile ", options->profile);
    } else {
        growing_text(line, " --profile %.*s", SPAN(report->profile[report->main]->id));
    }
    if (options->seconds != DEFAULT_SECONDS) {
        growing_text(line, " --timeout %u", options->seconds);
    }
    growing_text(line, "%s", options->may_disturb ? " --may-disturb" : "");
}

/* The commands that make it shorter, and that make this case in its own process. */
static void print_commands(const struct report *report, const struct script *script)
{
    struct growing line = {.octets = NULL};
    growing_text(&line, "  shorter   clus-cts shrink");
    shell_word(&line, "", report->subject);
    shell_word(&line, "", script->id);
    put_files(report->options, &line);
    put_options(report, &line);
    growing_text(&line, "\n  debug     clus-cts run");
    shell_word(&line, "", report->subject);
    put_files(report->options, &line);
    shell_word(&line, "--failed ", report->options->failed);
    put_options(report, &line);
    shell_word(&line, "--only ", script->id);
    (void)printf("%s --here\n", (const char *)line.octets);
    growing_free(&line);
}

static void print_demands(const struct report *report, const struct script *script)
{
    const struct record *profile = report->profile[report->main];
    for (size_t n = 0; n < script->clauses; n++) {
        print_clause(report, script->clause[n]);
    }
    for (size_t n = 0; n < script->decided; n++) {
        print_question(report, script->decides[n],
                       spec_choice(&report->suite->spec, profile, script->decides[n], NULL));
    }
    (void)printf("  ask       clus-cts explain %.*s\n", SPAN(script_subject(script)));
    print_commands(report, script);
}

static void print_failure(const struct report *report, const struct case_result *result,
                          struct colours colours)
{
    const struct judgement *judgement = report_main(report, result);
    const struct script *script = result->script;
    bool accuses = verdict_accuses(judgement->verdict);
    (void)printf("\n%s%s%s %s  (%.*s:%u)\n", colours.bad,
                 accuses ? verdict_name(judgement->verdict) : "unexpected pass", colours.plain,
                 script->id, SPAN(script->file), script->line);
    out_trace(stdout, report, result, judgement->step);
    if (accuses && judgement->step < script->steps) {
        struct arena arena = {NULL};
        (void)printf("  wanted    %.*s\n",
                     SPAN(judgement->wanted.length > 0 ? judgement->wanted : span_of("an answer")));
        (void)printf("  came      %.*s\n", ANSWER_SHOWN,
                     report_answer(report, result, judgement->step, &arena));
        (void)printf("  why       %s\n", judgement->why);
        arena_free(&arena);
    }
    if (result->known != NULL) {
        char prose[PROSE_MAX];
        (void)field_prose(record_field(result->known, "why", 0), 0, prose, sizeof prose);
        (void)printf("  known     as %.*s: %s\n", SPAN(record_second(result->known)), prose);
    }
    print_demands(report, script);
}

/* -- the end ------------------------------------------------------------------------------------
 */

static void print_profile(const struct report *report, size_t p)
{
    bool first = true;
    (void)printf("%-10.*s", SPAN(report->profile[p]->id));
    for (enum verdict verdict = VERDICT_PASS; verdict < VERDICTS; verdict++) {
        if (report->total[p][verdict] > 0) {
            (void)printf("%s%zu %s", first ? "" : ", ", report->total[p][verdict],
                         verdict_name(verdict));
            first = false;
        }
    }
    (void)printf("%s\n", p == report->main ? "   <- decides the exit status" : "");
}

void out_profiles(const struct report *report)
{
    for (size_t p = 0; p < report->profiles; p++) {
        print_profile(report, p);
    }
}

static void print_shown(const struct report *report)
{
    struct shown_count sorted[SHOWN_MAX];
    size_t count = report_readings(report, sorted);
    for (size_t n = 0; n < count; n++) {
        const struct shown *shown = &sorted[n].shown;
        bool next = n > 0 && span_equal(shown->ambiguity, sorted[n - 1].shown.ambiguity);
        if (!next) {
            (void)printf("%s%-10s%.*s", n > 0 ? "\n" : "", n == 0 ? "readings" : "",
                         SPAN(shown->ambiguity));
        }
        (void)printf("%s %.*s %zu", next ? "," : "",
                     SPAN(shown->reading.length > 0 ? shown->reading : span_of("(none of them)")),
                     sorted[n].count);
    }
    (void)printf("%s", report->showns > 0 ? "\n" : "");
}

static bool is_held_back(const struct report *report, const struct case_result *result)
{
    return result->skip != NULL && result->script->skip == NULL &&
           result->script->disturbs.length > 0 && !report->may_disturb;
}

/* The cases that were left out because they disturb the cluster, a table's rows as one. */
static void print_held_back(const struct report *report)
{
    struct span last = {"", 0};
    size_t count = 0;
    for (size_t n = 0; n < report->results; n++) {
        count += is_held_back(report, &report->result[n]) ? 1 : 0;
    }
    if (count == 0) {
        return;
    }
    (void)printf(
        "left out  %zu cases that disturb the cluster; --may-disturb runs them:\n         ", count);
    for (size_t n = 0; n < report->results; n++) {
        const char *id = report->result[n].script->id;
        struct span record = {id, strcspn(id, "[")};
        if (is_held_back(report, &report->result[n]) && !span_equal(record, last)) {
            (void)printf(" %.*s", SPAN(record));
            last = record;
        }
    }
    (void)printf("\n");
}

static void print_preflight(const struct report *report)
{
    const struct preflight *preflight = &report->preflight;
    (void)printf("subject   %s, %s\n", report->subject, preflight->file);
    if (report->suite->dictionary.fixture != NULL) {
        (void)printf("fixture   %.*s\n", SPAN(report->suite->dictionary.fixture->id));
    }
    if (report->elsewhere > 0) {
        (void)printf("left out  %zu cases that do not apply to this kind of subject\n",
                     report->elsewhere);
    }
    print_held_back(report);
    if (preflight->privacy) {
        (void)printf("privacy   the endpoint answers only with packet privacy: all is skipped\n");
    }
    for (size_t n = 0; n < preflight->absents; n++) {
        (void)printf("%s%s%s", n == 0 ? "absent    " : " ", preflight->absent[n],
                     n + 1 == preflight->absents ? "\n" : "");
    }
    if (preflight->names[0] != '\0') {
        (void)printf("not found%s\n", preflight->names);
    }
}

static void print_end(const struct report *report, struct colours colours)
{
    const struct record *profile = report->profile[report->main];
    size_t failed = report_accused(report) - report->known;
    if (report->known > 0) {
        (void)printf("known     %zu deviations are listed as known\n", report->known);
    }
    for (size_t n = 0; n < report->partials; n++) {
        (void)printf("partial   %s: no certificate\n", report->partial[n]);
    }
    if (report->cut + report->unmade > 0) {
        (void)printf("exit 3    the run is not whole\n");
    } else if (report->unexpected > 0) {
        (void)printf(
            "exit 1    %zu unexpected under %.*s: %zu fail, %zu pass though known to fail\n",
            report->unexpected, SPAN(profile->id), failed, report->unexpected - failed);
    } else {
        (void)printf("exit 0    nothing unexpected under %.*s\n", SPAN(profile->id));
    }
    (void)printf("%s%zu passed, %zu failed%s\n", failed > 0 ? colours.bad : colours.good,
                 report->total[report->main][VERDICT_PASS], failed, colours.plain);
}

void out_term(const struct report *report, bool colour)
{
    struct colours colours = choose_colours(colour);
    print_preflight(report);
    print_table(report, colours);
    for (size_t n = 0; n < report->results; n++) {
        if (report->result[n].unexpected) {
            print_failure(report, &report->result[n], colours);
        }
    }
    (void)printf("\n");
    out_profiles(report);
    print_shown(report);
    if (!report->notices) {
        (void)printf("          stale handles are not noticed: what is asked further about them is "
                     "undecided\n");
    }
    print_end(report, colours);
}
