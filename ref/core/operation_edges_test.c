/* Where a rule of the server's operations begins to hold, and where it no longer does. */
#include "consistent.h"
#include "notify_calls_test.h"

#include "operation.h"

static void a_full_table_is_said_to_be_full(void **state)
{
    (void)state;
    const uint32_t opens[] = {0, 8, 28, 41, 55, 66, 81, 92, 117, 118, 119, 120, 121, 122, 137};
    const struct name names[] = {[8] = NAME("Cluster Name"),
                                 [41] = NAME("Cluster Group"),
                                 [66] = NAME("node1"),
                                 [81] = NAME("Cluster Network 1"),
                                 [92] = NAME("node1 - Ethernet"),
                                 [118] = NAME("node1"),
                                 [119] = NAME("Cluster Group"),
                                 [120] = NAME("Cluster Name"),
                                 [121] = NAME("Cluster Network 1"),
                                 [122] = NAME("node1 - Ethernet"),
                                 [137] = NAME("")};
    put_number(0, 1);
    assert_int_equal(ask(all, 28), 0);
    struct token root = returned();
    while (handles_open(&server.table) < SLOTS)
        (void)open_named(all, 66, NAME("node1"));
    for (size_t i = 0; i < sizeof opens / sizeof *opens; i++) {
        put_name(0, names[opens[i]]);
        request.value[0].number = ASK_GENERIC_READ;
        put_number(1, ASK_GENERIC_READ);
        assert_int_equal(ask(all, opens[i]), ERROR_NOT_ENOUGH_MEMORY);
    }
    put_name(1, NAME("Groups"));
    put_number(2, 1);
    assert_int_equal(ask_about(30, root), ERROR_NOT_ENOUGH_MEMORY);
}

static void a_context_belongs_to_its_cluster(void **state)
{
    (void)state;
    uint32_t old = server_connect(&server, OLD, 3);
    (void)open_named(old, 66, NAME("node1"));
    const struct server_context *c = &contexts[slots[old].first];
    assert_int_equal(c->cluster, OLD);
    assert_int_equal(c->level, LEVEL_ALL);
    assert_int_equal(ask(old, 0), 0);
    assert_int_equal(contexts[slots[old].first].level, LEVEL_ALL);
    const uint32_t creates[] = {42, 163};
    for (size_t i = 0; i < sizeof creates / sizeof *creates; i++) {
        put_name(0, NAME("New"));
        assert_int_equal(ask(all, creates[i]), 0);
        assert_int_equal(contexts[slots[all].first].level, LEVEL_ALL);
    }
    put_name(1, NAME("New"));
    put_name(2, NAME("Network Name"));
    put_number(3, 0);
    assert_int_equal(ask_about(9, group), 0);
    assert_int_equal(contexts[slots[all].first].level, LEVEL_ALL);
}

/* ApiGetClusterVersion is version 2's alone. */
static void each_version_has_its_own_methods(void **state)
{
    (void)state;
    assert_null(operation_of(4, 3));
    assert_ptr_equal(operation_of(4, 2), get_cluster_version);
}

/* AMB-28: what was granted with the handle counts, not what the caller may do since. */
static void a_level_stays_with_its_handle(void **state)
{
    (void)state;
    m.cluster[ALL].caller.permitted = LEVEL_READ;
    put_name(1, NAME("Renamed"));
    assert_int_equal(ask_about(46, group), 0);
    m.cluster[ALL].caller.permitted = LEVEL_NONE;
    assert_int_equal(ask_about(45, group), 0);
}

/* The methods of version 2 need All; what they change is what version 3 changes. */
static void a_paused_server_of_version_2_may_be_asked(void **state)
{
    (void)state;
    uint32_t old = server_connect(&server, ALL, 2);
    struct token theirs = open_named(old, 41, NAME("Cluster Group"));
    m.cluster[ALL].read_only = true;
    put_handle(0, &theirs);
    prepare(old, 45);
    assert_int_equal(server_call(&call), 0);
    assert_int_equal(code_of(call.method), 0);
    prepare(old, 51);
    assert_int_equal(server_call(&call), 0);
    assert_int_equal(code_of(call.method), ERROR_SHARING_PAUSED);
    prepare(old, 44);
    assert_int_equal(server_call(&call), 0);
    assert_int_equal(code_of(call.method), 0);
}

/* A method of which no document says what access it needs asks for none. */
static void methods_without_a_stated_access_ask_for_none(void **state)
{
    (void)state;
    put_name(0, NAME("New"));
    request.value[1] = (struct value){.present = false};
    assert_int_equal(ask(reader, 129), ERROR_CALL_NOT_IMPLEMENTED);
}

