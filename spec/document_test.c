#include "document.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static bool memory_is_gone;

static void *allocate_or_not(size_t size)
{
    return memory_is_gone ? NULL : malloc(size);
}

#define malloc allocate_or_not
#include "document.c"
#undef malloc

static const char two_records[] = "clause  CC-3   implementation\n"
                                  "from    CloseCluster (19H1), remarks\n"
                                  "means   Closing a cluster handle\n"
                                  "        ends every handle.\n"
                                  "from    again\n"
                                  "\n"
                                  "file t.cases\n"
                                  "table object  name # columns\n"
                                  "      Node    $node\n"
                                  "\n"
                                  "      # nothing\n"
                                  "versus\n";

static void a_document_holds_records_fields_and_lines(void **state)
{
    (void)state;
    struct document document;
    struct problem problem;
    assert_true(document_open(&document, "s.clauses", two_records, strlen(two_records), &problem));
    assert_int_equal(document.records, 3);

    const struct record *clause = &document.record[0];
    assert_true(span_is(clause->file, "s.clauses"));
    assert_int_equal(clause->line, 1);
    assert_true(span_is(clause->type, "clause"));
    assert_true(span_is(clause->id, "CC-3"));
    assert_int_equal(clause->fields, 4);
    assert_true(span_is(clause->field[0].rest, "CC-3   implementation"));
    assert_int_equal(clause->field[1].more_count, 0);
    assert_int_equal(clause->field[2].more_count, 1);
    assert_true(span_is(clause->field[2].more[0].text, "ends every handle."));
    assert_int_equal(clause->field[2].more[0].indent, 8);
    assert_int_equal(clause->field[2].more[0].line, 4);
    assert_int_equal(clause->field[3].line, 5);

    const struct record *table = &document.record[1];
    assert_true(span_is(table->file, "t.cases"));
    assert_int_equal(table->line, 1);
    assert_true(span_is(table->id, "object"));
    assert_int_equal(table->fields, 1);
    assert_int_equal(table->field[0].more_count, 1);

    assert_true(span_is(document.record[2].type, "versus"));
    assert_int_equal(document.record[2].id.length, 0);
    assert_int_equal(document.record[2].line, 5);
    document_close(&document);
    assert_int_equal(document.records, 0);
}

static void fields_are_found_by_word_and_number(void **state)
{
    (void)state;
    struct document document;
    struct problem problem;
    assert_true(document_open(&document, "s.clauses", two_records, strlen(two_records), &problem));
    const struct record *clause = &document.record[0];
    assert_ptr_equal(record_field(clause, "from", 0), &clause->field[1]);
    assert_ptr_equal(record_field(clause, "from", 1), &clause->field[3]);
    assert_null(record_field(clause, "from", 2));
    assert_null(record_field(clause, "fro", 0));
    assert_ptr_equal(record_field(clause, "clause", 0), &clause->field[0]);
    document_close(&document);
}

static void an_empty_document_is_a_document(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "\n\n", "# only\n  # comments", "file x\n"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct document document;
        struct problem problem;
        assert_true(document_open(&document, "e", texts[i], strlen(texts[i]), &problem));
        assert_int_equal(document.records, 0);
        document_close(&document);
    }
}

static void a_problem_says_where_and_what(void **state)
{
    (void)state;
    static const char bad[] = "a b\n\nfile spec/x.cases\na b\n\n  c\n";
    struct document document;
    struct problem problem;
    char out[300];
    char little[10];
    assert_false(document_open(&document, "joined", bad, strlen(bad), &problem));
    int length = problem_print(&problem, out, sizeof out);
    assert_string_equal(out, "spec/x.cases:3: an indented line needs a field above it: begin in "
                             "column 1, or remove the blank line above");
    assert_int_equal(length, strlen(out));
    assert_int_equal(problem_print(&problem, little, sizeof little), length);
    assert_string_equal(little, "spec/x.ca");
}

static void a_lack_of_memory_is_a_problem_like_others(void **state)
{
    (void)state;
    struct document document;
    struct problem problem;
    memory_is_gone = true;
    bool opened = document_open(&document, "s.clauses", two_records, strlen(two_records), &problem);
    memory_is_gone = false;
    assert_false(opened);
    assert_true(span_is(problem.place.file, "s.clauses"));
    assert_non_null(strstr(problem.what, "not enough memory"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_document_holds_records_fields_and_lines),
        cmocka_unit_test(fields_are_found_by_word_and_number),
        cmocka_unit_test(an_empty_document_is_a_document),
        cmocka_unit_test(a_problem_says_where_and_what),
        cmocka_unit_test(a_lack_of_memory_is_a_problem_like_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
