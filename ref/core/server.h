/*
 * The server's rules: associations, context handles with their access levels, and what each method
 * answers. Requests and replies are messages (wire/value.h), already decoded, not yet encoded.
 *
 * The context handles that a client was given live in one handle table; an association is the
 * owner of those that were opened through it, so that its end runs them down. The level that was
 * granted is kept with each context handle (MS-CMRP 3.1.1.11).
 */
#ifndef CORE_SERVER_H
#define CORE_SERVER_H

#include <stdbool.h>
#include <stdint.h>

#include "access.h"
#include "cluster.h"
#include "event.h"
#include "handle.h"
#include "property.h"
#include "wire/context.h"
#include "wire/methods.h"
#include "wire/pdu.h"
#include "wire/value.h"

/* A fault status beside those of wire/pdu.h (C706 appendix E, MS-RPCE 3.1.1.5.5). */
#define FAULT_OPNUM_OUT_OF_RANGE UINT32_C(0x1C010002)

/* No fault: the call waits for an event (MS-CMRP 3.1.4.2.66). */
#define SERVER_PENDING UINT32_MAX

/* What the server keeps for each slot of its handle table. */
struct server_context {
    uint32_t cluster;     /* index */
    uint32_t object;      /* index, OBJECT_NONE for a cluster's context handle */
    uint32_t version;     /* associations: of the interface; notification ports: 1 or 2 */
    enum level level;     /* context handles only; those of keys and ports have none of their own */
    uint32_t incarnation; /* of the object when the handle was opened */
    uint32_t branch;      /* keys: which part of the registry (registry.h) */
};

struct server {
    struct clusters *clusters;
    struct handle_table table;
    struct server_context *context; /* parallel to the table's slots */
    struct value *cell;             /* room for the rows of one reply */
    uint32_t cells;
    uint8_t *octet; /* room for the property lists of one reply; may have no elements */
    uint32_t octets;
    struct events
        events; /* its arrays may have no elements: then there is no room for ports' use */
    uint8_t secret[CONTEXT_SECRET_SIZE];
};

/* One call. The caller fills in the first part; the rest is room for what the reply points to and
 * must live until the reply is encoded. */
struct server_call {
    struct server *server;
    uint32_t association; /* slot index */
    const struct method *method;
    const struct message *request;
    struct message *reply;
    uint64_t token; /* the caller's name for the call, should it wait */

    const struct cluster *cluster;
    struct server_context subject; /* what the first context handle stands for */
    struct server_context second;  /* and the second */
    uint32_t subject_slot;         /* HANDLE_NOWHERE: the method takes no context handle */
    uint32_t second_slot;
    uint8_t token_room[CONTEXT_TOKEN_SIZE]; /* the context handle that is returned */
    uint8_t output[PROPERTY_LIST_MAX];      /* of a control method */
    struct value version_cells[5];          /* what its operational version says */
    uint32_t cells;                         /* of server->cell that are taken */
    uint32_t octets;                        /* of server->octet */
};

/* Cells that the longest reply of a cluster with room for so many objects needs: a list of nine
 * columns, or two lists of two in which each resource may stand for itself and for its type. */
uint32_t server_cells_for(uint32_t objects);

/* Take a connection to cluster `cluster` with interface version 2 or 3. Returns the association's
 * slot index, or HANDLE_NOWHERE if the table is full. */
uint32_t server_connect(struct server *server, uint32_t cluster, uint32_t version);

/* End an association; its context handles are run down (MS-CMRP 3.1.6). */
void server_disconnect(struct server *server, uint32_t association);

/* Answer a call. Returns 0 and fills in the reply, or the status of a fault. `call->method` may be
 * NULL: an opnum that the interface does not have.
 *
 * SERVER_PENDING: the call, known by `call->token`, waits. After each server_call ask server_ready
 * until it says no; each call that it names is then answered by server_complete. Nothing is kept of
 * `call` and its messages meanwhile. A wait ends otherwise by server_end_wait, or with its
 * association. */
uint32_t server_call(struct server_call *call);

/* Whether some waiting call can be answered now, and which: the one that waits longest. */
bool server_ready(const struct server *server, uint64_t *token);

/* Answer the waiting call `call->token`. The caller fills in the first part of `call` again, but
 * for the request. Returns 0 and fills in the reply, or SERVER_PENDING: it still waits, or there is
 * no such call. */
uint32_t server_complete(struct server_call *call);

/* The waiting call becomes ready with an error code: WAIT_TIMEOUT when the timer of interface
 * version 2 expires (MS-CMRP 3.1.5.4); 0: it waits no longer and is not answered, as when the
 * client cancels it. False: there is no such call. */
bool server_end_wait(struct server *server, uint64_t token, uint32_t code);

#endif
