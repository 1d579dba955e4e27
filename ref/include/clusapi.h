/*
 * ClusAPI: handles of a Windows Failover Cluster and of the objects in it.
 *
 * Declarations after the public Windows SDK pages (clusapi.h). Compiles alone as C11 and C++11; on
 * Windows it takes the basic types from windows.h, elsewhere it brings them.
 *
 * The implementation that comes with this header is single-threaded: call it from one thread at a
 * time. Off Windows the last error is one for the whole process.
 */
#ifndef CLUSAPI_H
#define CLUSAPI_H

#ifdef _WIN32
#include <windows.h>
#else
#include <stdint.h>
#define WINAPI
#define TRUE 1
#define FALSE 0
typedef int BOOL;
typedef uint16_t WORD;
typedef uint32_t DWORD;
typedef DWORD *LPDWORD;
typedef uintptr_t DWORD_PTR;
typedef void *PVOID;
typedef void *LPVOID;
typedef void *HANDLE;
#ifdef __cplusplus
typedef char16_t WCHAR; /* u"..." is a string of these */
#else
typedef uint_least16_t WCHAR;
#endif
typedef WCHAR *LPWSTR;
typedef const WCHAR *LPCWSTR;
typedef int32_t LONG;
typedef uint8_t *LPBYTE;
typedef DWORD REGSAM;
typedef struct HKEY__ *HKEY, **PHKEY;
typedef struct FILETIME {
    DWORD dwLowDateTime;
    DWORD dwHighDateTime;
} FILETIME, *PFILETIME;
#define REG_SZ 1u
#define KEY_READ UINT32_C(0x00020019)
#define INVALID_HANDLE_VALUE ((HANDLE)(intptr_t)-1)
#define INFINITE UINT32_C(0xFFFFFFFF)
#define GENERIC_READ UINT32_C(0x80000000)
#define GENERIC_ALL UINT32_C(0x10000000)
#define MAXIMUM_ALLOWED UINT32_C(0x02000000)
#endif

#if defined(_WIN32) && defined(CLUSAPI_BUILD)
#define CLUSAPI __declspec(dllexport)
#elif defined(_WIN32)
#define CLUSAPI
#else
#define CLUSAPI __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* Handles. Opaque: a value is compared with NULL and handed back, nothing else. */
typedef struct _HCLUSTER *HCLUSTER;
typedef struct _HNODE *HNODE;
typedef struct _HGROUP *HGROUP;
typedef struct _HRESOURCE *HRESOURCE;
typedef struct _HNETWORK *HNETWORK;
typedef struct _HNETINTERFACE *HNETINTERFACE;
typedef struct _HCLUSENUM *HCLUSENUM;
typedef struct _HCLUSENUMEX *HCLUSENUMEX;
typedef struct _HNODEENUM *HNODEENUM;
typedef struct _HNODEENUMEX *HNODEENUMEX;
typedef struct _HGROUPENUMEX *HGROUPENUMEX;
typedef struct _HRESENUMEX *HRESENUMEX;
typedef struct _HGROUPENUM *HGROUPENUM;
typedef struct _HRESENUM *HRESENUM;
typedef struct _HNETWORKENUM *HNETWORKENUM;
typedef struct _HCHANGE *HCHANGE;
typedef struct _HGROUPSET *HGROUPSET;

/* Enumeration types. */
#define CLUSTER_ENUM_NODE 0x00000001u
#define CLUSTER_ENUM_RESTYPE 0x00000002u
#define CLUSTER_ENUM_RESOURCE 0x00000004u
#define CLUSTER_ENUM_GROUP 0x00000008u
#define CLUSTER_ENUM_NETWORK 0x00000010u
#define CLUSTER_ENUM_NETINTERFACE 0x00000020u
#define CLUSTER_ENUM_SHARED_VOLUME_RESOURCE 0x40000000u
#define CLUSTER_ENUM_INTERNAL_NETWORK 0x80000000u
#define CLUSTER_NODE_ENUM_NETINTERFACES 0x00000001u
#define CLUSTER_NODE_ENUM_GROUPS 0x00000002u
#define CLUSTER_GROUP_ENUM_CONTAINS 0x00000001u
#define CLUSTER_GROUP_ENUM_NODES 0x00000002u
#define CLUSTER_RESOURCE_ENUM_DEPENDS 0x00000001u
#define CLUSTER_RESOURCE_ENUM_PROVIDES 0x00000002u
#define CLUSTER_RESOURCE_ENUM_NODES 0x00000004u
#define CLUSTER_NETWORK_ENUM_NETINTERFACES 0x00000001u

