#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "consistent.h"
#include "error.h"
#include "handle.h"

enum { CLUSTER = 1, NODE = 2 };

static void opened_is_found(void **state)
{
    (void)state;
    struct handle_slot slots[2];
    memset(slots, 0xEE, sizeof slots);
    struct handle_table table;
    handle_table_init(&table, slots, 2, HANDLE_GENERATIONS);
    uint32_t index, found;
    uint64_t a = handle_open(&table, CLUSTER, HANDLE_NOWHERE, &index);
    assert_int_not_equal(a, 0);
    assert_int_equal(handle_find(&table, a, CLUSTER, &found), HANDLE_IS_VALID);
    assert_int_equal(found, index);
    assert_int_equal(handle_find(&table, a, 0, &found), HANDLE_IS_VALID);
    assert_int_equal(handle_at(&table, index), a);
    assert_int_equal(handle_find(&table, a, NODE, &found), HANDLE_IS_OTHER_KIND);
    assert_int_equal(found, index);
    assert_int_equal(handles_open(&table), 1);
}

static void closed_is_stale(void **state)
{
    (void)state;
    struct handle_slot slots[1];
    struct handle_table table;
    handle_table_init(&table, slots, 1, HANDLE_GENERATIONS);
    uint32_t index, found;
    uint64_t a = handle_open(&table, CLUSTER, HANDLE_NOWHERE, &index);
    handle_close(&table, index);
    assert_int_equal(handles_open(&table), 0);
    assert_int_equal(handle_find(&table, a, CLUSTER, &found), HANDLE_IS_STALE);
    assert_int_equal(found, HANDLE_NOWHERE);
    uint64_t b = handle_open(&table, CLUSTER, HANDLE_NOWHERE, &index);
    assert_int_not_equal(a, b);
    assert_int_equal(handle_find(&table, a, CLUSTER, &found), HANDLE_IS_STALE);
    assert_int_equal(handle_find(&table, b, CLUSTER, &found), HANDLE_IS_VALID);
}

static void never_given_out_is_invented(void **state)
{
    (void)state;
    struct handle_slot slots[4];
    struct handle_table table;
    handle_table_init(&table, slots, 4, HANDLE_GENERATIONS);
    uint32_t index, found;
    uint64_t a = handle_open(&table, CLUSTER, HANDLE_NOWHERE, &index);
    assert_int_equal(handle_find(&table, 0, CLUSTER, &found), HANDLE_IS_NULL);
    const uint64_t invented[] = {1,
                                 2,
                                 UINT64_MAX,
                                 a ^ 1,
                                 a + 1,
                                 a + 2,
                                 a + (UINT64_C(1) << 28),
                                 a << 1,
                                 0xDEADBEEF,
                                 a | UINT64_C(1) << 63,
                                 a - (UINT64_C(1) << 28)};
    for (size_t i = 0; i < sizeof invented / sizeof *invented; i++) {
        assert_int_equal(handle_find(&table, invented[i], 0, &found), HANDLE_IS_INVENTED);
        assert_int_equal(found, HANDLE_NOWHERE);
    }
    for (unsigned bit = 0; bit < 64; bit++)
        assert_int_equal(handle_find(&table, a ^ (UINT64_C(1) << bit), 0, &found),
                         HANDLE_IS_INVENTED);
}

static void looks_unlike_a_pointer(void **state)
{
    (void)state;
    struct handle_slot slots[1];
    struct handle_table table;
    handle_table_init(&table, slots, 1, HANDLE_GENERATIONS);
    uint32_t index;
    for (int i = 0; i < 1000; i++) {
        uint64_t a = handle_open(&table, CLUSTER, HANDLE_NOWHERE, &index);
        assert_true(a & 1);
        assert_int_equal(a >> 62, 1);
        handle_close(&table, index);
    }
    slots[0].generation = HANDLE_GENERATIONS - 1;
    uint64_t last = handle_open(&table, CLUSTER, HANDLE_NOWHERE, &index);
    assert_int_equal(last >> 62, 1);
    assert_int_equal(handle_find(&table, last, CLUSTER, &index), HANDLE_IS_VALID);
}

