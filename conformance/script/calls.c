#include "calls.h"

#include "shapes.h"

/* clang-format off */
static const struct call table[] = {
    {"OpenCluster", &shape_open_cluster, KIND_NONE, RESULT_HANDLE, RELATION_OPENS, KIND_CLUSTER},
    {"OpenClusterEx", &shape_open_cluster_ex, KIND_NONE, RESULT_HANDLE, RELATION_OPENS, KIND_CLUSTER},
    {"CloseCluster", &shape_close, KIND_CLUSTER, RESULT_BOOL, RELATION_CLOSES, KIND_NONE},
    {"GetClusterInformation", &shape_information, KIND_CLUSTER, RESULT_CODE, RELATION_USES, KIND_NONE},
    {"GetNodeClusterState", &shape_node_cluster_state, KIND_NONE, RESULT_CODE, RELATION_USES, KIND_NONE},
    {"GetClusterNetInterface", &shape_net_interface, KIND_CLUSTER, RESULT_CODE, RELATION_USES, KIND_NONE},
    {"ClusterControl", &shape_control, KIND_CLUSTER, RESULT_CODE, RELATION_USES, KIND_NONE},

    {"OpenClusterNode", &shape_open, KIND_CLUSTER, RESULT_HANDLE, RELATION_OPENS, KIND_NODE},
    {"OpenClusterNodeEx", &shape_open_ex, KIND_CLUSTER, RESULT_HANDLE, RELATION_OPENS, KIND_NODE},
    {"OpenClusterNodeById", &shape_open_by_id, KIND_CLUSTER, RESULT_HANDLE, RELATION_OPENS, KIND_NODE},
    {"CloseClusterNode", &shape_close, KIND_NODE, RESULT_BOOL, RELATION_CLOSES, KIND_NONE},
    {"GetClusterFromNode", &shape_from, KIND_NODE, RESULT_HANDLE, RELATION_INSTANCE, KIND_CLUSTER},
    {"GetClusterNodeState", &shape_state, KIND_NODE, RESULT_STATE, RELATION_USES, KIND_NONE},
    {"GetClusterNodeId", &shape_node_id, KIND_NODE, RESULT_CODE, RELATION_USES, KIND_NONE},
    {"ClusterNodeControl", &shape_control, KIND_NODE, RESULT_CODE, RELATION_USES, KIND_NONE},

    {"OpenClusterGroup", &shape_open, KIND_CLUSTER, RESULT_HANDLE, RELATION_OPENS, KIND_GROUP},
    {"OpenClusterGroupEx", &shape_open_ex, KIND_CLUSTER, RESULT_HANDLE, RELATION_OPENS, KIND_GROUP},
    {"CloseClusterGroup", &shape_close, KIND_GROUP, RESULT_BOOL, RELATION_CLOSES, KIND_NONE},
    {"GetClusterFromGroup", &shape_from, KIND_GROUP, RESULT_HANDLE, RELATION_INSTANCE, KIND_CLUSTER},
    {"GetClusterGroupState", &shape_group_state, KIND_GROUP, RESULT_STATE, RELATION_USES, KIND_NONE},
    {"ClusterGroupControl", &shape_control, KIND_GROUP, RESULT_CODE, RELATION_USES, KIND_NONE},

    {"OpenClusterResource", &shape_open, KIND_CLUSTER, RESULT_HANDLE, RELATION_OPENS, KIND_RESOURCE},
    {"OpenClusterResourceEx", &shape_open_ex, KIND_CLUSTER, RESULT_HANDLE, RELATION_OPENS, KIND_RESOURCE},
    {"CloseClusterResource", &shape_close, KIND_RESOURCE, RESULT_BOOL, RELATION_CLOSES, KIND_NONE},
    {"GetClusterFromResource", &shape_from, KIND_RESOURCE, RESULT_HANDLE, RELATION_INSTANCE, KIND_CLUSTER},
    {"GetClusterResourceState", &shape_resource_state, KIND_RESOURCE, RESULT_STATE, RELATION_USES, KIND_NONE},
    {"ClusterResourceControl", &shape_control, KIND_RESOURCE, RESULT_CODE, RELATION_USES, KIND_NONE},

    {"OpenClusterNetwork", &shape_open, KIND_CLUSTER, RESULT_HANDLE, RELATION_OPENS, KIND_NETWORK},
    {"OpenClusterNetworkEx", &shape_open_ex, KIND_CLUSTER, RESULT_HANDLE, RELATION_OPENS, KIND_NETWORK},
    {"CloseClusterNetwork", &shape_close, KIND_NETWORK, RESULT_BOOL, RELATION_CLOSES, KIND_NONE},
    {"GetClusterFromNetwork", &shape_from, KIND_NETWORK, RESULT_HANDLE, RELATION_INSTANCE, KIND_CLUSTER},
    {"GetClusterNetworkState", &shape_state, KIND_NETWORK, RESULT_STATE, RELATION_USES, KIND_NONE},
    {"GetClusterNetworkId", &shape_id, KIND_NETWORK, RESULT_CODE, RELATION_USES, KIND_NONE},
    {"ClusterNetworkControl", &shape_control, KIND_NETWORK, RESULT_CODE, RELATION_USES, KIND_NONE},

    {"OpenClusterNetInterface", &shape_open, KIND_CLUSTER, RESULT_HANDLE, RELATION_OPENS, KIND_NETINTERFACE},
    {"OpenClusterNetInterfaceEx", &shape_open_ex, KIND_CLUSTER, RESULT_HANDLE, RELATION_OPENS, KIND_NETINTERFACE},
    {"CloseClusterNetInterface", &shape_close, KIND_NETINTERFACE, RESULT_BOOL, RELATION_CLOSES, KIND_NONE},
    {"GetClusterFromNetInterface", &shape_from, KIND_NETINTERFACE, RESULT_HANDLE, RELATION_INSTANCE, KIND_CLUSTER},
    {"GetClusterNetInterfaceState", &shape_state, KIND_NETINTERFACE, RESULT_STATE, RELATION_USES, KIND_NONE},
    {"ClusterNetInterfaceControl", &shape_control, KIND_NETINTERFACE, RESULT_CODE, RELATION_USES, KIND_NONE},

    {"ClusterOpenEnum", &shape_open_by_id, KIND_CLUSTER, RESULT_HANDLE, RELATION_OPENS, KIND_ENUM},
    {"ClusterEnum", &shape_enum, KIND_ENUM, RESULT_CODE, RELATION_USES, KIND_NONE},
    {"ClusterGetEnumCount", &shape_code, KIND_ENUM, RESULT_COUNT, RELATION_USES, KIND_NONE},
    {"ClusterCloseEnum", &shape_code, KIND_ENUM, RESULT_CODE, RELATION_CLOSES, KIND_NONE},

    {"ClusterOpenEnumEx", &shape_open_enum_ex, KIND_CLUSTER, RESULT_HANDLE, RELATION_OPENS, KIND_ENUM_EX},
    {"ClusterEnumEx", &shape_enum_ex, KIND_ENUM_EX, RESULT_CODE, RELATION_USES, KIND_NONE},
    {"ClusterGetEnumCountEx", &shape_code, KIND_ENUM_EX, RESULT_COUNT, RELATION_USES, KIND_NONE},
    {"ClusterCloseEnumEx", &shape_code, KIND_ENUM_EX, RESULT_CODE, RELATION_CLOSES, KIND_NONE},

    {"ClusterNodeOpenEnum", &shape_open_by_id, KIND_NODE, RESULT_HANDLE, RELATION_OPENS, KIND_NODE_ENUM},
    {"ClusterNodeEnum", &shape_enum, KIND_NODE_ENUM, RESULT_CODE, RELATION_USES, KIND_NONE},
    {"ClusterNodeGetEnumCount", &shape_code, KIND_NODE_ENUM, RESULT_COUNT, RELATION_USES, KIND_NONE},
    {"ClusterNodeCloseEnum", &shape_code, KIND_NODE_ENUM, RESULT_CODE, RELATION_CLOSES, KIND_NONE},

    {"ClusterNodeOpenEnumEx", &shape_open_enum_ex, KIND_NODE, RESULT_HANDLE, RELATION_OPENS, KIND_NODE_ENUM_EX},
    {"ClusterNodeEnumEx", &shape_enum_ex, KIND_NODE_ENUM_EX, RESULT_CODE, RELATION_USES, KIND_NONE},
    {"ClusterNodeGetEnumCountEx", &shape_code, KIND_NODE_ENUM_EX, RESULT_COUNT, RELATION_USES, KIND_NONE},
    {"ClusterNodeCloseEnumEx", &shape_code, KIND_NODE_ENUM_EX, RESULT_CODE, RELATION_CLOSES, KIND_NONE},

    {"ClusterGroupOpenEnum", &shape_open_by_id, KIND_GROUP, RESULT_HANDLE, RELATION_OPENS, KIND_GROUP_ENUM},
    {"ClusterGroupEnum", &shape_enum, KIND_GROUP_ENUM, RESULT_CODE, RELATION_USES, KIND_NONE},
    {"ClusterGroupGetEnumCount", &shape_code, KIND_GROUP_ENUM, RESULT_COUNT, RELATION_USES, KIND_NONE},
    {"ClusterGroupCloseEnum", &shape_code, KIND_GROUP_ENUM, RESULT_CODE, RELATION_CLOSES, KIND_NONE},

    {"ClusterResourceOpenEnum", &shape_open_by_id, KIND_RESOURCE, RESULT_HANDLE, RELATION_OPENS, KIND_RESOURCE_ENUM},
    {"ClusterResourceEnum", &shape_enum, KIND_RESOURCE_ENUM, RESULT_CODE, RELATION_USES, KIND_NONE},
    {"ClusterResourceGetEnumCount", &shape_code, KIND_RESOURCE_ENUM, RESULT_COUNT, RELATION_USES, KIND_NONE},
    {"ClusterResourceCloseEnum", &shape_code, KIND_RESOURCE_ENUM, RESULT_CODE, RELATION_CLOSES, KIND_NONE},

    {"ClusterNetworkOpenEnum", &shape_open_by_id, KIND_NETWORK, RESULT_HANDLE, RELATION_OPENS, KIND_NETWORK_ENUM},
    {"ClusterNetworkEnum", &shape_enum, KIND_NETWORK_ENUM, RESULT_CODE, RELATION_USES, KIND_NONE},
    {"ClusterNetworkGetEnumCount", &shape_code, KIND_NETWORK_ENUM, RESULT_COUNT, RELATION_USES, KIND_NONE},
    {"ClusterNetworkCloseEnum", &shape_code, KIND_NETWORK_ENUM, RESULT_CODE, RELATION_CLOSES, KIND_NONE},

    {"ClusterGroupOpenEnumEx", &shape_open_detailed, KIND_CLUSTER, RESULT_HANDLE, RELATION_OPENS, KIND_GROUP_ENUM_EX},
    {"ClusterGroupEnumEx", &shape_group_item, KIND_GROUP_ENUM_EX, RESULT_CODE, RELATION_USES, KIND_NONE},
    {"ClusterGroupGetEnumCountEx", &shape_code, KIND_GROUP_ENUM_EX, RESULT_COUNT, RELATION_USES, KIND_NONE},
    {"ClusterGroupCloseEnumEx", &shape_code, KIND_GROUP_ENUM_EX, RESULT_CODE, RELATION_CLOSES, KIND_NONE},

    {"ClusterResourceOpenEnumEx", &shape_open_detailed, KIND_CLUSTER, RESULT_HANDLE, RELATION_OPENS, KIND_RESOURCE_ENUM_EX},
    {"ClusterResourceEnumEx", &shape_resource_item, KIND_RESOURCE_ENUM_EX, RESULT_CODE, RELATION_USES, KIND_NONE},
    {"ClusterResourceGetEnumCountEx", &shape_code, KIND_RESOURCE_ENUM_EX, RESULT_COUNT, RELATION_USES, KIND_NONE},
    {"ClusterResourceCloseEnumEx", &shape_code, KIND_RESOURCE_ENUM_EX, RESULT_CODE, RELATION_CLOSES, KIND_NONE},
};
/* clang-format on */

