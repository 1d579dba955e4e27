#include "value.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { WHY = 200 };

static enum value_read wrong(char *why, const char *what, struct span span)
{
    (void)snprintf(why, WHY, "%s `%.*s`", what, SPAN(span));
    return VALUE_WRONG;
}

static void keep_string(struct value *value, const uint16_t *units, size_t count,
                        struct arena *arena)
{
    uint16_t *copy = arena_take(arena, (count + 1) * sizeof *copy);
    for (size_t n = 0; n < count; n++) {
        copy[n] = units[n];
    }
    *value = (struct value){.type = VALUE_STRING, .units = copy, .count = count};
}

static enum value_read scan_string(struct span quoted, struct arena *arena, struct value *value,
                                   char *why)
{
    uint16_t units[TEXT_LINE_MAX];
    uint16_t *room = units;
    size_t capacity = TEXT_LINE_MAX;
    if (quoted.length > TEXT_LINE_MAX) { /* only answers of a list are that long */
        room = arena_take(arena, quoted.length * sizeof *room);
        capacity = quoted.length;
    }
    int count = span_utf16(quoted, room, capacity);
    if (count < 0) {
        return wrong(why, "not a well-formed string:", quoted);
    }
    keep_string(value, room, (size_t)count, arena);
    return VALUE_READ;
}

