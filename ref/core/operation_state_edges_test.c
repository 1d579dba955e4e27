/* The edges of rules about states: what is pending, paused, excluded, marked, or behind the last.
 */
#include "change.h"
#include "server_calls_test.h"

static struct token resource, other, group, node1, node2;
static struct object *o;

static int open_all(void **state)
{
    make(state);
    o = room[ALL];
    resource = open_named(all, 8, NAME("Cluster Name"));
    other = open_named(all, 8, NAME("Other Name"));
    group = open_named(all, 41, NAME("Cluster Group"));
    node1 = open_named(all, 66, NAME("node1"));
    node2 = open_named(all, 66, NAME("node2"));
    o[NODE2].state = NODE_UP;
    return 0;
}

/* A third resource, where the network was. */
static struct token open_third(void)
{
    o[NETWORK] = o[RESOURCE2];
    o[NETWORK].name = NAME("Third");
    o[NETWORK].id = NAME("r-3");
    return open_named(all, 8, NAME("Third"));
}

static void depends(uint32_t place, uint32_t from, uint32_t to)
{
    relations[ALL][place] = (struct relation){RELATION_DEPENDS, from, to};
}

static void a_group_is_online_when_what_nothing_depends_on_is(void **state)
{
    (void)state;
    struct token third = open_third();
    depends(0, RESOURCE2, RESOURCE);
    o[RESOURCE].state = o[NETWORK].state = RESOURCE_OFFLINE;
    assert_int_equal(ask_about(17, third), 0);
    assert_int_equal(o[GROUP].state, GROUP_ONLINE);
}

static void a_chain_goes_online_in_its_order(void **state)
{
    (void)state;
    struct token third = open_third();
    relations[ALL][0] = (struct relation){RELATION_MEMBER, GROUP, GROUP};
    depends(1, NETWORK, RESOURCE2);
    depends(2, RESOURCE2, RESOURCE);
    o[RESOURCE].state = o[RESOURCE2].state = o[NETWORK].state = RESOURCE_OFFLINE;
    assert_int_equal(ask_about(17, third), 0);
    assert_int_equal(o[RESOURCE].state, RESOURCE_ONLINE);
    assert_int_equal(o[RESOURCE2].state, RESOURCE_ONLINE);
    assert_int_equal(ask_about(18, resource), 0);
    assert_int_equal(o[NETWORK].state, RESOURCE_OFFLINE);
}

static void what_depends_on_the_pending_waits(void **state)
{
    (void)state;
    relations[ALL][0] = (struct relation){RELATION_MEMBER, GROUP, GROUP};
    depends(1, RESOURCE2, RESOURCE);
    o[RESOURCE].state = RESOURCE_ONLINE_PENDING;
    o[RESOURCE2].state = RESOURCE_OFFLINE;
    assert_int_equal(ask_about(17, other), ERROR_INVALID_STATE);
    assert_int_equal(o[RESOURCE2].state, RESOURCE_OFFLINE);
    put_number(1, 0);
    o[RESOURCE].state = RESOURCE_OFFLINE;
    o[RESOURCE2].state = RESOURCE_ONLINE_PENDING;
    assert_int_equal(ask_about(17, other), ERROR_INVALID_STATE);
    assert_int_equal(o[RESOURCE].state, RESOURCE_OFFLINE);
    assert_int_equal(ask_about(135, other), ERROR_INVALID_STATE);
    o[RESOURCE2].state = RESOURCE_INITIALIZING;
    assert_int_equal(ask_about(136, other), ERROR_INVALID_STATE);
}

static void relations_behind_the_last_hold_nothing(void **state)
{
    (void)state;
    m.cluster[ALL].relations = 1;
    depends(1, INTERFACE, RESOURCE); /* its state looks online */
    assert_int_equal(ask_about(18, resource), 0);
    assert_int_equal(o[RESOURCE].state, RESOURCE_OFFLINE);
    depends(1, RESOURCE, NODE1); /* its state does not */
    assert_int_equal(ask_about(17, resource), 0);
    assert_int_equal(o[RESOURCE].state, RESOURCE_ONLINE);
}

static void objects_behind_the_last_stay_as_they_are(void **state)
{
    (void)state;
    struct object *ghost = &o[OBJECTS];
    *ghost = o[RESOURCE];
    ghost->mark = 1;
    assert_int_equal(ask_about(18, resource), 0);
    assert_int_equal(ghost->state, RESOURCE_ONLINE);
    ghost->state = RESOURCE_OFFLINE;
    assert_int_equal(ask_about(17, resource), 0);
    assert_int_equal(ghost->state, RESOURCE_OFFLINE);
    ghost->state = RESOURCE_FAILED;
    assert_int_equal(ask_about(50, group), 0);
    assert_int_equal(ghost->state, RESOURCE_FAILED);
    ghost->state = RESOURCE_ONLINE;
    ghost->mark = 7;
    assert_int_equal(relate(&m.cluster[ALL], RELATION_EXCLUDES, OBJECTS, NODE2), 0);
    assert_int_equal(ask_about(51, group), 0);
    assert_int_equal(o[GROUP].owner, NODE2);
    assert_false(ghost->resume);
    assert_int_equal(ghost->mark, 7);
    *ghost = o[NODE1];
    o[NODE1].state = NODE_DOWN;
    assert_int_equal(ask_about(51, group), ERROR_HOST_NODE_NOT_AVAILABLE);
}