static const char *const kind_names[KINDS] = {
    [KIND_NONE] = "",
    [KIND_CLUSTER] = "Cluster",
    [KIND_NODE] = "Node",
    [KIND_GROUP] = "Group",
    [KIND_RESOURCE] = "Resource",
    [KIND_NETWORK] = "Network",
    [KIND_NETINTERFACE] = "NetInterface",
    [KIND_ENUM] = "Enum",
    [KIND_ENUM_EX] = "EnumEx",
    [KIND_NODE_ENUM] = "NodeEnum",
    [KIND_NODE_ENUM_EX] = "NodeEnumEx",
    [KIND_GROUP_ENUM] = "GroupEnum",
    [KIND_RESOURCE_ENUM] = "ResourceEnum",
    [KIND_NETWORK_ENUM] = "NetworkEnum",
    [KIND_GROUP_ENUM_EX] = "GroupEnumEx",
    [KIND_RESOURCE_ENUM_EX] = "ResourceEnumEx",
    [KIND_PORT] = "NotifyPort",
    [KIND_KEY] = "Key",
    [KIND_GROUP_SET] = "GroupSet",
};

enum { CALLS = sizeof table / sizeof table[0] };

const struct call *call_at(size_t n)
{
    if (n < CALLS) {
        return &table[n];
    }
    return n - CALLS < calls_more_count ? &calls_more[n - CALLS] : NULL;
}

const struct call *call_find(struct span name)
{
    for (size_t n = 0; call_at(n) != NULL; n++) {
        if (span_is(name, call_at(n)->name)) {
            return call_at(n);
        }
    }
    return NULL;
}

const char *kind_name(enum kind kind)
{
    return kind_names[kind];
}

enum kind kind_find(struct span name)
{
    for (enum kind kind = KIND_CLUSTER; kind < KINDS; kind++) {
        if (span_is(name, kind_names[kind])) {
            return kind;
        }
    }
    return KIND_NONE;
}

enum kind call_takes(const struct call *call, size_t n)
{
    switch (call->shape->parameters[n]) {
    case 'h':
    case 'H':
        return call->takes;
    case 'n':
    case 'N':
        return KIND_NODE;
    case 'R':
        return KIND_RESOURCE;
    case 'G':
        return KIND_GROUP;
    case 'P':
        return KIND_PORT;
    case 'C':
        return KIND_CLUSTER;
    case 'O':
        return KIND_ANY;
    default:
        return KIND_NONE;
    }
}

bool letter_is_item(char letter)
{
    return letter == 'i' || letter == 'g' || letter == 'r';
}

bool letter_takes_null(char letter)
{
    return letter == 'H' || letter == 'n';
}
