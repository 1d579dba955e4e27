/* The open questions: which readings the subject showed, as a picture and in words. */
#include <stdlib.h>
#include <string.h>

#include "html.h"

enum {
    COLUMNS = 4,
    LINES = 10, /* of one picture; there are as many as the questions need */
    CELL_WIDTH = 90,
    CELL_HEIGHT = 20,
    LABEL = 26,
    SQUARE = 11,
    READINGS_MAX = 4
};

/* What is told: the questions in the order of their numbers. */
struct page {
    FILE *file;
    const struct report *report;
    const struct record **ambiguity;
    size_t ambiguities;
};

/* How often the subject showed that reading; empty: none of those there are. */
static size_t shown(const struct report *report, struct span ambiguity, struct span reading)
{
    for (size_t n = 0; n < report->showns; n++) {
        const struct shown *shown = &report->shown[n].shown;
        if (span_equal(shown->ambiguity, ambiguity) && span_equal(shown->reading, reading)) {
            return report->shown[n].count;
        }
    }
    return 0;
}

/* What strict chooses; empty: nothing. */
static struct span choice(const struct report *report, const struct record *ambiguity)
{
    const struct record *strict = suite_profile(report->suite, "strict");
    return strict == NULL ? span_of("")
                          : spec_choice(&report->suite->spec, strict, ambiguity->id, NULL);
}

static bool is_shown(const struct report *report, const struct record *ambiguity)
{
    for (size_t n = 0; n < report->showns; n++) {
        if (span_equal(report->shown[n].shown.ambiguity, ambiguity->id)) {
            return true;
        }
    }
    return false;
}

/* AMB-05 before AMB-12 before AMB-101. */
static int by_number(const void *a, const void *b)
{
    struct span one = (*(const struct record *const *)a)->id;
    struct span two = (*(const struct record *const *)b)->id;
    return one.length != two.length ? (one.length < two.length ? -1 : 1)
                                    : memcmp(one.at, two.at, one.length);
}

static void collect(struct page *page, struct arena *arena)
{
    const struct spec *spec = &page->report->suite->spec;
    page->ambiguity = arena_take(arena, (spec->entries + 1) * sizeof(*page->ambiguity));
    for (size_t n = 0; n < spec->entries; n++) {
        const struct record *record = spec->sorted[n].record;
        if (span_is(record->type, "ambiguity") && spec_ambiguity(spec, record->id) == record) {
            page->ambiguity[page->ambiguities++] = record;
        }
    }
    qsort(page->ambiguity, page->ambiguities, sizeof(*page->ambiguity), by_number);
}

/* -- the picture --------------------------------------------------------------------------------
 */

static void print_square(FILE *file, struct span name, size_t count, const char *how, size_t n)
{
    (void)fprintf(file, "<rect class=\"%s%s\" x=%zu y=5 width=%d height=%d rx=2><title>",
                  count > 0 ? "shown " : "", how, LABEL + n * (SQUARE + 2), SQUARE, SQUARE);
    html_span(file, name);
    (void)fprintf(file, " %zu</title></rect>", count);
}

/* One question: its number and a square for each reading, the last for an answer that met none. */
static void print_cell(FILE *file, const struct report *report, const struct record *ambiguity,
                       size_t place)
{
    struct span name;
    struct span chosen = choice(report, ambiguity);
    const char *number = memchr(ambiguity->id.at, '-', ambiguity->id.length);
    struct span label = ambiguity->id;
    if (number != NULL) {
        label.length -= (size_t)(number + 1 - label.at);
        label.at = number + 1;
    }
    (void)fputs("<a href=\"#about-", file);
    html_anchor(file, ambiguity->id);
    (void)fprintf(file, "\"><g transform=\"translate(%zu %zu)\"><text x=%d y=14 text-anchor=end>",
                  place % COLUMNS * CELL_WIDTH, place / COLUMNS * CELL_HEIGHT, LABEL - 4);
    html_span(file, label);
    (void)fputs("</text>", file);
    size_t n = 0;
    for (; n < READINGS_MAX && ambiguity_nth_reading(ambiguity, n, &name) != NULL; n++) {
        const char *how = chosen.length == 0         ? "free"
                          : span_equal(chosen, name) ? "chosen"
                                                     : "other";
        print_square(file, name, shown(report, ambiguity->id, name), how, n);
    }
    size_t none = shown(report, ambiguity->id, span_of(""));
    if (none > 0) {
        print_square(file, span_of("none of them"), none, "none", n);
    }
    (void)fputs("</g></a>\n", file);
}

static void print_pictures(const struct page *page)
{
    const size_t most = (size_t)COLUMNS * LINES;
    for (size_t from = 0; from < page->ambiguities; from += most) {
        size_t left = page->ambiguities - from;
        size_t count = left < most ? left : most;
        (void)fprintf(page->file, "<svg class=matrix width=%d height=%zu>\n", COLUMNS * CELL_WIDTH,
                      (count + COLUMNS - 1) / COLUMNS * CELL_HEIGHT);
        for (size_t n = 0; n < count; n++) {
            print_cell(page->file, page->report, page->ambiguity[from + n], n);
        }
        (void)fputs("</svg>\n", page->file);
    }
}