/* Opnums that are not used on the wire are there in every release. */
static void what_is_local_belongs_to_no_release(void **state)
{
    (void)state;
    uint32_t old = server_connect(&server, OLD, 3);
    m.cluster[OLD].release = SINCE_VERSION_2;
    assert_int_equal(ask(old, 111), ERROR_CALL_NOT_IMPLEMENTED);
}

static void an_interface_without_a_network_is_on_none(void **state)
{
    (void)state;
    room[ALL][INTERFACE].network = OBJECT_NONE;
    put_name(0, NAME("node1"));
    put_name(1, NAME("nowhere"));
    assert_int_equal(ask(all, 95), ERROR_CLUSTER_NETINTERFACE_NOT_FOUND);
}

/* -- octets that a client asks for ------------------------------------------------------------ */

static uint32_t query(struct token key, struct name name, uint32_t size)
{
    put_name(1, name);
    put_number(2, size);
    return ask_about(34, key);
}

static void an_array_is_as_long_as_asked_for_up_to_the_servers_room(void **state)
{
    (void)state;
    put_number(0, 1);
    assert_int_equal(ask(all, 28), 0);
    struct token root = returned();
    const uint32_t room_of_call = sizeof call.output;
    assert_int_equal(query(root, NAME("None"), room_of_call), ERROR_FILE_NOT_FOUND);
    assert_int_equal(reply.value[1].count, room_of_call);
    assert_int_equal(query(root, NAME("None"), room_of_call + 1), ERROR_FILE_NOT_FOUND);
    assert_int_equal(reply.value[1].count, 0);
    assert_int_equal(query(root, NAME("ClusterName"), room_of_call - 1), 0);
    assert_int_equal(reply.value[1].count, room_of_call - 1);
    assert_int_equal(reply.value[1].max, room_of_call - 1);
    static const uint8_t units[2 * 400] = {'x'};
    assert_int_equal(query(root, NAME("ClusterName"), room_of_call), 0);
    assert_int_equal(reply.value[1].count, room_of_call);
    assert_int_equal(query(root, NAME("ClusterName"), room_of_call + 1), 0);
    assert_int_equal(reply.value[1].count, 18); /* all that there is */
    assert_int_equal(reply.value[1].max, 18);
    m.cluster[ALL].name = (struct name){units, sizeof call.output / 2 - 1, false};
    assert_int_equal(query(root, NAME("ClusterName"), room_of_call), 0);
    m.cluster[ALL].name.units++;
    assert_int_equal(query(root, NAME("ClusterName"), room_of_call + 2), ERROR_NOT_ENOUGH_MEMORY);
    put_number(1, 0);
    put_number(2, room_of_call + 2);
    assert_int_equal(ask_about(36, root), ERROR_NOT_ENOUGH_MEMORY);
}

static uint32_t ask_control(struct token handle, uint32_t code, uint32_t size)
{
    put_number(1, code);
    request.value[2] = (struct value){.present = false};
    put_number(3, 0);
    put_number(4, size);
    return ask_about(77, handle);
}

static void the_longest_property_list_fits(void **state)
{
    (void)state;
    room[ALL][GROUP].description.units = DESCRIPTION_MAX;
    assert_int_equal(ask_control(group, 0x03000059, PROPERTY_LIST_MAX), 0);
    assert_int_equal(reply.value[0].count, PROPERTY_LIST_MAX);
}

/* Nothing is written behind the room that a text has. */
static void a_text_that_does_not_fit_is_not_begun(void **state)
{
    (void)state;
    static const uint8_t units[2 * 400] = {'x'};
    uint8_t untouched[sizeof call.version_cells];
    memset(untouched, 0xEE, sizeof untouched);
    room[ALL][GROUP].name = (struct name){units, 400, false};
    assert_int_equal(ask_control(group, 0x03000029, 2000), ERROR_NOT_ENOUGH_MEMORY);
    assert_memory_equal(call.version_cells, untouched, sizeof untouched);
}

static void properties_that_are_refused_are_not_told(void **state)
{
    (void)state;
    assert_int_equal(add(57, cluster, 0x4000FFFF, 5), 0);
    assert_int_equal(ask_control(group, 0x0340005E, 0), ERROR_INVALID_DATA);
    expect_none();
}

/* -- filters ----------------------------------------------------------------------------------- */

static void a_filter_for_the_cluster_hears_of_keys_if_it_says_so(void **state)
{
    (void)state;
    assert_int_equal(add(57, cluster, 0x10 | 0x80, 1), 0);
    assert_int_equal(add(57, cluster, 0x11, 2), 0);
    put_name(0, NAME("New"));
    assert_int_equal(ask(all, 42), 0);
    expect_notice(1, 0x10, NAME("Groups\\c0000000-0000-4000-8000-000000000001"));
    expect_none();
}