/* Events of notification ports: CLUSTER_CHANGE. */
#define CLUSTER_CHANGE_NODE_STATE 0x00000001u
#define CLUSTER_CHANGE_NODE_DELETED 0x00000002u
#define CLUSTER_CHANGE_NODE_ADDED 0x00000004u
#define CLUSTER_CHANGE_NODE_PROPERTY 0x00000008u
#define CLUSTER_CHANGE_REGISTRY_NAME 0x00000010u
#define CLUSTER_CHANGE_REGISTRY_ATTRIBUTES 0x00000020u
#define CLUSTER_CHANGE_REGISTRY_VALUE 0x00000040u
#define CLUSTER_CHANGE_REGISTRY_SUBTREE 0x00000080u
#define CLUSTER_CHANGE_RESOURCE_STATE 0x00000100u
#define CLUSTER_CHANGE_RESOURCE_DELETED 0x00000200u
#define CLUSTER_CHANGE_RESOURCE_ADDED 0x00000400u
#define CLUSTER_CHANGE_RESOURCE_PROPERTY 0x00000800u
#define CLUSTER_CHANGE_GROUP_STATE 0x00001000u
#define CLUSTER_CHANGE_GROUP_DELETED 0x00002000u
#define CLUSTER_CHANGE_GROUP_ADDED 0x00004000u
#define CLUSTER_CHANGE_GROUP_PROPERTY 0x00008000u
#define CLUSTER_CHANGE_RESOURCE_TYPE_DELETED 0x00010000u
#define CLUSTER_CHANGE_RESOURCE_TYPE_ADDED 0x00020000u
#define CLUSTER_CHANGE_RESOURCE_TYPE_PROPERTY 0x00040000u
#define CLUSTER_CHANGE_CLUSTER_RECONNECT 0x00080000u
#define CLUSTER_CHANGE_NETWORK_STATE 0x00100000u
#define CLUSTER_CHANGE_NETWORK_DELETED 0x00200000u
#define CLUSTER_CHANGE_NETWORK_ADDED 0x00400000u
#define CLUSTER_CHANGE_NETWORK_PROPERTY 0x00800000u
#define CLUSTER_CHANGE_NETINTERFACE_STATE 0x01000000u
#define CLUSTER_CHANGE_NETINTERFACE_DELETED 0x02000000u
#define CLUSTER_CHANGE_NETINTERFACE_ADDED 0x04000000u
#define CLUSTER_CHANGE_NETINTERFACE_PROPERTY 0x08000000u
#define CLUSTER_CHANGE_QUORUM_STATE 0x10000000u
#define CLUSTER_CHANGE_CLUSTER_STATE 0x20000000u
#define CLUSTER_CHANGE_CLUSTER_PROPERTY 0x40000000u
#define CLUSTER_CHANGE_HANDLE_CLOSE 0x80000000u

/* States; -1 says that the call failed. */
typedef enum CLUSTER_NODE_STATE {
    ClusterNodeStateUnknown = -1,
    ClusterNodeUp,
    ClusterNodeDown,
    ClusterNodePaused,
    ClusterNodeJoining
} CLUSTER_NODE_STATE;

typedef enum CLUSTER_GROUP_STATE {
    ClusterGroupStateUnknown = -1,
    ClusterGroupOnline,
    ClusterGroupOffline,
    ClusterGroupFailed,
    ClusterGroupPartialOnline,
    ClusterGroupPending
} CLUSTER_GROUP_STATE;

typedef enum CLUSTER_RESOURCE_STATE {
    ClusterResourceStateUnknown = -1,
    ClusterResourceInherited,
    ClusterResourceInitializing,
    ClusterResourceOnline,
    ClusterResourceOffline,
    ClusterResourceFailed,
    ClusterResourcePending = 128,
    ClusterResourceOnlinePending = 129,
    ClusterResourceOfflinePending = 130
} CLUSTER_RESOURCE_STATE;

typedef enum CLUSTER_NETWORK_STATE {
    ClusterNetworkStateUnknown = -1,
    ClusterNetworkUnavailable,
    ClusterNetworkDown,
    ClusterNetworkPartitioned,
    ClusterNetworkUp
} CLUSTER_NETWORK_STATE;

typedef enum CLUSTER_NETINTERFACE_STATE {
    ClusterNetInterfaceStateUnknown = -1,
    ClusterNetInterfaceUnavailable,
    ClusterNetInterfaceFailed,
    ClusterNetInterfaceUnreachable,
    ClusterNetInterfaceUp
} CLUSTER_NETINTERFACE_STATE;

typedef enum NODE_CLUSTER_STATE {
    ClusterStateNotInstalled = 0,
    ClusterStateNotConfigured = 1,
    ClusterStateNotRunning = 3,
    ClusterStateRunning = 19
} NODE_CLUSTER_STATE;

