/* Notification ports, the cluster database, group sets and changes, through the exported functions
 * and the built-in fixture. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "clusapi.h"
#include "core/error.h"
#include "library.h"

#define NEW ((HCHANGE)INVALID_HANDLE_VALUE)
#define NONE ((HCLUSTER)INVALID_HANDLE_VALUE)

static HCLUSTER cluster;
static HRESOURCE resource, provider;
static HGROUP group;

static int open_all(void **state)
{
    (void)state;
    cluster = OpenCluster(u"cluster1");
    resource = OpenClusterResource(cluster, u"Cluster Name");
    provider = OpenClusterResource(cluster, u"Cluster IP Address");
    group = OpenClusterGroup(cluster, u"Cluster Group");
    return cluster == NULL || resource == NULL || provider == NULL || group == NULL;
}

/* Every test leaves the cluster as it was. */
static int close_all(void **state)
{
    (void)state;
    return CloseCluster(cluster) != TRUE;
}

static void expect_event(HCHANGE port, DWORD_PTR key, DWORD filter, LPCWSTR name)
{
    DWORD_PTR got = 0;
    DWORD type = 0, length = 64;
    WCHAR text[64];
    assert_int_equal(GetClusterNotify(port, &got, &type, text, &length, 0), 0);
    assert_int_equal(got, key);
    assert_int_equal(type, filter);
    assert_memory_equal(text, name, (length + 1) * sizeof *text);
}

static void expect_none(HCHANGE port)
{
    assert_int_equal(GetClusterNotify(port, NULL, NULL, NULL, NULL, 1000), WAIT_TIMEOUT);
}

static void events_reach_a_port(void **state)
{
    (void)state;
    const DWORD_PTR key = (DWORD_PTR)-2; /* wider than the wire's key */
    HCHANGE port = CreateClusterNotifyPort(NEW, cluster, CLUSTER_CHANGE_RESOURCE_STATE, key);
    assert_non_null(port);
    expect_none(port);
    assert_int_equal(OfflineClusterResource(provider), 0); /* and what depends on it before */
    expect_event(port, key, CLUSTER_CHANGE_RESOURCE_STATE, u"Cluster Name");
    expect_event(port, key, CLUSTER_CHANGE_RESOURCE_STATE, u"Cluster IP Address");
    expect_none(port);
    assert_int_equal(OnlineClusterResource(resource), 0);
    expect_event(port, key, CLUSTER_CHANGE_RESOURCE_STATE, u"Cluster IP Address");
    assert_int_equal(CloseClusterNotifyPort(port), TRUE);
    assert_int_equal(GetClusterNotify(port, NULL, NULL, NULL, NULL, 0), ERROR_INVALID_HANDLE);
}

static void ports_without_a_cluster(void **state)
{
    (void)state;
    HCHANGE port = CreateClusterNotifyPort(NEW, NONE, 0, 0);
    assert_non_null(port);
    expect_none(port);
    assert_null(CreateClusterNotifyPort(port, NONE, CLUSTER_CHANGE_GROUP_STATE, 1));
    assert_int_equal(RegisterClusterNotify(port, CLUSTER_CHANGE_RESOURCE_STATE, resource, 7), 0);
    assert_ptr_equal(CreateClusterNotifyPort(port, cluster, CLUSTER_CHANGE_GROUP_STATE, 8), port);
    assert_int_equal(OfflineClusterResource(resource), 0);
    expect_event(port, 7, CLUSTER_CHANGE_RESOURCE_STATE, u"Cluster Name");
    expect_event(port, 8, CLUSTER_CHANGE_GROUP_STATE, u"Cluster Group");
    assert_int_equal(OnlineClusterResource(resource), 0);
    assert_int_equal(CloseClusterNotifyPort(port), TRUE);
}

