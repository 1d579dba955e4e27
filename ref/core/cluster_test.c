#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "error.h"
#include "model_test.h"
#include "netinterface_state.h"
#include "property.h"

static struct model m;

static int make(void **state)
{
    (void)state;
    model_make(&m);
    return 0;
}

static void expect_reached(struct name name, uint32_t error, uint32_t cluster)
{
    uint32_t index = 77;
    assert_int_equal(clusters_reach(&m.clusters, name, &index), error);
    assert_int_equal(index, error == 0 ? cluster : 77);
}

static void a_cluster_is_reached_by_every_spelling(void **state)
{
    (void)state;
    expect_reached(NAME("cluster1"), 0, ALL);
    expect_reached(NAME("CLUSTER1"), 0, ALL);
    expect_reached(NAME("cluster1.example.test"), 0, ALL);
    expect_reached(NAME("192.0.2.10"), 0, ALL);
    expect_reached(NAME("node1"), 0, ALL);
    expect_reached(NAME("Node1.Example.Test"), 0, ALL);
    expect_reached(NAME("192.0.2.11"), 0, ALL);
    expect_reached(NAME("cluster2"), 0, READER);
}

static void others_are_not_reached(void **state)
{
    (void)state;
    expect_reached(NAME(""), RPC_S_SERVER_UNAVAILABLE, 0);
    expect_reached(NAME("cluster9"), RPC_S_SERVER_UNAVAILABLE, 0);
    expect_reached(NAME("nobody"), RPC_S_SERVER_UNAVAILABLE, 0);
    expect_reached(NAME("node2"), RPC_S_SERVER_UNAVAILABLE, 0);
    expect_reached(NAME("Cluster Group"), RPC_S_SERVER_UNAVAILABLE, 0);
    expect_reached(NAME("cluster1.example.test."), RPC_S_SERVER_UNAVAILABLE, 0);
    expect_reached(NAME("\\\\cluster1"), RPC_S_SERVER_UNAVAILABLE, 0);
    m.object[AWAY][NODE2] = m.object[AWAY][NODE1];
    m.object[AWAY][NODE2].name = NAME("far"); /* it is up; its cluster is not to be reached */
    expect_reached(NAME("far"), RPC_S_SERVER_UNAVAILABLE, 0);
}

static void no_name_reaches_the_local_cluster(void **state)
{
    (void)state;
    uint32_t index = 77;
    assert_int_equal(clusters_reach_local(&m.clusters, &index), 0);
    assert_int_equal(index, ALL);
    m.object[ALL][NODE1].state = NODE_DOWN;
    assert_int_equal(clusters_reach_local(&m.clusters, &index), EPT_S_NOT_REGISTERED);
    m.object[ALL][NODE1].state = NODE_UP;
    m.cluster[ALL].local = false;
    assert_int_equal(clusters_reach_local(&m.clusters, &index), EPT_S_NOT_REGISTERED);
    m.cluster[ALL].local = true;
    m.cluster[ALL].unreachable = true;
    assert_int_equal(clusters_reach_local(&m.clusters, &index), EPT_S_NOT_REGISTERED);
    m.cluster[ALL].unreachable = false;
    m.object[ALL][NODE1].local = false;
    m.object[ALL][GROUP].local = true; /* means nothing: only nodes are computers */
    assert_int_equal(clusters_reach_local(&m.clusters, &index), EPT_S_NOT_REGISTERED);
    m.cluster[OLD].local = true;
    assert_int_equal(clusters_reach_local(&m.clusters, &index), 0);
    assert_int_equal(index, OLD);
}

static void the_local_node_answers_else_the_first_that_is_up(void **state)
{
    (void)state;
    struct object *o = m.object[ALL];
    assert_int_equal(cluster_serving_node(&m.cluster[ALL]), NODE1);
    o[NODE2].state = NODE_UP;
    o[NODE2].local = true;
    o[NODE1].local = false;
    assert_int_equal(cluster_serving_node(&m.cluster[ALL]), NODE2);
    o[NODE2].local = false;
    assert_int_equal(cluster_serving_node(&m.cluster[ALL]), NODE1);
    o[NODE1].state = NODE_DOWN;
    assert_int_equal(cluster_serving_node(&m.cluster[ALL]), NODE2);
    o[NODE2].state = NODE_DOWN;
    assert_int_equal(cluster_serving_node(&m.cluster[ALL]), OBJECT_NONE);
}

