/* More of where a rule begins to hold: what is enumerated, drained, deleted, told. */
#include "notify_calls_test.h"

static uint32_t ask_control(uint32_t opnum, struct token handle, uint32_t code, uint32_t size)
{
    put_number(1, code);
    request.value[2] = (struct value){.present = false};
    put_number(3, 0);
    put_number(4, size);
    return ask_about(opnum, handle);
}

static void each_control_says_what_it_needs(void **state)
{
    (void)state;
    struct token interface = open_named(all, 92, NAME("node1 - Ethernet"));
    const uint32_t codes[] = {0x01000005, 0x01000029, 0x0100002D, 0x01000039,
                              0x01000051, 0x01000055, 0x01000059};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        assert_int_equal(ask_control(73, resource, codes[i], 1), ERROR_MORE_DATA);
    assert_int_equal(ask_control(98, interface, 0x06000031, 1), ERROR_MORE_DATA);
    assert_int_equal(ask_control(98, interface, 0x06000035, 1), ERROR_MORE_DATA);
    assert_int_equal(ask_control(106, cluster, 0x0700003D, 1), ERROR_MORE_DATA);
    assert_int_equal(ask_control(77, group, 0x0300002D, 100), ERROR_INVALID_FUNCTION);
    put_number(2, 0x03000029);
    request.value[3] = (struct value){.present = false};
    put_number(4, 0);
    put_number(5, 1);
    struct token node = open_named(all, 66, NAME("node1"));
    assert_int_equal(ask_about_two(76, group, node), ERROR_MORE_DATA);
}

static void a_long_name_is_whole(void **state)
{
    (void)state;
    static uint8_t units[2 * 250];
    for (size_t i = 0; i < 250; i++)
        units[2 * i] = 'x';
    room[ALL][GROUP].name = (struct name){units, 250, false};
    assert_int_equal(ask_control(77, group, 0x03000029, 600), 0);
    assert_int_equal(reply.value[0].count, 502);
    assert_memory_equal(reply.value[0].at, units, sizeof units);
}

static void the_clusters_properties_are_the_clusters(void **state)
{
    (void)state;
    static const uint8_t list[] = {1,   0,   0,   0,   3,   0,   4,   0,   24, 0,   0, 0,   'D',
                                   0,   'e', 0,   's', 0,   'c', 0,   'r', 0,  'i', 0, 'p', 0,
                                   't', 0,   'i', 0,   'o', 0,   'n', 0,   0,  0,   3, 0,   1,
                                   0,   4,   0,   0,   0,   'x', 0,   0,   0,  0,   0, 0,   0};
    assert_int_equal(add(57, cluster, 0x40000008, 5), 0);
    put_number(1, 0x0740005E);
    request.value[2] = (struct value){.at = list, .count = sizeof list, .present = true};
    request.value[2].max = sizeof list;
    put_number(3, sizeof list);
    put_number(4, 0);
    assert_int_equal(ask_about(106, cluster), 0);
    expect_notice(5, 0x40000000, NAME(""));
    expect_none();
}

/* -- lists ------------------------------------------------------------------------------------- */

static uint32_t list_with(const uint8_t *names, uint32_t size)
{
    request.value[1] = (struct value){.at = names, .count = size, .present = size > 0};
    request.value[1].max = size;
    put_number(2, size);
    request.value[3] = (struct value){.present = false};
    put_number(4, 0);
    return ask_about(143, cluster);
}

static void every_name_of_a_property_is_looked_at(void **state)
{
    (void)state;
    uint8_t twice[2 * (2 * 12 + 1)] = {0}, one[6] = {'x'};
    memcpy(twice, property_name, PROPERTY_NAME_SIZE);
    memcpy(twice + PROPERTY_NAME_SIZE + 2, property_name, PROPERTY_NAME_SIZE);
    assert_int_equal(list_with(twice, sizeof twice), 0);
    assert_int_equal(reply.value[0].cell[5].number, 52);
    assert_true(reply.value[0].cell[5].present);
    assert_int_equal(list_with(one, sizeof one), ERROR_INVALID_PARAMETER);
}