typedef struct CLUSTERVERSIONINFO {
    DWORD dwVersionInfoSize; /* the caller sets it to the size of this structure */
    WORD MajorVersion;
    WORD MinorVersion;
    WORD BuildNumber;
    WCHAR szVendorId[64];
    WCHAR szCSDVersion[64];
    DWORD dwClusterHighestVersion;
    DWORD dwClusterLowestVersion;
    DWORD dwFlags;
    DWORD dwReserved;
} CLUSTERVERSIONINFO, *LPCLUSTERVERSIONINFO, *PCLUSTERVERSIONINFO;

typedef struct CLUSTER_ENUM_ITEM {
    DWORD dwVersion; /* the caller sets it to CLUSTER_ENUM_ITEM_VERSION */
    DWORD dwType;
    DWORD cbId; /* octets with the terminator */
    LPWSTR lpszId;
    DWORD cbName; /* octets with the terminator */
    LPWSTR lpszName;
} CLUSTER_ENUM_ITEM, *PCLUSTER_ENUM_ITEM;
#define CLUSTER_ENUM_ITEM_VERSION_1 0x00000001u
#define CLUSTER_ENUM_ITEM_VERSION CLUSTER_ENUM_ITEM_VERSION_1

/* What the pointers of both lead to stands behind the structure; all sizes are octets. */
typedef struct CLUSTER_GROUP_ENUM_ITEM {
    DWORD dwVersion;
    DWORD cbId; /* with the terminator, as that of every string */
    LPWSTR lpszId;
    DWORD cbName;
    LPWSTR lpszName;
    CLUSTER_GROUP_STATE state;
    DWORD cbOwnerNode;
    LPWSTR lpszOwnerNode;
    DWORD dwFlags;
    DWORD cbProperties;
    PVOID pProperties; /* a property list, NULL if no names of properties were given */
    DWORD cbRoProperties;
    PVOID pRoProperties;
} CLUSTER_GROUP_ENUM_ITEM, *PCLUSTER_GROUP_ENUM_ITEM;
#define CLUSTER_GROUP_ENUM_ITEM_VERSION_1 0x00000001u
#define CLUSTER_GROUP_ENUM_ITEM_VERSION CLUSTER_GROUP_ENUM_ITEM_VERSION_1

typedef struct CLUSTER_RESOURCE_ENUM_ITEM {
    DWORD dwVersion;
    DWORD cbId;
    LPWSTR lpszId;
    DWORD cbName;
    LPWSTR lpszName;
    DWORD cbOwnerGroupName;
    LPWSTR lpszOwnerGroupName;
    DWORD cbOwnerGroupId;
    LPWSTR lpszOwnerGroupId;
    DWORD cbProperties;
    PVOID pProperties;
    DWORD cbRoProperties;
    PVOID pRoProperties;
} CLUSTER_RESOURCE_ENUM_ITEM, *PCLUSTER_RESOURCE_ENUM_ITEM;
#define CLUSTER_RESOURCE_ENUM_ITEM_VERSION_1 0x00000001u
#define CLUSTER_RESOURCE_ENUM_ITEM_VERSION CLUSTER_RESOURCE_ENUM_ITEM_VERSION_1

/* Declares a function and the type of a pointer to it. HDR-1 */
#define CLUSAPI_FUNCTION(result, name, pointer, parameters)                                        \
    CLUSAPI result WINAPI name parameters;                                                         \
    typedef result(WINAPI *pointer) parameters

#ifndef _WIN32
/* The error of the last call that gave NULL, FALSE or -1. */
CLUSAPI DWORD GetLastError(void);
CLUSAPI void SetLastError(DWORD dwErrCode);
#endif

/* clang-format off */

/* Clusters. NULL or the failure value means that GetLastError tells more; codes are system error codes. */
CLUSAPI_FUNCTION(HCLUSTER, OpenCluster, PCLUSAPI_OPEN_CLUSTER, (LPCWSTR lpszClusterName));
CLUSAPI_FUNCTION(HCLUSTER, OpenClusterEx, PCLUSAPI_OPEN_CLUSTER_EX, (LPCWSTR lpszClusterName, DWORD dwDesiredAccess, LPDWORD lpdwGrantedAccess));
CLUSAPI_FUNCTION(BOOL, CloseCluster, PCLUSAPI_CLOSE_CLUSTER, (HCLUSTER hCluster));
CLUSAPI_FUNCTION(DWORD, GetClusterInformation, PCLUSAPI_GET_CLUSTER_INFORMATION, (HCLUSTER hCluster, LPWSTR lpszClusterName, LPDWORD lpcchClusterName, LPCLUSTERVERSIONINFO lpClusterInfo));
CLUSAPI_FUNCTION(DWORD, GetNodeClusterState, PCLUSAPI_GET_NODE_CLUSTER_STATE, (LPCWSTR lpszNodeName, LPDWORD pdwClusterState));

