/* Each thing that must hold of a handle table, broken alone: the one check that sees it. */
#include "consistent.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { TOUCHED = 7, NONE = HANDLE_NOWHERE };

/* The handle of a slot and its generation. */
#define OWNER(generation, index) (HANDLE_MARK + (generation)*HANDLE_STEP + 2 * (index))

static struct handle_slot slot[TOUCHED + 1];
static struct handle_table table;

/* Slot 0 owns 1 and 2; slot 3 stands alone; slots 4 and 5 are closed; slot 4 owned 6. */
static void make_table(void)
{
    static const struct handle_slot whole[TOUCHED] = {
        {1, 0, 1, NONE, NONE, 1},
        {1, OWNER(1, 0), NONE, 2, NONE, 2},
        {1, OWNER(1, 0), NONE, NONE, 1, 2},
        {1, 0, NONE, NONE, NONE, 1},
        {2, 0, 6, 5, NONE, 0},
        {3, 0, NONE, NONE, 4, 0},
        {1, OWNER(2, 4), NONE, NONE, NONE, 2},
    };
    memcpy(slot, whole, sizeof whole);
    table = (struct handle_table){slot, TOUCHED + 1, TOUCHED, 4, 5};
    assert_true(handle_table_consistent(&table));
    assert_int_equal(handles_open(&table), 4);
}

static void a_slot_stands_between_its_neighbours(void **state)
{
    (void)state;
    make_table();
    slot[0].next = 3;
    assert_false(handle_table_consistent(&table));
    make_table();
    slot[0].previous = 3;
    assert_false(handle_table_consistent(&table));
    make_table();
    slot[3].owner = OWNER(2, 4); /* closed */
    assert_false(handle_table_consistent(&table));
    make_table();
    slot[3].owner = OWNER(1, TOUCHED); /* never open */
    assert_false(handle_table_consistent(&table));
    make_table();
    slot[1].next = 4;
    assert_false(handle_table_consistent(&table));
    make_table();
    slot[2].previous = 0;
    assert_false(handle_table_consistent(&table));
    make_table();
    slot[2].owner = OWNER(1, 3);
    assert_false(handle_table_consistent(&table));
    const uint32_t before[] = {NONE, 4, 3}; /* not the first; after a closed one, after another's */
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        make_table();
        slot[1].next = NONE;
        slot[2].previous = before[i];
        assert_false(handle_table_consistent(&table));
    }
}

static void an_owner_knows_its_first(void **state)
{
    (void)state;
    const uint32_t first[] = {4, 3, 2, 6}; /* closed, nobody's, not the first, what another owned */
    for (size_t i = 0; i < sizeof first / sizeof *first; i++) {
        make_table();
        slot[0].first = first[i];
        assert_false(handle_table_consistent(&table));
        make_table();
        slot[3].first = first[i];
        assert_false(handle_table_consistent(&table));
    }
    make_table();
    slot[0].first = NONE;
    assert_false(handle_table_consistent(&table));
}

static void what_is_owned_owns_nothing(void **state)
{
    (void)state;
    make_table();
    slot[2].first = 6;
    assert_false(handle_table_consistent(&table));
    make_table();
    slot[3].owner = OWNER(1, 3); /* its own */
    assert_false(handle_table_consistent(&table));
    slot[3].first = 3;
    assert_false(handle_table_consistent(&table));
    make_table();
    slot[3].owner = OWNER(1, 2);
    assert_false(handle_table_consistent(&table));
    slot[2].first = 3;
    assert_false(handle_table_consistent(&table));
}

