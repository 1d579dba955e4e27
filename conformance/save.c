/* Saved runs: a run is a file of the notation that can be read, replayed and judged again. */
#include <string.h>
#include <time.h>

#include "out.h"
#include "out_file.h"

#ifdef _WIN32
#define PLATFORM "windows"
#else
#define PLATFORM "posix"
#endif

static void print_record(FILE *file, const struct record *record)
{
    for (size_t n = 0; n < record->fields; n++) {
        const struct field *field = &record->field[n];
        (void)fprintf(file, "%-14.*s%.*s\n", SPAN(field->word), SPAN(field->rest));
        for (size_t m = 0; m < field->more_count; m++) {
            (void)fprintf(file, "              %.*s\n", SPAN(field->more[m].text));
        }
    }
    (void)fputc('\n', file);
}

static void print_head(FILE *file, const struct report *report)
{
    char date[40] = "";
    time_t now = time(NULL);
    const struct tm *utc = gmtime(&now);
    if (utc != NULL) {
        (void)strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%SZ", utc);
    }
    const struct record *fixture = report->suite->dictionary.fixture;
    (void)fprintf(file,
                  "run       clus-cts\nsubject   %s\nloaded    %s\nplatform  %s\ndate      %s\n",
                  report->subject, report->preflight.file, PLATFORM, date);
    (void)fprintf(file, "profile   %.*s\n", SPAN(report->profile[report->main]->id));
    if (fixture != NULL) {
        (void)fprintf(file, "fixture   %.*s\n\n", SPAN(fixture->id));
        print_record(file, fixture);
    } else {
        (void)fputc('\n', file);
    }
}

bool save(const struct report *report, const char *directory)
{
    char path[SUBJECT_TEXT];
    (void)snprintf(path, sizeof path, "%s/run.cases", directory);
    FILE *file = out_directory(directory) ? out_open(path) : NULL;
    if (file == NULL) {
        return false;
    }
    print_head(file, report);
    for (size_t n = 0; n < report->results; n++) {
        const struct case_result *result = &report->result[n];
        if (result->skip != NULL) {
            (void)fprintf(file, "# skipped: %s\n", result->skip);
        }
        out_trace(file, report, result, SCRIPT_STEPS);
        (void)fputc('\n', file);
    }
    return out_close(file, path);
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
