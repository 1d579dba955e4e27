/* How a stub in fragments grows, beside what the tests of both ends show. */
#include "assoc_gather.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* Twice what there is, and never more than the limit, however much was lent. */
static void a_buffer_doubles_up_to_the_limit(void **state)
{
    (void)state;
    static uint8_t buffer[1];
    static const uint32_t rows[][2] = {{65536, 131072},    {65537, 131074},    {1500000, 3000000},
                                       {2097151, 4194302}, {2097152, 4194304}, {3000000, 4194304},
                                       {4194304, 4194304}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct assoc_gather g;
        assoc_gather_clear(&g);
        assert_int_equal(assoc_gather_needs(&g), ASSOC_FIRST_BUFFER);
        assert_true(assoc_gather_lend(&g, buffer, rows[i][0]));
        assert_int_equal(assoc_gather_needs(&g), rows[i][1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_buffer_doubles_up_to_the_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
