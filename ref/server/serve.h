/*
 * From a call of the clusapi interface, as the association hands it over, to the octets of its
 * answer: method row, decode, the server's rules, encode. No input or output, no memory of its own.
 */
#ifndef SERVER_SERVE_H
#define SERVER_SERVE_H

#include "core/server.h"
#include "groups.h"
#include "wire/assoc.h"
#include "wire/codec.h"

#define SERVE_NO_LIMIT UINT32_MAX

struct serve {
    struct server *server;
    uint32_t cluster; /* which one is served */
    struct groups groups;
};

/* What became of a call. */
struct served {
    uint32_t fault; /* 0: there is a reply of `length` octets */
    bool executed;  /* the method was entered (C706 12.6.3.1, PFC_DID_NOT_EXECUTE) */
    bool waits;     /* there is no answer yet: serve_complete gives it */
    uint32_t limit; /* milliseconds that it waits at most; SERVE_NO_LIMIT: for ever */
    uint32_t length;
    /* for the log: */
    const struct method *method; /* NULL: the interface has no such opnum */
    uint32_t code;               /* the method's Status or return value */
    uint32_t handle;             /* of the context handle that came, else of the one returned: the
                                    first four octets of its UUID; 0: none */
    struct refusal refusal;      /* why the request was not decoded */
};

/* How many objects a cluster may come to have. */
uint32_t serve_objects(const struct cluster *cluster);

/* Octets that the longest reply of a cluster can take. A client cannot make it longer, whatever
 * room for output it offers. */
uint32_t serve_reply_room(const struct cluster *cluster);

/* Executes a call of association group `group`, on the clusapi interface, and encodes the reply
 * into `capacity` octets. `token`: the caller's name for it, not used before, should it wait. */
void serve_call(struct serve *serve, uint32_t group, const struct assoc_call *call, uint64_t token,
                uint8_t *reply, uint32_t capacity, struct served *served);

/* Answers the waiting call `token`, which server_ready (core/server.h) has named. */
void serve_complete(struct serve *serve, uint32_t group, const struct assoc_call *call,
                    uint64_t token, uint8_t *reply, uint32_t capacity, struct served *served);

/* A connection of that group has ended; with the last one its context handles are run down
 * (MS-CMRP 3.1.6). */
void serve_leave(struct serve *serve, uint32_t group);

#endif
