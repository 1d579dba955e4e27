/* What failed, as known deviations. */
#include "base/out_file.h"
#include "out.h"

enum { PROSE_MAX = 1000 };

/* Prose of the notation: one line, no quotes and no comment. */
static void print_prose(FILE *file, const char *text)
{
    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;
        (void)fputc(c < ' ' || c == '#' ? ' ' : c == '"' ? '\'' : c, file);
    }
    (void)fputc('\n', file);
}

static void print_known(FILE *file, const struct report *report, const struct case_result *result)
{
    const struct judgement *judgement = report_main(report, result);
    struct span profile = report->profile[report->main]->id;
    char prose[PROSE_MAX];
    (void)fprintf(file, "\nknown   %s %s\n", result->script->id, verdict_name(judgement->verdict));
    if (!span_is(profile, "sdk")) {
        (void)fprintf(file, "profile %.*s\n", SPAN(profile));
    }
    if (result->known != NULL && !result->unexpected) {
        (void)field_prose(record_field(result->known, "why", 0), 0, prose, sizeof prose);
    } else {
        (void)snprintf(prose, sizeof prose, "No reason was given; what came: %s", judgement->why);
    }
    (void)fputs("why     ", file);
    print_prose(file, prose);
}

bool out_accept(const struct report *report, const char *path)
{
    FILE *file = out_open(path);
    if (file == NULL) {
        return false;
    }
    (void)fputs("# What fails. Give each its reason; clus-cts run --known reads this file.\n",
                file);
    for (size_t n = 0; n < report->results; n++) {
        if (verdict_accuses(report_main(report, &report->result[n])->verdict)) {
            print_known(file, report, &report->result[n]);
        }
    }
    return out_close(file, path);
}
