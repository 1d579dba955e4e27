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
#include "handle.h"
#include "property.h"
#include "wire/context.h"
#include "wire/methods.h"
#include "wire/value.h"

/* Fault statuses (C706 appendix E, MS-RPCE 3.1.1.5.5). */
#define FAULT_OPNUM_OUT_OF_RANGE UINT32_C(0x1C010002)
#define FAULT_CONTEXT_MISMATCH UINT32_C(0x1C00001A)

/* What the server keeps for each slot of its handle table. */
struct server_context {
    uint32_t cluster; /* index */
    uint32_t object;  /* index, OBJECT_NONE for a cluster's context handle */
    uint32_t version; /* of the interface; associations only */
    enum level level; /* context handles only */
};

struct server {
    struct clusters *clusters;
    struct handle_table table;
    struct server_context *context; /* parallel to the table's slots */
    struct value *cell;             /* room for the rows of one reply */
    uint32_t cells;
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

    const struct cluster *cluster;
    struct server_context subject; /* what the first context handle stands for */
    uint32_t subject_slot;
    uint8_t token[CONTEXT_TOKEN_SIZE]; /* of the context handle that is returned */
    uint8_t output[PROPERTY_LIST_MAX]; /* of a control method */
    struct value operational_version[5];
    uint32_t cells; /* of server->cell that are taken */
};

/* Cells that the longest reply of a cluster with so many objects needs: two lists of two columns,
 * in which each resource may stand for itself and for its type. */
uint32_t server_cells_for(uint32_t objects);

/* Take a connection to cluster `cluster` with interface version 2 or 3. Returns the association's
 * slot index, or HANDLE_NOWHERE if the table is full. */
uint32_t server_connect(struct server *server, uint32_t cluster, uint32_t version);

/* End an association; its context handles are run down (MS-CMRP 3.1.6). */
void server_disconnect(struct server *server, uint32_t association);

/* Answer a call. Returns 0 and fills in the reply, or the status of a fault. `call->method` may be
 * NULL: an opnum that the interface does not have. */
uint32_t server_call(struct server_call *call);

#endif
