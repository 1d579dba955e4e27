#include "seeds_text.h"

#include "corpus.h"
#include "seeds_dictionary.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_LARGEST = 1 << 20, INPUT_LARGEST = 65536, TARGET_NAME = 32 };

/* The end of a record's text: that of its last line. */
static const char *end_of(const struct record *record)
{
    const struct field *last = &record->field[record->fields - 1];
    struct span span = last->rest.length > 0 ? last->rest : last->word;
    if (last->more_count > 0)
        span = last->more[last->more_count - 1].text;
    return span.at + span.length;
}

void seeds_of_notation(const char *directory, const struct document *document, size_t documents)
{
    for (size_t d = 0; d < documents; d++)
        for (size_t r = 0; r < document[d].records; r++) {
            const struct record *record = &document[d].record[r];
            const char *begin = record->field[0].word.at;
            corpus_write(directory, "notation", (const uint8_t *)begin,
                         (size_t)(end_of(record) - begin));
        }
}

void dictionary_of_notation(const char *directory, const struct document *document,
                            size_t documents)
{
    static struct words words;
    words.count = 0;
    for (size_t d = 0; d < documents; d++)
        for (size_t r = 0; r < document[d].records; r++) {
            const struct record *record = &document[d].record[r];
            for (size_t f = 0; f < record->fields; f++) {
                const struct span word = record->field[f].word;
                struct span rest = record->field[f].rest;
                words_add(&words, (const uint8_t *)word.at, word.length);
                const struct span first = span_word(&rest);
                words_add(&words, (const uint8_t *)first.at, first.length);
            }
        }
    words_write(&words, directory, "notation");
}

static int digit(char character)
{
    static const char digits[] = "0123456789abcdef";
    const char *found = character == 0 ? NULL : strchr(digits, character);
    return found == NULL ? -1 : (int)(found - digits);
}

/* Appends hexadecimal octets; blanks may stand between them. */
static bool take_octets(struct span text, uint8_t *octets, size_t *size)
{
    for (size_t i = 0; i < text.length; i++) {
        if (text.at[i] == ' ')
            continue;
        const int high = digit(text.at[i]);
        const int low = i + 1 < text.length ? digit(text.at[i + 1]) : -1;
        if (high < 0 || low < 0 || *size == INPUT_LARGEST)
            return false;
        octets[(*size)++] = (uint8_t)(16 * high + low);
        i++;
    }
    return true;
}

static bool take_input(const char *directory, const struct record *record)
{
    static uint8_t octets[INPUT_LARGEST];
    const struct field *target = record_field(record, "target", 0);
    const struct field *text = record_field(record, "octets", 0);
    char name[TARGET_NAME], path[1024];
    size_t size = 0;
    if (!span_is(record->type, "input") || target == NULL || text == NULL)
        return false;
    bool read = take_octets(text->rest, octets, &size);
    for (size_t i = 0; i < text->more_count && read; i++)
        read = take_octets(text->more[i].text, octets, &size);
    (void)snprintf(name, sizeof name, "%.*s", (int)target->rest.length, target->rest.at);
    (void)snprintf(path, sizeof path, "%s/%s", directory, name);
    if (!read || !corpus_directory(path))
        return false;
    corpus_write(directory, name, octets, size);
    return true;
}

static bool take_document(const char *directory, const char *path, const char *text, size_t length)
{
    struct document document;
    struct problem problem;
    bool taken = true;
    if (!document_open(&document, path, text, length, &problem)) {
        (void)fprintf(stderr, "%s:%u: %s\n", path, problem.place.line, problem.what);
        return false;
    }
    for (size_t i = 0; i < document.records && taken; i++) {
        taken = take_input(directory, &document.record[i]);
        if (!taken)
            (void)fprintf(stderr, "%s:%u: this is no input with a target and octets\n", path,
                          document.record[i].line);
    }
    document_close(&document);
    return taken;
}

bool seeds_of_regressions(const char *directory, const char *path)
{
    static char text[FILE_LARGEST];
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        perror(path);
        return false;
    }
    const size_t length = fread(text, 1, sizeof text, file);
    (void)fclose(file);
    return take_document(directory, path, text, length);
}
