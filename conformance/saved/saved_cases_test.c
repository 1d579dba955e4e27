/* Where a saved run's answers may stop. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "saved_parts.h"

enum { STEPS = 4 };

/* The first step that does not follow, of a case with these answers; `versus` as in a script. */
static size_t stop(const enum answer_end *end, size_t versus)
{
    static const struct step step[STEPS];
    struct script script = {.step = step, .steps = STEPS, .versus = versus};
    struct answer answer[STEPS] = {{.end = ANSWER_NONE}};
    for (size_t n = 0; n < STEPS; n++) {
        answer[n].end = end[n];
    }
    return answers_stop(&script, answer);
}

static void whole(void **state)
{
    (void)state;
    const enum answer_end all[] = {ANSWER_HANDLE, ANSWER_NUMBER, ANSWER_NULL, ANSWER_NUMBER};
    assert_int_equal(stop(all, 0), STEPS);
}

/* Nothing before the gap ends a case. */
static void cut(void **state)
{
    (void)state;
    const enum answer_end tail[] = {ANSWER_HANDLE, ANSWER_NUMBER, ANSWER_NONE, ANSWER_NONE};
    const enum answer_end nothing[] = {ANSWER_NONE, ANSWER_NONE, ANSWER_NONE, ANSWER_NONE};
    assert_int_equal(stop(tail, 0), 2);
    assert_int_equal(stop(nothing, 0), 0);
}

/* A handle that is not there, an absent function, a crash. */
static void ended(void **state)
{
    (void)state;
    const enum answer_end ends[] = {ANSWER_NULL, ANSWER_ABSENT, ANSWER_STUB, ANSWER_CRASH,
                                    ANSWER_TIMEOUT};
    for (size_t n = 0; n < sizeof ends / sizeof ends[0]; n++) {
        const enum answer_end case_ends[] = {ANSWER_HANDLE, ends[n], ANSWER_NONE, ANSWER_NONE};
        assert_int_equal(stop(case_ends, 0), STEPS);
    }
}

/* What stands behind a gap, or behind the end of the process. */
static void goes_on(void **state)
{
    (void)state;
    const enum answer_end gap[] = {ANSWER_NULL, ANSWER_NONE, ANSWER_NUMBER, ANSWER_NUMBER};
    const enum answer_end risen[] = {ANSWER_CRASH, ANSWER_NUMBER, ANSWER_NONE, ANSWER_NONE};
    assert_int_equal(stop(gap, 0), 2);
    assert_int_equal(stop(risen, 0), 1);
}

/* The second program begins anew, unless the process has ended; a stub may have ended it. */
static void two_programs(void **state)
{
    (void)state;
    const enum answer_end anew[] = {ANSWER_NULL, ANSWER_NONE, ANSWER_HANDLE, ANSWER_NUMBER};
    const enum answer_end missing[] = {ANSWER_NULL, ANSWER_NONE, ANSWER_NONE, ANSWER_NONE};
    const enum answer_end crashed[] = {ANSWER_CRASH, ANSWER_NONE, ANSWER_NONE, ANSWER_NONE};
    const enum answer_end stub[] = {ANSWER_STUB, ANSWER_NONE, ANSWER_NONE, ANSWER_NONE};
    const enum answer_end stub_anew[] = {ANSWER_STUB, ANSWER_NONE, ANSWER_HANDLE, ANSWER_STUB};
    assert_int_equal(stop(anew, 2), STEPS);
    assert_int_equal(stop(missing, 2), 2);
    assert_int_equal(stop(crashed, 2), STEPS);
    assert_int_equal(stop(stub, 2), STEPS);
    assert_int_equal(stop(stub_anew, 2), STEPS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole),   cmocka_unit_test(cut),          cmocka_unit_test(ended),
        cmocka_unit_test(goes_on), cmocka_unit_test(two_programs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
