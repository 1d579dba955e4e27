#include "store.h"

#include <stdlib.h>
#include <string.h>

static bool take_events(struct events *events, uint32_t connections)
{
    events->registrations = STORE_FILTERS;
    events->notices = STORE_NOTICES;
    events->waitings = connections;
    events->registration = calloc(events->registrations, sizeof *events->registration);
    events->notice = calloc(events->notices, sizeof *events->notice);
    events->waiting = calloc(events->waitings, sizeof *events->waiting);
    return events->registration != NULL && events->notice != NULL && events->waiting != NULL;
}

static bool take_server(struct store *store, const struct cluster *cluster, uint32_t handles)
{
    struct server *s = &store->server;
    s->cells = server_cells_for(serve_objects(cluster));
    s->octets = serve_objects(cluster) * PROPERTY_LIST_MAX;
    s->cell = calloc(s->cells + 1u, sizeof *s->cell);
    s->octet = calloc(s->octets + 1u, 1);
    s->context = calloc(handles, sizeof *s->context);
    struct handle_slot *slots = calloc(handles, sizeof *slots);
    handle_table_init(&s->table, slots, handles, HANDLE_GENERATIONS);
    return s->cell != NULL && s->octet != NULL && s->context != NULL && slots != NULL;
}

static bool take_host(struct store *store, struct host *host, const struct cluster *cluster,
                      const struct store_limits *limits)
{
    struct group *groups = calloc(limits->connections, sizeof *groups);
    host->serve.server = &store->server;
    groups_init(&host->serve.groups, groups, groups != NULL ? limits->connections : 0);
    return groups != NULL &&
           budget_lend(&host->budget, &host->room, serve_reply_room(cluster)) != NULL;
}

bool store_open(struct store *store, struct host *host, struct clusters *clusters, uint32_t cluster,
                const struct store_limits *limits, const uint8_t secret[CONTEXT_SECRET_SIZE])
{
    const struct cluster *served = &clusters->cluster[cluster];
    memset(store, 0, sizeof *store);
    memset(&host->serve, 0, sizeof host->serve);
    host->budget = (struct budget){UINT64_MAX, 0}; /* the room for replies is not lent */
    host->room = (struct loan){NULL, 0};
    host->waiting = NULL;
    if (!take_server(store, served, limits->handles) ||
        !take_events(&store->server.events, limits->connections) ||
        !take_host(store, host, served, limits)) {
        store_close(store, host);
        return false;
    }
    host->budget.limit = host->budget.lent + limits->memory;
    host->serve.cluster = cluster;
    store->server.clusters = clusters;
    memcpy(store->server.secret, secret, CONTEXT_SECRET_SIZE);
    return true;
}

void store_close(struct store *store, struct host *host)
{
    struct server *s = &store->server;
    budget_return(&host->budget, &host->room);
    free(host->serve.groups.group);
    free(s->events.registration);
    free(s->events.notice);
    free(s->events.waiting);
    free(s->table.slot);
    free(s->context);
    free(s->octet);
    free(s->cell);
}
