/* The HTML report: one file that asks for no other. It is a plain page; its script only filters. */
#include "html.h"

#include <string.h>

extern const char html_style[];
extern const char html_script[];

/* -- text ---------------------------------------------------------------------------------------
 */

void html_span(FILE *file, struct span span)
{
    char text[TEXT_LINE_MAX + 1];
    (void)snprintf(text, sizeof text, "%.*s", SPAN(span));
    out_xml(file, text);
}

void html_prose(FILE *file, const struct field *field, size_t skip)
{
    char prose[HTML_PROSE];
    if (field != NULL) {
        (void)field_prose(field, skip, prose, sizeof prose);
        out_xml(file, prose);
    }
}

void html_anchor(FILE *file, struct span id)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-";
    for (size_t n = 0; n < id.length; n++) {
        char c = id.at[n];
        if (c != '\0' && strchr(plain, c) != NULL) {
            (void)fputc(c, file);
        } else {
            (void)fprintf(file, "_%02x", (unsigned char)c);
        }
    }
}

void html_link(FILE *file, struct span id)
{
    (void)fputs("<a href=\"#about-", file);
    html_anchor(file, id);
    (void)fputs("\">", file);
    html_span(file, id);
    (void)fputs("</a>", file);
}

struct span html_case_name(const struct script *script)
{
    return (struct span){script->id, strcspn(script->id, "[")};
}

struct span html_case_row(const struct script *script)
{
    return span_of(script->id + strcspn(script->id, "["));
}

/* -- the first page -----------------------------------------------------------------------------
 */

static void print_row(FILE *file, const char *name, const char *text)
{
    if (text[0] != '\0') {
        (void)fprintf(file, "<tr><th>%s<td><code>", name);
        out_xml(file, text);
        (void)fputs("</code>\n", file);
    }
}

static void print_identity(FILE *file, const struct report *report)
{
    const struct preflight *preflight = &report->preflight;
    const struct identity *identity = &report->identity;
    const struct record *fixture = report->suite->dictionary.fixture;
    (void)fputs("<table class=facts>\n", file);
    print_row(file, "Subject", report->subject);
    print_row(file, "Opened", identity->loaded);
    print_row(file, "its SHA-256", identity->digest);
    print_row(file, "Endpoint", identity->endpoint);
    print_row(file, "Platform", identity->platform);
    print_row(file, "Date", identity->date);
    (void)fprintf(file, "<tr><th>Suite<td>clusapi-cts %s <code>%s</code>\n", identity->version,
                  identity->digests.suite);
    if (fixture != NULL) {
        (void)fputs("<tr><th>Fixture<td><code>", file);
        html_span(file, fixture->id);
        (void)fputs("</code>\n", file);
    }
    if (report->elsewhere > 0) {
        (void)fprintf(file,
                      "<tr><th>Left out<td>%zu cases that do not apply to this kind of subject\n",
                      report->elsewhere);
    }
    if (preflight->absents > 0) {
        (void)fprintf(file, "<tr><th>Absent<td>%zu functions:", preflight->absents);
        for (size_t n = 0; n < preflight->absents; n++) {
            (void)fprintf(file, " <code>%s</code>", preflight->absent[n]);
        }
        (void)fputc('\n', file);
    }
    print_row(file, "Not found", preflight->names);
    (void)fputs("</table>\n", file);
}

static void print_refusal(FILE *file, const struct report *report)
{
    struct arena arena = {NULL};
    const char *refusal = report_refusal(report, &arena);
    if (refusal != NULL) {
        (void)fputs("<p class=note>Not a certificate: ", file);
        out_xml(file, refusal);
        (void)fputs(".\n", file);
    }
    arena_free(&arena);
}

static void print_outcome(FILE *file, const struct report *report)
{
    const size_t *total = report->total[report->main];
    (void)fprintf(file, "<p class=\"outcome %s\">", report->unexpected > 0 ? "bad" : "good");
    if (report->unexpected > 0) {
        (void)fprintf(file, "%zu unexpected under ", report->unexpected);
    } else {
        (void)fputs("Nothing unexpected under ", file);
    }
    html_span(file, report->profile[report->main]->id);
    (void)fprintf(file, ": %zu passed, %zu failed", total[VERDICT_PASS],
                  report_accused(report) - report->known);
    if (report->known > 0) {
        (void)fprintf(file, ", %zu deviate as is known", report->known);
    }
    (void)fputs(".\n", file);
}

