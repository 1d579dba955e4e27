#include "store.h"

#include <stdlib.h>
#include <string.h>

static bool take_all(struct store *store, struct host *host, const struct cluster *cluster,
                     const struct store_limits *limits)
{
    const uint32_t cells = server_cells_for(cluster->objects);
    store->slots = calloc(limits->handles, sizeof *store->slots);
    store->contexts = calloc(limits->handles, sizeof *store->contexts);
    store->cells = calloc(cells + 1u, sizeof *store->cells);
    store->groups = calloc(limits->connections, sizeof *store->groups);
    store->server.cells = cells;
    return store->slots != NULL && store->contexts != NULL && store->cells != NULL &&
           store->groups != NULL &&
           budget_lend(&host->budget, &host->room, serve_reply_room(cluster)) != NULL;
}

bool store_open(struct store *store, struct host *host, struct clusters *clusters, uint32_t cluster,
                const struct store_limits *limits, const uint8_t secret[CONTEXT_SECRET_SIZE])
{
    const struct cluster *served = &clusters->cluster[cluster];
    memset(store, 0, sizeof *store);
    host->budget = (struct budget){UINT64_MAX, 0}; /* the room for replies is not lent */
    host->room = (struct loan){NULL, 0};
    if (!take_all(store, host, served, limits)) {
        store_close(store, host);
        return false;
    }
    host->budget.limit = host->budget.lent + limits->memory;
    store->server.clusters = clusters;
    store->server.context = store->contexts;
    store->server.cell = store->cells;
    memcpy(store->server.secret, secret, CONTEXT_SECRET_SIZE);
    handle_table_init(&store->server.table, store->slots, limits->handles, HANDLE_GENERATIONS);
    host->serve.server = &store->server;
    host->serve.cluster = cluster;
    groups_init(&host->serve.groups, store->groups, limits->connections);
    return true;
}

void store_close(struct store *store, struct host *host)
{
    budget_return(&host->budget, &host->room);
    free(store->slots);
    free(store->contexts);
    free(store->cells);
    free(store->groups);
}
