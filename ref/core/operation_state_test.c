/* Rules that depend on the states of nodes, groups and resources. */
#include "change.h"
#include "server_calls_test.h"

static struct token resource, other, group, node1, node2;

static int open_all(void **state)
{
    make(state);
    resource = open_named(all, 8, NAME("Cluster Name"));
    other = open_named(all, 8, NAME("Other Name"));
    group = open_named(all, 41, NAME("Cluster Group"));
    node1 = open_named(all, 66, NAME("node1"));
    node2 = open_named(all, 66, NAME("node2"));
    room[ALL][NODE2].state = NODE_UP;
    return 0;
}

static struct token create_named(uint32_t opnum, struct name name)
{
    put_name(0, name);
    assert_int_equal(ask(all, opnum), 0);
    return returned();
}

/* -- resources ------------------------------------------------------------------------------- */

static void only_an_active_resource_can_fail(void **state)
{
    (void)state;
    const struct {
        uint32_t before, error;
    } rows[] = {{RESOURCE_ONLINE, 0},
                {RESOURCE_ONLINE_PENDING, 0},
                {RESOURCE_OFFLINE_PENDING, 0},
                {RESOURCE_OFFLINE, ERROR_INVALID_STATE},
                {RESOURCE_FAILED, ERROR_INVALID_STATE}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        room[ALL][RESOURCE].state = rows[i].before;
        assert_int_equal(ask_about(16, resource), rows[i].error);
        assert_int_equal(room[ALL][RESOURCE].state,
                         rows[i].error == 0 ? RESOURCE_FAILED : rows[i].before);
    }
}

static void a_pending_resource_is_not_restarted(void **state)
{
    (void)state;
    put_number(1, 0);
    room[ALL][RESOURCE].state = RESOURCE_ONLINE_PENDING;
    assert_int_equal(ask_about(146, resource), ERROR_INVALID_STATE);
    assert_int_equal(room[ALL][RESOURCE].state, RESOURCE_ONLINE_PENDING);
}

static void a_failed_resource_can_be_deleted(void **state)
{
    (void)state;
    room[ALL][RESOURCE].state = RESOURCE_FAILED;
    assert_int_equal(ask_about(10, resource), 0);
    room[ALL][RESOURCE2].state = RESOURCE_ONLINE_PENDING;
    assert_int_equal(ask_about(10, other), ERROR_RESOURCE_ONLINE);
}

/* MS-CMRP 3.1.4.2.25: not while the resource is active on that node. */
static void the_node_of_an_active_resource_stays_an_owner(void **state)
{
    (void)state;
    const uint32_t active[] = {RESOURCE_ONLINE, RESOURCE_ONLINE_PENDING, RESOURCE_OFFLINE_PENDING};
    for (size_t i = 0; i < sizeof active / sizeof *active; i++) {
        room[ALL][RESOURCE].state = active[i];
        assert_int_equal(ask_about_two(24, resource, node1), ERROR_INVALID_STATE);
    }
    room[ALL][RESOURCE].state = RESOURCE_OFFLINE;
    assert_int_equal(ask_about_two(24, resource, node1), 0);
}

/* MS-CMRP 3.1.4.2.26: to a group on another node only what is offline or failed goes. */
static void what_is_down_changes_its_group(void **state)
{
    (void)state;
    struct token second = create_named(42, NAME("Second"));
    room[ALL][OBJECTS].owner = NODE2;
    put_number(2, 0);
    assert_int_equal(ask_about_two(184, resource, second), ERROR_RESOURCE_ONLINE);
    room[ALL][RESOURCE].state = RESOURCE_FAILED;
    assert_int_equal(ask_about_two(184, resource, second), 0);
    assert_int_equal(room[ALL][RESOURCE].owner, OBJECTS);
    room[ALL][RESOURCE].state = RESOURCE_OFFLINE;
    assert_int_equal(ask_about_two(184, resource, group), 0);
    assert_int_equal(room[ALL][RESOURCE].owner, GROUP);
}

/* -- dependencies ---------------------------------------------------------------------------- */

/* MS-CMRP 3.1.4.2.20: what is online cannot come to depend on what is not. */
static void states_of_both_ends_count(void **state)
{
    (void)state;
    const struct {
        uint32_t from, to, error;
    } rows[] = {{RESOURCE_OFFLINE, RESOURCE_OFFLINE, 0},
                {RESOURCE_OFFLINE, RESOURCE_ONLINE, 0},
                {RESOURCE_ONLINE, RESOURCE_ONLINE, 0},
                {RESOURCE_ONLINE, RESOURCE_OFFLINE, ERROR_RESOURCE_ONLINE},
                {RESOURCE_ONLINE_PENDING, RESOURCE_ONLINE, ERROR_RESOURCE_ONLINE}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        room[ALL][RESOURCE].state = rows[i].from;
        room[ALL][RESOURCE2].state = rows[i].to;
        assert_int_equal(ask_about_two(21, resource, other), rows[i].error);
        assert_int_equal(ask_about_two(19, resource, other), rows[i].error);
        (void)unrelate(&m.cluster[ALL], RELATION_DEPENDS, RESOURCE, RESOURCE2);
    }
}

