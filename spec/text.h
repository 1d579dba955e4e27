/* The reader of the notation (notation.md, "Records"): lines in, fields out. Pure: no allocation,
 * no I/O. */
#ifndef SPEC_TEXT_H
#define SPEC_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TEXT_LINE_MAX = 4000 }; /* octets, without the end of the line */

/* Characters that somebody else owns; not terminated. */
struct span {
    const char *at;
    size_t length;
};

/* Where a line stands, for errors: PATH:LINE. */
struct place {
    struct span file;
    unsigned line;
};

enum text_kind {
    TEXT_FIELD, /* a word in column 1 and what follows it */
    TEXT_MORE,  /* an indented line that goes on with the field above */
    TEXT_BREAK, /* a blank line or a `file` line: the record ends */
    TEXT_END,   /* nothing is left */
    TEXT_BAD    /* the line cannot be read; `why` says why */
};

struct text_line {
    struct place place;
    struct span word; /* TEXT_FIELD only */
    struct span rest; /* comment and outer white space removed */
    size_t indent;    /* TEXT_MORE: columns before the text */
    const char *why;  /* TEXT_BAD only */
};

struct text {
    struct span left;
    struct place place;
    bool in_record;
};

/* Begin reading `length` octets at `bytes` (which must outlive all spans) as the file `name`. */
void text_open(struct text *text, const char *name, const char *bytes, size_t length);

/* The next line that is neither empty nor only a comment. After TEXT_END or TEXT_BAD it says the
 * same again. */
enum text_kind text_next(struct text *text, struct text_line *line);

/* Spans. `span_word` and `span_value` take white space and the next word or value (a word, or a
   "quoted string" with its quotes) off the front of `rest`; an empty span means that nothing is
   left. */
struct span span_of(const char *terminated);
bool span_is(struct span span, const char *terminated);
bool span_equal(struct span a, struct span b);
struct span span_trim(struct span span);
struct span span_word(struct span *rest);
struct span span_value(struct span *rest);

/* Decimal, 0x hexadecimal or negative decimal; the whole span must be the number. */
bool span_number(struct span span, int64_t *number);

/* A quoted string's characters as UTF-16 units; `capacity` in units. Returns the count, or -1 if it
   is not a well-formed string or does not fit. */
int span_utf16(struct span quoted, uint16_t *units, size_t capacity);

#endif
