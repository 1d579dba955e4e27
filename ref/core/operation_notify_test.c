/* Notification ports: filters, the queue, calls that wait. */
#include "server_calls_test.h"

static struct token port, resource, group, cluster;

static int open_all(void **state)
{
    make(state);
    resource = open_named(all, 8, NAME("Cluster Name"));
    group = open_named(all, 41, NAME("Cluster Group"));
    assert_int_equal(ask(all, 0), 0);
    cluster = returned();
    assert_int_equal(ask(all, 55), 0);
    port = returned();
    return 0;
}

static uint32_t add(uint32_t opnum, struct token object, uint32_t filter, uint32_t key)
{
    put_number(2, filter);
    put_number(3, key);
    return ask_about_two(opnum, port, object);
}

/* A call for an event, by name; SERVER_PENDING or 0. */
static uint32_t fetch(uint32_t opnum, uint64_t token)
{
    put_handle(0, &port);
    prepare(all, opnum);
    call.token = token;
    uint32_t status = server_call(&call);
    if (status == 0)
        assert_fits_the_wire(NDR);
    return status;
}

static uint32_t complete(uint32_t opnum, uint64_t token)
{
    prepare(all, opnum);
    call.request = NULL;
    call.token = token;
    uint32_t status = server_complete(&call);
    if (status == 0)
        assert_fits_the_wire(NDR64);
    return status;
}

static void expect_notice(uint32_t key, uint32_t filter, struct name name)
{
    assert_int_equal(fetch(65, 1), 0);
    assert_int_equal(code_of(call.method), 0);
    assert_int_equal(reply.value[0].number, key);
    assert_int_equal(reply.value[1].number, filter);
    assert_true(is_text(&reply.value[3], name));
}

static void expect_none(void)
{
    assert_int_equal(fetch(65, 99), SERVER_PENDING);
    assert_true(server_end_wait(&server, 99, 0));
}

static void events_in_order_to_matching_filters(void **state)
{
    (void)state;
    assert_int_equal(add(60, resource, 0x100, 7), 0);
    assert_int_equal(reply.value[0].number, 0);
    assert_int_equal(add(59, group, 0x1000, 8), 0);
    struct token other = open_named(all, 8, NAME("Other Name"));
    assert_int_equal(ask_about(18, other), 0);
    assert_int_equal(ask_about(18, resource), 0);
    expect_notice(8, 0x1000, NAME("Cluster Group")); /* partly online */
    expect_notice(7, 0x100, NAME("Cluster Name"));
    assert_int_equal(reply.value[2].number, 1); /* the state sequence number */
    expect_notice(8, 0x1000, NAME("Cluster Group"));
    expect_none();
}

static void cluster_filter_hears_of_all_objects(void **state)
{
    (void)state;
    assert_int_equal(add(57, cluster, 0x4100 | 0x2000, 5), 0);
    put_name(0, NAME("New"));
    assert_int_equal(ask(all, 42), 0);
    struct token made = returned();
    put_number(1, 0);
    assert_int_equal(ask_about(43, made), 0);
    assert_int_equal(ask_about(16, resource), 0);
    expect_notice(5, 0x4000, NAME("New"));
    expect_notice(5, 0x2000, NAME("New")); /* the name outlives the object */
    expect_notice(5, 0x100, NAME("Cluster Name"));
    expect_none();
}

static void a_notice_for_each_filter(void **state)
{
    (void)state;
    assert_int_equal(add(60, resource, 0x100, 1), 0);
    assert_int_equal(add(57, cluster, 0x100, 2), 0);
    assert_int_equal(ask_about(18, resource), 0);
    expect_notice(1, 0x100, NAME("Cluster Name"));
    expect_notice(2, 0x100, NAME("Cluster Name"));
    expect_none();
}

static void nothing_before_the_first_filter(void **state)
{
    (void)state;
    assert_int_equal(ask_about(18, resource), 0);
    assert_int_equal(add(60, resource, 0x100, 1), 0);
    expect_none();
}

