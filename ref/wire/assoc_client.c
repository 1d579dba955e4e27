#include "assoc_client.h"

#include "pdu_build.h"

#include <string.h>

void assoc_client_start(struct assoc_client *c, uint16_t fragment)
{
    memset(c, 0, sizeof *c);
    c->state = ASSOC_CLIENT_FRESH;
    c->transmit_limit = fragment < PDU_FRAGMENT ? fragment : PDU_FRAGMENT;
    if (fragment < PDU_MUST_RECEIVE)
        c->transmit_limit = PDU_MUST_RECEIVE;
    c->receive_limit = c->transmit_limit;
}

/* The id of the next exchange; ids increase and never wrap (MS-RPCE 3.3.3.5.2). */
static bool next_id(struct assoc_client *c)
{
    if (c->call_id >= 0x7fffffff)
        return false;
    c->call_id++;
    return true;
}

bool assoc_client_bind(struct assoc_client *c, uint32_t group, const struct assoc_offer *offers,
                       uint8_t count)
{
    const bool fresh = c->state == ASSOC_CLIENT_FRESH;
    if ((!fresh && c->state != ASSOC_CLIENT_READY) || count == 0 || count > ASSOC_CLIENT_OFFERS ||
        !outbox_empty(&c->send) || !next_id(c))
        return false;
    struct builder b = pdu_begin(c->send.octets, PDU_FRAGMENT, false,
                                 fresh ? PDU_BIND : PDU_ALTER_CONTEXT, PFC_WHOLE, c->call_id);
    pdu_add_bind(&b, c->transmit_limit, c->receive_limit, group, count);
    for (uint8_t i = 0; i < count; i++) {
        c->offers[i] = offers[i];
        pdu_add_offer(&b, offers[i].context_id, &offers[i].abstract, 1);
        pdu_add_syntax(&b, &offers[i].transfer);
    }
    c->offer_count = count;
    outbox_fill(&c->send, pdu_end(&b));
    c->state = fresh ? ASSOC_CLIENT_BINDING : ASSOC_CLIENT_ALTERING;
    return true;
}

/* Cuts the next fragment of the request, like a reply's: alloc_hint says what is still to come
 * (MS-RPCE 2.2.2.6), and all but the last carry a multiple of 8 octets. */
static void cut(struct assoc_client *c)
{
    const uint32_t head = PDU_STUB + (c->has_object ? 16u : 0u);
    const uint32_t room = (c->transmit_limit - head) / 8 * 8;
    const uint32_t left = cursor_left(&c->request);
    const uint8_t *part;
    const uint32_t size = cursor_take_most(&c->request, room, &part);
    const bool last = size == left;
    const int flags = (c->request_begun ? 0 : PFC_FIRST_FRAG) | (last ? PFC_LAST_FRAG : 0) |
                      (c->has_object ? PFC_OBJECT_UUID : 0);
    struct builder b =
        pdu_begin(c->send.octets, PDU_FRAGMENT, false, PDU_REQUEST, (uint8_t)flags, c->call_id);
    pdu_add_request(&b, left, c->context_id, c->opnum, c->has_object ? &c->object : NULL);
    builder_octets(&b, part, size);
    outbox_fill(&c->send, pdu_end(&b));
    c->request_begun = !last;
}

bool assoc_client_call(struct assoc_client *c, uint16_t context_id, uint16_t opnum,
                       const struct rpc_uuid *object, const uint8_t *stub, uint32_t size)
{
    if (c->state != ASSOC_CLIENT_READY || !outbox_empty(&c->send) || !next_id(c))
        return false;
    c->context_id = context_id;
    c->opnum = opnum;
    c->has_object = object != NULL;
    if (object != NULL)
        c->object = *object;
    c->request = cursor_over(stub, size, false);
    c->reply_begun = false;
    assoc_gather_clear(&c->gather);
    c->state = ASSOC_CLIENT_CALLING;
    cut(c);
    return true;
}

bool assoc_client_give_up(struct assoc_client *c, bool cancel)
{
    if (c->state != ASSOC_CLIENT_CALLING || !outbox_empty(&c->send))
        return false;
    outbox_fill(&c->send, pdu_build_plain(c->send.octets, PDU_FRAGMENT,
                                          cancel ? PDU_CO_CANCEL : PDU_ORPHANED, c->call_id));
    if (!cancel)
        c->state = ASSOC_CLIENT_READY;
    return true;
}

const uint8_t *assoc_client_output(const struct assoc_client *c, uint32_t *size)
{
    return outbox_rest(&c->send, size);
}

void assoc_client_sent(struct assoc_client *c, uint32_t size)
{
    outbox_sent(&c->send, size);
    if (outbox_empty(&c->send) && c->request_begun)
        cut(c);
}
