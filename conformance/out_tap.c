/* TAP 13: one line a case, as prove reads it. */
#include "out.h"
#include "out_file.h"

/* What may not be mistaken for a directive or a new line. */
static void print_text(FILE *file, const char *text)
{
    for (; *text != '\0'; text++) {
        (void)fputc(*text == '#' || *text == '\n' || *text == '\r' ? ' ' : *text, file);
    }
}

static void print_line(FILE *file, const struct report *report, size_t n)
{
    const struct case_result *result = &report->result[n];
    const struct judgement *judgement = report_main(report, result);
    bool accuses = verdict_accuses(judgement->verdict);
    (void)fprintf(file, "%s %zu - ", accuses || result->unexpected ? "not ok" : "ok", n + 1);
    print_text(file, result->script->id);
    if (accuses && !result->unexpected) {
        (void)fprintf(file, " # TODO known: %s", verdict_name(judgement->verdict));
    } else if (!accuses && judgement->verdict != VERDICT_PASS) {
        (void)fprintf(file, " # SKIP %s: ", verdict_name(judgement->verdict));
        print_text(file, judgement->why);
    }
    (void)fputc('\n', file);
    if (result->unexpected) {
        (void)fprintf(file, "# %s%s: ", accuses ? "" : "unexpected ",
                      verdict_name(judgement->verdict));
        print_text(file, judgement->why);
        (void)fputc('\n', file);
    }
}

bool out_tap(const struct report *report, const char *path)
{
    FILE *file = out_open(path);
    if (file == NULL) {
        return false;
    }
    (void)fprintf(file, "TAP version 13\n1..%zu\n", report->results);
    for (size_t n = 0; n < report->results; n++) {
        print_line(file, report, n);
    }
    return out_close(file, path);
}
