#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "client.h"
#include "consistent.h"
#include "error.h"

enum { SLOTS = 8 };

static struct handle_slot slots[SLOTS];
static struct client_entry entries[SLOTS];
static struct client_session sessions[SLOTS];
static struct client c;
static const uint8_t context[20] = {1, 2, 3};
static uint32_t cluster, other, node, network, at;
static uint64_t cluster_handle, other_handle, node_handle, network_handle;

static int make(void **state)
{
    (void)state;
    memset(entries, 0xEE, sizeof entries);
    memset(sessions, 0xEE, sizeof sessions);
    client_init(&c, slots, entries, sessions, SLOTS, HANDLE_GENERATIONS);
    cluster_handle = client_open_cluster(&c, SESSION_RPC, context, &cluster);
    other_handle = client_open_cluster(&c, SESSION_LPC, context, &other);
    node_handle = client_open_child(&c, cluster, KIND_NODE, context, &node);
    network_handle = client_open_child(&c, cluster, KIND_NETWORK, context, &network);
    return 0;
}

static void assert_valid(uint64_t handle, enum client_kind kind)
{
    assert_int_equal(client_find(&c, handle, kind, &at), 0);
}

static void assert_ended(uint64_t handle, enum client_kind kind)
{
    assert_int_equal(client_find(&c, handle, kind, &at), ERROR_INVALID_HANDLE);
}

static void every_invalid_handle_is_refused_alike(void **state)
{
    (void)state;
    assert_valid(cluster_handle, KIND_CLUSTER);
    assert_valid(node_handle, KIND_NODE);
    assert_ended(node_handle, KIND_NETWORK);
    assert_ended(cluster_handle, KIND_NODE);
    assert_ended(0, KIND_CLUSTER);
    assert_ended(UINT64_MAX, KIND_CLUSTER);
    assert_ended(0xDEADBEEF, KIND_CLUSTER);
    client_close(&c, node);
    assert_ended(node_handle, KIND_NODE);
    assert_valid(cluster_handle, KIND_CLUSTER);
    assert_valid(network_handle, KIND_NETWORK);
}

static void closing_a_cluster_ends_its_children_only(void **state)
{
    (void)state;
    uint64_t enumeration = client_open_child(&c, cluster, KIND_ENUM, NULL, &at);
    uint64_t of_node = client_open_child(&c, node, KIND_NODE_ENUM, NULL, &at);
    uint64_t others = client_open_child(&c, other, KIND_NODE, context, &at);
    client_close(&c, cluster);
    assert_ended(cluster_handle, KIND_CLUSTER);
    assert_ended(node_handle, KIND_NODE);
    assert_ended(network_handle, KIND_NETWORK);
    assert_ended(enumeration, KIND_ENUM);
    assert_ended(of_node, KIND_NODE_ENUM);
    assert_valid(other_handle, KIND_CLUSTER);
    assert_valid(others, KIND_NODE);
}

static void closing_an_object_ends_it_alone(void **state)
{
    (void)state;
    uint32_t instance;
    uint64_t of_node = client_open_child(&c, node, KIND_NODE_ENUM, NULL, &at);
    uint64_t instance_handle = client_open_instance(&c, node, &instance);
    client_close(&c, node);
    assert_valid(of_node, KIND_NODE_ENUM);
    assert_valid(instance_handle, KIND_CLUSTER);
}

static void an_instance_is_independent(void **state)
{
    (void)state;
    uint32_t instance;
    uint64_t instance_handle = client_open_instance(&c, network, &instance);
    assert_int_not_equal(instance_handle, cluster_handle);
    assert_ptr_equal(client_session_of(&c, instance), client_session_of(&c, cluster));
    assert_memory_equal(c.entry[instance].context, context, sizeof context);
    uint64_t through = client_open_child(&c, instance, KIND_NODE, context, &at);
    client_close(&c, cluster);
    assert_ended(network_handle, KIND_NETWORK); /* AMB-16 ended */
    assert_valid(instance_handle, KIND_CLUSTER);
    assert_valid(through, KIND_NODE);
    assert_true(client_is_last_instance(&c, instance));
    client_close(&c, instance);
    assert_ended(through, KIND_NODE);
}

static void closing_an_instance_leaves_the_origin(void **state)
{
    (void)state;
    uint32_t first, second;
    uint64_t first_handle = client_open_instance(&c, network, &first);
    uint64_t second_handle = client_open_instance(&c, network, &second);
    assert_int_not_equal(first_handle, second_handle);
    assert_false(client_is_last_instance(&c, cluster));
    client_close(&c, first);
    assert_false(client_is_last_instance(&c, cluster));
    client_close(&c, second);
    assert_true(client_is_last_instance(&c, cluster));
    assert_valid(cluster_handle, KIND_CLUSTER);
    assert_valid(network_handle, KIND_NETWORK);
    assert_valid(node_handle, KIND_NODE);
}

static void the_kind_is_inherited(void **state)
{
    (void)state;
    uint32_t child, instance;
    assert_int_not_equal(client_open_child(&c, other, KIND_GROUP, context, &child), 0);
    assert_int_not_equal(client_open_instance(&c, child, &instance), 0);
    assert_int_equal(client_session_of(&c, child)->kind, SESSION_LPC);
    assert_int_equal(client_session_of(&c, instance)->kind, SESSION_LPC);
    assert_int_equal(client_session_of(&c, node)->kind, SESSION_RPC);
}

