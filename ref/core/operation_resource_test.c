/* Methods that change resources and their dependencies. */
#include "server_calls_test.h"

#include "change.h"
#include "consistent.h"

static struct token resource, other, group;

static int open_all(void **state)
{
    make(state);
    resource = open_named(all, 8, NAME("Cluster Name"));
    other = open_named(all, 8, NAME("Other Name"));
    group = open_named(all, 41, NAME("Cluster Group"));
    return 0;
}

static uint32_t state_of(int object)
{
    return room[ALL][object].state;
}

static void offline_and_online(void **state)
{
    (void)state;
    assert_int_equal(ask_about(18, resource), 0);
    assert_int_equal(state_of(RESOURCE), RESOURCE_OFFLINE);
    assert_int_equal(state_of(RESOURCE2), RESOURCE_ONLINE);
    assert_int_equal(state_of(GROUP), GROUP_PARTIAL_ONLINE);
    assert_int_equal(ask_about(18, other), 0);
    assert_int_equal(state_of(GROUP), GROUP_OFFLINE);
    assert_int_equal(ask_about(17, resource), 0);
    assert_int_equal(ask_about(17, other), 0);
    assert_int_equal(state_of(GROUP), GROUP_ONLINE);
    assert_int_equal(ask_about(17, other), 0); /* online already */
}

static void states_that_forbid(void **state)
{
    (void)state;
    room[ALL][RESOURCE].state = RESOURCE_ONLINE_PENDING;
    assert_int_equal(ask_about(17, resource), ERROR_INVALID_STATE);
    assert_int_equal(ask_about(18, resource), ERROR_INVALID_STATE);
    assert_int_equal(ask_about(16, resource), 0);
    assert_int_equal(state_of(RESOURCE), RESOURCE_FAILED);
    assert_int_equal(state_of(GROUP), GROUP_FAILED);
    assert_int_equal(ask_about(16, resource), ERROR_INVALID_STATE);
    assert_int_equal(ask_about(17, resource), 0);
    assert_int_equal(ask_about(16, resource), 0);
    assert_int_equal(ask_about(18, resource), 0);
    assert_int_equal(state_of(RESOURCE), RESOURCE_OFFLINE);
    room[ALL][RESOURCE].state = RESOURCE_OFFLINE;
    room[ALL][NODE1].state = NODE_PAUSED;
    assert_int_equal(ask_about(17, resource), ERROR_SHARING_PAUSED);
}

/* MS-CMRP 3.1.1.1.2.1 */
static void providers_go_online_first_and_dependents_offline_first(void **state)
{
    (void)state;
    assert_int_equal(ask_about_two(19, resource, other), 0);
    assert_int_equal(ask_about(18, other), 0);
    assert_int_equal(state_of(RESOURCE), RESOURCE_OFFLINE);
    assert_true(room[ALL][RESOURCE].sequence > 0);
    assert_int_equal(ask_about(17, resource), 0);
    assert_int_equal(state_of(RESOURCE2), RESOURCE_ONLINE);
    assert_int_equal(ask_about(16, other), 0);
    assert_int_equal(state_of(RESOURCE), RESOURCE_OFFLINE);
    assert_int_equal(state_of(RESOURCE2), RESOURCE_FAILED);
    room[ALL][RESOURCE2].state = RESOURCE_OFFLINE_PENDING;
    assert_int_equal(ask_about(17, resource), ERROR_INVALID_STATE);
    assert_int_equal(state_of(RESOURCE), RESOURCE_OFFLINE);
}

static void restart(void **state)
{
    (void)state;
    put_number(1, 0);
    assert_int_equal(ask_about(146, resource), 0);
    assert_int_equal(state_of(RESOURCE), RESOURCE_ONLINE);
    assert_int_equal(room[ALL][RESOURCE].sequence, 2);
}

