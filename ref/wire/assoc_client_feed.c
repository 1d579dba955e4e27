#include "assoc_client.h"

#include "pdu_build.h"

#include <string.h>

/* The event that stands in the present state. */
static enum assoc_client_event standing(const struct assoc_client *c)
{
    if (c->state == ASSOC_CLIENT_CLOSED)
        return ASSOC_CLIENT_CLOSE;
    return c->state == ASSOC_CLIENT_NEEDING ? ASSOC_CLIENT_NEED : ASSOC_CLIENT_IDLE;
}

/* The server broke the protocol: nothing more is read (MS-RPCE 3.3.2, notes on the states). */
static enum assoc_client_event broken(struct assoc_client *c, struct pdu_failure failure)
{
    c->failure = failure;
    c->request_begun = false;
    c->state = ASSOC_CLIENT_CLOSED;
    return ASSOC_CLIENT_CLOSE;
}

static enum assoc_client_event out_of_order(struct assoc_client *c)
{
    const struct pdu_failure failure = {PDU_ORDER, 2};
    return broken(c, failure);
}

/* One result for each offer; what is accepted was offered. */
static bool take_results(struct assoc_client *c, struct pdu_bind_ack *ack)
{
    if (ack->result_count != c->offer_count)
        return false;
    for (uint8_t i = 0; i < c->offer_count; i++) {
        struct pdu_result *result = &c->results[i];
        (void)pdu_result_next(&ack->results, result); /* the list was found whole */
        if (result->result == RESULT_ACCEPTANCE &&
            !rpc_syntax_equal(&result->transfer, &c->offers[i].transfer))
            return false;
    }
    return true;
}

/* Only a bind_ack settles the sizes and the group; less than everyone must receive is refused. */
static bool take_sizes(struct assoc_client *c, const struct pdu_bind_ack *ack)
{
    if (ack->max_receive < PDU_MUST_RECEIVE || ack->max_transmit < PDU_MUST_RECEIVE)
        return false;
    if (ack->max_receive < c->transmit_limit)
        c->transmit_limit = ack->max_receive;
    if (ack->max_transmit < c->receive_limit)
        c->receive_limit = ack->max_transmit;
    c->group = ack->group;
    return true;
}

static enum assoc_client_event take_bind_ack(struct assoc_client *c)
{
    const bool alter = c->pdu.header.type == PDU_ALTER_CONTEXT_RESP;
    struct pdu_bind_ack ack;
    struct pdu_failure failure = pdu_parse_bind_ack(&c->pdu, &ack);
    if (failure.error != PDU_OK)
        return broken(c, failure);
    if (c->state != (alter ? ASSOC_CLIENT_ALTERING : ASSOC_CLIENT_BINDING) ||
        c->pdu.header.call_id != c->call_id || !take_results(c, &ack) ||
        (!alter && !take_sizes(c, &ack)))
        return out_of_order(c);
    c->state = ASSOC_CLIENT_READY;
    return ASSOC_CLIENT_BOUND;
}

static enum assoc_client_event take_bind_nak(struct assoc_client *c)
{
    struct pdu_bind_nak nak;
    struct pdu_failure failure = pdu_parse_bind_nak(&c->pdu, &nak);
    if (failure.error != PDU_OK)
        return broken(c, failure);
    if (c->state != ASSOC_CLIENT_BINDING || c->pdu.header.call_id != c->call_id)
        return out_of_order(c);
    c->nak_reason = nak.reason;
    c->state = ASSOC_CLIENT_CLOSED;
    return ASSOC_CLIENT_REFUSED;
}

static bool waiting(const struct assoc_client *c)
{
    return c->state == ASSOC_CLIENT_CALLING || c->state == ASSOC_CLIENT_ALTERING;
}

/* An answer to a call that was given up may still arrive: it is ignored. */
static bool late(const struct assoc_client *c)
{
    const uint32_t id = c->pdu.header.call_id;
    if (c->state == ASSOC_CLIENT_READY)
        return id <= c->call_id;
    return waiting(c) && id < c->call_id;
}

/* A fault answers a call, or an alter_context that failed (MS-RPCE 3.3.1.5.2.1). Some statuses
 * never stand in one (MS-RPCE 3.3.2.5.1). */
static enum assoc_client_event take_fault(struct assoc_client *c)
{
    struct pdu_failure failure = pdu_parse_fault(&c->pdu, &c->fault);
    if (failure.error != PDU_OK)
        return broken(c, failure);
    if (late(c))
        return ASSOC_CLIENT_IDLE;
    if (!waiting(c) || c->pdu.header.call_id != c->call_id || pdu_status_forbidden(c->fault.status))
        return out_of_order(c);
    c->did_not_execute = (c->pdu.header.flags & PFC_DID_NOT_EXECUTE) != 0;
    c->request_begun = false; /* what is left of the request would be ignored */
    c->state = ASSOC_CLIENT_READY;
    return ASSOC_CLIENT_FAULT;
}

