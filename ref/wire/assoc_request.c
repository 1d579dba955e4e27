#include "assoc_steps.h"

#include <string.h>

/* The presentation context with this id, NULL if none was negotiated. */
static const struct assoc_context *find_context(const struct assoc *a, uint16_t id)
{
    const struct assoc_context *found = NULL;
    for (uint8_t i = 0; i < a->context_count; i++)
        if (a->contexts[i].id == id)
            found = &a->contexts[i];
    return found;
}

/* NDR64 knows one data representation only (MS-RPCE 2.2.5). */
static bool label_allowed(const struct assoc_context *context, const uint8_t drep[4])
{
    return context->transfer != TRANSFER_NDR64 || (drep[0] == 0x10 && drep[1] == 0);
}

/* May a call be made in it? 0, or the status to refuse it with, decided before dispatch. */
static uint32_t admit(const struct assoc *a, const struct assoc_context *context,
                      const struct pdu_request *request)
{
    const struct assoc_interface *interface = &a->service->interfaces[context->interface];
    if (a->pdu.header.auth_length > 0) /* names a security context that cannot exist */
        return FAULT_ACCESS_DENIED;
    if (interface->privacy) /* without security every call is below packet privacy */
        return FAULT_ACCESS_DENIED;
    if (request->opnum >= interface->opnum_count)
        return FAULT_OPERATION_RANGE;
    return label_allowed(context, a->pdu.header.drep) ? 0 : FAULT_PROTOCOL;
}

/* Everything of a call but its stub. */
static void describe(struct assoc *a, const struct assoc_context *context,
                     const struct pdu_request *request)
{
    const struct pdu_header *header = &a->pdu.header;
    struct assoc_call *call = &a->call;
    call->call_id = header->call_id;
    call->alloc_hint = request->alloc_hint;
    call->context_id = request->context_id;
    call->opnum = request->opnum;
    call->interface = &a->service->interfaces[context->interface];
    call->transfer = context->transfer == TRANSFER_NDR64 ? TRANSFER_NDR64 : TRANSFER_NDR;
    memcpy(call->drep, header->drep, sizeof call->drep);
    call->big_endian = header->big_endian;
    call->cancelled = (header->flags & PFC_PENDING_CANCEL) != 0;
    call->has_object = request->has_object;
    call->object = request->object;
}

/* The stub is whole. */
static void dispatch(struct assoc *a)
{
    if (a->service->reject_alloc_hint && a->call.alloc_hint > a->call.stub_size) {
        assoc_out_of_order(a); /* MS-RPCE 2.2.2.6 */
        return;
    }
    a->state = ASSOC_CALLING;
}

/* Gathers the fragment at work, or asks for a buffer first. */
static void gather(struct assoc *a)
{
    if (!assoc_gather_append(&a->gather)) {
        a->needed = assoc_gather_needs(&a->gather);
        a->state = ASSOC_NEEDING;
        return;
    }
    a->state = ASSOC_RECEIVING;
    a->call.stub = a->gather.buffer;
    a->call.stub_size = a->gather.length;
    if (a->gather.part_is_last)
        dispatch(a);
}

void assoc_lend(struct assoc *a, uint8_t *buffer, uint32_t size)
{
    if (a->state != ASSOC_NEEDING)
        return;
    if (assoc_gather_lend(&a->gather, buffer, size)) {
        gather(a);
        return;
    }
    assoc_end_call(a);
    assoc_queue_fault(a, a->call.call_id, a->call.context_id, FAULT_SERVER_TOO_BUSY, true, 0);
}

static void take_part(struct assoc *a, const struct pdu_request *request)
{
    a->gather.part = request->stub;
    a->gather.part_size = request->stub_size;
    a->gather.part_is_last = (a->pdu.header.flags & PFC_LAST_FRAG) != 0;
    gather(a);
}

/* An error is answered at once, whether or not more fragments are to come (MS-RPCE 3.3.3.5.8);
 * those are then fragments of an old call. */
static void refuse(struct assoc *a, const struct pdu_request *request, uint32_t status)
{
    if (status == FAULT_PROTOCOL)
        assoc_out_of_order(a);
    else
        assoc_queue_fault(a, a->pdu.header.call_id, request->context_id, status, true, 0);
}

/* Call ids increase and never wrap (MS-RPCE 3.3.3.5.2 and its note). */
static bool id_allowed(const struct assoc *a)
{
    const uint32_t id = a->pdu.header.call_id;
    return id >= a->next_call_id && id <= ASSOC_CALL_ID_MAX;
}

static void take_first(struct assoc *a, const struct pdu_request *request)
{
    if (a->state != ASSOC_READY || !id_allowed(a)) {
        assoc_out_of_order(a);
        return;
    }
    a->next_call_id = a->pdu.header.call_id + 1;
    const struct assoc_context *context = find_context(a, request->context_id);
    if (context == NULL) {
        refuse(a, request, FAULT_INVALID_PRESENTATION_CONTEXT);
        return;
    }
    const uint32_t status = admit(a, context, request);
    if (status != 0) {
        refuse(a, request, status);
        return;
    }
    describe(a, context, request);
    if ((a->pdu.header.flags & PFC_LAST_FRAG) == 0) {
        take_part(a, request);
        return;
    }
    a->call.stub = request->stub; /* where it was received */
    a->call.stub_size = request->stub_size;
    dispatch(a);
}

/* Does a further fragment agree with the call's first (C706 12.6.4.9, MS-RPCE 2.2.2.11, 3.3.3.5.2)?
 * The first had no trailer, so none may have one. */
static bool continues(const struct assoc *a, const struct pdu_request *request)
{
    return a->pdu.header.call_id == a->call.call_id && request->context_id == a->call.context_id &&
           request->opnum == a->call.opnum && a->pdu.header.auth_length == 0 &&
           memcmp(a->pdu.header.drep, a->call.drep, sizeof a->call.drep) == 0;
}

static void take_further(struct assoc *a, const struct pdu_request *request)
{
    if (!continues(a, request)) {
        assoc_out_of_order(a);
        return;
    }
    if (!assoc_gather_allows(&a->gather, request->stub_size)) { /* MS-RPCE 3.3.3.5.4 */
        assoc_end_call(a);
        a->state = ASSOC_CLOSED;
        refuse(a, request, FAULT_ACCESS_DENIED);
        return;
    }
    if ((a->pdu.header.flags & PFC_PENDING_CANCEL) != 0)
        a->call.cancelled = true;
    take_part(a, request);
}

/* A further fragment while no call is open: late if its call was one of the last 150, that is,
 * ignored; otherwise an error (MS-RPCE 3.3.3.5.6), as before a bind, when there was no call. */
static void take_late(struct assoc *a)
{
    const uint32_t id = a->pdu.header.call_id;
    if (!(id < a->next_call_id && a->next_call_id - id <= ASSOC_OLD_CALLS))
        assoc_out_of_order(a);
}

void assoc_take_request(struct assoc *a)
{
    struct pdu_request request;
    struct pdu_failure failure = pdu_parse_request(&a->pdu, &request);
    if (failure.error != PDU_OK)
        assoc_protocol_error(a, failure);
    else if (a->state == ASSOC_PENDING)
        assoc_out_of_order(a); /* beside a call: no CONC_MPX (MS-RPCE 3.3.1.5.8) */
    else if ((a->pdu.header.flags & PFC_FIRST_FRAG) != 0)
        take_first(a, &request);
    else if (a->state == ASSOC_RECEIVING)
        take_further(a, &request);
    else
        take_late(a);
}
