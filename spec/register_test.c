#include "register.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char first_text[] = "clause CC-3 implementation\n"
                                 "from CloseCluster, remarks\n"
                                 "means Closing a cluster handle\n"
                                 "      ends all handles\n"
                                 "      obtained from it.\n"
                                 "shows Calls are refused.\n"
                                 "\n"
                                 "clause CC-31 caller\nlike CC-3\n"
                                 "\n"
                                 "clause CC-32 nobody\nlike CC-31\nmeans Own words.\n"
                                 "\n"
                                 "clause CC-33 implementation\nuntestable No one can tell.\n"
                                 "\n"
                                 "clause CC-40 implementation\nlike CC-41\n"
                                 "\n"
                                 "clause CC-41 implementation\nlike CC-40\n"
                                 "\n"
                                 "ambiguity AMB-16\nasks What?\n"
                                 "reading ended The handle is invalid.\n"
                                 "reading kept It lives.\n"
                                 "\n"
                                 "profile sdk\n"
                                 "\n"
                                 "profile strict\nchoose AMB-16 ended CC-3 names\n no exception.\n"
                                 "\n"
                                 "profile mine\nlike strict\nchoose AMB-17 gone mine\n"
                                 "\n"
                                 "profile other\nlike mine\nchoose AMB-16 kept so\n"
                                 "\n"
                                 "error ERROR_ACCESS_DENIED 5\n"
                                 "\n"
                                 "error ERROR_INVALID_HANDLE 6\n"
                                 "\n"
                                 "constant GENERIC_READ 0x80000000\n"
                                 "\n"
                                 "fixture two-node\n";
static const char second_text[] = "fixture two-node\nnode $node \"n\"\n\ncase only-here\n";

static struct document documents[2];
static struct spec spec;

static int open_both(void **state)
{
    (void)state;
    struct problem problem;
    assert_true(document_open(&documents[0], "one", first_text, strlen(first_text), &problem));
    assert_true(document_open(&documents[1], "two", second_text, strlen(second_text), &problem));
    assert_true(spec_open(&spec, documents, 2, &problem));
    return 0;
}

static int close_both(void **state)
{
    (void)state;
    spec_close(&spec);
    document_close(&documents[0]);
    document_close(&documents[1]);
    return 0;
}

static void records_are_found_by_type_and_id(void **state)
{
    (void)state;
    for (size_t d = 0; d < 2; d++) {
        for (size_t i = 0; i < documents[d].records; i++) {
            const struct record *record = &documents[d].record[i];
            char type[32] = "";
            memcpy(type, record->type.at, record->type.length);
            assert_ptr_equal(spec_first(&spec, type, record->id, d), record);
            assert_null(spec_first(&spec, type, record->id, 2));
        }
    }
    assert_null(spec_find(&spec, "clause", span_of("AMB-16")));
    assert_null(spec_find(&spec, "clause", span_of("CC-")));
    assert_null(spec_find(&spec, "clause", span_of("CC-34")));
    assert_null(spec_find(&spec, "clause", span_of("")));
    assert_null(spec_find(&spec, "nothing", span_of("CC-3")));
    assert_null(spec_find(&spec, "zebra", span_of("zebra")));
}

static void a_later_document_goes_first(void **state)
{
    (void)state;
    const struct record *found = spec_find(&spec, "fixture", span_of("two-node"));
    assert_true(span_is(found->file, "two"));
    assert_true(span_is(spec_find(&spec, "case", span_of("only-here"))->file, "two"));
    assert_null(spec_first(&spec, "case", span_of("only-here"), 0));
    assert_true(span_is(spec_find(&spec, "profile", span_of("sdk"))->file, "one"));
}

static void a_clause_says_what_the_one_it_is_like_says(void **state)
{
    (void)state;
    struct clause clause;
    assert_false(spec_clause(&spec, span_of("AMB-16"), &clause));

    assert_true(spec_clause(&spec, span_of("CC-3"), &clause));
    assert_int_equal(clause.binds, BINDS_IMPLEMENTATION);
    assert_true(span_is(clause.from->rest, "CloseCluster, remarks"));
    assert_true(clause_is_testable(&clause));

    assert_true(spec_clause(&spec, span_of("CC-31"), &clause));
    assert_int_equal(clause.binds, BINDS_CALLER);
    assert_true(span_is(clause.means->rest, "Closing a cluster handle"));
    assert_true(span_is(clause.shows->rest, "Calls are refused."));
    assert_false(clause_is_testable(&clause));

    assert_true(spec_clause(&spec, span_of("CC-32"), &clause));
    assert_int_equal(clause.binds, BINDS_NOBODY);
    assert_true(span_is(clause.means->rest, "Own words."));
    assert_true(span_is(clause.shows->rest, "Calls are refused."));

    assert_true(spec_clause(&spec, span_of("CC-33"), &clause));
    assert_null(clause.shows);
    assert_non_null(clause.untestable);
    assert_false(clause_is_testable(&clause));
}