static void close_takes_what_is_owned(void **state)
{
    (void)state;
    struct handle_slot slots[8];
    struct handle_table table;
    handle_table_init(&table, slots, 8, HANDLE_GENERATIONS);
    uint32_t first, second, at, found;
    handle_open(&table, CLUSTER, HANDLE_NOWHERE, &first);
    uint64_t other = handle_open(&table, CLUSTER, HANDLE_NOWHERE, &second);
    uint64_t a = handle_open(&table, NODE, first, &at);
    uint64_t kept = handle_open(&table, NODE, second, &at);
    uint64_t b = handle_open(&table, NODE, first, &at);
    uint32_t middle = at;
    uint64_t c = handle_open(&table, NODE, first, &at);
    handle_close(&table, middle);
    assert_int_equal(handle_find(&table, b, NODE, &found), HANDLE_IS_STALE);
    assert_int_equal(handle_find(&table, a, NODE, &found), HANDLE_IS_VALID);
    assert_int_equal(handle_find(&table, c, NODE, &found), HANDLE_IS_VALID);
    handle_close(&table, first);
    assert_int_equal(handle_find(&table, a, NODE, &found), HANDLE_IS_STALE);
    assert_int_equal(handle_find(&table, c, NODE, &found), HANDLE_IS_STALE);
    assert_int_equal(handle_find(&table, other, CLUSTER, &found), HANDLE_IS_VALID);
    assert_int_equal(handle_find(&table, kept, NODE, &found), HANDLE_IS_VALID);
    assert_int_equal(handles_open(&table), 2);
    for (int i = 0; i < 6; i++)
        assert_int_not_equal(handle_open(&table, NODE, second, &at), 0);
    assert_int_equal(handle_open(&table, NODE, second, &at), 0);
}

static void full_table_loses_nothing(void **state)
{
    (void)state;
    struct handle_slot slots[2], more[3];
    struct handle_table table;
    handle_table_init(&table, slots, 2, HANDLE_GENERATIONS);
    uint32_t root, at;
    uint64_t a = handle_open(&table, CLUSTER, HANDLE_NOWHERE, &root);
    uint64_t b = handle_open(&table, NODE, root, &at);
    assert_int_equal(handle_open(&table, NODE, root, &at), 0);
    assert_int_equal(at, HANDLE_NOWHERE);
    assert_int_equal(handle_find(&table, a, CLUSTER, &at), HANDLE_IS_VALID);
    assert_int_equal(handle_find(&table, b, NODE, &at), HANDLE_IS_VALID);
    memcpy(more, slots, sizeof slots);
    memset(slots, 0, sizeof slots);
    handle_table_move(&table, more, 3);
    uint64_t c = handle_open(&table, NODE, root, &at);
    assert_int_equal(handle_find(&table, a, CLUSTER, &at), HANDLE_IS_VALID);
    assert_int_equal(handle_find(&table, b, NODE, &at), HANDLE_IS_VALID);
    assert_int_equal(handle_find(&table, c, NODE, &at), HANDLE_IS_VALID);
}

static void spent_slot_is_retired(void **state)
{
    (void)state;
    struct handle_slot slots[2];
    struct handle_table table;
    handle_table_init(&table, slots, 2, 3);
    uint64_t given[6];
    uint32_t index, found;
    for (int i = 0; i < 6; i++) {
        given[i] = handle_open(&table, CLUSTER, HANDLE_NOWHERE, &index);
        assert_int_not_equal(given[i], 0);
        for (int before = 0; before < i; before++)
            assert_int_not_equal(given[before], given[i]);
        handle_close(&table, index);
    }
    assert_int_equal(handle_open(&table, CLUSTER, HANDLE_NOWHERE, &index), 0);
    for (int i = 0; i < 6; i++)
        assert_int_equal(handle_find(&table, given[i], 0, &found), HANDLE_IS_STALE);
}

/* What a closed owner owned is taken up before it; what is spent of it is passed over. */
static void what_was_owned_is_taken_up_first(void **state)
{
    (void)state;
    struct handle_slot slots[5];
    struct handle_table table;
    handle_table_init(&table, slots, 5, 3);
    uint32_t owner, owned[4], at, found;
    uint64_t closed = handle_open(&table, CLUSTER, HANDLE_NOWHERE, &owner);
    uint64_t of_it[4];
    for (int i = 0; i < 4; i++)
        of_it[i] = handle_open(&table, NODE, owner, &owned[i]);
    assert_int_equal(handle_owner(&table, owner), HANDLE_NOWHERE);
    assert_int_equal(handle_owner(&table, owned[1]), owner);
    slots[owned[2]].generation = 3; /* spent */
    handle_close(&table, owner);
    assert_int_equal(handles_open(&table), 0);
    for (int i = 0; i < 3; i++) {
        assert_int_not_equal(handle_open(&table, CLUSTER, HANDLE_NOWHERE, &at), 0);
        assert_int_not_equal(at, owner);
        assert_int_not_equal(at, owned[2]);
        assert_true(handle_table_consistent(&table));
    }
    assert_int_not_equal(handle_open(&table, CLUSTER, HANDLE_NOWHERE, &at), 0);
    assert_int_equal(at, owner);
    assert_int_equal(handle_find(&table, closed, 0, &found), HANDLE_IS_STALE);
    for (int i = 0; i < 4; i++)
        assert_int_equal(handle_find(&table, of_it[i], 0, &found), HANDLE_IS_STALE);
    assert_int_equal(handle_open(&table, CLUSTER, HANDLE_NOWHERE, &at), 0);
    assert_int_equal(slots[owned[2]].kind, 0);
    assert_int_equal(handles_open(&table), 4);
    assert_true(handle_table_consistent(&table));
}