static void properties_need_room(void **state)
{
    (void)state;
    uint8_t once[2 * (12 + 1)] = {0};
    memcpy(once, property_name, PROPERTY_NAME_SIZE);
    server.octets = 52;
    assert_int_equal(list_with(once, sizeof once), 0);
    assert_int_equal(reply.value[0].cell[6].count, 52);
    server.octets = 51;
    assert_int_equal(list_with(once, sizeof once), ERROR_NOT_ENOUGH_MEMORY);
    assert_int_equal(ask_about(144, cluster), ERROR_NOT_ENOUGH_MEMORY);
}

static void the_first_object_is_listed_and_none_behind_the_last(void **state)
{
    (void)state;
    room[ALL][0] = room[ALL][GROUP];
    assert_int_equal(list_with(NULL, 0), 0);
    assert_int_equal(reply.value[0].count, 2);
    room[ALL][NETWORK].type = room[ALL][RESOURCE].type; /* no resource */
    room[ALL][OBJECTS] = room[ALL][RESOURCE];
    put_name(0, NAME("Network Name"));
    put_number(1, 2);
    assert_int_equal(ask(all, 103), 0);
    assert_int_equal(reply.value[0].count, 2);
}

static void a_resource_without_a_group_is_on_no_node(void **state)
{
    (void)state;
    room[ALL][RESOURCE].owner = OBJECT_NONE;
    assert_int_equal(ask_about(12, resource), 0);
    assert_true(is_text(&reply.value[1], NAME("")));
    assert_true(is_text(&reply.value[2], NAME("")));
}

static void versions_have_a_minor_number(void **state)
{
    (void)state;
    uint32_t old = server_connect(&server, OLD, 3);
    m.cluster[OLD].release = SINCE_2008_R2;
    assert_int_equal(ask(old, 102), 0);
    assert_int_equal(reply.value[0].number, 6);
    assert_int_equal(reply.value[1].number, 1);
    assert_int_equal(reply.value[2].number, 7601);
    assert_int_equal(reply.value[5].max, 1);
    for (uint32_t i = 0; i < 5; i++)
        assert_true(call.version_cells[i].present);
}

/* -- groups and nodes -------------------------------------------------------------------------- */

static void a_group_contains_its_resources_only(void **state)
{
    (void)state;
    put_name(0, NAME("Second"));
    assert_int_equal(ask(all, 42), 0);
    struct token second = returned();
    const uint32_t made = OBJECTS;
    put_number(1, 0);
    room[ALL][NETWORK].owner = made;
    room[ALL][made + 1] = room[ALL][RESOURCE]; /* behind the last */
    room[ALL][made + 1].owner = made;
    assert_int_equal(ask_about(43, second), 0);
    assert_int_equal(room[ALL][NETWORK].kind, HANDLE_NETWORK);
    room[ALL][0] = room[ALL][RESOURCE];
    room[ALL][RESOURCE].owner = room[ALL][RESOURCE2].owner = OBJECT_NONE;
    room[ALL][GROUP].owner = NODE2;
    assert_int_equal(ask_about(43, group), ERROR_DIR_NOT_EMPTY);
    put_number(1, 1);
    assert_int_equal(ask_about(43, group), 0);
    assert_int_equal(room[ALL][0].kind, HANDLE_NONE);
    assert_int_equal(room[ALL][made + 1].kind, HANDLE_RESOURCE);
}

static void a_move_that_fails_says_so(void **state)
{
    (void)state;
    static const uint8_t units[2 * (NAME_UNITS_MAX + 1)] = {'x'};
    struct token node2 = open_named(all, 66, NAME("node2"));
    assert_int_equal(ask_about_two(24, resource, node2), 0);
    room[ALL][NODE2].state = NODE_UP;
    assert_int_equal(ask_about(51, group), ERROR_HOST_NODE_NOT_RESOURCE_OWNER);
    assert_int_equal(add(57, cluster, 0x4000FFFF, 5), 0);
    put_name(1, (struct name){units, NAME_UNITS_MAX + 1, false});
    assert_int_equal(ask_about(46, group), ERROR_NOT_ENOUGH_MEMORY);
    expect_none();
    put_name(0, NAME("Second"));
    assert_int_equal(ask(all, 42), 0);
    assert_int_equal(ask_about(51, returned()), 0); /* who created it has All */
}

