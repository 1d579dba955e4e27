/* JSON: the whole run as one object. */
#include "out_json.h"

#include "base/out_file.h"
#include "out.h"
#include "run/coverage.h"

enum { PROSE_MAX = 1000 };

/* A member of an object, behind another one. */
static void print_member(FILE *file, const char *name, const char *text)
{
    (void)fprintf(file, ", \"%s\": ", name);
    json_string(file, text);
}

static void print_prose(FILE *file, const char *name, const struct field *field)
{
    char prose[PROSE_MAX];
    (void)field_prose(field, 0, prose, sizeof prose);
    print_member(file, name, prose);
}

static void print_ids(FILE *file, const char *name, const struct span *id, size_t count)
{
    (void)fprintf(file, ", \"%s\": [", name);
    for (size_t n = 0; n < count; n++) {
        (void)fputs(n == 0 ? "" : ", ", file);
        json_span(file, id[n]);
    }
    (void)fputc(']', file);
}

static void print_steps(FILE *file, const struct report *report, const struct case_result *result)
{
    (void)fputs(", \"steps\": [", file);
    for (size_t s = 0; result->answer != NULL && s < result->script->steps; s++) {
        (void)fputs(s == 0 ? "" : ", ", file);
        json_step(file, report, result, s);
    }
    (void)fputc(']', file);
}

static void print_verdicts(FILE *file, const struct report *report,
                           const struct case_result *result)
{
    (void)fputs(", \"verdicts\": {", file);
    for (size_t p = 0; p < report->profiles; p++) {
        (void)fputs(p == 0 ? "" : ", ", file);
        json_span(file, report->profile[p]->id);
        (void)fprintf(
            file, ": {\"verdict\": \"%s\", \"why\": ", verdict_name(result->judgement[p].verdict));
        json_string(file, result->judgement[p].why);
        (void)fputc('}', file);
    }
    (void)fputc('}', file);
}

static void print_result(FILE *file, const struct report *report, const struct case_result *result)
{
    (void)fputs("  {\"case\": ", file);
    json_string(file, result->script->id);
    (void)fputs(", \"file\": ", file);
    json_span(file, result->script->file);
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
        json_span(file, report->shown[n].shown.ambiguity);
        (void)fputs(", \"reading\": ", file);
        json_span(file, report->shown[n].shown.reading);
        (void)fprintf(file, ", \"count\": %zu}", report->shown[n].count);
    }
    (void)fputs("],\n", file);
}

static void print_identity(FILE *file, const struct report *report)
{
    const struct identity *identity = &report->identity;
    const struct suite_digests *digests = &identity->digests;
    const struct record *fixture = report->suite->dictionary.fixture;
    (void)fputs("{\"subject\": ", file);
    json_string(file, report->identity.subject);
    print_member(file, "loaded", identity->loaded);
    print_member(file, "digest", identity->digest);
    print_member(file, "endpoint", identity->endpoint);
    print_member(file, "platform", identity->platform);
    print_member(file, "date", identity->date);
    (void)fputs(",\n \"suite\": {\"version\": ", file);
    json_string(file, identity->version);
    print_member(file, "digest", digests->suite);
    print_member(file, "clauses", digests->clauses);
    print_member(file, "cases", digests->cases);
    print_member(file, "profiles", digests->profiles);
    (void)fputs("},\n \"fixture\": {\"name\": ", file);
    json_span(file, fixture != NULL ? fixture->id : span_of(""));
    print_member(file, "digest", identity->fixture);
    (void)fputs("},\n \"profile\": ", file);
    json_span(file, report->profile[report->main]->id);
}

static void print_outcome(FILE *file, const struct report *report)
{
    struct arena arena = {NULL};
    const char *refusal = report_refusal(report, &arena);
    (void)fprintf(file, ", \"certificate\": %s", refusal == NULL ? "true" : "false");
    print_member(file, "refusal", refusal != NULL ? refusal : "");
    (void)fputs(", \"partial\": [", file);
    for (size_t n = 0; n < report->partials; n++) {
        (void)fputs(n == 0 ? "" : ", ", file);
        json_string(file, report->partial[n]);
    }
    (void)fprintf(file, "], \"elsewhere\": %zu, \"unexpected\": %zu,\n", report->elsewhere,
                  report->unexpected);
    arena_free(&arena);
}

static void print_known(FILE *file, const struct report *report)
{
    struct known_list list = {.report = report};
    const struct record *record;
    (void)fputs(" \"known\": [", file);
    for (bool first = true; (record = report_next_known(&list)) != NULL; first = false) {
        const struct field *profile = record_field(record, "profile", 0);
        (void)fprintf(file, "%s{\"pattern\": ", first ? "" : ",\n  ");
        json_span(file, record->id);
        (void)fputs(", \"verdict\": ", file);
        json_span(file, record_second(record));
        (void)fputs(", \"profile\": ", file);
        json_span(file, profile != NULL ? span_trim(profile->rest) : span_of("sdk"));
        print_prose(file, "why", record_field(record, "why", 0));
        (void)fputc('}', file);
    }
    (void)fputs("],\n", file);
}

/* For each profile: standing -> clauses. */
static void print_coverage(FILE *file, const struct report *report)
{
    (void)fputs(" \"coverage\": {", file);
    for (size_t p = 0; p < report->profiles; p++) {
        struct arena arena = {NULL};
        struct coverage coverage;
        coverage_make(&coverage, report, p, &arena);
        (void)fputs(p == 0 ? "" : ",\n  ", file);
        json_span(file, report->profile[p]->id);
        for (enum standing standing = 0; standing < STANDINGS; standing++) {
            bool any = false;
            (void)fprintf(file, "%s\"%s\": [", standing == 0 ? ": {" : ", ",
                          standing_name(standing));
            for (size_t n = 0; n < coverage.clauses; n++) {
                if (coverage.clause[n].standing == standing) {
                    (void)fputs(any ? ", " : "", file);
                    json_span(file, coverage.clause[n].id);
                    any = true;
                }
            }
            (void)fputc(']', file);
        }
        (void)fputc('}', file);
        arena_free(&arena);
    }
    (void)fputs("},\n", file);
}

void write_json(const struct report *report, FILE *file)
{
    print_identity(file, report);
    print_outcome(file, report);
    print_known(file, report);
    print_coverage(file, report);
    print_shown(file, report);
    (void)fputs(" \"cases\": [\n", file);
    for (size_t n = 0; n < report->results; n++) {
        print_result(file, report, &report->result[n]);
        (void)fputs(n + 1 < report->results ? ",\n" : "\n", file);
    }
    (void)fputs(" ]}\n", file);
}

bool out_json(const struct report *report, const char *path)
{
    FILE *file = out_open(path);
    if (file == NULL) {
        return false;
    }
    write_json(report, file);
    return out_close(file, path);
}
