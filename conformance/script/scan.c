#include "scan.h"

#include <string.h>

static void drop(struct scan *scan, size_t count)
{
    scan->left.at += count;
    scan->left.length -= count;
}

static void drop_white(struct scan *scan)
{
    while (scan->left.length > 0 && (scan->left.at[0] == ' ' || scan->left.at[0] == '\t')) {
        drop(scan, 1);
    }
}

static struct span take(struct scan *scan, size_t count)
{
    struct span taken = {scan->left.at, count};
    drop(scan, count);
    return taken;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool scan_mark(struct scan *scan, const char *mark)
{
    drop_white(scan);
    size_t length = strlen(mark);
    if (scan->left.length < length || memcmp(scan->left.at, mark, length) != 0) {
        return false;
    }
    drop(scan, length);
    return true;
}

bool scan_sees(struct scan scan, const char *mark)
{
    return scan_mark(&scan, mark);
}

struct span scan_name(struct scan *scan)
{
    drop_white(scan);
    const char *at = scan->left.at;
    size_t length = scan->left.length;
    size_t n = 0;
    while (n < length &&
           (is_letter(at[n]) || (n > 0 && is_digit(at[n])) ||
            (n > 0 && (at[n] == '.' || at[n] == '-') && n + 1 < length && is_letter(at[n + 1])))) {
        n++;
    }
    return take(scan, n);
}

static int digit_of(char c, unsigned base)
{
    int digit = is_digit(c)              ? c - '0'
                : (c >= 'a' && c <= 'f') ? c - 'a' + 10
                : (c >= 'A' && c <= 'F') ? c - 'A' + 10
                                         : -1;
    return digit < (int)base ? digit : -1;
}

bool scan_number(struct scan *scan, int64_t *number)
{
    struct scan ahead = *scan;
    bool negative = scan_mark(&ahead, "-");
    unsigned base = scan_mark(&ahead, "0x") ? 16 : 10;
    uint64_t value = 0;
    size_t digits = 0;
    while (ahead.left.length > 0 && digit_of(ahead.left.at[0], base) >= 0) {
        uint64_t digit = (uint64_t)digit_of(ahead.left.at[0], base);
        if (value > (UINT64_MAX - digit) / base) {
            return false;
        }
        value = value * base + digit;
        digits++;
        drop(&ahead, 1);
    }
    if (digits == 0 || (ahead.left.length > 0 && is_letter(ahead.left.at[0]))) {
        return false;
    }
    *number = (int64_t)(negative ? 0 - value : value);
    *scan = ahead;
    return true;
}

struct span scan_quoted(struct scan *scan)
{
    drop_white(scan);
    if (scan->left.length == 0 || scan->left.at[0] != '"') {
        return (struct span){scan->left.at, 0};
    }
    return span_value(&scan->left);
}

bool scan_done(struct scan *scan)
{
    drop_white(scan);
    return scan->left.length == 0;
}

struct span scan_since(struct span whole, const struct scan *scan)
{
    return span_trim((struct span){whole.at, (size_t)(scan->left.at - whole.at)});
}

bool glob_match(const char *pattern, const char *text)
{
    const char *star = NULL;
    const char *retry = text;
    while (*text != '\0') {
        if (*pattern == '*') {
            star = ++pattern;
            retry = text;
        } else if (*pattern == *text || *pattern == '?') {
            pattern++;
            text++;
        } else if (star != NULL) {
            pattern = star;
            text = ++retry;
        } else {
            return false;
        }
    }
    while (*pattern == '*') {
        pattern++;
    }
    return *pattern == '\0';
}
