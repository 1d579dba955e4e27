/* Where there is no room: nothing is done, and the code says so. */
#include "change.h"
#include "consistent.h"
#include "notify_calls_test.h"

static const uint8_t units[2 * 400] = {'x'};
static const struct name longer = {units, NAME_UNITS_MAX + 1, false};
static const struct name longest_by_far = {units, 400, false};

static void fill_handle_table(void)
{
    while (handles_open(&server.table) < SLOTS)
        open_named(all, 66, NAME("node1"));
}

static void a_reply_has_as_many_rows_as_there_are_cells(void **state)
{
    (void)state;
    put_name(0, NAME("Set 1"));
    assert_int_equal(ask(all, 163), 0);
    const uint32_t lists[] = {180, 181, 143, 144};
    request.value[1] = request.value[3] = (struct value){.present = false};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        put_name(1, NAME("node1"));
        put_name(2, NAME("Cluster Network 1"));
        if (lists[i] < 180) {
            request.value[1] = (struct value){.present = false};
            put_number(2, 0);
        }
        server.cells = 1;
        assert_int_equal(ask_about(lists[i], cluster), ERROR_NOT_ENOUGH_MEMORY);
        assert_false(reply.value[0].present);
        server.cells = CELLS;
        assert_int_equal(ask_about(lists[i], cluster), 0);
    }
    put_name(0, NAME("Network Name"));
    put_number(1, 3);
    server.cells = 7; /* two nodes, two resources: eight cells */
    assert_int_equal(ask(all, 103), ERROR_NOT_ENOUGH_MEMORY);
    server.cells = 8;
    assert_int_equal(ask(all, 103), 0);
    assert_int_equal(reply.value[0].count, 4);
}

/* ApiCreateEnumEx: two lists; there is room for none, for the first, for both. */
static void two_lists_need_room_for_both(void **state)
{
    (void)state;
    put_number(1, 1); /* nodes */
    put_number(2, 0);
    server.cells = 3;
    assert_int_equal(ask_about(125, cluster), ERROR_NOT_ENOUGH_MEMORY);
    server.cells = 7;
    assert_int_equal(ask_about(125, cluster), ERROR_NOT_ENOUGH_MEMORY);
    server.cells = 8;
    assert_int_equal(ask_about(125, cluster), 0);
    assert_int_equal(reply.value[1].count, 2);
}

static void indications_wait_for_room(void **state)
{
    (void)state;
    assert_int_equal(add(60, resource, 0x100, 7), 0);
    assert_int_equal(ask_about(18, resource), 0);
    assert_int_equal(ask_about(17, resource), 0);
    server.cells = COLUMNS - 1;
    assert_int_equal(fetch(147, 1), 0);
    assert_int_equal(code_of(call.method), ERROR_NOT_ENOUGH_MEMORY);
    server.cells = COLUMNS;
    for (int i = 0; i < 2; i++) {
        assert_int_equal(fetch(147, 1), 0);
        assert_int_equal(reply.value[1].number, 1);
    }
    assert_int_equal(fetch(147, 1), SERVER_PENDING);
}

static void full_handle_tables_leave_nothing_behind(void **state)
{
    (void)state;
    uint32_t objects = m.cluster[ALL].objects;
    fill_handle_table();
    put_name(0, NAME("New"));
    assert_int_equal(ask(all, 42), ERROR_NOT_ENOUGH_MEMORY);
    assert_int_equal(ask(all, 163), ERROR_NOT_ENOUGH_MEMORY);
    assert_int_equal(cluster_find(&m.cluster[ALL], HANDLE_GROUP, NAME("New")), OBJECT_NONE);
    assert_int_equal(cluster_find(&m.cluster[ALL], HANDLE_GROUPSET, NAME("New")), OBJECT_NONE);
    assert_int_equal(m.cluster[ALL].objects, objects + 1); /* one place, used twice */
}

static void a_full_model_takes_no_group_set(void **state)
{
    (void)state;
    put_name(0, longer);
    assert_int_equal(ask(all, 163), ERROR_NOT_ENOUGH_MEMORY);
    m.cluster[ALL].room = OBJECTS;
    put_name(0, NAME("Set 1"));
    assert_int_equal(ask(all, 163), ERROR_NOT_ENOUGH_MEMORY);
    assert_int_equal(m.cluster[ALL].objects, OBJECTS);
}

