/* The registry, lists and control codes. */
#include "server_calls_test.h"

static struct token root;

static int open_root(void **state)
{
    make(state);
    put_number(0, 0x20019); /* KEY_READ */
    assert_int_equal(ask(all, 28), 0);
    root = returned();
    return 0;
}

static uint32_t open_key(struct token from, struct name path, struct token *key)
{
    put_name(1, path);
    put_number(2, 0x20019);
    uint32_t error = ask_about(30, from);
    if (error == 0)
        *key = returned();
    return error;
}

static void subkeys(void **state)
{
    (void)state;
    const struct name names[] = {NAME("Groups"),   NAME("GroupSets"), NAME("NetworkInterfaces"),
                                 NAME("Networks"), NAME("Nodes"),     NAME("Resources")};
    for (uint32_t i = 0; i < 6; i++) {
        put_number(1, i);
        assert_int_equal(ask_about(31, root), 0);
        assert_true(is_text(&reply.value[0], names[i]));
    }
    put_number(1, 6);
    assert_int_equal(ask_about(31, root), ERROR_NO_MORE_ITEMS);
    struct token nodes, node;
    assert_int_equal(open_key(root, NAME("nodes"), &nodes), 0);
    put_number(1, 1);
    assert_int_equal(ask_about(31, nodes), 0);
    assert_true(is_text(&reply.value[0], NAME("2")));
    assert_int_equal(open_key(nodes, NAME("2"), &node), 0);
    put_number(1, 0);
    assert_int_equal(ask_about(31, node), ERROR_NO_MORE_ITEMS);
}

static void paths(void **state)
{
    (void)state;
    struct token key;
    assert_int_equal(open_key(root, NAME("Groups\\g-1"), &key), 0);
    assert_int_equal(open_key(key, NAME(""), &key), 0);
    assert_int_equal(open_key(root, NAME("\\Groups"), &key), ERROR_FILE_NOT_FOUND);
    assert_int_equal(open_key(root, NAME("Groups\\\\g-1"), &key), ERROR_FILE_NOT_FOUND);
    assert_int_equal(open_key(root, NAME("Groups\\r-1"), &key), ERROR_FILE_NOT_FOUND);
    assert_int_equal(open_key(root, NAME("Groups\\g-1\\Parameters"), &key), ERROR_FILE_NOT_FOUND);
    assert_int_equal(open_key(root, NAME("Nothing"), &key), ERROR_FILE_NOT_FOUND);
}

static void values(void **state)
{
    (void)state;
    struct token key;
    assert_int_equal(open_key(root, NAME("Resources\\R-1"), &key), 0);
    put_name(1, NAME("NAME"));
    put_number(2, 26);
    assert_int_equal(ask_about(34, key), 0);
    assert_int_equal(reply.value[0].number, 1);
    assert_int_equal(reply.value[1].count, 26);
    assert_int_equal(reply.value[2].number, 26);
    assert_memory_equal(reply.value[1].at, u"Cluster Name", 26);
    put_number(2, 40); /* the array is as long as the client asked */
    assert_int_equal(ask_about(34, key), 0);
    assert_int_equal(reply.value[1].count, 40);
    assert_int_equal(reply.value[2].number, 26);
    put_number(2, 25);
    assert_int_equal(ask_about(34, key), ERROR_MORE_DATA);
    assert_int_equal(reply.value[1].count, 25); /* after a failure too */
    assert_int_equal(reply.value[2].number, 26);
    put_number(2, UINT32_MAX); /* bounded by the data */
    assert_int_equal(ask_about(34, key), 0);
    assert_int_equal(reply.value[1].count, 26);
    put_name(1, NAME("Nothing"));
    assert_int_equal(ask_about(34, key), ERROR_FILE_NOT_FOUND);
    assert_int_equal(reply.value[1].count, 0);
    put_number(2, 7);
    assert_int_equal(ask_about(34, key), ERROR_FILE_NOT_FOUND);
    assert_int_equal(reply.value[1].count, 7);
    assert_memory_equal(reply.value[1].at, "\0\0\0\0\0\0", 7);
}

static void values_by_index(void **state)
{
    (void)state;
    struct token key;
    assert_int_equal(open_key(root, NAME("Resources\\r-2"), &key), 0);
    put_number(1, 1);
    put_number(2, 100);
    assert_int_equal(ask_about(36, key), 0);
    assert_true(is_text(&reply.value[0], NAME("Type")));
    assert_int_equal(reply.value[3].number, 26);
    assert_int_equal(reply.value[2].count, 26);
    assert_int_equal(reply.value[4].number, 26);
    put_number(2, 1);
    assert_int_equal(ask_about(36, key), ERROR_MORE_DATA);
    assert_int_equal(reply.value[4].number, 26);
    put_number(1, 2);
    assert_int_equal(ask_about(36, key), ERROR_NO_MORE_ITEMS);
}