static void node_state_tells_whether_the_service_runs(void **state)
{
    (void)state;
    uint32_t running = 77;
    struct name node1 = NAME("node1"), node2 = NAME("node2"), other = NAME("other");
    assert_int_equal(clusters_node_state(&m.clusters, NULL, &running), 0);
    assert_int_equal(running, 19);
    assert_int_equal(clusters_node_state(&m.clusters, &node1, &running), 0);
    assert_int_equal(running, 19);
    assert_int_equal(clusters_node_state(&m.clusters, &node2, &running), 0);
    assert_int_equal(running, 3);
    assert_int_equal(clusters_node_state(&m.clusters, &other, &running), RPC_S_SERVER_UNAVAILABLE);
    assert_int_equal(running, 3);
    m.cluster[ALL].local = false;
    assert_int_equal(clusters_node_state(&m.clusters, NULL, &running), 0);
    assert_int_equal(running, 0);
}

static void objects_are_found_by_name_and_kind(void **state)
{
    (void)state;
    const struct cluster *c = &m.cluster[ALL];
    assert_int_equal(cluster_find(c, HANDLE_NODE, NAME("NODE2")), NODE2);
    assert_int_equal(cluster_find(c, HANDLE_NETWORK, NAME("cluster network 1")), NETWORK);
    assert_int_equal(cluster_find(c, HANDLE_GROUP, NAME("Cluster Name")), OBJECT_NONE);
    assert_int_equal(cluster_find(c, HANDLE_GROUP, NAME("")), OBJECT_NONE);
    assert_int_equal(cluster_find(c, HANDLE_NODE, NAME("node1.example.test")), OBJECT_NONE);
    assert_int_equal(cluster_find(c, HANDLE_RESOURCE, NAME("R-1")), RESOURCE);
    assert_int_equal(cluster_find(c, HANDLE_GROUP, NAME("g-1")), OBJECT_NONE);
    assert_int_equal(cluster_find(c, HANDLE_NODE, NAME("1")), OBJECT_NONE);
    assert_int_equal(cluster_interface(c, NODE1, NETWORK), INTERFACE);
    assert_int_equal(cluster_interface(c, NODE2, NETWORK), OBJECT_NONE);
    assert_int_equal(cluster_interface(c, NODE1, OBJECT_NONE), OBJECT_NONE);
}

static void not_found_has_a_code_per_kind(void **state)
{
    (void)state;
    assert_int_equal(cluster_not_found(HANDLE_NODE), 5042);
    assert_int_equal(cluster_not_found(HANDLE_GROUP), 5013);
    assert_int_equal(cluster_not_found(HANDLE_RESOURCE), 5007);
    assert_int_equal(cluster_not_found(HANDLE_NETWORK), 5045);
    assert_int_equal(cluster_not_found(HANDLE_NETINTERFACE), 5047);
}

static void deleted_has_a_code_per_kind(void **state)
{
    (void)state;
    assert_int_equal(cluster_not_available(HANDLE_NODE), 5036);
    assert_int_equal(cluster_not_available(HANDLE_GROUP), 5012);
    assert_int_equal(cluster_not_available(HANDLE_RESOURCE), 5006);
    assert_int_equal(cluster_not_available(HANDLE_NETWORK), 5035);
    assert_int_equal(cluster_not_available(HANDLE_NETINTERFACE), 5047);
    assert_int_equal(cluster_not_available(HANDLE_KEY), 1018);
}

static void an_unknown_type_of_entries_has_none(void **state)
{
    (void)state;
    const struct cluster *c = &m.cluster[ALL];
    assert_true(cluster_enumerates(c, OBJECT_NONE, 0x1, NODE1));
    assert_false(cluster_enumerates(c, OBJECT_NONE, 0x40, NODE1));
    assert_false(cluster_enumerates(c, NODE1, 0x80, INTERFACE));
}

static void expect_types(enum handle_type kind, uint32_t types, uint32_t error, uint32_t bits)
{
    uint32_t got = 0;
    assert_int_equal(cluster_enumeration_types(kind, types, &got), error);
    if (error == 0)
        assert_int_equal(got, bits);
}

static void enumeration_types_are_checked(void **state)
{
    (void)state;
    expect_types(HANDLE_CLUSTER, 0x3F, 0, 0x3F);
    expect_types(HANDLE_CLUSTER, 0, ERROR_INVALID_PARAMETER, 0);
    expect_types(HANDLE_CLUSTER, 0x40, ERROR_INVALID_PARAMETER, 0);
    expect_types(HANDLE_CLUSTER, 0x80, ERROR_INVALID_PARAMETER, 0);
    expect_types(HANDLE_CLUSTER, 0x80000000, 0, 0x80000000);
    expect_types(HANDLE_CLUSTER, 0x40000000, 0, 0x40000000);
    expect_types(HANDLE_CLUSTER, 0x80000010, ERROR_INVALID_PARAMETER, 0);
    expect_types(HANDLE_CLUSTER, 0xC0000000, ERROR_INVALID_PARAMETER, 0);
    expect_types(HANDLE_NODE, 0xF3, 0, 3);
    expect_types(HANDLE_NETWORK, 4, 0, 0);
    expect_types(HANDLE_RESOURCE, 7, 0, 7);
    expect_types(HANDLE_RESOURCE, 8, ERROR_INVALID_PARAMETER, 0);
}

