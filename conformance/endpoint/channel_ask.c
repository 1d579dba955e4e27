/* Calling methods on a connection. */
#include "channel.h"
#include "pdu_text.h"

enum {
    REPLY_MOST = 64 << 20, /* octets of a reply that are gathered */
    STUB_UNIT = 8          /* fragments but the last are cut at a multiple of this */
};

/* Send the stub in fragments; each is a PDU of its own. */
static bool send_stub(struct channel *channel, uint16_t opnum, const struct growing *stub)
{
    size_t room = (channel->fragment - PDU_STUB) / STUB_UNIT * STUB_UNIT;
    struct growing octets = {.octets = NULL};
    bool sent = true;
    size_t at = 0;
    do {
        bool last = stub->length - at <= room;
        size_t size = last ? stub->length - at : room;
        struct part part = {.type = PART_OCTETS, .octets = stub->octets + at, .count = size};
        struct wire_pdu pdu = {.type = PDU_REQUEST, .group = NO_CONNECTION, .opnum = opnum};
        pdu.given[FIELD_PFC_FLAGS] = pdu.given[FIELD_P_CONT_ID] = true;
        pdu.given[FIELD_ALLOC_HINT] = true;
        pdu.field[FIELD_PFC_FLAGS] = (at == 0 ? PFC_FIRST_FRAG : 0u) | (last ? PFC_LAST_FRAG : 0u);
        pdu.field[FIELD_P_CONT_ID] = channel->context;
        pdu.field[FIELD_ALLOC_HINT] = stub->length - at;
        pdu.given[FIELD_PACKED_DREP] = channel->form.part.big;
        struct pdu_filling filling = channel_fill(channel, &pdu);
        octets.length = 0;
        pdu_put(&pdu, &part, 1, &filling, NULL, &octets);
        sent = channel_send(channel, &octets, 0);
        at += size;
    } while (sent && at < stub->length);
    growing_free(&octets);
    return sent;
}

bool channel_ask(struct channel *channel, const struct wire_step *step, const part_token *tokens,
                 uint32_t index)
{
    channel->asked.length = 0;
    growing_put(&channel->asked, NULL, 0);
    if (step->act == WIRE_METHOD) {
        stub_put(step->method, step->part, channel->form, tokens, index, &channel->asked);
    } else {
        parts_put(step->part, step->parts, channel->form.part, tokens, &channel->asked);
    }
    channel->pending = step;
    return channel->lines ? lines_call(channel, step->opnum)
                          : send_stub(channel, step->opnum, &channel->asked);
}

void channel_reply(const struct channel *channel, const struct wire_step *step,
                   const uint8_t *octets, size_t length, struct stub_form form, part_token token,
                   struct growing *text)
{
    if (step->method == NULL) {
        stub_text_unknown(octets, length, form.part.big, text);
        return;
    }
    stub_text(step->method, octets, length, form, step->act == WIRE_METHOD ? &channel->asked : NULL,
              channel->form, token, text);
}

/* Why a PDU is no fragment of the reply that is awaited; PDU_OK: it is one. */
static struct pdu_failure check_fragment(const struct channel *channel, const struct pdu *pdu,
                                         bool first, bool big)
{
    enum { AT_FLAGS = 3, AT_LABEL = 4, AT_CALL_ID = 12 };
    bool says_first = (pdu->header.flags & PFC_FIRST_FRAG) != 0;
    if (pdu->header.call_id != channel->recent_call) {
        return (struct pdu_failure){PDU_ORDER, AT_CALL_ID};
    }
    if (says_first != first) {
        return (struct pdu_failure){PDU_NOT_WHOLE, AT_FLAGS};
    }
    if (!first && pdu->header.big_endian != big) {
        return (struct pdu_failure){PDU_DREP, AT_LABEL};
    }
    return (struct pdu_failure){PDU_OK, 0};
}

/* Add a fragment of the reply. False: that was all, and the answer is said. */
static bool take_response(struct channel *channel, const struct pdu *pdu, struct growing *stub,
                          bool *first, struct stub_form *form, part_token token,
                          struct growing *text)
{
    struct pdu_response response;
    struct pdu_failure failure = check_fragment(channel, pdu, *first, form->part.big);
    if (failure.error == PDU_OK) {
        failure = pdu_parse_response(pdu, &response);
    }
    if (failure.error == PDU_OK && stub->length + response.stub_size > REPLY_MOST) {
        failure = (struct pdu_failure){PDU_LENGTH, 0};
    }
    if (failure.error != PDU_OK) {
        pdu_text_failure(&failure, text);
        return false;
    }
    form->part.big = pdu->header.big_endian;
    *first = false;
    growing_put(stub, response.stub, response.stub_size);
    if ((pdu->header.flags & PFC_LAST_FRAG) == 0) {
        return true;
    }
    channel_reply(channel, channel->pending, stub->octets, stub->length, *form, token, text);
    return false;
}

static void await_reply(struct channel *channel, struct growing *stub, part_token token,
                        struct growing *text)
{
    struct stub_form form = channel->form;
    struct pdu pdu;
    struct pdu_failure failure;
    bool first = true;
    for (;;) {
        switch (channel_receive(channel, &pdu, &failure)) {
        case CAME_END:
            growing_text(text, "closed");
            return;
        case CAME_NONE:
            growing_text(text, "timeout");
            return;
        case CAME_BAD:
            pdu_text_failure(&failure, text);
            return;
        case CAME_PDU:
            break;
        }
        if (pdu.header.type != PDU_RESPONSE) {
            pdu_text(channel->received.octets, &pdu, text);
            return;
        }
        if (!take_response(channel, &pdu, stub, &first, &form, token, text)) {
            return;
        }
    }
}

void channel_answer(struct channel *channel, part_token token, struct growing *text)
{
    struct growing stub = {.octets = NULL};
    growing_put(&stub, NULL, 0);
    if (channel->lines) {
        lines_answer(channel, token, text);
    } else {
        await_reply(channel, &stub, token, text);
    }
    channel->pending = NULL;
    growing_free(&stub);
}
