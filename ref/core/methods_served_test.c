/* spec/methods-served says of every opnum what the reference's server makes of it. The file is what
 * this program prints when it is given an argument; the test holds it against the code. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "operation.h"

enum { LINE = 120 };

static const char head[] =
    "# What the reference's server makes of each opnum of version 3.0 (MS-CMRP 3.1.4.2): `served` "
    "carries the\n"
    "# method out on the modelled cluster; `120` decodes the request, checks its handles and the "
    "access level and\n"
    "# answers ERROR_CALL_NOT_IMPLEMENTED; `0x6D1` is reserved; `local` is not used on the wire "
    "and answers as 120.\n"
    "# Printed by methods_served_test, which also holds it against the code.\n";

static const char *answer_of(const struct method *method)
{
    if (operation_of(method->opnum, 3) != NULL)
        return "served";
    if (method->use == USE_RESERVED)
        return "0x6D1";
    return method->use == USE_LOCAL ? "local" : "120";
}

static void print_line(char line[LINE], uint32_t opnum)
{
    const struct method *method = method_of(3, opnum);
    snprintf(line, LINE, "%u %s %s\n", (unsigned)opnum, method->name, answer_of(method));
}

static void file_says_what_the_code_does(void **state)
{
    (void)state;
    char expected[LINE], line[LINE];
    uint32_t opnum = 0;
    FILE *file = fopen("spec/methods-served", "r");
    assert_non_null(file);
    while (fgets(line, sizeof line, file) != NULL) {
        if (line[0] == '#')
            continue;
        assert_true(opnum < OPNUMS);
        print_line(expected, opnum++);
        assert_string_equal(line, expected);
    }
    fclose(file);
    assert_int_equal(opnum, OPNUMS);
}

int main(int argc, char **argv)
{
    (void)argv;
    if (argc == 1) {
        const struct CMUnitTest tests[] = {cmocka_unit_test(file_says_what_the_code_does)};
        return cmocka_run_group_tests(tests, NULL, NULL);
    }
    char line[LINE];
    fputs(head, stdout);
    for (uint32_t opnum = 0; opnum < OPNUMS; opnum++) {
        print_line(line, opnum);
        fputs(line, stdout);
    }
    return 0;
}
