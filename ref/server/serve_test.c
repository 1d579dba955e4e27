#include "peer_test.h"

enum {
    API_OPEN_CLUSTER = 0,
    API_CLOSE_CLUSTER = 1,
    API_CREATE_ENUM = 7,
    API_OPEN_NODE = 66,
    API_CLOSE_NODE = 67,
    API_GET_NODE_STATE = 68,
    API_OPEN_NETWORK = 81,
    API_CLOSE_NETWORK = 82,
    API_GET_NETWORK_STATE = 83,
    API_OPEN_NETINTERFACE_EX = 122,
    API_NODE_CONTROL = 79,
    API_SERVICE_LOCAL = 80,
    API_SET_SERVICE_ACCOUNT_PASSWORD = 108,
    API_RESERVED_FIRST = 185,
    API_RESERVED_LAST = 263,
    NOT_EXISTING = 300,
};

/* Opens the node over version 3 in NDR and keeps its context handle. */
static void open_node(int i, uint8_t handle[20])
{
    assert_int_equal(bench_send(i, API_OPEN_NODE, b->request, bench_text(NAME("node1"), false, 0)),
                     ASSOC_CLIENT_REPLY);
    assert_int_equal(b->link[i].client.stub_size, 28);
    assert_int_equal(bench_long(i, 0), 0); /* Status */
    assert_int_equal(bench_long(i, 4), 0); /* rpc_status */
    memcpy(handle, b->link[i].client.stub + 8, 20);
}

static void node_opens_answers_and_closes(void **state)
{
    (void)state;
    uint8_t node[20];
    bench_bound(0);
    open_node(0, node);
    assert_int_equal(bench_send(0, API_GET_NODE_STATE, node, 20), ASSOC_CLIENT_REPLY);
    assert_int_equal(b->link[0].client.stub_size, 12);
    assert_int_equal(bench_long(0, 8), 0);
    assert_int_equal(bench_send(0, API_CLOSE_NODE, node, 20), ASSOC_CLIENT_REPLY);
    assert_int_equal(b->link[0].client.stub_size, 24);
    for (uint32_t i = 0; i < 24; i++)
        assert_int_equal(b->link[0].client.stub[i], 0);
    assert_int_equal(bench_fault(0, API_GET_NODE_STATE, node, 20), FAULT_CONTEXT_MISMATCH);
    assert_true(b->link[0].client.did_not_execute);
    assert_int_equal(bench_fault(0, API_CLOSE_NODE, node, 20), FAULT_CONTEXT_MISMATCH);
}

static void null_and_every_altered_handle_is_unknown(void **state)
{
    (void)state;
    uint8_t node[20], altered[20] = {0};
    bench_bound(0);
    open_node(0, node);
    assert_int_equal(bench_fault(0, API_GET_NODE_STATE, altered, 20), FAULT_CONTEXT_MISMATCH);
    for (uint32_t bit = 0; bit < 160; bit++) {
        memcpy(altered, node, 20);
        altered[bit / 8] ^= (uint8_t)(1u << bit % 8);
        assert_int_equal(bench_fault(0, API_GET_NODE_STATE, altered, 20), FAULT_CONTEXT_MISMATCH);
    }
    assert_int_equal(bench_send(0, API_GET_NODE_STATE, node, 20), ASSOC_CLIENT_REPLY);
}

static void a_handle_of_another_type_reaches_the_method(void **state)
{
    (void)state;
    uint8_t node[20];
    bench_bound(0);
    open_node(0, node);
    assert_int_equal(bench_send(0, API_CLOSE_NETWORK, node, 20), ASSOC_CLIENT_REPLY);
    assert_int_equal(bench_long(0, 20), 6);
    assert_int_equal(bench_send(0, API_GET_NETWORK_STATE, node, 20), ASSOC_CLIENT_REPLY);
    assert_int_equal(bench_long(0, 8), 6);
    assert_int_equal(bench_send(0, API_GET_NODE_STATE, node, 20), ASSOC_CLIENT_REPLY);
}

static void connections_of_a_group_share_handles_until_the_last_ends(void **state)
{
    (void)state;
    uint8_t node[20];
    bench_bound(0);
    open_node(0, node);
    const uint32_t group = b->link[0].client.group;
    assert_int_equal(bench_bind(1, 1, group, &interface_clusapi_3, &rpc_syntax_ndr),
                     ASSOC_CLIENT_BOUND);
    assert_int_equal(b->link[1].client.group, group);
    bench_bound(2);
    assert_int_equal(bench_fault(2, API_GET_NODE_STATE, node, 20), FAULT_CONTEXT_MISMATCH);
    peer_end(&b->link[0].peer);
    assert_int_equal(bench_send(1, API_GET_NODE_STATE, node, 20), ASSOC_CLIENT_REPLY);
    peer_end(&b->link[1].peer);
    assert_int_equal(bench_bind(1, 1, group, &interface_clusapi_3, &rpc_syntax_ndr),
                     ASSOC_CLIENT_REFUSED); /* the group is gone */
    bench_bound(0);
    assert_int_equal(bench_fault(0, API_GET_NODE_STATE, node, 20), FAULT_CONTEXT_MISMATCH);
}

