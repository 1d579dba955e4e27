#include "peer_test.h"

#include "mapper.h"

enum { API_OPEN_CLUSTER = 0, API_CREATE_ENUM = 7, API_OPEN_NODE = 66, LONG_STUB = 7000 };

/* A request of several fragments, most of which a verification trailer's place would hold. */
static uint32_t long_request(void)
{
    uint32_t size = bench_text(NAME("node1"), false, 0);
    memset(b->request + size, 0xEE, LONG_STUB - size);
    return LONG_STUB;
}

static void a_long_request_borrows_and_gives_back(void **state)
{
    (void)state;
    bench_bound(0);
    const uint64_t before = b->host.budget.lent;
    assert_int_equal(bench_send(0, API_OPEN_NODE, b->request, long_request()), ASSOC_CLIENT_REPLY);
    assert_int_equal(bench_long(0, 0), 0);
    assert_int_equal(b->host.budget.lent, before);
}

static void a_spent_budget_refuses_the_call_and_no_more(void **state)
{
    (void)state;
    bench_bound(0);
    b->host.budget.limit = b->host.budget.lent + 100;
    assert_int_equal(bench_fault(0, API_OPEN_NODE, b->request, long_request()),
                     FAULT_SERVER_TOO_BUSY);
    assert_true(b->link[0].client.did_not_execute);
    assert_int_equal(bench_send(0, API_OPEN_CLUSTER, NULL, 0), ASSOC_CLIENT_REPLY);
}

/* Names so long that an enumeration takes several fragments. */
static void lengthen(uint8_t *units, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        units[2 * i] = 'x';
        units[2 * i + 1] = 0;
    }
    b->model.object[ALL][NODE2].name = (struct name){units, count, false};
    store_close(&b->store, &b->host);
    bench_store();
}

enum {
    API_CREATE_NOTIFY = 55,
    API_CLOSE_NOTIFY = 56,
    API_GET_NOTIFY = 65,
    API_UNBLOCK_GET_NOTIFY = 107,
};

/* Opens a port over link 0 and asks what happened: nothing yet. */
static void wait_at_port(uint8_t port[20], uint32_t version, uint32_t limit)
{
    const struct rpc_syntax *abstract = version == 3 ? &interface_clusapi_3 : &interface_clusapi_2;
    const uint32_t request = version == 3 ? 20 : 24;
    assert_int_equal(bench_bind(0, 1, 0, abstract, &rpc_syntax_ndr), ASSOC_CLIENT_BOUND);
    assert_int_equal(bench_send(0, API_CREATE_NOTIFY, NULL, 0), ASSOC_CLIENT_REPLY);
    memcpy(port, b->link[0].client.stub + (version == 3 ? 8 : 4), 20);
    memcpy(b->request, port, 20);
    struct builder s = builder_over(b->request + 20, 4);
    builder_u32(&s, limit);
    assert_true(
        assoc_client_call(&b->link[0].client, 0, API_GET_NOTIFY, NULL, b->request, request));
    bench_forth(&b->link[0]);
    assert_ptr_equal(b->host.waiting, &b->link[0].peer);
    assert_int_equal(bench_back(&b->link[0]), ASSOC_CLIENT_IDLE);
}

static void another_client_ends_a_wait(void **state)
{
    (void)state;
    uint8_t port[20];
    wait_at_port(port, 3, 0);
    assert_int_equal(
        bench_bind(1, 1, b->link[0].client.group, &interface_clusapi_3, &rpc_syntax_ndr),
        ASSOC_CLIENT_BOUND);
    assert_int_equal(bench_send(1, API_UNBLOCK_GET_NOTIFY, port, 20), ASSOC_CLIENT_REPLY);
    assert_null(b->host.waiting);
    assert_int_equal(bench_back(&b->link[0]), ASSOC_CLIENT_REPLY);
    assert_int_equal(bench_long(0, b->link[0].client.stub_size - 4), 1);
    assert_int_equal(bench_send(0, API_CLOSE_NOTIFY, port, 20), ASSOC_CLIENT_REPLY);
}