static void filters_and_handles_are_checked(void **state)
{
    (void)state;
    HCHANGE port = CreateClusterNotifyPort(NEW, NONE, 0, 0);
    assert_int_equal(RegisterClusterNotify(port, 0, group, 1), ERROR_INVALID_PARAMETER);
    assert_int_equal(RegisterClusterNotify(port, 0x1100, group, 1), ERROR_INVALID_PARAMETER);
    assert_int_equal(RegisterClusterNotify(port, 0x1000, resource, 1), ERROR_INVALID_HANDLE);
    assert_int_equal(RegisterClusterNotify(NULL, 0x1000, group, 1), ERROR_INVALID_HANDLE);
    assert_null(CreateClusterNotifyPort((HCHANGE)(void *)group, cluster, 0x1000, 1));
    assert_null(CreateClusterNotifyPort(NEW, (HCLUSTER)(void *)group, 0x1000, 1));
    assert_null(CreateClusterNotifyPort(NEW, cluster, 0, 1));
    assert_int_equal(CloseClusterNotifyPort(NULL), TRUE);
    assert_int_equal(CloseClusterNotifyPort((HCHANGE)(void *)group), TRUE);
    assert_int_equal(CloseClusterNotifyPort(port), TRUE);
    assert_int_equal(CloseClusterNotifyPort(port), TRUE);
}

static void names_that_do_not_fit_stay(void **state)
{
    (void)state;
    WCHAR text[13];
    DWORD length = 12;
    HCHANGE port = CreateClusterNotifyPort(NEW, cluster, CLUSTER_CHANGE_RESOURCE_STATE, 1);
    assert_int_equal(OfflineClusterResource(resource), 0);
    assert_int_equal(GetClusterNotify(port, NULL, NULL, text, &length, 0), ERROR_MORE_DATA);
    assert_int_equal(length, 12);
    length = 13;
    assert_int_equal(GetClusterNotify(port, NULL, NULL, text, &length, 0), 0);
    assert_int_equal(length, 12);
    assert_int_equal(OnlineClusterResource(resource), 0);
    assert_int_equal(GetClusterNotify(port, NULL, NULL, text, NULL, 0), ERROR_INVALID_PARAMETER);
    CloseClusterNotifyPort(port);
}

static void closed_handles_are_events(void **state)
{
    (void)state;
    HCHANGE all = CreateClusterNotifyPort(NEW, cluster, CLUSTER_CHANGE_HANDLE_CLOSE, 1);
    HCHANGE one = CreateClusterNotifyPort(NEW, NONE, 0, 0);
    const DWORD filter = CLUSTER_CHANGE_GROUP_STATE | CLUSTER_CHANGE_HANDLE_CLOSE;
    assert_int_equal(RegisterClusterNotify(one, filter, group, 2), 0);
    assert_int_equal(CloseClusterResource(provider), TRUE);
    expect_none(one);
    expect_event(all, 1, CLUSTER_CHANGE_HANDLE_CLOSE, u"Cluster IP Address");
    assert_int_equal(CloseClusterGroup(group), TRUE);
    expect_event(one, 2, CLUSTER_CHANGE_HANDLE_CLOSE, u"Cluster Group");
    expect_event(all, 1, CLUSTER_CHANGE_HANDLE_CLOSE, u"Cluster Group");
    expect_none(all);
    CloseClusterNotifyPort(all);
    CloseClusterNotifyPort(one);
}

static void a_port_outlives_its_cluster_handle(void **state)
{
    (void)state;
    HCLUSTER other = OpenCluster(u"cluster1");
    const DWORD filter = CLUSTER_CHANGE_RESOURCE_STATE | CLUSTER_CHANGE_HANDLE_CLOSE;
    HCHANGE port = CreateClusterNotifyPort(NEW, other, filter, 3);
    assert_int_equal(OfflineClusterResource(resource), 0);
    assert_int_equal(CloseCluster(other), TRUE);
    assert_int_equal(OnlineClusterResource(resource), 0); /* nobody listens any more */
    expect_event(port, 3, CLUSTER_CHANGE_RESOURCE_STATE, u"Cluster Name");
    expect_event(port, 3, CLUSTER_CHANGE_HANDLE_CLOSE, u"cluster1");
    expect_none(port);
    assert_ptr_equal(CreateClusterNotifyPort(port, cluster, CLUSTER_CHANGE_GROUP_STATE, 4), port);
    CloseClusterNotifyPort(port);
}