static enum assoc_client_event finish(struct assoc_client *c, const uint8_t *stub, uint32_t size)
{
    c->stub = stub;
    c->stub_size = size;
    c->big_endian = c->pdu.header.big_endian;
    c->state = ASSOC_CLIENT_READY;
    return ASSOC_CLIENT_REPLY;
}

/* Gathers the fragment at work, or asks for a buffer first. */
static enum assoc_client_event gather(struct assoc_client *c)
{
    if (!assoc_gather_append(&c->gather)) {
        c->needed = assoc_gather_needs(&c->gather);
        c->state = ASSOC_CLIENT_NEEDING;
        return ASSOC_CLIENT_NEED;
    }
    c->state = ASSOC_CLIENT_CALLING;
    return c->gather.part_is_last ? finish(c, c->gather.buffer, c->gather.length)
                                  : ASSOC_CLIENT_IDLE;
}

enum assoc_client_event assoc_client_lend(struct assoc_client *c, uint8_t *buffer, uint32_t size)
{
    if (c->state != ASSOC_CLIENT_NEEDING)
        return standing(c);
    if (assoc_gather_lend(&c->gather, buffer, size))
        return gather(c);
    c->state = ASSOC_CLIENT_CLOSED;
    return ASSOC_CLIENT_CLOSE;
}

/* Is this the fragment that comes next? */
static bool continues(const struct assoc_client *c, const struct pdu_response *response)
{
    const bool first = (c->pdu.header.flags & PFC_FIRST_FRAG) != 0;
    return c->pdu.header.call_id == c->call_id && response->context_id == c->context_id &&
           first != c->reply_begun && response->alloc_hint <= ASSOC_CLIENT_HINT_MAX &&
           !c->request_begun && c->pdu.header.auth_length == 0 &&
           (first || memcmp(c->pdu.header.drep, c->drep, sizeof c->drep) == 0);
}

static enum assoc_client_event take_part(struct assoc_client *c,
                                         const struct pdu_response *response)
{
    const bool last = (c->pdu.header.flags & PFC_LAST_FRAG) != 0;
    if (last && !c->reply_begun)
        return finish(c, response->stub, response->stub_size); /* where it was received */
    if (!assoc_gather_allows(&c->gather, response->stub_size))
        return out_of_order(c);
    memcpy(c->drep, c->pdu.header.drep, sizeof c->drep);
    c->reply_begun = true;
    c->gather.part = response->stub;
    c->gather.part_size = response->stub_size;
    c->gather.part_is_last = last;
    return gather(c);
}

static enum assoc_client_event take_response(struct assoc_client *c)
{
    struct pdu_response response;
    struct pdu_failure failure = pdu_parse_response(&c->pdu, &response);
    if (failure.error != PDU_OK)
        return broken(c, failure);
    if (late(c))
        return ASSOC_CLIENT_IDLE;
    if (c->state != ASSOC_CLIENT_CALLING || !continues(c, &response))
        return out_of_order(c);
    return take_part(c, &response);
}

static enum assoc_client_event act(struct assoc_client *c)
{
    switch (c->pdu.header.type) {
    case PDU_BIND_ACK:
    case PDU_ALTER_CONTEXT_RESP:
        return take_bind_ack(c);
    case PDU_BIND_NAK:
        return take_bind_nak(c);
    case PDU_RESPONSE:
        return take_response(c);
    case PDU_FAULT:
        return take_fault(c);
    case PDU_SHUTDOWN: /* the server asks for the end (C706 12.6.4.11) */
        c->state = ASSOC_CLIENT_CLOSED;
        return ASSOC_CLIENT_CLOSE;
    default: /* types that only clients send */
        return out_of_order(c);
    }
}

static enum assoc_client_event step(struct assoc_client *c, struct cursor *octets)
{
    struct pdu_failure failure;
    switch (pdu_frame_take(&c->receive, octets, c->receive_limit, &c->pdu, &failure)) {
    case FRAME_WHOLE:
        return act(c);
    case FRAME_BAD:
        return broken(c, failure);
    default:
        return ASSOC_CLIENT_IDLE;
    }
}

enum assoc_client_event assoc_client_feed(struct assoc_client *c, const uint8_t *octets,
                                          uint32_t size, uint32_t *used)
{
    enum assoc_client_event event = standing(c);
    struct cursor in = cursor_over(octets, size, false);
    while (event == ASSOC_CLIENT_IDLE && cursor_left(&in) > 0)
        event = step(c, &in);
    *used = in.offset;
    return event;
}
