/* The memory of a host: all of it is taken at the start, none later but loans and connections. */
#ifndef SERVER_STORE_H
#define SERVER_STORE_H

#include "peer.h"

enum {
    STORE_SPARE_OBJECTS = 64,    /* that clients may create */
    STORE_SPARE_RELATIONS = 256, /* between objects */
    STORE_FILTERS = 1024,        /* of all notification ports together */
    STORE_NOTICES = 512,         /* that wait to be fetched */
};

struct store {
    struct cluster cluster; /* the one that is served: a copy, with room for more */
    struct clusters clusters;
    struct server server;
};

struct store_limits {
    uint32_t connections;
    uint32_t handles; /* open at a time; an association takes one for each interface version */
    uint32_t memory;  /* octets to lend */
};

/* Prepares *host to serve a copy of `cluster`, whose names must outlive it. `secret` keeps context
 * handles from being guessed. False: not enough memory, and nothing is left to free. */
bool store_open(struct store *store, struct host *host, const struct cluster *cluster,
                const struct store_limits *limits, const uint8_t secret[CONTEXT_SECRET_SIZE]);
void store_close(struct store *store, struct host *host);

#endif
