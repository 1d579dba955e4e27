/* JSON: the whole run as one object. */
#include "out.h"
#include "out_file.h"

static void print_string(FILE *file, const char *text)
{
    (void)fputc('"', file);
    out_json_text(file, text);
    (void)fputc('"', file);
}

static void print_span(FILE *file, struct span span)
{
    char text[TEXT_LINE_MAX + 1];
    (void)snprintf(text, sizeof text, "%.*s", SPAN(span));
    print_string(file, text);
}

static void print_ids(FILE *file, const char *name, const struct span *id, size_t count)
{
    (void)fprintf(file, ", \"%s\": [", name);
    for (size_t n = 0; n < count; n++) {
        (void)fputs(n == 0 ? "" : ", ", file);
        print_span(file, id[n]);
    }
    (void)fputc(']', file);
}

static void print_steps(FILE *file, const struct report *report, const struct case_result *result)
{
    (void)fputs(", \"steps\": [", file);
    for (size_t s = 0; result->answer != NULL && s < result->script->steps; s++) {
        struct arena arena = {NULL};
        (void)fprintf(file, "%s{\"step\": ", s == 0 ? "" : ", ");
        print_span(file, result->script->step[s].text);
        (void)fputs(", \"answer\": ", file);
        print_string(file, report_answer(report, result, s, &arena));
        (void)fputc('}', file);
        arena_free(&arena);
    }
    (void)fputc(']', file);
}

static void print_verdicts(FILE *file, const struct report *report,
                           const struct case_result *result)
{
    (void)fputs(", \"verdicts\": {", file);
    for (size_t p = 0; p < report->profiles; p++) {
        (void)fputs(p == 0 ? "" : ", ", file);
        print_span(file, report->profile[p]->id);
        (void)fprintf(
            file, ": {\"verdict\": \"%s\", \"why\": ", verdict_name(result->judgement[p].verdict));
        print_string(file, result->judgement[p].why);
        (void)fputc('}', file);
    }
    (void)fputc('}', file);
}

static void print_result(FILE *file, const struct report *report, const struct case_result *result)
{
    (void)fputs("  {\"case\": ", file);
    print_string(file, result->script->id);
    (void)fputs(", \"file\": ", file);
    print_span(file, result->script->file);
    (void)fprintf(file, ", \"line\": %u, \"verdict\": \"%s\", \"known\": %s, \"unexpected\": %s",
                  result->script->line, verdict_name(report_main(report, result)->verdict),
                  result->known != NULL ? "true" : "false", result->unexpected ? "true" : "false");
    print_ids(file, "clauses", result->script->clause, result->script->clauses);
    print_ids(file, "decides", result->script->decides, result->script->decided);
    print_verdicts(file, report, result);
    print_steps(file, report, result);
    (void)fputc('}', file);
}

static void print_shown(FILE *file, const struct report *report)
{
    (void)fputs(" \"readings\": [", file);
    for (size_t n = 0; n < report->showns; n++) {
        (void)fprintf(file, "%s{\"ambiguity\": ", n == 0 ? "" : ", ");
        print_span(file, report->shown[n].shown.ambiguity);
        (void)fputs(", \"reading\": ", file);
        print_span(file, report->shown[n].shown.reading);
        (void)fprintf(file, ", \"count\": %zu}", report->shown[n].count);
    }
    (void)fputs("],\n", file);
}

bool out_json(const struct report *report, const char *path)
{
    FILE *file = out_open(path);
    if (file == NULL) {
        return false;
    }
    (void)fputs("{\"subject\": ", file);
    print_string(file, report->subject);
    (void)fputs(", \"loaded\": ", file);
    print_string(file, report->preflight.file);
    (void)fputs(", \"profile\": ", file);
    print_span(file, report->profile[report->main]->id);
    (void)fprintf(file, ", \"unexpected\": %zu,\n", report->unexpected);
    print_shown(file, report);
    (void)fputs(" \"cases\": [\n", file);
    for (size_t n = 0; n < report->results; n++) {
        print_result(file, report, &report->result[n]);
        (void)fputs(n + 1 < report->results ? ",\n" : "\n", file);
    }
    (void)fputs(" ]}\n", file);
    return out_close(file, path);
}