static void what_was_owned_is_known_by_its_owner(void **state)
{
    (void)state;
    const uint32_t first[] = {NONE, TOUCHED, 3, 5,
                              1}; /* lost; never open, open, closed, another's */
    for (size_t i = 0; i < sizeof first / sizeof *first; i++) {
        make_table();
        slot[4].first = first[i];
        assert_false(handle_table_consistent(&table));
    }
    make_table();
    slot[6].next = 6; /* for ever */
    assert_false(handle_table_consistent(&table));
    make_table();
    slot[6].owner = OWNER(3, 5);
    assert_false(handle_table_consistent(&table));
    make_table();
    slot[6].first = 1;
    assert_false(handle_table_consistent(&table));
    make_table();
    slot[6].kind = 0; /* closed itself */
    assert_false(handle_table_consistent(&table));
    make_table();
    slot[6].generation = 5; /* spent: listed or not */
    assert_true(handle_table_consistent(&table));
    slot[4].first = NONE;
    assert_true(handle_table_consistent(&table));
    slot[6].first = 3; /* it owns one that looks open */
    slot[3].owner = OWNER(5, 6);
    assert_false(handle_table_consistent(&table));
}

static void generations_are_right(void **state)
{
    (void)state;
    make_table();
    table.touched = table.capacity + 1;
    assert_false(handle_table_consistent(&table));
    make_table();
    slot[0].generation = 0;
    assert_false(handle_table_consistent(&table));
    make_table();
    slot[3].generation = 0;
    assert_false(handle_table_consistent(&table));
    slot[3].generation = 6;
    assert_false(handle_table_consistent(&table));
    make_table();
    slot[0].generation = 2; /* of which nothing was obtained */
    assert_false(handle_table_consistent(&table));
    make_table();
    slot[0].first = NONE; /* slot 1 comes before the owner that it names */
    slot[1] = (struct handle_slot){1, OWNER(2, 3), NONE, NONE, NONE, 2};
    slot[3].first = 1;
    assert_false(handle_table_consistent(&table));
    slot[1].owner = OWNER(1, 3);
    slot[0].first = 2;
    slot[2].previous = NONE;
    assert_true(handle_table_consistent(&table));
}

static void the_closed_are_listed_once(void **state)
{
    (void)state;
    const uint32_t first[] = {TOUCHED, 0, 6, 5,
                              NONE}; /* never open, open, owned, two ways left out */
    for (size_t i = 0; i < sizeof first / sizeof *first; i++) {
        make_table();
        table.closed = first[i];
        assert_false(handle_table_consistent(&table));
    }
    make_table();
    slot[5].next = 4; /* for ever */
    assert_false(handle_table_consistent(&table));
    make_table();
    slot[5].generation = 5; /* spent: listed or not */
    assert_true(handle_table_consistent(&table));
    slot[4].next = NONE;
    assert_true(handle_table_consistent(&table));
    slot[6] = (struct handle_slot){5, 0, NONE, NONE, NONE, 0};
    slot[4].first = NONE;
    assert_true(handle_table_consistent(&table));
    slot[4].kind = 1; /* open, and owns nothing */
    assert_false(handle_table_consistent(&table));
}

/* Whoever followed one of these would read what is not his. */
static void an_index_far_outside_is_not_followed(void **state)
{
    (void)state;
    const uint32_t far = 0x0FFFFFFF;
    uint32_t *const field[] = {&slot[2].previous, &slot[2].next, &slot[1].previous,
                               &slot[3].first,    &table.closed, &slot[5].next,
                               &slot[4].first,    &slot[6].next, &slot[0].first};
    for (size_t i = 0; i < sizeof field / sizeof *field; i++) {
        make_table();
        *field[i] = far;
        assert_false(handle_table_consistent(&table));
    }
    for (size_t i = 0; i < TOUCHED; i++) {
        make_table();
        slot[i].owner = OWNER(1, far / 2);
        assert_int_equal(handle_table_consistent(&table), slot[i].kind == 0);
    }
    make_table();
    slot[1].next = NONE;
    slot[2].previous = far;
    assert_false(handle_table_consistent(&table));
}

