/* Methods that change groups, nodes, names and group sets. */
#include "change.h"
#include "server_calls_test.h"

static struct token group, node1, node2;

static int open_all(void **state)
{
    make(state);
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

static void group_offline_and_online(void **state)
{
    (void)state;
    assert_int_equal(ask_about(50, group), 0);
    assert_int_equal(room[ALL][RESOURCE].state, RESOURCE_OFFLINE);
    assert_int_equal(room[ALL][RESOURCE2].state, RESOURCE_OFFLINE);
    assert_int_equal(room[ALL][GROUP].state, GROUP_OFFLINE);
    room[ALL][NODE1].state = NODE_PAUSED;
    assert_int_equal(ask_about(49, group), ERROR_SHARING_PAUSED);
    room[ALL][NODE1].state = NODE_UP;
    assert_int_equal(ask_about(49, group), 0);
    assert_int_equal(room[ALL][RESOURCE].state, RESOURCE_ONLINE);
    assert_int_equal(room[ALL][GROUP].state, GROUP_ONLINE);
    room[ALL][GROUP].state = GROUP_PENDING;
    assert_int_equal(ask_about(49, group), ERROR_INVALID_STATE);
}

/* Only top-level resources count for Online (MS-CMRP 3.1.4.2.46). */
static void group_state_looks_at_top_level_resources(void **state)
{
    (void)state;
    struct token top = open_named(all, 8, NAME("Cluster Name"));
    assert_int_equal(relate(&m.cluster[ALL], RELATION_DEPENDS, RESOURCE, RESOURCE2), 0);
    assert_int_equal(ask_about(18, top), 0);
    assert_int_equal(room[ALL][GROUP].state, GROUP_PARTIAL_ONLINE);
    room[ALL][RESOURCE2].state = RESOURCE_OFFLINE_PENDING;
    room[ALL][RESOURCE].state = RESOURCE_ONLINE;
    assert_int_equal(ask_about(18, top), 0);
    assert_int_equal(room[ALL][GROUP].state, GROUP_PENDING);
}

static void moves(void **state)
{
    (void)state;
    room[ALL][RESOURCE2].state = RESOURCE_OFFLINE;
    assert_int_equal(ask_about_two(52, group, node2), 0);
    assert_int_equal(room[ALL][GROUP].owner, NODE2);
    assert_int_equal(room[ALL][RESOURCE].state, RESOURCE_ONLINE);
    assert_int_equal(room[ALL][RESOURCE2].state, RESOURCE_OFFLINE);
    assert_int_equal(room[ALL][RESOURCE].sequence, 2); /* offline and online again */
    assert_int_equal(ask_about(51, group), 0);
    assert_int_equal(room[ALL][GROUP].owner, NODE1);
    assert_int_equal(ask_about_two(52, group, node1), 0);
    room[ALL][NODE2].state = NODE_PAUSED;
    assert_int_equal(ask_about_two(52, group, node2), ERROR_SHARING_PAUSED);
    room[ALL][NODE2].state = NODE_DOWN;
    assert_int_equal(ask_about_two(52, group, node2), ERROR_HOST_NODE_NOT_AVAILABLE);
    assert_int_equal(ask_about(51, group), ERROR_HOST_NODE_NOT_AVAILABLE);
    room[ALL][NODE2].state = NODE_UP;
    assert_int_equal(relate(&m.cluster[ALL], RELATION_EXCLUDES, RESOURCE, NODE2), 0);
    assert_int_equal(ask_about_two(52, group, node2), ERROR_HOST_NODE_NOT_RESOURCE_OWNER);
    assert_int_equal(room[ALL][GROUP].owner, NODE1);
}

static void moving_needs_all_on_both(void **state)
{
    (void)state;
    m.cluster[ALL].caller.backup = true;
    struct token weak_group = open_to_read(all, 119, NAME("Cluster Group"));
    struct token weak_node = open_to_read(all, 118, NAME("node2"));
    assert_int_equal(ask_about_two(52, weak_group, node2), ERROR_ACCESS_DENIED);
    assert_int_equal(ask_about_two(52, group, weak_node), ERROR_ACCESS_DENIED);
    assert_int_equal(ask_about(51, weak_group), ERROR_ACCESS_DENIED);
}

static void flags_of_ex_forms(void **state)
{
    (void)state;
    put_number(1, 0x10);
    assert_int_equal(ask_about(130, group), ERROR_INVALID_PARAMETER);
    put_number(1, 0x2);
    assert_int_equal(ask_about(131, group), ERROR_INVALID_PARAMETER);
    put_number(1, 5);
    assert_int_equal(ask_about(132, group), ERROR_INVALID_PARAMETER);
    put_number(2, 0x40);
    assert_int_equal(ask_about_two(133, group, node2), ERROR_INVALID_PARAMETER);
    put_number(2, 0x20);
    assert_int_equal(ask_about_two(133, group, node2), 0);
    put_number(1, 4);
    assert_int_equal(ask_about(132, group), 0);
    put_number(1, 1);
    assert_int_equal(ask_about(131, group), 0);
    assert_int_equal(room[ALL][GROUP].state, GROUP_OFFLINE);
    put_number(1, 0xF);
    assert_int_equal(ask_about(130, group), 0);
}

static void create_and_delete(void **state)
{
    (void)state;
    put_name(0, NAME("CLUSTER group"));
    assert_int_equal(ask(all, 42), ERROR_OBJECT_ALREADY_EXISTS);
    put_name(0, NAME("G-1"));
    assert_int_equal(ask(all, 42), ERROR_OBJECT_ALREADY_EXISTS);
    put_name(0, NAME(""));
    assert_int_equal(ask(all, 42), ERROR_INVALID_NAME);
    struct token made = create_named(42, NAME("New"));
    assert_int_equal(ask_about(45, made), 0);
    assert_int_equal(reply.value[0].number, GROUP_OFFLINE);
    assert_true(is_text(&reply.value[1], NAME("node1")));
    put_number(1, 0);
    assert_int_equal(ask_about(43, made), 0);
    assert_int_equal(ask_about(45, made), ERROR_GROUP_NOT_AVAILABLE);
    assert_int_equal(ask_about(43, group), ERROR_DIR_NOT_EMPTY);
    room[ALL][RESOURCE].core = true;
    put_number(1, 1);
    assert_int_equal(ask_about(43, group), ERROR_CORE_RESOURCE);
    room[ALL][RESOURCE].core = false;
    assert_int_equal(ask_about(43, group), 0);
    assert_int_equal(cluster_find(&m.cluster[ALL], HANDLE_RESOURCE, NAME("Cluster Name")),
                     OBJECT_NONE);
}

static void names_change(void **state)
{
    (void)state;
    const struct {
        uint32_t open, rename;
        struct name name, taken;
    } kinds[] = {{41, 46, NAME("Cluster Group"), NAME("Second")},
                 {8, 13, NAME("Cluster Name"), NAME("r-2")},
                 {81, 84, NAME("Cluster Network 1"), NAME("none")}};
    create_named(42, NAME("Second"));
    for (size_t i = 0; i < 3; i++) {
        struct token t = open_named(all, kinds[i].open, kinds[i].name);
        put_name(1, NAME(""));
        assert_int_equal(ask_about(kinds[i].rename, t), ERROR_INVALID_NAME);
        put_name(1, kinds[i].taken);
        assert_int_equal(ask_about(kinds[i].rename, t), i == 2 ? 0 : ERROR_ALREADY_EXISTS);
        put_name(1, NAME("Fresh"));
        assert_int_equal(ask_about(kinds[i].rename, t), 0);
        open_named(all, kinds[i].open, NAME("FRESH"));
        put_name(0, kinds[i].name);
        assert_int_not_equal(ask(all, kinds[i].open), 0);
    }
}

static void long_names_do_not_fit(void **state)
{
    (void)state;
    static uint8_t units[2 * (NAME_UNITS_MAX + 1)];
    memset(units, 'x', sizeof units);
    put_name(1, (struct name){units, NAME_UNITS_MAX + 1, false});
    assert_int_equal(ask_about(46, group), ERROR_NOT_ENOUGH_MEMORY);
    open_named(all, 41, NAME("Cluster Group"));
    put_name(0, (struct name){units, NAME_UNITS_MAX + 1, false});
    assert_int_equal(ask(all, 42), ERROR_NOT_ENOUGH_MEMORY);
    put_name(0, (struct name){units, NAME_UNITS_MAX, false});
    assert_int_equal(ask(all, 42), 0);
}

static void pause_and_resume(void **state)
{
    (void)state;
    assert_int_equal(ask_about(70, node1), ERROR_CLUSTER_NODE_NOT_PAUSED);
    assert_int_equal(ask_about(69, node1), 0);
    assert_int_equal(room[ALL][NODE1].state, NODE_PAUSED);
    put_number(1, 3);
    assert_int_equal(ask_about(128, node1), ERROR_INVALID_PARAMETER);
    put_number(1, 2);
    assert_int_equal(ask_about(128, node1), 0);
    assert_int_equal(room[ALL][NODE1].state, NODE_UP);
    room[ALL][NODE2].state = NODE_DOWN;
    assert_int_equal(ask_about(69, node2), ERROR_CLUSTER_NODE_DOWN);
    assert_int_equal(ask_about(70, node2), ERROR_CLUSTER_NODE_DOWN);
    put_number(1, 1);
    assert_int_equal(ask_about(126, node1), ERROR_CLUSTER_NODE_DOWN); /* nowhere to drain to */
    put_number(1, 0);
    assert_int_equal(ask_about(126, node1), 0);
}

static void draining(void **state)
{
    (void)state;
    put_number(1, 1);
    assert_int_equal(ask_about(126, node1), ERROR_IO_PENDING);
    assert_int_equal(room[ALL][NODE1].state, NODE_PAUSED);
    assert_int_equal(room[ALL][GROUP].owner, NODE2);
    room[ALL][NODE1].state = NODE_UP;
    put_handle(2, &node1);
    put_number(1, 0);
    assert_int_equal(ask_about(127, node2), ERROR_IO_PENDING);
    assert_int_equal(room[ALL][GROUP].owner, NODE1);
    assert_int_equal(room[ALL][NODE2].state, NODE_PAUSED);
    assert_int_equal(ask_about(127, node1), ERROR_INVALID_PARAMETER);
}

static void evict(void **state)
{
    (void)state;
    room[ALL][NODE2].state = NODE_DOWN;
    assert_int_equal(ask_about(71, node1), ERROR_CANT_EVICT_ACTIVE_NODE);
    open_named(all, 66, NAME("node1"));
    room[ALL][NODE2].state = NODE_UP;
    struct token interface = open_named(all, 92, NAME("node1 - Ethernet"));
    assert_int_equal(ask_about(71, node1), 0);
    assert_int_equal(room[ALL][GROUP].owner, NODE2);
    assert_int_equal(ask_about(68, node1), ERROR_NODE_NOT_AVAILABLE);
    assert_int_equal(ask_about(94, interface), ERROR_CLUSTER_NETINTERFACE_NOT_FOUND);
    put_name(0, NAME("node1"));
    assert_int_equal(ask(all, 66), ERROR_CLUSTER_NODE_NOT_FOUND);
}

static void group_sets(void **state)
{
    (void)state;
    struct token set = create_named(163, NAME("Set 1"));
    put_name(0, NAME("SET 1"));
    assert_int_equal(ask(all, 163), ERROR_OBJECT_ALREADY_EXISTS);
    put_name(0, NAME(""));
    assert_int_equal(ask(all, 163), ERROR_INVALID_NAME);
    put_name(0, NAME("Set 2"));
    assert_int_equal(ask(all, 164), ERROR_GROUPSET_NOT_FOUND);
    struct token two = create_named(163, NAME("Set 2"));
    open_named(all, 164, NAME("set 2"));
    assert_int_equal(ask_about_two(167, set, group), 0);
    assert_int_equal(ask_about_two(167, set, group), ERROR_ALREADY_EXISTS);
    assert_int_equal(ask_about_two(167, two, group), ERROR_INVALID_STATE);
    assert_int_equal(ask_about_two(169, two, group), 0);
    assert_int_equal(ask_about(168, group), 0);
    assert_int_equal(ask_about(168, group), ERROR_INVALID_STATE);
    assert_int_equal(ask_about(165, set), 0);
    assert_null(reply.value[0].at);
}

static void group_set_dependencies(void **state)
{
    (void)state;
    struct token set = create_named(163, NAME("Set 1")), two = create_named(163, NAME("Set 2"));
    struct token other = create_named(42, NAME("Second"));
    assert_int_equal(ask_about_two(167, set, group), 0);
    assert_int_equal(ask_about_two(171, set, two), ERROR_INVALID_PARAMETER); /* two is empty */
    assert_int_equal(ask_about_two(167, two, other), 0);
    assert_int_equal(ask_about_two(171, set, set), ERROR_INVALID_PARAMETER);
    assert_int_equal(ask_about_two(171, set, two), 0);
    assert_int_equal(ask_about_two(171, set, two), ERROR_DEPENDENCY_ALREADY_EXISTS);
    assert_int_equal(ask_about_two(171, two, set), ERROR_INVALID_PARAMETER); /* circular */
    assert_int_equal(ask_about(166, two), ERROR_DIR_NOT_EMPTY);
    assert_int_equal(ask_about_two(178, set, two), 0);
    assert_int_equal(ask_about_two(178, set, two), ERROR_DEPENDENCY_NOT_FOUND);
    assert_int_equal(ask_about_two(172, group, two), 0);
    assert_int_equal(ask_about_two(172, group, set), ERROR_INVALID_PARAMETER); /* one only */
    assert_int_equal(ask_about_two(179, group, two), 0);
    assert_int_equal(ask_about(166, two), 0);
    assert_int_equal(ask_about_two(167, two, group), ERROR_GROUPSET_NOT_AVAILABLE);
    assert_int_equal(ask_about(165, two), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(group_offline_and_online, open_all),
        cmocka_unit_test_setup(group_state_looks_at_top_level_resources, open_all),
        cmocka_unit_test_setup(moves, open_all),
        cmocka_unit_test_setup(moving_needs_all_on_both, open_all),
        cmocka_unit_test_setup(flags_of_ex_forms, open_all),
        cmocka_unit_test_setup(create_and_delete, open_all),
        cmocka_unit_test_setup(names_change, open_all),
        cmocka_unit_test_setup(long_names_do_not_fit, open_all),
        cmocka_unit_test_setup(pause_and_resume, open_all),
        cmocka_unit_test_setup(draining, open_all),
        cmocka_unit_test_setup(evict, open_all),
        cmocka_unit_test_setup(group_sets, open_all),
        cmocka_unit_test_setup(group_set_dependencies, open_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