static void print_key(FILE *file)
{
    (void)fputs(
        "<p class=key><svg width=14 height=14><rect class=\"shown chosen\" width=14 "
        "height=14 rx=2></rect></svg> shown, and what strict chooses "
        "<svg width=14 height=14><rect class=\"shown other\" width=14 height=14 rx=2></rect>"
        "</svg> shown, strict chooses another "
        "<svg width=14 height=14><rect class=\"shown free\" width=14 height=14 rx=2></rect>"
        "</svg> shown, no profile of ours chooses "
        "<svg width=14 height=14><rect class=\"shown none\" width=14 height=14 rx=2></rect>"
        "</svg> an answer that none of them names "
        "<svg width=14 height=14><rect class=chosen x=1 y=1 width=12 height=12 rx=2></rect>"
        "</svg> chosen by strict, not shown "
        "<svg width=14 height=14><rect class=other x=1 y=1 width=12 height=12 rx=2></rect>"
        "</svg> not shown\n",
        file);
}

/* -- in words -----------------------------------------------------------------------------------
 */

static void print_readings(FILE *file, const struct report *report, const struct record *ambiguity)
{
    struct span name;
    struct span chosen = choice(report, ambiguity);
    (void)fputs("<ul>\n", file);
    for (size_t n = 0; ambiguity_nth_reading(ambiguity, n, &name) != NULL; n++) {
        size_t count = shown(report, ambiguity->id, name);
        (void)fprintf(file, "<li%s><strong>", count > 0 ? " class=shown" : "");
        html_span(file, name);
        (void)fputs("</strong> ", file);
        html_prose(file, record_field(ambiguity, "reading", n), 1);
        if (count > 0) {
            (void)fprintf(file, " <b class=v>shown %zu×</b>", count);
        }
        (void)fputs(span_equal(chosen, name) ? " <em>strict chooses it</em>\n" : "\n", file);
    }
    size_t none = shown(report, ambiguity->id, span_of(""));
    if (none > 0) {
        (void)fprintf(file, "<li class=shown>none of them <b class=v>shown %zu×</b>\n", none);
    }
    (void)fputs("</ul>\n", file);
}

static bool decides(const struct script *script, struct span ambiguity)
{
    for (size_t n = 0; n < script->decided; n++) {
        if (span_equal(script->decides[n], ambiguity)) {
            return true;
        }
    }
    return false;
}

static void print_deciding(FILE *file, const struct report *report, const struct record *ambiguity)
{
    struct span last = {"", 0};
    for (size_t n = 0; n < report->results; n++) {
        struct span name = html_case_name(report->result[n].script);
        if (decides(report->result[n].script, ambiguity->id) && !span_equal(name, last)) {
            (void)fputs(last.length == 0 ? "<p>Decided by " : ", ", file);
            (void)fputs("<a href=\"#test-", file);
            html_anchor(file, name);
            (void)fputs("\">", file);
            html_span(file, name);
            (void)fputs("</a>", file);
            last = name;
        }
    }
    (void)fputs(last.length > 0 ? "\n" : "", file);
}

static void print_ambiguity(FILE *file, const struct report *report, const struct record *ambiguity)
{
    (void)fputs("<details class=question id=\"about-", file);
    html_anchor(file, ambiguity->id);
    (void)fprintf(file, "\"><summary><b class=\"v %s\">%s</b> <strong>",
                  is_shown(report, ambiguity) ? "shown" : "not-shown",
                  is_shown(report, ambiguity) ? "shown" : "not shown");
    html_span(file, ambiguity->id);
    (void)fputs("</strong> ", file);
    html_prose(file, record_field(ambiguity, "asks", 0), 0);
    (void)fputs("</summary>\n", file);
    print_readings(file, report, ambiguity);
    if (record_field(ambiguity, "settle", 0) != NULL) {
        (void)fputs("<p>What would settle it: ", file);
        html_prose(file, record_field(ambiguity, "settle", 0), 0);
        (void)fputc('\n', file);
    }
    print_deciding(file, report, ambiguity);
    (void)fputs("</details>\n", file);
}

void html_readings(FILE *file, const struct report *report)
{
    struct arena arena = {NULL};
    struct page page = {.file = file, .report = report};
    collect(&page, &arena);
    (void)fputs("<section id=readings>\n<h2>Readings</h2>\n<p class=note>The questions that the "
                "documents leave open, and which answer this subject gives. None of them is "
                "wrong; each square is a reading.\n",
                file);
    if (!report->notices) {
        (void)fputs("<p>It does not notice stale handles: what is asked further about them is "
                    "undecided.\n",
                    file);
    }
    (void)fputs("<div class=coverage>\n", file);
    print_pictures(&page);
    (void)fputs("</div>\n", file);
    print_key(file);
    (void)fputs("<details class=group><summary><h3>In words</h3></summary>\n", file);
    for (size_t n = 0; n < page.ambiguities; n++) {
        print_ambiguity(file, report, page.ambiguity[n]);
    }
    (void)fputs("</details>\n</section>\n", file);
    arena_free(&arena);
}
