#include "text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Every line as text_next gives it, one a line: kind, place, indent, [word] [rest]. */
static const char *transcript_of(const char *bytes, size_t length)
{
    static char out[4096];
    struct text text;
    struct text_line line;
    enum text_kind kind;
    int used = 0;
    out[0] = 0;
    text_open(&text, "f", bytes, length);
    while ((kind = text_next(&text, &line)) != TEXT_END && kind != TEXT_BAD) {
        used += snprintf(out + used, sizeof out - (size_t)used, "%c %.*s:%u", "fm-"[kind],
                         (int)line.place.file.length, line.place.file.at, line.place.line);
        if (kind == TEXT_FIELD) {
            used += snprintf(out + used, sizeof out - (size_t)used, " [%.*s]",
                             (int)line.word.length, line.word.at);
        } else if (kind == TEXT_MORE) {
            used += snprintf(out + used, sizeof out - (size_t)used, " +%zu", line.indent);
        }
        if (kind != TEXT_BREAK) {
            used += snprintf(out + used, sizeof out - (size_t)used, " [%.*s]",
                             (int)line.rest.length, line.rest.at);
        }
        used += snprintf(out + used, sizeof out - (size_t)used, "\n");
    }
    return out;
}

static const char *transcript(const char *bytes)
{
    return transcript_of(bytes, strlen(bytes));
}

static void records_are_fields_and_what_goes_on_with_them(void **state)
{
    (void)state;
    assert_string_equal(transcript("clause  CC-3   caller \n"
                                   "means\tIt ends\n"
                                   "        everything. \t\n"
                                   "\n"
                                   "clause CC-4 nobody"),
                        "f f:1 [clause] [CC-3   caller]\n"
                        "f f:2 [means] [It ends]\n"
                        "m f:3 +8 [everything.]\n"
                        "- f:4\n"
                        "f f:5 [clause] [CC-4 nobody]\n");
    assert_string_equal(transcript(""), "");
    assert_string_equal(transcript("versus"), "f f:1 [versus] []\n");
}

static void only_the_first_blank_line_after_a_record_is_told(void **state)
{
    (void)state;
    assert_string_equal(transcript("\n  \n\na b\n\t \n\n\n"), "f f:4 [a] [b]\n- f:5\n");
}

static void line_ends_may_be_crlf(void **state)
{
    (void)state;
    assert_string_equal(transcript("a b\r\n  c\r\n\r\nd e\r"),
                        "f f:1 [a] [b]\nm f:2 +2 [c]\n- f:3\nf f:4 [d] [e]\n");
}

static void a_byte_order_mark_is_not_part_of_a_file(void **state)
{
    (void)state;
    assert_string_equal(transcript("\xEF\xBB\xBF"
                                   "a b\n"),
                        "f f:1 [a] [b]\n");
    assert_string_equal(transcript("file g\n\xEF\xBB\xBF"
                                   "a b\n"),
                        "f g:1 [a] [b]\n");
}

static void comments_leave_no_trace(void **state)
{
    (void)state;
    assert_string_equal(transcript("# one\na b # two\n# three\n  # four\n  c\t# five\nd e#f g\n"),
                        "f f:2 [a] [b]\nm f:5 +2 [c]\nf f:6 [d] [e#f g]\n");
    assert_string_equal(transcript("a \"# no\" \"\\\" # no\" # yes \"\n"),
                        "f f:1 [a] [\"# no\" \"\\\" # no\"]\n");
}

static void the_argument_of_each_is_no_comment(void **state)
{
    (void)state;
    assert_string_equal(transcript("a\n each E(e, #, &t) # c\n each E(e, #)\n b #\n"),
                        "f f:1 [a] []\n"
                        "m f:2 +1 [each E(e, #, &t)]\n"
                        "m f:3 +1 [each E(e, #)]\n"
                        "m f:4 +1 [b]\n");
}

static void tabs_go_on_to_a_multiple_of_eight(void **state)
{
    (void)state;
    assert_string_equal(transcript("a\n\tb\n  \tc\n \t  d\n"),
                        "f f:1 [a] []\nm f:2 +8 [b]\nm f:3 +8 [c]\nm f:4 +10 [d]\n");
}

static void a_file_line_moves_the_place_and_ends_the_record(void **state)
{
    (void)state;
    assert_string_equal(transcript("file x/a b.cases\n\na\nfile y # from elsewhere\n\nb\n"),
                        "f x/a b.cases:2 [a] []\n- x/a b.cases:3\nf y:2 [b] []\n");
    assert_string_equal(transcript("a\nfiles b\n"), "f f:1 [a] []\nf f:2 [files] [b]\n");
}

/* That `bytes` is refused in line `at` with a reason that has `why` in it, and that asking again
 * gives the same answer. */
static void assert_bad(const char *bytes, size_t length, unsigned at, const char *why)
{
    struct text text;
    struct text_line line;
    enum text_kind kind;
    text_open(&text, "f", bytes, length);
    while ((kind = text_next(&text, &line)) != TEXT_BAD) {
        assert_int_not_equal(kind, TEXT_END);
    }
    for (int again = 0; again < 2; again++) {
        assert_int_equal(line.place.line, at);
        assert_true(span_is(line.place.file, "f"));
        assert_non_null(strstr(line.why, why));
        assert_int_equal(text_next(&text, &line), TEXT_BAD);
    }
}

