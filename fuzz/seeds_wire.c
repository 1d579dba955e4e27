#include "seeds_wire.h"

#include "corpus.h"
#include "input.h"
#include "server/interfaces.h"
#include "wire/pdu.h"

#include <string.h>

enum {
    CONTEXTS = 64,
    CALLS = 256,
    PDU_LARGEST = 65535,
    WHOLE_FRAGMENT = 245,
    HEADER_OF_STREAM = 4
};

/* A presentation context that was accepted, and a call that was made in one. */
struct agreed {
    uint16_t id;
    uint32_t version; /* of the cluster's interface; 0: another interface */
    bool wide;
};

struct made {
    uint32_t call_id;
    struct stub_input input;
};

/* One connection taken apart. */
struct connection {
    const char *directory;
    struct pdu_bind offered; /* the last bind or alter_context, not yet answered */
    struct agreed context[CONTEXTS];
    uint32_t contexts;
    struct made call[CALLS];
    uint32_t calls;
    struct cursor received;
    uint8_t stub[STUB_LARGEST]; /* a reply's fragments */
    uint32_t stub_size;
};

static void write_stub(const struct connection *c, const struct stub_input *input)
{
    static uint8_t octets[STUB_HEADER + STUB_LARGEST];
    const size_t size = stub_input_write(input, octets, sizeof octets);
    if (size == 0)
        return;
    corpus_write(c->directory, input->direction == REPLY ? "reply" : "request", octets, size);
    corpus_write(c->directory, "roundtrip", octets, size);
    corpus_write(c->directory, "vendor", octets, size);
}

/* Which version of the cluster's interface an abstract syntax is; 0: none. */
static uint32_t version_of(const struct rpc_syntax *abstract)
{
    if (!rpc_uuid_equal(&abstract->uuid, &interface_clusapi_3.uuid))
        return 0;
    return abstract->major == 2 || abstract->major == 3 ? abstract->major : 0;
}

/* A bind_ack or alter_context_resp answers the offers in their order. */
static void take_results(struct connection *c, const struct pdu *pdu)
{
    struct pdu_bind_ack ack;
    struct pdu_offer offer;
    struct pdu_result result;
    struct cursor offers = c->offered.contexts;
    if (pdu_parse_bind_ack(pdu, &ack).error != PDU_OK)
        return;
    while (c->contexts < CONTEXTS && pdu_offer_next(&offers, &offer) &&
           pdu_result_next(&ack.results, &result)) {
        if (result.result != RESULT_ACCEPTANCE)
            continue;
        c->context[c->contexts] =
            (struct agreed){offer.context_id, version_of(&offer.abstract),
                            rpc_syntax_equal(&result.transfer, &rpc_syntax_ndr64)};
        c->contexts++;
    }
}

/* The call that a response belongs to, NULL if it was not kept. */
static struct made *find_call(struct connection *c, uint32_t call_id)
{
    struct made *found = NULL;
    for (uint32_t i = 0; i < c->calls; i++)
        if (c->call[i].call_id == call_id)
            found = &c->call[i];
    return found;
}

static void take_response(struct connection *c, const struct pdu *pdu)
{
    struct pdu_response response;
    if (pdu_parse_response(pdu, &response).error != PDU_OK)
        return;
    if ((pdu->header.flags & PFC_FIRST_FRAG) != 0)
        c->stub_size = 0;
    if (response.stub_size > STUB_LARGEST - c->stub_size)
        return;
    if (response.stub_size > 0)
        memcpy(c->stub + c->stub_size, response.stub, response.stub_size);
    c->stub_size += response.stub_size;
    const struct made *call = find_call(c, pdu->header.call_id);
    if (call == NULL || (pdu->header.flags & PFC_LAST_FRAG) == 0)
        return;
    struct stub_input input = call->input;
    input.direction = REPLY;
    input.encoding.big = pdu->header.big_endian;
    if (call->input.encoding.big)
        input.request_size = 0; /* one input has one octet order */
    input.reply = c->stub;
    input.reply_size = c->stub_size;
    write_stub(c, &input);
}