static void an_instance_keeps_the_server_port_of_its_own(void **state)
{
    (void)state;
    HCLUSTER instance = GetClusterFromGroup(group);
    HCHANGE port = CreateClusterNotifyPort(NEW, instance, CLUSTER_CHANGE_RESOURCE_STATE, 3);
    assert_int_equal(OfflineClusterResource(resource), 0);
    assert_int_equal(CloseCluster(instance), TRUE); /* its session lives on */
    assert_int_equal(OnlineClusterResource(resource), 0);
    expect_event(port, 3, CLUSTER_CHANGE_RESOURCE_STATE, u"Cluster Name");
    expect_none(port);
    CloseClusterNotifyPort(port);
}

static void many_events_and_ties(void **state)
{
    (void)state;
    enum { TIES = 40 };
    HCHANGE port = CreateClusterNotifyPort(NEW, NONE, 0, 0);
    for (DWORD_PTR i = 0; i < TIES; i++)
        assert_int_equal(RegisterClusterNotify(port, 0x80000100u, resource, i), 0);
    assert_int_equal(OfflineClusterResource(resource), 0);
    assert_int_equal(OnlineClusterResource(resource), 0);
    assert_int_equal(CloseClusterResource(resource), TRUE);
    for (DWORD_PTR i = 0; i < 2 * TIES; i++)
        expect_event(port, i % TIES, CLUSTER_CHANGE_RESOURCE_STATE, u"Cluster Name");
    for (DWORD_PTR i = 0; i < TIES; i++)
        expect_event(port, i, CLUSTER_CHANGE_HANDLE_CLOSE, u"Cluster Name");
    expect_none(port);
    CloseClusterNotifyPort(port);
}

/* A link over which a call would really wait: it writes down for how long, and fails at last. */
static struct {
    const struct link_kind *direct;
    uint32_t limit[16];
    uint32_t asked, fails_at;
} slow;

static uint32_t slow_exchange(struct link *link, const struct carried *request,
                              const uint8_t **reply, uint32_t *reply_length)
{
    if (request->opnum != 65)
        return slow.direct->exchange(link, request, reply, reply_length);
    slow.limit[slow.asked++] = request->limit;
    if (slow.asked == slow.fails_at)
        return RPC_S_CALL_FAILED;
    return slow.asked < 3 ? WAIT_TIMEOUT
                          : slow.direct->exchange(link, request, reply, reply_length);
}

static void a_wait_is_as_long_as_the_caller_says(void **state)
{
    (void)state;
    static const struct link_kind kind = {slow_exchange, NULL};
    uint32_t error, index;
    struct library *l = library(&error);
    HCHANGE port = CreateClusterNotifyPort(NEW, cluster, CLUSTER_CHANGE_GROUP_STATE, 1);
    client_find(&l->client, handle_of_caller(cluster), KIND_CLUSTER, &index);
    struct link *link = library_link(l, index);
    slow.direct = link->kind;
    link->kind = &kind;
    link->waits = true;
    assert_int_equal(GetClusterNotify(port, NULL, NULL, NULL, NULL, 0), WAIT_TIMEOUT);
    assert_int_equal(slow.asked, 1);
    assert_int_equal(slow.limit[0], 0);
    slow.asked = 0;
    slow.fails_at = 2;
    assert_int_equal(GetClusterNotify(port, NULL, NULL, NULL, NULL, 100000), RPC_S_CALL_FAILED);
    assert_in_range(slow.limit[1], 1, 100000);
    slow.asked = slow.fails_at = 0;
    OfflineClusterGroup(group);
    assert_int_equal(GetClusterNotify(port, NULL, NULL, NULL, NULL, INFINITE), 0);
    assert_true(slow.limit[1] > 0);
    assert_int_equal(slow.limit[3], 0);
    OnlineClusterGroup(group, NULL);
    link->kind = slow.direct;
    link->waits = false;
    CloseClusterNotifyPort(port);
}

/* -- the cluster database -------------------------------------------------------------------- */