static void add_to_keys(struct token of_version_2, uint64_t flags)
{
    struct value filter[2] = {{.number = EVENT_OF_REGISTRY, .present = true},
                              {.number = flags, .present = true}};
    request.value[2] = (struct value){.cell = filter, .count = 1, .max = 1, .present = true};
    put_number(3, 7);
    put_number(4, 2);
    put_number(5, 0);
    assert_int_equal(ask_about_two(138, of_version_2, cluster), 0);
}

static void a_version_2_filter_says_whether_it_means_what_is_below(void **state)
{
    (void)state;
    assert_int_equal(ask(all, 137), 0);
    port = returned();
    add_to_keys(port, 0x3);
    assert_false(filters[0].subtree);
    add_to_keys(port, 0x6);
    assert_true(filters[1].subtree);
    put_name(0, NAME("New"));
    assert_int_equal(ask(all, 42), 0);
    assert_int_equal(fetch(139, 1), 0);
    assert_int_equal(reply.value[1].number, 1);
    const struct value *row = reply.value[0].cell;
    assert_int_equal(row[0].number, 7);
    assert_int_equal(row[1].number, EVENT_OF_REGISTRY);
    assert_true(row[1].present);
    assert_false(row[3].present); /* no octets */
    assert_true(is_text(&row[7], NAME("Groups\\c0000000-0000-4000-8000-000000000001")));
}

static void an_unknown_type_has_no_filter(void **state)
{
    (void)state;
    struct value filter[2] = {{.number = 0, .present = true}, {.number = 1, .present = true}};
    assert_int_equal(ask(all, 137), 0);
    struct token of_version_2 = returned();
    request.value[2] = (struct value){.cell = filter, .count = 1, .max = 1, .present = true};
    put_number(3, 7);
    put_number(4, 2);
    put_number(5, 0);
    assert_int_equal(ask_about_two(138, of_version_2, cluster), ERROR_INVALID_PARAMETER);
    for (uint32_t i = 0; i < FILTERS; i++)
        filters[i].version = 1;
    filter[0].number = EVENT_OF_GROUP;
    assert_int_equal(ask_about_two(138, of_version_2, cluster), ERROR_NOT_ENOUGH_MEMORY);
}

static void a_filter_answers_with_the_sequence_number(void **state)
{
    (void)state;
    room[ALL][RESOURCE].sequence = 9;
    assert_int_equal(add(60, resource, 0x100, 3), 0);
    assert_int_equal(reply.value[0].number, 9);
    for (uint32_t i = 1; i < FILTERS; i++)
        filters[i].version = 1;
    assert_int_equal(add(60, resource, 0x100, 3), ERROR_NOT_ENOUGH_MEMORY);
    assert_int_equal(reply.value[0].number, 0);
    put_number(4, 8);
    assert_int_equal(add(64, resource, 0x100, 3), ERROR_NOT_ENOUGH_MEMORY);
    expect_none();
}

/* -- dependencies ------------------------------------------------------------------------------ */

/* ApiRestartResource: what cannot go offline is not brought online. */
static void what_stays_online_is_not_restarted(void **state)
{
    (void)state;
    room[ALL][RESOURCE].state = RESOURCE_INITIALIZING;
    put_number(1, 0);
    assert_int_equal(ask_about(146, resource), ERROR_INVALID_STATE);
    assert_int_equal(room[ALL][RESOURCE].state, RESOURCE_INITIALIZING);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_full_table_is_said_to_be_full, open_all),
        cmocka_unit_test_setup(a_context_belongs_to_its_cluster, open_all),
        cmocka_unit_test_setup(each_version_has_its_own_methods, open_all),
        cmocka_unit_test_setup(a_level_stays_with_its_handle, open_all),
        cmocka_unit_test_setup(a_paused_server_of_version_2_may_be_asked, open_all),
        cmocka_unit_test_setup(methods_without_a_stated_access_ask_for_none, open_all),
        cmocka_unit_test_setup(what_is_local_belongs_to_no_release, open_all),
        cmocka_unit_test_setup(an_interface_without_a_network_is_on_none, open_all),
        cmocka_unit_test_setup(an_array_is_as_long_as_asked_for_up_to_the_servers_room, open_all),
        cmocka_unit_test_setup(the_longest_property_list_fits, open_all),
        cmocka_unit_test_setup(a_text_that_does_not_fit_is_not_begun, open_all),
        cmocka_unit_test_setup(properties_that_are_refused_are_not_told, open_all),
        cmocka_unit_test_setup(a_filter_for_the_cluster_hears_of_keys_if_it_says_so, open_all),
        cmocka_unit_test_setup(a_version_2_filter_says_whether_it_means_what_is_below, open_all),
        cmocka_unit_test_setup(an_unknown_type_has_no_filter, open_all),
        cmocka_unit_test_setup(a_filter_answers_with_the_sequence_number, open_all),
        cmocka_unit_test_setup(what_stays_online_is_not_restarted, open_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
