/* The library through its exported functions, where cases cannot look: capacity, growth, fixtures.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "clusapi.h"
#include "core/consistent.h"
#include "core/error.h"
#include "core/handle.h"
#include "library.h"

/* HDR-1: each function has the type that its PCLUSAPI_ name points to. */
static const PCLUSAPI_CLOSE_CLUSTER close_cluster = CloseCluster;
static const PCLUSAPI_GET_CLUSTER_FROM_NETWORK from_network = GetClusterFromNetwork;
static const PCLUSAPI_OPEN_CLUSTER_NETINTERFACE_EX open_interface = OpenClusterNetInterfaceEx;

static void functions_have_their_pointer_types(void **state)
{
    (void)state;
    HCLUSTER cluster = OpenCluster(NULL);
    DWORD granted = 0;
    assert_non_null(cluster);
    HNETINTERFACE i = open_interface(cluster, u"node1 - Ethernet", GENERIC_READ, &granted);
    assert_non_null(i);
    assert_int_equal(granted, GENERIC_READ);
    assert_null(from_network((HNETWORK)(void *)i));
    assert_int_equal(close_cluster(cluster), TRUE);
}

static void set_limit(uint32_t handles)
{
    uint32_t error;
    library(&error)->fixture.handles = handles;
}

static void a_full_table_loses_nothing(void **state)
{
    (void)state;
    HNODE node[70];
    HCLUSTER cluster = OpenCluster(u"cluster1");
    assert_non_null(cluster);
    set_limit(64); /* the first size: nothing can grow */
    uint32_t opened = 0;
    while (opened < 70 && (node[opened] = OpenClusterNode(cluster, u"node1")) != NULL)
        opened++;
    assert_int_equal(opened, 63);
    assert_int_equal(GetLastError(), ERROR_NOT_ENOUGH_MEMORY);
    assert_null(GetClusterFromNode(node[0]));
    assert_int_equal(GetLastError(), ERROR_NOT_ENOUGH_MEMORY);
    assert_null(ClusterOpenEnum(cluster, CLUSTER_ENUM_NODE));
    assert_null(OpenCluster(u"cluster1"));
    assert_int_equal(GetClusterNodeState(node[62]), ClusterNodeUp);
    assert_int_equal(CloseClusterNode(node[7]), TRUE);
    assert_non_null(OpenClusterNode(cluster, u"node2"));
    set_limit(1 << 24);
    assert_non_null(OpenClusterNode(cluster, u"node1"));
    assert_int_equal(CloseCluster(cluster), TRUE);
    assert_int_equal(GetClusterNodeState(node[62]), -1);
}

static void handles_stay_valid_while_the_table_grows(void **state)
{
    (void)state;
    enum { MANY = 5000 };
    static HGROUP group[MANY];
    HCLUSTER cluster = OpenCluster(u"cluster1");
    for (uint32_t i = 0; i < MANY; i++)
        assert_non_null(group[i] = OpenClusterGroup(cluster, u"Cluster Group"));
    for (uint32_t i = 0; i < MANY; i++)
        assert_int_equal(GetClusterGroupState(group[i], NULL, NULL), ClusterGroupOnline);
    assert_int_equal(CloseCluster(cluster), TRUE);
    for (uint32_t i = 0; i < MANY; i++)
        assert_int_equal(CloseClusterGroup(group[i]), FALSE);
}

static void the_table_is_empty_when_all_is_closed(void **state)
{
    (void)state;
    uint32_t error;
    struct library *l = library(&error);
    HCLUSTER cluster = OpenCluster(u"cluster1");
    HNODE node = OpenClusterNode(cluster, u"node1");
    HCLUSTER instance = GetClusterFromNode(node);
    HCLUSENUM nodes = ClusterOpenEnum(instance, CLUSTER_ENUM_NODE);
    assert_non_null(nodes);
    CloseCluster(cluster);
    assert_int_equal(ClusterGetEnumCount(nodes), 2);
    CloseCluster(instance);
    assert_int_equal(handles_open(&l->client.table), 0);
    for (uint32_t i = 0; i < l->capacity; i++)
        assert_null(l->list[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_full_table_loses_nothing), /* first: the table has its first size */
        cmocka_unit_test(functions_have_their_pointer_types),
        cmocka_unit_test(handles_stay_valid_while_the_table_grows),
        cmocka_unit_test(the_table_is_empty_when_all_is_closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
