/* Opening, closing and leaving an object: the pages OpenClusterNode and OpenClusterNodeEx,
 * CloseClusterNode, GetClusterFromNode, and their sisters for the other kinds. */
#include "library.h"

/* The methods that open an object of a kind (MS-CMRP 3.1.4.2). */
struct opening {
    enum client_kind kind;
    uint32_t opnum;    /* by name, for All */
    uint32_t opnum_ex; /* by name and desired access */
};

static const struct opening node = {KIND_NODE, 66, 118};
static const struct opening group = {KIND_GROUP, 41, 119};
static const struct opening resource = {KIND_RESOURCE, 8, 120};
static const struct opening network = {KIND_NETWORK, 81, 121};
static const struct opening netinterface = {KIND_NETINTERFACE, 92, 122};

/* Call the method; *context is the server's handle. `granted` NULL: not asked for. */
static uint32_t ask(struct library *l, uint32_t cluster, uint32_t opnum, struct message *request,
                    bool ex, LPDWORD granted, struct value *context)
{
    struct message reply;
    uint32_t error = library_call(l, cluster, opnum, request, &reply);
    uint32_t status = ex ? 1 : 0; /* the place of Status; rpc_status and the handle follow */
    if (error == ERROR_SUCCESS)
        error = (uint32_t)reply.value[status].number;
    if (error != ERROR_SUCCESS)
        return error;
    if (granted != NULL) /* NIX-7b; AMB-03 untouched */
        *granted = (DWORD)reply.value[0].number;
    *context = reply.value[status + 2];
    return ERROR_SUCCESS;
}

static void *open_object(const struct opening *how, HCLUSTER cluster, LPCWSTR name, bool ex,
                         DWORD desired, LPDWORD granted)
{
    struct message request = {0};
    struct value context;
    uint32_t index, error;
    struct library *l = library(&error);
    if (l == NULL)
        return refuse(error);
    if (!library_find(l, cluster, KIND_CLUSTER, &index)) /* NIX-2 */
        return NULL;
    if (name == NULL) /* AMB-09 refused */
        return refuse(ERROR_INVALID_PARAMETER);
    error = library_grow(l);
    if (error != ERROR_SUCCESS)
        return refuse(error);
    request.value[0] = value_of_string(name);
    request.value[1].number = desired;
    error = ask(l, index, ex ? how->opnum_ex : how->opnum, &request, ex, granted, &context);
    if (error != ERROR_SUCCESS)
        return refuse(error); /* NIX-8 */
    return handle_to_caller(client_open_child(&l->client, index, how->kind, context.at, &index));
}

static BOOL close_object(enum client_kind kind, const void *handle)
{
    uint32_t error, index;
    struct library *l = library(&error);
    if (l == NULL)
        SetLastError(error);
    if (l == NULL || !library_find(l, handle, kind, &index)) /* AMB-22 */
        return FALSE;
    library_close(l, index); /* the handle is closed even if the server cannot be told */
    return TRUE;
}

static HCLUSTER cluster_from(enum client_kind kind, const void *handle)
{
    uint32_t error, index;
    struct library *l = library(&error);
    if (l == NULL)
        return refuse(error);
    if (!library_find(l, handle, kind, &index)) /* GCN-2, GCN-3 */
        return NULL;
    error = library_grow(l);
    if (error != ERROR_SUCCESS)
        return refuse(error);
    return handle_to_caller(client_open_instance(&l->client, index, &index)); /* GCN-1, GCN-4 */
}

HNODE WINAPI OpenClusterNode(HCLUSTER hCluster, LPCWSTR lpszNodeName)
{
    return open_object(&node, hCluster, lpszNodeName, false, 0, NULL);
}

HNODE WINAPI OpenClusterNodeEx(HCLUSTER hCluster, LPCWSTR lpszNodeName, DWORD dwDesiredAccess,
                               LPDWORD lpdwGrantedAccess)
{
    return open_object(&node, hCluster, lpszNodeName, true, dwDesiredAccess, lpdwGrantedAccess);
}