static void a_group_is_its_own_address(void **state)
{
    (void)state;
    bench_bound(0);
    assert_int_equal(
        bench_bind(1, 2, b->link[0].client.group, &interface_clusapi_3, &rpc_syntax_ndr),
        ASSOC_CLIENT_REFUSED);
}

static void rundown_frees_what_was_open(void **state)
{
    (void)state;
    uint8_t node[20];
    bench_bound(0);
    open_node(0, node);
    open_node(0, node);
    assert_int_equal(handles_open(&b->store.server.table), 3); /* with the association */
    peer_end(&b->link[0].peer);
    assert_int_equal(handles_open(&b->store.server.table), 0);
}

static void versions_are_two_interfaces(void **state)
{
    (void)state;
    uint8_t node[20];
    bench_bound(0);
    open_node(0, node);
    const uint32_t group = b->link[0].client.group;
    assert_int_equal(bench_bind(1, 1, group, &interface_clusapi_2, &rpc_syntax_ndr),
                     ASSOC_CLIENT_BOUND);
    /* strict_context_handle: of another interface, MS-CMRP 2.1 */
    assert_int_equal(bench_fault(1, API_GET_NODE_STATE, node, 20), FAULT_CONTEXT_MISMATCH);
    assert_int_equal(bench_send(1, API_OPEN_NODE, b->request, bench_text(NAME("node1"), false, 0)),
                     ASSOC_CLIENT_REPLY);
    assert_int_equal(b->link[1].client.stub_size, 24); /* no rpc_status */
    assert_int_equal(bench_fault(1, 109, NULL, 0), FAULT_OPERATION_RANGE);
    assert_int_equal(bench_fault(1, API_OPEN_NETINTERFACE_EX, NULL, 0), FAULT_OPERATION_RANGE);
    assert_int_equal(bench_bind(2, 1, 0, &interface_clusapi_2, &rpc_syntax_ndr64),
                     ASSOC_CLIENT_BOUND);
    assert_int_equal(b->link[2].client.results[0].result, RESULT_PROVIDER_REJECTION);
}

static void opnums_without_a_method(void **state)
{
    (void)state;
    bench_bound(0);
    assert_int_equal(bench_fault(0, NOT_EXISTING, NULL, 0), FAULT_OPERATION_RANGE);
    assert_int_equal(bench_fault(0, API_SERVICE_LOCAL, NULL, 0), FAULT_OPERATION_RANGE);
    assert_true(b->link[0].client.did_not_execute);
    for (uint16_t opnum = API_RESERVED_FIRST; opnum <= API_RESERVED_LAST; opnum++)
        assert_int_equal(bench_fault(0, opnum, b->request, 3), FAULT_OPERATION_RANGE);
}

static void what_cannot_be_decoded_is_a_fault(void **state)
{
    (void)state;
    bench_bound(0);
    uint32_t size = bench_text(NAME("node1"), false, 0);
    for (uint32_t i = 0; i < size; i++) {
        assert_int_equal(bench_fault(0, API_OPEN_NODE, b->request, i), 0x6F7);
        assert_true(b->link[0].client.did_not_execute);
    }
    assert_int_equal(handles_open(&b->store.server.table), 0);
}

/* NDR-9: no reply has an array of more than 2^31-1 elements. */
static void room_that_no_reply_may_have_is_a_fault(void **state)
{
    (void)state;
    uint8_t node[20];
    bench_bound(0);
    open_node(0, node);
    for (uint32_t room = 0x7fffffff; room <= 0x80000000; room++) {
        struct builder s = builder_over(b->request, sizeof b->request);
        builder_octets(&s, node, 20);
        for (int i = 0; i < 3; i++)
            builder_u32(&s, 0); /* dwControlCode, lpInBuffer, nInBufferSize */
        builder_u32(&s, room);
        if (room == 0x80000000)
            assert_int_equal(bench_fault(0, API_NODE_CONTROL, b->request, s.length), 0x1c010013);
        else
            assert_int_equal(bench_send(0, API_NODE_CONTROL, b->request, s.length),
                             ASSOC_CLIENT_REPLY);
    }
    assert_true(b->link[0].client.did_not_execute);
}

