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

/* A stub on its way. */
struct carried {
    uint32_t opnum;
    const uint8_t *stub;
    uint32_t length;
    uint32_t limit; /* milliseconds, as for link_call_within */
};

struct link_kind {
    /* Carry a request's stub to the server and bring the reply's. *reply is valid until the next
     * exchange. Returns 0, or the system error code of a fault or of a failure in transport; the
     * latter also sets link->broken. */
    uint32_t (*exchange)(struct link *link, const struct carried *request, const uint8_t **reply,
                         uint32_t *reply_length);
    /* End the association and free the link. */
    void (*end)(struct link *link);
};

struct link {
    const struct link_kind *kind;
    bool broken; /* nothing more can be sent */
    bool waits;  /* while a call waits for an event, somebody else can make it happen */
    enum transfer_syntax syntax;
    bool big; /* the reply that came last has its integers in big-endian order */
};

#define LINK_NO_LIMIT UINT32_MAX

/* Call a method over the link: 0 and the reply, whose values point into memory that the next call
 * uses again; or a system error code. The call that meets a failure of the transport gives the
 * runtime's code for it (MS-CMRP 3.2.4: unmodified); no later one is sent, and each gives
 * RPC_S_SERVER_UNAVAILABLE: it surely was not executed. */
uint32_t link_call(struct link *link, uint32_t opnum, const struct message *request,
                   struct message *reply);

/* The same for a method that waits for an event: after `limit` milliseconds it is cancelled, and
 * unless its answer was on the way, the code is WAIT_TIMEOUT. 0: it does not wait. */
uint32_t link_call_within(struct link *link, uint32_t limit, uint32_t opnum,
                          const struct message *request, struct message *reply);
void link_end(struct link *link);

/* A link to cluster `cluster` of the fixture, served in this process. NULL: no memory. */
struct link *link_direct(struct fixture *fixture, uint32_t cluster);

/* A link to a cluster that is served elsewhere, by an RPC server over TCP (MS-CMRP 2.1). NULL:
 * *error is the system error code, RPC_S_SERVER_UNAVAILABLE if nobody answers there. */
struct link *link_tcp(const struct fixture_place *place, uint32_t *error);

#endif
