#include "known.h"

#include "script/scan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORD = 200 };

/* The next word of `rest`, terminated; false if there is none or it is too long. */
static bool take_word(struct span *rest, char word[WORD])
{
    struct span span = span_word(rest);
    if (span.length == 0 || span.length >= WORD)
        return false;
    memcpy(word, span.at, span.length);
    word[span.length] = '\0';
    return true;
}

/* OPNUM.in.ndr and its like. */
static bool read_place(const char *word, struct stub_input *input)
{
    char direction[4], syntax[10], back[STUB_PLACE];
    unsigned opnum;
    if (sscanf(word, "%u.%3[a-z].%9[a-z0-9-]", &opnum, direction, syntax) != 3)
        return false;
    input->direction = strcmp(direction, "out") == 0 ? REPLY : REQUEST;
    input->encoding =
        (struct encoding){strncmp(syntax, "ndr64", 5) == 0 ? NDR64 : NDR,
                          strncmp(syntax, "big", 3) == 0, strstr(syntax, "-v2") != NULL ? 2 : 3};
    input->method = method_of(input->encoding.version, opnum);
    if (input->method == NULL)
        return false;
    stub_place(input, back);
    return strcmp(back, word) == 0;
}

static int digit(char c)
{
    static const char digits[] = "0123456789abcdef";
    const char *at = c == '\0' ? NULL : strchr(digits, c);
    return at != NULL ? (int)(at - digits) : -1;
}

/* Octets written in hexadecimal; "" is none. False if they are not, or more than `capacity`. */
static bool read_hex(struct span word, uint8_t *octets, uint32_t capacity, uint32_t *size)
{
    *size = 0;
    if (span_is(word, "\"\""))
        return true;
    if (word.length == 0 || word.length % 2 != 0 || word.length / 2 > capacity)
        return false;
    for (size_t i = 0; i < word.length; i += 2) {
        int high = digit(word.at[i]), low = digit(word.at[i + 1]);
        if (high < 0 || low < 0)
            return false;
        octets[(*size)++] = (uint8_t)(high * 16 + low);
    }
    return true;
}

static bool read_stub(const struct field *field, struct stub_input *input, uint8_t *memory)
{
    struct span rest = field->rest;
    char word[WORD];
    uint32_t first, second = 0;
    if (!take_word(&rest, word) || !read_place(word, input) ||
        !read_hex(span_value(&rest), memory, STUB_LARGEST, &first))
        return false;
    if (input->direction == REPLY &&
        !read_hex(span_value(&rest), memory + first, STUB_LARGEST - first, &second))
        return false;
    input->reply = memory;
    input->reply_size = input->direction == REPLY ? first : 0;
    input->request = input->direction == REPLY ? memory + first : memory;
    input->request_size = input->direction == REPLY ? second : first;
    return span_trim(rest).length == 0;
}

bool known_stub(const struct record *record, size_t n, struct stub_input *input, uint8_t *memory)
{
    const struct field *field = record_field(record, "stub", n);
    return field != NULL && read_stub(field, input, memory);
}

/* The class that a record's first line names. */
static enum difference class_of(const struct record *record)
{
    struct span rest = record->field[0].rest;
    (void)span_word(&rest);
    struct span word = span_word(&rest);
    return difference_named(word.at, word.length);
}

static bool is_verdict(struct span word)
{
    return span_is(word, "fault") || span_is(word, "permitted") || span_is(word, "open");
}

/* What is wrong with a record, NULL if nothing; *line is where. */
static const char *record_wrong(const struct record *r, uint8_t *memory, unsigned *line)
{
    static const char *const needed[] = {"where", "stub", "verdict", "vendor", "why"};
    struct stub_input input;
    *line = r->line;
    if (!span_is(r->type, "differs") || class_of(r) == DIFFERENCES)
        return "a record here is `differs ID CLASS` (fuzz/known.h)";
    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++)
        if (record_field(r, needed[i], 0) == NULL)
            return "a known difference has where, stub, verdict, vendor and why";
    *line = record_field(r, "verdict", 0)->line;
    if (!is_verdict(record_field(r, "verdict", 0)->rest))
        return "a verdict is fault, permitted or open";
    for (size_t n = 0; record_field(r, "stub", n) != NULL; n++) {
        *line = record_field(r, "stub", n)->line;
        if (!read_stub(record_field(r, "stub", n), &input, memory))
            return "a stub is PLACE HEX, and the request's HEX where the place is a reply's";
    }
    return NULL;
}

static bool check(const struct known *known, const char *path, char *why, size_t capacity)
{
    static uint8_t memory[STUB_LARGEST];
    unsigned line;
    for (size_t i = 0; i < known->document.records; i++) {
        const char *wrong = record_wrong(&known->document.record[i], memory, &line);
        if (wrong == NULL)
            continue;
        (void)snprintf(why, capacity, "%s:%u: %s", path, line, wrong);
        return false;
    }
    return true;
}

static char *read_whole(const char *path, size_t *length)
{
    enum { LARGEST = 1 << 20 };
    FILE *file = fopen(path, "rb");
    char *bytes = malloc(LARGEST);
    *length = file != NULL && bytes != NULL ? fread(bytes, 1, LARGEST, file) : 0;
    const bool whole = file != NULL && *length < LARGEST && ferror(file) == 0;
    if (file != NULL)
        (void)fclose(file);
    if (whole)
        return bytes;
    free(bytes);
    return NULL;
}

bool known_open(struct known *known, const char *path, char *why, size_t capacity)
{
    size_t length;
    struct problem problem;
    known->bytes = read_whole(path, &length);
    if (known->bytes == NULL) {
        (void)snprintf(why, capacity, "%s: cannot be read", path);
        return false;
    }
    if (!document_open(&known->document, path, known->bytes, length, &problem)) {
        (void)problem_print(&problem, why, capacity);
        free(known->bytes);
        return false;
    }
    if (check(known, path, why, capacity))
        return true;
    known_close(known);
    return false;
}

void known_close(struct known *known)
{
    document_close(&known->document);
    free(known->bytes);
    known->bytes = NULL;
}

/* Whether one of a record's patterns matches. */
static bool listed(const struct record *record, const char *key)
{
    char pattern[WORD];
    for (size_t n = 0; record_field(record, "where", n) != NULL; n++) {
        struct span rest = record_field(record, "where", n)->rest;
        while (take_word(&rest, pattern))
            if (glob_match(pattern, key))
                return true;
    }
    return false;
}

const struct record *known_find(const struct known *known, const char *place,
                                const struct finding *finding)
{
    char key[STUB_PLACE + DIFFER_DETAIL + 1];
    (void)snprintf(key, sizeof key, "%s.%s", place, finding->detail);
    for (size_t i = 0; i < known->document.records; i++) {
        const struct record *record = &known->document.record[i];
        if (class_of(record) == finding->kind && listed(record, key))
            return record;
    }
    return NULL;
}