/* The same of rows: in version 2.0 their number has no range (MS-CMRP 6.1). */
static void rows_that_no_reply_may_have_are_a_fault(void **state)
{
    (void)state;
    assert_int_equal(bench_bind(0, 1, 0, &interface_clusapi_2, &rpc_syntax_ndr),
                     ASSOC_CLIENT_BOUND);
    const uint32_t name = bench_text(NAME("x"), false, 0);
    struct builder s = builder_over(b->request, sizeof b->request);
    s.length = name;
    builder_align(&s, 2);
    builder_u16(&s, 0); /* dwFlags */
    builder_align(&s, 4);
    builder_u32(&s, 0x80000000);
    assert_int_equal(bench_fault(0, API_SET_SERVICE_ACCOUNT_PASSWORD, b->request, s.length),
                     0x1c010013);
}

static void verification_trailer_is_looked_at(void **state)
{
    (void)state;
    /* a command that is unknown and must be processed, MS-RPCE 2.2.2.13 */
    static const uint8_t trailer[] = {0x8a, 0xe3, 0x13, 0x71, 0x02, 0xf4,
                                      0x36, 0x71, 0x3f, 0xc0, 0x00, 0x00};
    bench_bound(0);
    uint32_t size = bench_text(NAME("node1"), true, 0);
    memcpy(b->request + size, trailer, sizeof trailer);
    assert_int_equal(bench_fault(0, API_OPEN_NODE, b->request, size + sizeof trailer),
                     FAULT_ACCESS_DENIED);
}

/* What stands in a parameter is no trailer: octets that begin like one, in a name. */
static void parameters_are_no_verification_trailer(void **state)
{
    (void)state;
    static const uint8_t like[] = {0x8a, 0xe3, 0x13, 0x71, 0x02, 0xf4, 0x36, 0x71, 0xff, 0xff};
    bench_bound(0);
    const struct name name = {like, sizeof like / 2, false};
    assert_int_equal(bench_send(0, API_OPEN_NODE, b->request, bench_text(name, false, 0)),
                     ASSOC_CLIENT_REPLY);
    assert_int_equal(bench_long(0, 0), 5042);
}

static void table_is_full_and_nothing_is_lost(void **state)
{
    (void)state;
    uint8_t node[20];
    bench_bound(0);
    for (uint32_t i = 1; i < BENCH_SLOTS; i++)
        open_node(0, node);
    assert_int_equal(bench_send(0, API_OPEN_NODE, b->request, bench_text(NAME("node1"), false, 0)),
                     ASSOC_CLIENT_REPLY);
    assert_int_equal(bench_long(0, 0), 8);
    bench_bound(1); /* its association finds no room */
    assert_int_equal(bench_fault(1, API_OPEN_CLUSTER, NULL, 0), FAULT_SERVER_TOO_BUSY);
    assert_int_equal(bench_send(0, API_CLOSE_NODE, node, 20), ASSOC_CLIENT_REPLY);
    open_node(0, node);
}

static void ndr64_answers_as_ndr(void **state)
{
    (void)state;
    assert_int_equal(bench_bind(0, 1, 0, &interface_clusapi_3, &rpc_syntax_ndr64),
                     ASSOC_CLIENT_BOUND);
    assert_int_equal(bench_send(0, API_OPEN_CLUSTER, NULL, 0), ASSOC_CLIENT_REPLY);
    assert_int_equal(b->link[0].client.stub_size, 24);
    assert_int_equal(bench_long(0, 0), 0);
}

int main(void)
{
#define BENCH(test) cmocka_unit_test_setup_teardown(test, bench_make, bench_free)
    const struct CMUnitTest tests[] = {
        BENCH(node_opens_answers_and_closes),
        BENCH(null_and_every_altered_handle_is_unknown),
        BENCH(a_handle_of_another_type_reaches_the_method),
        BENCH(connections_of_a_group_share_handles_until_the_last_ends),
        BENCH(a_group_is_its_own_address),
        BENCH(rundown_frees_what_was_open),
        BENCH(versions_are_two_interfaces),
        BENCH(opnums_without_a_method),
        BENCH(what_cannot_be_decoded_is_a_fault),
        BENCH(room_that_no_reply_may_have_is_a_fault),
        BENCH(rows_that_no_reply_may_have_are_a_fault),
        BENCH(verification_trailer_is_looked_at),
        BENCH(parameters_are_no_verification_trailer),
        BENCH(table_is_full_and_nothing_is_lost),
        BENCH(ndr64_answers_as_ndr),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
