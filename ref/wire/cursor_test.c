/* The cursor never passes the end; the builder never writes past its room. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "builder.h"
#include "cursor.h"

static const uint8_t octets[12] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};

static void integers_in_both_orders(void **state)
{
    struct cursor little = cursor_over(octets, 12, false), big = cursor_over(octets, 12, true);
    uint8_t u8;
    uint16_t u16;
    uint32_t u32;
    uint64_t u64;
    (void)state;
    assert_true(cursor_u8(&little, &u8));
    assert_true(cursor_u16(&little, &u16));
    assert_true(cursor_u32(&little, &u32));
    assert_int_equal(u8, 1);
    assert_int_equal(u16, 0x0302);
    assert_int_equal(u32, 0x07060504);
    assert_int_equal(cursor_left(&little), 5);
    assert_false(cursor_u64(&little, &u64));
    assert_true(u64 == 0);
    assert_true(cursor_u64(&big, &u64) && u64 == 0x0102030405060708);
    assert_true(cursor_u16(&big, &u16) && u16 == 0x090A);
    assert_false(cursor_u32(&big, &u32));
    assert_int_equal(big.offset, 10);
    little = cursor_over(octets, 12, false);
    assert_true(cursor_u64(&little, &u64) && u64 == 0x0807060504030201);
    big = cursor_over(octets, 12, true);
    assert_true(cursor_u32(&big, &u32) && u32 == 0x01020304);
}

static void what_does_not_fit_is_not_taken(void **state)
{
    struct cursor c = cursor_over(octets, 12, false), part;
    const uint8_t *at;
    uint8_t u8;
    (void)state;
    assert_true(cursor_take(&c, 11, &at));
    assert_ptr_equal(at, octets);
    assert_false(cursor_take(&c, 2, &at));
    assert_null(at);
    assert_false(cursor_take(&c, 0xFFFFFFFF, &at));
    assert_false(cursor_part(&c, 2, &part));
    assert_int_equal(cursor_left(&part), 0);
    assert_false(cursor_u8(&part, &u8));
    assert_int_equal(c.offset, 11);
    assert_true(cursor_part(&c, 1, &part));
    assert_true(cursor_u8(&part, &u8) && u8 == 12);
    assert_int_equal(cursor_left(&c), 0);
    assert_true(cursor_take(&c, 0, &at));
    assert_false(cursor_u8(&c, &u8));
}

static void what_is_missing_is_zero(void **state)
{
    struct cursor c = cursor_over(octets, 0, false);
    uint8_t u8 = 9;
    uint16_t u16 = 9;
    uint32_t u32 = 9;
    uint64_t u64 = 9;
    (void)state;
    assert_false(cursor_u8(&c, &u8));
    assert_false(cursor_u16(&c, &u16));
    assert_false(cursor_u32(&c, &u32));
    assert_false(cursor_u64(&c, &u64));
    assert_int_equal(u8, 0);
    assert_int_equal(u16, 0);
    assert_int_equal(u32, 0);
    assert_true(u64 == 0);
}

static void nothing_is_taken_from_nothing(void **state)
{
    (void)state;
    struct cursor c = cursor_over(NULL, 0, false);
    const uint8_t *at = NULL;
    assert_true(cursor_take(&c, 0, &at));
    assert_non_null(at); /* no offset is added to NULL */
    assert_true(cursor_align(&c, 8));
    assert_false(cursor_take(&c, 1, &at));
    assert_null(at);
    c = cursor_over(NULL, 1, false);
    assert_int_equal(cursor_left(&c), 0); /* whatever length is claimed */
}

