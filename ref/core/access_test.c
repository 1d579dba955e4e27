#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "access.h"
#include "error.h"

static const struct caller all = {LEVEL_ALL, false};
static const struct caller reader = {LEVEL_READ, false};
static const struct caller backup = {LEVEL_NONE, true};
static const struct caller all_and_backup = {LEVEL_ALL, true};
static const struct caller nobody = {LEVEL_NONE, false};

static void expect(uint32_t desired, struct caller caller, uint32_t error, enum level level)
{
    enum level got = LEVEL_ALL;
    assert_int_equal(access_decide(desired, caller, &got), error);
    assert_int_equal(got, level);
}

static void read_is_granted_read(void **state)
{
    (void)state;
    expect(ASK_GENERIC_READ, all, 0, LEVEL_READ);
    expect(ASK_GENERIC_READ, reader, 0, LEVEL_READ);
    expect(ASK_READ, all, 0, LEVEL_READ);
    expect(ASK_GENERIC_READ, backup, 0, LEVEL_BACKUP);
    expect(ASK_GENERIC_READ, nobody, ERROR_ACCESS_DENIED, LEVEL_NONE);
}

static void all_needs_entitlement(void **state)
{
    (void)state;
    const uint32_t asks[] = {ASK_GENERIC_ALL,
                             ASK_GENERIC_WRITE,
                             ASK_GENERIC_EXECUTE,
                             ASK_READ | ASK_CHANGE,
                             ASK_GENERIC_READ | ASK_CHANGE,
                             ASK_GENERIC_READ | ASK_GENERIC_ALL,
                             ASK_MAXIMUM | ASK_GENERIC_ALL};
    for (size_t i = 0; i < sizeof asks / sizeof *asks; i++) {
        expect(asks[i], all, 0, LEVEL_ALL);
        expect(asks[i], reader, ERROR_ACCESS_DENIED, LEVEL_NONE);
        expect(asks[i], backup, ERROR_ACCESS_DENIED, LEVEL_NONE);
        expect(asks[i], nobody, ERROR_ACCESS_DENIED, LEVEL_NONE);
    }
}

static void maximum_is_what_the_caller_has(void **state)
{
    (void)state;
    const uint32_t asks[] = {ASK_MAXIMUM, ASK_MAXIMUM | ASK_GENERIC_READ, ASK_MAXIMUM | ASK_READ};
    for (size_t i = 0; i < sizeof asks / sizeof *asks; i++) {
        expect(asks[i], all, 0, LEVEL_ALL);
        expect(asks[i], all_and_backup, 0, LEVEL_ALL);
        expect(asks[i], reader, 0, LEVEL_READ);
        expect(asks[i], backup, 0, LEVEL_BACKUP);
        expect(asks[i], nobody, ERROR_ACCESS_DENIED, LEVEL_NONE);
    }
}

static void change_without_read_is_invalid(void **state)
{
    (void)state;
    expect(ASK_CHANGE, all, ERROR_INVALID_PARAMETER, LEVEL_NONE);
    expect(ASK_CHANGE, reader, ERROR_INVALID_PARAMETER, LEVEL_NONE);
    expect(ASK_CHANGE | ASK_MAXIMUM, all, ERROR_INVALID_PARAMETER, LEVEL_NONE);
}

static void zero_is_invalid(void **state)
{
    (void)state;
    expect(0, all, ERROR_INVALID_PARAMETER, LEVEL_NONE);
    expect(0, reader, ERROR_INVALID_PARAMETER, LEVEL_NONE);
}

static void unknown_rights_are_denied(void **state)
{
    (void)state;
    expect(4, all, ERROR_ACCESS_DENIED, LEVEL_NONE);
    expect(ASK_GENERIC_ALL | 0x00100000, all, ERROR_ACCESS_DENIED, LEVEL_NONE);
}

static void granted_is_one_of_two(void **state)
{
    (void)state;
    assert_int_equal(access_granted(LEVEL_READ), 0x80000000);
    assert_int_equal(access_granted(LEVEL_BACKUP), 0x80000000);
    assert_int_equal(access_granted(LEVEL_ALL), 0x10000000);
}

static void modifying_codes_need_all(void **state)
{
    (void)state;
    assert_int_equal(access_of_control_code(0x0440005E), LEVEL_ALL);
    assert_int_equal(access_of_control_code(0x04000059), LEVEL_READ);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(read_is_granted_read),
        cmocka_unit_test(all_needs_entitlement),
        cmocka_unit_test(maximum_is_what_the_caller_has),
        cmocka_unit_test(change_without_read_is_invalid),
        cmocka_unit_test(zero_is_invalid),
        cmocka_unit_test(unknown_rights_are_denied),
        cmocka_unit_test(granted_is_one_of_two),
        cmocka_unit_test(modifying_codes_need_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
