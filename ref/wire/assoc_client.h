/*
 * The client's end of one connection of DCE/RPC 5.0, as a pure object like assoc.h: octets in,
 * octets out, one call at a time, no security (C706 9.3, 12.6; MS-RPCE 3.3.1, 3.3.2).
 *
 * The owner's loop: send what assoc_client_output gives; when it gives nothing, assoc_client_feed
 * what was received; do what the event asks for.
 */
#ifndef WIRE_ASSOC_CLIENT_H
#define WIRE_ASSOC_CLIENT_H

#include "assoc_gather.h"
#include "assoc_outbox.h"
#include "pdu_frame.h"

enum {
    ASSOC_CLIENT_OFFERS = 8,            /* presentation contexts of one bind or alter_context */
    ASSOC_CLIENT_HINT_MAX = 0x7fffffff, /* the largest alloc_hint believed, MS-RPCE 3.3.2.5.2 */
};

/* One presentation context to negotiate. */
struct assoc_offer {
    uint16_t context_id;
    struct rpc_syntax abstract;
    struct rpc_syntax transfer;
};

enum assoc_client_event {
    ASSOC_CLIENT_IDLE,    /* nothing to do but send and receive */
    ASSOC_CLIENT_BOUND,   /* bind_ack or alter_context_resp came: look at results */
    ASSOC_CLIENT_REFUSED, /* bind_nak came: look at nak_reason; the connection is over */
    ASSOC_CLIENT_REPLY,   /* stub, stub_size and big_endian are the reply's */
    ASSOC_CLIENT_FAULT,   /* look at fault and did_not_execute */
    ASSOC_CLIENT_NEED,    /* a buffer of `needed` octets is needed: answer with assoc_client_lend */
    ASSOC_CLIENT_CLOSE,   /* the server broke the protocol or sent shutdown: close */
};

enum assoc_client_state {
    ASSOC_CLIENT_FRESH,
    ASSOC_CLIENT_BINDING,
    ASSOC_CLIENT_ALTERING,
    ASSOC_CLIENT_READY,
    ASSOC_CLIENT_CALLING,
    ASSOC_CLIENT_NEEDING,
    ASSOC_CLIENT_CLOSED,
};

/* The owner reads the first part. */
struct assoc_client {
    enum assoc_client_state state;
    uint32_t group;      /* the association, once bound */
    uint8_t offer_count; /* of the last bind or alter_context */
    struct assoc_offer offers[ASSOC_CLIENT_OFFERS];
    struct pdu_result results[ASSOC_CLIENT_OFFERS]; /* in the order of the offers */
    uint16_t nak_reason;
    const uint8_t *stub; /* valid until the next call or feed, and while a lent buffer stays */
    uint32_t stub_size;
    bool big_endian;
    struct pdu_fault fault;
    bool did_not_execute;
    uint32_t needed;
    struct pdu_failure failure; /* why ASSOC_CLIENT_CLOSE, if a PDU was wrong */

    struct pdu pdu;
    uint8_t drep[4]; /* of the reply's first fragment */
    bool reply_begun;
    uint32_t call_id; /* of the last PDU that was sent */
    uint16_t context_id;
    uint16_t opnum;
    bool has_object;
    struct rpc_uuid object;
    struct cursor request; /* stands before what is still to be cut */
    bool request_begun;    /* and something is */
    uint16_t transmit_limit;
    uint16_t receive_limit;
    struct assoc_gather gather;
    struct pdu_frame receive;
    struct assoc_outbox send;
};

/* A new connection. fragment: the largest to offer, PDU_MUST_RECEIVE to PDU_FRAGMENT. */
void assoc_client_start(struct assoc_client *c, uint16_t fragment);

/* Each begins an exchange, and gives false, and does nothing, while another is going on or before
 * or after its time. Their octets come from assoc_client_output. */

/* bind on a new connection, alter_context on one that is bound. `count` offers, 1 to
 * ASSOC_CLIENT_OFFERS, are copied. group: the association to join, 0 for a new one. */
bool assoc_client_bind(struct assoc_client *c, uint32_t group, const struct assoc_offer *offers,
                       uint8_t count);

/* A request. The stub must stay until assoc_client_output gives nothing. object may be NULL. */
bool assoc_client_call(struct assoc_client *c, uint16_t context_id, uint16_t opnum,
                       const struct rpc_uuid *object, const uint8_t *stub, uint32_t size);

/* Ends the wait for a reply. cancel: co_cancel, the server answers in its way; otherwise orphaned,
 * and the call is over. False, and nothing happens, if no call waits or its request is not sent. */
bool assoc_client_give_up(struct assoc_client *c, bool cancel);

/* The octets to send next, NULL if there are none; assoc_client_sent says how many were sent. */
const uint8_t *assoc_client_output(const struct assoc_client *c, uint32_t *size);
void assoc_client_sent(struct assoc_client *c, uint32_t size);

/* Reads received octets up to the next event; *used says how many. ASSOC_CLIENT_NEED and
 * ASSOC_CLIENT_CLOSE stand until they are dealt with. */
enum assoc_client_event assoc_client_feed(struct assoc_client *c, const uint8_t *octets,
                                          uint32_t size, uint32_t *used);

/* Answers ASSOC_CLIENT_NEED with a buffer, as assoc_lend does, and gives the event that follows;
 * anything too small ends the connection. The buffer holds the reply's stub: it is the owner's
 * again when that is done with. */
enum assoc_client_event assoc_client_lend(struct assoc_client *c, uint8_t *buffer, uint32_t size);

#endif
