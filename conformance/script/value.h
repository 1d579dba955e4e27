/* A number, string or octets of a case or an answer. */
#ifndef CONFORMANCE_VALUE_H
#define CONFORMANCE_VALUE_H

#include "dictionary.h"
#include "scan.h"

enum value_type {
    VALUE_NUMBER,
    VALUE_STRING,
    VALUE_OCTETS,
    VALUE_KEPT,
    VALUE_WORD, /* NDR, handle, zero, NULL and others that stand for themselves */
    VALUE_LIST, /* {value, value}: a row of an answer from the wire */
    VALUE_RANGE /* within a wanted row: `number` to `high` */
};

struct value {
    enum value_type type;
    bool numeric;          /* `number` holds: a VALUE_NUMBER, or a fixture's word of digits */
    bool overrun;          /* octets behind the end of the buffer were written */
    int64_t number;        /* VALUE_NUMBER */
    const uint16_t *units; /* VALUE_STRING: `count` units and a terminating 0 */
    const uint8_t *octets; /* VALUE_OCTETS */
    size_t count;
    struct span word;         /* VALUE_WORD */
    const struct value *cell; /* VALUE_LIST: `count` values */
    int64_t high;             /* VALUE_RANGE */
};

enum value_read {
    VALUE_READ,
    VALUE_LACKS, /* the fixture lacks the $name; `value` is an empty string */
    VALUE_WRONG  /* `why` (200 characters) says what */
};

/* Take a value off the front of a line. */
enum value_read value_scan(struct scan *scan, const struct dictionary *dictionary,
                           struct arena *arena, struct value *value, char *why);

/* Equal as the notation means it: a fixture's word of digits equals the number too. */
bool value_equal(const struct value *a, const struct value *b);

/* Does a value of an answer meet a wanted one? As value_equal, and the word `any`, ranges and lists
 * are met by what fits them, a string by octets that are its units with a terminator. */
bool value_meets(const struct value *value, const struct value *wanted);

/* A single number of 32 bits may be written with or without its sign. */
bool value_in_range(int64_t number, int64_t low, int64_t high);

/* The value in the notation, appended at `at` of `capacity`; returns the new end, never past
 * capacity - 1. */
size_t value_print(const struct value *value, char *out, size_t at, size_t capacity);

/* Append formatted text likewise. */
size_t append_text(char *out, size_t at, size_t capacity, const char *format, ...)
    __attribute__((format(PRINTF_FORMAT, 4, 5)));

#endif
