/* What the library sends: a link that writes the opnums down, hands them on or breaks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "library.h"
#include "wire/codec.h"

enum { SENT_MOST = 32 };

/* The link under test and what it did. */
static struct recorder {
    struct link link;
    struct link *direct; /* the link that it stands before */
    uint32_t sent[SENT_MOST];
    uint32_t count;
    uint32_t breaks_after;        /* so many exchanges succeed */
    const struct message *answer; /* given in the server's place; NULL: what the server says */
    bool ended;
} recorder;

static uint32_t exchange(struct link *link, const struct carried *request, const uint8_t **reply,
                         uint32_t *reply_length)
{
    assert_ptr_equal(link, &recorder.link);
    assert_true(recorder.count < SENT_MOST);
    recorder.sent[recorder.count++] = request->opnum;
    if (recorder.count > recorder.breaks_after) {
        link->broken = true;
        return RPC_S_CALL_FAILED;
    }
    if (recorder.answer != NULL) {
        static const struct encoding ndr = {NDR, false, 3};
        static uint8_t stub_of_answer[1024];
        *reply = stub_of_answer;
        assert_true(encode(method_of(3, request->opnum), REPLY, &ndr, recorder.answer,
                           stub_of_answer, sizeof stub_of_answer, reply_length));
        return ERROR_SUCCESS;
    }
    return recorder.direct->kind->exchange(recorder.direct, request, reply, reply_length);
}

static void end(struct link *link)
{
    assert_ptr_equal(link, &recorder.link);
    recorder.ended = true;
    link_end(recorder.direct);
}

static HCLUSTER cluster;
static HNODE node;
static HNETWORK network;

/* A cluster with a node, a network and an enumeration, recorded from here on. */
static int open_all(void **state)
{
    static const struct link_kind kind = {exchange, end};
    uint32_t error, index;
    (void)state;
    cluster = OpenCluster(u"cluster1");
    node = OpenClusterNode(cluster, u"node1");
    network = OpenClusterNetwork(cluster, u"Cluster Network 1");
    if (network == NULL || ClusterOpenEnum(cluster, CLUSTER_ENUM_NODE) == NULL)
        return -1;
    struct library *l = library(&error);
    if (!library_find(l, cluster, KIND_CLUSTER, &index))
        return -1;
    struct link **link = &l->link[l->client.entry[index].session];
    recorder =
        (struct recorder){.link = {.kind = &kind}, .direct = *link, .breaks_after = SENT_MOST};
    *link = &recorder.link;
    return 0;
}

static uint32_t times_sent(uint32_t opnum)
{
    uint32_t times = 0;
    for (uint32_t i = 0; i < recorder.count; i++)
        times += recorder.sent[i] == opnum;
    return times;
}

static void close_tells_of_each_child_and_then_of_the_cluster(void **state)
{
    (void)state;
    assert_int_equal(CloseCluster(cluster), TRUE);
    assert_int_equal(recorder.count, 3);
    assert_int_equal(times_sent(67), 1);
    assert_int_equal(times_sent(82), 1);
    assert_int_equal(recorder.sent[2], 1);
    assert_true(recorder.ended);
    assert_int_equal(CloseCluster(cluster), TRUE);
    assert_int_equal(recorder.count, 3);
}

static void what_is_closed_is_not_told_of_again(void **state)
{
    (void)state;
    assert_int_equal(CloseClusterNode(node), TRUE);
    assert_int_equal(times_sent(67), 1);
    assert_int_equal(CloseClusterNode(node), FALSE);
    assert_int_equal(CloseCluster(cluster), TRUE);
    assert_int_equal(times_sent(67), 1);
    assert_int_equal(recorder.count, 3);
}

static void the_session_ends_with_its_last_instance(void **state)
{
    (void)state;
    HCLUSTER instance = GetClusterFromNetwork(network);
    assert_non_null(instance);
    assert_int_equal(recorder.count, 0); /* the protocol has no method for instances */
    assert_int_equal(CloseCluster(cluster), TRUE);
    assert_int_equal(times_sent(1), 0);
    assert_false(recorder.ended);
    assert_non_null(OpenClusterNode(instance, u"node2"));
    assert_int_equal(CloseCluster(instance), TRUE);
    assert_int_equal(times_sent(1), 1);
    assert_int_equal(times_sent(67), 2);
    assert_true(recorder.ended);
}