static void flags_of_ex_forms(void **state)
{
    (void)state;
    put_number(1, 0x10);
    assert_int_equal(ask_about(135, resource), ERROR_INVALID_PARAMETER);
    put_number(1, 0x8);
    assert_int_equal(ask_about(136, resource), ERROR_INVALID_PARAMETER);
    put_number(1, 0x4);
    assert_int_equal(ask_about(136, resource), 0);
    assert_int_equal(state_of(RESOURCE), RESOURCE_OFFLINE);
    put_number(1, 0x2F);
    assert_int_equal(ask_about(135, resource), 0);
    assert_int_equal(state_of(RESOURCE), RESOURCE_ONLINE);
}

static void dependencies(void **state)
{
    (void)state;
    assert_int_equal(ask_about_two(21, resource, other), 0);
    assert_int_equal(ask_about_two(20, resource, other), ERROR_DEPENDENCY_NOT_FOUND);
    assert_int_equal(ask_about_two(19, resource, resource), ERROR_INVALID_PARAMETER);
    assert_int_equal(ask_about_two(19, resource, other), 0);
    assert_int_equal(ask_about_two(19, resource, other), ERROR_DEPENDENCY_ALREADY_EXISTS);
    assert_int_equal(ask_about_two(21, resource, other), ERROR_DEPENDENCY_ALREADY_EXISTS);
    assert_int_equal(ask_about_two(19, other, resource), ERROR_CIRCULAR_DEPENDENCY);
    assert_int_equal(ask_about_two(21, other, resource), ERROR_CIRCULAR_DEPENDENCY);
    put_handle(0, &resource);
    put_number(1, 1); /* CLUSTER_RESOURCE_ENUM_DEPENDS */
    assert_int_equal(ask(all, 22), 0);
    assert_int_equal(reply.value[0].count, 1);
    assert_true(is_text(&reply.value[0].cell[1], NAME("Other Name")));
    put_number(1, 2); /* PROVIDES */
    assert_int_equal(ask(all, 22), 0);
    assert_int_equal(reply.value[0].count, 0);
    assert_int_equal(ask_about_two(20, resource, other), 0);
    assert_int_equal(ask_about_two(20, resource, other), ERROR_DEPENDENCY_NOT_FOUND);
}

static void dependencies_and_states(void **state)
{
    (void)state;
    room[ALL][RESOURCE2].state = RESOURCE_OFFLINE;
    assert_int_equal(ask_about_two(19, resource, other), ERROR_RESOURCE_ONLINE);
    assert_int_equal(ask_about_two(21, resource, other), ERROR_RESOURCE_ONLINE);
    room[ALL][RESOURCE].state = RESOURCE_ONLINE_PENDING;
    assert_int_equal(ask_about_two(19, resource, other), ERROR_RESOURCE_ONLINE);
    room[ALL][RESOURCE2].owner = NODE2; /* another group, as it were */
    assert_int_equal(ask_about_two(21, resource, other), ERROR_INVALID_PARAMETER);
}

static void full_relations_refuse(void **state)
{
    (void)state;
    m.cluster[ALL].relations = 0;
    assert_int_equal(ask_about_two(19, resource, other), ERROR_NOT_ENOUGH_MEMORY);
    assert_int_equal(room[ALL][RESOURCE].sequence, 0);
}

static void both_handles_need_all(void **state)
{
    (void)state;
    struct token weak = open_to_read(all, 120, NAME("Other Name"));
    assert_int_equal(ask_about_two(19, resource, weak), ERROR_ACCESS_DENIED);
    assert_int_equal(ask_about_two(19, weak, resource), ERROR_ACCESS_DENIED);
    assert_int_equal(ask_about_two(21, weak, weak), ERROR_INVALID_PARAMETER); /* Read suffices */
    assert_int_equal(ask_about(17, weak), ERROR_ACCESS_DENIED);
}

static uint32_t create(struct name name, struct name type, uint32_t flags)
{
    put_handle(0, &group);
    put_name(1, name);
    put_name(2, type);
    put_number(3, flags);
    return ask(all, 9);
}

