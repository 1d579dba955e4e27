/* The state functions: -1 and the last error for failure. */
#include "core/netinterface_state.h"
#include "library.h"

/* Ask for the state of the handle. The reply's values: State first, the return value last. Returns
 * 0 or the error. */
static uint32_t ask(enum client_kind kind, const void *handle, uint32_t opnum, uint32_t last,
                    struct message *reply)
{
    struct message request = {0};
    uint32_t error, index;
    struct library *l = library(&error);
    if (l == NULL)
        return error;
    error = client_find(&l->client, handle_of_caller(handle), kind, &index);
    if (error != ERROR_SUCCESS)
        return error;
    request.value[0] = value_of_context(l, index);
    error = library_call(l, index, opnum, &request, reply);
    return error != ERROR_SUCCESS ? error : (uint32_t)reply->value[last].number;
}

/* A name that the caller may have left out (GRS-12). */
static uint32_t give_name(const struct value *name, LPWSTR buffer, LPDWORD capacity)
{
    if (capacity == NULL)
        return ERROR_SUCCESS;
    return give_string(name, buffer, capacity); /* AMB-42 refused */
}

static int state_or_failure(uint32_t error, const struct message *reply)
{
    if (error == ERROR_SUCCESS)
        return (int)(uint32_t)reply->value[0].number;
    SetLastError(error); /* NWS-2 */
    return -1;
}

CLUSTER_NODE_STATE WINAPI GetClusterNodeState(HNODE hNode)
{
    struct message reply;
    uint32_t error = ask(KIND_NODE, hNode, 68, 2, &reply);
    return (CLUSTER_NODE_STATE)state_or_failure(error, &reply); /* NDS-1 */
}

CLUSTER_NETWORK_STATE WINAPI GetClusterNetworkState(HNETWORK hNetwork)
{
    struct message reply;
    uint32_t error = ask(KIND_NETWORK, hNetwork, 83, 2, &reply);
    return (CLUSTER_NETWORK_STATE)state_or_failure(error, &reply); /* NWS-1 */
}

CLUSTER_NETINTERFACE_STATE WINAPI GetClusterNetInterfaceState(HNETINTERFACE hNetInterface)
{
    struct message reply;
    uint32_t error = ask(KIND_NETINTERFACE, hNetInterface, 94, 2, &reply);
    if (error == ERROR_SUCCESS) /* NIS-1; AMB-37 sdk */
        reply.value[0].number = netinterface_state_from_wire((uint32_t)reply.value[0].number);
    return (CLUSTER_NETINTERFACE_STATE)state_or_failure(error, &reply);
}

CLUSTER_GROUP_STATE WINAPI GetClusterGroupState(HGROUP hGroup, LPWSTR lpszNodeName,
                                                LPDWORD lpcchNodeName)
{
    struct message reply;
    uint32_t error = ask(KIND_GROUP, hGroup, 45, 3, &reply);
    if (error == ERROR_SUCCESS) /* GRS-10, GRS-11 */
        error = give_name(&reply.value[1], lpszNodeName, lpcchNodeName);
    return (CLUSTER_GROUP_STATE)state_or_failure(error, &reply); /* GRS-1 */
}

CLUSTER_RESOURCE_STATE WINAPI GetClusterResourceState(HRESOURCE hResource, LPWSTR lpszNodeName,
                                                      LPDWORD lpcchNodeName, LPWSTR lpszGroupName,
                                                      LPDWORD lpcchGroupName)
{
    struct message reply;
    uint32_t error = ask(KIND_RESOURCE, hResource, 12, 4, &reply);
    if (error == ERROR_SUCCESS) { /* RSS-10 to RSS-13: both names, whichever is too long */
        error = give_name(&reply.value[1], lpszNodeName, lpcchNodeName);
        uint32_t second = give_name(&reply.value[2], lpszGroupName, lpcchGroupName);
        error = error != ERROR_SUCCESS ? error : second;
    }
    return (CLUSTER_RESOURCE_STATE)state_or_failure(error, &reply); /* RSS-1 */
}
