#include "background.h"

#include <stdio.h>

#include "base/arena.h"
#include "register.h"

extern const char background_text[];
extern const char background_text_end[];

bool background_open(struct background *background)
{
    struct problem problem;
    char text[600];
    bool read = document_open(&background->document, "(background)", background_text,
                              (size_t)(background_text_end - background_text), &problem);
    if (!read) {
        (void)problem_print(&problem, text, sizeof text);
        (void)fprintf(stderr, "%s\n", text);
    }
    return read;
}

void background_close(struct background *background)
{
    document_close(&background->document);
}

const struct record *background_record(const struct background *background, const char *type,
                                       size_t n)
{
    for (size_t r = 0; r < background->document.records; r++) {
        const struct record *record = &background->document.record[r];
        if (span_is(record->type, type) && n-- == 0) {
            return record;
        }
    }
    return NULL;
}

bool background_print_places(const struct background *background, struct span id)
{
    bool any = false;
    for (size_t r = 0; r < background->document.records; r++) {
        const struct record *record = &background->document.record[r];
        if (span_is(record->type, "decided") && span_equal(record->id, id)) {
            struct span place = record_second(record);
            (void)printf("%s%.*s", any ? " " : "", (int)place.length, place.at);
            any = true;
        }
    }
    return any;
}

struct span background_serves(const struct background *background, const char *method)
{
    for (size_t r = 0; r < background->document.records; r++) {
        const struct record *record = &background->document.record[r];
        if (span_is(record->type, "served") && span_is(record->id, method)) {
            return record_second(record);
        }
    }
    return (struct span){"", 0};
}

struct span background_of(const struct record *record)
{
    struct span name = record->file;
    for (size_t n = record->file.length; n-- > 0;) {
        if (record->file.at[n] == '/') {
            return (struct span){record->file.at + n + 1, record->file.length - n - 1};
        }
    }
    return name;
}
