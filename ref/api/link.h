/*
 * Links: the ways from the client's calls to a server. Whatever the way, a request is encoded to a
 * stub and the reply is decoded from one, in the transfer syntax that was negotiated (MS-CMRP 2.2).
 */
#ifndef API_LINK_H
#define API_LINK_H

#include "core/server.h"
#include "fixture.h"
#include "wire/codec.h"

struct link;

struct link_kind {
    /* Carry a request's stub to the server and bring the reply's. *reply is valid until the next
     * exchange. Returns 0, or the system error code of a fault or of a failure in transport; the
     * latter also sets link->broken. */
    uint32_t (*exchange)(struct link *link, uint32_t opnum, const uint8_t *stub, uint32_t length,
                         const uint8_t **reply, uint32_t *reply_length);
    /* End the association and free the link. */
    void (*end)(struct link *link);
};

struct link {
    const struct link_kind *kind;
    bool broken; /* nothing more can be sent */
    enum transfer_syntax syntax;
    bool big; /* the reply that came last has its integers in big-endian order */
};

/* Call a method over the link: 0 and the reply, whose values point into memory that the next call
 * uses again; or a system error code. */
uint32_t link_call(struct link *link, uint32_t opnum, const struct message *request,
                   struct message *reply);
void link_end(struct link *link);

/* Whether a call that would wait for an event fails with WAIT_TIMEOUT at once; over any other link
 * it would keep the connection from all other calls. */
bool link_never_waits(const struct link *link);

/* A link to cluster `cluster` of the fixture, served in this process. NULL: no memory. */
struct link *link_direct(struct fixture *fixture, uint32_t cluster);

/* A link to a cluster that is served elsewhere, by an RPC server over TCP (MS-CMRP 2.1). NULL:
 * *error is the system error code, RPC_S_SERVER_UNAVAILABLE if nobody answers there. */
struct link *link_tcp(const struct fixture_place *place, uint32_t *error);

#endif
