/* What became of cases: on the built-in reference, which is asked now; in what is known of foreign
 * implementations; in saved runs. */
#include <stdio.h>
#include <string.h>

#include "base/give_up.h"
#include "explain.h"
#include "out/out.h"
#include "run/run.h"

enum { PROSE_MAX = 1000, CASE_SECONDS = 10 };

/* The readings of the ambiguity, or of all, that were shown. */
static void print_shown(const struct report *report, const char *pattern)
{
    bool ambiguity = strncmp(pattern, "AMB-", 4) == 0;
    for (size_t n = 0; n < report->showns; n++) {
        const struct shown *shown = &report->shown[n].shown;
        if (!ambiguity || span_is(shown->ambiguity, pattern)) {
            (void)printf(", shows ");
            if (!ambiguity) {
                (void)printf("%.*s ", SPAN(shown->ambiguity));
            }
            (void)printf(
                "%.*s (%zu)",
                SPAN(shown->reading.length > 0 ? shown->reading : span_of("none of the readings")),
                report->shown[n].count);
        }
    }
}

static void print_verdicts(const struct report *report, const char *name, const char *pattern)
{
    const char *before = "";
    (void)printf("  %-10s ", name);
    for (enum verdict verdict = VERDICT_PASS; verdict < VERDICTS; verdict++) {
        size_t count = report->total[report->main][verdict];
        if (count > 0) {
            (void)printf("%s%zu %s", before, count, verdict_name(verdict));
            before = ", ";
        }
    }
    (void)printf("%s under %.*s", before[0] == '\0' ? "no case" : "",
                 SPAN(report->profile[report->main]->id));
    if (report->notices) {
        print_shown(report, pattern);
    } else {
        (void)printf(", stale handles are not noticed");
    }
    (void)printf("\n");
}

/* By its name, or the one of the user's file (NULL). */
static bool choose_profile(struct report *report, const char *name)
{
    report->profile[0] = suite_profile(report->suite, name);
    report->profiles = 1;
    report->main = 0;
    return report->profile[0] != NULL;
}

/* The reference makes the cases now, each in a process of its own. */
static void ask_reference(const struct explaining *explaining, const char *pattern, bool steps)
{
    static struct report report; /* large */
    struct arena arena = {NULL};
    struct subject subject;
    struct run_request request = {
        .only = &pattern, .onlys = 1, .seconds = CASE_SECONDS, .jobs = child_processors()};
    report = (struct report){.suite = explaining->suite, .options = explaining->options};
    (void)subject_choose(&subject, "ref");
    (void)choose_profile(&report, "strict");
    run_choose(&report, &request, &subject, &arena);
    run_all(&report, &request, &subject, &arena);
    if (report.unmade > 0) {
        give_up(report.lacked);
    }
    report_judge(&report, &arena);
    if (steps && report.results > 0) {
        (void)printf("  reference  answers\n");
        out_trace(stdout, &report, &report.result[0], SCRIPT_STEPS);
    }
    print_verdicts(&report, "reference", pattern);
    arena_free(&arena);
}

/* -- known deviations
 * ------------------------------------------------------------------------------------- */

static bool names_a_case(const struct explaining *explaining, const struct record *known,
                         const char *pattern)
{
    char names[256];
    (void)snprintf(names, sizeof names, "%.*s", SPAN(known->id));
    for (size_t n = 0; n < explaining->suite->scripts; n++) {
        const struct script *script = explaining->suite->script[n];
        if (glob_match(names, script->id) && script_matches(script, pattern)) {
            return true;
        }
    }
    return false;
}

static void print_known(const struct explaining *explaining, const char *pattern)
{
    const struct record *record;
    char prose[PROSE_MAX];
    for (size_t n = 0; (record = background_record(explaining->background, "known", n)) != NULL;
         n++) {
        const struct field *profile = record_field(record, "profile", 0);
        if (names_a_case(explaining, record, pattern)) {
            (void)field_prose(record_field(record, "why", 0), 0, prose, sizeof prose);
            (void)printf("  %-10.*s %.*s: %.*s under %.*s. %s\n", SPAN(background_of(record)),
                         SPAN(record->id), SPAN(record_second(record)),
                         SPAN(profile != NULL ? span_trim(profile->rest) : span_of("sdk")), prose);
        }
    }
    for (size_t n = 0; (record = background_record(explaining->background, "differs", n)) != NULL;
         n++) {
        if (explain_mentions(record_field(record, "why", 0), span_of(pattern)) ||
            explain_mentions(record_field(record, "where", 0), span_of(pattern))) {
            (void)field_prose(record_field(record, "vendor", 0), 0, prose, sizeof prose);
            (void)printf("  %-10.*s %s (%.*s)\n", SPAN(background_of(record)), prose,
                         SPAN(span_trim(record_field(record, "verdict", 0)->rest)));
        }
    }
}

/* -- saved runs
 * ------------------------------------------------------------------------------------------- */

/* Only what the pattern names counts, but all answers say whether stale handles are noticed. */
static void judge_saved(struct report *report, const char *profile, const char *pattern,
                        struct arena *arena)
{
    const struct suite *suite = report->suite;
    size_t kept = 0;
    report->result = arena_take(arena, (suite->scripts + 1) * sizeof *report->result);
    for (size_t n = 0; n < suite->scripts; n++) {
        const struct script *script = suite->script[n];
        struct answer *answer = arena_take(arena, script->steps * sizeof *answer);
        bool any = saved_answers(suite, script, arena, answer);
        report->result[report->results++] = (struct case_result){
            .script = script, .answer = any ? answer : NULL, .skip = "it was not run"};
    }
    report_judge(report, arena);
    bool notices = report->notices;
    for (size_t n = 0; n < report->results; n++) {
        if (script_matches(report->result[n].script, pattern)) {
            report->result[kept++] = report->result[n];
        }
    }
    *report = (struct report){.suite = suite, .result = report->result, .results = kept};
    (void)choose_profile(report, profile);
    report_judge(report, arena);
    report->notices = notices;
}

static void print_saved(const struct explaining *explaining, const char *directory,
                        const char *pattern)
{
    static struct suite suite; /* large */
    static struct report report;
    char path[SUBJECT_TEXT];
    const char *file = path;
    struct arena arena = {NULL};
    const struct options *options = explaining->options;
    struct suite_request request = {
        .file = &file, .files = 1, .profile = options_profile_file(options)};
    const char *profile = request.profile != NULL    ? NULL
                          : options->profile != NULL ? options->profile
                                                     : "sdk";
    (void)snprintf(path, sizeof path, "%s/run.cases", directory);
    if (!suite_open(&suite, &request, stderr)) {
        return;
    }
    report = (struct report){.suite = &suite};
    if (!choose_profile(&report, profile)) {
        (void)fprintf(stderr, "clus-cts: %s is not judged: there is no profile %s\n", directory,
                      profile);
        suite_close(&suite);
        return;
    }
    judge_saved(&report, profile, pattern, &arena);
    print_verdicts(&report, directory, pattern);
    for (size_t n = 0; n < report.results; n++) {
        const struct judgement *judgement = report_main(&report, &report.result[n]);
        if (verdict_accuses(judgement->verdict)) {
            (void)printf("             %s: %s\n", report.result[n].script->id, judgement->why);
        }
    }
    arena_free(&arena);
    suite_close(&suite);
}

void explain_seen(const struct explaining *explaining, const char *pattern, bool steps)
{
    ask_reference(explaining, pattern, steps);
    print_known(explaining, pattern);
    for (size_t n = 0; n < explaining->options->with_count; n++) {
        print_saved(explaining, explaining->options->with[n], pattern);
    }
}