static void a_client_ends_its_own_wait(void **state)
{
    (void)state;
    uint8_t port[20];
    wait_at_port(port, 3, 0);
    assert_true(assoc_client_give_up(&b->link[0].client, true));
    assert_int_equal(bench_pump(&b->link[0]), ASSOC_CLIENT_FAULT);
    assert_int_equal(b->link[0].client.fault.status, FAULT_CANCEL);
    assert_null(b->host.waiting);
    assert_int_equal(bench_send(0, API_CLOSE_NOTIFY, port, 20), ASSOC_CLIENT_REPLY);
    peer_end(&b->link[0].peer);
    wait_at_port(port, 3, 0);
    peer_end(&b->link[0].peer);
    assert_null(b->host.waiting);
}

/* Version 2.0 gives a time limit (MS-CMRP 3.1.5.4). */
static void a_wait_ends_with_its_time(void **state)
{
    (void)state;
    uint8_t port[20];
    wait_at_port(port, 2, 1000);
    b->host.now = 999;
    peer_expire_all(&b->host);
    assert_non_null(b->host.waiting);
    b->host.now = 1000;
    peer_expire_all(&b->host);
    assert_null(b->host.waiting);
    assert_int_equal(bench_back(&b->link[0]), ASSOC_CLIENT_REPLY);
    assert_int_equal(bench_long(0, b->link[0].client.stub_size - 4), 258);
    assert_int_equal(bench_send(0, API_CLOSE_NOTIFY, port, 20), ASSOC_CLIENT_REPLY);
}

static void a_long_reply_waits_in_its_own_buffer(void **state)
{
    (void)state;
    static uint8_t units[2 * LONG_STUB];
    const uint8_t nodes[4] = {1, 0, 0, 0}; /* CLUSTER_ENUM_NODE */
    lengthen(units, LONG_STUB);
    bench_bound(0);
    const uint64_t before = b->host.budget.lent;
    struct bench_link *l = &b->link[0];
    assert_true(assoc_client_call(&l->client, 0, API_CREATE_ENUM, NULL, nodes, sizeof nodes));
    bench_forth(l);
    assert_true(b->host.budget.lent > before + 2 * LONG_STUB);
    bench_bound(1); /* others are served meanwhile */
    assert_int_equal(bench_send(1, API_OPEN_CLUSTER, NULL, 0), ASSOC_CLIENT_REPLY);
    assert_int_equal(bench_pump(l), ASSOC_CLIENT_REPLY);
    assert_true(l->client.stub_size > 2 * LONG_STUB);
    assert_int_equal(b->host.budget.lent, before);
    b->host.budget.limit = before;
    assert_int_equal(bench_fault(0, API_CREATE_ENUM, nodes, sizeof nodes), FAULT_SERVER_TOO_BUSY);
    assert_false(l->client.did_not_execute);
}

static void an_end_amid_all_gives_everything_back(void **state)
{
    (void)state;
    bench_bound(0);
    const uint64_t before = b->host.budget.lent;
    struct bench_link *l = &b->link[0];
    assert_true(assoc_client_call(&l->client, 0, API_OPEN_NODE, NULL, b->request, long_request()));
    bench_forth(l);
    assert_true(b->host.budget.lent > before);
    peer_end(&l->peer);
    assert_int_equal(b->host.budget.lent, before);
}

/* A server of Windows Server 2003 knows no version 3.0. */
static void an_old_release_offers_version_2_alone(void **state)
{
    (void)state;
    b->service.interface_count = interfaces_of_cluster(b->interfaces, SINCE_VERSION_2, false);
    assert_int_equal(bench_bind(0, 0, 0, &interface_clusapi_3, &rpc_syntax_ndr),
                     ASSOC_CLIENT_BOUND);
    assert_int_equal(b->link[0].client.results[0].result, RESULT_PROVIDER_REJECTION);
    assert_int_equal(bench_bind(1, 0, 0, &interface_clusapi_2, &rpc_syntax_ndr),
                     ASSOC_CLIENT_BOUND);
    assert_int_equal(b->link[1].client.results[0].result, RESULT_ACCEPTANCE);
}