/* MS-CMRP 3.1.1.1.2: a tree of at most so many resources in a row. */
static void a_tree_can_become_too_deep(void **state)
{
    (void)state;
    enum { CHAIN = DEPENDENCY_DEPTH };
    static struct object many[OBJECTS + CHAIN];
    static struct relation relation[CHAIN + 1];
    memcpy(many, room[ALL], sizeof m.object[ALL]);
    for (uint32_t i = OBJECTS; i < OBJECTS + CHAIN; i++)
        many[i] =
            (struct object){.kind = HANDLE_RESOURCE, .owner = GROUP, .state = RESOURCE_ONLINE};
    m.cluster[ALL].object = many;
    m.cluster[ALL].objects = m.cluster[ALL].room = OBJECTS + CHAIN;
    m.cluster[ALL].relation = relation;
    m.cluster[ALL].relations = CHAIN + 1;
    assert_int_equal(relate(&m.cluster[ALL], RELATION_DEPENDS, RESOURCE2, OBJECTS), 0);
    for (uint32_t i = 0; i + 2 < CHAIN; i++)
        assert_int_equal(relate(&m.cluster[ALL], RELATION_DEPENDS, OBJECTS + i, OBJECTS + i + 1),
                         0);
    assert_int_equal(ask_about_two(21, resource, other), 0); /* 99 below `other`, and this one */
    assert_int_equal(
        relate(&m.cluster[ALL], RELATION_DEPENDS, OBJECTS + CHAIN - 2, OBJECTS + CHAIN - 1), 0);
    assert_int_equal(ask_about_two(21, resource, other), ERROR_DEPENDENCY_TREE_TOO_COMPLEX);
    assert_int_equal(ask_about_two(19, resource, other), ERROR_DEPENDENCY_TREE_TOO_COMPLEX);
}

static void an_empty_set_depends_on_none_and_none_on_it(void **state)
{
    (void)state;
    struct token set = create_named(163, NAME("Set 1")), two = create_named(163, NAME("Set 2"));
    assert_int_equal(ask_about_two(167, two, group), 0);
    assert_int_equal(ask_about_two(171, set, two), ERROR_INVALID_PARAMETER);
    assert_int_equal(ask_about_two(171, two, set), ERROR_INVALID_PARAMETER);
}

/* A dependency of a group on a group, which version 3 has and no method here makes. */
static void a_dependency_between_groups_can_be_removed(void **state)
{
    (void)state;
    struct token second = create_named(42, NAME("Second"));
    assert_int_equal(relate(&m.cluster[ALL], RELATION_DEPENDS, GROUP, OBJECTS), 0);
    assert_int_equal(ask_about_two(176, group, second), 0);
    assert_int_equal(ask_about_two(176, group, second), ERROR_DEPENDENCY_NOT_FOUND);
}

/* -- groups ---------------------------------------------------------------------------------- */

static void a_pending_group_is_not_moved(void **state)
{
    (void)state;
    room[ALL][GROUP].state = GROUP_PENDING;
    assert_int_equal(ask_about_two(52, group, node2), ERROR_INVALID_STATE);
    assert_int_equal(room[ALL][GROUP].owner, NODE1);
}

static void a_group_that_no_node_owns_can_be_moved(void **state)
{
    (void)state;
    room[ALL][GROUP].owner = OBJECT_NONE;
    assert_int_equal(ask_about_two(52, group, node2), 0);
    assert_int_equal(room[ALL][GROUP].owner, NODE2);
    assert_int_equal(room[ALL][RESOURCE].state, RESOURCE_ONLINE);
}

/* All resources are tried; the first error is the answer. */
static void the_first_error_of_a_group_is_told(void **state)
{
    (void)state;
    room[ALL][RESOURCE].state = RESOURCE_ONLINE_PENDING;
    room[ALL][RESOURCE2].state = RESOURCE_OFFLINE;
    room[ALL][GROUP].state = GROUP_PARTIAL_ONLINE;
    assert_int_equal(ask_about(49, group), ERROR_INVALID_STATE);
    assert_int_equal(room[ALL][RESOURCE2].state, RESOURCE_ONLINE);
}

/* A group and its resources are all that there is; each depends on the one before it. */
static void everything_goes_online(void **state)
{
    (void)state;
    make(NULL);
    memset(room[ALL], 0, sizeof room[ALL]);
    m.cluster[ALL].objects = 3;
    room[ALL][0] = m.object[ALL][GROUP];
    room[ALL][0].owner = OBJECT_NONE;
    for (int i = 1; i < 3; i++) {
        room[ALL][i] = m.object[ALL][i == 1 ? RESOURCE2 : RESOURCE];
        room[ALL][i].owner = 0;
        room[ALL][i].state = RESOURCE_OFFLINE;
    }
    assert_int_equal(relate(&m.cluster[ALL], RELATION_DEPENDS, 1, 2), 0);
    struct token dependent = open_named(all, 8, NAME("Other Name"));
    assert_int_equal(ask_about(17, dependent), 0);
    assert_int_equal(room[ALL][1].state, RESOURCE_ONLINE);
    assert_int_equal(room[ALL][2].state, RESOURCE_ONLINE);
    assert_int_equal(room[ALL][0].state, GROUP_ONLINE);
}

