/* Property lists, octet by octet (MS-CMRP 2.2.3.10). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "error.h"
#include "property.h"
#include "wire/builder.h"

enum { STRING = 0x00010003, NAME = 0x00040003 };

/* What stands in a list; `cut` octets of its end are left out. */
struct list {
    uint32_t name_size;
    uint32_t value_syntax, value_size;
    uint32_t units; /* of the value that stands there, its terminator included */
    uint32_t end;
    uint32_t cut;
    bool no_terminator;
};

static const struct list good = {24, STRING, 6, 3, 0, 0, false};

static uint32_t read_list(const struct list *l)
{
    static uint8_t octets[2000];
    struct description d = {.units = 77};
    struct builder b = builder_over(octets, sizeof octets);
    builder_u32(&b, 1);
    builder_u32(&b, NAME);
    builder_u32(&b, l->name_size);
    builder_octets(&b, property_name, PROPERTY_NAME_SIZE);
    builder_u16(&b, 0);
    builder_u32(&b, l->value_syntax);
    builder_u32(&b, l->value_size);
    for (uint32_t i = 1; i < l->units; i++)
        builder_u16(&b, 'x');
    builder_u16(&b, l->no_terminator ? 'x' : 0);
    builder_align(&b, 4);
    builder_u32(&b, l->end);
    uint32_t error = property_list_read(&d, octets, b.length - l->cut);
    assert_int_equal(d.units, error == ERROR_SUCCESS ? l->units - 1 : 77);
    return error;
}

static void every_part_of_a_list_is_checked(void **state)
{
    (void)state;
    struct list l = good;
    assert_int_equal(read_list(&l), 0);
    l.cut = 4; /* no end mark */
    assert_int_equal(read_list(&l), ERROR_INVALID_DATA);
    l.cut = 6; /* no padding: the value ends with the octets */
    assert_int_equal(read_list(&l), ERROR_INVALID_DATA);
    l = good;
    l.end = 1;
    assert_int_equal(read_list(&l), ERROR_INVALID_DATA);
    l = good;
    l.value_size = 5; /* half a unit */
    assert_int_equal(read_list(&l), ERROR_INVALID_DATA);
    l.value_size = 0; /* no room for a terminator */
    assert_int_equal(read_list(&l), ERROR_INVALID_DATA);
    l.units = 1; /* more than there is, of which the first unit is null */
    l.value_size = 100;
    assert_int_equal(read_list(&l), ERROR_INVALID_DATA);
    l = good;
    l.no_terminator = true;
    assert_int_equal(read_list(&l), ERROR_INVALID_DATA);
    l = good;
    l.name_size = 0xFFFFFFFE;
    assert_int_equal(read_list(&l), ERROR_INVALID_DATA);
}

/* No octets, the name's, and one unit less or more than they. */
static void only_the_name_is_the_name(void **state)
{
    (void)state;
    const uint32_t octets[] = {0, PROPERTY_NAME_SIZE, PROPERTY_NAME_SIZE - 2,
                               PROPERTY_NAME_SIZE + 2};
    for (size_t i = 0; i < sizeof octets / sizeof *octets; i++) {
        uint8_t list[200], name[PROPERTY_NAME_SIZE + 2] = {0};
        struct description d;
        struct builder b = builder_over(list, sizeof list);
        memcpy(name, property_name, PROPERTY_NAME_SIZE);
        name[PROPERTY_NAME_SIZE] = 'x';
        builder_u32(&b, 1);
        builder_u32(&b, NAME);
        builder_u32(&b, octets[i] + 2);
        builder_octets(&b, name, octets[i]);
        builder_u16(&b, 0);
        builder_align(&b, 4);
        builder_u32(&b, STRING);
        builder_u32(&b, 2);
        builder_u32(&b, 0);
        builder_u32(&b, 0);
        assert_int_equal(property_list_read(&d, list, b.length),
                         i == 1 ? ERROR_SUCCESS : ERROR_INVALID_PARAMETER);
    }
}