/* Objects. */
CLUSAPI_FUNCTION(HNODE, OpenClusterNode, PCLUSAPI_OPEN_CLUSTER_NODE, (HCLUSTER hCluster, LPCWSTR lpszNodeName));
CLUSAPI_FUNCTION(HNODE, OpenClusterNodeEx, PCLUSAPI_OPEN_CLUSTER_NODE_EX, (HCLUSTER hCluster, LPCWSTR lpszNodeName, DWORD dwDesiredAccess, LPDWORD lpdwGrantedAccess));
CLUSAPI_FUNCTION(HNODE, OpenClusterNodeById, PCLUSAPI_OPEN_NODE_BY_ID, (HCLUSTER hCluster, DWORD nodeId));
CLUSAPI_FUNCTION(BOOL, CloseClusterNode, PCLUSAPI_CLOSE_CLUSTER_NODE, (HNODE hNode));
CLUSAPI_FUNCTION(HCLUSTER, GetClusterFromNode, PCLUSAPI_GET_CLUSTER_FROM_NODE, (HNODE hNode));
CLUSAPI_FUNCTION(HGROUP, OpenClusterGroup, PCLUSAPI_OPEN_CLUSTER_GROUP, (HCLUSTER hCluster, LPCWSTR lpszGroupName));
CLUSAPI_FUNCTION(HGROUP, OpenClusterGroupEx, PCLUSAPI_OPEN_CLUSTER_GROUP_EX, (HCLUSTER hCluster, LPCWSTR lpszGroupName, DWORD dwDesiredAccess, LPDWORD lpdwGrantedAccess));
CLUSAPI_FUNCTION(BOOL, CloseClusterGroup, PCLUSAPI_CLOSE_CLUSTER_GROUP, (HGROUP hGroup));
CLUSAPI_FUNCTION(HCLUSTER, GetClusterFromGroup, PCLUSAPI_GET_CLUSTER_FROM_GROUP, (HGROUP hGroup));
CLUSAPI_FUNCTION(HRESOURCE, OpenClusterResource, PCLUSAPI_OPEN_CLUSTER_RESOURCE, (HCLUSTER hCluster, LPCWSTR lpszResourceName));
CLUSAPI_FUNCTION(HRESOURCE, OpenClusterResourceEx, PCLUSAPI_OPEN_CLUSTER_RESOURCE_EX, (HCLUSTER hCluster, LPCWSTR lpszResourceName, DWORD dwDesiredAccess, LPDWORD lpdwGrantedAccess));
CLUSAPI_FUNCTION(BOOL, CloseClusterResource, PCLUSAPI_CLOSE_CLUSTER_RESOURCE, (HRESOURCE hResource));
CLUSAPI_FUNCTION(HCLUSTER, GetClusterFromResource, PCLUSAPI_GET_CLUSTER_FROM_RESOURCE, (HRESOURCE hResource));
CLUSAPI_FUNCTION(HNETWORK, OpenClusterNetwork, PCLUSAPI_OPEN_CLUSTER_NETWORK, (HCLUSTER hCluster, LPCWSTR lpszNetworkName));
CLUSAPI_FUNCTION(HNETWORK, OpenClusterNetworkEx, PCLUSAPI_OPEN_CLUSTER_NETWORK_EX, (HCLUSTER hCluster, LPCWSTR lpszNetworkName, DWORD dwDesiredAccess, LPDWORD lpdwGrantedAccess));
CLUSAPI_FUNCTION(BOOL, CloseClusterNetwork, PCLUSAPI_CLOSE_CLUSTER_NETWORK, (HNETWORK hNetwork));
CLUSAPI_FUNCTION(HCLUSTER, GetClusterFromNetwork, PCLUSAPI_GET_CLUSTER_FROM_NETWORK, (HNETWORK hNetwork));
CLUSAPI_FUNCTION(HNETINTERFACE, OpenClusterNetInterface, PCLUSAPI_OPEN_CLUSTER_NET_INTERFACE, (HCLUSTER hCluster, LPCWSTR lpszInterfaceName));
CLUSAPI_FUNCTION(HNETINTERFACE, OpenClusterNetInterfaceEx, PCLUSAPI_OPEN_CLUSTER_NETINTERFACE_EX, (HCLUSTER hCluster, LPCWSTR lpszInterfaceName, DWORD dwDesiredAccess, LPDWORD lpdwGrantedAccess));
CLUSAPI_FUNCTION(BOOL, CloseClusterNetInterface, PCLUSAPI_CLOSE_CLUSTER_NET_INTERFACE, (HNETINTERFACE hNetInterface));
CLUSAPI_FUNCTION(HCLUSTER, GetClusterFromNetInterface, PCLUSAPI_GET_CLUSTER_FROM_NET_INTERFACE, (HNETINTERFACE hNetInterface));

