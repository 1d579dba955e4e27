#include "assoc_steps.h"
#include "pdu_build.h"

void assoc_queue_fault(struct assoc *a, uint32_t call_id, uint16_t context_id, uint32_t status,
                       bool did_not_execute, uint8_t cancel_count)
{
    const struct pdu_fault fault = {context_id, cancel_count, status};
    const uint8_t flags = did_not_execute ? PFC_DID_NOT_EXECUTE : 0;
    outbox_fill(&a->send, pdu_build_fault(a->send.octets, ASSOC_FRAGMENT, call_id, flags, &fault));
}

void assoc_end_call(struct assoc *a)
{
    a->state = ASSOC_READY;
    assoc_gather_clear(&a->gather);
    a->call.stub = NULL;
    a->call.stub_size = 0;
}

void assoc_refuse_bind(struct assoc *a, enum nak_reason reason)
{
    a->state = ASSOC_CLOSED;
    outbox_fill(&a->send,
                pdu_build_bind_nak(a->send.octets, ASSOC_FRAGMENT, a->pdu.header.call_id, reason));
}

void assoc_protocol_error(struct assoc *a, struct pdu_failure failure)
{
    const struct pdu_header *header = &a->pdu.header;
    a->failure = failure;
    assoc_end_call(a);
    a->state = ASSOC_CLOSED;
    if (header->type == PDU_BIND) /* answered by bind_ack or bind_nak, nothing else */
        assoc_refuse_bind(a, NAK_PROTOCOL_VERSION);
    else if (header->type != PDU_AUTH3)
        assoc_queue_fault(a, header->call_id, 0, FAULT_PROTOCOL, true, 0);
}

void assoc_out_of_order(struct assoc *a)
{
    const struct pdu_failure failure = {PDU_ORDER, 2};
    assoc_protocol_error(a, failure);
}

/* Cuts the next fragment of the reply. Every one says how much is still to come
 * (MS-RPCE 2.2.2.6); all but the last carry a multiple of 8 octets. */
static void cut(struct assoc *a)
{
    const uint32_t room = (a->transmit_limit - (uint32_t)PDU_STUB) / 8 * 8;
    const uint32_t left = cursor_left(&a->reply);
    const uint8_t *part;
    const uint32_t size = cursor_take_most(&a->reply, room, &part);
    const bool last = size == left;
    const int flags = (a->reply_begun ? 0 : PFC_FIRST_FRAG) | (last ? PFC_LAST_FRAG : 0);
    struct builder b = pdu_begin(a->send.octets, ASSOC_FRAGMENT, false, PDU_RESPONSE,
                                 (uint8_t)flags, a->call.call_id);
    pdu_add_response(&b, left, a->call.context_id, 0);
    builder_octets(&b, part, size);
    outbox_fill(&a->send, pdu_end(&b));
    a->reply_begun = !last;
}

const uint8_t *assoc_output(const struct assoc *a, uint32_t *size)
{
    return outbox_rest(&a->send, size);
}

void assoc_sent(struct assoc *a, uint32_t size)
{
    outbox_sent(&a->send, size);
    if (outbox_empty(&a->send) && a->reply_begun)
        cut(a);
}

static bool has_call(const struct assoc *a)
{
    return a->state == ASSOC_CALLING || a->state == ASSOC_PENDING;
}

bool assoc_reply(struct assoc *a, const uint8_t *stub, uint32_t size)
{
    if (!has_call(a))
        return false;
    assoc_end_call(a);
    a->reply = cursor_over(stub, size, false);
    cut(a);
    return true;
}

bool assoc_fault(struct assoc *a, uint32_t status, bool did_not_execute)
{
    if (!has_call(a))
        return false;
    assoc_end_call(a);
    assoc_queue_fault(a, a->call.call_id, a->call.context_id, status, did_not_execute, 0);
    return true;
}

bool assoc_holds_reply(const struct assoc *a)
{
    return a->reply_begun;
}

bool assoc_pending(struct assoc *a)
{
    if (a->state != ASSOC_CALLING)
        return false;
    assoc_end_call(a);
    a->state = ASSOC_PENDING;
    return true;
}

bool assoc_holds_buffer(const struct assoc *a)
{
    return a->gather.buffer != NULL;
}
