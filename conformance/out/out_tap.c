/* TAP 13: one line a case, as prove reads it. */
#include "base/out_file.h"
#include "out.h"

/* What may not be mistaken for a directive or a new line. */
static void print_text(FILE *file, const char *text)
{
    for (; *text != '\0'; text++) {
        (void)fputc(*text == '#' || *text == '\n' || *text == '\r' ? ' ' : *text, file);
    }
}

static void print_comment(FILE *file, const char *line)
{
    (void)fputs("#   ", file);
    print_text(file, line);
    (void)fputc('\n', file);
}

/* What is not unexpected and yet did not pass, known deviations too, is skipped for TAP. */
static bool print_line(FILE *file, const struct report *report, size_t n)
{
    const struct case_result *result = &report->result[n];
    const struct judgement *judgement = report_main(report, result);
    (void)fprintf(file, "%s %zu - ", result->unexpected ? "not ok" : "ok", n + 1);
    print_text(file, result->script->id);
    if (!result->unexpected && judgement->verdict != VERDICT_PASS) {
        (void)fprintf(file, " # SKIP %s%s: ", result->known != NULL ? "known " : "",
                      verdict_name(judgement->verdict));
        print_text(file, judgement->why);
    }
    (void)fputc('\n', file);
    if (result->unexpected) {
        (void)fprintf(file, "# %s%s: ", verdict_accuses(judgement->verdict) ? "" : "unexpected ",
                      verdict_name(judgement->verdict));
        print_text(file, judgement->why);
        (void)fputc('\n', file);
        return out_failure(file, report, result, print_comment);
    }
    return true;
}

bool out_tap(const struct report *report, const char *path)
{
    FILE *file = out_open(path);
    if (file == NULL) {
        return false;
    }
    (void)fprintf(file, "TAP version 13\n1..%zu\n", report->results);
    bool whole = true;
    for (size_t n = 0; n < report->results; n++) {
        whole = print_line(file, report, n) && whole;
    }
    return out_close(file, path) && whole;
}
