/* Names and ids: functions that return a code and fill a buffer. */
#include "library.h"

#include <string.h>

#include "wire/codec.h"

/* Ask with the request as it stands. `last` is the place of the return value. */
static uint32_t ask(struct library *l, uint32_t index, uint32_t opnum, struct message *request,
                    uint32_t last, struct message *reply)
{
    uint32_t error = library_call(l, index, opnum, request, reply);
    return error != ERROR_SUCCESS ? error : (uint32_t)reply->value[last].number;
}

static void copy_text(WCHAR text[64], const struct value *from)
{
    uint32_t units = from->count < 63 ? from->count : 63;
    copy_units(from, units, (uint8_t *)text);
    text[units] = 0;
}

/* MS-CMRP 3.1.4.2.102 */
static uint32_t give_version(struct library *l, uint32_t index, LPCLUSTERVERSIONINFO info)
{
    struct message request = {0}, reply;
    struct value column[COLUMNS];
    if (info->dwVersionInfoSize < sizeof *info)
        return ERROR_INVALID_PARAMETER;
    uint32_t error = ask(l, index, 102, &request, 7, &reply);
    if (error != ERROR_SUCCESS)
        return error;
    info->MajorVersion = (WORD)reply.value[0].number;
    info->MinorVersion = (WORD)reply.value[1].number;
    info->BuildNumber = (WORD)reply.value[2].number;
    copy_text(info->szVendorId, &reply.value[3]);
    copy_text(info->szCSDVersion, &reply.value[4]);
    struct row_iterator rows =
        rows_of(&parameters(method_of(3, 102), REPLY)->parameter[5], &reply.value[5]);
    if (!next_row(&rows, column))
        return ERROR_INVALID_DATA;
    info->dwClusterHighestVersion = (DWORD)column[1].number;
    info->dwClusterLowestVersion = (DWORD)column[2].number;
    info->dwFlags = (DWORD)column[3].number;
    info->dwReserved = (DWORD)column[4].number;
    return ERROR_SUCCESS;
}

DWORD WINAPI GetClusterInformation(HCLUSTER hCluster, LPWSTR lpszClusterName,
                                   LPDWORD lpcchClusterName, LPCLUSTERVERSIONINFO lpClusterInfo)
{
    struct message request = {0}, reply;
    uint32_t index, error;
    struct library *l = library(&error);
    if (l == NULL)
        return error;
    error = client_find(&l->client, handle_of_caller(hCluster), KIND_CLUSTER, &index);
    if (error != ERROR_SUCCESS)
        return error; /* INF-5 */
    if (lpcchClusterName == NULL)
        return ERROR_INVALID_PARAMETER;
    error = lpClusterInfo != NULL ? give_version(l, index, lpClusterInfo) : ERROR_SUCCESS;
    if (error == ERROR_SUCCESS) /* INF-10, INF-11 */
        error = ask(l, index, 3, &request, 2, &reply);
    if (error != ERROR_SUCCESS)
        return error;
    return give_string(&reply.value[0], lpszClusterName, lpcchClusterName); /* INF-1 to INF-4 */
}

/* GetClusterNodeId and GetClusterNetworkId. */
static DWORD give_id(enum client_kind kind, const void *handle, uint32_t opnum, LPWSTR id,
                     LPDWORD capacity)
{
    struct message request = {0}, reply;
    uint32_t index, error;
    struct library *l = library(&error);
    if (l == NULL)
        return error;
    error = client_find(&l->client, handle_of_caller(handle), kind, &index);
    if (error != ERROR_SUCCESS)
        return error; /* NDI-5, NWI-5 */
    if (capacity == NULL)
        return ERROR_INVALID_PARAMETER;
    request.value[0] = value_of_context(l, index);
    error = ask(l, index, opnum, &request, 2, &reply);
    return error != ERROR_SUCCESS ? error : give_string(&reply.value[0], id, capacity);
}

/* NDI-10: the node on which the caller runs. */
static DWORD give_local_node_id(LPWSTR id, LPDWORD capacity)
{
    uint32_t cluster, error;
    struct library *l = library(&error);
    if (l == NULL)
        return error;
    if (capacity == NULL)
        return ERROR_INVALID_PARAMETER;
    if (clusters_reach_local(&l->fixture.clusters, &cluster) != ERROR_SUCCESS)
        return ERROR_CLUSTER_LOCAL_NODE_NOT_FOUND;
    const struct cluster *c = &l->fixture.clusters.cluster[cluster];
    const struct object *node = &c->object[cluster_serving_node(c)];
    const struct value value = {.at = node->id.at, .count = node->id.units, .present = true};
    return give_string(&value, id, capacity);
}

DWORD WINAPI GetClusterNodeId(HNODE hNode, LPWSTR lpszNodeId, LPDWORD lpcchName)
{
    if (hNode == NULL)
        return give_local_node_id(lpszNodeId, lpcchName);
    return give_id(KIND_NODE, hNode, 48, lpszNodeId,
                   lpcchName); /* NDI-1 to NDI-4; AMB-54 excluded */
}

DWORD WINAPI GetClusterNetworkId(HNETWORK hNetwork, LPWSTR lpszNetworkId, LPDWORD lpcchName)
{
    return give_id(KIND_NETWORK, hNetwork, 86, lpszNetworkId, lpcchName); /* NWI-1 to NWI-4 */
}

DWORD WINAPI GetClusterNetInterface(HCLUSTER hCluster, LPCWSTR lpszNodeName,
                                    LPCWSTR lpszNetworkName, LPWSTR lpszInterfaceName,
                                    LPDWORD lpcchInterfaceName)
{
    struct message request = {0}, reply;
    uint32_t index, error;
    struct library *l = library(&error);
    if (l == NULL)
        return error;
    error = client_find(&l->client, handle_of_caller(hCluster), KIND_CLUSTER, &index);
    if (error != ERROR_SUCCESS)
        return error; /* IFN-5 */
    if (lpszNodeName == NULL || lpszNetworkName == NULL || lpcchInterfaceName == NULL)
        return ERROR_INVALID_PARAMETER;
    request.value[0] = value_of_string(lpszNodeName);
    request.value[1] = value_of_string(lpszNetworkName);
    error = ask(l, index, 95, &request, 2, &reply);
    if (error != ERROR_SUCCESS)
        return error; /* IFN-1 to IFN-4, IFN-10 */
    return give_string(&reply.value[0], lpszInterfaceName, lpcchInterfaceName);
}

DWORD WINAPI GetNodeClusterState(LPCWSTR lpszNodeName, LPDWORD pdwClusterState)
{
    uint32_t state, error;
    struct library *l = library(&error);
    if (l == NULL)
        return error;
    if (pdwClusterState == NULL)
        return ERROR_INVALID_PARAMETER;
    struct value value = value_of_string(lpszNodeName);
    struct name name = {value.at, value.count, false};
    error = clusters_node_state(&l->fixture.clusters, lpszNodeName != NULL ? &name : NULL, &state);
    if (error == ERROR_SUCCESS)
        *pdwClusterState = state; /* NCS-1, NCS-4; AMB-38 flags */
    return error;
}
