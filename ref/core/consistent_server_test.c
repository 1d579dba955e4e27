/* Each thing that must hold of a server, broken alone. */
#include "consistent.h"

#include "server_calls_test.h"

static void an_association_is_one_of_version_2_or_3(void **state)
{
    (void)state;
    uint32_t old = server_connect(&server, ALL, 2);
    assert_true(server_consistent(&server));
    contexts[old].version = 1;
    assert_false(server_consistent(&server));
    contexts[old].version = 3;
    contexts[old].object = 0;
    assert_false(server_consistent(&server));
}

/* No context handle is obtained from another. */
static void context_handles_belong_to_associations(void **state)
{
    (void)state;
    uint32_t index;
    struct token before = open_named(all, 66, NAME("node1"));
    (void)open_named(all, 41, NAME("Cluster Group"));
    const uint32_t owner = slots[all].first;
    const struct server_context context = contexts[owner];
    assert_int_equal(ask_about(67, before), 0); /* its place comes before the owner's */
    assert_true(server_consistent(&server));
    assert_int_not_equal(handle_open(&server.table, HANDLE_NODE, owner, &index), 0);
    assert_true(index < owner);
    contexts[index] = context;
    assert_false(server_consistent(&server));
    handle_close(&server.table, index);
    assert_true(server_consistent(&server));
    assert_int_not_equal(handle_open(&server.table, HANDLE_NODE, all, &index), 0);
    contexts[index] = context;
    assert_true(server_consistent(&server));
    assert_int_not_equal(handle_open(&server.table, HANDLE_NODE, index, &index), 0);
    contexts[index] = context; /* behind its owner: seen as what that one owns */
    assert_false(server_consistent(&server));
}

static void ports_have_a_version(void **state)
{
    (void)state;
    for (uint32_t opnum = 55; opnum <= 137; opnum += 82) { /* version 1, version 2 */
        assert_int_equal(ask(all, opnum), 0);
        assert_true(server_consistent(&server));
    }
    contexts[slots[all].first].version = 0;
    assert_false(server_consistent(&server));
}

static void what_waits_belongs_to_an_open_port(void **state)
{
    (void)state;
    notices[0] = (struct notice){.order = 1, .port = 5};
    assert_false(server_consistent(&server));
    notices[0].order = 0;
    assert_true(server_consistent(&server));
    waitings[0] = (struct waiting){.token = 1, .order = 1, .code = 1, .association = SLOTS};
    assert_false(server_consistent(&server));
    waitings[0].association = all;
    assert_true(server_consistent(&server));
    assert_int_equal(ask(all, 55), 0);
    waitings[0].code = 0;
    assert_false(server_consistent(&server));
    waitings[0].port = handle_at(&server.table, slots[all].first);
    assert_true(server_consistent(&server));
    notices[0] = (struct notice){.order = 1, .port = waitings[0].port};
    assert_true(server_consistent(&server));
}

static void each_slot_of_the_server_is_looked_at(void **state)
{
    (void)state;
    const uint32_t other = server_connect(&server, ALL, 3);
    (void)open_named(other, 41, NAME("Cluster Group"));
    const uint32_t group = slots[other].first;
    contexts[group].object = m.cluster[ALL].objects;
    assert_false(server_consistent(&server));
    contexts[group].object = GROUP;
    slots[group].kind = HANDLE_GROUPSET;
    assert_true(server_consistent(&server));
    slots[group].kind = HANDLE_GROUPSET + 1;
    assert_false(server_consistent(&server));
    slots[group].kind = HANDLE_GROUP;
    assert_int_equal(all, 0);
    contexts[all].version = 1;
    assert_false(server_consistent(&server));
}

static void each_filter_notice_and_wait_is_looked_at(void **state)
{
    (void)state;
    filters[1] = (struct registration){.version = 1, .port = 5};
    assert_false(server_consistent(&server));
    server.events.registrations = 1;
    assert_true(server_consistent(&server));
    notices[1] = (struct notice){.order = 1, .port = 5};
    assert_false(server_consistent(&server));
    server.events.notices = 1;
    assert_true(server_consistent(&server));
    waitings[1] = (struct waiting){.token = 1, .order = 1, .code = 1, .association = 0x0FFFFFFF};
    assert_false(server_consistent(&server));
    assert_int_equal(ask(all, 137), 0); /* a port of version 2 is no association */
    waitings[1].association = slots[all].first;
    assert_false(server_consistent(&server));
    server.events.waitings = 1;
    assert_true(server_consistent(&server));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(an_association_is_one_of_version_2_or_3, make),
        cmocka_unit_test_setup(context_handles_belong_to_associations, make),
        cmocka_unit_test_setup(ports_have_a_version, make),
        cmocka_unit_test_setup(what_waits_belongs_to_an_open_port, make),
        cmocka_unit_test_setup(each_slot_of_the_server_is_looked_at, make),
        cmocka_unit_test_setup(each_filter_notice_and_wait_is_looked_at, make),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