static void children_can_be_walked(void **state)
{
    (void)state;
    uint32_t seen = 0;
    for (uint32_t child = client_child(&c, cluster); child != HANDLE_NOWHERE;
         child = client_child(&c, cluster)) {
        assert_true(child == node || child == network);
        client_close(&c, child);
        seen++;
    }
    assert_int_equal(seen, 2);
    assert_int_equal(client_child(&c, other), HANDLE_NOWHERE);
}

static void sessions_are_given_back(void **state)
{
    (void)state;
    client_close(&c, cluster);
    client_close(&c, other);
    for (int i = 0; i < 100; i++) {
        uint32_t a, b;
        assert_int_not_equal(client_open_cluster(&c, SESSION_RPC, context, &a), 0);
        assert_int_not_equal(client_open_cluster(&c, SESSION_RPC, context, &b), 0);
        assert_ptr_not_equal(client_session_of(&c, a), client_session_of(&c, b));
        client_close(&c, a);
        client_close(&c, b);
    }
    assert_int_equal(handles_open(&c.table), 0);
    assert_int_equal(c.sessions_touched, 2);
}

static void a_full_table_loses_nothing(void **state)
{
    (void)state;
    for (int i = 4; i < SLOTS; i++) {
        assert_true(client_has_room(&c));
        assert_int_not_equal(client_open_child(&c, cluster, KIND_GROUP, context, &at), 0);
    }
    assert_false(client_has_room(&c));
    assert_int_equal(client_open_child(&c, cluster, KIND_GROUP, context, &at), 0);
    assert_int_equal(client_open_cluster(&c, SESSION_RPC, context, &at), 0);
    assert_int_equal(client_open_instance(&c, node, &at), 0);
    assert_int_equal(client_open_port(&c, &at), 0);
    assert_true(client_is_last_instance(&c, cluster));
    static struct handle_slot more_slots[SLOTS + 1];
    static struct client_entry more_entries[SLOTS + 1];
    static struct client_session more_sessions[SLOTS + 1];
    memcpy(more_slots, slots, sizeof slots);
    memcpy(more_entries, entries, sizeof entries);
    memcpy(more_sessions, sessions, sizeof sessions);
    client_move(&c, more_slots, more_entries, more_sessions, SLOTS + 1);
    assert_int_not_equal(client_open_instance(&c, node, &at), 0);
    assert_valid(cluster_handle, KIND_CLUSTER);
    assert_valid(node_handle, KIND_NODE);
}

static void faults_become_error_codes(void **state)
{
    (void)state;
    assert_int_equal(client_error_of_fault(0x1C010002), 1745);
    assert_int_equal(client_error_of_fault(0x1C00001A), 6);
    assert_int_equal(client_error_of_fault(0x1C01000B), 1728);
    assert_int_equal(client_error_of_fault(0x1C00001C), 1728);
    assert_int_equal(client_error_of_fault(0x1C010003), 1717);
    assert_int_equal(client_error_of_fault(0x1C010014), 1723);
    assert_int_equal(client_error_of_fault(0x1C000012), 1726);
    assert_int_equal(client_error_of_fault(0x1C00000D), 1818);
    assert_int_equal(client_error_of_fault(5), 5);
    assert_int_equal(client_error_of_fault(0x6F7), 1783);
}

static void a_session_lasts_as_long_as_an_instance(void **state)
{
    (void)state;
    uint32_t instance, later;
    (void)client_open_instance(&c, node, &instance);
    client_close(&c, cluster);
    assert_true(client_is_last_instance(&c, instance));
    (void)client_open_cluster(&c, SESSION_LPC, context, &later);
    assert_false(client_share_session(&c, instance, later));
    assert_int_equal(client_session_of(&c, instance)->kind, SESSION_RPC);
}

static void nothing_is_left_of_what_a_slot_held(void **state)
{
    (void)state;
    static const uint8_t none[sizeof entries[0].context];
    client_close(&c, node);
    (void)client_open_child(&c, cluster, KIND_NODE_ENUM, NULL, &at);
    assert_int_equal(at, node); /* the slot is used again */
    assert_memory_equal(entries[at].context, none, sizeof none);
    client_close(&c, network);
    (void)client_open_port(&c, &at);
    assert_int_equal(at, network);
    assert_memory_equal(entries[at].context, none, sizeof none);
    assert_false(client_share_session(&c, at, cluster));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(every_invalid_handle_is_refused_alike, make),
        cmocka_unit_test_setup(closing_a_cluster_ends_its_children_only, make),
        cmocka_unit_test_setup(closing_an_object_ends_it_alone, make),
        cmocka_unit_test_setup(an_instance_is_independent, make),
        cmocka_unit_test_setup(closing_an_instance_leaves_the_origin, make),
        cmocka_unit_test_setup(the_kind_is_inherited, make),
        cmocka_unit_test_setup(children_can_be_walked, make),
        cmocka_unit_test_setup(sessions_are_given_back, make),
        cmocka_unit_test_setup(a_full_table_loses_nothing, make),
        cmocka_unit_test(faults_become_error_codes),
        cmocka_unit_test_setup(a_session_lasts_as_long_as_an_instance, make),
        cmocka_unit_test_setup(nothing_is_left_of_what_a_slot_held, make),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