static void other_clusters_are_not_heard(void **state)
{
    (void)state;
    assert_int_equal(add(57, cluster, 0x100, 2), 0);
    m.cluster[READER].caller.permitted = LEVEL_ALL;
    struct token there = open_named(reader, 8, NAME("Cluster Name"));
    put_handle(0, &there);
    assert_int_equal(ask(reader, 18), 0);
    expect_none();
}

static void filters_are_checked(void **state)
{
    (void)state;
    assert_int_equal(add(60, resource, 0x1000, 1), ERROR_INVALID_PARAMETER);
    assert_int_equal(add(60, resource, 0, 1), ERROR_INVALID_PARAMETER);
    assert_int_equal(add(57, cluster, 0x80000000, 1), ERROR_INVALID_PARAMETER);
    assert_int_equal(add(57, cluster, 0x20000000, 1), ERROR_INVALID_PARAMETER);
    assert_int_equal(add(57, cluster, 0x00080000, 1), ERROR_INVALID_PARAMETER);
    assert_int_equal(add(60, group, 0x100, 1), ERROR_INVALID_HANDLE);
    for (int i = 0; i < FILTERS; i++)
        assert_int_equal(add(60, resource, 0x100, 1), 0);
    assert_int_equal(add(60, resource, 0x100, 1), ERROR_NOT_ENOUGH_MEMORY);
}

static void read_level_suffices(void **state)
{
    (void)state;
    struct token weak = open_to_read(all, 120, NAME("Cluster Name"));
    assert_int_equal(add(60, weak, 0x100, 1), 0);
}

static void added_again_tells_what_was_missed(void **state)
{
    (void)state;
    put_number(4, 0);
    assert_int_equal(add(64, resource, 0x100, 3), 0);
    expect_none();
    assert_int_equal(ask_about(18, resource), 0);
    expect_notice(3, 0x100, NAME("Cluster Name"));
    put_number(4, 0);
    assert_int_equal(add(64, resource, 0x200, 4), 0);
    expect_notice(4, 0x100, NAME("Cluster Name"));
}

/* MS-CMRP 3.1.4.2.66: no answer before an indication */
static void calls_wait_for_an_event(void **state)
{
    (void)state;
    uint64_t token = 0;
    assert_int_equal(add(60, resource, 0x100, 7), 0);
    assert_int_equal(fetch(65, 41), SERVER_PENDING);
    assert_int_equal(fetch(65, 42), SERVER_PENDING);
    assert_false(server_ready(&server, &token));
    assert_int_equal(complete(65, 41), SERVER_PENDING);
    assert_int_equal(fetch(65, 43), 0); /* no room for a third */
    assert_int_equal(code_of(call.method), ERROR_NOT_ENOUGH_MEMORY);
    assert_int_equal(ask_about(18, resource), 0);
    assert_true(server_ready(&server, &token));
    assert_int_equal(token, 41);
    assert_int_equal(complete(65, 41), 0);
    assert_int_equal(reply.value[0].number, 7);
    assert_false(server_ready(&server, &token)); /* one event, one answer */
    assert_int_equal(complete(65, 41), SERVER_PENDING);
    assert_true(server_end_wait(&server, 42, WAIT_TIMEOUT));
    assert_true(server_ready(&server, &token));
    assert_int_equal(complete(65, token), 0);
    assert_int_equal(code_of(call.method), WAIT_TIMEOUT);
    assert_false(server_end_wait(&server, 42, WAIT_TIMEOUT));
}

static void closing_and_unblocking_complete_calls(void **state)
{
    (void)state;
    uint64_t token;
    assert_int_equal(add(60, resource, 0x100, 7), 0);
    assert_int_equal(fetch(65, 1), SERVER_PENDING);
    assert_int_equal(ask_about(107, port), 0);
    assert_true(server_ready(&server, &token));
    assert_int_equal(complete(65, token), 0);
    assert_int_equal(code_of(call.method), ERROR_INVALID_FUNCTION);
    assert_int_equal(fetch(65, 2), SERVER_PENDING);
    assert_int_equal(ask_about(56, port), 0);
    assert_null(reply.value[0].at);
    assert_true(server_ready(&server, &token));
    assert_int_equal(complete(65, token), 0);
    assert_int_equal(code_of(call.method), ERROR_INVALID_FUNCTION);
    assert_int_equal(filters[0].version, 0); /* and its filters are gone */
    assert_int_equal(fetch(65, 3), FAULT_CONTEXT_MISMATCH);
}

