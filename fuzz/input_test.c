/* The stub targets' input: what its header means, and that writing and reading agree. */
#include "input.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void the_header_means_what_is_written(void **state)
{
    (void)state;
    const uint8_t data[] = {40 + 9, 1, STUB_BIG | STUB_VERSION_2, 0, 1, 0, 0, 0, 7, 8, 9};
    struct stub_input input;
    assert_true(stub_input_read(data, sizeof data, &input));
    assert_ptr_equal(input.method, method_of(2, (256 + 49) % OPNUMS_VERSION_2));
    assert_true(input.encoding.big && input.encoding.syntax == NDR && input.encoding.version == 2);
    assert_int_equal(input.direction, REQUEST);
    assert_int_equal(input.request_size, 3);
    assert_int_equal(input.reply_size, 0);
    assert_true(stub_input_read_as(data, sizeof data, REPLY, &input));
    assert_int_equal(input.request_size, 1);
    assert_int_equal(input.reply_size, 2);
    assert_int_equal(input.reply[0], 8);
}

static void ndr64_is_never_big_endian(void **state)
{
    (void)state;
    const uint8_t data[STUB_HEADER] = {0, 0, STUB_NDR64 | STUB_BIG};
    struct stub_input input;
    assert_true(stub_input_read(data, sizeof data, &input));
    assert_true(input.encoding.syntax == NDR64 && !input.encoding.big);
}

static void a_request_longer_than_the_input_is_clamped(void **state)
{
    (void)state;
    const uint8_t data[] = {0, 0, STUB_REPLY, 0, 0xFF, 0xFF, 0xFF, 0xFF, 5, 6};
    struct stub_input input;
    assert_true(stub_input_read(data, sizeof data, &input));
    assert_int_equal(input.direction, REPLY);
    assert_int_equal(input.request_size, 2);
    assert_int_equal(input.reply_size, 0);
}

static void too_short_and_too_long_are_unfit(void **state)
{
    (void)state;
    static const uint8_t data[STUB_HEADER + STUB_LARGEST + 1];
    struct stub_input input;
    assert_false(stub_input_read(data, 0, &input));
    assert_false(stub_input_read(data, STUB_HEADER - 1, &input));
    assert_true(stub_input_read(data, sizeof data - 1, &input));
    assert_false(stub_input_read(data, sizeof data, &input));
}

static void what_is_written_is_read(void **state)
{
    (void)state;
    uint8_t data[64], again[64];
    struct stub_input input;
    for (uint32_t bits = 0; bits < 16; bits++) {
        const uint8_t in[] = {100, 0, (uint8_t)bits, 0, 2, 0, 0, 0, 1, 2, 3, 4};
        memcpy(data, in, sizeof in);
        assert_true(stub_input_read(data, sizeof in, &input));
        assert_int_equal(stub_input_write(&input, again, sizeof again), sizeof in);
        if ((bits & STUB_NDR64) != 0)
            data[2] &= (uint8_t)~STUB_BIG;
        if ((bits & STUB_REPLY) == 0)
            data[4] = 0;
        assert_memory_equal(data, again, sizeof in);
        assert_int_equal(stub_input_write(&input, again, sizeof in - 1), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_header_means_what_is_written),
        cmocka_unit_test(ndr64_is_never_big_endian),
        cmocka_unit_test(a_request_longer_than_the_input_is_clamped),
        cmocka_unit_test(too_short_and_too_long_are_unfit),
        cmocka_unit_test(what_is_written_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