/* No sequence of calls comes to this; it holds all the same. */
static void what_names_an_older_owner_is_not_open(void **state)
{
    (void)state;
    struct handle_slot slots[2];
    struct handle_table table;
    handle_table_init(&table, slots, 2, 3);
    uint32_t owner, owned;
    assert_int_not_equal(handle_open(&table, CLUSTER, HANDLE_NOWHERE, &owner), 0);
    assert_int_not_equal(handle_open(&table, NODE, owner, &owned), 0);
    assert_true(handle_is_open(&table, owned));
    slots[owner].generation++;
    assert_false(handle_is_open(&table, owned));
}

static void a_million_handles(void **state)
{
    (void)state;
    enum { MANY = 1000000 };
    struct handle_slot *slots = malloc((MANY + 1) * sizeof *slots);
    uint64_t *given = malloc(MANY * sizeof *given);
    assert_non_null(slots);
    assert_non_null(given);
    struct handle_table table;
    handle_table_init(&table, slots, MANY + 1, HANDLE_GENERATIONS);
    uint32_t root, at;
    handle_open(&table, CLUSTER, HANDLE_NOWHERE, &root);
    for (uint32_t i = 0; i < MANY; i++)
        given[i] = handle_open(&table, NODE, root, &at);
    assert_int_equal(handle_open(&table, NODE, root, &at), 0);
    for (uint32_t i = 0; i < MANY; i++)
        if (handle_find(&table, given[i], NODE, &at) != HANDLE_IS_VALID)
            fail();
    handle_close(&table, root);
    assert_int_equal(handles_open(&table), 0);
    for (uint32_t i = 0; i < MANY; i++)
        if (handle_find(&table, given[i], NODE, &at) != HANDLE_IS_STALE)
            fail();
    free(given);
    free(slots);
}

static void every_refusal_is_one_code(void **state)
{
    (void)state;
    assert_int_equal(handle_error(HANDLE_IS_VALID), 0);
    assert_int_equal(handle_error(HANDLE_IS_NULL), ERROR_INVALID_HANDLE);
    assert_int_equal(handle_error(HANDLE_IS_INVENTED), ERROR_INVALID_HANDLE);
    assert_int_equal(handle_error(HANDLE_IS_STALE), ERROR_INVALID_HANDLE);
    assert_int_equal(handle_error(HANDLE_IS_OTHER_KIND), ERROR_INVALID_HANDLE);
}

/* Its memory holds what looks like an open handle. */
static void a_slot_never_opened_is_not_looked_at(void **state)
{
    (void)state;
    struct handle_slot slots[2], others[2];
    struct handle_table table, other;
    uint32_t index;
    memset(slots, 0, sizeof slots);
    slots[1] = (struct handle_slot){.generation = 1, .kind = CLUSTER};
    handle_table_init(&table, slots, 2, HANDLE_GENERATIONS);
    handle_table_init(&other, others, 2, HANDLE_GENERATIONS);
    (void)handle_open(&table, CLUSTER, HANDLE_NOWHERE, &index);
    (void)handle_open(&other, CLUSTER, HANDLE_NOWHERE, &index);
    uint64_t second = handle_open(&other, CLUSTER, HANDLE_NOWHERE, &index);
    assert_int_equal(handle_find(&table, second, CLUSTER, &index), HANDLE_IS_INVENTED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(opened_is_found),
        cmocka_unit_test(closed_is_stale),
        cmocka_unit_test(never_given_out_is_invented),
        cmocka_unit_test(looks_unlike_a_pointer),
        cmocka_unit_test(close_takes_what_is_owned),
        cmocka_unit_test(full_table_loses_nothing),
        cmocka_unit_test(spent_slot_is_retired),
        cmocka_unit_test(what_was_owned_is_taken_up_first),
        cmocka_unit_test(what_names_an_older_owner_is_not_open),
        cmocka_unit_test(a_million_handles),
        cmocka_unit_test(every_refusal_is_one_code),
        cmocka_unit_test(a_slot_never_opened_is_not_looked_at),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
