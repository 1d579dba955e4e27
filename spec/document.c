#include "document.h"

#include <stdio.h>
#include <stdlib.h>

/* How much a document holds, and, while it is filled, how much it holds so far. */
struct amount {
    size_t records;
    size_t fields;
    size_t more;
};

/* The one block of a document's memory, cut in three. */
struct store {
    struct record *record;
    struct field *field;
    struct more *more;
};

static bool refuse(struct problem *problem, struct place place, const char *what)
{
    problem->place = place;
    (void)snprintf(problem->what, sizeof problem->what, "%s", what);
    return false;
}

/* The first reading: is it well-formed, and how much does it hold? */
static bool count(struct text text, struct amount *amount, struct problem *problem)
{
    bool in_record = false;
    struct text_line line;
    for (;;) {
        switch (text_next(&text, &line)) {
        case TEXT_FIELD:
            amount->records += in_record ? 0 : 1;
            amount->fields++;
            in_record = true;
            break;
        case TEXT_MORE:
            amount->more++;
            break;
        case TEXT_BREAK:
            in_record = false;
            break;
        case TEXT_END:
            return true;
        case TEXT_BAD:
            return refuse(problem, line.place, line.why);
        }
    }
}

/* A block for all of it: records, then fields, then indented lines. Each comes from a line of its
 * own, of two octets or more, and none is larger than `struct record`, so that the sum cannot wrap
 * where the text's length times sizeof(struct record) does not. */
static void *allocate(const struct amount *amount, size_t length, struct store *store)
{
    size_t records = amount->records * sizeof *store->record;
    size_t fields = amount->fields * sizeof *store->field;
    size_t more = amount->more * sizeof *store->more;
    if (length > SIZE_MAX / sizeof(struct record)) {
        return NULL;
    }
    char *block = malloc(records + fields + more + 1);
    if (block == NULL) {
        return NULL;
    }
    store->record = (struct record *)(void *)block;
    store->field = (struct field *)(void *)(block + records);
    store->more = (struct more *)(void *)(block + records + fields);
    return block;
}

static void add_field(const struct store *store, struct amount *done, bool in_record,
                      const struct text_line *line)
{
    struct field *field = &store->field[done->fields++];
    *field = (struct field){line->word, line->rest, line->place.line, &store->more[done->more], 0};
    if (!in_record) {
        struct span rest = line->rest;
        store->record[done->records++] = (struct record){
            line->place.file, line->place.line, line->word, span_word(&rest), field, 0};
    }
    store->record[done->records - 1].fields++;
}

static void add_more(const struct store *store, struct amount *done, const struct text_line *line)
{
    store->more[done->more++] = (struct more){line->rest, line->place.line, line->indent};
    store->field[done->fields - 1].more_count++;
}

/* The second reading, of a text that `count` found well-formed. */
static void fill(struct text text, const struct store *store)
{
    struct amount done = {0, 0, 0};
    bool in_record = false;
    struct text_line line;
    enum text_kind kind;
    while ((kind = text_next(&text, &line)) != TEXT_END) {
        if (kind == TEXT_FIELD) {
            add_field(store, &done, in_record, &line);
        } else if (kind == TEXT_MORE) {
            add_more(store, &done, &line);
        }
        in_record = kind != TEXT_BREAK;
    }
}

bool document_open(struct document *document, const char *name, const char *bytes, size_t length,
                   struct problem *problem)
{
    struct text text;
    struct amount amount = {0, 0, 0};
    struct store store;
    text_open(&text, name, bytes, length);
    if (!count(text, &amount, problem)) {
        return false;
    }
    void *memory = allocate(&amount, length, &store);
    if (memory == NULL) {
        return refuse(problem, text.place, "not enough memory to read this file");
    }
    fill(text, &store);
    *document = (struct document){store.record, amount.records, memory};
    return true;
}

void document_close(struct document *document)
{
    free(document->memory);
    *document = (struct document){NULL, 0, NULL};
}

const struct field *record_field(const struct record *record, const char *word, size_t n)
{
    for (size_t i = 0; i < record->fields; i++) {
        if (span_is(record->field[i].word, word) && n-- == 0) {
            return &record->field[i];
        }
    }
    return NULL;
}

int problem_print(const struct problem *problem, char *out, size_t capacity)
{
    return snprintf(out, capacity, "%.*s:%u: %s", (int)problem->place.file.length,
                    problem->place.file.at, problem->place.line, problem->what);
}
