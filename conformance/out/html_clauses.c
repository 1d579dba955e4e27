/* Clause coverage: a square for each clause, then each clause with its cases. */
#include <stdint.h>
#include <stdlib.h>

#include "html.h"
#include "run/coverage.h"

enum { COLUMNS = 24, SQUARE = 15, GAP = 2 };

struct page {
    FILE *file;
    const struct report *report;
    struct coverage coverage[PROFILES_MAX];
};

static const struct record *record_of(const struct page *page, size_t n)
{
    return spec_find(&page->report->suite->spec, "clause", page->coverage[0].clause[n].id);
}

static const char *standing_in(const struct page *page, size_t p, size_t n)
{
    return standing_name(page->coverage[p].clause[n].standing);
}

static struct span file_of(const struct page *page, size_t n)
{
    return record_of(page, n)->file;
}

static bool is_first_of_file(const struct page *page, size_t n)
{
    return n == 0 || !span_equal(file_of(page, n - 1), file_of(page, n));
}

/* Where the clauses of the file of number `first` end. */
static size_t end_of_file(const struct page *page, size_t first)
{
    size_t n = first;
    while (n < page->coverage[0].clauses && span_equal(file_of(page, n), file_of(page, first))) {
        n++;
    }
    return n;
}

/* In the order in which they were read: ids point into that text. */
static int by_place(const void *a, const void *b)
{
    uintptr_t one = (uintptr_t)((const struct clause_standing *)a)->id.at;
    uintptr_t two = (uintptr_t)((const struct clause_standing *)b)->id.at;
    return one < two ? -1 : one > two ? 1 : 0;
}

/* -- the picture --------------------------------------------------------------------------------
 */

static void print_square(const struct page *page, size_t p, size_t n, size_t place)
{
    const struct clause_standing *clause = &page->coverage[p].clause[n];
    (void)fputs("<a href=\"#about-", page->file);
    html_anchor(page->file, clause->id);
    (void)fprintf(page->file, "\"><rect class=%s x=%zu y=%zu width=%d height=%d rx=2><title>",
                  standing_name(clause->standing), place % COLUMNS * SQUARE,
                  place / COLUMNS * SQUARE, SQUARE - GAP, SQUARE - GAP);
    html_span(page->file, clause->id);
    (void)fprintf(page->file, " %s</title></rect></a>\n", standing_name(clause->standing));
}

/* The clauses of one profile that stand in the file of clause number `first`. */
static void print_squares(const struct page *page, size_t p, size_t first)
{
    size_t end = end_of_file(page, first);
    size_t lines = (end - first + COLUMNS - 1) / COLUMNS;
    (void)fprintf(page->file, "<svg width=%d height=%zu>\n", COLUMNS * SQUARE, lines * SQUARE);
    for (size_t n = first; n < end; n++) {
        print_square(page, p, n, n - first);
    }
    (void)fputs("</svg>\n", page->file);
}

static void print_picture(const struct page *page, size_t p)
{
    const struct coverage *coverage = &page->coverage[p];
    (void)fprintf(page->file, "<div class=profile data-p=%zu>\n<h3>under ", p);
    html_span(page->file, page->report->profile[p]->id);
    (void)fputs("</h3>\n<p class=counts>", page->file);
    for (enum standing standing = 0; standing < STANDINGS; standing++) {
        if (coverage->count[standing] > 0) {
            (void)fprintf(page->file, "<span><b class=\"v %s\">%zu</b> %s</span> ",
                          standing_name(standing), coverage->count[standing],
                          standing_name(standing));
        }
    }
    (void)fputs("\n<div class=coverage>\n", page->file);
    for (size_t n = 0; n < coverage->clauses; n++) {
        if (is_first_of_file(page, n)) {
            (void)fputs("<figure><figcaption>", page->file);
            html_span(page->file, file_of(page, n));
            (void)fputs("</figcaption>", page->file);
            print_squares(page, p, n);
            (void)fputs("</figure>\n", page->file);
        }
    }
    (void)fputs("</div>\n</div>\n", page->file);
}

/* -- the list -----------------------------------------------------------------------------------
 */

static bool tests(const struct script *script, struct span clause)
{
    for (size_t n = 0; n < script->clauses; n++) {
        if (span_equal(script->clause[n], clause)) {
            return true;
        }
    }
    return false;
}

