#include "pdu_put.h"

enum {
    AT_FRAG_LENGTH = 8,
    AT_AUTH_LENGTH = 10,
    FRAGMENT_SIZE = 5840, /* what a client says that it sends and receives */
    LITTLE_ENDIAN_LABEL = 0x10
};

/* A PDU while it is put together. */
struct making {
    const struct wire_pdu *pdu;
    const struct pdu_filling *filling;
    struct growing *out;
    size_t start;
    bool big;
};

bool pdu_is_big(const struct wire_pdu *pdu)
{
    return pdu->given[FIELD_PACKED_DREP] &&
           (pdu->field[FIELD_PACKED_DREP] & 0xFF) < LITTLE_ENDIAN_LABEL;
}

static uint64_t given(const struct making *making, enum wire_field field, uint64_t otherwise)
{
    return making->pdu->given[field] ? making->pdu->field[field] : otherwise;
}

static void put(const struct making *making, uint64_t number, size_t size)
{
    growing_number(making->out, number, size, making->big);
}

static void put_header(const struct making *making)
{
    uint8_t flags = PFC_WHOLE | (making->pdu->has_object ? PFC_OBJECT_UUID : 0);
    put(making, given(making, FIELD_RPC_VERS, 5), 1);
    put(making, given(making, FIELD_RPC_VERS_MINOR, 0), 1);
    put(making, given(making, FIELD_PTYPE, making->pdu->type), 1);
    put(making, given(making, FIELD_PFC_FLAGS, flags), 1);
    growing_number(making->out, given(making, FIELD_PACKED_DREP, LITTLE_ENDIAN_LABEL), 4, false);
    put(making, 0, 2);
    put(making, 0, 2);
    put(making, making->filling->call_id, 4);
}

static void put_uuid(const struct making *making, const struct rpc_uuid *uuid)
{
    put(making, uuid->time_low, 4);
    put(making, uuid->time_mid, 2);
    put(making, uuid->time_high, 2);
    growing_put(making->out, uuid->rest, sizeof uuid->rest);
}

/* The version is one long, major in the lower half (C706 12.6.3.1, p_syntax_id_t). */
static void put_syntax(const struct making *making, const struct rpc_syntax *syntax)
{
    put_uuid(making, &syntax->uuid);
    put(making, (uint32_t)syntax->minor << 16 | syntax->major, 4);
}

static void put_bind(const struct making *making)
{
    const struct wire_pdu *pdu = making->pdu;
    bool named = pdu->group != NO_CONNECTION;
    put(making, given(making, FIELD_MAX_XMIT_FRAG, FRAGMENT_SIZE), 2);
    put(making, given(making, FIELD_MAX_RECV_FRAG, FRAGMENT_SIZE), 2);
    put(making, named ? making->filling->group : given(making, FIELD_ASSOC_GROUP_ID, 0), 4);
    put(making, given(making, FIELD_N_CONTEXT_ELEM, pdu->contexts), 1);
    growing_zeros(making->out, 3);
    for (size_t n = 0; n < pdu->contexts; n++) {
        const struct wire_context *context = &pdu->context[n];
        unsigned id = pdu->numbered ? making->filling->next_context + (unsigned)n : context->id;
        put(making, id, 2);
        put(making, context->transfers, 1);
        put(making, 0, 1);
        put_syntax(making, &context->interface);
        for (size_t m = 0; m < context->transfers; m++) {
            put_syntax(making, &context->transfer[m]);
        }
    }
}

static void put_request(const struct making *making, const struct part *part, size_t parts,
                        const part_token *tokens)
{
    struct growing stub = {.octets = NULL};
    struct part_form form = {making->filling->wide, making->big};
    parts_put(part, parts, form, tokens, &stub);
    put(making, given(making, FIELD_ALLOC_HINT, stub.length), 4);
    put(making, given(making, FIELD_P_CONT_ID, 0), 2);
    put(making, making->pdu->opnum, 2);
    if (making->pdu->has_object) {
        put_uuid(making, &making->pdu->object);
    }
    growing_put(making->out, stub.octets, stub.length);
    growing_free(&stub);
}

/* Padding to 16 octets from where the stub starts, where there is one, else to 4 from the start;
 * then sec_trailer and token (MS-RPCE 2.2.2.11). */
static void put_trailer(const struct making *making)
{
    const struct wire_auth *auth = &making->pdu->auth;
    bool has_stub = making->pdu->type == PDU_REQUEST;
    size_t before = making->out->length;
    growing_align(making->out, making->start + (has_stub ? PDU_STUB : 0), has_stub ? 16 : 4);
    size_t padding = making->out->length - before;
    put(making, auth->type, 1);
    put(making, auth->level, 1);
    put(making, given(making, FIELD_AUTH_PAD_LENGTH, padding), 1);
    put(making, 0, 1);
    put(making, auth->context, 4);
    growing_put(making->out, auth->token, auth->token_octets);
}

void pdu_put(const struct wire_pdu *pdu, const struct part *part, size_t parts,
             const struct pdu_filling *filling, const part_token *tokens, struct growing *out)
{
    struct making making = {pdu, filling, out, out->length, pdu_is_big(pdu)};
    if (pdu->bare) {
        parts_put(part, parts, (struct part_form){false, false}, tokens, out);
        return;
    }
    put_header(&making);
    if (pdu->type == PDU_BIND || pdu->type == PDU_ALTER_CONTEXT) {
        put_bind(&making);
    } else if (pdu->type == PDU_REQUEST) {
        put_request(&making, part, parts, tokens);
    } else {
        parts_put(part, parts, (struct part_form){false, making.big}, tokens, out);
    }
    if (pdu->auth.present) {
        put_trailer(&making);
    }
    uint64_t length = given(&making, FIELD_FRAG_LENGTH, out->length - making.start);
    uint64_t token = given(&making, FIELD_AUTH_LENGTH, pdu->auth.token_octets);
    growing_again(out, making.start + AT_FRAG_LENGTH, length, 2, making.big);
    growing_again(out, making.start + AT_AUTH_LENGTH, token, 2, making.big);
}