static void after_a_failure_in_transport_nothing_more_is_sent(void **state)
{
    (void)state;
    recorder.breaks_after = 1;
    assert_int_equal(CloseCluster(cluster), TRUE);
    assert_int_equal(recorder.count, 2); /* one that came through, one that failed */
    assert_true(recorder.ended);
    assert_int_equal(GetClusterNodeState(node), -1);
    assert_int_equal(CloseClusterNetwork(network), FALSE);
}

static void a_failure_in_transport_goes_up(void **state)
{
    (void)state;
    recorder.breaks_after = 0;
    SetLastError(0);
    assert_int_equal(GetClusterNodeState(node), -1);
    assert_int_equal(GetLastError(), RPC_S_CALL_FAILED);
    assert_null(OpenClusterNode(cluster, u"node1"));
    assert_int_not_equal(GetLastError(), 0);
    assert_int_equal(recorder.count, 1);            /* only the first was sent */
    assert_int_equal(CloseClusterNode(node), TRUE); /* closed here, whoever can be told */
    assert_int_equal(CloseClusterNode(node), FALSE);
    assert_int_equal(CloseCluster(cluster), TRUE);
    assert_true(recorder.ended);
}

/* A server that names two objects and gives one id. */
static void lists_of_unequal_length_are_refused(void **state)
{
    (void)state;
    const struct value cells[] = {
        {.number = 1, .present = true},
        {.at = (const uint8_t *)u"1", .count = 1, .present = true},
        {.number = 1, .present = true},
        {.at = (const uint8_t *)u"2", .count = 1, .present = true},
    };
    struct message answer = {{{.cell = cells, .count = 1, .max = 1, .present = true},
                              {.cell = cells, .count = 2, .max = 2, .present = true}}};
    recorder.answer = &answer;
    SetLastError(0);
    assert_null(ClusterOpenEnumEx(cluster, CLUSTER_ENUM_NODE, NULL));
    assert_int_equal(GetLastError(), ERROR_INVALID_DATA);
    answer.value[0].count = answer.value[0].max = 2;
    HCLUSENUMEX nodes = ClusterOpenEnumEx(cluster, CLUSTER_ENUM_NODE, NULL);
    assert_int_equal(ClusterGetEnumCountEx(nodes), 2);
    recorder.answer = NULL;
    assert_int_equal(CloseCluster(cluster), TRUE);
}

static void an_invalid_handle_sends_nothing(void **state)
{
    (void)state;
    DWORD length = 0;
    assert_null(OpenClusterNode((HCLUSTER)(void *)node, u"node1"));
    assert_null(OpenClusterNodeEx(cluster, NULL, GENERIC_READ, NULL));
    assert_int_equal(CloseClusterNode((HNODE)(void *)network), FALSE);
    assert_int_equal(CloseCluster((HCLUSTER)(void *)node), TRUE);
    assert_int_equal(CloseCluster(NULL), TRUE);
    assert_int_equal(GetClusterNetworkId(NULL, NULL, &length), ERROR_INVALID_HANDLE);
    assert_null(GetClusterFromGroup((HGROUP)(void *)node));
    assert_int_equal(recorder.count, 0);
    assert_int_equal(CloseCluster(cluster), TRUE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(close_tells_of_each_child_and_then_of_the_cluster, open_all),
        cmocka_unit_test_setup(what_is_closed_is_not_told_of_again, open_all),
        cmocka_unit_test_setup(the_session_ends_with_its_last_instance, open_all),
        cmocka_unit_test_setup(after_a_failure_in_transport_nothing_more_is_sent, open_all),
        cmocka_unit_test_setup(a_failure_in_transport_goes_up, open_all),
        cmocka_unit_test_setup(lists_of_unequal_length_are_refused, open_all),
        cmocka_unit_test_setup(an_invalid_handle_sends_nothing, open_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
