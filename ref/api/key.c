/* The cluster database, for reading: the pages GetClusterKey, ClusterRegOpenKey, ClusterRegEnumKey,
 * ClusterRegQueryValue, ClusterRegCloseKey. */
#include <string.h>

#include "library.h"

/* Call a method that returns a key: Status, rpc_status, handle. The key becomes a child of the
 * cluster handle that `from` is or was obtained from. Returns 0 and *key, or the error code. */
static uint32_t open_by(struct library *l, uint32_t from, uint32_t opnum, struct message *request,
                        HKEY *key)
{
    struct message reply;
    uint32_t index, error = library_grow(l);
    if (error == ERROR_SUCCESS)
        error = library_call(l, from, opnum, request, &reply);
    if (error == ERROR_SUCCESS)
        error = (uint32_t)reply.value[0].number;
    if (error != ERROR_SUCCESS)
        return error;
    *key = handle_to_caller(client_open_child(&l->client, from, KIND_KEY, reply.value[2].at,
                                              &index)); /* AMB-21 ended */
    return ERROR_SUCCESS;
}

/* The library and the slot of an open key: 0 or the error code. */
static uint32_t find_key(HKEY key, struct library **l, uint32_t *index)
{
    uint32_t error;
    *l = library(&error);
    return *l == NULL ? error : client_find(&(*l)->client, handle_of_caller(key), KIND_KEY, index);
}

HKEY WINAPI GetClusterKey(HCLUSTER hCluster, REGSAM samDesired)
{
    struct message request = {0};
    HKEY key = NULL;
    uint32_t error, index;
    struct library *l = library(&error);
    if (l != NULL)
        error = client_find(&l->client, handle_of_caller(hCluster), KIND_CLUSTER, &index);
    request.value[0].number = samDesired; /* GCK-3 */
    if (error == ERROR_SUCCESS)
        error = open_by(l, index, 28, &request, &key);
    return error == ERROR_SUCCESS ? key : refuse(error); /* GCK-1, GCK-2 */
}

LONG WINAPI ClusterRegOpenKey(HKEY hKey, LPCWSTR lpszSubKey, REGSAM samDesired, PHKEY phkResult)
{
    struct message request = {0};
    struct library *l;
    HKEY key;
    uint32_t index, error = find_key(hKey, &l, &index);
    if (error != ERROR_SUCCESS)
        return (LONG)error;
    if (lpszSubKey == NULL || phkResult == NULL)
        return ERROR_INVALID_PARAMETER;
    request.value[0] = value_of_context(l, index);
    request.value[1] = value_of_string(lpszSubKey); /* ROK-3 */
    request.value[2].number = samDesired;
    error = open_by(l, index, 30, &request, &key);
    if (error == ERROR_SUCCESS)
        *phkResult = key; /* ROK-1 */
    return (LONG)error;   /* ROK-2 */
}

LONG WINAPI ClusterRegEnumKey(HKEY hKey, DWORD dwIndex, LPWSTR lpszName, LPDWORD lpcchName,
                              PFILETIME lpftLastWriteTime)
{
    struct message request = {0}, reply;
    struct library *l;
    uint32_t index, error = find_key(hKey, &l, &index);
    if (error != ERROR_SUCCESS)
        return (LONG)error;
    if (lpcchName == NULL)
        return ERROR_INVALID_PARAMETER;
    request.value[0] = value_of_context(l, index);
    request.value[1].number = dwIndex;
    error = library_call(l, index, 31, &request, &reply);
    if (error == ERROR_SUCCESS)
        error = (uint32_t)reply.value[3].number; /* REK-2 */
    if (error != ERROR_SUCCESS)
        return (LONG)error;
    if (lpftLastWriteTime != NULL) /* REK-7 */
        *lpftLastWriteTime =
            (FILETIME){(DWORD)reply.value[1].number, (DWORD)(reply.value[1].number >> 32)};
    return (LONG)give_string(&reply.value[0], lpszName, lpcchName); /* REK-1, REK-3 to REK-6 */
}

/* Ask with room for `room` octets: 0, ERROR_MORE_DATA or another error code; unless the last,
 * *reply says type and size. */
static uint32_t query(struct library *l, uint32_t index, LPCWSTR name, DWORD room,
                      struct message *reply)
{
    struct message request = {0};
    request.value[0] = value_of_context(l, index);
    request.value[1] = value_of_string(name);
    request.value[2].number = room;
    uint32_t error = library_call(l, index, 34, &request, reply);
    return error != ERROR_SUCCESS ? error : (uint32_t)reply->value[4].number;
}

/* Write type, size and data to where the caller wants them; `error` is what the server said. */
static uint32_t give_value(const struct message *reply, uint32_t error, LPDWORD type, LPBYTE data,
                           LPDWORD size)
{
    const struct value *octets = &reply->value[1];
    DWORD needed = (DWORD)reply->value[2].number;
    if (type != NULL) /* RQV-4 */
        *type = (DWORD)reply->value[0].number;
    if (size != NULL)
        *size = needed; /* RQV-2 */
    if (data == NULL)
        return ERROR_SUCCESS; /* RQV-3 */
    if (error == ERROR_SUCCESS && needed <= octets->count)
        memcpy(data, octets->at, needed); /* RQV-1, RQV-5 */
    return error;                         /* RQV-6 */
}

LONG WINAPI ClusterRegQueryValue(HKEY hKey, LPCWSTR lpszValueName, LPDWORD lpdwValueType,
                                 LPBYTE lpData, LPDWORD lpcbData)
{
    struct message reply;
    struct library *l;
    uint32_t index, error = find_key(hKey, &l, &index);
    if (error != ERROR_SUCCESS)
        return (LONG)error;
    if (lpszValueName == NULL || (lpData != NULL && lpcbData == NULL))
        return ERROR_INVALID_PARAMETER;
    error = query(l, index, lpszValueName, lpData != NULL ? *lpcbData : 0, &reply);
    if (error == ERROR_SUCCESS || error == ERROR_MORE_DATA)
        error = give_value(&reply, error, lpdwValueType, lpData, lpcbData);
    return (LONG)error;
}

LONG WINAPI ClusterRegCloseKey(HKEY hKey)
{
    struct library *l;
    uint32_t index, error = find_key(hKey, &l, &index);
    if (error == ERROR_SUCCESS)
        library_close(l, index); /* the handle is closed even if the server cannot be told */
    return (LONG)error;          /* RCK-1, RCK-2 */
}