static void releases_have_versions(void **state)
{
    (void)state;
    assert_int_equal(release_of(6, 0), SINCE_2008);
    assert_int_equal(release_of(6, 1), SINCE_2008_R2);
    assert_int_equal(release_of(6, 3), SINCE_2012);
    assert_int_equal(release_of(10, 0), SINCE_2025);
    assert_int_equal(release_of(5, 2), SINCE_VERSION_2);
    assert_int_equal(release_of(5, 1), SINCE_VERSION_2);
    assert_int_equal(release_of(7, 0), SINCE_2012);
    assert_int_equal(version_of(SINCE_2008).major, 6);
}

static void interface_states_are_translated(void **state)
{
    (void)state;
    const uint32_t wire[] = {2, 0, 1, 3, 4};
    for (uint32_t sdk = 0; sdk < 5; sdk++) {
        assert_int_equal(netinterface_state_to_wire(sdk), wire[sdk]);
        assert_int_equal(netinterface_state_from_wire(wire[sdk]), sdk);
    }
    assert_int_equal(netinterface_state_from_wire(UINT32_MAX), UINT32_MAX);
}

static void property_lists_round_trip(void **state)
{
    (void)state;
    struct description from = {.units = 3}, to = {.units = 9};
    memcpy(from.octets, "a\0b\0c\0", 6);
    uint8_t octets[PROPERTY_LIST_MAX];
    uint32_t size = property_list_write(&from, octets, sizeof octets);
    assert_int_equal(size, 4 + 8 + 24 + 8 + 8 + 4);
    assert_int_equal(property_list_read(&to, octets, size), 0);
    assert_int_equal(to.units, 3);
    assert_memory_equal(to.octets, "a\0b\0c\0", 6);
    for (uint32_t shorter = 0; shorter < size; shorter++) {
        assert_int_equal(property_list_read(&to, octets, shorter), ERROR_INVALID_DATA);
        assert_int_equal(property_list_write(&from, octets, shorter), size);
    }
    from.units = DESCRIPTION_MAX;
    size = property_list_write(&from, octets, sizeof octets);
    assert_true(size <= sizeof octets);
    assert_int_equal(property_list_read(&to, octets, size), 0);
    assert_int_equal(to.units, DESCRIPTION_MAX);
}

static void wrong_property_lists_change_nothing(void **state)
{
    (void)state;
    struct description d = {.units = 1};
    uint8_t octets[PROPERTY_LIST_MAX];
    uint32_t size = property_list_write(&d, octets, sizeof octets);
    d.units = 7;
    octets[4 + 8] = 'X'; /* the name's first letter */
    assert_int_equal(property_list_read(&d, octets, size), ERROR_INVALID_PARAMETER);
    octets[4 + 8] = 'd'; /* names of properties are not case-sensitive here */
    assert_int_equal(property_list_read(&d, octets, size), 0);
    d.units = 7;
    octets[4 + 8 + 24] = 2; /* the value's syntax: a DWORD */
    assert_int_equal(property_list_read(&d, octets, size), ERROR_INVALID_PARAMETER);
    octets[4] = 2; /* the name's syntax */
    assert_int_equal(property_list_read(&d, octets, size), ERROR_INVALID_DATA);
    memset(octets, 0, 4);
    assert_int_equal(property_list_read(&d, octets, size), ERROR_INVALID_PARAMETER);
    assert_int_equal(property_list_read(&d, NULL, 0), ERROR_INVALID_DATA);
    assert_int_equal(d.units, 7);
}