/* As when a tree of resources goes to a group on another node. */
static void objects_behind_the_last_do_not_move(void **state)
{
    (void)state;
    put_name(0, NAME("Second"));
    assert_int_equal(ask(all, 42), 0);
    struct token second = returned();
    struct object *ghost = &o[OBJECTS + 1];
    *ghost = o[RESOURCE];
    ghost->mark = 7;
    o[OBJECTS].owner = NODE2;
    o[RESOURCE].state = RESOURCE_OFFLINE;
    assert_int_equal(relate(&m.cluster[ALL], RELATION_EXCLUDES, OBJECTS + 1, NODE2), 0);
    assert_int_equal(ask_about_two(25, resource, second), 0);
    assert_int_equal(ghost->owner, GROUP);
    assert_int_equal(ghost->mark, 7);
    assert_false(ghost->resume);
    ghost->resume = true;
    assert_int_equal(ask_about_two(25, resource, group), 0);
    assert_int_equal(ghost->mark, 7);
}

/* The first object is a resource like any other. */
static void the_first_object_counts(void **state)
{
    (void)state;
    put_name(0, NAME("Second"));
    assert_int_equal(ask(all, 42), 0);
    struct token second = returned();
    o[OBJECTS].owner = NODE2;
    o[NODE1] = o[RESOURCE]; /* it depends on the other, which is offline already */
    o[NODE1].name = NAME("First");
    o[GROUP].owner = INTERFACE;
    o[RESOURCE].state = o[RESOURCE2].state = RESOURCE_OFFLINE;
    depends(0, NODE1, RESOURCE2);
    assert_int_equal(ask_about_two(25, other, second), ERROR_RESOURCE_ONLINE);
    o[NODE1].state = RESOURCE_OFFLINE;
    assert_int_equal(relate(&m.cluster[ALL], RELATION_EXCLUDES, NODE1, NODE2), 0);
    assert_int_equal(ask_about_two(25, other, second), ERROR_HOST_NODE_NOT_RESOURCE_OWNER);
    assert_int_equal(ask_about_two(52, group, node2), ERROR_HOST_NODE_NOT_RESOURCE_OWNER);
    assert_true(unrelate(&m.cluster[ALL], RELATION_EXCLUDES, NODE1, NODE2));
    assert_int_equal(ask_about_two(25, other, second), 0);
    assert_int_equal(o[NODE1].owner, OBJECTS);
    depends(0, RESOURCE2, NODE1);
    assert_int_equal(ask_about_two(25, other, group), 0);
    assert_int_equal(o[NODE1].owner, GROUP);
}

static void a_first_resource_goes_online_again_after_a_move(void **state)
{
    (void)state;
    o[NETWORK] = o[NODE1];
    o[NODE1] = o[RESOURCE];
    o[RESOURCE].kind = HANDLE_NONE;
    o[GROUP].owner = NETWORK;
    assert_int_equal(ask_about_two(52, group, node2), 0);
    assert_int_equal(o[NODE1].state, RESOURCE_ONLINE);
    assert_int_equal(o[NODE1].sequence, 2);
}

static void a_resource_may_change_groups_of_one_node(void **state)
{
    (void)state;
    put_name(0, NAME("Second"));
    assert_int_equal(ask(all, 42), 0);
    struct token second = returned();
    assert_int_equal(relate(&m.cluster[ALL], RELATION_EXCLUDES, RESOURCE, NODE1), 0);
    assert_int_equal(ask_about_two(25, resource, second), 0);
}

static void a_group_moves_where_its_own_resources_may_be(void **state)
{
    (void)state;
    o[RESOURCE2].owner = OBJECT_NONE;
    for (uint32_t i = 0; i < OBJECTS; i++)
        o[i].mark = i == RESOURCE2;
    assert_int_equal(relate(&m.cluster[ALL], RELATION_EXCLUDES, RESOURCE2, NODE2), 0);
    assert_int_equal(ask_about_two(52, group, node2), 0);
    assert_int_equal(relate(&m.cluster[ALL], RELATION_EXCLUDES, RESOURCE, NODE1), 0);
    for (uint32_t i = 0; i < OBJECTS; i++)
        o[i].mark = 0;
    assert_int_equal(ask_about_two(52, group, node1), ERROR_HOST_NODE_NOT_RESOURCE_OWNER);
}

static void a_paused_node_keeps_what_is_online(void **state)
{
    (void)state;
    o[NODE1].state = NODE_PAUSED;
    assert_int_equal(ask_about(17, resource), 0);
    assert_int_equal(ask_about(49, group), ERROR_SHARING_PAUSED);
}

