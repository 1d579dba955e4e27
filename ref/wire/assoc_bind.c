#include "assoc_steps.h"
#include "pdu_build.h"

#include <string.h>

/* The interface that serves an abstract syntax: the same UUID and major version, the minor at least
 * as high as asked. interface_count: none. */
static uint8_t find_interface(const struct assoc_service *service, const struct rpc_syntax *asked)
{
    uint8_t found = service->interface_count;
    for (uint8_t i = 0; i < service->interface_count; i++) {
        const struct rpc_syntax *served = &service->interfaces[i].abstract;
        if (rpc_uuid_equal(&served->uuid, &asked->uuid) && served->major == asked->major &&
            served->minor >= asked->minor)
            found = i;
    }
    return found;
}

/* The set of transfer syntaxes, among those the interface serves, that an offer names; *first is
 * the first of them. */
static uint8_t offered(const struct pdu_offer *offer, uint8_t served, uint8_t *first)
{
    struct cursor transfers = offer->transfers;
    struct rpc_syntax syntax;
    uint8_t set = 0;
    *first = 0;
    while (pdu_syntax_next(&transfers, &syntax)) {
        uint8_t one = rpc_syntax_equal(&syntax, &rpc_syntax_ndr)     ? TRANSFER_NDR
                      : rpc_syntax_equal(&syntax, &rpc_syntax_ndr64) ? TRANSFER_NDR64
                                                                     : 0;
        one &= served;
        set |= one;
        if (*first == 0)
            *first = one;
    }
    return set;
}

/* For each interface the one transfer syntax to accept, by its place in the service's list. */
struct choices {
    uint8_t transfer[UINT8_MAX];
};

/* Over all that the PDU offers for an interface: the preferred one, else the first that is served,
 * else 0 (MS-RPCE 3.3.1.5.6). One walk for all interfaces: a PDU may hold more than a hundred
 * offers. */
static void choose(const struct assoc_service *service, const struct pdu_bind *bind,
                   struct choices *choices)
{
    struct choices set = {{0}};
    struct cursor contexts = bind->contexts;
    struct pdu_offer offer;
    memset(choices, 0, sizeof *choices); /* the first of each, until all are seen */
    while (pdu_offer_next(&contexts, &offer)) {
        const uint8_t interface = find_interface(service, &offer.abstract);
        uint8_t first;
        if (interface == service->interface_count)
            continue;
        set.transfer[interface] |=
            offered(&offer, service->interfaces[interface].transfers, &first);
        if (choices->transfer[interface] == 0)
            choices->transfer[interface] = first;
    }
    for (uint8_t i = 0; i < service->interface_count; i++)
        if ((set.transfer[i] & service->interfaces[i].preferred) != 0)
            choices->transfer[i] = service->interfaces[i].preferred;
}

static struct pdu_result reject(enum context_reason reason)
{
    const struct pdu_result result = {RESULT_PROVIDER_REJECTION, (uint16_t)reason, rpc_syntax_none};
    return result;
}

static struct pdu_result accept(uint8_t transfer)
{
    const struct pdu_result result = {RESULT_ACCEPTANCE, REASON_NOT_SPECIFIED,
                                      transfer == TRANSFER_NDR64 ? rpc_syntax_ndr64
                                                                 : rpc_syntax_ndr};
    return result;
}

/* Adds a presentation context. Negotiating the same one again changes nothing; an id that means
 * something else already keeps its meaning. */
static struct pdu_result add_context(struct assoc *a, const struct assoc_context *context)
{
    for (uint8_t i = 0; i < a->context_count; i++) {
        const struct assoc_context *old = &a->contexts[i];
        const bool same =
            old->interface == context->interface && old->transfer == context->transfer;
        if (old->id == context->id)
            return same ? accept(context->transfer) : reject(REASON_NOT_SPECIFIED);
    }
    if (a->context_count == ASSOC_CONTEXTS) /* MS-RPCE 3.3.3.5.5 */
        return reject(REASON_LOCAL_LIMIT);
    a->contexts[a->context_count] = *context;
    a->context_count++;
    return accept(context->transfer);
}

/* Is an offer bind time feature negotiation? Then the answer is which of the client's features the
 * server has: keeping the connection after an orphaned PDU, bit 2 (MS-RPCE 3.3.1.5.3). */
static bool features(const struct pdu_offer *offer, struct pdu_result *result)
{
    struct cursor transfers = offer->transfers;
    struct rpc_syntax syntax;
    uint8_t bitmask;
    (void)pdu_syntax_next(&transfers, &syntax); /* an offer has one at least */
    if (offer->transfer_count != 1 || !rpc_syntax_features(&syntax, &bitmask))
        return false;
    *result = (struct pdu_result){RESULT_NEGOTIATE_ACK, bitmask & 2, rpc_syntax_none};
    return true;
}

