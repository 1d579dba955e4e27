/* The memory of a host: all of it is taken at the start, none later but loans and connections. */
#ifndef SERVER_STORE_H
#define SERVER_STORE_H

#include "peer.h"

enum {
    STORE_FILTERS = 1024, /* of all notification ports together */
    STORE_NOTICES = 512,  /* that wait to be fetched */
};

struct store {
    struct server server;
};

struct store_limits {
    uint32_t connections;
    uint32_t handles; /* open at a time; an association takes one for each interface version */
    uint32_t memory;  /* octets to lend */
};

/* Prepares *host to serve the cluster of that index. `secret` keeps context handles from being
 * guessed. False: not enough memory, and nothing is left to free. */
bool store_open(struct store *store, struct host *host, struct clusters *clusters, uint32_t cluster,
                const struct store_limits *limits, const uint8_t secret[CONTEXT_SECRET_SIZE]);
void store_close(struct store *store, struct host *host);

#endif
