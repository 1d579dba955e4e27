/* Presentation contexts, call ids, and the bind that `connect` makes. */
#include <string.h>

#include "channel.h"
#include "pdu_text.h"

enum { FRAGMENT_RECEIVED = 4280, OFFERS = 2 };

/* -- filling in ----------------------------------------------------------------------------------
 */

static bool continues_call(const struct channel *channel, uint8_t type)
{
    return (type == PDU_REQUEST && channel->in_call) || type == PDU_AUTH3 ||
           type == PDU_CO_CANCEL || type == PDU_ORPHANED;
}

static uint32_t call_id_of(const struct channel *channel, const struct wire_pdu *pdu)
{
    if (pdu->given[FIELD_CALL_ID]) {
        return (uint32_t)pdu->field[FIELD_CALL_ID];
    }
    bool same = continues_call(channel, pdu->type) && channel->recent_call != 0;
    return same ? channel->recent_call : channel->last_call + 1;
}

static bool is_wide(const struct channel *channel, uint64_t id)
{
    for (size_t n = 0; n < channel->accepted_count; n++) {
        if (channel->accepted[n].id == id) {
            return channel->accepted[n].wide;
        }
    }
    return false;
}

static void note_contexts(struct channel *channel, const struct wire_pdu *pdu)
{
    channel->offer = pdu;
    channel->offer_first = channel->next_context;
    for (size_t n = 0; n < pdu->contexts; n++) {
        unsigned id = pdu->numbered ? channel->offer_first + (unsigned)n : pdu->context[n].id;
        channel->next_context = id >= channel->next_context ? id + 1 : channel->next_context;
    }
}

struct pdu_filling channel_fill(struct channel *channel, const struct wire_pdu *pdu)
{
    uint64_t flags = pdu->given[FIELD_PFC_FLAGS] ? pdu->field[FIELD_PFC_FLAGS] : PFC_WHOLE;
    struct pdu_filling filling = {.call_id = call_id_of(channel, pdu),
                                  .next_context = channel->next_context,
                                  .wide = is_wide(channel, pdu->field[FIELD_P_CONT_ID])};
    if (pdu->bare) {
        return filling;
    }
    channel->recent_call = filling.call_id;
    channel->last_call =
        filling.call_id > channel->last_call ? filling.call_id : channel->last_call;
    channel->in_call = pdu->type == PDU_REQUEST && (flags & PFC_LAST_FRAG) == 0;
    if (pdu->type == PDU_BIND || pdu->type == PDU_ALTER_CONTEXT) {
        note_contexts(channel, pdu);
    }
    return filling;
}

/* -- accepting -----------------------------------------------------------------------------------
 */

/* The version of clusapi that an interface is; 0: it is another interface. */
static unsigned version_of(const struct rpc_syntax *interface)
{
    return rpc_syntax_equal(interface, &wire_clusapi[2])   ? 2
           : rpc_syntax_equal(interface, &wire_clusapi[3]) ? 3
                                                           : 0;
}

static void accept_one(struct channel *channel, size_t n, const struct pdu_result *result)
{
    const struct wire_context *offered = &channel->offer->context[n];
    uint16_t id = channel->offer->numbered ? (uint16_t)(channel->offer_first + n) : offered->id;
    bool wide = rpc_syntax_equal(&result->transfer, &rpc_syntax_ndr64);
    if (channel->accepted_count < CHANNEL_CONTEXTS) {
        channel->accepted[channel->accepted_count++] = (struct channel_context){id, wide};
    }
    if (!channel->bound && version_of(&offered->interface) != 0) {
        channel->bound = true;
        channel->context = id;
        channel->form.version = version_of(&offered->interface);
        channel->form.part.wide = wide;
    }
}

void channel_accept(struct channel *channel, const struct pdu *pdu)
{
    struct pdu_bind_ack ack;
    struct pdu_result result;
    if (channel->offer == NULL || pdu_parse_bind_ack(pdu, &ack).error != PDU_OK) {
        return;
    }
    struct cursor results = ack.results;
    for (size_t n = 0; n < channel->offer->contexts && pdu_result_next(&results, &result); n++) {
        if (result.result == RESULT_ACCEPTANCE) {
            accept_one(channel, n, &result);
        }
    }
    if (pdu->header.type == PDU_BIND_ACK) {
        channel->group = ack.group;
        channel->fragment =
            ack.max_receive < channel->fragment ? ack.max_receive : channel->fragment;
    }
    channel->offer = NULL;
}

/* -- connect -------------------------------------------------------------------------------------
 */

