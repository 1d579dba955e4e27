/* The accept loop: the only place that waits. */
#ifndef SERVER_LOOP_H
#define SERVER_LOOP_H

#include "peer.h"

struct endpoint {
    int socket;
    uint16_t port;
    const struct assoc_service *service;
};

enum { LOOP_ENDPOINTS = 2 };

struct loop {
    struct host *host;
    struct endpoint endpoint[LOOP_ENDPOINTS];
    uint32_t endpoints;
    uint32_t connections;           /* at a time */
    uint32_t idle;                  /* seconds; 0: no limit */
    int wake;                       /* descriptor that becomes readable when the loop is to end */
    struct connection **connection; /* from loop_begin, as what follows: room for all */
    struct pollfd *entry;
    int spare; /* a descriptor to give up, so that a client can be turned away when none is left */
};

/* Listens on address and port (0: a free one, which *endpoint then says); false: errno says why. */
bool loop_listen(struct endpoint *endpoint, uint32_t address, uint16_t port,
                 const struct assoc_service *service);

/* Takes what the loop needs once all else of it is set. False: errno says why; loop_end is due all
 * the same. */
bool loop_begin(struct loop *loop);

/* Serves until `wake` is readable, then ends every connection. */
void loop_run(struct loop *loop);

/* Gives back what loop_begin took. */
void loop_end(struct loop *loop);

#endif
