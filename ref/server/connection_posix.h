/* A peer on its socket. Nothing here ever waits. */
#ifndef SERVER_CONNECTION_H
#define SERVER_CONNECTION_H

#include "peer.h"

enum {
    CONNECTION_INPUT = 4096,
    CONNECTION_LINGER = 2, /* seconds in which a client may still fetch the last answer */
};

enum connection_wish {
    CONNECTION_READS,
    CONNECTION_WRITES,
    CONNECTION_OVER, /* to be freed */
};

struct connection {
    int socket;
    int64_t moved;  /* when octets last came or went, in seconds */
    bool lingering; /* nothing more is done for it; what it sends is thrown away */
    uint32_t filled;
    uint32_t used;
    struct peer peer;
    uint8_t input[CONNECTION_INPUT];
};

/* A new connection on `socket`, which it owns from now on; NULL: no memory, and the socket is
 * closed. */
struct connection *connection_begin(int socket, struct host *host,
                                    const struct assoc_service *service, int64_t now);

/* Sends and receives what can be without waiting, and says what to wait for. */
enum connection_wish connection_advance(struct connection *connection, int64_t now);

/* Whether nothing has moved for `idle` seconds (0: no limit) although no call of it waits, or its
 * linger time is over. */
bool connection_is_stale(const struct connection *connection, int64_t now, uint32_t idle);

void connection_free(struct connection *connection);

#endif