static void a_network_changes_its_name(void **state)
{
    (void)state;
    struct token network = open_named(all, 81, NAME("Cluster Network 1"));
    assert_int_equal(add(57, cluster, 0x00800000, 5), 0);
    put_name(1, NAME("Renamed"));
    assert_int_equal(ask_about(84, network), 0);
    expect_notice(5, 0x00800000, NAME("Renamed"));
}

static void only_groups_of_the_node_are_drained(void **state)
{
    (void)state;
    struct token node1 = open_named(all, 66, NAME("node1"));
    room[ALL][NODE2].state = NODE_UP;
    room[ALL][INTERFACE] = room[ALL][NODE2]; /* a third node, and a group on it */
    room[ALL][NETWORK] = room[ALL][GROUP];
    room[ALL][NETWORK].owner = INTERFACE;
    room[ALL][OBJECTS] = room[ALL][GROUP]; /* behind the last */
    put_number(1, 1);
    put_number(2, 0);
    assert_int_equal(ask_about(126, node1), ERROR_IO_PENDING);
    assert_int_equal(room[ALL][GROUP].owner, NODE2);
    assert_int_equal(room[ALL][NETWORK].owner, INTERFACE);
    assert_int_equal(room[ALL][OBJECTS].owner, NODE1);
}

static void a_group_in_the_first_place_keeps_its_node(void **state)
{
    (void)state;
    struct token node2 = open_named(all, 66, NAME("node2"));
    room[ALL][NODE1] = room[ALL][GROUP];
    room[ALL][GROUP].kind = HANDLE_NONE;
    room[ALL][NODE1].owner = NODE2;
    room[ALL][NODE2].state = NODE_UP;
    room[ALL][OBJECTS] = room[ALL][INTERFACE]; /* behind the last */
    room[ALL][OBJECTS].owner = NODE2;
    assert_int_equal(ask_about(71, node2), ERROR_CANT_EVICT_ACTIVE_NODE);
    room[ALL][NODE1].kind = HANDLE_NONE;
    assert_int_equal(ask_about(71, node2), 0);
    assert_int_equal(room[ALL][OBJECTS].kind, HANDLE_NETINTERFACE);
}

static void a_node_that_is_down_is_not_paused(void **state)
{
    (void)state;
    struct token node2 = open_named(all, 66, NAME("node2"));
    put_number(1, 0);
    put_number(2, 0);
    assert_int_equal(ask_about(126, node2), ERROR_CLUSTER_NODE_DOWN);
}

/* A group's state is made right where it was not, as in a fixture. */
static void a_dependency_looks_at_the_groups_state(void **state)
{
    (void)state;
    struct token other = open_named(all, 8, NAME("Other Name"));
    room[ALL][GROUP].state = GROUP_OFFLINE;
    assert_int_equal(ask_about_two(19, other, resource), 0);
    assert_int_equal(room[ALL][GROUP].state, GROUP_ONLINE);
    room[ALL][GROUP].state = GROUP_OFFLINE;
    assert_int_equal(ask_about_two(20, other, resource), 0);
    assert_int_equal(room[ALL][GROUP].state, GROUP_ONLINE);
}

/* -- indications ------------------------------------------------------------------------------- */

static void a_node_that_changed_meanwhile_is_told(void **state)
{
    (void)state;
    struct token node1 = open_named(all, 66, NAME("node1"));
    room[ALL][NODE1].sequence = 4;
    put_number(4, 3);
    assert_int_equal(add(62, node1, 0xF, 5), 0);
    expect_notice(5, 0x1, NAME("node1"));
}

static void several_indications_come_at_once(void **state)
{
    (void)state;
    assert_int_equal(add(57, cluster, 0x1100, 5), 0);
    assert_int_equal(ask_about(18, resource), 0);
    assert_int_equal(fetch(147, 1), 0);
    assert_int_equal(reply.value[1].number, 2);
    const struct value *row = reply.value[0].cell;
    assert_int_equal(row[1].number, 0x100);
    assert_true(is_text(&row[2], NAME("Cluster Name")));
    assert_int_equal(row[3].number, 5);
    assert_int_equal(row[4].number, 0x1000);
    assert_true(is_text(&row[5], NAME("Cluster Group")));
}

