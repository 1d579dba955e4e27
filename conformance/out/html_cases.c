/* Every case with its verdicts and steps; the rows of a table stand side by side. */
#include <string.h>

#include "html.h"

/* -- one result ---------------------------------------------------------------------------------
 */

static void print_ids(FILE *file, const struct span *id, size_t count, bool *first)
{
    for (size_t n = 0; n < count; n++) {
        (void)fputs(*first ? "" : " ", file);
        html_span(file, id[n]);
        *first = false;
    }
}

/* What the filters look at. */
static void print_data(FILE *file, const struct report *report, const struct case_result *result)
{
    const struct script *script = result->script;
    bool first = true;
    (void)fputs(" data-v=\"", file);
    for (size_t p = 0; p < report->profiles; p++) {
        (void)fprintf(file, "%s%s", p == 0 ? "" : " ", verdict_name(result->judgement[p].verdict));
    }
    (void)fputs("\" data-c=\"", file);
    print_ids(file, script->clause, script->clauses, &first);
    print_ids(file, script->decides, script->decided, &first);
    (void)fputs("\" data-o=\"", file);
    html_objects(file, script);
    (void)fputc('"', file);
}

static void print_sentence(FILE *file, const struct report *report, struct span id)
{
    struct clause clause;
    const struct record *ambiguity = spec_ambiguity(&report->suite->spec, id);
    (void)fputs("<li>", file);
    html_link(file, id);
    (void)fputc(' ', file);
    if (ambiguity != NULL) {
        html_prose(file, record_field(ambiguity, "asks", 0), 0);
    } else if (spec_clause(&report->suite->spec, id, &clause)) {
        html_prose(file, clause.means, 0);
        (void)fputs(" <cite>", file);
        html_prose(file, clause.from, 0);
        (void)fputs("</cite>", file);
    }
    (void)fputc('\n', file);
}

static void print_wanted(FILE *file, const struct report *report, const struct case_result *result,
                         const struct judgement *judgement)
{
    struct arena arena = {NULL};
    if (judgement->step >= result->script->steps) {
        return;
    }
    (void)fprintf(file, "<dt>Wanted of step %zu<dd><code>", judgement->step + 1);
    html_span(file, judgement->wanted.length > 0 ? judgement->wanted : span_of("an answer"));
    (void)fputs("</code><dt>Came<dd><code>", file);
    html_answer(file, report_answer(report, result, judgement->step, &arena));
    (void)fputs("</code>", file);
    arena_free(&arena);
}

/* Why it fails, what it breaks, how to go on. */
static void print_accusation(FILE *file, const struct report *report,
                             const struct case_result *result, size_t p)
{
    const struct judgement *judgement = &result->judgement[p];
    const struct script *script = result->script;
    (void)fputs("<dl>", file);
    print_wanted(file, report, result, judgement);
    (void)fputs("<dt>Why<dd>", file);
    out_xml(file, judgement->why);
    if (result->known != NULL) {
        (void)fputs("<dt>Known<dd>", file);
        html_prose(file, record_field(result->known, "why", 0), 0);
    }
    (void)fputs("</dl>\n<ul class=says>", file);
    for (size_t n = 0; n < script->clauses; n++) {
        print_sentence(file, report, script->clause[n]);
    }
    for (size_t n = 0; n < script->decided; n++) {
        print_sentence(file, report, script->decides[n]);
    }
    (void)fputs("</ul>\n<p class=note>More: <code>clus-cts explain ", file);
    html_span(file, script_subject(script));
    (void)fputs("</code>. In a debugger: the same command with <code>--only '", file);
    out_xml(file, script->id);
    (void)fputs("' --here</code>.\n", file);
}

/* The profile that accuses the result, the one that decides first; `profiles`: none does. */
static size_t accuser(const struct report *report, const struct case_result *result)
{
    if (verdict_accuses(report_main(report, result)->verdict)) {
        return report->main;
    }
    size_t p = 0;
    while (p < report->profiles && !verdict_accuses(result->judgement[p].verdict)) {
        p++;
    }
    return p;
}

