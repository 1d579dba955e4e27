#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "child.h"
#include "give_up.h"

enum { TELLERS = 8, LINES = 500, LONG = 3600 };

/* What one child does, and what was heard from it. */
struct teller {
    int number;
    int lines;
    bool strange; /* a line that it did not write, or not now */
};

static void tell(void *context, FILE *out)
{
    const struct teller *teller = context;
    for (int n = 0; n < LINES; n++) {
        (void)fprintf(out, "%d %d\n", teller->number, n);
        (void)fflush(out);
    }
}

static void hear(void *context, struct span line)
{
    struct teller *teller = context;
    char wanted[40];
    (void)snprintf(wanted, sizeof wanted, "%d %d", teller->number, teller->lines++);
    teller->strange = teller->strange || !span_is(line, wanted);
}

static void tell_and_crash(void *context, FILE *out)
{
    tell(context, out);
    (void)signal(SIGSEGV, SIG_DFL); /* whatever a sanitizer does with it */
    (void)raise(SIGSEGV);
}

static void tell_and_exit(void *context, FILE *out)
{
    tell(context, out);
    _Exit(7);
}

static void tell_and_hang(void *context, FILE *out)
{
    tell(context, out);
    for (;;) {
        (void)raise(SIGSTOP);
    }
}

/* Out of memory, say: that is no crash. */
static void tell_and_give_up(void *context, FILE *out)
{
    tell(context, out);
    (void)fprintf(out, "half a li");
    give_up("no memory, say");
}

static void tell_nobody(void *context, FILE *out)
{
    tell(context, out);
    FILE *full = fopen("/dev/full", "w");
    assert_non_null(full);
    child_tell(full, "%d\n", 1);
}

static void tell_for_ever(void *context, FILE *out)
{
    for (;;) {
        tell(context, out);
    }
}

/* Children of every sort side by side: each has its own end, and its lines come whole and in order.
 */
static void each_has_its_own_end(void **state)
{
    (void)state;
    static const struct {
        void (*work)(void *context, FILE *out);
        unsigned seconds;
        enum child_end end;
        const char *cause;
    } sorts[TELLERS] = {
        {tell, LONG, CHILD_ENDED, NULL},
        {tell_and_crash, LONG, CHILD_CRASHED, "SIGSEGV"},
        {tell_and_hang, 1, CHILD_HUNG, "SIGKILL"},
        {tell_and_exit, LONG, CHILD_CRASHED, "exit-7"},
        {tell_for_ever, 1, CHILD_HUNG, "SIGKILL"},
        {tell, LONG, CHILD_ENDED, NULL},
        {tell_and_give_up, LONG, CHILD_FAILED, "no memory, say"},
        {tell_nobody, LONG, CHILD_FAILED, "a line cannot be written"},
    };
    struct child child[TELLERS];
    struct teller teller[TELLERS];
    for (int n = 0; n < TELLERS; n++) {
        teller[n] = (struct teller){.number = n};
        struct child_work work = {"teller", sorts[n].work, &teller[n]};
        assert_true(child_start(&child[n], &work, sorts[n].seconds, hear, &teller[n]));
    }
    for (int ended = 0; ended < TELLERS; ended++) {
        size_t n = child_wait(child, TELLERS);
        assert_true(n < TELLERS);
        assert_false(child[n].running);
        assert_int_equal(child[n].end, sorts[n].end);
        if (sorts[n].cause != NULL) {
            assert_string_equal(child[n].cause, sorts[n].cause);
        }
        if (sorts[n].end == CHILD_FAILED) {
            assert_in_range(teller[n].lines, LINES, LINES + 1); /* half a line more, perhaps */
        } else if (sorts[n].end != CHILD_HUNG) {
            assert_int_equal(teller[n].lines, LINES);
            assert_false(teller[n].strange);
        }
    }
    assert_int_equal(child_wait(child, TELLERS), TELLERS);
}

static void a_place_is_used_again(void **state)
{
    (void)state;
    char cause[CHILD_CAUSE];
    for (int n = 0; n < 3; n++) {
        struct teller teller = {.number = n};
        struct child_work work = {"teller", tell, &teller};
        assert_int_equal(child_run(&work, LONG, hear, &teller, cause), CHILD_ENDED);
        assert_int_equal(teller.lines, LINES);
        assert_false(teller.strange);
    }
}

static void there_is_a_processor(void **state)
{
    (void)state;
    assert_in_range(child_processors(), 1, CHILDREN_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_has_its_own_end),
        cmocka_unit_test(a_place_is_used_again),
        cmocka_unit_test(there_is_a_processor),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
