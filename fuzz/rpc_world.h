/*
 * The server that the rpc target tries: the built-in fixture's first cluster, as it is at the
 * start, for each input.
 */
#ifndef FUZZ_RPC_WORLD_H
#define FUZZ_RPC_WORLD_H

#include "server/peer.h"

enum {
    WORLD_HANDLES = 12,    /* few, so that they run out */
    WORLD_GENERATIONS = 3, /* of a slot, before it is spent */
};

struct rpc_world {
    struct host *host;
    const struct server *server;
    const struct assoc_service *service;
};

/* The server with nothing open and its cluster as it was at first. Made once, then set back. */
struct rpc_world rpc_world_fresh(void);

/* Whether there is neither a closed nor an unused slot: then opening may fail. */
bool rpc_world_is_full(const struct rpc_world *world);

/* Associations of core/server that the groups hold. */
uint32_t rpc_world_associations(const struct rpc_world *world);

/* Connections that all groups count together. */
uint32_t rpc_world_connections(const struct rpc_world *world);

#endif