static void the_database_can_be_read(void **state)
{
    (void)state;
    WCHAR name[64];
    uint8_t data[64];
    DWORD length = 64, size = sizeof data, type = 0;
    HKEY root = GetClusterKey(cluster, KEY_READ), nodes = NULL, node = NULL;
    assert_non_null(root);
    assert_int_equal(ClusterRegOpenKey(root, u"Nodes", KEY_READ, &nodes), 0);
    assert_int_equal(ClusterRegEnumKey(nodes, 1, name, &length, NULL), 0);
    assert_int_equal(length, 1);
    assert_int_equal(ClusterRegEnumKey(nodes, 2, name, &length, NULL), ERROR_NO_MORE_ITEMS);
    assert_int_equal(ClusterRegOpenKey(nodes, name, KEY_READ, &node), 0);
    assert_int_equal(ClusterRegQueryValue(node, u"Name", &type, data, &size), 0);
    assert_int_equal(type, REG_SZ);
    assert_int_equal(size, 12);
    assert_memory_equal(data, u"node2", 12);
    size = 11;
    memset(data, 0x55, sizeof data);
    assert_int_equal(ClusterRegQueryValue(node, u"Name", NULL, data, &size), ERROR_MORE_DATA);
    assert_int_equal(size, 12);
    assert_int_equal(data[0], 0x55);
    size = 0;
    assert_int_equal(ClusterRegQueryValue(node, u"Name", NULL, NULL, &size), 0);
    assert_int_equal(size, 12);
    size = sizeof data; /* more room than data */
    assert_int_equal(ClusterRegQueryValue(node, u"Name", NULL, data, &size), 0);
    assert_int_equal(size, 12);
    assert_int_equal(ClusterRegCloseKey(node), 0);
    assert_int_equal(ClusterRegCloseKey(node), ERROR_INVALID_HANDLE);
    length = 1;
    assert_int_equal(ClusterRegEnumKey(root, 0, name, &length, NULL), ERROR_MORE_DATA);
    assert_int_equal(length, 6);
}

static void keys_are_children_of_the_cluster_handle(void **state)
{
    (void)state;
    HCLUSTER other = OpenClusterEx(u"cluster2", GENERIC_READ, NULL);
    HKEY root = GetClusterKey(other, KEY_READ), sub = NULL;
    assert_non_null(root);
    assert_int_equal(ClusterRegOpenKey(root, u"Groups", KEY_READ, &sub), 0);
    assert_int_equal(ClusterRegOpenKey(root, u"Groups", 0x2, &sub), ERROR_ACCESS_DENIED);
    assert_int_equal(CloseCluster(other), TRUE);
    DWORD length = 0;
    assert_int_equal(ClusterRegEnumKey(sub, 0, NULL, &length, NULL), ERROR_INVALID_HANDLE);
    assert_int_equal(ClusterRegCloseKey(root), ERROR_INVALID_HANDLE);
    assert_null(GetClusterKey(other, KEY_READ));
}

/* -- group sets and changes ------------------------------------------------------------------ */

static void group_sets_open_and_close(void **state)
{
    (void)state;
    HGROUPSET set = OpenClusterGroupSet(cluster, u"set 1");
    assert_non_null(set);
    assert_int_equal(CloseClusterGroupSet(set), TRUE);
    assert_int_equal(CloseClusterGroupSet(set), FALSE);
    assert_null(OpenClusterGroupSet(cluster, u"Set 9"));
    assert_int_equal(GetLastError(), ERROR_GROUPSET_NOT_FOUND);
}

static void handles_of_two_sessions_do_not_mix(void **state)
{
    (void)state;
    HCLUSTER local = OpenCluster(NULL), second = OpenCluster(u"cluster1");
    HNODE by_lpc = OpenClusterNode(local, u"node2"), by_rpc = OpenClusterNode(second, u"node2");
    assert_int_equal(RemoveClusterResourceNode(resource, by_lpc), ERROR_INVALID_HANDLE);
    assert_int_equal(RemoveClusterResourceNode(resource, by_rpc), ERROR_INVALID_HANDLE);
    assert_int_equal(MoveClusterGroup(group, by_lpc), ERROR_INVALID_HANDLE);
    HCLUSTER instance = GetClusterFromGroup(group);
    HNODE by_instance = OpenClusterNode(instance, u"node2");
    assert_int_equal(RemoveClusterResourceNode(resource, by_instance), 0);
    assert_int_equal(AddClusterResourceNode(resource, by_instance), 0);
    CloseCluster(local);
    CloseCluster(second);
    CloseCluster(instance);
}