static void privacy_refuses_every_call(void **state)
{
    (void)state;
    interfaces_of_cluster(b->interfaces, SINCE_2025, true);
    bench_bound(0);
    assert_int_equal(bench_fault(0, API_OPEN_CLUSTER, NULL, 0), 5);
    assert_true(b->link[0].client.did_not_execute);
}

static void groups_run_out(void **state)
{
    (void)state;
    for (int i = 0; i < BENCH_GROUPS; i++)
        bench_bound(i);
    assert_int_equal(bench_bind(BENCH_GROUPS, 1, 0, &interface_clusapi_3, &rpc_syntax_ndr),
                     ASSOC_CLIENT_REFUSED);
}

static void management_answers(void **state)
{
    (void)state;
    const uint8_t name[8] = {10, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF};
    assert_int_equal(bench_bind(0, 1, 0, &interface_management, &rpc_syntax_ndr),
                     ASSOC_CLIENT_BOUND);
    assert_int_equal(bench_send(0, 0, NULL, 0), ASSOC_CLIENT_REPLY);
    assert_int_equal(bench_long(0, 4), CLUSTER_INTERFACES);
    assert_int_equal(bench_long(0, 8), CLUSTER_INTERFACES);
    assert_int_equal(bench_long(0, 24), 0xb97db8b2);
    assert_int_equal(b->link[0].client.stub_size, 24 + 20 * CLUSTER_INTERFACES + 4);
    assert_int_equal(bench_send(0, 2, NULL, 0), ASSOC_CLIENT_REPLY);
    assert_int_equal(bench_long(0, 0), 0);
    assert_int_equal(bench_long(0, 4), 1);
    assert_int_equal(bench_send(0, 3, NULL, 0), ASSOC_CLIENT_REPLY);
    assert_int_equal(bench_long(0, 0), 5);
    assert_int_equal(bench_send(0, 4, name, 8), ASSOC_CLIENT_REPLY);
    assert_int_equal(bench_long(0, 0), 0xFFFFFFFF);
    assert_int_equal(bench_long(0, 8), 1);
    assert_int_equal(bench_long(0, 16), 1747);
    assert_int_equal(bench_fault(0, 4, name, 7), FAULT_BAD_STUB_DATA);
    assert_int_equal(bench_fault(0, 1, NULL, 0), FAULT_OPERATION_RANGE);
}

static struct tower known[3];

static void map_known(void)
{
    known[0] = (struct tower){interface_clusapi_3, rpc_syntax_ndr, 49152, 0};
    known[1] = (struct tower){interface_clusapi_3, rpc_syntax_ndr64, 49152, 0};
    known[2] = (struct tower){interface_clusapi_2, rpc_syntax_ndr, 49152, 0};
    b->host.towers = known;
    b->host.tower_count = 3;
    assert_int_equal(bench_bind(0, 1, 0, &interface_mapper, &rpc_syntax_ndr), ASSOC_CLIENT_BOUND);
}

/* An ept_map request for ncacn_ip_tcp without an object. */
static uint32_t ask_map(const struct rpc_syntax *abstract, uint32_t most)
{
    const struct tower tower = {*abstract, rpc_syntax_ndr, 135, 0};
    struct builder s = builder_over(b->request, sizeof b->request);
    builder_u32(&s, 0);
    builder_u32(&s, 7);
    builder_u32(&s, TOWER_SIZE);
    builder_u32(&s, TOWER_SIZE);
    tower_put(&s, &tower);
    builder_align(&s, 4);
    for (int i = 0; i < 5; i++)
        builder_u32(&s, 0);
    builder_u32(&s, most);
    return s.length;
}