/* Links to the cases that test it, with how many of their rows do. */
static void print_tests(const struct page *page, struct span clause)
{
    const struct report *report = page->report;
    bool any = false;
    for (size_t n = 0; n < report->results;) {
        struct span name = html_case_name(report->result[n].script);
        size_t rows = 0;
        for (; n < report->results && span_equal(html_case_name(report->result[n].script), name);
             n++) {
            rows += tests(report->result[n].script, clause) ? 1 : 0;
        }
        if (rows == 0) {
            continue;
        }
        (void)fprintf(page->file, "%s<a href=\"#test-", any ? " " : "<p class=tests>Cases: ");
        html_anchor(page->file, name);
        (void)fputs("\">", page->file);
        html_span(page->file, name);
        (void)fputs("</a>", page->file);
        if (rows > 1) {
            (void)fprintf(page->file, " <small>×%zu</small>", rows);
        }
        any = true;
    }
    (void)fputs(any ? "\n" : "<p>No case of this run tests it.\n", page->file);
}

static void print_part(const struct page *page, const char *name, const struct field *field)
{
    if (field != NULL) {
        (void)fprintf(page->file, "<p>%s", name);
        html_prose(page->file, field, 0);
        (void)fputc('\n', page->file);
    }
}

/* What it says, where, and its cases; the end of a summary comes first. */
static void print_saying(const struct page *page, struct span id)
{
    struct clause clause;
    (void)fputs("<strong>", page->file);
    html_span(page->file, id);
    (void)fputs("</strong> ", page->file);
    if (spec_clause(&page->report->suite->spec, id, &clause)) {
        html_prose(page->file, clause.means, 0);
        (void)fputs("</summary>\n<p><cite>", page->file);
        html_prose(page->file, clause.from, 0);
        (void)fputs("</cite>\n", page->file);
        print_part(page, "It shows so: ", clause.shows);
        print_part(page, "No test can show it: ", clause.untestable);
        print_tests(page, id);
    }
    (void)fputs("</details>\n", page->file);
}

static void print_clause(const struct page *page, size_t n)
{
    struct span id = page->coverage[0].clause[n].id;
    const char *standing = standing_in(page, page->report->main, n);
    (void)fputs("<details class=clause id=\"about-", page->file);
    html_anchor(page->file, id);
    (void)fputs("\" data-s=\"", page->file);
    for (size_t p = 0; p < page->report->profiles; p++) {
        (void)fprintf(page->file, "%s%s", p == 0 ? "" : " ", standing_in(page, p, n));
    }
    (void)fprintf(page->file, "\"><summary><b class=\"v %s\">%s</b> ", standing, standing);
    print_saying(page, id);
}

static void print_list(const struct page *page)
{
    const struct coverage *coverage = &page->coverage[0];
    for (size_t first = 0; first < coverage->clauses; first++) {
        if (!is_first_of_file(page, first)) {
            continue;
        }
        (void)fputs("<details class=group><summary><h3>", page->file);
        html_span(page->file, file_of(page, first));
        (void)fputs("</h3></summary>\n", page->file);
        for (size_t n = first; n < end_of_file(page, first); n++) {
            print_clause(page, n);
        }
        (void)fputs("</details>\n", page->file);
    }
}

static bool is_tested(const struct report *report, struct span clause)
{
    for (size_t n = 0; n < report->results; n++) {
        if (tests(report->result[n].script, clause)) {
            return true;
        }
    }
    return false;
}

/* Cases name clauses too that bind callers, or nobody; nobody's standing depends on them. */
static void print_others(const struct page *page)
{
    const struct spec *spec = &page->report->suite->spec;
    (void)fputs("<details class=group><summary><h3>What callers are told</h3></summary>\n",
                page->file);
    for (size_t n = 0; n < spec->entries; n++) {
        struct clause clause;
        if (span_is(spec->sorted[n].record->type, "clause") &&
            spec_clause(spec, spec->sorted[n].record->id, &clause) &&
            clause.record == spec->sorted[n].record && clause.binds != BINDS_IMPLEMENTATION &&
            is_tested(page->report, clause.id)) {
            (void)fputs("<details class=clause id=\"about-", page->file);
            html_anchor(page->file, clause.id);
            (void)fputs("\"><summary>", page->file);
            print_saying(page, clause.id);
        }
    }
    (void)fputs("</details>\n", page->file);
}

void html_clauses(FILE *file, const struct report *report)
{
    struct arena arena = {NULL};
    struct page page = {.file = file, .report = report};
    for (size_t p = 0; p < report->profiles; p++) {
        coverage_make(&page.coverage[p], report, p, &arena);
        qsort(page.coverage[p].clause, page.coverage[p].clauses, sizeof *page.coverage[p].clause,
              by_place);
    }
    (void)fputs("<section id=clauses>\n<h2>Clauses</h2>\n<p class=note>A square for each demand on "
                "an implementation, in the order of its document; each leads to its sentence and "
                "its cases.\n",
                file);
    for (size_t p = 0; p < report->profiles; p++) {
        print_picture(&page, p);
    }
    print_list(&page);
    print_others(&page);
    (void)fputs("</section>\n", file);
    arena_free(&arena);
}
