/* Version 2 notification ports: what is registered and what comes. */
#include "notify_calls_test.h"

static struct value filter_cells[2];

static uint32_t add_v2(struct token object, uint32_t type, uint64_t flags, uint32_t targeted)
{
    filter_cells[0] = (struct value){.number = type, .present = true};
    filter_cells[1] = (struct value){.number = flags, .present = true};
    request.value[2] = (struct value){.cell = filter_cells, .count = 1, .max = 1, .present = true};
    put_number(3, 70 + type);
    put_number(4, 2);
    put_number(5, targeted);
    return ask_about_two(138, port, object);
}

static int open_version_2(void **state)
{
    open_all(state);
    assert_int_equal(ask(all, 137), 0);
    port = returned();
    return 0;
}

static const struct value *row(uint32_t i)
{
    return &reply.value[0].cell[9 * i];
}

static void version_2_rows(void **state)
{
    (void)state;
    static const uint8_t offline[] = {3, 0, 0, 0};
    assert_int_equal(add_v2(resource, EVENT_OF_RESOURCE, 0x4, 1), 0);
    assert_int_equal(add_v2(cluster, EVENT_OF_GROUP, 0x18, 0), 0);
    assert_int_equal(ask_about(18, resource), 0);
    assert_int_equal(fetch(139, 1), 0);
    assert_int_equal(code_of(call.method), 0);
    assert_int_equal(reply.value[1].number, 2);
    assert_int_equal(row(0)[0].number, 73);
    assert_int_equal(row(0)[1].number, EVENT_OF_RESOURCE);
    assert_int_equal(row(0)[2].number, 0x4);
    assert_int_equal(row(0)[4].number, 4);
    assert_memory_equal(row(0)[3].at, offline, 4);
    assert_true(is_text(&row(0)[5], NAME("r-1")));
    assert_true(is_text(&row(0)[6], NAME("g-1")));
    assert_true(is_text(&row(0)[7], NAME("Cluster Name")));
    assert_true(is_text(&row(0)[8], NAME("Network Name")));
    assert_int_equal(row(1)[1].number, EVENT_OF_GROUP);
    assert_true(is_text(&row(1)[6], NAME("1"))); /* the node's id */
    assert_true(is_text(&row(1)[8], NAME("")));
    assert_int_equal(fetch(139, 1), SERVER_PENDING);
}

static void version_2_properties(void **state)
{
    (void)state;
    static const uint8_t list[] = {1,   0,   0,   0,   3,   0,   4,   0,   24, 0,   0, 0,   'D',
                                   0,   'e', 0,   's', 0,   'c', 0,   'r', 0,  'i', 0, 'p', 0,
                                   't', 0,   'i', 0,   'o', 0,   'n', 0,   0,  0,   3, 0,   1,
                                   0,   4,   0,   0,   0,   'x', 0,   0,   0,  0,   0, 0,   0};
    assert_int_equal(add_v2(group, EVENT_OF_GROUP, 0x2, 1), 0);
    put_number(1, 0x0340005E);
    request.value[2] = (struct value){.at = list, .count = sizeof list, .present = true};
    put_number(3, sizeof list);
    put_number(4, 0);
    assert_int_equal(ask_about(77, group), 0);
    assert_int_equal(fetch(139, 1), 0);
    assert_int_equal(row(0)[4].number, sizeof list);
    assert_memory_equal(row(0)[3].at, list, sizeof list);
}

static void version_2_is_checked(void **state)
{
    (void)state;
    assert_int_equal(add_v2(resource, EVENT_OF_GROUP, 0x1, 1), ERROR_INVALID_HANDLE);
    assert_int_equal(add_v2(resource, EVENT_OF_RESOURCE, 0x4, 0), ERROR_INVALID_HANDLE);
    assert_int_equal(add_v2(resource, EVENT_OF_RESOURCE, 0x200, 1), ERROR_INVALID_PARAMETER);
    assert_int_equal(add_v2(resource, 99, 0x1, 1), ERROR_INVALID_PARAMETER);
    assert_int_equal(add_v2(resource, 0, 0x1, 1), ERROR_INVALID_PARAMETER);
    assert_int_equal(add_v2(cluster, EVENT_OF_CLUSTER, 0x8, 1), ERROR_INVALID_PARAMETER);
    assert_int_equal(fetch(65, 1), 0); /* not a version 1 port */
    assert_int_equal(code_of(call.method), ERROR_INVALID_HANDLE);
    assert_int_equal(add(60, resource, 0x100, 1), ERROR_INVALID_HANDLE);
    assert_int_equal(add_v2(cluster, EVENT_OF_CLUSTER, 0x4, 1), 0);
    put_number(4, 3); /* dwVersion */
    assert_int_equal(ask_about_two(138, port, cluster), ERROR_INVALID_PARAMETER);
}

static void version_2_says_that_it_lost_something(void **state)
{
    (void)state;
    assert_int_equal(add_v2(resource, EVENT_OF_RESOURCE, 0x4, 1), 0);
    server.events.notices = 0;
    assert_int_equal(ask_about(18, resource), 0);
    assert_int_equal(fetch(139, 1), 0);
    assert_int_equal(reply.value[1].number, 1);
    assert_int_equal(row(0)[1].number, EVENT_OF_CLUSTER);
    assert_int_equal(row(0)[2].number, 0x200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(version_2_rows, open_version_2),
        cmocka_unit_test_setup(version_2_properties, open_version_2),
        cmocka_unit_test_setup(version_2_is_checked, open_version_2),
        cmocka_unit_test_setup(version_2_says_that_it_lost_something, open_version_2),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
