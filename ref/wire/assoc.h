/*
 * The server's end of one connection of DCE/RPC 5.0, as a pure object: octets in, octets out
 * (C706 9.3, 12.6; MS-RPCE 3.3.1, 3.3.3). One `struct assoc` is one connection; the connections of
 * one client form an association (in C706: association group), whose id the owner gives.
 *
 * All memory is the owner's. A request in one fragment is handed over where it was received; a
 * longer one is gathered in a buffer that the owner lends when asked; a reply is cut into fragments
 * as they are sent. While something waits to be sent, nothing is read.
 *
 * The owner's loop: send what assoc_output gives; when it gives nothing, assoc_feed what was
 * received (or nothing, to learn what stands); do what the event asks for; again.
 */
#ifndef WIRE_ASSOC_H
#define WIRE_ASSOC_H

#include "assoc_gather.h"
#include "assoc_outbox.h"
#include "pdu_frame.h"

enum {
    ASSOC_FRAGMENT = PDU_FRAGMENT,  /* the largest fragment sent or received */
    ASSOC_CONTEXTS = 16,            /* presentation contexts of one connection */
    ASSOC_CALL_ID_MAX = 0x7fffffff, /* MS-RPCE 3.3.3.5.2 and its note */
    ASSOC_OLD_CALLS = 150,          /* MS-RPCE 3.3.3.5.6 */
    AUTH_LEVEL_PRIVACY = 6,         /* RPC_C_AUTHN_LEVEL_PKT_PRIVACY, MS-RPCE 2.2.1.1.8 */
};

/* Transfer syntaxes, as bits of a set. */
enum transfer { TRANSFER_NDR = 1, TRANSFER_NDR64 = 2 };

/* An interface that is served. */
struct assoc_interface {
    struct rpc_syntax abstract; /* minor: the highest that is served */
    uint16_t opnum_count;       /* opnums 0 to opnum_count - 1 exist */
    uint8_t transfers;          /* the set of its transfer syntaxes */
    uint8_t preferred;          /* the one it accepts when it has the choice (MS-RPCE 3.3.3.1.3) */
    bool privacy;               /* calls below packet privacy are refused (MS-CMRP 2.1) */
};

/* What all connections of an endpoint have in common. */
struct assoc_service {
    const struct assoc_interface *interfaces;
    uint8_t interface_count;
    uint16_t fragment;   /* largest fragment to agree to, PDU_MUST_RECEIVE to ASSOC_FRAGMENT */
    const char *address; /* the endpoint, a port as a string: the secondary address in bind_ack */
    bool reject_alloc_hint; /* refuse an alloc_hint above the stub's length (MS-RPCE 2.2.2.6) */
};

/* A call for the owner to execute. */
struct assoc_call {
    uint32_t call_id;
    uint32_t alloc_hint;
    uint16_t context_id;
    uint16_t opnum;
    const struct assoc_interface *interface;
    enum transfer transfer;
    uint8_t drep[4];
    bool big_endian;
    bool cancelled; /* a cancel was pending when the client sent it: don't wait for anything */
    bool has_object;
    struct rpc_uuid object;
    const uint8_t *stub; /* valid until the call is answered or left pending */
    uint32_t stub_size;
};

/* What assoc_feed stopped for. All but ASSOC_IDLE and ASSOC_ENDED stand until they are dealt with.
 */
enum assoc_event {
    ASSOC_IDLE,  /* nothing to do but send and receive */
    ASSOC_GROUP, /* a bind asks for association a->group (0: a new one): answer with assoc_join */
    ASSOC_NEED,  /* a buffer of a->needed octets is needed: answer with assoc_lend */
    ASSOC_CALL,  /* execute a->call: answer with assoc_reply, assoc_fault or assoc_pending */
    ASSOC_ENDED, /* the client cancelled or gave up the pending call: forget it, don't answer */
    ASSOC_CLOSE, /* close the connection; a pending call has ended */
};

