#include "store.h"

#include <stdlib.h>
#include <string.h>

static uint32_t larger(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

/* The cluster's own arrays, larger than those it came with. */
static bool copy_cluster(struct store *store, const struct cluster *cluster)
{
    struct cluster *c = &store->cluster;
    *c = *cluster;
    c->room = larger(cluster->room, cluster->objects) + STORE_SPARE_OBJECTS;
    c->relations = cluster->relations + STORE_SPARE_RELATIONS;
    c->object = calloc(c->room, sizeof *c->object);
    c->relation = calloc(c->relations, sizeof *c->relation);
    if (c->object == NULL || c->relation == NULL)
        return false;
    for (uint32_t i = 0; i < cluster->objects; i++)
        c->object[i] = cluster->object[i];
    for (uint32_t i = 0; i < cluster->relations; i++)
        c->relation[i] = cluster->relation[i];
    store->clusters = (struct clusters){c, 1};
    return true;
}

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

static bool take_server(struct store *store, uint32_t handles)
{
    struct server *s = &store->server;
    s->clusters = &store->clusters;
    s->cells = server_cells_for(store->cluster.room);
    s->octets = store->cluster.room * PROPERTY_LIST_MAX;
    s->cell = calloc(s->cells, sizeof *s->cell);
    s->octet = calloc(s->octets, 1);
    s->context = calloc(handles, sizeof *s->context);
    struct handle_slot *slots = calloc(handles, sizeof *slots);
    handle_table_init(&s->table, slots, handles, HANDLE_GENERATIONS);
    return s->cell != NULL && s->octet != NULL && s->context != NULL && slots != NULL;
}

static bool take_host(struct store *store, struct host *host, const struct store_limits *limits)
{
    struct group *groups = calloc(limits->connections, sizeof *groups);
    host->serve.server = &store->server;
    host->serve.cluster = 0;
    groups_init(&host->serve.groups, groups, groups != NULL ? limits->connections : 0);
    return groups != NULL &&
           budget_lend(&host->budget, &host->room, serve_reply_room(&store->cluster)) != NULL;
}

bool store_open(struct store *store, struct host *host, const struct cluster *cluster,
                const struct store_limits *limits, const uint8_t secret[CONTEXT_SECRET_SIZE])
{
    memset(store, 0, sizeof *store);
    memset(&host->serve, 0, sizeof host->serve);
    host->budget = (struct budget){UINT64_MAX, 0}; /* the room for replies is not lent */
    host->room = (struct loan){NULL, 0};
    host->waiting = NULL;
    if (!copy_cluster(store, cluster) || !take_server(store, limits->handles) ||
        !take_events(&store->server.events, limits->connections) ||
        !take_host(store, host, limits)) {
        store_close(store, host);
        return false;
    }
    host->budget.limit = host->budget.lent + limits->memory;
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
    free(store->cluster.relation);
    free(store->cluster.object);
}
