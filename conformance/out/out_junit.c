/* JUnit XML: a suite for the run, a test case for each case. */
#include "base/out_file.h"
#include "out.h"

static void print_line(FILE *file, const char *line)
{
    out_xml(file, line);
    (void)fputc('\n', file);
}

static bool print_case(FILE *file, const struct report *report, const struct case_result *result)
{
    const struct judgement *judgement = report_main(report, result);
    const struct script *script = result->script;
    char path[256];
    (void)snprintf(path, sizeof path, "%.*s", SPAN(script->file));
    (void)fputs("  <testcase classname=\"", file);
    out_xml(file, path);
    (void)fputs("\" name=\"", file);
    out_xml(file, script->id);
    if (!result->unexpected && judgement->verdict == VERDICT_PASS) {
        (void)fputs("\"/>\n", file);
        return true;
    }
    const char *element = !result->unexpected                   ? "skipped"
                          : judgement->verdict == VERDICT_CRASH ? "error"
                                                                : "failure";
    (void)fprintf(file, "\">\n    <%s message=\"%s: ", element, verdict_name(judgement->verdict));
    out_xml(file, judgement->why);
    (void)fputs(result->unexpected ? "\">" : "\"/>\n  </testcase>\n", file);
    if (!result->unexpected) {
        return true;
    }
    bool whole = out_failure(file, report, result, print_line);
    (void)fprintf(file, "</%s>\n  </testcase>\n", element);
    return whole;
}

bool out_junit(const struct report *report, const char *path)
{
    size_t failures = 0;
    size_t errors = 0;
    size_t skipped = 0;
    FILE *file = out_open(path);
    if (file == NULL) {
        return false;
    }
    for (size_t n = 0; n < report->results; n++) {
        enum verdict verdict = report_main(report, &report->result[n])->verdict;
        bool unexpected = report->result[n].unexpected;
        errors += unexpected && verdict == VERDICT_CRASH ? 1 : 0;
        failures += unexpected && verdict != VERDICT_CRASH ? 1 : 0;
        skipped += !unexpected && verdict != VERDICT_PASS ? 1 : 0;
    }
    (void)fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"clus-cts ", file);
    out_xml(file, report->subject);
    (void)fprintf(file, "\" tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" skipped=\"%zu\">\n",
                  report->results, failures, errors, skipped);
    bool whole = true;
    for (size_t n = 0; n < report->results; n++) {
        whole = print_case(file, report, &report->result[n]) && whole;
    }
    (void)fputs("</testsuite>\n", file);
    return out_close(file, path) && whole;
}