static int hex(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* x"0a 1b": pairs of digits, white space between them. */
static enum value_read scan_octets(struct span quoted, struct arena *arena, struct value *value,
                                   char *why)
{
    uint8_t *octets = arena_take(arena, quoted.length / 2 + 1);
    size_t count = 0;
    size_t n = 1;
    while (n + 1 < quoted.length) {
        if (quoted.at[n] == ' ') {
            n++;
            continue;
        }
        int high = hex(quoted.at[n]);
        int low = hex(quoted.at[n + 1]);
        if (high < 0 || low < 0) {
            return wrong(why, "not pairs of hexadecimal digits:", quoted);
        }
        octets[count++] = (uint8_t)(high * 16 + low);
        n += 2;
    }
    *value = (struct value){.type = VALUE_OCTETS, .octets = octets, .count = count};
    return VALUE_READ;
}

static uint16_t in_form(uint16_t unit, struct span form)
{
    if (span_is(form, "upper") && unit >= 'a' && unit <= 'z') {
        return (uint16_t)(unit - 'a' + 'A');
    }
    if (span_is(form, "lower") && unit >= 'A' && unit <= 'Z') {
        return (uint16_t)(unit - 'A' + 'a');
    }
    return unit;
}

static enum value_read scan_fixture(struct span name, const struct dictionary *dictionary,
                                    struct arena *arena, struct value *value, char *why)
{
    struct span found;
    struct span form;
    if (!dictionary_fixture(dictionary, name, &found, &form)) {
        keep_string(value, NULL, 0, arena);
        (void)snprintf(why, WHY, "the fixture has no %.*s", SPAN(name));
        return VALUE_LACKS;
    }
    if (found.at[0] != '"') {
        found = span_of(arena_print(arena, "\"%.*s\"", SPAN(found)));
    }
    enum value_read read = scan_string(found, arena, value, why);
    if (read != VALUE_READ) {
        return read;
    }
    if (span_is(form, "length") || span_is(form, "size") || span_is(form, "octets")) {
        int64_t length = (int64_t)value->count + (span_is(form, "length") ? 0 : 1);
        length *= span_is(form, "octets") ? (int64_t)sizeof *value->units : 1;
        *value = (struct value){.type = VALUE_NUMBER, .numeric = true, .number = length};
        return VALUE_READ;
    }
    uint16_t *units = arena_take(arena, (value->count + 1) * sizeof *units);
    for (size_t n = 0; n < value->count; n++) {
        units[n] = in_form(value->units[n], form);
    }
    value->units = units;
    value->numeric = span_number((struct span){found.at + 1, found.length - 2}, &value->number);
    return VALUE_READ;
}

/* NUMBER or CONSTANT, several joined by |. */
static enum value_read scan_numbers(struct scan *scan, const struct dictionary *dictionary,
                                    struct value *value, char *why)
{
    *value = (struct value){.type = VALUE_NUMBER, .numeric = true};
    do {
        int64_t number;
        if (!scan_number(scan, &number)) {
            struct span name = scan_name(scan);
            if (name.length == 0) {
                return wrong(why, "a value was expected at", scan->left);
            }
            if (!spec_number(dictionary->spec, name, &number)) {
                return wrong(why, "unknown constant", name);
            }
        }
        value->number |= number;
    } while (scan_mark(scan, "|"));
    return VALUE_READ;
}

enum value_read value_scan(struct scan *scan, const struct dictionary *dictionary,
                           struct arena *arena, struct value *value, char *why)
{
    if (scan_sees(*scan, "\"")) {
        return scan_string(scan_quoted(scan), arena, value, why);
    }
    if (scan_sees(*scan, "x\"")) {
        (void)scan_mark(scan, "x");
        return scan_octets(scan_quoted(scan), arena, value, why);
    }
    if (scan_sees(*scan, "$")) {
        return scan_fixture(scan_name(scan), dictionary, arena, value, why);
    }
    return scan_numbers(scan, dictionary, value, why);
}

static bool same_cells(const struct value *a, const struct value *b,
                       bool (*same)(const struct value *, const struct value *))
{
    for (size_t n = 0; n < a->count; n++) {
        if (!same(&a->cell[n], &b->cell[n])) {
            return false;
        }
    }
    return true;
}

bool value_equal(const struct value *a, const struct value *b)
{
    if (a->type != b->type) {
        return a->numeric && b->numeric && a->number == b->number;
    }
    switch (a->type) {
    case VALUE_NUMBER:
        return a->number == b->number;
    case VALUE_STRING:
        return a->count == b->count && memcmp(a->units, b->units, a->count * 2) == 0;
    case VALUE_OCTETS:
        return a->count == b->count && memcmp(a->octets, b->octets, a->count) == 0;
    case VALUE_KEPT:
        return true;
    case VALUE_WORD:
        return span_equal(a->word, b->word);
    case VALUE_LIST:
        return a->count == b->count && same_cells(a, b, value_equal);
    case VALUE_RANGE:
        return a->number == b->number && a->high == b->high;
    }
    return false;
}

bool value_in_range(int64_t number, int64_t low, int64_t high)
{
    return (low <= number && number <= high) ||
           (low == high && (uint32_t)low == (uint32_t)number && (low < 0) != (number < 0));
}

/* Octets that hold a string as the registry does: UTF-16LE with its terminator. */
static bool octets_hold(const struct value *octets, const struct value *string)
{
    if (octets->type != VALUE_OCTETS || octets->count != 2 * (string->count + 1)) {
        return false;
    }
    for (size_t n = 0; n <= string->count; n++) {
        uint16_t unit = n < string->count ? string->units[n] : 0;
        if (octets->octets[2 * n] != (unit & 0xFF) || octets->octets[2 * n + 1] != unit >> 8) {
            return false;
        }
    }
    return true;
}

bool value_meets(const struct value *value, const struct value *wanted)
{
    switch (wanted->type) {
    case VALUE_STRING:
        return octets_hold(value, wanted) || value_equal(value, wanted);
    case VALUE_WORD:
        return span_is(wanted->word, "any") || value_equal(value, wanted);
    case VALUE_LIST:
        return value->type == VALUE_LIST && value->count == wanted->count &&
               same_cells(value, wanted, value_meets);
    case VALUE_RANGE:
        return value->numeric && value_in_range(value->number, wanted->number, wanted->high);
    case VALUE_NUMBER:
        return value->numeric && value_in_range(value->number, wanted->number, wanted->number);
    default:
        return value_equal(value, wanted);
    }
}

size_t append_text(char *out, size_t at, size_t capacity, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = at < capacity ? vsnprintf(out + at, capacity - at, format, arguments) : 0;
    va_end(arguments);
    size_t end = at + (length > 0 ? (size_t)length : 0);
    return end < capacity ? end : capacity - 1;
}

static size_t print_unit(uint16_t unit, char *out, size_t at, size_t capacity)
{
    if (unit == '"' || unit == '\\') {
        return append_text(out, at, capacity, "\\%c", (char)unit);
    }
    if (unit >= ' ' && unit < 0x7F) {
        return append_text(out, at, capacity, "%c", (char)unit);
    }
    return append_text(out, at, capacity, "\\u%04X", unit);
}

static size_t print_number(int64_t number, char *out, size_t at, size_t capacity)
{
    return number >= 0x10000 ? append_text(out, at, capacity, "0x%llX", (unsigned long long)number)
                             : append_text(out, at, capacity, "%lld", (long long)number);
}

static size_t print_cells(const struct value *value, char *out, size_t at, size_t capacity)
{
    at = append_text(out, at, capacity, "{");
    for (size_t n = 0; n < value->count; n++) {
        at = append_text(out, at, capacity, "%s", n == 0 ? "" : ", ");
        at = value_print(&value->cell[n], out, at, capacity);
    }
    return append_text(out, at, capacity, "}");
}

size_t value_print(const struct value *value, char *out, size_t at, size_t capacity)
{
    switch (value->type) {
    case VALUE_NUMBER:
        at = print_number(value->number, out, at, capacity);
        break;
    case VALUE_STRING:
        at = append_text(out, at, capacity, "\"");
        for (size_t n = 0; n < value->count; n++) {
            at = print_unit(value->units[n], out, at, capacity);
        }
        at = append_text(out, at, capacity, "\"");
        break;
    case VALUE_OCTETS:
        at = append_text(out, at, capacity, "x\"");
        for (size_t n = 0; n < value->count; n++) {
            at = append_text(out, at, capacity, "%02x", value->octets[n]);
        }
        at = append_text(out, at, capacity, "\"");
        break;
    case VALUE_KEPT:
        at = append_text(out, at, capacity, "kept");
        break;
    case VALUE_WORD:
        at = append_text(out, at, capacity, "%.*s", SPAN(value->word));
        break;
    case VALUE_LIST:
        at = print_cells(value, out, at, capacity);
        break;
    case VALUE_RANGE: /* only wanted, never an answer */
        at = append_text(out, at, capacity, "%lld..%lld", (long long)value->number,
                         (long long)value->high);
        break;
    }
    return value->overrun ? append_text(out, at, capacity, " overrun") : at;
}
