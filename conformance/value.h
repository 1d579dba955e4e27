/* A number, string or octets of a case or an answer. */
#ifndef CONFORMANCE_VALUE_H
#define CONFORMANCE_VALUE_H

#include "dictionary.h"
#include "scan.h"

enum value_type { VALUE_NUMBER, VALUE_STRING, VALUE_OCTETS, VALUE_KEPT };

struct value {
    enum value_type type;
    bool numeric;          /* `number` holds: a VALUE_NUMBER, or a fixture's word of digits */
    bool overrun;          /* octets behind the end of the buffer were written */
    int64_t number;        /* VALUE_NUMBER */
    const uint16_t *units; /* VALUE_STRING: `count` units and a terminating 0 */
    const uint8_t *octets; /* VALUE_OCTETS */
    size_t count;
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

/* The value in the notation, appended at `at` of `capacity`; returns the new end, never past
 * capacity - 1. */
size_t value_print(const struct value *value, char *out, size_t at, size_t capacity);

/* Append formatted text likewise. */
size_t append(char *out, size_t at, size_t capacity, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

#endif
