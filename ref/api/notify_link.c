/* Notification ports and the servers: ties, what is fetched, and the closing of handles. */
#include "link_tcp_socket.h"
#include "notify.h"

#include <stdlib.h>
#include <string.h>

static struct ports the_ports;

struct ports *notify_ports(void)
{
    return &the_ports;
}

/* -- room ------------------------------------------------------------------------------------ */

/* Make *array half as long again, the new part zero. */
static bool widen(void **array, uint32_t *elements, size_t size)
{
    uint32_t more = *elements / 2 + 16;
    char *wider = realloc(*array, (*elements + more) * size);
    if (wider == NULL)
        return false;
    memset(wider + *elements * size, 0, more * size);
    *array = wider;
    *elements += more;
    return true;
}

static bool ties_are_full(const struct ports *p)
{
    for (uint32_t i = 0; i < p->ties; i++)
        if (p->tie[i].port == 0)
            return false;
    return true;
}

static bool links_are_full(const struct ports *p)
{
    for (uint32_t i = 0; i < p->links; i++)
        if (p->link[i].port == 0)
            return false;
    return true;
}

static bool events_are_full(const struct ports *p)
{
    for (uint32_t i = 0; i < p->events; i++)
        if (p->event[i].order == 0)
            return false;
    return true;
}

uint32_t notify_grow(void)
{
    struct ports *p = &the_ports;
    void *ties = p->tie, *links = p->link, *events = p->event;
    bool ok = (!ties_are_full(p) || widen(&ties, &p->ties, sizeof *p->tie)) &&
              (!links_are_full(p) || widen(&links, &p->links, sizeof *p->link)) &&
              (!events_are_full(p) || widen(&events, &p->events, sizeof *p->event));
    p->tie = ties;
    p->link = links;
    p->event = events;
    return ok ? ERROR_SUCCESS : ERROR_NOT_ENOUGH_MEMORY;
}

/* -- ties ------------------------------------------------------------------------------------ */

/* The place of the link for a port and a cluster handle, made if need be: 0 or the error code. */
static uint32_t find_link(struct library *l, uint64_t port, uint32_t cluster, uint32_t *place)
{
    struct message request = {0}, reply;
    uint64_t handle = handle_at(&l->client.table, cluster);
    *place = ports_find_link(&the_ports, port, handle);
    if (*place < the_ports.links)
        return ERROR_SUCCESS;
    uint32_t error = library_call(l, cluster, 55, &request, &reply);
    if (error == ERROR_SUCCESS)
        error = (uint32_t)reply.value[0].number;
    if (error == ERROR_SUCCESS)
        *place = ports_add_link(&the_ports, port, handle, reply.value[2].at);
    return error;
}

/* The method that registers a filter for an object of that kind; 0: there is none. */
static uint32_t adding_opnum(uint32_t kind)
{
    switch (kind) {
    case KIND_CLUSTER:
        return 57;
    case KIND_NODE:
        return 58;
    case KIND_GROUP:
        return 59;
    case KIND_RESOURCE:
        return 60;
    case KIND_KEY:
        return 61;
    case KIND_NETWORK:
        return 90;
    case KIND_NETINTERFACE:
        return 99;
    default:
        return 0;
    }
}

/* Register a filter at the server; on the wire its key is the tie's place. */
static uint32_t add_filter(struct library *l, const struct port_link *link, uint32_t index,
                           DWORD filter, uint32_t place)
{
    struct message request = {0}, reply;
    uint32_t opnum = adding_opnum(l->client.table.slot[index].kind);
    bool key = opnum == 61;
    request.value[0] = (struct value){.at = link->context, .present = true};
    request.value[1] = value_of_context(l, index);
    request.value[key ? 3 : 2].number = key ? filter & ~UINT32_C(0x80) : filter;
    request.value[key ? 2 : 3].number = place;
    request.value[4].number = (filter & 0x80) != 0; /* WatchSubTree */
    uint32_t error = library_call(l, index, opnum, &request, &reply);
    const struct parameter_list *list = &method_of(3, opnum)->reply;
    return error != ERROR_SUCCESS ? error : (uint32_t)reply.value[list->count - 1u].number;
}

/* The events of a filter that a server makes; the others the client makes, or nobody. */
#define SERVED UINT32_C(0x5FF7FFFF)

