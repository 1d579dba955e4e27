#include "assoc.h"

#include "assoc_steps.h"

#include <string.h>

static uint32_t least(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

void assoc_start(struct assoc *a, const struct assoc_service *service)
{
    memset(a, 0, sizeof *a);
    a->service = service;
    a->state = ASSOC_FRESH;
    a->transmit_limit = (uint16_t)least(service->fragment, ASSOC_FRAGMENT);
    a->receive_limit = a->transmit_limit;
}

/* auth3 is never answered (MS-RPCE 3.3.1.5.2.1); without security there is nothing it could end. */
static void take_auth3(struct assoc *a)
{
    struct pdu_failure failure = pdu_parse_auth3(&a->pdu);
    if (failure.error != PDU_OK)
        assoc_protocol_error(a, failure);
    else if (a->state == ASSOC_FRESH)
        assoc_out_of_order(a);
}

/* Does a co_cancel or orphaned mean the call at hand? If not, that call is over and the PDU late.
 */
static bool means_the_call(const struct assoc *a)
{
    return (a->state == ASSOC_RECEIVING || a->state == ASSOC_PENDING) &&
           a->pdu.header.call_id == a->call.call_id;
}

/* C706 12.6.4.6 and 12.6.4.8: co_cancel ends a call with a fault, orphaned without any answer. A
 * connection outlives an orphaned call (MS-RPCE 3.3.1.5.10). True if the owner must be told. */
static bool take_end_of_call(struct assoc *a)
{
    const bool told = a->state == ASSOC_PENDING;
    if (a->state == ASSOC_FRESH)
        assoc_out_of_order(a);
    if (!means_the_call(a))
        return false;
    if (a->pdu.header.type == PDU_CO_CANCEL)
        assoc_queue_fault(a, a->call.call_id, a->call.context_id, FAULT_CANCEL, !told, 1);
    assoc_end_call(a);
    return told;
}

/* Acts on the whole PDU in a->pdu; true if the owner lost a pending call by it. */
static bool act(struct assoc *a)
{
    switch (a->pdu.header.type) {
    case PDU_BIND:
        assoc_take_bind(a);
        return false;
    case PDU_ALTER_CONTEXT:
        assoc_take_alter_context(a);
        return false;
    case PDU_REQUEST:
        assoc_take_request(a);
        return false;
    case PDU_AUTH3:
        take_auth3(a);
        return false;
    case PDU_CO_CANCEL:
    case PDU_ORPHANED:
        return take_end_of_call(a);
    default: /* types that only servers send */
        assoc_out_of_order(a);
        return false;
    }
}

/* The event that stands in the present state. */
static enum assoc_event standing(const struct assoc *a)
{
    if (!outbox_empty(&a->send))
        return ASSOC_IDLE;
    switch (a->state) {
    case ASSOC_JOINING:
        return ASSOC_GROUP;
    case ASSOC_NEEDING:
        return ASSOC_NEED;
    case ASSOC_CALLING:
        return ASSOC_CALL;
    case ASSOC_CLOSED:
        return ASSOC_CLOSE;
    default:
        return ASSOC_IDLE;
    }
}

/* Takes octets up to the end of a PDU and acts on it. */
static enum assoc_event step(struct assoc *a, struct cursor *octets)
{
    struct pdu_failure failure;
    switch (pdu_frame_take(&a->receive, octets, a->receive_limit, &a->pdu, &failure)) {
    case FRAME_WHOLE:
        return act(a) ? ASSOC_ENDED : standing(a);
    case FRAME_BAD:
        assoc_protocol_error(a, failure);
        return standing(a);
    default:
        return ASSOC_IDLE;
    }
}

enum assoc_event assoc_feed(struct assoc *a, const uint8_t *octets, uint32_t size, uint32_t *used)
{
    enum assoc_event event = standing(a);
    struct cursor c = cursor_over(octets, size, false);
    while (event == ASSOC_IDLE && outbox_empty(&a->send) && cursor_left(&c) > 0)
        event = step(a, &c);
    *used = c.offset;
    return event;
}
