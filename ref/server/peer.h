/*
 * One client's connection, without its socket: the association, what it was lent, and what is done
 * at each of its events.
 */
#ifndef SERVER_PEER_H
#define SERVER_PEER_H

#include "budget.h"
#include "serve.h"
#include "wire/tower.h"

struct peer;

/* What all peers of one server share. */
struct host {
    struct serve serve;
    struct budget budget;
    struct loan room;           /* the reply at work, before it is sent */
    struct peer *waiting;       /* those whose call waits for an event, the newest first */
    uint64_t calls;             /* so far */
    int64_t now;                /* milliseconds; the owner keeps it up to date */
    const struct tower *towers; /* what the endpoint mapper knows, without the address */
    uint32_t tower_count;       /* at most HOST_TOWERS */
    /* Called after each call, before its answer is sent; NULL: not. */
    void (*report)(const struct peer *peer, const struct served *served);
    void *reporter; /* for report's own use */
};

enum { HOST_TOWERS = 8 };

#define PEER_NO_DEADLINE INT64_MAX

struct peer {
    struct host *host;
    uint32_t address; /* the client's */
    uint16_t port;
    uint32_t local;    /* the address it connected to */
    uint32_t group;    /* 0: not bound */
    uint64_t token;    /* of its call that waits; 0: none */
    int64_t deadline;  /* of that; PEER_NO_DEADLINE: none */
    struct peer *next; /* that waits */
    struct loan request;
    struct loan reply;
    struct assoc assoc;
};

/* Begins a connection; the service says which interfaces are offered. */
void peer_begin(struct peer *peer, struct host *host, const struct assoc_service *service);

/* Takes received octets; *used says how many. What is done for this peer may give others their
 * answer: look at assoc_output of all. Stops when something waits to be sent
 * (assoc_output), or all are taken. False: nothing waits and the connection is to be closed. */
bool peer_take(struct peer *peer, const uint8_t *octets, uint32_t size, uint32_t *used);

/* `size` octets of assoc_output were sent. */
void peer_sent(struct peer *peer, uint32_t size);

/* Answers the calls whose time is over at host->now. */
void peer_expire_all(struct host *host);

/* Ends the connection: it leaves its group and gives back what it was lent. May be repeated. */
void peer_end(struct peer *peer);

#endif