static void information(void **state)
{
    (void)state;
    assert_int_equal(ask_about(38, root), 0);
    assert_int_equal(reply.value[0].number, 6);
    assert_int_equal(reply.value[1].number, 17); /* NetworkInterfaces */
    assert_int_equal(reply.value[2].number, 1);
    assert_int_equal(reply.value[3].number, 11); /* ClusterName */
    assert_int_equal(reply.value[4].number, 18); /* cluster1 and its terminator */
}

static void access_to_keys(void **state)
{
    (void)state;
    put_number(0, 0x20006); /* KEY_WRITE */
    assert_int_equal(ask(reader, 28), ERROR_ACCESS_DENIED);
    assert_int_equal(ask(all, 28), 0);
    put_number(0, 0x20019);
    assert_int_equal(ask(reader, 28), 0);
    struct token key = returned();
    put_handle(0, &key);
    put_name(1, NAME("Groups"));
    put_number(2, 0x2);
    assert_int_equal(ask(reader, 30), ERROR_ACCESS_DENIED);
    put_name(1, NAME("new"));
    assert_int_equal(ask(reader, 33), ERROR_ACCESS_DENIED); /* ApiDeleteValue needs All */
    put_handle(0, &key);
    assert_int_equal(ask(reader, 37), 0);
    assert_int_equal(ask(all, 28), 0);
}

static void keys_follow_the_model(void **state)
{
    (void)state;
    put_name(0, NAME("New"));
    assert_int_equal(ask(all, 42), 0);
    struct token group = returned();
    struct token keys, key;
    assert_int_equal(open_key(root, NAME("Groups"), &keys), 0);
    put_number(1, 1);
    assert_int_equal(ask_about(31, keys), 0);
    struct name id = {reply.value[0].at, reply.value[0].count, false};
    assert_int_equal(open_key(keys, id, &key), 0);
    put_number(1, 0);
    assert_int_equal(ask_about(43, group), 0);
    assert_int_equal(ask_about(38, key), ERROR_KEY_DELETED);
    assert_int_equal(ask_about(37, key), 0);
}

/* -- lists ----------------------------------------------------------------------------------- */

static void ask_for_properties(const uint8_t *names, uint32_t size)
{
    request.value[1] = (struct value){.at = names, .count = size, .present = size > 0};
    put_number(2, size);
    request.value[3] = (struct value){.present = false};
    put_number(4, 0);
}

static void lists(void **state)
{
    (void)state;
    assert_int_equal(ask(all, 0), 0);
    struct token cluster = returned();
    ask_for_properties(NULL, 0);
    assert_int_equal(ask_about(143, cluster), 0);
    const struct value *row = reply.value[0].cell;
    assert_int_equal(reply.value[0].count, 1);
    assert_true(is_text(&row[0], NAME("Cluster Group")));
    assert_true(is_text(&row[3], NAME("node1")));
    assert_false(row[6].present);
    static const uint8_t asked[] = {'d', 0,   'e', 0,   's', 0,   'c', 0,   'r', 0, 'i', 0, 'p',
                                    0,   't', 0,   'i', 0,   'o', 0,   'n', 0,   0, 0,   0, 0};
    ask_for_properties(asked, sizeof asked);
    assert_int_equal(ask_about(144, cluster), 0);
    row = &reply.value[0].cell[8];
    assert_int_equal(reply.value[0].count, 2);
    assert_true(is_text(&row[0], NAME("Other Name")));
    assert_true(is_text(&row[3], NAME("g-1")));
    assert_int_equal(row[4].number, row[5].count);
    assert_int_equal(row[5].at[0], 1);
    server.octets = 60;
    assert_int_equal(ask_about(144, cluster), ERROR_NOT_ENOUGH_MEMORY);
    server.octets = 0;
    assert_int_equal(ask_about(144, cluster), ERROR_NOT_ENOUGH_MEMORY);
    ask_for_properties(asked + 2, sizeof asked - 2);
    assert_int_equal(ask_about(144, cluster), ERROR_INVALID_PARAMETER);
    ask_for_properties(asked, sizeof asked - 4);
    assert_int_equal(ask_about(144, cluster), ERROR_INVALID_PARAMETER); /* no end */
}

static void other_enumerations(void **state)
{
    (void)state;
    assert_int_equal(ask(all, 0), 0);
    struct token cluster = returned();
    put_name(0, NAME("Set 1"));
    assert_int_equal(ask(all, 163), 0);
    assert_int_equal(ask_about(180, cluster), 0);
    assert_int_equal(reply.value[0].count, 1);
    assert_true(is_text(&reply.value[0].cell[1], NAME("Set 1")));
    put_name(1, NAME("node1"));
    put_name(2, NAME("Cluster Network 1"));
    assert_int_equal(ask_about(181, cluster), 0);
    assert_true(is_text(&reply.value[0].cell[1], NAME("node1 - Ethernet")));
    put_name(2, NAME("none"));
    assert_int_equal(ask_about(181, cluster), ERROR_CLUSTER_NETWORK_NOT_FOUND);
    put_name(1, NAME("none"));
    assert_int_equal(ask_about(181, cluster), ERROR_CLUSTER_NODE_NOT_FOUND);
    put_name(0, NAME("network name"));
    put_number(1, 0xFF);
    assert_int_equal(ask(all, 103), 0);
    assert_int_equal(reply.value[0].count, 4);
    put_number(1, 2);
    assert_int_equal(ask(all, 103), 0);
    assert_int_equal(reply.value[0].count, 2);
    put_name(0, NAME("none"));
    assert_int_equal(ask(all, 103), ERROR_CLUSTER_RESOURCE_TYPE_NOT_FOUND);
}

