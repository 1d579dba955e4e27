/* Functions that change resources and groups, most of them by two handles: the pages of their
 * names.
 */
#include "library.h"

/* The slots of one or two open handles that may stand in one call; the second may be left out, then
 * its slot is HANDLE_NOWHERE. Returns 0 or the error code. */
static uint32_t find_two(struct library *l, enum client_kind kind, const void *handle,
                         enum client_kind second_kind, const void *second, uint32_t index[2])
{
    uint32_t error = client_find(&l->client, handle_of_caller(handle), kind, &index[0]);
    index[1] = HANDLE_NOWHERE;
    if (error != ERROR_SUCCESS || second_kind == 0)
        return error;
    error = client_find(&l->client, handle_of_caller(second), second_kind, &index[1]);
    if (error != ERROR_SUCCESS)
        return error;
    /* AMB-23, AMB-34 session: ARN-3, ARD-6 */
    return client_share_session(&l->client, index[0], index[1]) ? ERROR_SUCCESS
                                                                : ERROR_INVALID_HANDLE;
}

/* Call a method that takes one or two context handles and returns a code alone. */
static uint32_t call(struct library *l, const uint32_t index[2], uint32_t opnum)
{
    struct message request = {0}, reply;
    request.value[0] = value_of_context(l, index[0]);
    if (index[1] != HANDLE_NOWHERE)
        request.value[1] = value_of_context(l, index[1]);
    uint32_t error = library_call(l, index[0], opnum, &request, &reply);
    return error != ERROR_SUCCESS ? error : (uint32_t)reply.value[1].number;
}

static uint32_t change(uint32_t opnum, enum client_kind kind, const void *handle,
                       enum client_kind second_kind, const void *second)
{
    uint32_t error, index[2];
    struct library *l = library(&error);
    if (l != NULL)
        error = find_two(l, kind, handle, second_kind, second, index);
    return error != ERROR_SUCCESS ? error : call(l, index, opnum);
}

DWORD WINAPI OnlineClusterResource(HRESOURCE hResource)
{
    return change(17, KIND_RESOURCE, hResource, 0, NULL); /* ONR-1, ONR-2 */
}

DWORD WINAPI OfflineClusterResource(HRESOURCE hResource)
{
    return change(18, KIND_RESOURCE, hResource, 0, NULL); /* OFR-1, OFR-2 */
}

DWORD WINAPI AddClusterResourceNode(HRESOURCE hResource, HNODE hNode)
{
    return change(23, KIND_RESOURCE, hResource, KIND_NODE, hNode); /* ARN-1, ARN-2 */
}

DWORD WINAPI RemoveClusterResourceNode(HRESOURCE hResource, HNODE hNode)
{
    return change(24, KIND_RESOURCE, hResource, KIND_NODE, hNode); /* RRN-1, RRN-2 */
}

DWORD WINAPI ChangeClusterResourceGroup(HRESOURCE hResource, HGROUP hGroup)
{
    return change(25, KIND_RESOURCE, hResource, KIND_GROUP, hGroup); /* CRG-1 to CRG-3 */
}

BOOL WINAPI CanResourceBeDependent(HRESOURCE hResource, HRESOURCE hResourceDependent)
{
    uint32_t error = change(21, KIND_RESOURCE, hResource, KIND_RESOURCE, hResourceDependent);
    if (error != ERROR_SUCCESS)
        SetLastError(error);
    return error == ERROR_SUCCESS; /* CRD-1 to CRD-3 */
}

DWORD WINAPI AddClusterResourceDependency(HRESOURCE hResource, HRESOURCE hDependsOn)
{
    return change(19, KIND_RESOURCE, hResource, KIND_RESOURCE, hDependsOn); /* ARD-1 to ARD-4 */
}

DWORD WINAPI RemoveClusterResourceDependency(HRESOURCE hResource, HRESOURCE hDependsOn)
{
    return change(20, KIND_RESOURCE, hResource, KIND_RESOURCE, hDependsOn); /* RRD-1, RRD-2 */
}

DWORD WINAPI MoveClusterGroup(HGROUP hGroup, HNODE hDestinationNode)
{
    if (hDestinationNode == NULL) /* MCG-2 */
        return change(51, KIND_GROUP, hGroup, 0, NULL);
    return change(52, KIND_GROUP, hGroup, KIND_NODE, hDestinationNode); /* MCG-1, MCG-3 */
}

DWORD WINAPI OnlineClusterGroup(HGROUP hGroup, HNODE hDestinationNode)
{
    if (hDestinationNode != NULL) {
        DWORD error = MoveClusterGroup(hGroup, hDestinationNode);
        if (error != ERROR_SUCCESS)
            return error;
    }
    return change(49, KIND_GROUP, hGroup, 0, NULL); /* ONG-1 to ONG-3 */
}

DWORD WINAPI OfflineClusterGroup(HGROUP hGroup)
{
    return change(50, KIND_GROUP, hGroup, 0, NULL); /* OFG-1, OFG-2 */
}
