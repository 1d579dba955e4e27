/* Notification ports: the pages CreateClusterNotifyPort, RegisterClusterNotify, GetClusterNotify,
 * CloseClusterNotifyPort. */
#include "notify.h"

static bool is_left_out(const void *handle)
{
    return handle == INVALID_HANDLE_VALUE;
}

/* A new port (CNP-3); 0: no room. */
static uint64_t new_port(struct library *l)
{
    uint32_t index;
    return library_grow(l) == ERROR_SUCCESS ? client_open_port(&l->client, &index) : 0;
}

static void close_port(struct library *l, uint64_t port)
{
    uint32_t index;
    notify_close_links(l, port);
    ports_drop(notify_ports(), port);
    if (client_find(&l->client, port, KIND_PORT, &index) == ERROR_SUCCESS)
        client_close_port(&l->client, index);
}

/* What is wrong with the two handles; *cluster is the slot, HANDLE_NOWHERE if none was given. */
static uint32_t check_handles(const struct library *l, HCHANGE port, HCLUSTER handle,
                              uint32_t *cluster)
{
    uint32_t index;
    uint32_t error = is_left_out(port)
                         ? ERROR_SUCCESS
                         : client_find(&l->client, handle_of_caller(port), KIND_PORT, &index);
    *cluster = HANDLE_NOWHERE;
    if (error != ERROR_SUCCESS)
        return error;
    if (!is_left_out(handle))
        return client_find(&l->client, handle_of_caller(handle), KIND_CLUSTER, cluster);
    return is_left_out(port) ? ERROR_SUCCESS : ERROR_INVALID_PARAMETER; /* CNP-6: AMB-60 refused */
}

HCHANGE WINAPI CreateClusterNotifyPort(HCHANGE hChange, HCLUSTER hCluster, DWORD dwFilter,
                                       DWORD_PTR dwNotifyKey)
{
    uint32_t error, cluster;
    struct library *l = library(&error);
    if (l != NULL)
        error = check_handles(l, hChange, hCluster, &cluster);
    if (error != ERROR_SUCCESS)
        return refuse(error);                                                       /* CNP-2 */
    uint64_t port = is_left_out(hChange) ? new_port(l) : handle_of_caller(hChange); /* CNP-4 */
    if (port == 0)
        return refuse(ERROR_NOT_ENOUGH_MEMORY);
    if (cluster != HANDLE_NOWHERE) /* CNP-5 */
        error = notify_tie(l, port, cluster, dwFilter, dwNotifyKey);
    if (error == ERROR_SUCCESS)
        return handle_to_caller(port); /* CNP-1 */
    if (is_left_out(hChange))
        close_port(l, port);
    return refuse(error);
}

/* The kind of handle that goes with the events of a filter; 0: they go with several (RCN-3). */
static enum client_kind kind_of_filter(DWORD filter)
{
    static const struct {
        DWORD events;
        enum client_kind kind;
    } kinds[] = {
        {0x0000000F, KIND_NODE},    {0x000000F0, KIND_KEY},     {0x00000F00, KIND_RESOURCE},
        {0x0000F000, KIND_GROUP},   {0x00F00000, KIND_NETWORK}, {0x0F000000, KIND_NETINTERFACE},
        {0x700F0000, KIND_CLUSTER},
    };
    DWORD events = filter & ~CHANGE_HANDLE_CLOSE;
    if (events == 0 && filter != 0) /* the flag by itself */
        return KIND_CLUSTER;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (events != 0 && (events & ~kinds[i].events) == 0)
            return kinds[i].kind;
    return 0;
}

DWORD WINAPI RegisterClusterNotify(HCHANGE hChange, DWORD dwFilterType, HANDLE hObject,
                                   DWORD_PTR dwNotifyKey)
{
    uint32_t error, index;
    enum client_kind kind = kind_of_filter(dwFilterType);
    struct library *l = library(&error);
    if (l == NULL)
        return error;
    error = client_find(&l->client, handle_of_caller(hChange), KIND_PORT, &index);
    if (error == ERROR_SUCCESS && kind == 0)
        error = ERROR_INVALID_PARAMETER;
    if (error == ERROR_SUCCESS)
        error = client_find(&l->client, handle_of_caller(hObject), kind, &index);
    if (error != ERROR_SUCCESS)
        return error;                                                                  /* RCN-2 */
    return notify_tie(l, handle_of_caller(hChange), index, dwFilterType, dwNotifyKey); /* RCN-1 */
}

/* Write an event to where the caller wants it. */
static uint32_t give(const struct port_event *event, DWORD_PTR *key, LPDWORD filter, LPWSTR name,
                     LPDWORD capacity)
{
    const struct value string = {.at = event->name, .count = event->units, .present = true};
    if (name != NULL && capacity == NULL)
        return ERROR_INVALID_PARAMETER;
    uint32_t error = capacity != NULL ? give_string(&string, name, capacity) : ERROR_SUCCESS;
    if (error != ERROR_SUCCESS) /* GNP-5, GNP-6 */
        return error;
    if (key != NULL)
        *key = (DWORD_PTR)event->key; /* CNP-8, RCN-5 */
    if (filter != NULL)
        *filter = event->filter; /* GNP-3 */
    return ERROR_SUCCESS;
}

/* An event that could be given is gone; one whose name did not fit is the next one still. */
DWORD WINAPI GetClusterNotify(HCHANGE hChange, DWORD_PTR *lpdwNotifyKey, LPDWORD lpdwFilterType,
                              LPWSTR lpszName, LPDWORD lpcchName, DWORD dwMilliseconds)
{
    uint32_t error, index;
    uint64_t port = handle_of_caller(hChange);
    struct library *l = library(&error);
    if (l != NULL)
        error = client_find(&l->client, port, KIND_PORT, &index);
    if (error != ERROR_SUCCESS)
        return error;                              /* GNP-2 */
    error = notify_await(l, port, dwMilliseconds); /* GNP-7 */
    struct port_event *event = ports_first(notify_ports(), port);
    if (event == NULL)
        return error; /* AMB-63 wait-timeout */
    error = give(event, lpdwNotifyKey, lpdwFilterType, lpszName, lpcchName);
    if (error == ERROR_SUCCESS)
        event->order = 0; /* GNP-1 */
    return error;
}

BOOL WINAPI CloseClusterNotifyPort(HCHANGE hChange)
{
    uint32_t error, index;
    uint64_t port = handle_of_caller(hChange);
    struct library *l = library(&error);
    if (l != NULL && client_find(&l->client, port, KIND_PORT, &index) == ERROR_SUCCESS)
        close_port(l, port); /* XNP-1 */
    return TRUE;             /* XNP-2 */
}
