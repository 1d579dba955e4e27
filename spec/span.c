#include "character.h"

#include <string.h>

struct span span_of(const char *terminated)
{
    return (struct span){terminated, strlen(terminated)};
}

bool span_equal(struct span a, struct span b)
{
    return a.length == b.length && (a.length == 0 || memcmp(a.at, b.at, a.length) == 0);
}

bool span_is(struct span span, const char *terminated)
{
    return span_equal(span, span_of(terminated));
}

static void drop_white(struct span *span)
{
    while (span->length > 0 && character_is_white(span->at[0])) {
        span->at++;
        span->length--;
    }
}

struct span span_trim(struct span span)
{
    drop_white(&span);
    while (span.length > 0 && character_is_white(span.at[span.length - 1])) {
        span.length--;
    }
    return span;
}

/* Take `count` octets off the front. */
static struct span take(struct span *rest, size_t count)
{
    struct span taken = {rest->at, count};
    rest->at += count;
    rest->length -= count;
    return taken;
}

struct span span_word(struct span *rest)
{
    drop_white(rest);
    size_t n = 0;
    while (n < rest->length && !character_is_white(rest->at[n])) {
        n++;
    }
    return take(rest, n);
}

struct span span_value(struct span *rest)
{
    drop_white(rest);
    if (rest->length == 0 || rest->at[0] != '"') {
        return span_word(rest);
    }
    size_t n = 1;
    while (n < rest->length && rest->at[n] != '"') {
        n += rest->at[n] == '\\' && n + 1 < rest->length ? 2 : 1;
    }
    return take(rest, n < rest->length ? n + 1 : rest->length);
}

bool span_number(struct span span, int64_t *number)
{
    bool negative = span.length > 0 && span.at[0] == '-';
    bool hexadecimal = span.length > 2 && memcmp(span.at, "0x", 2) == 0;
    unsigned base = hexadecimal ? 16 : 10;
    uint64_t limit = (uint64_t)INT64_MAX + (negative ? 1 : 0);
    uint64_t value = 0;
    size_t first = hexadecimal ? 2 : negative ? 1 : 0;
    if (first >= span.length) {
        return false;
    }
    for (size_t n = first; n < span.length; n++) {
        int digit = character_hex(span.at[n]);
        if (digit < 0 || (unsigned)digit >= base || value > (limit - (unsigned)digit) / base) {
            return false;
        }
        value = value * base + (unsigned)digit;
    }
    *number = negative ? (int64_t)(0 - value) : (int64_t)value;
    return true;
}

int span_utf16(struct span quoted, uint16_t *units, size_t capacity)
{
    if (quoted.length < 2 || quoted.at[0] != '"' || quoted.at[quoted.length - 1] != '"') {
        return -1;
    }
    struct span left = {quoted.at + 1, quoted.length - 2};
    size_t count = 0;
    while (left.length > 0) {
        uint16_t pair[2] = {0, 0};
        uint32_t character = 0;
        size_t made = 1;
        size_t octets;
        if (left.at[0] == '"') {
            return -1;
        }
        if (left.at[0] == '\\') {
            octets = character_escape(left, &pair[0]);
        } else {
            octets = character_utf8(left, &character);
            made = character > 0xFFFF ? 2 : 1;
            pair[0] = (uint16_t)(made == 2 ? 0xD7C0 + (character >> 10) : character);
            pair[1] = (uint16_t)(0xDC00 + (character & 0x3FF));
        }
        if (octets == 0 || made > capacity - count) {
            return -1;
        }
        memcpy(units + count, pair, made * sizeof *units);
        count += made;
        take(&left, octets);
    }
    return (int)count;
}