static void create_and_delete(void **state)
{
    (void)state;
    const struct name type = NAME("Network Name");
    assert_int_equal(create(NAME("Third"), type, 2), ERROR_INVALID_PARAMETER);
    assert_int_equal(create(NAME(""), type, 0), ERROR_INVALID_NAME);
    assert_int_equal(create(NAME("OTHER NAME"), type, 0), ERROR_OBJECT_ALREADY_EXISTS);
    assert_int_equal(create(NAME("R-1"), type, 0), ERROR_OBJECT_ALREADY_EXISTS);
    assert_int_equal(create(NAME("Third"), NAME("No Type"), 0),
                     ERROR_CLUSTER_RESOURCE_TYPE_NOT_FOUND);
    assert_int_equal(m.cluster[ALL].objects, OBJECTS);
    assert_int_equal(create(NAME("Third"), type, 1), 0);
    struct token third = returned();
    assert_int_equal(m.cluster[ALL].objects, OBJECTS + 1);
    assert_int_equal(room[ALL][OBJECTS].state, RESOURCE_OFFLINE);
    assert_int_equal(room[ALL][OBJECTS].id.units, 36);
    assert_int_equal(state_of(GROUP), GROUP_PARTIAL_ONLINE);
    assert_int_equal(ask_about(12, third), 0);
    assert_true(is_text(&reply.value[2], NAME("Cluster Group")));
    assert_int_equal(ask_about(15, third), 0);
    assert_true(is_text(&reply.value[0], type));
    assert_int_equal(ask_about(10, third), 0);
    assert_int_equal(state_of(GROUP), GROUP_ONLINE);
    assert_int_equal(ask_about(12, third), ERROR_RESOURCE_NOT_AVAILABLE);
    assert_int_equal(create(NAME("Fourth"), type, 0), 0); /* stands at the same index */
    assert_int_equal(m.cluster[ALL].objects, OBJECTS + 1);
    assert_int_equal(ask_about(12, third), ERROR_RESOURCE_NOT_AVAILABLE);
    assert_int_equal(ask_about(11, third), 0); /* closing still works */
}

static void what_cannot_be_deleted(void **state)
{
    (void)state;
    assert_int_equal(ask_about_two(19, resource, other), 0);
    assert_int_equal(ask_about(10, other), ERROR_RESOURCE_ONLINE);
    assert_int_equal(ask_about(18, other), 0);
    assert_int_equal(ask_about(10, other), ERROR_DEPENDENT_RESOURCE_EXISTS);
    room[ALL][RESOURCE].core = true;
    assert_int_equal(ask_about(10, resource), ERROR_CORE_RESOURCE);
    room[ALL][RESOURCE].core = false;
    assert_int_equal(ask_about(10, resource), 0);
    assert_true(room[ALL][RESOURCE2].first_of_type); /* stands for the type now */
    assert_int_equal(ask_about(10, other), 0);       /* the dependency went with the dependent */
    assert_int_equal(state_of(GROUP), GROUP_OFFLINE);
}

static void full_model_refuses(void **state)
{
    (void)state;
    const struct name type = NAME("Network Name");
    assert_int_equal(create(NAME("a"), type, 0), 0);
    assert_int_equal(create(NAME("b"), type, 0), 0);
    assert_int_equal(create(NAME("c"), type, 0), 0);
    assert_int_equal(create(NAME("d"), type, 0), ERROR_NOT_ENOUGH_MEMORY);
    assert_int_equal(m.cluster[ALL].objects, ROOM);
    assert_false(name_equal(room[ALL][OBJECTS].id, room[ALL][OBJECTS + 1].id));
}

static void full_handle_table_leaves_no_object(void **state)
{
    (void)state;
    while (handles_open(&server.table) < SLOTS)
        open_named(all, 66, NAME("node1"));
    assert_int_equal(create(NAME("a"), NAME("Network Name"), 0), ERROR_NOT_ENOUGH_MEMORY);
    assert_int_equal(cluster_find(&m.cluster[ALL], HANDLE_RESOURCE, NAME("a")), OBJECT_NONE);
}