/* Closed slots, and those that never were open, keep what stood in them. */
static void what_is_not_open_is_not_believed(void **state)
{
    (void)state;
    const uint32_t other[] = {4, TOUCHED};
    for (size_t i = 0; i < sizeof other / sizeof *other; i++) {
        make_table();
        slot[TOUCHED] = (struct handle_slot){1, OWNER(1, 0), NONE, NONE, 0, 2};
        slot[2].next = other[i];
        slot[other[i]].owner = OWNER(1, 0);
        slot[other[i]].previous = 2;
        assert_false(handle_table_consistent(&table));
    }
    make_table();
    slot[TOUCHED] = (struct handle_slot){1, 0, NONE, NONE, 0, 0};
    slot[4].next = TOUCHED; /* as many closed ones as there should be */
    assert_false(handle_table_consistent(&table));
    make_table();
    slot[TOUCHED] = (struct handle_slot){1, 0, NONE, NONE, 4, 0};
    slot[4].next = TOUCHED; /* that names the one before it too */
    assert_false(handle_table_consistent(&table));
    make_table();
    slot[4].next = 3; /* open */
    slot[3].previous = 4;
    assert_false(handle_table_consistent(&table));
}

static void a_ring_has_no_first(void **state)
{
    (void)state;
    make_table();
    slot[1].previous = 2;
    slot[2].next = 1;
    assert_false(handle_table_consistent(&table));
    slot[0].first = NONE; /* of an owner that there was before */
    slot[1].owner = OWNER(2, 0);
    slot[2].owner = OWNER(2, 0);
    assert_false(handle_table_consistent(&table));
    make_table();
    slot[2].next = 3; /* the list leads into it */
    slot[2].previous = 3;
    slot[3] = (struct handle_slot){1, OWNER(1, 0), NONE, 2, 2, 2};
    assert_false(handle_table_consistent(&table));
}

/* Nothing is wrong with either of the two but that nobody leads to them. */
static void a_ring_beside_the_list_is_noticed(void **state)
{
    (void)state;
    make_table();
    slot[1].previous = 2;
    slot[2].next = 1;
    slot[0].first = NONE;
    assert_false(handle_table_consistent(&table));
    make_table();
    slot[4].next = NONE; /* and among the closed */
    slot[5].next = 5;
    slot[5].previous = 5;
    assert_false(handle_table_consistent(&table));
}

static void the_closed_name_the_one_before(void **state)
{
    (void)state;
    const uint32_t before[] = {NONE, 5, 0};
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        make_table();
        slot[5].previous = before[i];
        assert_false(handle_table_consistent(&table));
        make_table();
        slot[4].previous = i == 0 ? 4 : before[i];
        assert_false(handle_table_consistent(&table));
        make_table();
        slot[6].previous = i == 0 ? 6 : before[i];
        assert_false(handle_table_consistent(&table));
    }
}

static void a_table_can_be_full(void **state)
{
    (void)state;
    make_table();
    table.capacity = TOUCHED;
    assert_true(handle_table_consistent(&table));
    table.capacity = TOUCHED - 1;
    assert_false(handle_table_consistent(&table));
}

static void all_of_a_table_can_be_closed(void **state)
{
    (void)state;
    slot[0] = (struct handle_slot){1, 0, NONE, 1, NONE, 0};
    slot[1] = (struct handle_slot){1, 0, NONE, NONE, 0, 0};
    table = (struct handle_table){slot, 2, 2, 0, 5};
    assert_true(handle_table_consistent(&table));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_slot_stands_between_its_neighbours),
        cmocka_unit_test(an_owner_knows_its_first),
        cmocka_unit_test(what_is_owned_owns_nothing),
        cmocka_unit_test(what_was_owned_is_known_by_its_owner),
        cmocka_unit_test(generations_are_right),
        cmocka_unit_test(the_closed_are_listed_once),
        cmocka_unit_test(an_index_far_outside_is_not_followed),
        cmocka_unit_test(what_is_not_open_is_not_believed),
        cmocka_unit_test(a_ring_has_no_first),
        cmocka_unit_test(a_ring_beside_the_list_is_noticed),
        cmocka_unit_test(the_closed_name_the_one_before),
        cmocka_unit_test(a_table_can_be_full),
        cmocka_unit_test(all_of_a_table_can_be_closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