static void print_verdicts(FILE *file, const struct report *report,
                           const struct case_result *result)
{
    (void)fputs("<p class=verdicts>", file);
    for (size_t p = 0; p < report->profiles; p++) {
        const struct judgement *judgement = &result->judgement[p];
        html_span(file, report->profile[p]->id);
        (void)fprintf(file, " <b class=\"v %s\">%s</b> ", verdict_name(judgement->verdict),
                      verdict_name(judgement->verdict));
        if (judgement->why[0] != '\0' && !verdict_accuses(judgement->verdict)) {
            (void)fputs("<small>", file);
            out_xml(file, judgement->why);
            (void)fputs("</small> ", file);
        }
    }
    (void)fputc('\n', file);
}

void html_result(FILE *file, const struct report *report, const struct case_result *result)
{
    (void)fprintf(file, "case-%zu", (size_t)(result - report->result) + 1);
}

static void print_result(FILE *file, const struct report *report, const struct case_result *result)
{
    const char *verdict = verdict_name(report_main(report, result)->verdict);
    struct span row = html_case_row(result->script);
    size_t p = accuser(report, result);
    (void)fputs("<details class=row id=", file);
    html_result(file, report, result);
    print_data(file, report, result);
    (void)fprintf(file, "%s><summary><b class=\"v %s\">%s</b> ",
                  result->unexpected ? " data-unexpected open" : "", verdict, verdict);
    html_span(file, row.length > 0 ? row : span_of("steps"));
    (void)fputs("</summary>\n", file);
    print_verdicts(file, report, result);
    html_steps(file, report, result, p < report->profiles ? &result->judgement[p] : NULL);
    if (p < report->profiles) {
        html_timeline(file, result, &result->judgement[p]);
        print_accusation(file, report, result, p);
    }
    (void)fputs("</details>\n", file);
}

/* -- all of them --------------------------------------------------------------------------------
 */

static bool same_case(const struct case_result *one, const struct case_result *two)
{
    return span_equal(html_case_name(one->script), html_case_name(two->script)) &&
           span_equal(one->script->file, two->script->file);
}

/* Was the id among those of a row before? */
static bool is_given(const struct case_result *first, const struct case_result *result, size_t c)
{
    for (const struct case_result *at = first; at <= result; at++) {
        size_t count = at < result ? at->script->clauses : c;
        for (size_t n = 0; n < count; n++) {
            if (span_equal(at->script->clause[n], result->script->clause[c])) {
                return true;
            }
        }
    }
    return false;
}

/* What the rows from `first` to before `end` test, and where they stand. */
static void print_case_head(FILE *file, const struct case_result *first,
                            const struct case_result *end)
{
    const struct script *script = first->script;
    (void)fputs("<article id=\"test-", file);
    html_anchor(file, html_case_name(script));
    (void)fputs("\">\n<h4>", file);
    html_span(file, html_case_name(script));
    (void)fputs("</h4>\n<p class=ids>", file);
    for (const struct case_result *result = first; result < end; result++) {
        for (size_t n = 0; n < result->script->clauses; n++) {
            if (!is_given(first, result, n)) {
                html_link(file, result->script->clause[n]);
                (void)fputc(' ', file);
            }
        }
    }
    for (size_t n = 0; n < script->decided; n++) {
        (void)fputs("decides ", file);
        html_link(file, script->decides[n]);
        (void)fputc(' ', file);
    }
    for (size_t n = 0; n < script->unders; n++) {
        (void)fputs("<small>under ", file);
        html_link(file, script->under[n].ambiguity);
        (void)fputc(' ', file);
        html_span(file, script->under[n].reading);
        (void)fputs("</small> ", file);
    }
    (void)fprintf(file, "<small>line %u</small>\n", script->line);
    if (script->about.length > 0) {
        (void)fputs("<p class=note>", file);
        html_span(file, script->about);
        (void)fputc('\n', file);
    }
}

void html_cases(FILE *file, const struct report *report)
{
    const struct case_result *end = report->result + report->results;
    struct span where = {"", 0};
    for (const struct case_result *at = report->result; at < end;) {
        const struct case_result *next = at;
        while (next < end && same_case(at, next)) {
            next++;
        }
        if (!span_equal(at->script->file, where)) {
            (void)fputs(where.length > 0 ? "</section>\n" : "", file);
            where = at->script->file;
            (void)fputs("<section class=file>\n<h3>", file);
            html_span(file, where);
            (void)fputs("</h3>\n", file);
        }
        print_case_head(file, at, next);
        (void)fputs("<div class=rows>\n", file);
        for (; at < next; at++) {
            print_result(file, report, at);
        }
        (void)fputs("</div>\n</article>\n", file);
    }
    (void)fputs(where.length > 0 ? "</section>\n" : "", file);
}