static void send_bind(struct channel *channel, const struct wire_connect *connect, uint32_t group,
                      struct wire_pdu *pdu, struct wire_context *context)
{
    struct growing octets = {.octets = NULL};
    uint32_t receives =
        connect->fragment > FRAGMENT_RECEIVED ? connect->fragment : FRAGMENT_RECEIVED;
    *pdu = (struct wire_pdu){.type = PDU_BIND, .group = NO_CONNECTION, .context = context};
    if (connect->ndr) {
        context[pdu->contexts++].transfer = &rpc_syntax_ndr;
    }
    if (connect->ndr64) {
        context[pdu->contexts++].transfer = &rpc_syntax_ndr64;
    }
    for (size_t n = 0; n < pdu->contexts; n++) {
        context[n].id = (uint16_t)n;
        context[n].transfers = 1;
        context[n].interface = wire_clusapi[connect->version];
    }
    pdu->given[FIELD_MAX_XMIT_FRAG] = pdu->given[FIELD_MAX_RECV_FRAG] = true;
    pdu->field[FIELD_MAX_XMIT_FRAG] = pdu->field[FIELD_MAX_RECV_FRAG] = receives;
    pdu->given[FIELD_ASSOC_GROUP_ID] = true;
    pdu->field[FIELD_ASSOC_GROUP_ID] = group;
    if (connect->big) {
        pdu->given[FIELD_PACKED_DREP] = true; /* 0: big-endian, ASCII, IEEE (C706 14.1) */
    }
    struct pdu_filling filling = channel_fill(channel, pdu);
    pdu_put(pdu, NULL, 0, &filling, NULL, &octets);
    (void)channel_send(channel, &octets, 0);
    growing_free(&octets);
}

/* How many contexts the bind_ack accepts, and the first result. */
static size_t count_accepted(const struct pdu_bind_ack *ack, struct pdu_result *first,
                             struct pdu_result *accepted, bool *others_rejected)
{
    struct cursor results = ack->results;
    struct pdu_result result;
    size_t count = 0;
    *others_rejected = true;
    for (size_t n = 0; pdu_result_next(&results, &result); n++) {
        *first = n == 0 ? result : *first;
        if (result.result == RESULT_ACCEPTANCE) {
            *accepted = result;
            count++;
        } else if (result.result != RESULT_PROVIDER_REJECTION) {
            *others_rejected = false;
        }
    }
    return count;
}

static void say_bind_ack(const struct channel *channel, const struct pdu_bind_ack *ack,
                         size_t offered, struct growing *text)
{
    struct pdu_result first = {0};
    struct pdu_result accepted = {0};
    bool others_rejected;
    size_t count = count_accepted(ack, &first, &accepted, &others_rejected);
    if (ack->result_count != offered || count > 1 || (count == 1 && !others_rejected)) {
        growing_text(text, "malformed bind-results at %d", PDU_HEADER_SIZE);
    } else if (count == 0) {
        growing_text(text, "refused, reason0 = %u", first.reason);
    } else {
        growing_text(text, "bound, syntax = %s, assoc_group_id = %lu",
                     pdu_syntax_word(&accepted.transfer), (unsigned long)channel->group);
        growing_text(text, ", max_xmit_frag = %u, max_recv_frag = %u", ack->max_transmit,
                     ack->max_receive);
    }
}

static void say_bind_answer(struct channel *channel, const struct pdu *pdu, size_t offered,
                            struct growing *text)
{
    struct pdu_bind_ack ack;
    struct pdu_bind_nak nak;
    struct pdu_failure failure = {PDU_ORDER, 0};
    if (pdu->header.type == PDU_BIND_ACK) {
        failure = pdu_parse_bind_ack(pdu, &ack);
        channel_accept(channel, pdu);
    } else if (pdu->header.type == PDU_BIND_NAK) {
        failure = pdu_parse_bind_nak(pdu, &nak);
    }
    if (pdu->header.type == PDU_FAULT) {
        pdu_text(pdu->body.octets, pdu, text);
    } else if (failure.error != PDU_OK) {
        pdu_text_failure(&failure, text);
    } else if (pdu->header.type == PDU_BIND_NAK) {
        growing_text(text, "refused, provider_reject_reason = %u", nak.reason);
    } else {
        say_bind_ack(channel, &ack, offered, text);
    }
}

void channel_bind(struct channel *channel, const struct wire_connect *connect, uint32_t group,
                  struct growing *text)
{
    struct wire_context context[OFFERS];
    struct wire_pdu bind;
    struct pdu pdu;
    struct pdu_failure failure;
    memset(context, 0, sizeof context);
    channel->form = (struct stub_form){.part = {.big = connect->big}, .version = connect->version};
    channel->fragment = connect->fragment;
    send_bind(channel, connect, group, &bind, context);
    switch (channel_receive(channel, &pdu, &failure)) {
    case CAME_PDU:
        say_bind_answer(channel, &pdu, bind.contexts, text);
        break;
    case CAME_END:
        growing_text(text, "closed");
        break;
    case CAME_NONE:
        growing_text(text, "timeout");
        break;
    case CAME_BAD:
        pdu_text_failure(&failure, text);
        break;
    }
    channel->offer = NULL; /* it does not outlive this function */
}