/* It is another name, which is told once it is there with its terminator and padding. */
static void a_name_cut_anywhere_is_no_name(void **state)
{
    (void)state;
    static const uint8_t list[] = {1, 0, 0, 0, 3, 0, 4, 0, 6, 0, 0, 0, 'a', 0, 'b', 0, 0, 0, 0, 0};
    struct description d;
    for (uint32_t size = 0; size <= sizeof list; size++)
        assert_int_equal(property_list_read(&d, list, size),
                         size == sizeof list ? ERROR_INVALID_PARAMETER : ERROR_INVALID_DATA);
}

static void only_a_string_of_at_most_so_many_units_fits(void **state)
{
    (void)state;
    struct list l = good;
    l.value_syntax = 0x00010002; /* a DWORD */
    assert_int_equal(read_list(&l), ERROR_INVALID_PARAMETER);
    l = good;
    l.units = DESCRIPTION_MAX + 1;
    l.value_size = 2 * l.units;
    assert_int_equal(read_list(&l), 0);
    l.units = DESCRIPTION_MAX + 2;
    l.value_size = 2 * l.units;
    assert_int_equal(read_list(&l), ERROR_INVALID_PARAMETER);
}

static void an_empty_text_is_a_text(void **state)
{
    (void)state;
    struct list l = good;
    l.units = 1;
    l.value_size = 2;
    assert_int_equal(read_list(&l), 0);
}

static void half_a_unit_behind_the_end_is_one_too_many(void **state)
{
    (void)state;
    struct list l = good;
    l.units = 1;
    l.value_size = 3;
    assert_int_equal(read_list(&l), ERROR_INVALID_DATA);
}

static void a_list_that_does_not_fit_is_not_begun(void **state)
{
    (void)state;
    const struct description d = {.units = 1, .octets = {'x'}};
    uint8_t octets[PROPERTY_LIST_MAX], untouched[PROPERTY_LIST_MAX];
    memset(octets, 0xEE, sizeof octets);
    memset(untouched, 0xEE, sizeof untouched);
    uint32_t size = property_list_write(&d, octets, 0);
    assert_int_equal(property_list_write(&d, octets, size - 1), size);
    assert_memory_equal(octets, untouched, sizeof octets);
    assert_int_equal(property_list_write(&d, octets, size), size);
    assert_int_equal(octets[0], 1);
}

/* Two properties of the same name, one after the other. */
static void the_last_of_several_counts(void **state)
{
    (void)state;
    const struct description first = {.units = 1, .octets = {'x'}},
                             second = {.units = 2, .octets = {'y', 0, 'z'}};
    uint8_t octets[2 * PROPERTY_LIST_MAX];
    struct description d;
    uint32_t size = property_list_write(&first, octets, PROPERTY_LIST_MAX);
    uint8_t count[4];
    memcpy(count, octets + size - 4, sizeof count); /* what the second's count writes over */
    uint32_t more = property_list_write(&second, octets + size - 4, PROPERTY_LIST_MAX);
    memcpy(octets + size - 4, count, sizeof count);
    octets[0] = 2;
    assert_int_equal(property_list_read(&d, octets, size - 4 + more), 0);
    assert_int_equal(d.units, 2);
    octets[size] ^= 1; /* the second's name is none */
    assert_int_equal(property_list_read(&d, octets, size - 4 + more), ERROR_INVALID_DATA);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_part_of_a_list_is_checked),
        cmocka_unit_test(only_the_name_is_the_name),
        cmocka_unit_test(a_name_cut_anywhere_is_no_name),
        cmocka_unit_test(only_a_string_of_at_most_so_many_units_fits),
        cmocka_unit_test(an_empty_text_is_a_text),
        cmocka_unit_test(half_a_unit_behind_the_end_is_one_too_many),
        cmocka_unit_test(a_list_that_does_not_fit_is_not_begun),
        cmocka_unit_test(the_last_of_several_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
