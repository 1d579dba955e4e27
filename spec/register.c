#include "register.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int compare_spans(struct span a, struct span b)
{
    size_t shorter = a.length < b.length ? a.length : b.length;
    int order = shorter == 0 ? 0 : memcmp(a.at, b.at, shorter);
    return order != 0 ? order : (a.length > b.length) - (a.length < b.length);
}

static int compare_keys(const struct entry *entry, struct span type, struct span id,
                        size_t document)
{
    int order = compare_spans(entry->record->type, type);
    if (order == 0) {
        order = compare_spans(entry->record->id, id);
    }
    return order != 0 ? order : (entry->document > document) - (entry->document < document);
}

static int compare_entries(const void *left, const void *right)
{
    const struct entry *a = left;
    const struct entry *b = right;
    int order = compare_keys(a, b->record->type, b->record->id, b->document);
    return order != 0 ? order : (a->record > b->record) - (a->record < b->record);
}

bool spec_open(struct spec *spec, const struct document *documents, size_t count,
               struct problem *problem)
{
    size_t entries = 0;
    for (size_t i = 0; i < count; i++) {
        entries += documents[i].records;
    }
    *spec = (struct spec){documents, count, malloc((entries + 1) * sizeof(struct entry)), entries};
    if (spec->sorted == NULL) {
        *problem = (struct problem){{span_of("register"), 0}, "not enough memory"};
        return false;
    }
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < documents[i].records; j++) {
            spec->sorted[n++] = (struct entry){&documents[i].record[j], i};
        }
    }
    qsort(spec->sorted, entries, sizeof *spec->sorted, compare_entries);
    return true;
}

void spec_close(struct spec *spec)
{
    free(spec->sorted);
    *spec = (struct spec){NULL, 0, NULL, 0};
}

/* How many entries stand before the first of that key. */
static size_t lower_bound(const struct spec *spec, struct span type, struct span id,
                          size_t document)
{
    size_t low = 0;
    size_t high = spec->entries;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_keys(&spec->sorted[middle], type, id, document) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

const struct record *spec_first(const struct spec *spec, const char *type, struct span id,
                                size_t document)
{
    struct span wanted = span_of(type);
    size_t n = lower_bound(spec, wanted, id, document);
    bool found = n < spec->entries && compare_keys(&spec->sorted[n], wanted, id, document) == 0;
    return found ? spec->sorted[n].record : NULL;
}

const struct record *spec_find(const struct spec *spec, const char *type, struct span id)
{
    const struct record *found = NULL;
    for (size_t n = spec->documents; n > 0 && found == NULL; n--) {
        found = spec_first(spec, type, id, n - 1);
    }
    return found;
}

struct span record_second(const struct record *record)
{
    struct span rest = record->field[0].rest;
    (void)span_word(&rest);
    return span_word(&rest);
}

/* The record that `record` is like, or NULL. */
static const struct record *liked(const struct spec *spec, const char *type,
                                  const struct record *record)
{
    const struct field *like = record_field(record, "like", 0);
    return like == NULL ? NULL : spec_find(spec, type, like->rest);
}

/* The field of that word in a clause or the nearest that it is like, or NULL. */
static const struct field *inherited(const struct spec *spec, const struct record *clause,
                                     const char *word)
{
    const struct field *found = NULL;
    for (int n = 0; n < LIKE_MAX && clause != NULL && found == NULL; n++) {
        found = record_field(clause, word, 0);
        clause = liked(spec, "clause", clause);
    }
    return found;
}

bool spec_clause(const struct spec *spec, struct span id, struct clause *clause)
{
    const struct record *record = spec_find(spec, "clause", id);
    if (record == NULL) {
        return false;
    }
    struct span binds = record_second(record);
    clause->id = record->id;
    clause->binds = span_is(binds, "implementation") ? BINDS_IMPLEMENTATION
                    : span_is(binds, "caller")       ? BINDS_CALLER
                                                     : BINDS_NOBODY;
    clause->from = record_field(record, "from", 0);
    clause->means = inherited(spec, record, "means");
    clause->shows = inherited(spec, record, "shows");
    clause->untestable = record_field(record, "untestable", 0);
    clause->record = record;
    return true;
}

bool clause_is_testable(const struct clause *clause)
{
    return clause->binds == BINDS_IMPLEMENTATION && clause->untestable == NULL;
}

const struct record *spec_ambiguity(const struct spec *spec, struct span id)
{
    return spec_find(spec, "ambiguity", id);
}

const struct field *ambiguity_nth_reading(const struct record *ambiguity, size_t n,
                                          struct span *name)
{
    const struct field *reading = record_field(ambiguity, "reading", n);
    if (reading != NULL) {
        struct span rest = reading->rest;
        *name = span_word(&rest);
    }
    return reading;
}

const struct field *ambiguity_reading(const struct record *ambiguity, struct span name)
{
    for (size_t i = 1; i < ambiguity->fields; i++) {
        struct span rest = ambiguity->field[i].rest;
        if (span_is(ambiguity->field[i].word, "reading") && span_equal(span_word(&rest), name)) {
            return &ambiguity->field[i];
        }
    }
    return NULL;
}

/* The `choose` field of one profile alone, or NULL. */
static const struct field *chosen(const struct record *profile, struct span ambiguity,
                                  struct span *reading)
{
    for (size_t i = 1; i < profile->fields; i++) {
        struct span rest = profile->field[i].rest;
        if (span_is(profile->field[i].word, "choose") && span_equal(span_word(&rest), ambiguity)) {
            *reading = span_word(&rest);
            return &profile->field[i];
        }
    }
    return NULL;
}

struct span spec_choice(const struct spec *spec, const struct record *profile,
                        struct span ambiguity, const struct field **why)
{
    struct span reading = {NULL, 0};
    const struct field *choose = NULL;
    for (int n = 0; n < LIKE_MAX && profile != NULL && choose == NULL; n++) {
        choose = chosen(profile, ambiguity, &reading);
        profile = liked(spec, "profile", profile);
    }
    if (why != NULL) {
        *why = choose;
    }
    return reading;
}

bool spec_number(const struct spec *spec, struct span name, int64_t *number)
{
    const struct record *record = spec_find(spec, "error", name);
    if (record == NULL) {
        record = spec_find(spec, "constant", name);
    }
    return record != NULL && span_number(record_second(record), number);
}

const struct record *spec_error(const struct spec *spec, int64_t number)
{
    for (size_t i = 0; i < spec->documents; i++) {
        const struct document *document = &spec->document[i];
        for (size_t j = 0; j < document->records; j++) {
            const struct record *record = &document->record[j];
            int64_t its = 0;
            if (span_is(record->type, "error") && span_number(record_second(record), &its) &&
                its == number) {
                return record;
            }
        }
    }
    return NULL;
}

size_t field_prose(const struct field *field, size_t skip, char *out, size_t capacity)
{
    struct span text = field->rest;
    size_t length = 0;
    while (skip-- > 0) {
        (void)span_word(&text);
    }
    for (size_t line = 0; line <= field->more_count; line++) {
        text = line == 0 ? span_trim(text) : field->more[line - 1].text;
        size_t left = length < capacity ? capacity - length : 0;
        int added = snprintf(left > 0 ? out + length : NULL, left, "%s%.*s",
                             length > 0 && text.length > 0 ? " " : "", (int)text.length, text.at);
        length += added > 0 ? (size_t)added : 0;
    }
    return length;
}
