#include "expand.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* What `word` stands for in the last record of `text`: the words with a bar after each, or why not.
 */
static const char *expanded(const char *text, const char *word)
{
    static char out[1000];
    struct document document;
    struct spec spec;
    struct problem problem;
    struct expansion expansion;
    struct span next;
    assert_true(document_open(&document, "t", text, strlen(text), &problem));
    assert_true(spec_open(&spec, &document, 1, &problem));
    const struct record *last = &document.record[document.records - 1];
    const char *why = expansion_open(&expansion, &spec, last, span_of(word));
    (void)snprintf(out, sizeof out, "%s", why != NULL ? why : "");
    while (why == NULL && expansion_next(&expansion, &next)) {
        size_t length = strlen(out);
        (void)snprintf(out + length, sizeof out - length, "%.*s|", (int)next.length, next.at);
    }
    spec_close(&spec);
    document_close(&document);
    return out;
}

static const char tables[] = "table object p name\n Node ND \"a b\"\n Group GR $g\n\n"
                             "table letter l\n x 1\n y 2\n z 3\n\n"
                             "table number n m\n one 1 a\n two 2\n\n"
                             "table empty e\n\n"
                             "table pair p q\n u v w\n\n"
                             "case c\nwhere object letter\nwhere number missing empty pair\n";

static void a_word_stands_for_one_word_a_row(void **state)
{
    (void)state;
    assert_string_equal(expanded(tables, "CC-3"), "CC-3|");
    assert_string_equal(expanded(tables, ""), "|");
    assert_string_equal(expanded(tables, "{object}"), "Node|Group|");
    assert_string_equal(expanded(tables, "{p}"), "ND|GR|");
    assert_string_equal(expanded(tables, "{p}X-4"), "NDX-4|GRX-4|");
    assert_string_equal(expanded(tables, "a{name}{p}b"), "a\"a b\"NDb|a$gGRb|");
    assert_string_equal(expanded(tables, "{q}"), "w|");
}

static void columns_of_several_tables_make_all_combinations(void **state)
{
    (void)state;
    assert_string_equal(expanded(tables, "{l}{p}"), "1ND|1GR|2ND|2GR|3ND|3GR|");
    assert_string_equal(expanded(tables, "{n}{l}"), "11|12|13|21|22|23|");
    assert_string_equal(expanded(tables, "{l}{q}"), "1w|2w|3w|");
}

static void what_is_no_column_stays_or_is_refused(void **state)
{
    (void)state;
    assert_string_equal(expanded(tables, "{p"), "{p|");
    assert_string_equal(expanded(tables, "p}"), "p}|");
    assert_non_null(strstr(expanded(tables, "{x}"), "no table that this case names"));
    assert_non_null(strstr(expanded(tables, "{}"), "no table that this case names"));
    assert_non_null(strstr(expanded("case c\n", "{p}"), "no table that this case names"));
}

static void a_missing_cell_and_a_missing_row_give_nothing(void **state)
{
    (void)state;
    assert_string_equal(expanded(tables, "x{m}"), "xa|x|");
    assert_string_equal(expanded(tables, "{e}"), "");
    assert_string_equal(expanded(tables, "{e}{l}"), "");
}

static void there_are_limits(void **state)
{
    (void)state;
    char text[8000] = "";
    char tail[40];
    for (int i = 0; i < 9; i++) {
        (void)snprintf(tail, sizeof tail, "table t%d c%d\n a 0\n b 1\n c 2\n\n", i, i);
        strcat(text, tail);
    }
    strcat(text, "case c\nwhere t0 t1 t2 t3 t4 t5 t6 t7\n");
    assert_string_equal(expanded(text, "x{c7}"), "x0|x1|x2|");
    assert_null(strstr(expanded(text, "{c0}{c1}{c2}{c3}{c4}{c5}{c6}{c7}"), "combinations"));
    strcat(text, "where t8\n");
    assert_non_null(strstr(expanded(text, "x"), "at most 8 tables"));

    strcpy(text, "table t a\n");
    for (int i = 0; i < 101; i++) {
        strcat(text, " 0\n");
    }
    strcat(text, "\ntable u b\n");
    for (int i = 0; i < 100; i++) {
        strcat(text, " 0\n");
    }
    strcat(text, "\ncase c\nwhere t u\n");
    assert_non_null(strstr(expanded(text, "{a}{b}"), "more than 10000 combinations"));

    memset(text, 0, sizeof text);
    strcpy(text, "table t a\n r ");
    memset(text + strlen(text), 'x', 150);
    strcat(text, "\n\ncase c\nwhere t\n");
    assert_int_equal(strlen(expanded(text, "{a}{a}")), EXPAND_LENGTH + 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_word_stands_for_one_word_a_row),
        cmocka_unit_test(columns_of_several_tables_make_all_combinations),
        cmocka_unit_test(what_is_no_column_stays_or_is_refused),
        cmocka_unit_test(a_missing_cell_and_a_missing_row_give_nothing),
        cmocka_unit_test(there_are_limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