enum assoc_state {
    ASSOC_FRESH,     /* no bind yet */
    ASSOC_JOINING,   /* a bind waits for assoc_join */
    ASSOC_READY,     /* bound, no call */
    ASSOC_RECEIVING, /* between two fragments of a request */
    ASSOC_NEEDING,   /* a fragment waits for assoc_lend */
    ASSOC_CALLING,   /* a whole call waits for its answer */
    ASSOC_PENDING,   /* the owner will answer later */
    ASSOC_CLOSED,    /* nothing more is read */
};

/* One negotiated presentation context. */
struct assoc_context {
    uint16_t id;
    uint8_t interface; /* its place in the service's list */
    uint8_t transfer;
};

/* The owner reads state, call, group, needed and failure; the rest is the connection's own. */
struct assoc {
    const struct assoc_service *service;
    enum assoc_state state;
    struct assoc_call call;
    uint32_t group;
    uint32_t needed;
    struct pdu_failure failure; /* why the connection was closed: the first malformed PDU */

    struct pdu pdu;        /* the PDU at work; points into receive */
    uint32_t next_call_id; /* the lowest that the next call may have */
    uint16_t transmit_limit;
    uint16_t receive_limit;
    uint8_t context_count;
    struct assoc_context contexts[ASSOC_CONTEXTS];

    struct assoc_gather gather; /* the stub so far */
    struct cursor reply;        /* stands before what is still to be cut */
    bool reply_begun;           /* and something is */
    struct pdu_frame receive;
    struct assoc_outbox send;
};

/* A new connection. The service must outlive it. */
void assoc_start(struct assoc *a, const struct assoc_service *service);

/* Reads received octets up to the next event; *used says how many were read. Reads nothing, and
 * repeats the event, while an event stands; reads nothing while assoc_output gives something. */
enum assoc_event assoc_feed(struct assoc *a, const uint8_t *octets, uint32_t size, uint32_t *used);

/* The octets to send next, NULL if there are none; assoc_sent says how many of them were sent. */
const uint8_t *assoc_output(const struct assoc *a, uint32_t *size);
void assoc_sent(struct assoc *a, uint32_t size);

/* Answers ASSOC_GROUP: the association's id, not 0; 0 refuses. A connection may join an existing
 * association if it comes from the same client address (MS-RPCE 3.3.1.5.7): the owner decides. */
void assoc_join(struct assoc *a, uint32_t group);

/* Answers ASSOC_NEED with a buffer of at least a->needed octets that begins with what the buffer
 * lent before contained (as realloc does). Anything smaller refuses: the call ends with
 * FAULT_SERVER_TOO_BUSY. The owner has it back as soon as assoc_holds_buffer is false. */
void assoc_lend(struct assoc *a, uint8_t *buffer, uint32_t size);
bool assoc_holds_buffer(const struct assoc *a);

/* Answers ASSOC_CALL, or a call left pending; false, and nothing happens, if there is none.
 * assoc_reply: the stub must stay until assoc_holds_reply is false. assoc_fault: did_not_execute
 * says that the method was not entered (C706 12.6.3.1), statuses as pdu_build_fault. */
bool assoc_reply(struct assoc *a, const uint8_t *stub, uint32_t size);
bool assoc_fault(struct assoc *a, uint32_t status, bool did_not_execute);
bool assoc_holds_reply(const struct assoc *a);

/* Answers ASSOC_CALL: the answer comes later, and a->call.stub is no longer valid. A co_cancel, an
 * orphaned or the end of the connection may come first. */
bool assoc_pending(struct assoc *a);

/* The status to refuse a call with for what its verification trailer says, 0 for none
 * (MS-RPCE 2.2.2.13). `used` is how much of the stub the parameters took; a trailer is looked for
 * after that, and need not be there. */
uint32_t assoc_verification(const struct assoc_call *call, uint32_t used);

#endif
