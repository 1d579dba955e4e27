/* Words that are like one that nothing is known of. */
#include <stdio.h>
#include <string.h>

#include "explain.h"

enum { WORD_MOST = 80, SUGGESTED = 5 };

static char lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

/* How many letters are put in, left out or changed between the two. */
static size_t distance(struct span a, const char *b)
{
    size_t row[WORD_MOST + 1];
    size_t length = strlen(b);
    if (a.length > WORD_MOST || length > WORD_MOST) {
        return WORD_MOST;
    }
    for (size_t m = 0; m <= length; m++) {
        row[m] = m;
    }
    for (size_t n = 0; n < a.length; n++) {
        size_t corner = row[0];
        row[0] = n + 1;
        for (size_t m = 0; m < length; m++) {
            size_t changed = corner + (lower(a.at[n]) == lower(b[m]) ? 0 : 1);
            size_t moved = 1 + (row[m] < row[m + 1] ? row[m] : row[m + 1]);
            corner = row[m + 1];
            row[m + 1] = changed < moved ? changed : moved;
        }
    }
    return row[length];
}

/* The words that are most like one, the best first. */
struct likeness {
    const char *word;
    struct span found[SUGGESTED];
    size_t distance[SUGGESTED];
    size_t count;
};

static void consider(struct likeness *likeness, struct span candidate)
{
    size_t far = distance(candidate, likeness->word);
    size_t most = strlen(likeness->word) / 3 + 1;
    size_t place = likeness->count;
    for (size_t n = 0; n < likeness->count; n++) {
        if (span_equal(likeness->found[n], candidate)) {
            return;
        }
    }
    while (place > 0 && far < likeness->distance[place - 1]) {
        place--;
    }
    if (far > most || place == SUGGESTED) {
        return;
    }
    likeness->count += likeness->count < SUGGESTED ? 1 : 0;
    for (size_t n = likeness->count - 1; n > place; n--) {
        likeness->found[n] = likeness->found[n - 1];
        likeness->distance[n] = likeness->distance[n - 1];
    }
    likeness->found[place] = candidate;
    likeness->distance[place] = far;
}

void explain_suggest(const struct explaining *explaining, const char *word)
{
    static const char *const types[] = {"clause", "ambiguity", "error", "constant"};
    const struct suite *suite = explaining->suite;
    struct likeness likeness = {.word = word};
    for (size_t n = 0; n < suite->spec.entries; n++) {
        const struct record *record = suite->spec.sorted[n].record;
        for (size_t t = 0; t < sizeof types / sizeof types[0]; t++) {
            if (span_is(record->type, types[t])) {
                consider(&likeness, record->id);
            }
        }
    }
    for (size_t n = 0; n < suite->scripts; n++) {
        const char *id = suite->script[n]->id;
        consider(&likeness, (struct span){id, strcspn(id, "[")});
    }
    for (size_t n = 0; call_at(n) != NULL; n++) {
        consider(&likeness, span_of(call_at(n)->name));
    }
    for (unsigned n = 0; slots_opnum(3, n) != NULL; n++) {
        consider(&likeness, span_of(method_text(slots_opnum(3, n))));
    }
    for (size_t n = 0; n < likeness.count; n++) {
        (void)fprintf(stderr, "%s%.*s", n == 0 ? "  did you mean " : ", ", SPAN(likeness.found[n]));
    }
    (void)fprintf(stderr, "%s", likeness.count > 0 ? "?\n" : "");
}