static void a_circle_of_like_ends(void **state)
{
    (void)state;
    struct clause clause;
    assert_true(spec_clause(&spec, span_of("CC-40"), &clause));
    assert_null(clause.means);
}

static void an_ambiguity_has_readings(void **state)
{
    (void)state;
    const struct record *ambiguity = spec_ambiguity(&spec, span_of("AMB-16"));
    struct span name;
    assert_non_null(ambiguity_reading(ambiguity, span_of("kept")));
    assert_null(ambiguity_reading(ambiguity, span_of("What?")));
    assert_null(ambiguity_reading(ambiguity, span_of("end")));
    assert_ptr_equal(ambiguity_nth_reading(ambiguity, 1, &name),
                     ambiguity_reading(ambiguity, span_of("kept")));
    assert_true(span_is(name, "kept"));
    assert_null(ambiguity_nth_reading(ambiguity, 2, &name));
}

static void assert_choice(const char *profile, const char *ambiguity, const char *reading)
{
    const struct field *why;
    const struct record *record = spec_find(&spec, "profile", span_of(profile));
    assert_non_null(record);
    assert_true(span_is(spec_choice(&spec, record, span_of(ambiguity), &why), reading));
    assert_int_equal(why == NULL, *reading == 0);
}

static void a_profile_chooses_itself_or_by_what_it_is_like(void **state)
{
    (void)state;
    assert_choice("sdk", "AMB-16", "");
    assert_choice("strict", "AMB-16", "ended");
    assert_choice("strict", "AMB-17", "");
    assert_choice("mine", "AMB-16", "ended");
    assert_choice("mine", "AMB-17", "gone");
    assert_choice("other", "AMB-16", "kept");
    assert_choice("other", "AMB-17", "gone");
    assert_choice("other", "AMB-1", "");
}

static void errors_and_constants_have_numbers(void **state)
{
    (void)state;
    int64_t number = 0;
    assert_true(spec_number(&spec, span_of("ERROR_ACCESS_DENIED"), &number));
    assert_int_equal(number, 5);
    assert_true(spec_number(&spec, span_of("GENERIC_READ"), &number));
    assert_true(number == 0x80000000);
    assert_false(spec_number(&spec, span_of("GENERIC"), &number));
    assert_true(span_is(spec_error(&spec, 6)->id, "ERROR_INVALID_HANDLE"));
    assert_null(spec_error(&spec, 0x80000000));
}

static void prose_is_one_line(void **state)
{
    (void)state;
    struct clause clause;
    char out[80];
    static const char whole[] = "Closing a cluster handle ends all handles obtained from it.";
    assert_true(spec_clause(&spec, span_of("CC-3"), &clause));
    assert_int_equal(field_prose(clause.means, 0, out, sizeof out), strlen(whole));
    assert_string_equal(out, whole);
    for (size_t capacity = 1; capacity <= strlen(whole); capacity++) {
        memset(out, '#', sizeof out);
        assert_int_equal(field_prose(clause.means, 0, out, capacity), strlen(whole));
        assert_int_equal(strlen(out), capacity - 1);
        assert_memory_equal(out, whole, capacity - 1);
        assert_int_equal(out[capacity], '#');
    }
    assert_int_equal(field_prose(clause.means, 0, NULL, 0), strlen(whole));
    const struct field *why;
    (void)spec_choice(&spec, spec_find(&spec, "profile", span_of("strict")), span_of("AMB-16"),
                      &why);
    (void)field_prose(why, 2, out, sizeof out);
    assert_string_equal(out, "CC-3 names no exception.");
    (void)field_prose(why, 20, out, sizeof out);
    assert_string_equal(out, "no exception.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_are_found_by_type_and_id),
        cmocka_unit_test(a_later_document_goes_first),
        cmocka_unit_test(a_clause_says_what_the_one_it_is_like_says),
        cmocka_unit_test(a_circle_of_like_ends),
        cmocka_unit_test(an_ambiguity_has_readings),
        cmocka_unit_test(a_profile_chooses_itself_or_by_what_it_is_like),
        cmocka_unit_test(errors_and_constants_have_numbers),
        cmocka_unit_test(prose_is_one_line),
    };
    return cmocka_run_group_tests(tests, open_both, close_both);
}
