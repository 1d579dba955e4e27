#include "text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void spans_are_compared_by_their_characters(void **state)
{
    (void)state;
    assert_true(span_is(span_of("CC-3"), "CC-3"));
    assert_false(span_is(span_of("CC-3"), "CC-31"));
    assert_false(span_is(span_of("CC-31"), "CC-3"));
    assert_false(span_is(span_of("CC-3"), "CC-4"));
    assert_true(span_equal((struct span){NULL, 0}, span_of("")));
    assert_true(span_is(span_trim(span_of(" \t a b\t ")), "a b"));
    assert_true(span_is(span_trim(span_of(" \t ")), ""));
}

static void words_come_off_the_front(void **state)
{
    (void)state;
    struct span rest = span_of("  AMB-32\t \"not iced\" ");
    assert_true(span_is(span_word(&rest), "AMB-32"));
    assert_true(span_is(span_word(&rest), "\"not"));
    assert_true(span_is(span_word(&rest), "iced\""));
    assert_int_equal(span_word(&rest).length, 0);
    assert_int_equal(span_word(&rest).length, 0);
}

static void a_quoted_value_is_one_value(void **state)
{
    (void)state;
    struct span rest = span_of("$g  \"Cluster \\\"Group\\\\\" online \"\"x \"open \\");
    assert_true(span_is(span_value(&rest), "$g"));
    assert_true(span_is(span_value(&rest), "\"Cluster \\\"Group\\\\\""));
    assert_true(span_is(span_value(&rest), "online"));
    assert_true(span_is(span_value(&rest), "\"\""));
    assert_true(span_is(span_value(&rest), "x"));
    assert_true(span_is(span_value(&rest), "\"open \\"));
    assert_int_equal(span_value(&rest).length, 0);
}

static void numbers_are_decimal_hexadecimal_or_negative(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t number;
    } good[] = {
        {"0", 0},
        {"007", 7},
        {"1745", 1745},
        {"-1", -1},
        {"0x6D1", 1745},
        {"0x6d1", 1745},
        {"0x00000000000000000002", 2},
        {"9223372036854775807", INT64_MAX},
        {"0x7fffffffffffffff", INT64_MAX},
        {"-9223372036854775808", INT64_MIN},
    };
    static const char *const bad[] = {
        "",      "-",
        "0x",    "x1",
        "1a",    "-0x1",
        "+1",    "1 ",
        "--1",   "0xg",
        "1..2",  "9223372036854775808",
        "1e3",   "-9223372036854775809",
        "0X1",   "0x8000000000000000",
        "1,000", "99999999999999999999999999",
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        int64_t number = 77;
        assert_true(span_number(span_of(good[i].text), &number));
        assert_true(number == good[i].number);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        int64_t number = 77;
        assert_false(span_number(span_of(bad[i]), &number));
        assert_true(number == 77);
    }
}

static void assert_units(const char *quoted, const uint16_t *wanted, int count)
{
    uint16_t units[16];
    memset(units, 0x5A, sizeof units);
    assert_int_equal(span_utf16(span_of(quoted), units, (size_t)count), count);
    assert_memory_equal(units, wanted, (size_t)count * sizeof *units);
    assert_int_equal(units[count], 0x5A5A);
    if (count > 0) {
        assert_int_equal(span_utf16(span_of(quoted), units, (size_t)count - 1), -1);
    }
}

static void quoted_strings_become_utf16(void **state)
{
    (void)state;
    assert_units("\"\"", (const uint16_t[]){0}, 0);
    assert_units("\"ab\"", (const uint16_t[]){'a', 'b'}, 2);
    assert_units("\"\\\"\\\\\"", (const uint16_t[]){'"', '\\'}, 2);
    assert_units("\"\\u0000\\u20aC\"", (const uint16_t[]){0, 0x20AC}, 2);
    assert_units("\"\\uD800\"", (const uint16_t[]){0xD800}, 1); /* half a pair, on purpose */
    assert_units("\"\xC3\xA9\xE2\x82\xAC\"", (const uint16_t[]){0xE9, 0x20AC}, 2);
    assert_units("\"\xF0\x9F\x98\x80\"", (const uint16_t[]){0xD83D, 0xDE00}, 2);
    assert_units("\"\xF4\x8F\xBF\xBF\"", (const uint16_t[]){0xDBFF, 0xDFFF}, 2);
    assert_units("\"\xF0\x90\x80\x80\"", (const uint16_t[]){0xD800, 0xDC00}, 2);
}

static void other_things_are_no_quoted_string(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",         "\"",        "ab",       "\"ab",     "ab\"",        "\"\\\"", "\"\\n\"",
        "\"a\"b\"", "\"\\u12\"", "\"\x80\"", "\"\xC3\"", "\"\\u00G0\"", " \"a\"", "\"a\" "};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        uint16_t units[8];
        assert_int_equal(span_utf16(span_of(bad[i]), units, 8), -1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spans_are_compared_by_their_characters),
        cmocka_unit_test(words_come_off_the_front),
        cmocka_unit_test(a_quoted_value_is_one_value),
        cmocka_unit_test(numbers_are_decimal_hexadecimal_or_negative),
        cmocka_unit_test(quoted_strings_become_utf16),
        cmocka_unit_test(other_things_are_no_quoted_string),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
