/* What may be asked of objects, lists, keys and ports, and what is refused. */
#include "notify_calls_test.h"
#include "registry.h"

static const uint8_t description[] = {
    1,   0, 0,   0, // one property
    3,   0, 4,   0, 24,  0, 0,   0, 'D', 0, 'e', 0, 's', 0, 'c', 0,
    'r', 0, 'i', 0, 'p', 0, 't', 0, 'i', 0, 'o', 0, 'n', 0, 0,   0, // its name
    3,   0, 1,   0, 4,   0, 0,   0, 'x', 0, 0,   0,                 // its value
    0,   0, 0,   0,
};

static uint32_t control(uint32_t opnum, struct token handle, uint32_t code, uint32_t size)
{
    put_number(1, code);
    request.value[2] = (struct value){.at = description, .count = size, .present = size > 0};
    request.value[2].max = size;
    put_number(3, size);
    put_number(4, 0);
    return ask_about(opnum, handle);
}

/* CLUSCTL_GROUP_VALIDATE_COMMON_PROPERTIES looks, and changes nothing. */
static void validating_changes_nothing(void **state)
{
    (void)state;
    assert_int_equal(control(77, group, 0x03000061, sizeof description), 0);
    assert_int_equal(room[ALL][GROUP].description.units, 0);
    assert_int_equal(control(77, group, 0x03000061, sizeof description - 4), ERROR_INVALID_DATA);
    assert_int_equal(control(77, group, 0x0340005E, sizeof description), 0);
    assert_int_equal(room[ALL][GROUP].description.units, 1);
}

/* MS-CMRP 2.2.2.24 has no event for a property of a group set. */
static void a_group_set_keeps_its_properties_to_itself(void **state)
{
    (void)state;
    put_name(0, NAME("Set 1"));
    assert_int_equal(ask(all, 163), 0);
    struct token set = returned();
    assert_int_equal(add(57, cluster, 0x4000FFFF, 5), 0);
    assert_int_equal(control(174, set, 0x0840005E, sizeof description), 0);
    assert_int_equal(room[ALL][OBJECTS].description.units, 1);
    expect_none();
    assert_int_equal(control(77, group, 0x0340005E, sizeof description), 0);
    expect_notice(5, 0x8000, NAME("Cluster Group"));
}

static void a_cluster_without_a_node_has_no_node_name(void **state)
{
    (void)state;
    assert_int_equal(ask(all, 3), 0);
    assert_true(is_text(&reply.value[1], NAME("node1")));
    room[ALL][NODE1].state = room[ALL][NODE2].state = NODE_DOWN;
    assert_int_equal(ask(all, 3), 0);
    assert_true(is_text(&reply.value[0], NAME("cluster1")));
    assert_true(is_text(&reply.value[1], NAME("")));
}

/* MS-CMRP 3.1.4.2.124: resource types have names and no ids. */
static void resource_types_have_no_ids(void **state)
{
    (void)state;
    put_number(1, 0x2);
    put_number(2, 0);
    assert_int_equal(ask_about(125, cluster), 0);
    assert_int_equal(reply.value[0].count, 1);
    assert_true(is_text(&reply.value[0].cell[1], NAME("")));
    assert_true(is_text(&reply.value[1].cell[1], NAME("Network Name")));
    put_number(2, 1); /* dwOptions */
    assert_int_equal(ask_about(125, cluster), ERROR_INVALID_PARAMETER);
    put_number(1, 0x40);
    put_number(2, 0);
    assert_int_equal(ask_about(125, cluster), ERROR_INVALID_PARAMETER);
}

static void a_node_takes_no_options(void **state)
{
    (void)state;
    struct token node = open_named(all, 66, NAME("node1"));
    put_number(1, 0x1);
    put_number(2, 0);
    assert_int_equal(ask_about(124, node), 0);
    assert_int_equal(reply.value[0].count, 1);
    assert_true(is_text(&reply.value[0].cell[1], NAME("i-1")));
    assert_true(is_text(&reply.value[1].cell[1], NAME("node1 - Ethernet")));
    put_number(2, 1);
    assert_int_equal(ask_about(124, node), ERROR_INVALID_PARAMETER);
}

static void a_type_is_enumerated_with_its_own_resources(void **state)
{
    (void)state;
    room[ALL][RESOURCE2].type = NAME("IP Address");
    put_name(0, NAME("IP Address"));
    put_number(1, 2);
    assert_int_equal(ask(all, 103), 0);
    assert_int_equal(reply.value[0].count, 1);
    assert_true(is_text(&reply.value[0].cell[1], NAME("Other Name")));
}

static void a_node_without_an_interface_on_a_network_lists_none(void **state)
{
    (void)state;
    put_name(1, NAME("node2"));
    put_name(2, NAME("Cluster Network 1"));
    assert_int_equal(ask_about(181, cluster), 0);
    assert_int_equal(reply.value[0].count, 0);
}

static uint32_t list_with(const uint8_t *names, uint32_t size, const uint8_t *read_only,
                          uint32_t read_only_size)
{
    request.value[1] = (struct value){.at = names, .count = size, .present = size > 0};
    request.value[1].max = size;
    put_number(2, size);
    request.value[3] =
        (struct value){.at = read_only, .count = read_only_size, .present = read_only_size > 0};
    request.value[3].max = read_only_size;
    put_number(4, read_only_size);
    return ask_about(143, cluster);
}