/* States and ids. A capacity counts the terminator, a length that comes back does not. */
CLUSAPI_FUNCTION(CLUSTER_NODE_STATE, GetClusterNodeState, PCLUSAPI_GET_CLUSTER_NODE_STATE, (HNODE hNode));
CLUSAPI_FUNCTION(CLUSTER_GROUP_STATE, GetClusterGroupState, PCLUSAPI_GET_CLUSTER_GROUP_STATE, (HGROUP hGroup, LPWSTR lpszNodeName, LPDWORD lpcchNodeName));
CLUSAPI_FUNCTION(CLUSTER_RESOURCE_STATE, GetClusterResourceState, PCLUSAPI_GET_CLUSTER_RESOURCE_STATE, (HRESOURCE hResource, LPWSTR lpszNodeName, LPDWORD lpcchNodeName, LPWSTR lpszGroupName, LPDWORD lpcchGroupName));
CLUSAPI_FUNCTION(CLUSTER_NETWORK_STATE, GetClusterNetworkState, PCLUSAPI_GET_CLUSTER_NETWORK_STATE, (HNETWORK hNetwork));
CLUSAPI_FUNCTION(CLUSTER_NETINTERFACE_STATE, GetClusterNetInterfaceState, PCLUSAPI_GET_CLUSTER_NET_INTERFACE_STATE, (HNETINTERFACE hNetInterface));
CLUSAPI_FUNCTION(DWORD, GetClusterNodeId, PCLUSAPI_GET_CLUSTER_NODE_ID, (HNODE hNode, LPWSTR lpszNodeId, LPDWORD lpcchName));
CLUSAPI_FUNCTION(DWORD, GetClusterNetworkId, PCLUSAPI_GET_CLUSTER_NETWORK_ID, (HNETWORK hNetwork, LPWSTR lpszNetworkId, LPDWORD lpcchName));
CLUSAPI_FUNCTION(DWORD, GetClusterNetInterface, PCLUSAPI_GET_CLUSTER_NET_INTERFACE, (HCLUSTER hCluster, LPCWSTR lpszNodeName, LPCWSTR lpszNetworkName, LPWSTR lpszInterfaceName, LPDWORD lpcchInterfaceName));