/* Register the served part of a tie's filter at the server. */
static uint32_t serve_tie(struct library *l, const struct port_tie *tie, uint32_t place,
                          uint32_t index)
{
    uint32_t link;
    if ((tie->filter & SERVED) == 0)
        return ERROR_SUCCESS;
    uint32_t error = find_link(l, tie->port, client_cluster_of(&l->client, index), &link);
    if (error != ERROR_SUCCESS)
        return error;
    return add_filter(l, &the_ports.link[link], index, tie->filter & SERVED, place);
}

uint32_t notify_tie(struct library *l, uint64_t port, uint32_t index, DWORD filter, DWORD_PTR key)
{
    uint32_t error = notify_grow();
    uint32_t cluster = client_cluster_of(&l->client, index);
    uint64_t handle = handle_at(&l->client.table, index);
    const struct port_tie tie = {.port = port,
                                 .cluster = handle_at(&l->client.table, cluster),
                                 .object = index == cluster ? 0 : handle,
                                 .key = key,
                                 .filter = filter};
    if (filter == 0)
        return ERROR_INVALID_PARAMETER;
    if (error != ERROR_SUCCESS)
        return error;
    uint32_t place = ports_add_tie(&the_ports, &tie);
    error = serve_tie(l, &tie, place, index);
    if (error != ERROR_SUCCESS)
        the_ports.tie[place].port = 0;
    return error;
}

/* -- fetching -------------------------------------------------------------------------------- */

enum { SLICE = 5000, SLICE_OF_SEVERAL = 50 /* milliseconds */ };

/* Ask one server for an event, for `limit` milliseconds at most. 0: it is queued; WAIT_TIMEOUT:
 * there was none; or why it could not be had. */
static uint32_t collect_one(struct library *l, uint32_t place, uint32_t cluster, uint32_t limit)
{
    struct message request = {0}, reply;
    const struct port_link link = the_ports.link[place];
    uint32_t error = notify_grow();
    request.value[0] = (struct value){.at = link.context, .present = true};
    if (error == ERROR_SUCCESS)
        error = link_call_within(library_link(l, cluster), limit, 65, &request, &reply);
    if (error == ERROR_SUCCESS)
        error = (uint32_t)reply.value[5].number;
    if (error != ERROR_SUCCESS)
        return error;
    uint32_t tie = (uint32_t)reply.value[0].number;
    const struct name name = {reply.value[3].at, reply.value[3].count, reply.value[3].big};
    uint64_t key = tie < the_ports.ties ? the_ports.tie[tie].key : 0;
    bool room = ports_queue(&the_ports, link.port, key, (uint32_t)reply.value[1].number, name);
    return room ? ERROR_SUCCESS : ERROR_NOT_ENOUGH_MEMORY;
}

/* Ask all servers that a port is tied to for everything they have; for the first event each is
 * given `limit` milliseconds. WAIT_TIMEOUT, or the first error if all fail; *waits is how many of
 * them are worth waiting for. */
static uint32_t collect(struct library *l, uint64_t port, uint32_t limit, uint32_t *waits)
{
    uint32_t error = ERROR_SUCCESS, cluster, alive = 0;
    *waits = 0;
    for (uint32_t i = 0; i < the_ports.links; i++) {
        uint32_t one;
        if (the_ports.link[i].port != port || client_find(&l->client, the_ports.link[i].cluster,
                                                          KIND_CLUSTER, &cluster) != ERROR_SUCCESS)
            continue;
        while ((one = collect_one(l, i, cluster, limit)) == ERROR_SUCCESS)
            limit = 0; /* there is an event: no more waiting */
        alive += one == WAIT_TIMEOUT;
        *waits += one == WAIT_TIMEOUT && library_link(l, cluster)->waits;
        error = error == ERROR_SUCCESS ? one : error;
    }
    return alive > 0 || error == ERROR_SUCCESS ? WAIT_TIMEOUT : error;
}

void notify_collect(struct library *l, uint64_t port)
{
    uint32_t waits;
    collect(l, port, 0, &waits);
}

/* What is left of a wait that began at `start`, in slices: one server is asked for a while, several
 * in turn. Each slice ends with an answer of the server, so that one which is gone is noticed. */
