/* Keys and values of the model, one by one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model_test.h"
#include "registry.h"

static struct model m;
static struct cluster *c;
static const struct registry_key root = {REGISTRY_ROOT, OBJECT_NONE};

static int make(void **state)
{
    (void)state;
    model_make(&m);
    c = &m.cluster[ALL];
    return 0;
}

static struct registry_key branch_of(enum handle_type kind)
{
    return (struct registry_key){registry_branch_of(kind), OBJECT_NONE};
}

static void value_is(struct registry_key key, uint32_t index, struct name name, struct name text)
{
    struct registry_value value;
    assert_true(registry_value(c, key, index, &value));
    assert_true(name_equal(value.name, name));
    assert_true(name_equal(value.text, text));
}

static void no_value_is(struct registry_key key, uint32_t index)
{
    struct registry_value value = {NAME("before"), NAME("before")};
    assert_false(registry_value(c, key, index, &value));
    assert_true(name_equal(value.name, NAME("before")));
}

static void values_of_every_kind_of_key(void **state)
{
    (void)state;
    const struct registry_key group = {registry_branch_of(HANDLE_GROUP), GROUP};
    const struct registry_key resource = {registry_branch_of(HANDLE_RESOURCE), RESOURCE};
    value_is(root, 0, NAME("ClusterName"), NAME("cluster1"));
    no_value_is(root, 1);
    no_value_is(branch_of(HANDLE_GROUP), 0);
    no_value_is(branch_of(HANDLE_GROUP), 1);
    value_is(group, 0, NAME("Name"), NAME("Cluster Group"));
    no_value_is(group, 1);
    value_is(resource, 0, NAME("Name"), NAME("Cluster Name"));
    value_is(resource, 1, NAME("Type"), NAME("Network Name"));
    no_value_is(resource, 2);
}

static void a_branch_holds_the_objects_of_its_kind(void **state)
{
    (void)state;
    struct name name;
    m.object[ALL][INTERFACE] = m.object[ALL][RESOURCE];
    assert_true(registry_subkey(c, branch_of(HANDLE_NODE), 0, &name));
    assert_true(name_equal(name, NAME("1")));
    assert_true(registry_subkey(c, branch_of(HANDLE_NODE), 1, &name));
    assert_true(name_equal(name, NAME("2")));
    assert_false(registry_subkey(c, branch_of(HANDLE_NODE), 2, &name));
    assert_true(registry_subkey(c, branch_of(HANDLE_RESOURCE), 2, &name));
    c->objects = INTERFACE; /* what is behind the last is not there */
    assert_false(registry_subkey(c, branch_of(HANDLE_RESOURCE), 2, &name));
    assert_int_equal(registry_branch_of(HANDLE_CLUSTER), REGISTRY_ROOT);
}

static void expect_opened(struct registry_key from, struct name path, uint32_t object)
{
    struct registry_key key;
    assert_true(registry_open(c, from, path, &key));
    assert_int_equal(key.object, object);
}

static void expect_not_opened(struct registry_key from, struct name path)
{
    struct registry_key key;
    assert_false(registry_open(c, from, path, &key));
}

static void paths_lead_to_keys(void **state)
{
    (void)state;
    const struct registry_key nodes = branch_of(HANDLE_NODE), node = {nodes.branch, NODE1};
    expect_opened(root, NAME(""), OBJECT_NONE);
    expect_opened(root, NAME("Nodes"), OBJECT_NONE);
    expect_opened(root, NAME("Nodes\\1"), NODE1);
    expect_opened(root, NAME("Nodes\\2\\"), NODE2);
    expect_opened(nodes, NAME("1"), NODE1);
    expect_opened(node, NAME(""), NODE1);
    expect_opened(root, NAME("Resources\\R-2"), RESOURCE2);
    expect_not_opened(root, NAME("\\Nodes"));
    expect_not_opened(root, NAME("Nodes\\\\1"));
    expect_not_opened(root, NAME("1"));
    expect_not_opened(nodes, NAME("Nodes"));
    expect_not_opened(nodes, NAME("g-1"));
    expect_not_opened(node, NAME("2"));
    expect_not_opened(node, NAME("Nodes"));
    m.object[ALL][GROUP].kind = HANDLE_NONE; /* deleted */
    expect_not_opened(root, NAME("g-1"));
    m.object[ALL][NODE2].id = NAME("\\2");
    expect_not_opened(root, NAME("Nodes\\\\2"));
    m.object[ALL][NODE2].id = NAME("");
    expect_not_opened(root, NAME("Nodes\\\\"));
    m.object[ALL][INTERFACE] = m.object[ALL][NODE1];
    m.object[ALL][INTERFACE].id = NAME("9");
    expect_opened(nodes, NAME("9"), INTERFACE);
    c->objects = INTERFACE;
    expect_not_opened(nodes, NAME("9"));
}

static void a_path_needs_room_for_all_of_it(void **state)
{
    (void)state;
    uint8_t room[2 * 10];
    struct name path;
    m.object[ALL][GROUP].id = NAME("");
    assert_false(registry_path(c, GROUP, room, 6, &path));
    assert_true(registry_path(c, GROUP, room, 7, &path));
    assert_true(name_equal(path, NAME("Groups\\")));
    assert_int_equal(path.units, 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(values_of_every_kind_of_key, make),
        cmocka_unit_test_setup(a_branch_holds_the_objects_of_its_kind, make),
        cmocka_unit_test_setup(paths_lead_to_keys, make),
        cmocka_unit_test_setup(a_path_needs_room_for_all_of_it, make),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