static void full_relations_leave_everything_as_it_is(void **state)
{
    (void)state;
    put_name(0, NAME("Set 1"));
    assert_int_equal(ask(all, 163), 0);
    struct token set = returned();
    put_name(0, NAME("Set 2"));
    assert_int_equal(ask(all, 163), 0);
    struct token two = returned();
    put_name(0, NAME("Second"));
    assert_int_equal(ask(all, 42), 0);
    struct token second = returned();
    struct token node = open_named(all, 66, NAME("node2"));
    m.cluster[ALL].relations = 0;
    assert_int_equal(ask_about_two(167, set, group), ERROR_NOT_ENOUGH_MEMORY);
    assert_int_equal(ask_about_two(172, group, set), ERROR_NOT_ENOUGH_MEMORY);
    assert_int_equal(ask_about_two(24, resource, node), ERROR_NOT_ENOUGH_MEMORY);
    m.cluster[ALL].relations = 2;
    assert_int_equal(ask_about_two(167, set, group), 0);
    assert_int_equal(ask_about_two(167, two, second), 0);
    assert_int_equal(ask_about_two(171, set, two), ERROR_NOT_ENOUGH_MEMORY);
    m.cluster[ALL].relations = 3;
    assert_int_equal(ask_about_two(171, set, two), 0);
}

/* A type's name is copied into the new resource: one that a fixture made too long does not fit. */
static void a_long_type_cannot_be_given_on(void **state)
{
    (void)state;
    room[ALL][RESOURCE].type = longer;
    put_handle(0, &group);
    put_name(1, NAME("New"));
    put_name(2, longer);
    put_number(3, 0);
    assert_int_equal(ask(all, 9), ERROR_NOT_ENOUGH_MEMORY);
    assert_int_equal(m.cluster[ALL].objects, OBJECTS);
}

static void texts_longer_than_the_servers_room_are_refused(void **state)
{
    (void)state;
    room[ALL][GROUP].name = longest_by_far;
    put_number(1, 0x03000029); /* CLUSCTL_GROUP_GET_NAME */
    request.value[2] = (struct value){.present = false};
    put_number(3, 0);
    put_number(4, 2000);
    assert_int_equal(ask_about(77, group), ERROR_NOT_ENOUGH_MEMORY);
    put_number(4, 801);
    assert_int_equal(ask_about(77, group), ERROR_MORE_DATA);
    assert_int_equal(reply.value[2].number, 802);
    put_number(0, 0x20019);
    assert_int_equal(ask(all, 28), 0);
    struct token root = returned();
    put_name(1, NAME("Groups\\g-1"));
    put_number(2, 0x20019);
    assert_int_equal(ask_about(30, root), 0);
    struct token key = returned();
    put_name(1, NAME("Name"));
    put_number(2, 2000);
    assert_int_equal(ask_about(34, key), ERROR_NOT_ENOUGH_MEMORY);
}

/* An indication with the id of an object, where the id is too long, counts as lost. */
static void an_id_that_does_not_fit_is_a_lost_indication(void **state)
{
    (void)state;
    assert_int_equal(add(57, cluster, 0x400, 5), 0);
    room[ALL][GROUP].id = longer;
    put_handle(0, &group);
    put_name(1, NAME("New"));
    put_name(2, NAME("Network Name"));
    put_number(3, 0);
    assert_int_equal(ask(all, 9), 0);
    expect_notice(5, 0x80000, NAME(""));
    expect_none();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_reply_has_as_many_rows_as_there_are_cells, open_all),
        cmocka_unit_test_setup(two_lists_need_room_for_both, open_all),
        cmocka_unit_test_setup(indications_wait_for_room, open_all),
        cmocka_unit_test_setup(full_handle_tables_leave_nothing_behind, open_all),
        cmocka_unit_test_setup(a_full_model_takes_no_group_set, open_all),
        cmocka_unit_test_setup(full_relations_leave_everything_as_it_is, open_all),
        cmocka_unit_test_setup(a_long_type_cannot_be_given_on, open_all),
        cmocka_unit_test_setup(texts_longer_than_the_servers_room_are_refused, open_all),
        cmocka_unit_test_setup(an_id_that_does_not_fit_is_a_lost_indication, open_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