static void alignment_is_counted_from_the_start(void **state)
{
    struct cursor c = cursor_over(octets, 10, false);
    const uint8_t *at;
    (void)state;
    assert_true(cursor_align(&c, 8));
    assert_int_equal(c.offset, 0);
    assert_true(cursor_take(&c, 1, &at) && cursor_align(&c, 4));
    assert_int_equal(c.offset, 4);
    assert_true(cursor_take_aligned(&c, 8, 1, &at));
    assert_ptr_equal(at, octets + 8);
    assert_false(cursor_align(&c, 4));
    assert_int_equal(c.offset, 9);
    assert_false(cursor_take_aligned(&c, 4, 1, &at));
    assert_null(at);
    c = cursor_over(octets, 2, false); /* the gap alone is longer than all there is */
    assert_true(cursor_take(&c, 1, &at));
    assert_false(cursor_align(&c, 8));
    assert_int_equal(c.offset, 1);
}

static void a_gap_is_not_skipped_in_vain(void **state)
{
    struct cursor c = cursor_over(octets, 10, false);
    const uint8_t *at;
    (void)state;
    assert_true(cursor_take(&c, 6, &at));
    assert_false(cursor_take_aligned(&c, 4, 3, &at));
    assert_null(at);
    assert_int_equal(c.offset, 6);
    assert_true(cursor_take_aligned(&c, 4, 2, &at));
    assert_ptr_equal(at, octets + 8);
}

static void a_builder_writes_both_orders(void **state)
{
    static const uint8_t little[] = {1, 0, 3, 2, 7, 6, 5, 4, 15, 14, 13, 12, 11, 10, 9, 8};
    static const uint8_t big[] = {1, 0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    uint8_t room[16];
    (void)state;
    for (int i = 0; i < 2; i++) {
        struct builder b = builder_over(room, sizeof room);
        b.big = i == 1;
        builder_u8(&b, 1);
        builder_align(&b, 2);
        builder_u16(&b, 0x0203);
        builder_u32(&b, 0x04050607);
        builder_u64(&b, 0x08090A0B0C0D0E0F);
        assert_false(b.full);
        assert_int_equal(b.length, 16);
        assert_memory_equal(room, b.big ? big : little, 16);
    }
}

static void a_full_builder_writes_nothing_more(void **state)
{
    uint8_t room[4] = {9, 9, 9, 9};
    struct builder b = builder_over(room, 3);
    (void)state;
    builder_u16(&b, 0x0102);
    builder_octets(&b, NULL, 0);
    assert_false(b.full);
    builder_u16(&b, 0x0304);
    assert_true(b.full);
    builder_u8(&b, 5);
    builder_octets(&b, octets, 1);
    builder_align(&b, 4);
    builder_put_u16(&b, 0, 0);
    assert_int_equal(b.length, 2);
    assert_int_equal(room[0], 2);
    assert_int_equal(room[2], 9);
}

static void a_place_is_written_again_only_if_it_was_written(void **state)
{
    uint8_t room[8] = {0};
    struct builder b = builder_over(room, sizeof room);
    (void)state;
    builder_u16(&b, 0);
    builder_put_u32(&b, 0, 0x09090909); /* two octets of it were never written */
    assert_int_equal(room[0], 0);
    builder_u16(&b, 0);
    builder_put_u16(&b, 2, 0x0102);
    builder_put_u16(&b, 3, 0x0909);
    builder_put_u32(&b, 1, 0x09090909);
    builder_put_u32(&b, 0xFFFFFFFF, 0x09090909);
    assert_int_equal(room[2], 2);
    assert_int_equal(room[3], 1);
    assert_int_equal(room[4], 0);
    builder_put_u32(&b, 0, 0x04030201);
    assert_int_equal(room[0], 1);
    assert_int_equal(b.length, 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(integers_in_both_orders),
        cmocka_unit_test(what_does_not_fit_is_not_taken),
        cmocka_unit_test(what_is_missing_is_zero),
        cmocka_unit_test(nothing_is_taken_from_nothing),
        cmocka_unit_test(alignment_is_counted_from_the_start),
        cmocka_unit_test(a_gap_is_not_skipped_in_vain),
        cmocka_unit_test(a_builder_writes_both_orders),
        cmocka_unit_test(a_full_builder_writes_nothing_more),
        cmocka_unit_test(a_place_is_written_again_only_if_it_was_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