static void dependencies(void **state)
{
    (void)state;
    HRESOURCE witness = OpenClusterResource(cluster, u"File Share Witness");
    HRESOURCE elsewhere = OpenClusterResource(cluster, u"File Server (\\\\fs1)");
    assert_int_equal(CanResourceBeDependent(provider, witness), TRUE);
    assert_int_equal(CanResourceBeDependent(provider, elsewhere), FALSE);
    assert_int_equal(AddClusterResourceDependency(provider, elsewhere), ERROR_INVALID_PARAMETER);
    assert_int_equal(AddClusterResourceDependency(witness, resource), ERROR_DEPENDENCY_NOT_ALLOWED);
    assert_int_equal(AddClusterResourceDependency(provider, resource), ERROR_CIRCULAR_DEPENDENCY);
    assert_int_equal(AddClusterResourceDependency(provider, witness), 0);
    assert_int_equal(CanResourceBeDependent(provider, witness), FALSE);
    assert_int_equal(RemoveClusterResourceDependency(provider, witness), 0);
    assert_int_equal(RemoveClusterResourceDependency(provider, witness),
                     ERROR_DEPENDENCY_NOT_FOUND);
    assert_int_equal(AddClusterResourceDependency(witness, (HRESOURCE)(void *)group),
                     ERROR_INVALID_HANDLE);
}

static void groups_move(void **state)
{
    (void)state;
    WCHAR name[16];
    DWORD length = 16;
    HNODE node = OpenClusterNode(cluster, u"node1");
    HGROUP to = OpenClusterGroup(cluster, u"Available Storage");
    HRESOURCE witness = OpenClusterResource(cluster, u"File Share Witness");
    assert_int_equal(MoveClusterGroup(group, NULL), 0);
    assert_int_equal(GetClusterGroupState(group, name, &length), ClusterGroupOnline);
    assert_memory_equal(name, u"node2", 12);
    assert_int_equal(OnlineClusterGroup(group, node), 0);
    assert_int_equal(OfflineClusterGroup(group), 0);
    assert_int_equal(GetClusterGroupState(group, NULL, NULL), ClusterGroupOffline);
    assert_int_equal(OnlineClusterGroup(group, NULL), 0);
    assert_int_equal(ChangeClusterResourceGroup(witness, to), 0);
    assert_int_equal(GetClusterGroupState(to, NULL, NULL), ClusterGroupOnline);
    assert_int_equal(ChangeClusterResourceGroup(witness, group), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(events_reach_a_port, open_all, close_all),
        cmocka_unit_test_setup_teardown(ports_without_a_cluster, open_all, close_all),
        cmocka_unit_test_setup_teardown(filters_and_handles_are_checked, open_all, close_all),
        cmocka_unit_test_setup_teardown(names_that_do_not_fit_stay, open_all, close_all),
        cmocka_unit_test_setup_teardown(closed_handles_are_events, open_all, close_all),
        cmocka_unit_test_setup_teardown(a_port_outlives_its_cluster_handle, open_all, close_all),
        cmocka_unit_test_setup_teardown(an_instance_keeps_the_server_port_of_its_own, open_all,
                                        close_all),
        cmocka_unit_test_setup_teardown(many_events_and_ties, open_all, close_all),
        cmocka_unit_test_setup_teardown(a_wait_is_as_long_as_the_caller_says, open_all, close_all),
        cmocka_unit_test_setup_teardown(the_database_can_be_read, open_all, close_all),
        cmocka_unit_test_setup_teardown(keys_are_children_of_the_cluster_handle, open_all,
                                        close_all),
        cmocka_unit_test_setup_teardown(group_sets_open_and_close, open_all, close_all),
        cmocka_unit_test_setup_teardown(handles_of_two_sessions_do_not_mix, open_all, close_all),
        cmocka_unit_test_setup_teardown(dependencies, open_all, close_all),
        cmocka_unit_test_setup_teardown(groups_move, open_all, close_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