static void possible_owners(void **state)
{
    (void)state;
    struct token node1 = open_named(all, 66, NAME("node1"));
    struct token node2 = open_named(all, 66, NAME("node2"));
    assert_int_equal(ask_about_two(23, resource, node2), ERROR_OBJECT_ALREADY_EXISTS);
    assert_int_equal(ask_about_two(24, resource, node1), ERROR_INVALID_STATE); /* its owner */
    assert_int_equal(ask_about_two(24, resource, node2), 0);
    assert_int_equal(ask_about_two(24, resource, node2), ERROR_CLUSTER_NODE_NOT_FOUND);
    put_handle(0, &resource);
    put_number(1, 4); /* CLUSTER_RESOURCE_ENUM_NODES */
    assert_int_equal(ask(all, 22), 0);
    assert_int_equal(reply.value[0].count, 1);
    assert_int_equal(ask_about_two(23, resource, node2), 0);
}

static void change_group(void **state)
{
    (void)state;
    put_name(0, NAME("Second"));
    assert_int_equal(ask(all, 42), 0);
    struct token second = returned();
    uint32_t index = OBJECTS;
    assert_int_equal(ask_about_two(25, resource, group), ERROR_ALREADY_EXISTS);
    assert_int_equal(ask_about_two(19, resource, other), 0);
    assert_int_equal(ask_about_two(25, other, second), 0); /* same node: states do not matter */
    assert_int_equal(room[ALL][RESOURCE].owner, index);    /* the dependent comes along */
    assert_int_equal(room[ALL][RESOURCE2].owner, index);
    assert_int_equal(state_of(GROUP), GROUP_OFFLINE);
    assert_int_equal(room[ALL][index].state, GROUP_ONLINE);
    room[ALL][GROUP].owner = NODE2;
    assert_int_equal(ask_about_two(25, resource, group), ERROR_RESOURCE_ONLINE);
    room[ALL][RESOURCE].state = room[ALL][RESOURCE2].state = RESOURCE_OFFLINE;
    assert_int_equal(relate(&m.cluster[ALL], RELATION_EXCLUDES, RESOURCE2, NODE2), 0);
    assert_int_equal(ask_about_two(25, resource, group), ERROR_HOST_NODE_NOT_RESOURCE_OWNER);
    put_number(2, 1);
    assert_int_equal(ask_about_two(184, resource, group), ERROR_CLUSTER_INVALID_REQUEST);
    put_number(2, 2);
    assert_int_equal(ask_about_two(184, resource, group), ERROR_INVALID_PARAMETER);
}

static void read_only_server(void **state)
{
    (void)state;
    m.cluster[ALL].read_only = true;
    assert_int_equal(ask_about(18, resource), ERROR_SHARING_PAUSED);
    assert_int_equal(ask_about(12, resource), 0);
    open_named(all, 41, NAME("Cluster Group"));
    put_name(0, NAME("New"));
    assert_int_equal(ask(all, 42), ERROR_SHARING_PAUSED);
    assert_int_equal(ask_about(11, resource), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(offline_and_online, open_all),
        cmocka_unit_test_setup(states_that_forbid, open_all),
        cmocka_unit_test_setup(providers_go_online_first_and_dependents_offline_first, open_all),
        cmocka_unit_test_setup(restart, open_all),
        cmocka_unit_test_setup(flags_of_ex_forms, open_all),
        cmocka_unit_test_setup(dependencies, open_all),
        cmocka_unit_test_setup(dependencies_and_states, open_all),
        cmocka_unit_test_setup(full_relations_refuse, open_all),
        cmocka_unit_test_setup(both_handles_need_all, open_all),
        cmocka_unit_test_setup(create_and_delete, open_all),
        cmocka_unit_test_setup(what_cannot_be_deleted, open_all),
        cmocka_unit_test_setup(full_model_refuses, open_all),
        cmocka_unit_test_setup(full_handle_table_leaves_no_object, open_all),
        cmocka_unit_test_setup(possible_owners, open_all),
        cmocka_unit_test_setup(change_group, open_all),
        cmocka_unit_test_setup(read_only_server, open_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