/* The verdicts under a profile as one bar. */
static void print_bar(FILE *file, const struct report *report, size_t p)
{
    size_t at = 0;
    (void)fprintf(file,
                  "<svg class=bar viewBox=\"0 0 %zu 1\" preserveAspectRatio=none role=img "
                  "aria-label=\"Verdicts under ",
                  report->results);
    html_span(file, report->profile[p]->id);
    (void)fputs("\">", file);
    for (enum verdict verdict = VERDICT_PASS; verdict < VERDICTS; verdict++) {
        size_t count = report->total[p][verdict];
        if (count > 0) {
            (void)fprintf(file,
                          "<rect class=\"%s\" x=%zu width=%zu height=1><title>%zu %s</title>"
                          "</rect>",
                          verdict_name(verdict), at, count, count, verdict_name(verdict));
        }
        at += count;
    }
    (void)fputs("</svg>\n", file);
}

static void print_totals(FILE *file, const struct report *report)
{
    (void)fputs("<section id=verdicts>\n<h2>Verdicts</h2>\n", file);
    for (size_t p = 0; p < report->profiles; p++) {
        (void)fputs("<h3>under ", file);
        html_span(file, report->profile[p]->id);
        (void)fprintf(file, "%s</h3>\n<p class=counts>",
                      p == report->main ? " <small>decides the exit status</small>" : "");
        for (enum verdict verdict = VERDICT_PASS; verdict < VERDICTS; verdict++) {
            if (report->total[p][verdict] > 0) {
                (void)fprintf(file, "<span><b class=\"v %s\">%zu</b> %s</span> ",
                              verdict_name(verdict), report->total[p][verdict],
                              verdict_name(verdict));
            }
        }
        (void)fputc('\n', file);
        print_bar(file, report, p);
        (void)fputs("<p class=note>", file);
        html_prose(file, record_field(report->profile[p], "means", 0), 0);
        (void)fputc('\n', file);
    }
    (void)fputs("</section>\n", file);
}

/* -- the filters --------------------------------------------------------------------------------
 */

static void print_filters(FILE *file, const struct report *report)
{
    (void)fputs("<form id=filters hidden>\n<label>Profile <select name=profile>", file);
    for (size_t p = 0; p < report->profiles; p++) {
        (void)fprintf(file, "<option value=%zu%s>", p, p == report->main ? " selected" : "");
        html_span(file, report->profile[p]->id);
    }
    (void)fputs("</select></label>\n<label>Verdict <select name=verdict><option value=\"\">any"
                "<option value=accused>fail, crash, timeout",
                file);
    for (enum verdict verdict = VERDICT_PASS; verdict < VERDICTS; verdict++) {
        (void)fprintf(file, "<option>%s", verdict_name(verdict));
    }
    (void)fputs("</select></label>\n<label>Clause <input name=clause list=ids size=10 "
                "placeholder=CC-3></label>\n<datalist id=ids></datalist>\n"
                "<label>Object <select name=object><option value=\"\">any"
                "</select></label>\n<button type=reset>All</button>\n"
                "<output id=shown></output>\n</form>\n",
                file);
}

/* -- the page -----------------------------------------------------------------------------------
 */

static void print_head(FILE *file, const struct report *report)
{
    (void)fputs("<!DOCTYPE html>\n<html lang=en>\n<head>\n<meta charset=utf-8>\n"
                "<meta name=viewport content=\"width=device-width, initial-scale=1\">\n"
                "<meta name=color-scheme content=\"light dark\">\n"
                "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; "
                "style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:\">\n"
                "<link rel=icon href=\"data:,\">\n<title>clus-cts: ",
                file);
    out_xml(file, report->subject);
    (void)fprintf(file, "</title>\n<style>\n%s</style>\n</head>\n", html_style);
}

static void print_body(FILE *file, const struct report *report)
{
    (void)fprintf(file, "<body data-main=%zu>\n<header>\n<h1>clus-cts <code>", report->main);
    out_xml(file, report->subject);
    (void)fputs("</code></h1>\n", file);
    print_outcome(file, report);
    print_refusal(file, report);
    print_identity(file, report);
    (void)fprintf(file, "<nav>%s%s",
                  report->unexpected > 0 ? "<a href=\"#failures\">Unexpected</a> " : "",
                  report->known > 0 ? "<a href=\"#known\">Known</a> " : "");
    (void)fputs("<a href=\"#verdicts\">Verdicts</a> <a href=\"#clauses\">Clauses</a> "
                "<a href=\"#readings\">Readings</a> <a href=\"#cases\">Cases</a></nav>\n</header>\n"
                "<main>\n",
                file);
    print_totals(file, report);
    html_failures(file, report);
    html_clauses(file, report);
    html_readings(file, report);
    (void)fputs("<section id=cases>\n<h2>Cases</h2>\n", file);
    html_legend(file);
    print_filters(file, report);
    html_cases(file, report);
    (void)fprintf(file, "</section>\n</main>\n<script>\n%s</script>\n</body>\n</html>\n",
                  html_script);
}

bool out_html(const struct report *report, const char *path)
{
    FILE *file = out_open(path);
    if (file == NULL) {
        return false;
    }
    print_head(file, report);
    print_body(file, report);
    return out_close(file, path);
}