static void what_cannot_be_read_is_refused_where_it_stands(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        unsigned line;
        const char *why;
    } rows[] = {
        {"  a\n", 1, "needs a field above"},
        {"a\n\n  b\n", 3, "needs a field above"},
        {"file f\n\nfile f\n\n  b\n", 2, "needs a field above"},
        {"a\nfile f\n  b\n", 1, "needs a field above"},
        {"a\nb \x01\n", 2, "control character"},
        {"a \x7F\n", 1, "control character"},
        {"a \xC2\x9B\n", 1, "control character"},
        {"a\rb\n", 1, "control character"},
        {"a\r\r\n", 1, "control character"},
        {"a \x1B[2J\n", 1, "control character"},
        {"# \x01\n", 1, "control character"},
        {"a \x80\n", 1, "UTF-8"},             /* no first octet */
        {"a \xC3\n", 1, "UTF-8"},             /* cut off */
        {"a \xE2\x82\n", 1, "UTF-8"},         /* cut off */
        {"a \xC1\xA1\n", 1, "UTF-8"},         /* two octets where one would do */
        {"a \xE0\x81\xA1\n", 1, "UTF-8"},     /* three octets where one would do */
        {"a \xF0\x82\x82\xAC\n", 1, "UTF-8"}, /* four octets where three would do */
        {"a \xED\xA0\x80\n", 1, "UTF-8"},     /* half of a surrogate pair */
        {"a \xF4\x90\x80\x80\n", 1, "UTF-8"}, /* beyond U+10FFFF */
        {"a \xFF\xFE\n", 1, "UTF-8"},
        {"a\xEF\xBB\xBF\nb \"c\n", 2, "closed"},
        {"a \"b\n", 1, "closed"},
        {"a \"b\\\"\n", 1, "closed"},
        {"a \"b\\\n", 1, "backslash"},
        {"a \"b\\n\"\n", 1, "backslash"},
        {"a \"\\u00g0\"\n", 1, "backslash"},
        {"a \"\\u123\"\n", 1, "backslash"},
        {"file\n", 1, "needs the path"},
        {"a\n\nfile # g\n", 3, "needs the path"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_bad(rows[i].bytes, strlen(rows[i].bytes), rows[i].line, rows[i].why);
    }
    assert_bad("a b\0c\n", 6, 1, "control character");
}

static void characters_of_every_length_may_stand(void **state)
{
    (void)state;
    assert_string_equal(transcript("a \xC2\xA0\xDF\xBF\xE0\xA0\x80\xEF\xBF\xBF\xF0\x90\x80\x80"
                                   "\xF4\x8F\xBF\xBF \xED\x9F\xBF\xEE\x80\x80\n"),
                        "f f:1 [a] [\xC2\xA0\xDF\xBF\xE0\xA0\x80\xEF\xBF\xBF\xF0\x90\x80\x80"
                        "\xF4\x8F\xBF\xBF \xED\x9F\xBF\xEE\x80\x80]\n");
}

static void a_line_has_at_most_4000_octets(void **state)
{
    (void)state;
    static const char *const ends[] = {"", "\n", "\r\n"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        for (size_t length = TEXT_LINE_MAX - 2; length < TEXT_LINE_MAX + 4; length++) {
            char bytes[TEXT_LINE_MAX + 8] = "\n";
            memset(bytes + 1, 'a', length);
            strcpy(bytes + 1 + length, ends[i]);
            if (length > TEXT_LINE_MAX) {
                assert_bad(bytes, strlen(bytes), 2, "longer than 4000 octets");
                continue;
            }
            struct text text;
            struct text_line line;
            text_open(&text, "f", bytes, strlen(bytes));
            assert_int_equal(text_next(&text, &line), TEXT_FIELD);
            assert_int_equal(line.word.length, length);
            assert_int_equal(text_next(&text, &line), TEXT_END);
        }
    }
}

/* The reader must not look beyond the limit to refuse a line: only the first octets exist here. */
static void a_line_of_100_megabytes_is_refused_unread(void **state)
{
    (void)state;
    char *bytes = malloc(TEXT_LINE_MAX + 2);
    assert_non_null(bytes);
    memset(bytes, 'a', TEXT_LINE_MAX + 2);
    assert_bad(bytes, 100u << 20, 1, "longer than 4000 octets");
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_are_fields_and_what_goes_on_with_them),
        cmocka_unit_test(only_the_first_blank_line_after_a_record_is_told),
        cmocka_unit_test(line_ends_may_be_crlf),
        cmocka_unit_test(a_byte_order_mark_is_not_part_of_a_file),
        cmocka_unit_test(comments_leave_no_trace),
        cmocka_unit_test(the_argument_of_each_is_no_comment),
        cmocka_unit_test(tabs_go_on_to_a_multiple_of_eight),
        cmocka_unit_test(a_file_line_moves_the_place_and_ends_the_record),
        cmocka_unit_test(what_cannot_be_read_is_refused_where_it_stands),
        cmocka_unit_test(characters_of_every_length_may_stand),
        cmocka_unit_test(a_line_has_at_most_4000_octets),
        cmocka_unit_test(a_line_of_100_megabytes_is_refused_unread),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