/* Enumerations. */
CLUSAPI_FUNCTION(HCLUSENUM, ClusterOpenEnum, PCLUSAPI_CLUSTER_OPEN_ENUM, (HCLUSTER hCluster, DWORD dwType));
CLUSAPI_FUNCTION(DWORD, ClusterGetEnumCount, PCLUSAPI_CLUSTER_GET_ENUM_COUNT, (HCLUSENUM hEnum));
CLUSAPI_FUNCTION(DWORD, ClusterEnum, PCLUSAPI_CLUSTER_ENUM, (HCLUSENUM hEnum, DWORD dwIndex, LPDWORD lpdwType, LPWSTR lpszName, LPDWORD lpcchName));
CLUSAPI_FUNCTION(DWORD, ClusterCloseEnum, PCLUSAPI_CLUSTER_CLOSE_ENUM, (HCLUSENUM hEnum));
CLUSAPI_FUNCTION(HCLUSENUMEX, ClusterOpenEnumEx, PCLUSAPI_CLUSTER_OPEN_ENUM_EX, (HCLUSTER hCluster, DWORD dwType, PVOID pOptions));
CLUSAPI_FUNCTION(DWORD, ClusterGetEnumCountEx, PCLUSAPI_CLUSTER_GET_ENUM_COUNT_EX, (HCLUSENUMEX hEnum));
CLUSAPI_FUNCTION(DWORD, ClusterEnumEx, PCLUSAPI_CLUSTER_ENUM_EX, (HCLUSENUMEX hEnum, DWORD dwIndex, PCLUSTER_ENUM_ITEM pItem, LPDWORD cbItem));
CLUSAPI_FUNCTION(DWORD, ClusterCloseEnumEx, PCLUSAPI_CLUSTER_CLOSE_ENUM_EX, (HCLUSENUMEX hEnum));
CLUSAPI_FUNCTION(HNODEENUM, ClusterNodeOpenEnum, PCLUSAPI_CLUSTER_NODE_OPEN_ENUM, (HNODE hNode, DWORD dwType));
CLUSAPI_FUNCTION(DWORD, ClusterNodeGetEnumCount, PCLUSAPI_CLUSTER_NODE_GET_ENUM_COUNT, (HNODEENUM hEnum));
CLUSAPI_FUNCTION(DWORD, ClusterNodeEnum, PCLUSAPI_CLUSTER_NODE_ENUM, (HNODEENUM hEnum, DWORD dwIndex, LPDWORD lpdwType, LPWSTR lpszName, LPDWORD lpcchName));
CLUSAPI_FUNCTION(DWORD, ClusterNodeCloseEnum, PCLUSAPI_CLUSTER_NODE_CLOSE_ENUM, (HNODEENUM hEnum));
CLUSAPI_FUNCTION(HNODEENUMEX, ClusterNodeOpenEnumEx, PCLUSAPI_CLUSTER_NODE_OPEN_ENUM_EX, (HNODE hNode, DWORD dwType, PVOID pOptions));
CLUSAPI_FUNCTION(DWORD, ClusterNodeGetEnumCountEx, PCLUSAPI_CLUSTER_NODE_GET_ENUM_COUNT_EX, (HNODEENUMEX hEnum));
CLUSAPI_FUNCTION(DWORD, ClusterNodeEnumEx, PCLUSAPI_CLUSTER_NODE_ENUM_EX, (HNODEENUMEX hEnum, DWORD dwIndex, PCLUSTER_ENUM_ITEM pItem, LPDWORD cbItem));
CLUSAPI_FUNCTION(DWORD, ClusterNodeCloseEnumEx, PCLUSAPI_CLUSTER_NODE_CLOSE_ENUM_EX, (HNODEENUMEX hEnum));
CLUSAPI_FUNCTION(HGROUPENUM, ClusterGroupOpenEnum, PCLUSAPI_CLUSTER_GROUP_OPEN_ENUM, (HGROUP hGroup, DWORD dwType));
CLUSAPI_FUNCTION(DWORD, ClusterGroupGetEnumCount, PCLUSAPI_CLUSTER_GROUP_GET_ENUM_COUNT, (HGROUPENUM hEnum));
CLUSAPI_FUNCTION(DWORD, ClusterGroupEnum, PCLUSAPI_CLUSTER_GROUP_ENUM, (HGROUPENUM hEnum, DWORD dwIndex, LPDWORD lpdwType, LPWSTR lpszName, LPDWORD lpcchName));
CLUSAPI_FUNCTION(DWORD, ClusterGroupCloseEnum, PCLUSAPI_CLUSTER_GROUP_CLOSE_ENUM, (HGROUPENUM hEnum));
CLUSAPI_FUNCTION(HRESENUM, ClusterResourceOpenEnum, PCLUSAPI_CLUSTER_RESOURCE_OPEN_ENUM, (HRESOURCE hResource, DWORD dwType));
CLUSAPI_FUNCTION(DWORD, ClusterResourceGetEnumCount, PCLUSAPI_CLUSTER_RESOURCE_GET_ENUM_COUNT, (HRESENUM hEnum));
CLUSAPI_FUNCTION(DWORD, ClusterResourceEnum, PCLUSAPI_CLUSTER_RESOURCE_ENUM, (HRESENUM hEnum, DWORD dwIndex, LPDWORD lpdwType, LPWSTR lpszName, LPDWORD lpcchName));
CLUSAPI_FUNCTION(DWORD, ClusterResourceCloseEnum, PCLUSAPI_CLUSTER_RESOURCE_CLOSE_ENUM, (HRESENUM hEnum));
CLUSAPI_FUNCTION(HNETWORKENUM, ClusterNetworkOpenEnum, PCLUSAPI_CLUSTER_NETWORK_OPEN_ENUM, (HNETWORK hNetwork, DWORD dwType));
CLUSAPI_FUNCTION(DWORD, ClusterNetworkGetEnumCount, PCLUSAPI_CLUSTER_NETWORK_GET_ENUM_COUNT, (HNETWORKENUM hEnum));
CLUSAPI_FUNCTION(DWORD, ClusterNetworkEnum, PCLUSAPI_CLUSTER_NETWORK_ENUM, (HNETWORKENUM hEnum, DWORD dwIndex, LPDWORD lpdwType, LPWSTR lpszName, LPDWORD lpcchName));
CLUSAPI_FUNCTION(DWORD, ClusterNetworkCloseEnum, PCLUSAPI_CLUSTER_NETWORK_CLOSE_ENUM, (HNETWORKENUM hEnum));
CLUSAPI_FUNCTION(HGROUPENUMEX, ClusterGroupOpenEnumEx, PCLUSAPI_CLUSTER_GROUP_OPEN_ENUM_EX, (HCLUSTER hCluster, LPCWSTR lpszProperties, DWORD cbProperties, LPCWSTR lpszRoProperties, DWORD cbRoProperties, DWORD dwFlags));
CLUSAPI_FUNCTION(DWORD, ClusterGroupGetEnumCountEx, PCLUSAPI_CLUSTER_GROUP_GET_ENUM_COUNT_EX, (HGROUPENUMEX hGroupEnumEx));
CLUSAPI_FUNCTION(DWORD, ClusterGroupEnumEx, PCLUSAPI_CLUSTER_GROUP_ENUM_EX, (HGROUPENUMEX hGroupEnumEx, DWORD dwIndex, PCLUSTER_GROUP_ENUM_ITEM pItem, LPDWORD cbItem));
CLUSAPI_FUNCTION(DWORD, ClusterGroupCloseEnumEx, PCLUSAPI_CLUSTER_GROUP_CLOSE_ENUM_EX, (HGROUPENUMEX hGroupEnumEx));
CLUSAPI_FUNCTION(HRESENUMEX, ClusterResourceOpenEnumEx, PCLUSAPI_CLUSTER_RESOURCE_OPEN_ENUM_EX, (HCLUSTER hCluster, LPCWSTR lpszProperties, DWORD cbProperties, LPCWSTR lpszRoProperties, DWORD cbRoProperties, DWORD dwFlags));
CLUSAPI_FUNCTION(DWORD, ClusterResourceGetEnumCountEx, PCLUSAPI_CLUSTER_RESOURCE_GET_ENUM_COUNT_EX, (HRESENUMEX hResourceEnumEx));
CLUSAPI_FUNCTION(DWORD, ClusterResourceEnumEx, PCLUSAPI_CLUSTER_RESOURCE_ENUM_EX, (HRESENUMEX hResourceEnumEx, DWORD dwIndex, PCLUSTER_RESOURCE_ENUM_ITEM pItem, LPDWORD cbItem));
CLUSAPI_FUNCTION(DWORD, ClusterResourceCloseEnumEx, PCLUSAPI_CLUSTER_RESOURCE_CLOSE_ENUM_EX, (HRESENUMEX hResourceEnumEx));