static struct pdu_result negotiate(struct assoc *a, const struct choices *choices,
                                   const struct pdu_offer *offer)
{
    struct pdu_result result;
    uint8_t first;
    if (features(offer, &result))
        return result;
    const uint8_t interface = find_interface(a->service, &offer->abstract);
    if (interface == a->service->interface_count)
        return reject(REASON_ABSTRACT_SYNTAX);
    const uint8_t transfer = choices->transfer[interface];
    if (offered(offer, transfer, &first) == 0)
        return reject(REASON_TRANSFER_SYNTAXES);
    const struct assoc_context context = {offer->context_id, interface, transfer};
    return add_context(a, &context);
}

/* Queues a bind_ack or alter_context_resp: one result for each offer, in their order. False, and
 * nothing is negotiated, if that is larger than what the client receives. */
static bool queue_results(struct assoc *a, const struct pdu_bind *bind, enum pdu_type type,
                          const char *address)
{
    const uint8_t context_count = a->context_count;
    struct cursor contexts = bind->contexts;
    struct pdu_offer offer;
    struct choices choices;
    struct builder b =
        pdu_begin(a->send.octets, a->transmit_limit, false, type, PFC_WHOLE, a->pdu.header.call_id);
    choose(a->service, bind, &choices);
    pdu_add_bind_ack(&b, a->transmit_limit, a->receive_limit, a->group, address,
                     bind->context_count);
    while (pdu_offer_next(&contexts, &offer)) {
        const struct pdu_result result = negotiate(a, &choices, &offer);
        pdu_add_result(&b, &result);
    }
    const uint32_t size = pdu_end(&b);
    outbox_fill(&a->send, size);
    if (size == 0)
        a->context_count = context_count;
    return size != 0;
}

void assoc_take_bind(struct assoc *a)
{
    struct pdu_bind bind;
    struct pdu_failure failure = pdu_parse_bind(&a->pdu, &bind);
    if (failure.error != PDU_OK) {
        assoc_protocol_error(a, failure);
    } else if (a->state != ASSOC_FRESH) {
        assoc_out_of_order(a);
    } else if (a->pdu.trailer.present) {
        assoc_refuse_bind(a, NAK_AUTHENTICATION_TYPE); /* MS-RPCE 3.3.3.5.3 */
    } else {
        a->group = bind.group;
        a->state = ASSOC_JOINING;
    }
}

/* What both sides can do, and never less than what everyone must receive (C706 12.6). */
static uint16_t agree(uint16_t ours, uint16_t theirs)
{
    const uint16_t smaller = theirs < ours ? theirs : ours;
    return smaller < PDU_MUST_RECEIVE ? PDU_MUST_RECEIVE : smaller;
}

void assoc_join(struct assoc *a, uint32_t group)
{
    struct pdu_bind bind;
    if (a->state != ASSOC_JOINING)
        return;
    (void)pdu_parse_bind(&a->pdu, &bind); /* it was found good when it was taken */
    if (group == 0) {
        assoc_refuse_bind(a, NAK_NOT_SPECIFIED);
        return;
    }
    a->group = group;
    a->transmit_limit = agree(a->transmit_limit, bind.max_receive);
    a->receive_limit = agree(a->receive_limit, bind.max_transmit);
    a->state = ASSOC_READY;
    if (!queue_results(a, &bind, PDU_BIND_ACK, a->service->address))
        assoc_refuse_bind(a, NAK_LOCAL_LIMIT);
}

/* Sizes and group of the PDU are ignored, the secondary address is empty, errors are faults
 * (MS-RPCE 3.3.1.5.2.1). */
void assoc_take_alter_context(struct assoc *a)
{
    struct pdu_bind bind;
    struct pdu_failure failure = pdu_parse_bind(&a->pdu, &bind);
    if (failure.error != PDU_OK)
        assoc_protocol_error(a, failure);
    else if (a->state != ASSOC_READY)
        assoc_out_of_order(a);
    else if (a->pdu.trailer.present)
        assoc_queue_fault(a, a->pdu.header.call_id, 0, FAULT_AUTHENTICATION_TYPE, true, 0);
    else if (!queue_results(a, &bind, PDU_ALTER_CONTEXT_RESP, ""))
        assoc_queue_fault(a, a->pdu.header.call_id, 0, FAULT_SERVER_TOO_BUSY, true, 0);
}