static void a_type_is_not_taken_for_its_flags(void **state)
{
    (void)state;
    struct value filter[2] = {{.number = EVENT_OF_RESOURCE, .present = true},
                              {.number = 0x20, .present = true}};
    assert_int_equal(ask(all, 137), 0);
    struct token of_version_2 = returned();
    request.value[2] = (struct value){.cell = filter, .count = 1, .max = 1, .present = true};
    put_number(3, 7);
    put_number(4, 2);
    put_number(5, 0);
    assert_int_equal(ask_about_two(138, of_version_2, cluster), 0);
    filter[0].number = EVENT_OF_QUORUM;
    filter[1].number = 0x1;
    assert_int_equal(ask_about_two(138, of_version_2, cluster), 0);
}

static void a_key_without_values_has_no_lengths(void **state)
{
    (void)state;
    put_number(0, 1);
    assert_int_equal(ask(all, 28), 0);
    struct token root = returned();
    put_name(1, NAME("Groups"));
    put_number(2, 1);
    assert_int_equal(ask_about(30, root), 0);
    assert_int_equal(ask_about(38, returned()), 0);
    assert_int_equal(reply.value[0].number, 1);
    assert_int_equal(reply.value[1].number, 3);
    for (uint32_t i = 2; i < 5; i++)
        assert_int_equal(reply.value[i].number, 0);
}

static void rows_of_an_enumeration_are_there(void **state)
{
    (void)state;
    struct token node = open_named(all, 66, NAME("node1"));
    put_number(0, 1);
    assert_int_equal(ask(all, 7), 0);
    assert_true(reply.value[0].cell[0].present);
    put_number(1, 3);
    put_number(2, 0);
    server.cells = 1;
    assert_int_equal(ask_about(124, node), ERROR_NOT_ENOUGH_MEMORY);
}

static void a_call_that_waited_answers_like_one_that_did_not(void **state)
{
    (void)state;
    assert_int_equal(add(57, cluster, 0x100, 5), 0);
    assert_int_equal(fetch(65, 1), SERVER_PENDING);
    assert_int_equal(ask_about(18, resource), 0);
    assert_int_equal(complete(65, 1), 0);
    assert_int_equal(reply.value[0].number, 5);
    assert_int_equal(reply.value[4].number, 0); /* rpc_status */
    assert_true(reply.value[4].present);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(each_control_says_what_it_needs, open_all),
        cmocka_unit_test_setup(a_long_name_is_whole, open_all),
        cmocka_unit_test_setup(the_clusters_properties_are_the_clusters, open_all),
        cmocka_unit_test_setup(every_name_of_a_property_is_looked_at, open_all),
        cmocka_unit_test_setup(properties_need_room, open_all),
        cmocka_unit_test_setup(the_first_object_is_listed_and_none_behind_the_last, open_all),
        cmocka_unit_test_setup(a_resource_without_a_group_is_on_no_node, open_all),
        cmocka_unit_test_setup(versions_have_a_minor_number, open_all),
        cmocka_unit_test_setup(a_group_contains_its_resources_only, open_all),
        cmocka_unit_test_setup(a_move_that_fails_says_so, open_all),
        cmocka_unit_test_setup(a_network_changes_its_name, open_all),
        cmocka_unit_test_setup(only_groups_of_the_node_are_drained, open_all),
        cmocka_unit_test_setup(a_group_in_the_first_place_keeps_its_node, open_all),
        cmocka_unit_test_setup(a_node_that_is_down_is_not_paused, open_all),
        cmocka_unit_test_setup(a_dependency_looks_at_the_groups_state, open_all),
        cmocka_unit_test_setup(a_node_that_changed_meanwhile_is_told, open_all),
        cmocka_unit_test_setup(several_indications_come_at_once, open_all),
        cmocka_unit_test_setup(a_type_is_not_taken_for_its_flags, open_all),
        cmocka_unit_test_setup(a_key_without_values_has_no_lengths, open_all),
        cmocka_unit_test_setup(rows_of_an_enumeration_are_there, open_all),
        cmocka_unit_test_setup(a_call_that_waited_answers_like_one_that_did_not, open_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