/* Arrays may be longer than what is in them. */
static void what_is_behind_the_last_is_not_there(void **state)
{
    (void)state;
    struct cluster *c = &m.cluster[ALL];
    m.object[ALL][INTERFACE] = m.object[ALL][NODE1];
    m.object[ALL][INTERFACE].name = NAME("behind");
    m.object[ALL][NODE1].local = false;
    expect_reached(NAME("behind"), 0, ALL);
    assert_int_equal(cluster_find(c, HANDLE_NODE, NAME("behind")), INTERFACE);
    assert_int_equal(cluster_serving_node(c), INTERFACE);
    uint32_t index;
    assert_int_equal(clusters_reach_local(&m.clusters, &index), 0);
    c->objects = INTERFACE;
    expect_reached(NAME("behind"), RPC_S_SERVER_UNAVAILABLE, 0);
    assert_int_equal(cluster_find(c, HANDLE_NODE, NAME("behind")), OBJECT_NONE);
    assert_int_equal(cluster_serving_node(c), NODE1);
    assert_int_equal(clusters_reach_local(&m.clusters, &index), EPT_S_NOT_REGISTERED);
    m.object[ALL][INTERFACE] = m.object[OLD][INTERFACE];
    assert_int_equal(cluster_interface(c, NODE1, NETWORK), OBJECT_NONE);
    m.object[ALL][0] = m.object[OLD][INTERFACE];
    assert_int_equal(cluster_interface(c, NODE1, NETWORK), 0);
    m.clusters.count = AWAY;
    m.cluster[AWAY].unreachable = false;
    m.cluster[AWAY].local = true;
    m.object[AWAY][NODE1].name = NAME("far");
    expect_reached(NAME("cluster9"), RPC_S_SERVER_UNAVAILABLE, 0);
    expect_reached(NAME("far"), RPC_S_SERVER_UNAVAILABLE, 0);
    assert_int_equal(clusters_reach_local(&m.clusters, &index), EPT_S_NOT_REGISTERED);
    m.clusters.count = CLUSTERS;
    expect_reached(NAME("far"), 0, AWAY);
    assert_int_equal(clusters_reach_local(&m.clusters, &index), 0);
}

/* Not even what has none. */
static void an_empty_name_names_nothing(void **state)
{
    (void)state;
    m.cluster[READER].name = m.object[ALL][GROUP].name = NAME("");
    expect_reached(NAME(""), RPC_S_SERVER_UNAVAILABLE, 0);
    assert_int_equal(cluster_find(&m.cluster[ALL], HANDLE_GROUP, NAME("")), OBJECT_NONE);
    m.object[ALL][GROUP].name = NAME("g");
    assert_int_equal(cluster_find(&m.cluster[ALL], HANDLE_GROUP, NAME("G")), GROUP);
}

static void a_spelling_alone_reaches_nothing(void **state)
{
    (void)state;
    expect_reached(NAME("192.0.2.99"), RPC_S_SERVER_UNAVAILABLE, 0);
    expect_reached(NAME("other.example.test"), RPC_S_SERVER_UNAVAILABLE, 0);
}

static void a_resource_enumerates_what_it_is_related_to(void **state)
{
    (void)state;
    struct cluster *c = &m.cluster[ALL];
    struct relation relation[] = {{RELATION_DEPENDS, RESOURCE2, RESOURCE},
                                  {RELATION_EXCLUDES, RESOURCE, NODE2}};
    c->relation = relation;
    c->relations = 2;
    assert_true(cluster_enumerates(c, RESOURCE2, 1, RESOURCE));
    assert_false(cluster_enumerates(c, RESOURCE, 1, RESOURCE2));
    assert_true(cluster_enumerates(c, RESOURCE, 2, RESOURCE2));
    assert_false(cluster_enumerates(c, RESOURCE2, 2, RESOURCE));
    assert_true(cluster_enumerates(c, RESOURCE, 4, NODE1));
    assert_false(cluster_enumerates(c, RESOURCE, 4, NODE2));
    assert_false(cluster_enumerates(c, OBJECT_NONE, 0x40000000, RESOURCE));
    expect_types(HANDLE_NETINTERFACE, 1, 0, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_cluster_is_reached_by_every_spelling, make),
        cmocka_unit_test_setup(others_are_not_reached, make),
        cmocka_unit_test_setup(no_name_reaches_the_local_cluster, make),
        cmocka_unit_test_setup(node_state_tells_whether_the_service_runs, make),
        cmocka_unit_test_setup(objects_are_found_by_name_and_kind, make),
        cmocka_unit_test_setup(the_local_node_answers_else_the_first_that_is_up, make),
        cmocka_unit_test_setup(an_unknown_type_of_entries_has_none, make),
        cmocka_unit_test(not_found_has_a_code_per_kind),
        cmocka_unit_test(deleted_has_a_code_per_kind),
        cmocka_unit_test(enumeration_types_are_checked),
        cmocka_unit_test(releases_have_versions),
        cmocka_unit_test(interface_states_are_translated),
        cmocka_unit_test(property_lists_round_trip),
        cmocka_unit_test(wrong_property_lists_change_nothing),
        cmocka_unit_test_setup(what_is_behind_the_last_is_not_there, make),
        cmocka_unit_test_setup(an_empty_name_names_nothing, make),
        cmocka_unit_test_setup(a_spelling_alone_reaches_nothing, make),
        cmocka_unit_test_setup(a_resource_enumerates_what_it_is_related_to, make),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
