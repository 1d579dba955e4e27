/* Saved runs: a run is a file of the notation that can be read, replayed and judged again. */
#include <string.h>

#include "base/out_file.h"
#include "judge/errors_map.h"
#include "out.h"

/* A field with a text in quotes, as the notation reads it. */
static void print_quoted(FILE *file, const char *field, const char *text)
{
    (void)fprintf(file, "%-10s\"", field);
    for (; *text != '\0'; text++) {
        (void)fputs(*text == '"' || *text == '\\' ? "\\" : "", file);
        (void)fputc(*text, file);
    }
    (void)fputs("\"\n", file);
}

/* A field, unless it is empty. */
static void print_field(FILE *file, const char *field, const char *text)
{
    if (text[0] != '\0') {
        (void)fprintf(file, "%-9s %s\n", field, text);
    }
}

static void print_head(FILE *file, const struct report *report)
{
    const struct identity *identity = &report->identity;
    const struct suite_digests *digests = &identity->digests;
    const struct record *fixture = report->suite->dictionary.fixture;
    print_field(file, "run", "clusapi-cts");
    print_field(file, "version", identity->version);
    print_field(file, "suite", digests->suite);
    print_field(file, "clauses", digests->clauses);
    print_field(file, "cases", report->own_cases ? "own" : digests->cases);
    print_field(file, "profiles", digests->profiles);
    print_quoted(file, "subject", report->identity.subject);
    print_quoted(file, "loaded", identity->loaded);
    print_field(file, "digest", identity->digest);
    print_field(file, "endpoint", identity->endpoint);
    print_quoted(file, "platform", identity->platform);
    print_field(file, "date", identity->date);
    (void)fprintf(file, "profile   %.*s\n", SPAN(report->profile[report->main]->id));
    if (fixture != NULL) {
        (void)fprintf(file, "fixture   %.*s %s\n", SPAN(fixture->id), identity->fixture);
    }
    print_field(file, "privacy", report->preflight.privacy ? "yes" : "");
    print_field(file, "disturbs", report->may_disturb ? "yes" : "");
    (void)fprintf(file, "elsewhere %zu\n", report->elsewhere);
    for (size_t n = 0; n < report->partials; n++) {
        print_quoted(file, "partial", report->partial[n]);
    }
    (void)fputc('\n', file);
}

static void print_record(FILE *file, const struct record *record)
{
    struct growing text = {NULL, 0, 0};
    record_text(&text, record);
    (void)fwrite(text.octets, 1, text.length, file);
    (void)fputc('\n', file);
    growing_free(&text);
}

/* What of the user's the verdicts depend on. */
static void print_own(FILE *file, const struct report *report)
{
    const struct record *fixture = report->suite->dictionary.fixture;
    struct known_list list = {.report = report};
    if (fixture != NULL) {
        print_record(file, fixture);
    }
    for (size_t p = 0; p < report->profiles; p++) {
        if (report_is_own(report, report->profile[p])) {
            print_record(file, report->profile[p]);
        }
    }
    for (const struct record *known; (known = report_next_known(&list)) != NULL;) {
        print_record(file, known);
    }
    for (size_t n = 0; errors_mapped(report->suite, n) != NULL; n++) {
        print_record(file, errors_mapped(report->suite, n));
    }
}

/* The digest of what stands in the stream from that place on. */
static void digest_from(FILE *file, long place, char digest[SHA256_TEXT])
{
    static char piece[1 << 16];
    struct sha256 sha;
    sha256_begin(&sha);
    (void)fseek(file, place, SEEK_SET);
    for (size_t length; (length = fread(piece, 1, sizeof piece, file)) > 0;) {
        sha256_add(&sha, piece, length);
    }
    (void)fseek(file, 0, SEEK_END);
    sha256_end(&sha, digest);
}

void write_run(const struct report *report, FILE *file, char answers[SHA256_TEXT])
{
    print_head(file, report);
    long place = ftell(file);
    print_own(file, report);
    for (size_t n = 0; n < report->results; n++) {
        out_trace(file, report, &report->result[n], SCRIPT_STEPS);
        (void)fputc('\n', file);
    }
    digest_from(file, place, answers);
    (void)fprintf(file, "answers   %s\n", answers);
}

/* Open DIRECTORY/NAME. */
static FILE *open_in(const char *directory, const char *name, char *path)
{
    (void)snprintf(path, SUBJECT_TEXT, "%s/%s", directory, name);
    return out_open_both(path);
}

bool save(const struct report *report, const char *directory)
{
    char path[3][SUBJECT_TEXT];
    char answers[SHA256_TEXT];
    FILE *run = out_directory(directory) ? open_in(directory, "run.cases", path[0]) : NULL;
    FILE *json = run != NULL ? open_in(directory, "run.json", path[1]) : NULL;
    FILE *page = json != NULL ? open_in(directory, "certificate.md", path[2]) : NULL;
    bool written = page != NULL;
    if (written) {
        write_run(report, run, answers);
        write_json(report, json);
        write_page(report, page, answers);
    }
    written = (run == NULL || out_close(run, path[0])) && written;
    written = (json == NULL || out_close(json, path[1])) && written;
    return (page == NULL || out_close(page, path[2])) && written;
}

bool saved_answers(const struct suite *suite, const struct script *script, struct arena *arena,
                   struct answer *answer)
{
    char why[200];
    bool any = false;
    for (size_t s = 0; s < script->steps; s++) {
        struct span text = script->step[s].recorded;
        if (text.length > 0) {
            any = true;
            if (!answer_read(text, &suite->dictionary, arena, &answer[s], why)) {
                return false;
            }
        }
    }
    return any;
}

void saved_keep_failed(struct report *report, struct arena *arena)
{
    struct report saved = *report; /* the same cases with the answers that were recorded */
    size_t kept = 0;
    saved.result = arena_take(arena, (report->results + 1) * sizeof *saved.result);
    for (size_t n = 0; n < report->results; n++) {
        const struct script *script = report->result[n].script;
        struct answer *answer = arena_take(arena, script->steps * sizeof *answer);
        bool any = saved_answers(report->suite, script, arena, answer);
        saved.result[n] = (struct case_result){
            .script = script, .answer = any ? answer : NULL, .skip = "it was not run"};
    }
    report_judge(&saved, arena);
    for (size_t n = 0; n < report->results; n++) {
        if (verdict_accuses(report_main(&saved, &saved.result[n])->verdict)) {
            report->result[kept++] = report->result[n];
        }
    }
    report->results = kept;
}