static void the_end_of_an_association_ends_its_ports(void **state)
{
    (void)state;
    uint64_t token;
    assert_int_equal(add(60, resource, 0x100, 7), 0);
    assert_int_equal(fetch(65, 1), SERVER_PENDING);
    server_disconnect(&server, all);
    assert_false(server_ready(&server, &token));
    assert_int_equal(filters[0].version, 0);
    assert_false(server_end_wait(&server, 1, 0));
}

static void a_full_queue_says_that_it_lost_something(void **state)
{
    (void)state;
    assert_int_equal(add(60, resource, 0x100, 7), 0);
    for (int i = 0; i < NOTICES / 2 + 1; i++) {
        assert_int_equal(ask_about(18, resource), 0);
        assert_int_equal(ask_about(17, resource), 0);
    }
    for (int i = 0; i < NOTICES; i++)
        expect_notice(7, 0x100, NAME("Cluster Name"));
    expect_notice(7, 0x80000, NAME("")); /* CLUSTER_CHANGE_CLUSTER_RECONNECT */
    expect_none();
}

static void a_filter_does_not_hear_of_the_next_object(void **state)
{
    (void)state;
    put_name(0, NAME("New"));
    assert_int_equal(ask(all, 42), 0);
    struct token made = returned();
    assert_int_equal(add(59, made, 0xA000, 7), 0);
    put_number(1, 0);
    assert_int_equal(ask_about(43, made), 0);
    expect_notice(7, 0x2000, NAME("New"));
    put_name(0, NAME("Next"));
    assert_int_equal(ask(all, 42), 0);
    made = returned();
    put_name(1, NAME("Renamed"));
    assert_int_equal(ask_about(46, made), 0);
    expect_none();
}

/* -- version 2 ------------------------------------------------------------------------------- */

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

static void asynchronous_form(void **state)
{
    (void)state;
    assert_int_equal(add(60, resource, 0x100, 7), 0);
    assert_int_equal(fetch(147, 5), SERVER_PENDING);
    assert_int_equal(ask_about(18, resource), 0);
    assert_int_equal(complete(147, 5), 0);
    assert_int_equal(reply.value[1].number, 1);
    assert_int_equal(reply.value[0].cell[0].number, 7);
    assert_int_equal(reply.value[0].cell[1].number, 0x100);
    assert_true(is_text(&reply.value[0].cell[2], NAME("Cluster Name")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(events_in_order_to_matching_filters, open_all),
        cmocka_unit_test_setup(cluster_filter_hears_of_all_objects, open_all),
        cmocka_unit_test_setup(a_notice_for_each_filter, open_all),
        cmocka_unit_test_setup(nothing_before_the_first_filter, open_all),
        cmocka_unit_test_setup(other_clusters_are_not_heard, open_all),
        cmocka_unit_test_setup(filters_are_checked, open_all),
        cmocka_unit_test_setup(read_level_suffices, open_all),
        cmocka_unit_test_setup(added_again_tells_what_was_missed, open_all),
        cmocka_unit_test_setup(calls_wait_for_an_event, open_all),
        cmocka_unit_test_setup(closing_and_unblocking_complete_calls, open_all),
        cmocka_unit_test_setup(the_end_of_an_association_ends_its_ports, open_all),
        cmocka_unit_test_setup(a_full_queue_says_that_it_lost_something, open_all),
        cmocka_unit_test_setup(a_filter_does_not_hear_of_the_next_object, open_all),
        cmocka_unit_test_setup(version_2_rows, open_version_2),
        cmocka_unit_test_setup(version_2_properties, open_version_2),
        cmocka_unit_test_setup(version_2_is_checked, open_version_2),
        cmocka_unit_test_setup(version_2_says_that_it_lost_something, open_version_2),
        cmocka_unit_test_setup(asynchronous_form, open_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