/* Control codes. Sizes are octets. */
CLUSAPI_FUNCTION(DWORD, ClusterControl, PCLUSAPI_CLUSTER_CONTROL, (HCLUSTER hCluster, HNODE hHostNode, DWORD dwControlCode, LPVOID lpInBuffer, DWORD nInBufferSize, LPVOID lpOutBuffer, DWORD nOutBufferSize, LPDWORD lpBytesReturned));
CLUSAPI_FUNCTION(DWORD, ClusterNodeControl, PCLUSAPI_CLUSTER_NODE_CONTROL, (HNODE hNode, HNODE hHostNode, DWORD dwControlCode, LPVOID lpInBuffer, DWORD nInBufferSize, LPVOID lpOutBuffer, DWORD nOutBufferSize, LPDWORD lpBytesReturned));
CLUSAPI_FUNCTION(DWORD, ClusterGroupControl, PCLUSAPI_CLUSTER_GROUP_CONTROL, (HGROUP hGroup, HNODE hHostNode, DWORD dwControlCode, LPVOID lpInBuffer, DWORD nInBufferSize, LPVOID lpOutBuffer, DWORD nOutBufferSize, LPDWORD lpBytesReturned));
CLUSAPI_FUNCTION(DWORD, ClusterResourceControl, PCLUSAPI_CLUSTER_RESOURCE_CONTROL, (HRESOURCE hResource, HNODE hHostNode, DWORD dwControlCode, LPVOID lpInBuffer, DWORD nInBufferSize, LPVOID lpOutBuffer, DWORD nOutBufferSize, LPDWORD lpBytesReturned));
CLUSAPI_FUNCTION(DWORD, ClusterNetworkControl, PCLUSAPI_CLUSTER_NETWORK_CONTROL, (HNETWORK hNetwork, HNODE hHostNode, DWORD dwControlCode, LPVOID lpInBuffer, DWORD nInBufferSize, LPVOID lpOutBuffer, DWORD nOutBufferSize, LPDWORD lpBytesReturned));
CLUSAPI_FUNCTION(DWORD, ClusterNetInterfaceControl, PCLUSAPI_CLUSTER_NET_INTERFACE_CONTROL, (HNETINTERFACE hNetInterface, HNODE hHostNode, DWORD dwControlCode, LPVOID lpInBuffer, DWORD nInBufferSize, LPVOID lpOutBuffer, DWORD nOutBufferSize, LPDWORD lpBytesReturned));

/* Notification ports. INVALID_HANDLE_VALUE asks for a new port, or for one tied to no cluster. There is one thread, so that
 * GetClusterNotify waits only for what others do: where nothing is stored it returns WAIT_TIMEOUT at once, but after
 * dwMilliseconds if the port has events of a cluster that is served over TCP. */