/* -- what went wrong, on the first page ---------------------------------------------------------
 */

/* Is it one of the list: unexpected, or accused as is known? */
static bool is_listed(const struct report *report, const struct case_result *result,
                      bool unexpected)
{
    return unexpected
               ? result->unexpected
               : !result->unexpected && verdict_accuses(report_main(report, result)->verdict);
}

/* The same verdict for the same reason. */
static bool same_failure(const struct report *report, const struct case_result *one,
                         const struct case_result *two)
{
    return report_main(report, one)->verdict == report_main(report, two)->verdict &&
           strcmp(report_main(report, one)->why, report_main(report, two)->why) == 0;
}

static void print_failure_head(FILE *file, const struct report *report,
                               const struct case_result *result)
{
    const struct judgement *judgement = report_main(report, result);
    (void)fprintf(file, "<li><b class=\"v %s\">%s</b> ", verdict_name(judgement->verdict),
                  verdict_accuses(judgement->verdict) ? verdict_name(judgement->verdict)
                                                      : "unexpected pass");
    html_span(file, html_case_name(result->script));
}

static void print_failure_why(FILE *file, const struct report *report,
                              const struct case_result *result)
{
    (void)fputs(" <small>", file);
    for (size_t n = 0; n < result->script->clauses; n++) {
        html_link(file, result->script->clause[n]);
        (void)fputc(' ', file);
    }
    out_xml(file, report_main(report, result)->why);
    (void)fputs("</small>\n", file);
}

static void print_failure_link(FILE *file, const struct report *report,
                               const struct case_result *result)
{
    struct span row = html_case_row(result->script);
    (void)fputs(" <a href=\"#", file);
    html_result(file, report, result);
    (void)fputs("\">", file);
    html_span(file, row.length > 0 ? row : span_of("steps"));
    (void)fputs("</a>", file);
}

/* The rows of a case that fail for one reason stand on one line. */
static void print_list(FILE *file, const struct report *report, bool unexpected)
{
    const struct case_result *line = NULL;
    for (size_t n = 0; n < report->results; n++) {
        const struct case_result *result = &report->result[n];
        if (!is_listed(report, result, unexpected)) {
            continue;
        }
        if (line == NULL || !same_case(line, result) || !same_failure(report, line, result)) {
            if (line != NULL) {
                print_failure_why(file, report, line);
            }
            line = result;
            print_failure_head(file, report, result);
        }
        print_failure_link(file, report, result);
    }
    if (line != NULL) {
        print_failure_why(file, report, line);
    }
}

/* How many results a profile accuses that does not decide. */
static void print_elsewhere(FILE *file, const struct report *report)
{
    for (size_t p = 0; p < report->profiles; p++) {
        const size_t *total = report->total[p];
        size_t accused = total[VERDICT_FAIL] + total[VERDICT_CRASH] + total[VERDICT_TIMEOUT];
        if (p != report->main && accused > 0) {
            (void)fprintf(file, "<p>Under <a href=\"#profile=%zu&amp;verdict=accused\">", p);
            html_span(file, report->profile[p]->id);
            (void)fprintf(file, "</a> %zu answers differ; their traces stand under Cases.\n",
                          accused);
        }
    }
}

void html_failures(FILE *file, const struct report *report)
{
    if (report->unexpected > 0) {
        (void)fputs("<section id=failures>\n<h2>Unexpected</h2>\n<ul class=list>\n", file);
        print_list(file, report, true);
        (void)fputs("</ul>\n</section>\n", file);
    }
    if (report->known > 0) {
        (void)fputs("<section id=known>\n<h2>Known deviations</h2>\n<ul class=list>\n", file);
        print_list(file, report, false);
        (void)fputs("</ul>\n</section>\n", file);
    }
    print_elsewhere(file, report);
}