/* -- control codes ----------------------------------------------------------------------------- */

static uint32_t control(uint32_t opnum, struct token handle, uint32_t code, uint32_t room_for)
{
    put_number(1, code);
    request.value[2] = (struct value){.present = false};
    put_number(3, 0);
    put_number(4, room_for);
    return ask_about(opnum, handle);
}

static void common_codes(void **state)
{
    (void)state;
    const struct {
        uint32_t open, control, object;
        struct name name, id;
    } kinds[] = {{66, 79, 0x04000000, NAME("node1"), NAME("1")},
                 {41, 77, 0x03000000, NAME("Cluster Group"), NAME("g-1")},
                 {8, 73, 0x01000000, NAME("Cluster Name"), NAME("r-1")},
                 {81, 89, 0x05000000, NAME("Cluster Network 1"), NAME("n-1")},
                 {92, 98, 0x06000000, NAME("node1 - Ethernet"), NAME("i-1")}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct token t = open_named(all, kinds[i].open, kinds[i].name);
        uint32_t method = kinds[i].control, object = kinds[i].object;
        uint32_t size = 2 * kinds[i].name.units + 2;
        assert_int_equal(control(method, t, object, 0), 0);
        assert_int_equal(control(method, t, object | 0x29, size), 0);
        assert_memory_equal(reply.value[0].at, kinds[i].name.at, size);
        assert_int_equal(reply.value[1].number, size);
        assert_int_equal(control(method, t, object | 0x29, size - 1), ERROR_MORE_DATA);
        assert_int_equal(reply.value[2].number, size);
        assert_int_equal(control(method, t, object | 0x39, 100), 0);
        assert_memory_equal(reply.value[0].at, kinds[i].id.at, 2 * kinds[i].id.units);
        assert_int_equal(control(method, t, object | 0x05, 4), 0);
        assert_int_equal(control(method, t, object | 0x09, 4), 0);
        assert_int_equal(control(method, t, object | 0x51, 100), 0);
        assert_int_equal(reply.value[1].number, 26); /* Description, two nulls */
        assert_int_equal(control(method, t, object | 0x55, 100), 0);
        assert_int_equal(control(method, t, object | 0x59, 100), 0);
        assert_int_equal(control(method, t, object | 0x7D, 100), ERROR_INVALID_FUNCTION);
        assert_int_equal(control(method, t, 0x0F000029, 100), ERROR_INVALID_FUNCTION);
    }
}

static void codes_of_one_kind(void **state)
{
    (void)state;
    assert_int_equal(ask(all, 0), 0);
    struct token cluster = returned();
    assert_int_equal(control(106, cluster, 0x0700003D, 100), 0);
    assert_int_equal(reply.value[1].number, 44);
    assert_int_equal(control(106, cluster, 0x07000029, 100), ERROR_INVALID_FUNCTION);
    struct token resource = open_named(all, 8, NAME("Cluster Name"));
    assert_int_equal(control(73, resource, 0x0100002D, 100), 0);
    assert_memory_equal(reply.value[0].at, u"Network Name", 26);
    struct token interface = open_named(all, 92, NAME("node1 - Ethernet"));
    assert_int_equal(control(98, interface, 0x06000031, 100), 0);
    assert_memory_equal(reply.value[0].at, u"node1", 12);
    assert_int_equal(control(98, interface, 0x06000035, 100), 0);
    assert_memory_equal(reply.value[0].at, u"Cluster Network 1", 36);
    put_name(0, NAME("Set 1"));
    assert_int_equal(ask(all, 163), 0);
    struct token set = returned();
    assert_int_equal(control(174, set, 0x08000039, 100), 0);
    assert_int_equal(reply.value[1].number, 74);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(subkeys, open_root),
        cmocka_unit_test_setup(paths, open_root),
        cmocka_unit_test_setup(values, open_root),
        cmocka_unit_test_setup(values_by_index, open_root),
        cmocka_unit_test_setup(information, open_root),
        cmocka_unit_test_setup(access_to_keys, open_root),
        cmocka_unit_test_setup(keys_follow_the_model, open_root),
        cmocka_unit_test_setup(lists, make),
        cmocka_unit_test_setup(other_enumerations, make),
        cmocka_unit_test_setup(common_codes, make),
        cmocka_unit_test_setup(codes_of_one_kind, make),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
