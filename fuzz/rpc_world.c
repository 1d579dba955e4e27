#include "rpc_world.h"

#include "api/fixture.h"
#include "fuzz/fuzz_sequence.h"
#include "server/interfaces.h"
#include "server/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SERVED = 0, MEMORY = 4 << 20, FILTERS = 8, NOTICES = 8, WAITINGS = 2 };

/* All of it, and how the cluster was at first. */
static struct {
    bool open;
    struct fixture fixture;
    struct store store;
    struct host host;
    struct assoc_interface interfaces[CLUSTER_INTERFACES];
    struct assoc_service service;
    struct cluster first;
    struct object *object;
    struct relation *relation;
} world;

static void need(bool there)
{
    if (!there) {
        (void)fputs("the server cannot be made\n", stderr);
        exit(2);
    }
}

static void *copy_of(const void *from, size_t size)
{
    void *copy = malloc(size);
    need(copy != NULL);
    return memcpy(copy, from, size);
}

static void make(void)
{
    static const uint8_t secret[CONTEXT_SECRET_SIZE] = "fuzz";
    static const struct store_limits limits = {FUZZ_CONNECTIONS, WORLD_HANDLES, MEMORY};
    need(fixture_open_default(&world.fixture));
    need(store_open(&world.store, &world.host, &world.fixture.clusters, SERVED, &limits, secret));
    const struct cluster *served = &world.fixture.clusters.cluster[SERVED];
    world.service = (struct assoc_service){
        world.interfaces, interfaces_of_cluster(world.interfaces, served->release, false),
        ASSOC_FRAGMENT, "49152", false};
    world.store.server.events.registrations = FILTERS;
    world.store.server.events.notices = NOTICES;
    world.store.server.events.waitings = WAITINGS;
    world.first = world.fixture.clusters.cluster[SERVED];
    world.object = copy_of(world.first.object, world.first.room * sizeof *world.object);
    world.relation = copy_of(world.first.relation, world.first.relations * sizeof *world.relation);
    world.open = true;
}

static void set_back_cluster(void)
{
    world.fixture.clusters.cluster[SERVED] = world.first;
    memcpy(world.first.object, world.object, world.first.room * sizeof *world.object);
    memcpy(world.first.relation, world.relation, world.first.relations * sizeof *world.relation);
}

static void set_back_server(void)
{
    struct server *s = &world.store.server;
    handle_table_init(&s->table, s->table.slot, WORLD_HANDLES, WORLD_GENERATIONS);
    for (uint32_t i = 0; i < NOTICES; i++)
        s->events.notice[i].order = 0;
    memset(s->events.registration, 0, FILTERS * sizeof *s->events.registration);
    memset(s->events.waiting, 0, WAITINGS * sizeof *s->events.waiting);
    s->events.order = 0;
    groups_init(&world.host.serve.groups, world.host.serve.groups.group, FUZZ_CONNECTIONS);
    world.host.waiting = NULL;
    world.host.calls = 0;
    world.host.now = 0;
}

struct rpc_world rpc_world_fresh(void)
{
    if (!world.open)
        make();
    set_back_cluster();
    set_back_server();
    return (struct rpc_world){&world.host, &world.store.server, &world.service};
}

bool rpc_world_is_full(const struct rpc_world *w)
{
    const struct handle_table *table = &w->server->table;
    return table->closed == HANDLE_NOWHERE && table->touched == table->capacity;
}

uint32_t rpc_world_associations(const struct rpc_world *w)
{
    uint32_t associations = 0;
    for (uint32_t i = 0; i < w->host->serve.groups.capacity; i++)
        for (uint32_t k = 0; k < GROUP_VERSIONS; k++)
            associations += w->host->serve.groups.group[i].association[k] != HANDLE_NOWHERE;
    return associations;
}

uint32_t rpc_world_connections(const struct rpc_world *w)
{
    uint32_t connections = 0;
    for (uint32_t i = 0; i < w->host->serve.groups.capacity; i++)
        connections += w->host->serve.groups.group[i].connections;
    return connections;
}
