/* OpenCluster, OpenClusterEx, CloseCluster: the pages of these names. */
#include "library.h"

/* Which cluster a name reaches, and by which kind of handle. */
static uint32_t reach(struct library *l, LPCWSTR name, uint32_t *cluster, enum session_kind *kind)
{
    const struct clusters *clusters = &l->fixture.clusters;
    *kind = name == NULL ? SESSION_LPC : SESSION_RPC; /* OCX-4, OCX-5 */
    if (name == NULL)
        return clusters_reach_local(clusters, cluster);
    struct value value = value_of_string(name);
    return clusters_reach(clusters, (struct name){value.at, value.count, false}, cluster);
}

/* MS-CMRP 3.1.4.2.1 and .116: ask the server for its context handle. */
static uint32_t ask(struct link *link, uint32_t opnum, DWORD desired, LPDWORD granted,
                    struct value *context)
{
    struct message request = {0}, reply;
    request.value[0].number = desired;
    uint32_t error = link_call(link, opnum, &request, &reply);
    uint32_t status = opnum == 0 ? 0 : 1; /* the place of Status; the handle is next */
    if (error == ERROR_SUCCESS)
        error = (uint32_t)reply.value[status].number;
    if (error != ERROR_SUCCESS)
        return error;
    if (granted != NULL) /* OCX-9a, OCX-9b; AMB-03 untouched */
        *granted = (DWORD)reply.value[0].number;
    *context = reply.value[status + 1];
    return ERROR_SUCCESS;
}

static HCLUSTER open_over(struct library *l, struct link *link, enum session_kind kind,
                          uint32_t opnum, DWORD desired, LPDWORD granted)
{
    struct value context;
    uint32_t index, error = ask(link, opnum, desired, granted, &context);
    if (error != ERROR_SUCCESS) {
        link_end(link);
        return refuse(error);
    }
    uint64_t handle = client_open_cluster(&l->client, kind, context.at, &index);
    l->link[l->client.entry[index].session] = link;
    return handle_to_caller(handle); /* OCX-1 */
}

/* A name goes over RPC where the fixture says who serves the cluster; no name stays in this
 * process, as LPC does. */
static struct link *connect_to(struct library *l, uint32_t cluster, enum session_kind kind,
                               uint32_t *error)
{
    const struct fixture_place *place = &l->fixture.place[cluster];
    *error = ERROR_NOT_ENOUGH_MEMORY;
    if (kind == SESSION_RPC && place->host[0] != '\0')
        return link_tcp(place, error);
    return link_direct(&l->fixture, cluster);
}

static HCLUSTER open_cluster_by(LPCWSTR name, uint32_t opnum, DWORD desired, LPDWORD granted)
{
    enum session_kind kind;
    uint32_t cluster, error;
    struct library *l = library(&error);
    if (l == NULL)
        return refuse(error);
    error = reach(l, name, &cluster, &kind);
    if (error == ERROR_SUCCESS)
        error = library_grow(l);
    if (error != ERROR_SUCCESS)
        return refuse(error); /* OC-8, OCX-10 */
    struct link *link = connect_to(l, cluster, kind, &error);
    if (link == NULL)
        return refuse(error); /* OC-8, OCX-10 */
    return open_over(l, link, kind, opnum, desired, granted);
}

HCLUSTER WINAPI OpenCluster(LPCWSTR lpszClusterName)
{
    return open_cluster_by(lpszClusterName, 0, 0, NULL); /* OC-1 */
}

HCLUSTER WINAPI OpenClusterEx(LPCWSTR lpszClusterName, DWORD dwDesiredAccess,
                              LPDWORD lpdwGrantedAccess)
{
    return open_cluster_by(lpszClusterName, 117, dwDesiredAccess, lpdwGrantedAccess);
}

BOOL WINAPI CloseCluster(HCLUSTER hCluster)
{
    uint32_t error, index;
    struct library *l = library(&error);
    if (l != NULL &&
        client_find(&l->client, handle_of_caller(hCluster), KIND_CLUSTER, &index) == ERROR_SUCCESS)
        library_close(l, index); /* CC-1, CC-3 */
    return TRUE;                 /* CC-2; AMB-01 always */
}