static void mapper_maps(void **state)
{
    (void)state;
    struct tower found;
    map_known();
    const uint32_t size = ask_map(&interface_clusapi_3, 4);
    assert_int_equal(bench_send(0, EPT_MAP, b->request, size), ASSOC_CLIENT_REPLY);
    assert_int_equal(bench_long(0, 20), 1);
    assert_int_equal(bench_long(0, 24), 4);
    assert_int_equal(bench_long(0, 32), 1);
    assert_true(tower_take(b->link[0].client.stub + 48, TOWER_SIZE, &found));
    assert_int_equal(found.port, 49152);
    assert_int_equal(found.address, 0xC000020A); /* the one the client connected to */
    assert_true(rpc_syntax_equal(&found.abstract, &interface_clusapi_3));
    assert_int_equal(bench_long(0, b->link[0].client.stub_size - 4), 0);
    for (uint32_t i = 0; i < size; i++)
        assert_int_equal(bench_fault(0, EPT_MAP, b->request, i), FAULT_BAD_STUB_DATA);
}

static void mapper_does_not_map(void **state)
{
    (void)state;
    struct rpc_syntax asked = interface_clusapi_3;
    map_known();
    asked.minor = 1;
    assert_int_equal(bench_send(0, EPT_MAP, b->request, ask_map(&asked, 4)), ASSOC_CLIENT_REPLY);
    assert_int_equal(bench_long(0, 20), 0);
    assert_int_equal(bench_long(0, 36), EPT_NOT_REGISTERED);
    assert_int_equal(bench_send(0, EPT_MAP, b->request, ask_map(&interface_management, 4)),
                     ASSOC_CLIENT_REPLY);
    assert_int_equal(bench_long(0, 36), EPT_NOT_REGISTERED);
    assert_int_equal(bench_fault(0, EPT_MAP, b->request, ask_map(&interface_clusapi_3, 501)),
                     FAULT_BAD_STUB_DATA);
    assert_int_equal(bench_send(0, EPT_MAP, b->request, ask_map(&interface_clusapi_3, 0)),
                     ASSOC_CLIENT_REPLY);
    assert_int_equal(bench_long(0, 36), 0);
    assert_int_equal(bench_fault(0, 0, NULL, 0), FAULT_OPERATION_RANGE);
}

static void mapper_lists_in_pieces(void **state)
{
    (void)state;
    uint8_t request[40] = {0};
    uint32_t listed = 0, turns = 0;
    map_known();
    request[12] = 1; /* vers_option */
    request[36] = 2; /* max_ents */
    while (turns < 10) {
        assert_int_equal(bench_send(0, EPT_LOOKUP, request, sizeof request), ASSOC_CLIENT_REPLY);
        listed += bench_long(0, 20);
        memcpy(request + 16, b->link[0].client.stub, 20);
        if (bench_long(0, b->link[0].client.stub_size - 4) == EPT_NOT_REGISTERED)
            break;
        turns++;
    }
    assert_int_equal(listed, 3);
    assert_int_equal(turns, 2);
    assert_int_equal(bench_long(0, 4), 0); /* and the entry handle is NULL */
    request[0] = 2;                        /* by object: none has one */
    assert_int_equal(bench_send(0, EPT_LOOKUP, request, sizeof request), ASSOC_CLIENT_REPLY);
    assert_int_equal(bench_long(0, 36), EPT_NOT_REGISTERED);
    assert_int_equal(bench_fault(0, EPT_LOOKUP, request, sizeof request - 1), FAULT_BAD_STUB_DATA);
    assert_int_equal(bench_send(0, EPT_LOOKUP_HANDLE_FREE, request + 16, 20), ASSOC_CLIENT_REPLY);
}

int main(void)
{
#define BENCH(test) cmocka_unit_test_setup_teardown(test, bench_make, bench_free)
    const struct CMUnitTest tests[] = {
        BENCH(a_long_request_borrows_and_gives_back),
        BENCH(a_spent_budget_refuses_the_call_and_no_more),
        BENCH(a_long_reply_waits_in_its_own_buffer),
        BENCH(another_client_ends_a_wait),
        BENCH(a_client_ends_its_own_wait),
        BENCH(a_wait_ends_with_its_time),
        BENCH(an_end_amid_all_gives_everything_back),
        BENCH(an_old_release_offers_version_2_alone),
        BENCH(privacy_refuses_every_call),
        BENCH(groups_run_out),
        BENCH(management_answers),
        BENCH(mapper_maps),
        BENCH(mapper_does_not_map),
        BENCH(mapper_lists_in_pieces),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