static void what_fails_takes_its_dependents_with_it(void **state)
{
    (void)state;
    depends(0, RESOURCE2, RESOURCE);
    for (uint32_t i = 0; i < OBJECTS; i++)
        o[i].mark = 0;
    assert_int_equal(ask_about(16, resource), 0);
    assert_int_equal(o[RESOURCE2].state, RESOURCE_OFFLINE);
}

static void a_group_of_nobody_can_be_moved(void **state)
{
    (void)state;
    o[GROUP].owner = OBJECT_NONE;
    assert_int_equal(ask_about_two(52, group, node2), 0);
    assert_int_equal(o[GROUP].owner, NODE2);
}

static void a_type_may_be_as_long_as_a_name(void **state)
{
    (void)state;
    static const uint8_t units[2 * NAME_UNITS_MAX] = {'x'};
    o[RESOURCE].type = (struct name){units, NAME_UNITS_MAX, false};
    put_name(1, NAME("New"));
    put_name(2, o[RESOURCE].type);
    put_number(3, 0);
    assert_int_equal(ask_about(9, group), 0);
}

/* MS-CMRP 3.1.4.2.52: a move changes the cluster too, though less than All may suffice for it. */
static void a_paused_server_moves_nothing(void **state)
{
    (void)state;
    m.cluster[ALL].read_only = true;
    assert_int_equal(ask_about(51, group), ERROR_SHARING_PAUSED);
    assert_int_equal(ask_about_two(52, group, node2), ERROR_SHARING_PAUSED);
}

static void both_objects_of_a_call_must_be_there(void **state)
{
    (void)state;
    assert_int_equal(ask_about(71, node2), 0);
    assert_int_equal(ask_about_two(52, group, node2), ERROR_NODE_NOT_AVAILABLE);
}

static void a_key_without_its_object_makes_no_batch_port(void **state)
{
    (void)state;
    put_number(0, 1);
    assert_int_equal(ask(all, 28), 0);
    struct token root = returned();
    put_name(1, NAME("Nodes\\2"));
    put_number(2, 1);
    assert_int_equal(ask_about(30, root), 0);
    struct token key = returned();
    assert_int_equal(ask_about(114, key), ERROR_CALL_NOT_IMPLEMENTED);
    assert_int_equal(ask_about(71, node2), 0);
    assert_int_equal(ask_about(114, key), ERROR_KEY_DELETED);
}

static void who_may_nothing_is_not_asked_for_more(void **state)
{
    (void)state;
    m.cluster[ALL].caller.permitted = LEVEL_NONE;
    put_name(0, NAME("New"));
    request.value[1] = (struct value){.present = false};
    assert_int_equal(ask(all, 129), ERROR_CALL_NOT_IMPLEMENTED);
}

/* Read with Backup Privilege suffices to ask for a move (MS-CMRP 3.1.4.2.52), not for the move
 * itself. */
static void a_reader_with_backup_hears_what_became_of_the_group(void **state)
{
    (void)state;
    m.cluster[ALL].caller = (struct caller){LEVEL_READ, true};
    struct token theirs = open_to_read(all, 119, NAME("Cluster Group"));
    assert_int_equal(ask_about(51, theirs), ERROR_ACCESS_DENIED);
    put_number(1, 1);
    assert_int_equal(ask_about(43, group), 0);
    assert_int_equal(ask_about(51, theirs), ERROR_GROUP_NOT_AVAILABLE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_group_is_online_when_what_nothing_depends_on_is, open_all),
        cmocka_unit_test_setup(a_chain_goes_online_in_its_order, open_all),
        cmocka_unit_test_setup(what_depends_on_the_pending_waits, open_all),
        cmocka_unit_test_setup(relations_behind_the_last_hold_nothing, open_all),
        cmocka_unit_test_setup(objects_behind_the_last_stay_as_they_are, open_all),
        cmocka_unit_test_setup(objects_behind_the_last_do_not_move, open_all),
        cmocka_unit_test_setup(the_first_object_counts, open_all),
        cmocka_unit_test_setup(a_first_resource_goes_online_again_after_a_move, open_all),
        cmocka_unit_test_setup(a_resource_may_change_groups_of_one_node, open_all),
        cmocka_unit_test_setup(a_group_moves_where_its_own_resources_may_be, open_all),
        cmocka_unit_test_setup(a_paused_node_keeps_what_is_online, open_all),
        cmocka_unit_test_setup(what_fails_takes_its_dependents_with_it, open_all),
        cmocka_unit_test_setup(a_group_of_nobody_can_be_moved, open_all),
        cmocka_unit_test_setup(a_type_may_be_as_long_as_a_name, open_all),
        cmocka_unit_test_setup(a_paused_server_moves_nothing, open_all),
        cmocka_unit_test_setup(both_objects_of_a_call_must_be_there, open_all),
        cmocka_unit_test_setup(a_key_without_its_object_makes_no_batch_port, open_all),
        cmocka_unit_test_setup(who_may_nothing_is_not_asked_for_more, open_all),
        cmocka_unit_test_setup(a_reader_with_backup_hears_what_became_of_the_group, open_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
