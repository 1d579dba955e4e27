/* Notification ports: filters, the queue, calls that wait. */
#include "notify_calls_test.h"

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
    assert_int_equal(code_of(call.method), ERROR_NO_MORE_ITEMS);
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

static struct token key_at(struct name path)
{
    put_number(0, 0x20019);
    assert_int_equal(ask(all, 28), 0);
    struct token root = returned();
    put_name(1, path);
    put_number(2, 0x20019);
    assert_int_equal(ask_about(30, root), 0);
    return returned();
}

static uint32_t watch(struct token key, uint32_t filter, uint32_t subtree, uint32_t number)
{
    put_number(2, number);
    put_number(3, filter);
    put_number(4, subtree);
    return ask_about_two(61, port, key);
}

static void registry_keys(void **state)
{
    (void)state;
    struct token groups = key_at(NAME("Groups")), one = key_at(NAME("Resources\\r-1"));
    assert_int_equal(watch(groups, 0x80, 1, 1), ERROR_INVALID_PARAMETER);
    assert_int_equal(watch(groups, 0x50, 1, 1), 0);
    assert_int_equal(watch(groups, 0x50, 0, 2), 0); /* the key itself never changes */
    assert_int_equal(watch(one, 0x40, 0, 3), 0);
    assert_int_equal(add(57, cluster, 0xC0, 4), 0);
    put_name(1, NAME("Renamed"));
    assert_int_equal(ask_about(46, group), 0);
    expect_notice(1, 0x40, NAME("Groups\\g-1"));
    expect_notice(4, 0x40, NAME("Groups\\g-1"));
    put_name(1, NAME("Renamed"));
    assert_int_equal(ask_about(13, resource), 0);
    expect_notice(3, 0x40, NAME("Resources\\r-1"));
    expect_notice(4, 0x40, NAME("Resources\\r-1"));
    put_name(0, NAME("New"));
    assert_int_equal(ask(all, 42), 0);
    assert_int_equal(fetch(65, 1), 0);
    assert_int_equal(reply.value[0].number, 1);
    assert_int_equal(reply.value[1].number, 0x10);
    expect_none();
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
        cmocka_unit_test_setup(registry_keys, open_all),
        cmocka_unit_test_setup(asynchronous_form, open_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