/* The next PDU that came, if there is one. */
static bool next_pdu(struct cursor *octets, struct pdu *pdu)
{
    const uint8_t *at = octets->octets + octets->offset;
    const uint8_t *taken;
    return cursor_left(octets) > 0 &&
           pdu_parse(at, cursor_left(octets), PDU_LARGEST, pdu).error == PDU_OK &&
           cursor_take(octets, pdu->header.frag_length, &taken);
}

static void take_received(struct connection *c)
{
    struct pdu pdu;
    while (next_pdu(&c->received, &pdu))
        if (pdu.header.type == PDU_RESPONSE)
            take_response(c, &pdu);
}

/* The answer to an offer is the next of its type that came. */
static void take_offer(struct connection *c, const struct pdu *pdu)
{
    struct cursor received = c->received;
    struct pdu answer;
    if (pdu_parse_bind(pdu, &c->offered).error != PDU_OK)
        return;
    const uint8_t wanted = pdu->header.type == PDU_BIND ? PDU_BIND_ACK : PDU_ALTER_CONTEXT_RESP;
    while (next_pdu(&received, &answer))
        if (answer.header.type == wanted && answer.header.call_id == pdu->header.call_id) {
            take_results(c, &answer);
            return;
        }
}

/* A request in one fragment; longer ones are left to the target that takes PDUs. */
static void take_request(struct connection *c, const struct pdu *pdu)
{
    struct pdu_request request;
    const struct agreed *context = NULL;
    if (pdu_parse_request(pdu, &request).error != PDU_OK ||
        (pdu->header.flags & PFC_WHOLE) != PFC_WHOLE || c->calls == CALLS)
        return;
    for (uint32_t i = 0; i < c->contexts; i++)
        if (c->context[i].id == request.context_id)
            context = &c->context[i];
    if (context == NULL || context->version == 0)
        return;
    struct stub_input input = {.method = method_of(context->version, request.opnum),
                               .direction = REQUEST,
                               .encoding = {context->wide ? NDR64 : NDR,
                                            pdu->header.big_endian && !context->wide,
                                            context->version},
                               .request = request.stub,
                               .request_size = request.stub_size};
    if (input.method == NULL)
        return;
    c->call[c->calls] = (struct made){pdu->header.call_id, input};
    c->calls++;
    write_stub(c, &input);
}

static void take_sent(struct connection *c, struct cursor sent)
{
    struct pdu pdu;
    while (next_pdu(&sent, &pdu)) {
        if (pdu.header.type == PDU_BIND || pdu.header.type == PDU_ALTER_CONTEXT)
            take_offer(c, &pdu);
        else if (pdu.header.type == PDU_REQUEST)
            take_request(c, &pdu);
    }
}

/* Everything the client sent, behind the choices under which an association serves it best. */
static void write_stream(const char *directory, const uint8_t *sent, size_t size)
{
    static uint8_t octets[HEADER_OF_STREAM + 2 * PDU_LARGEST];
    const uint8_t header[HEADER_OF_STREAM] = {0, 0, 0, WHOLE_FRAGMENT};
    if (size > sizeof octets - HEADER_OF_STREAM)
        return;
    memcpy(octets, header, HEADER_OF_STREAM);
    memcpy(octets + HEADER_OF_STREAM, sent, size);
    corpus_write(directory, "pdu", octets, HEADER_OF_STREAM + size);
}

void seeds_of_connection(const char *directory, const uint8_t *sent, size_t sent_size,
                         const uint8_t *received, size_t received_size)
{
    static struct connection c;
    if (sent_size == 0 || sent_size > UINT32_MAX || received_size > UINT32_MAX)
        return;
    c.directory = directory;
    c.contexts = c.calls = c.stub_size = 0;
    c.received = cursor_over(received, (uint32_t)received_size, false);
    write_stream(directory, sent, sent_size);
    take_sent(&c, cursor_over(sent, (uint32_t)sent_size, false));
    c.received.offset = 0;
    take_received(&c);
}
