/* HDR-1, where a compiler can see it: each function has the type that its PCLUSAPI_ name points to,
 * and structures lie as the pages have them. Compiled as C and as C++, here and for Windows. */
#include "clusapi.h"

#include <stddef.h>

#ifdef __cplusplus
#define EXPECT(condition) static_assert(condition, #condition)
#else
#define EXPECT(condition) _Static_assert(condition, #condition)
#endif

EXPECT(sizeof(WCHAR) == 2);
EXPECT(sizeof(DWORD) == 4);
EXPECT(sizeof(BOOL) == 4);
EXPECT(sizeof(CLUSTER_NODE_STATE) == 4);
EXPECT(sizeof(CLUSTERVERSIONINFO) == 284);
EXPECT(sizeof(void *) != 8 || sizeof(CLUSTER_ENUM_ITEM) == 40);
EXPECT(sizeof(void *) != 8 || sizeof(CLUSTER_GROUP_ENUM_ITEM) == 80);
EXPECT(sizeof(void *) != 8 || sizeof(CLUSTER_RESOURCE_ENUM_ITEM) == 96);
EXPECT(ClusterNetInterfaceUp == 3 && ClusterNetworkUp == 3 && ClusterStateRunning == 19);

static const struct {
    PCLUSAPI_OPEN_CLUSTER open_cluster;
    PCLUSAPI_OPEN_CLUSTER_EX open_cluster_ex;
    PCLUSAPI_CLOSE_CLUSTER close_cluster;
    PCLUSAPI_GET_CLUSTER_INFORMATION get_cluster_information;
    PCLUSAPI_GET_NODE_CLUSTER_STATE get_node_cluster_state;
    PCLUSAPI_OPEN_CLUSTER_NODE open_cluster_node;
    PCLUSAPI_OPEN_CLUSTER_NODE_EX open_cluster_node_ex;
    PCLUSAPI_OPEN_NODE_BY_ID open_cluster_node_by_id;
    PCLUSAPI_CLOSE_CLUSTER_NODE close_cluster_node;
    PCLUSAPI_GET_CLUSTER_FROM_NODE get_cluster_from_node;
    PCLUSAPI_OPEN_CLUSTER_GROUP open_cluster_group;
    PCLUSAPI_OPEN_CLUSTER_GROUP_EX open_cluster_group_ex;
    PCLUSAPI_CLOSE_CLUSTER_GROUP close_cluster_group;
    PCLUSAPI_GET_CLUSTER_FROM_GROUP get_cluster_from_group;
    PCLUSAPI_OPEN_CLUSTER_RESOURCE open_cluster_resource;
    PCLUSAPI_OPEN_CLUSTER_RESOURCE_EX open_cluster_resource_ex;
    PCLUSAPI_CLOSE_CLUSTER_RESOURCE close_cluster_resource;
    PCLUSAPI_GET_CLUSTER_FROM_RESOURCE get_cluster_from_resource;
    PCLUSAPI_OPEN_CLUSTER_NETWORK open_cluster_network;
    PCLUSAPI_OPEN_CLUSTER_NETWORK_EX open_cluster_network_ex;
    PCLUSAPI_CLOSE_CLUSTER_NETWORK close_cluster_network;
    PCLUSAPI_GET_CLUSTER_FROM_NETWORK get_cluster_from_network;
    PCLUSAPI_OPEN_CLUSTER_NET_INTERFACE open_cluster_net_interface;
    PCLUSAPI_OPEN_CLUSTER_NETINTERFACE_EX open_cluster_net_interface_ex;
    PCLUSAPI_CLOSE_CLUSTER_NET_INTERFACE close_cluster_net_interface;
    PCLUSAPI_GET_CLUSTER_FROM_NET_INTERFACE get_cluster_from_net_interface;
    PCLUSAPI_GET_CLUSTER_NODE_STATE get_cluster_node_state;
    PCLUSAPI_GET_CLUSTER_GROUP_STATE get_cluster_group_state;
    PCLUSAPI_GET_CLUSTER_RESOURCE_STATE get_cluster_resource_state;
    PCLUSAPI_GET_CLUSTER_NETWORK_STATE get_cluster_network_state;
    PCLUSAPI_GET_CLUSTER_NET_INTERFACE_STATE get_cluster_net_interface_state;
    PCLUSAPI_GET_CLUSTER_NODE_ID get_cluster_node_id;
    PCLUSAPI_GET_CLUSTER_NETWORK_ID get_cluster_network_id;
    PCLUSAPI_GET_CLUSTER_NET_INTERFACE get_cluster_net_interface;
    PCLUSAPI_CLUSTER_OPEN_ENUM cluster_open_enum;
    PCLUSAPI_CLUSTER_GET_ENUM_COUNT cluster_get_enum_count;
    PCLUSAPI_CLUSTER_ENUM cluster_enum;
    PCLUSAPI_CLUSTER_CLOSE_ENUM cluster_close_enum;
    PCLUSAPI_CLUSTER_OPEN_ENUM_EX cluster_open_enum_ex;
    PCLUSAPI_CLUSTER_GET_ENUM_COUNT_EX cluster_get_enum_count_ex;
    PCLUSAPI_CLUSTER_ENUM_EX cluster_enum_ex;
    PCLUSAPI_CLUSTER_CLOSE_ENUM_EX cluster_close_enum_ex;
    PCLUSAPI_CLUSTER_NODE_OPEN_ENUM cluster_node_open_enum;
    PCLUSAPI_CLUSTER_NODE_GET_ENUM_COUNT cluster_node_get_enum_count;
    PCLUSAPI_CLUSTER_NODE_ENUM cluster_node_enum;
    PCLUSAPI_CLUSTER_NODE_CLOSE_ENUM cluster_node_close_enum;
    PCLUSAPI_CLUSTER_NODE_OPEN_ENUM_EX cluster_node_open_enum_ex;
    PCLUSAPI_CLUSTER_NODE_GET_ENUM_COUNT_EX cluster_node_get_enum_count_ex;
    PCLUSAPI_CLUSTER_NODE_ENUM_EX cluster_node_enum_ex;
    PCLUSAPI_CLUSTER_NODE_CLOSE_ENUM_EX cluster_node_close_enum_ex;
    PCLUSAPI_CLUSTER_GROUP_OPEN_ENUM cluster_group_open_enum;
    PCLUSAPI_CLUSTER_GROUP_GET_ENUM_COUNT cluster_group_get_enum_count;
    PCLUSAPI_CLUSTER_GROUP_ENUM cluster_group_enum;
    PCLUSAPI_CLUSTER_GROUP_CLOSE_ENUM cluster_group_close_enum;
    PCLUSAPI_CLUSTER_RESOURCE_OPEN_ENUM cluster_resource_open_enum;
    PCLUSAPI_CLUSTER_RESOURCE_GET_ENUM_COUNT cluster_resource_get_enum_count;
    PCLUSAPI_CLUSTER_RESOURCE_ENUM cluster_resource_enum;
    PCLUSAPI_CLUSTER_RESOURCE_CLOSE_ENUM cluster_resource_close_enum;
    PCLUSAPI_CLUSTER_NETWORK_OPEN_ENUM cluster_network_open_enum;
    PCLUSAPI_CLUSTER_NETWORK_GET_ENUM_COUNT cluster_network_get_enum_count;
    PCLUSAPI_CLUSTER_NETWORK_ENUM cluster_network_enum;
    PCLUSAPI_CLUSTER_NETWORK_CLOSE_ENUM cluster_network_close_enum;
    PCLUSAPI_CLUSTER_GROUP_OPEN_ENUM_EX cluster_group_open_enum_ex;
    PCLUSAPI_CLUSTER_GROUP_GET_ENUM_COUNT_EX cluster_group_get_enum_count_ex;
    PCLUSAPI_CLUSTER_GROUP_ENUM_EX cluster_group_enum_ex;
    PCLUSAPI_CLUSTER_GROUP_CLOSE_ENUM_EX cluster_group_close_enum_ex;
    PCLUSAPI_CLUSTER_RESOURCE_OPEN_ENUM_EX cluster_resource_open_enum_ex;
    PCLUSAPI_CLUSTER_RESOURCE_GET_ENUM_COUNT_EX cluster_resource_get_enum_count_ex;
    PCLUSAPI_CLUSTER_RESOURCE_ENUM_EX cluster_resource_enum_ex;
    PCLUSAPI_CLUSTER_RESOURCE_CLOSE_ENUM_EX cluster_resource_close_enum_ex;
    PCLUSAPI_CLUSTER_CONTROL cluster_control;
    PCLUSAPI_CLUSTER_NODE_CONTROL cluster_node_control;
    PCLUSAPI_CLUSTER_GROUP_CONTROL cluster_group_control;
    PCLUSAPI_CLUSTER_RESOURCE_CONTROL cluster_resource_control;
    PCLUSAPI_CLUSTER_NETWORK_CONTROL cluster_network_control;
    PCLUSAPI_CLUSTER_NET_INTERFACE_CONTROL cluster_net_interface_control;
} function = {
    OpenCluster,
    OpenClusterEx,
    CloseCluster,
    GetClusterInformation,
    GetNodeClusterState,
    OpenClusterNode,
    OpenClusterNodeEx,
    OpenClusterNodeById,
    CloseClusterNode,
    GetClusterFromNode,
    OpenClusterGroup,
    OpenClusterGroupEx,
    CloseClusterGroup,
    GetClusterFromGroup,
    OpenClusterResource,
    OpenClusterResourceEx,
    CloseClusterResource,
    GetClusterFromResource,
    OpenClusterNetwork,
    OpenClusterNetworkEx,
    CloseClusterNetwork,
    GetClusterFromNetwork,
    OpenClusterNetInterface,
    OpenClusterNetInterfaceEx,
    CloseClusterNetInterface,
    GetClusterFromNetInterface,
    GetClusterNodeState,
    GetClusterGroupState,
    GetClusterResourceState,
    GetClusterNetworkState,
    GetClusterNetInterfaceState,
    GetClusterNodeId,
    GetClusterNetworkId,
    GetClusterNetInterface,
    ClusterOpenEnum,
    ClusterGetEnumCount,
    ClusterEnum,
    ClusterCloseEnum,
    ClusterOpenEnumEx,
    ClusterGetEnumCountEx,
    ClusterEnumEx,
    ClusterCloseEnumEx,
    ClusterNodeOpenEnum,
    ClusterNodeGetEnumCount,
    ClusterNodeEnum,
    ClusterNodeCloseEnum,
    ClusterNodeOpenEnumEx,
    ClusterNodeGetEnumCountEx,
    ClusterNodeEnumEx,
    ClusterNodeCloseEnumEx,
    ClusterGroupOpenEnum,
    ClusterGroupGetEnumCount,
    ClusterGroupEnum,
    ClusterGroupCloseEnum,
    ClusterResourceOpenEnum,
    ClusterResourceGetEnumCount,
    ClusterResourceEnum,
    ClusterResourceCloseEnum,
    ClusterNetworkOpenEnum,
    ClusterNetworkGetEnumCount,
    ClusterNetworkEnum,
    ClusterNetworkCloseEnum,
    ClusterGroupOpenEnumEx,
    ClusterGroupGetEnumCountEx,
    ClusterGroupEnumEx,
    ClusterGroupCloseEnumEx,
    ClusterResourceOpenEnumEx,
    ClusterResourceGetEnumCountEx,
    ClusterResourceEnumEx,
    ClusterResourceCloseEnumEx,
    ClusterControl,
    ClusterNodeControl,
    ClusterGroupControl,
    ClusterResourceControl,
    ClusterNetworkControl,
    ClusterNetInterfaceControl,
};

int main(void)
{
    static const WCHAR name[] = {'n', 0};
    SetLastError(7);
    return function.close_cluster(NULL) == TRUE && function.open_cluster_node(NULL, name) == NULL &&
                   GetLastError() != 7
               ? 0
               : 1;
}