/* Interface version 2 has no way to force a deletion (MS-CMRP 6.1). */
static void version_2_deletes_only_an_empty_group(void **state)
{
    (void)state;
    uint32_t old = server_connect(&server, ALL, 2);
    put_name(0, NAME("Cluster Group"));
    prepare(old, 41);
    call.method = method_of(2, 41);
    assert_int_equal(server_call(&call), 0);
    struct token theirs = returned();
    put_handle(0, &theirs);
    put_number(1, 1); /* no parameter of this method */
    prepare(old, 43);
    call.method = method_of(2, 43);
    assert_int_equal(server_call(&call), 0);
    assert_int_equal(code_of(call.method), ERROR_DIR_NOT_EMPTY);
    assert_int_equal(room[ALL][RESOURCE].kind, HANDLE_RESOURCE);
}

/* -- nodes ----------------------------------------------------------------------------------- */

static void a_paused_node_is_paused_once(void **state)
{
    (void)state;
    assert_int_equal(ask_about(69, node1), 0);
    assert_int_equal(room[ALL][NODE1].sequence, 1);
    assert_int_equal(ask_about(69, node1), 0);
    assert_int_equal(room[ALL][NODE1].sequence, 1);
}

static void a_node_that_is_down_is_not_drained(void **state)
{
    (void)state;
    room[ALL][NODE2].state = NODE_DOWN;
    put_number(1, 1);
    assert_int_equal(ask_about(126, node2), ERROR_CLUSTER_NODE_DOWN);
    put_number(1, 0);
    put_handle(2, &node1);
    assert_int_equal(ask_about(127, node2), ERROR_CLUSTER_NODE_DOWN);
    put_handle(2, &node2); /* nor is one drained to it */
    assert_int_equal(ask_about(127, node1), ERROR_CLUSTER_NODE_DOWN);
    assert_int_equal(room[ALL][NODE2].state, NODE_DOWN);
    assert_int_equal(room[ALL][NODE1].state, NODE_UP);
}

static void only_its_own_groups_leave_a_node(void **state)
{
    (void)state;
    create_named(42, NAME("Second"));
    room[ALL][OBJECTS].owner = NODE2;
    put_number(1, 1);
    assert_int_equal(ask_about(126, node1), ERROR_IO_PENDING);
    assert_int_equal(room[ALL][GROUP].owner, NODE2);
    assert_int_equal(room[ALL][GROUP].sequence > 0, 1);
    assert_int_equal(room[ALL][OBJECTS].sequence, 0);
}

static void only_its_own_interfaces_go_with_a_node(void **state)
{
    (void)state;
    assert_int_equal(ask_about(71, node2), 0);
    assert_int_equal(room[ALL][NODE2].kind, HANDLE_NONE);
    assert_int_equal(room[ALL][INTERFACE].kind, HANDLE_NETINTERFACE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(only_an_active_resource_can_fail, open_all),
        cmocka_unit_test_setup(a_pending_resource_is_not_restarted, open_all),
        cmocka_unit_test_setup(a_failed_resource_can_be_deleted, open_all),
        cmocka_unit_test_setup(the_node_of_an_active_resource_stays_an_owner, open_all),
        cmocka_unit_test_setup(what_is_down_changes_its_group, open_all),
        cmocka_unit_test_setup(states_of_both_ends_count, open_all),
        cmocka_unit_test_setup(a_tree_can_become_too_deep, open_all),
        cmocka_unit_test_setup(an_empty_set_depends_on_none_and_none_on_it, open_all),
        cmocka_unit_test_setup(a_dependency_between_groups_can_be_removed, open_all),
        cmocka_unit_test_setup(a_pending_group_is_not_moved, open_all),
        cmocka_unit_test_setup(a_group_that_no_node_owns_can_be_moved, open_all),
        cmocka_unit_test_setup(the_first_error_of_a_group_is_told, open_all),
        cmocka_unit_test_setup(everything_goes_online, open_all),
        cmocka_unit_test_setup(version_2_deletes_only_an_empty_group, open_all),
        cmocka_unit_test_setup(a_paused_node_is_paused_once, open_all),
        cmocka_unit_test_setup(a_node_that_is_down_is_not_drained, open_all),
        cmocka_unit_test_setup(only_its_own_groups_leave_a_node, open_all),
        cmocka_unit_test_setup(only_its_own_interfaces_go_with_a_node, open_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