static uint32_t next_slice(int64_t start, DWORD limit, uint32_t waits)
{
    const int64_t slice = waits == 1 ? SLICE : SLICE_OF_SEVERAL;
    const int64_t left = limit == INFINITE ? slice : start + limit - tcp_now();
    if (left <= 0)
        return 0;
    return (uint32_t)(left < slice ? left : slice);
}

uint32_t notify_await(struct library *l, uint64_t port, DWORD limit)
{
    const int64_t start = tcp_now();
    uint32_t waits, slice = 0, error;
    do {
        error = collect(l, port, slice, &waits);
        slice = next_slice(start, limit, waits);
    } while (ports_first(&the_ports, port) == NULL && waits > 0 && slice > 0);
    return error;
}

static void close_link(struct library *l, const struct port_link *link)
{
    struct message request = {0}, reply;
    uint32_t cluster;
    request.value[0] = (struct value){.at = link->context, .present = true};
    if (client_find(&l->client, link->cluster, KIND_CLUSTER, &cluster) == ERROR_SUCCESS)
        library_call(l, cluster, 56, &request, &reply);
}

void notify_close_links(struct library *l, uint64_t port)
{
    for (uint32_t i = 0; i < the_ports.links; i++)
        if (the_ports.link[i].port == port)
            close_link(l, &the_ports.link[i]);
}

/* -- closing handles ------------------------------------------------------------------------- */

/* The name of what a handle stands for, from the server: a control code's GET_NAME, or the
 * cluster's name. Keys have none (MS-CMRP 3.2.4.7). The units live until the next call. */
static struct name name_of(struct library *l, uint32_t index)
{
    static const uint32_t methods[][3] = {{KIND_NODE, 79, 0x04000029},
                                          {KIND_GROUP, 77, 0x03000029},
                                          {KIND_RESOURCE, 73, 0x01000029},
                                          {KIND_NETWORK, 89, 0x05000029},
                                          {KIND_NETINTERFACE, 98, 0x06000029}};
    struct message request = {0}, reply;
    uint32_t kind = l->client.table.slot[index].kind;
    if (kind == KIND_CLUSTER && library_call(l, index, 3, &request, &reply) == ERROR_SUCCESS)
        return (struct name){reply.value[0].at, reply.value[0].count, reply.value[0].big};
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        if (methods[i][0] != kind)
            continue;
        request.value[0] = value_of_context(l, index);
        request.value[1].number = methods[i][2];
        request.value[4].number = 2 * NAME_UNITS_MAX + 2;
        uint32_t error = library_call(l, index, methods[i][1], &request, &reply);
        if (error == ERROR_SUCCESS && reply.value[0].count >= 2)
            return (struct name){reply.value[0].at, reply.value[0].count / 2 - 1, false};
    }
    return (struct name){NULL, 0, false};
}

static void tell(struct library *l, const struct port_tie *tie, uint32_t index)
{
    notify_collect(l, tie->port); /* what happened before comes before */
    if (notify_grow() == ERROR_SUCCESS)
        ports_queue(&the_ports, tie->port, tie->key, CHANGE_HANDLE_CLOSE, name_of(l, index));
}

/* Of handles that no filter can be registered for there is no event: enumerations stand for no
 * object, and version 1 of the ports knows no group sets (MS-CMRP 3.2.4.7). */
void notify_before_close(struct library *l, uint32_t index)
{
    if (adding_opnum(l->client.table.slot[index].kind) == 0)
        return;
    uint32_t cluster = client_cluster_of(&l->client, index);
    uint64_t handle = handle_at(&l->client.table, index);
    uint64_t owner = handle_at(&l->client.table, cluster);
    for (uint32_t i = 0; i < the_ports.ties; i++) {
        const struct port_tie tie = the_ports.tie[i]; /* the array may move */
        if (ports_tells_of_close(&tie, owner, handle))
            tell(l, &tie, index); /* CNP-9, GNP-4 */
    }
    for (uint32_t i = 0; index == cluster && i < the_ports.links; i++) {
        if (the_ports.link[i].port == 0 || the_ports.link[i].cluster != owner)
            continue;
        notify_collect(l, the_ports.link[i].port); /* AMB-44 kept: what is queued lives */
        close_link(l, &the_ports.link[i]);
    }
    if (index == cluster)
        ports_drop_cluster(&the_ports, owner);
}