BOOL WINAPI CloseClusterNode(HNODE hNode)
{
    return close_object(KIND_NODE, hNode);
}

HCLUSTER WINAPI GetClusterFromNode(HNODE hNode)
{
    return cluster_from(KIND_NODE, hNode);
}

HGROUP WINAPI OpenClusterGroup(HCLUSTER hCluster, LPCWSTR lpszGroupName)
{
    return open_object(&group, hCluster, lpszGroupName, false, 0, NULL);
}

HGROUP WINAPI OpenClusterGroupEx(HCLUSTER hCluster, LPCWSTR lpszGroupName, DWORD dwDesiredAccess,
                                 LPDWORD lpdwGrantedAccess)
{
    return open_object(&group, hCluster, lpszGroupName, true, dwDesiredAccess, lpdwGrantedAccess);
}

BOOL WINAPI CloseClusterGroup(HGROUP hGroup)
{
    return close_object(KIND_GROUP, hGroup);
}

HCLUSTER WINAPI GetClusterFromGroup(HGROUP hGroup)
{
    return cluster_from(KIND_GROUP, hGroup);
}

HRESOURCE WINAPI OpenClusterResource(HCLUSTER hCluster, LPCWSTR lpszResourceName)
{
    return open_object(&resource, hCluster, lpszResourceName, false, 0, NULL);
}

HRESOURCE WINAPI OpenClusterResourceEx(HCLUSTER hCluster, LPCWSTR lpszResourceName,
                                       DWORD dwDesiredAccess, LPDWORD lpdwGrantedAccess)
{
    return open_object(&resource, hCluster, lpszResourceName, true, dwDesiredAccess,
                       lpdwGrantedAccess);
}

BOOL WINAPI CloseClusterResource(HRESOURCE hResource)
{
    return close_object(KIND_RESOURCE, hResource);
}

HCLUSTER WINAPI GetClusterFromResource(HRESOURCE hResource)
{
    return cluster_from(KIND_RESOURCE, hResource);
}

HNETWORK WINAPI OpenClusterNetwork(HCLUSTER hCluster, LPCWSTR lpszNetworkName)
{
    return open_object(&network, hCluster, lpszNetworkName, false, 0, NULL);
}

HNETWORK WINAPI OpenClusterNetworkEx(HCLUSTER hCluster, LPCWSTR lpszNetworkName,
                                     DWORD dwDesiredAccess, LPDWORD lpdwGrantedAccess)
{
    return open_object(&network, hCluster, lpszNetworkName, true, dwDesiredAccess,
                       lpdwGrantedAccess);
}

BOOL WINAPI CloseClusterNetwork(HNETWORK hNetwork)
{
    return close_object(KIND_NETWORK, hNetwork);
}

HCLUSTER WINAPI GetClusterFromNetwork(HNETWORK hNetwork)
{
    return cluster_from(KIND_NETWORK, hNetwork);
}

HNETINTERFACE WINAPI OpenClusterNetInterface(HCLUSTER hCluster, LPCWSTR lpszInterfaceName)
{
    return open_object(&netinterface, hCluster, lpszInterfaceName, false, 0, NULL);
}

HNETINTERFACE WINAPI OpenClusterNetInterfaceEx(HCLUSTER hCluster, LPCWSTR lpszInterfaceName,
                                               DWORD dwDesiredAccess, LPDWORD lpdwGrantedAccess)
{
    return open_object(&netinterface, hCluster, lpszInterfaceName, true, dwDesiredAccess,
                       lpdwGrantedAccess); /* NIX-1, NIX-6 */
}

BOOL WINAPI CloseClusterNetInterface(HNETINTERFACE hNetInterface)
{
    return close_object(KIND_NETINTERFACE, hNetInterface);
}

HCLUSTER WINAPI GetClusterFromNetInterface(HNETINTERFACE hNetInterface)
{
    return cluster_from(KIND_NETINTERFACE, hNetInterface);
}
