#include "consistent.h"

#include "server_calls_test.h"

/* A table with an owner, two owned, one closed and one spent slot. */
static struct handle_slot slot[6];

static void make_table(struct handle_table *table)
{
    uint32_t owner, index;
    handle_table_init(table, slot, 6, 2);
    assert_int_not_equal(handle_open(table, 1, HANDLE_NOWHERE, &owner), 0);
    for (int i = 0; i < 2; i++) { /* the same slot twice: spent */
        assert_int_not_equal(handle_open(table, 2, owner, &index), 0);
        handle_close(table, index);
    }
    for (int i = 0; i < 3; i++)
        assert_int_not_equal(handle_open(table, 2, owner, &index), 0);
    handle_close(table, index);
    assert_true(handle_table_consistent(table));
}

static void broken_tables_are_noticed(void **state)
{
    (void)state;
    struct handle_table table;
    const struct {
        size_t at, size;
        uint64_t number;
    } broken[] = {
        {offsetof(struct handle_slot, kind), sizeof slot->kind, 0},
        {offsetof(struct handle_slot, owner), sizeof slot->owner, 0},
        {offsetof(struct handle_slot, owner), sizeof slot->owner, HANDLE_MARK + HANDLE_STEP + 8},
        {offsetof(struct handle_slot, next), sizeof slot->next, HANDLE_NOWHERE},
        {offsetof(struct handle_slot, next), sizeof slot->next, 3},
        {offsetof(struct handle_slot, first), sizeof slot->first, 0},
        {offsetof(struct handle_slot, generation), sizeof slot->generation, 9},
        {offsetof(struct handle_slot, generation), sizeof slot->generation, 0},
    };
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        make_table(&table);
        assert_int_equal(slot[3].kind, 2);
        assert_int_equal(slot[3].next, 2);
        memcpy((char *)&slot[3] + broken[i].at, &broken[i].number, broken[i].size);
        assert_false(handle_table_consistent(&table));
    }
}

static void broken_lists_are_noticed(void **state)
{
    (void)state;
    struct handle_table table;
    make_table(&table);
    assert_int_equal(table.closed, 4);
    table.closed = 1; /* spent */
    assert_false(handle_table_consistent(&table));
    make_table(&table);
    slot[4].next = 4; /* for ever */
    assert_false(handle_table_consistent(&table));
    make_table(&table);
    table.closed = HANDLE_NOWHERE; /* lost */
    assert_false(handle_table_consistent(&table));
    make_table(&table);
    slot[0].first = 2; /* not the first of its list */
    assert_false(handle_table_consistent(&table));
    make_table(&table);
    table.touched = 7;
    assert_false(handle_table_consistent(&table));
}

static void served_is_consistent(void **state)
{
    (void)state;
    assert_true(server_consistent(&server));
    struct token node = open_named(all, 66, NAME("node1"));
    assert_int_equal(ask(all, 55), 0);
    struct token port = returned();
    assert_true(server_consistent(&server));
    put_number(2, 1);
    put_number(3, 7);
    assert_int_equal(ask_about_two(58, port, node), 0);
    assert_true(server_consistent(&server));
    assert_int_not_equal(filters[0].version, 0);
    filters[0].port += 2;
    assert_false(server_consistent(&server));
    filters[0].port -= 2;
    server_disconnect(&server, all);
    assert_true(server_consistent(&server));
    contexts[reader].cluster = CLUSTERS;
    assert_false(server_consistent(&server));
}

static void broken_servers_are_noticed(void **state)
{
    (void)state;
    (void)open_named(all, 66, NAME("node1"));
    const uint32_t index = slots[all].first;
    const struct server_context good = contexts[index];
    contexts[index].object = ROOM + 1;
    assert_false(server_consistent(&server));
    contexts[index] = good;
    contexts[index].cluster = READER;
    assert_false(server_consistent(&server));
    contexts[index] = good;
    slots[index].kind = 0x77;
    assert_false(server_consistent(&server));
    slots[index].kind = HANDLE_NODE;
    contexts[all].version = 4;
    assert_false(server_consistent(&server));
    contexts[all].version = 3;
    waitings[0] = (struct waiting){.token = 1, .port = 5, .order = 1, .association = all};
    assert_false(server_consistent(&server));
    waitings[0].code = 1;
    assert_true(server_consistent(&server));
    waitings[0].association = index;
    assert_false(server_consistent(&server));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(broken_tables_are_noticed),
        cmocka_unit_test(broken_lists_are_noticed),
        cmocka_unit_test_setup(served_is_consistent, make),
        cmocka_unit_test_setup(broken_servers_are_noticed, make),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