/* An empty list asks for nothing; no property here is read-only. */
static void names_of_properties_are_looked_at(void **state)
{
    (void)state;
    static const uint8_t nulls[4];
    static const uint8_t name[] = {'D', 0,   'e', 0,   's', 0,   'c', 0,   'r', 0, 'i', 0, 'p',
                                   0,   't', 0,   'i', 0,   'o', 0,   'n', 0,   0, 0,   0, 0};
    assert_int_equal(list_with(nulls, sizeof nulls, nulls, sizeof nulls), 0);
    assert_false(reply.value[0].cell[6].present);
    assert_int_equal(list_with(name, sizeof name, nulls, sizeof nulls), 0);
    assert_true(reply.value[0].cell[6].present);
    assert_int_equal(list_with(nulls, sizeof nulls, name, sizeof name), ERROR_INVALID_PARAMETER);
}

static void lists_name_no_owner_where_there_is_none(void **state)
{
    (void)state;
    room[ALL][GROUP].owner = OBJECT_NONE;
    assert_int_equal(list_with(NULL, 0, NULL, 0), 0);
    assert_true(is_text(&reply.value[0].cell[3], NAME("")));
    room[ALL][RESOURCE].owner = OBJECT_NONE;
    assert_int_equal(ask_about(144, cluster), 0);
    assert_true(is_text(&reply.value[0].cell[2], NAME("")));
    assert_true(is_text(&reply.value[0].cell[3], NAME("")));
    assert_true(is_text(&reply.value[0].cell[8 + 3], NAME("g-1")));
}

/* -- keys ------------------------------------------------------------------------------------ */

static void the_root_has_one_value_and_branches_none(void **state)
{
    (void)state;
    struct registry_value value;
    const struct cluster *c = &m.cluster[ALL];
    const struct registry_key root = {REGISTRY_ROOT, OBJECT_NONE}, groups = {1, OBJECT_NONE};
    assert_true(registry_value(c, root, 0, &value));
    assert_true(name_equal(value.text, NAME("cluster1")));
    assert_false(registry_value(c, root, 1, &value));
    assert_false(registry_value(c, groups, 0, &value));
    assert_false(registry_value(c, groups, 1, &value));
}

static void a_path_is_whole_or_none(void **state)
{
    (void)state;
    uint8_t text[20];
    struct name path;
    const struct cluster *c = &m.cluster[ALL];
    for (uint32_t capacity = 0; capacity < 10; capacity++)
        assert_false(registry_path(c, GROUP, text, capacity, &path));
    assert_true(registry_path(c, GROUP, text, 10, &path));
    assert_true(name_equal(path, NAME("Groups\\g-1")));
}

/* -- ports and handles ----------------------------------------------------------------------- */

static void filters_that_fail_post_nothing(void **state)
{
    (void)state;
    put_number(4, 99); /* not the object's sequence number */
    assert_int_equal(add(64, resource, 0x1000, 3), ERROR_INVALID_PARAMETER);
    expect_none();
    assert_int_equal(add(64, resource, 0x100, 3), 0);
    expect_notice(3, 0x100, NAME("Cluster Name"));
}

static void version_2_filters_need_a_version_2_port(void **state)
{
    (void)state;
    struct value cells_of_filter[2] = {{.number = EVENT_OF_RESOURCE, .present = true},
                                       {.number = 0x4, .present = true}};
    request.value[2] =
        (struct value){.cell = cells_of_filter, .count = 1, .max = 1, .present = true};
    put_number(3, 1);
    put_number(4, 2);
    put_number(5, 1);
    assert_int_equal(ask_about_two(138, port, resource), ERROR_INVALID_HANDLE);
    assert_int_equal(ask(all, 137), 0);
    port = returned();
    assert_int_equal(ask_about_two(138, port, resource), 0);
    cells_of_filter[1].number = 0; /* asks for nothing */
    assert_int_equal(ask_about_two(138, port, resource), ERROR_INVALID_PARAMETER);
}

/* ApiCreateBatchPort returns another handle than the one it takes: a NULL handle is the runtime's
 * to refuse (AMB-102), unlike that of a close method (AMB-103). */
static void a_null_key_makes_no_batch_port(void **state)
{
    (void)state;
    static const struct token null;
    put_handle(0, &null);
    prepare(all, 114);
    assert_int_equal(server_call(&call), FAULT_CONTEXT_MISMATCH);
    assert_int_equal(ask_about(37, null), ERROR_INVALID_HANDLE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(validating_changes_nothing, open_all),
        cmocka_unit_test_setup(a_group_set_keeps_its_properties_to_itself, open_all),
        cmocka_unit_test_setup(a_cluster_without_a_node_has_no_node_name, open_all),
        cmocka_unit_test_setup(resource_types_have_no_ids, open_all),
        cmocka_unit_test_setup(a_node_takes_no_options, open_all),
        cmocka_unit_test_setup(a_type_is_enumerated_with_its_own_resources, open_all),
        cmocka_unit_test_setup(a_node_without_an_interface_on_a_network_lists_none, open_all),
        cmocka_unit_test_setup(names_of_properties_are_looked_at, open_all),
        cmocka_unit_test_setup(lists_name_no_owner_where_there_is_none, open_all),
        cmocka_unit_test_setup(the_root_has_one_value_and_branches_none, open_all),
        cmocka_unit_test_setup(a_path_is_whole_or_none, open_all),
        cmocka_unit_test_setup(filters_that_fail_post_nothing, open_all),
        cmocka_unit_test_setup(version_2_filters_need_a_version_2_port, open_all),
        cmocka_unit_test_setup(a_null_key_makes_no_batch_port, open_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
