/* The enumerations of a cluster, a node, a group, a resource and a network: four functions each. */
#include "list.h"

HCLUSENUM WINAPI ClusterOpenEnum(HCLUSTER hCluster, DWORD dwType)
{
    static const struct enumeration how = {KIND_CLUSTER, KIND_ENUM, 7};
    return list_open(&how, hCluster, dwType);
}

DWORD WINAPI ClusterGetEnumCount(HCLUSENUM hEnum)
{
    return list_count(KIND_ENUM, hEnum);
}

DWORD WINAPI ClusterEnum(HCLUSENUM hEnum, DWORD dwIndex, LPDWORD lpdwType, LPWSTR lpszName,
                         LPDWORD lpcchName)
{
    return list_item(KIND_ENUM, hEnum, dwIndex, lpdwType, lpszName, lpcchName);
}

DWORD WINAPI ClusterCloseEnum(HCLUSENUM hEnum)
{
    return list_close(KIND_ENUM, hEnum);
}

HNODEENUM WINAPI ClusterNodeOpenEnum(HNODE hNode, DWORD dwType)
{
    static const struct enumeration how = {KIND_NODE, KIND_NODE_ENUM, 101};
    return list_open(&how, hNode, dwType);
}

DWORD WINAPI ClusterNodeGetEnumCount(HNODEENUM hEnum)
{
    return list_count(KIND_NODE_ENUM, hEnum);
}

DWORD WINAPI ClusterNodeEnum(HNODEENUM hEnum, DWORD dwIndex, LPDWORD lpdwType, LPWSTR lpszName,
                             LPDWORD lpcchName)
{
    return list_item(KIND_NODE_ENUM, hEnum, dwIndex, lpdwType, lpszName, lpcchName);
}

DWORD WINAPI ClusterNodeCloseEnum(HNODEENUM hEnum)
{
    return list_close(KIND_NODE_ENUM, hEnum);
}

HGROUPENUM WINAPI ClusterGroupOpenEnum(HGROUP hGroup, DWORD dwType)
{
    static const struct enumeration how = {KIND_GROUP, KIND_GROUP_ENUM, 53};
    return list_open(&how, hGroup, dwType);
}

DWORD WINAPI ClusterGroupGetEnumCount(HGROUPENUM hEnum)
{
    return list_count(KIND_GROUP_ENUM, hEnum);
}

DWORD WINAPI ClusterGroupEnum(HGROUPENUM hEnum, DWORD dwIndex, LPDWORD lpdwType, LPWSTR lpszName,
                              LPDWORD lpcchName)
{
    return list_item(KIND_GROUP_ENUM, hEnum, dwIndex, lpdwType, lpszName, lpcchName);
}

DWORD WINAPI ClusterGroupCloseEnum(HGROUPENUM hEnum)
{
    return list_close(KIND_GROUP_ENUM, hEnum);
}

HRESENUM WINAPI ClusterResourceOpenEnum(HRESOURCE hResource, DWORD dwType)
{
    static const struct enumeration how = {KIND_RESOURCE, KIND_RESOURCE_ENUM, 22};
    return list_open(&how, hResource, dwType);
}

DWORD WINAPI ClusterResourceGetEnumCount(HRESENUM hEnum)
{
    return list_count(KIND_RESOURCE_ENUM, hEnum);
}

DWORD WINAPI ClusterResourceEnum(HRESENUM hEnum, DWORD dwIndex, LPDWORD lpdwType, LPWSTR lpszName,
                                 LPDWORD lpcchName)
{
    return list_item(KIND_RESOURCE_ENUM, hEnum, dwIndex, lpdwType, lpszName, lpcchName);
}

DWORD WINAPI ClusterResourceCloseEnum(HRESENUM hEnum)
{
    return list_close(KIND_RESOURCE_ENUM, hEnum);
}

HNETWORKENUM WINAPI ClusterNetworkOpenEnum(HNETWORK hNetwork, DWORD dwType)
{
    static const struct enumeration how = {KIND_NETWORK, KIND_NETWORK_ENUM, 85};
    return list_open(&how, hNetwork, dwType);
}

DWORD WINAPI ClusterNetworkGetEnumCount(HNETWORKENUM hEnum)
{
    return list_count(KIND_NETWORK_ENUM, hEnum);
}

DWORD WINAPI ClusterNetworkEnum(HNETWORKENUM hEnum, DWORD dwIndex, LPDWORD lpdwType,
                                LPWSTR lpszName, LPDWORD lpcchName)
{
    return list_item(KIND_NETWORK_ENUM, hEnum, dwIndex, lpdwType, lpszName, lpcchName);
}

DWORD WINAPI ClusterNetworkCloseEnum(HNETWORKENUM hEnum)
{
    return list_close(KIND_NETWORK_ENUM, hEnum);
}