CLUSAPI_FUNCTION(HCHANGE, CreateClusterNotifyPort, PCLUSAPI_CREATE_CLUSTER_NOTIFY_PORT, (HCHANGE hChange, HCLUSTER hCluster, DWORD dwFilter, DWORD_PTR dwNotifyKey));
CLUSAPI_FUNCTION(DWORD, RegisterClusterNotify, PCLUSAPI_REGISTER_CLUSTER_NOTIFY, (HCHANGE hChange, DWORD dwFilterType, HANDLE hObject, DWORD_PTR dwNotifyKey));
CLUSAPI_FUNCTION(DWORD, GetClusterNotify, PCLUSAPI_GET_CLUSTER_NOTIFY, (HCHANGE hChange, DWORD_PTR *lpdwNotifyKey, LPDWORD lpdwFilterType, LPWSTR lpszName, LPDWORD lpcchName, DWORD dwMilliseconds));
CLUSAPI_FUNCTION(BOOL, CloseClusterNotifyPort, PCLUSAPI_CLOSE_CLUSTER_NOTIFY_PORT, (HCHANGE hChange));

/* The cluster database, for reading. Data sizes are octets. */
CLUSAPI_FUNCTION(HKEY, GetClusterKey, PCLUSAPI_GET_CLUSTER_KEY, (HCLUSTER hCluster, REGSAM samDesired));
CLUSAPI_FUNCTION(LONG, ClusterRegOpenKey, PCLUSAPI_CLUSTER_REG_OPEN_KEY, (HKEY hKey, LPCWSTR lpszSubKey, REGSAM samDesired, PHKEY phkResult));
CLUSAPI_FUNCTION(LONG, ClusterRegEnumKey, PCLUSAPI_CLUSTER_REG_ENUM_KEY, (HKEY hKey, DWORD dwIndex, LPWSTR lpszName, LPDWORD lpcchName, PFILETIME lpftLastWriteTime));
CLUSAPI_FUNCTION(LONG, ClusterRegQueryValue, PCLUSAPI_CLUSTER_REG_QUERY_VALUE, (HKEY hKey, LPCWSTR lpszValueName, LPDWORD lpdwValueType, LPBYTE lpData, LPDWORD lpcbData));
CLUSAPI_FUNCTION(LONG, ClusterRegCloseKey, PCLUSAPI_CLUSTER_REG_CLOSE_KEY, (HKEY hKey));

/* Group sets. */
CLUSAPI_FUNCTION(HGROUPSET, OpenClusterGroupSet, PCLUSAPI_OPEN_CLUSTER_GROUP_GROUPSET, (HCLUSTER hCluster, LPCWSTR lpszGroupSetName));
CLUSAPI_FUNCTION(BOOL, CloseClusterGroupSet, PCLUSAPI_CLOSE_CLUSTER_GROUP_GROUPSET, (HGROUPSET hGroupSet));

/* Changes. Two handles of one call must come from one cluster handle or its instances. */
CLUSAPI_FUNCTION(DWORD, OnlineClusterResource, PCLUSAPI_ONLINE_CLUSTER_RESOURCE, (HRESOURCE hResource));
CLUSAPI_FUNCTION(DWORD, OfflineClusterResource, PCLUSAPI_OFFLINE_CLUSTER_RESOURCE, (HRESOURCE hResource));
CLUSAPI_FUNCTION(DWORD, AddClusterResourceNode, PCLUSAPI_ADD_CLUSTER_RESOURCE_NODE, (HRESOURCE hResource, HNODE hNode));
CLUSAPI_FUNCTION(DWORD, RemoveClusterResourceNode, PCLUSAPI_REMOVE_CLUSTER_RESOURCE_NODE, (HRESOURCE hResource, HNODE hNode));
CLUSAPI_FUNCTION(DWORD, ChangeClusterResourceGroup, PCLUSAPI_CHANGE_CLUSTER_RESOURCE_GROUP, (HRESOURCE hResource, HGROUP hGroup));
CLUSAPI_FUNCTION(BOOL, CanResourceBeDependent, PCLUSAPI_CAN_RESOURCE_BE_DEPENDENT, (HRESOURCE hResource, HRESOURCE hResourceDependent));
CLUSAPI_FUNCTION(DWORD, AddClusterResourceDependency, PCLUSAPI_ADD_CLUSTER_RESOURCE_DEPENDENCY, (HRESOURCE hResource, HRESOURCE hDependsOn));
CLUSAPI_FUNCTION(DWORD, RemoveClusterResourceDependency, PCLUSAPI_REMOVE_CLUSTER_RESOURCE_DEPENDENCY, (HRESOURCE hResource, HRESOURCE hDependsOn));
CLUSAPI_FUNCTION(DWORD, OnlineClusterGroup, PCLUSAPI_ONLINE_CLUSTER_GROUP, (HGROUP hGroup, HNODE hDestinationNode));
CLUSAPI_FUNCTION(DWORD, OfflineClusterGroup, PCLUSAPI_OFFLINE_CLUSTER_GROUP, (HGROUP hGroup));
CLUSAPI_FUNCTION(DWORD, MoveClusterGroup, PCLUSAPI_MOVE_CLUSTER_GROUP, (HGROUP hGroup, HNODE hDestinationNode));

/* clang-format on */

#ifdef __cplusplus
}
#endif

#endif
