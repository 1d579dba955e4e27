/* Group sets: the pages OpenClusterGroupSet and CloseClusterGroupSet. */
#include "library.h"

HGROUPSET WINAPI OpenClusterGroupSet(HCLUSTER hCluster, LPCWSTR lpszGroupSetName)
{
    struct message request = {0}, reply;
    uint32_t error, index;
    struct library *l = library(&error);
    if (l == NULL)
        return refuse(error);
    if (!library_find(l, hCluster, KIND_CLUSTER, &index))
        return NULL;
    if (lpszGroupSetName == NULL)
        return refuse(ERROR_INVALID_PARAMETER);
    request.value[0] = value_of_string(lpszGroupSetName);
    error = library_grow(l);
    if (error == ERROR_SUCCESS)
        error = library_call(l, index, 164, &request, &reply);
    if (error == ERROR_SUCCESS)
        error = (uint32_t)reply.value[0].number;
    if (error != ERROR_SUCCESS)
        return refuse(error); /* GSO-2 */
    const uint8_t *context = reply.value[2].at;
    return handle_to_caller(
        client_open_child(&l->client, index, KIND_GROUPSET, context, &index)); /* GSO-1 */
}

BOOL WINAPI CloseClusterGroupSet(HGROUPSET hGroupSet)
{
    uint32_t error, index;
    struct library *l = library(&error);
    if (l == NULL)
        SetLastError(error);
    if (l == NULL || !library_find(l, hGroupSet, KIND_GROUPSET, &index))
        return FALSE;
    library_close(l, index);
    return TRUE; /* GSC-1 */
}
