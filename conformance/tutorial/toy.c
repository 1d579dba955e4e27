/* A toy cluster: one cluster with one node, in a library that exports a few functions of ClusAPI.
 * It is wrong in two places. */
#include <stdbool.h>
#include <stddef.h>

#include "clusapi.h"

enum {
    HANDLES = 4096,
    NOT_FOUND = 5042,
    BAD_PATH = 53,
    INVALID_HANDLE = 6,
    NO_ROOM = 8,
    MORE_DATA = 234
};

/* A cluster handle, or a node handle with the cluster handle it was obtained from. */
struct handle {
    bool is_cluster;
    int uses; /* 0: free */
    struct handle *cluster;
};

static struct handle handles[HANDLES];
static DWORD last_error;

void SetLastError(DWORD error)
{
    last_error = error;
}

DWORD GetLastError(void)
{
    return last_error;
}

static bool same_name(LPCWSTR name, LPCWSTR own)
{
    while (*name != 0 && *name == *own) {
        name++;
        own++;
    }
    return *name == *own;
}

static struct handle *fail(DWORD error)
{
    last_error = error;
    return NULL;
}

static struct handle *new_handle(bool is_cluster, struct handle *cluster)
{
    for (int n = 0; n < HANDLES; n++) {
        if (handles[n].uses == 0) {
            handles[n] = (struct handle){is_cluster, 1, cluster};
            return &handles[n];
        }
    }
    return fail(NO_ROOM);
}

/* The handle, or NULL with the last error set if it is none of that kind, or not open. */
static struct handle *find(void *given, bool is_cluster)
{
    struct handle *handle = given;
    bool good = handle >= handles && handle < handles + HANDLES && handle->uses > 0 &&
                handle->is_cluster == is_cluster &&
                (is_cluster || find(handle->cluster, true) != NULL);
    return good ? handle : fail(INVALID_HANDLE);
}

HCLUSTER OpenCluster(LPCWSTR name)
{
    (void)name;
    return (HCLUSTER)new_handle(true, NULL);
}

BOOL CloseCluster(HCLUSTER cluster)
{
    struct handle *handle = find(cluster, true);
    if (handle != NULL) {
        handle->uses--;
    }
    return TRUE;
}

DWORD GetClusterInformation(HCLUSTER cluster, LPWSTR name, LPDWORD room, LPCLUSTERVERSIONINFO info)
{
    static const WCHAR own[] = u"toy";
    DWORD length = sizeof own / sizeof own[0] - 1;
    bool fits = name != NULL && *room > length;
    if (find(cluster, true) == NULL) {
        return INVALID_HANDLE;
    }
    for (DWORD n = 0; fits && n <= length; n++) {
        name[n] = own[n];
    }
    *room = length;
    if (info != NULL) {
        info->MajorVersion = 10;
    }
    return fits || (name == NULL && info == NULL) ? 0 : MORE_DATA;
}

HNODE OpenClusterNode(HCLUSTER cluster, LPCWSTR name)
{
    struct handle *handle = find(cluster, true);
    if (handle == NULL) {
        return NULL;
    }
    return (HNODE)(same_name(name, u"toy-node") ? new_handle(false, handle) : fail(NOT_FOUND));
}

BOOL CloseClusterNode(HNODE node)
{
    struct handle *handle = find(node, false);
    if (handle != NULL) {
        handle->uses--;
    }
    return handle != NULL;
}

HCLUSTER GetClusterFromNode(HNODE node)
{
    struct handle *handle = find(node, false);
    return handle != NULL ? (HCLUSTER)handle->cluster : NULL;
}

CLUSTER_NODE_STATE GetClusterNodeState(HNODE node)
{
    return find(node, false) != NULL ? ClusterNodeUp : ClusterNodeStateUnknown;
}
