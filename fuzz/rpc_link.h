/*
 * A connection of the rpc target: the server's end (ref/server/peer.h) and a client's end that
 * sends what it is told, whole PDUs, and takes only what is well formed.
 */
#ifndef FUZZ_RPC_LINK_H
#define FUZZ_RPC_LINK_H

#include "server/peer.h"

enum { RPC_REPLY_LARGEST = 1 << 20 };

enum rpc_answer {
    RPC_NONE,  /* there is none yet */
    RPC_FAULT, /* `status` */
    RPC_REPLY, /* `reply`, of `reply_size` octets */
    RPC_ENDED  /* the server has ended the connection */
};

struct rpc_link {
    bool open;
    bool waits; /* for the answer of its last call */
    bool wide, big;
    uint32_t version;
    uint32_t group; /* 0: not bound */
    uint32_t call_id;
    uint16_t opnum; /* of the last call */
    uint32_t status;
    uint32_t reply_size;
    uint8_t *reply; /* RPC_REPLY_LARGEST octets, the owner's */
    struct peer peer;
};

/* Connects and binds; `group` is the association group to join, 0 for a new one. The link's wide,
 * big and version say how. Aborts if the server does not accept. */
void rpc_link_open(struct rpc_link *link, struct host *host, const struct assoc_service *service,
                   uint32_t group);

/* Sends a call and takes its answer, if there is one. */
enum rpc_answer rpc_link_call(struct rpc_link *link, uint16_t opnum, const uint8_t *stub,
                              uint32_t size);

/* Takes the answer of the call that waits. */
enum rpc_answer rpc_link_answer(struct rpc_link *link);

/* Ends the connection from the client's side. */
void rpc_link_close(struct rpc_link *link);

#endif
