#include "owner_demand.h"

#include "property.h"
#include "sum.h"

static bool state_fits(const struct assoc *a, enum assoc_event event)
{
    uint32_t size;
    const bool waits = assoc_output(a, &size) != NULL;
    switch (event) {
    case ASSOC_GROUP:
        return a->state == ASSOC_JOINING && !waits;
    case ASSOC_NEED:
        return a->state == ASSOC_NEEDING && !waits;
    case ASSOC_CALL:
        return a->state == ASSOC_CALLING && !waits;
    case ASSOC_CLOSE:
        return a->state == ASSOC_CLOSED && !waits;
    case ASSOC_ENDED:
        return a->state == ASSOC_READY;
    default:
        return waits || a->state == ASSOC_FRESH || a->state == ASSOC_READY ||
               a->state == ASSOC_RECEIVING || a->state == ASSOC_PENDING;
    }
}

static void demand_contexts(const struct owner *o)
{
    const struct assoc *a = &o->assoc;
    property(a->context_count <= ASSOC_CONTEXTS, "presentation contexts are bounded");
    for (uint32_t i = 0; i < a->context_count && i < ASSOC_CONTEXTS; i++) {
        const struct assoc_context *c = &a->contexts[i];
        property(c->interface < o->service.interface_count, "a context is of an interface served");
        property(c->transfer == TRANSFER_NDR || c->transfer == TRANSFER_NDR64,
                 "a context has one transfer syntax");
        property((c->transfer & o->interfaces[c->interface].transfers) != 0,
                 "a context has a transfer syntax of its interface");
        for (uint32_t j = 0; j < i; j++)
            property(a->contexts[j].id != c->id, "a context id means one context");
    }
}

void owner_demand_state(const struct owner *o, enum assoc_event event)
{
    const struct assoc *a = &o->assoc;
    property(state_fits(a, event), "the state fits the event");
    property(a->transmit_limit >= PDU_MUST_RECEIVE && a->receive_limit >= PDU_MUST_RECEIVE,
             "fragments are never agreed below what everyone must receive");
    property(a->transmit_limit <= o->sent.limit && a->receive_limit <= o->sent.limit,
             "fragments are never agreed above what the service allows");
    property(a->receive.received <= a->receive_limit && a->receive.received <= PDU_FRAGMENT,
             "a fragment being received is no longer than agreed");
    property(a->send.sent <= a->send.length && a->send.length <= a->transmit_limit,
             "a fragment being sent is no longer than agreed");
    property(a->gather.length <= a->gather.size && a->gather.size == o->lent_size,
             "a stub is gathered within the buffer lent");
    property(a->gather.length <= o->received, "no more is gathered than was received");
    property(a->state != ASSOC_FRESH || a->context_count == 0, "contexts need a bind");
    property((a->state == ASSOC_RECEIVING || a->state == ASSOC_CALLING) ||
                 a->state == ASSOC_NEEDING || !assoc_holds_buffer(a),
             "a buffer is held for a call only");
    demand_contexts(o);
}

void owner_demand_need(const struct owner *o)
{
    const uint32_t needed = o->assoc.needed;
    property(needed <= ASSOC_CALL_LIMIT, "a buffer is at most a call's limit");
    property(needed > o->lent_size, "a larger buffer is needed");
    property(needed <= ASSOC_FIRST_BUFFER || needed / 2 <= o->received,
             "a buffer grows with what was received, not with what was promised");
}

/* The stub stands in the fragment received, or in the buffer lent. */
static bool stub_inside(const struct owner *o)
{
    const struct assoc *a = &o->assoc;
    const uintptr_t at = (uintptr_t)a->call.stub, frame = (uintptr_t)a->receive.octets,
                    lent = (uintptr_t)o->lent;
    const uint32_t size = a->call.stub_size;
    if (size == 0)
        return true;
    if (o->lent != NULL && at >= lent && at - lent <= o->lent_size)
        return size <= o->lent_size - (at - lent);
    return at >= frame && at - frame <= PDU_FRAGMENT && size <= PDU_FRAGMENT - (at - frame);
}

void owner_demand_call(struct owner *o)
{
    const struct assoc_call *c = &o->assoc.call;
    bool known = false;
    for (uint32_t i = 0; i < o->assoc.context_count; i++) {
        const struct assoc_context *context = &o->assoc.contexts[i];
        known = known || (context->id == c->context_id &&
                          c->interface == &o->interfaces[context->interface] &&
                          context->transfer == (uint8_t)c->transfer);
    }
    property(known, "a call is made in a context that was negotiated");
    property(c->opnum < c->interface->opnum_count, "a call has an opnum of its interface");
    property(!c->interface->privacy, "a call below packet privacy is refused");
    property(c->transfer != TRANSFER_NDR64 || !c->big_endian, "NDR64 is little-endian");
    property(!o->service.reject_alloc_hint || c->alloc_hint <= c->stub_size,
             "an alloc_hint above the stub is refused where that is asked for");
    property(stub_inside(o), "a call's stub lies where octets were received");
    property(c->stub_size <= o->received, "a call's stub is no longer than what was received");
    heard_octets(&o->heard, o->stream, o->received);
    property(heard_call(&o->heard, c->call_id, c->stub, c->stub_size),
             "a call's stub is what its own fragments hold");
    property(o->calls == 0 || c->call_id > o->last_id, "call ids increase");
    const uint32_t status = assoc_verification(c, 0);
    property(status == 0 || status == FAULT_ACCESS_DENIED || status == FAULT_BAD_STUB_DATA,
             "a verification trailer is good, wrong or malformed");
    o->calls++;
    o->last_id = c->call_id;
    o->sum = (o->sum ^ c->call_id ^ ((uint64_t)c->opnum << 32)) * 0x100000001B3u;
    o->sum = sum_octets(o->sum, c->stub, c->stub_size);
}
