#include "rpc_link.h"

#include "property.h"
#include "server/interfaces.h"
#include "wire/pdu_build.h"

#include <string.h>

enum { CLIENT = 0x7F000001, FRAGMENT = ASSOC_FRAGMENT, STUB_UNIT = 8 };

/* The octets that the server has to say, to be given back by rpc_said. */
static const uint8_t *hear(struct rpc_link *link, struct pdu *pdu)
{
    uint32_t size;
    const uint8_t *octets = assoc_output(&link->peer.assoc, &size);
    if (octets == NULL)
        return NULL;
    const struct pdu_failure failure = pdu_parse(octets, size, FRAGMENT, pdu);
    property(failure.error == PDU_OK, "the server sends whole, well-formed PDUs");
    property(!pdu->header.big_endian, "the server speaks little-endian");
    return octets;
}

static void heard(struct rpc_link *link, const struct pdu *pdu)
{
    peer_sent(&link->peer, pdu->header.frag_length);
}

/* Sends octets; the server takes all of them unless it ends the connection. */
static void say(struct rpc_link *link, const uint8_t *octets, uint32_t size)
{
    uint32_t used = 0;
    link->open = peer_take(&link->peer, octets, size, &used);
    property(!link->open || used == size, "the server reads on while it has nothing to say");
}

/* -- binding ----------------------------------------------------------------------------------- */

static uint32_t put_bind(const struct rpc_link *link, uint32_t group, uint8_t *octets,
                         uint32_t capacity)
{
    struct builder b = pdu_begin(octets, capacity, link->big, PDU_BIND, PFC_WHOLE, link->call_id);
    pdu_add_bind(&b, FRAGMENT, FRAGMENT, group, 1);
    pdu_add_offer(&b, 0, link->version == 2 ? &interface_clusapi_2 : &interface_clusapi_3, 1);
    pdu_add_syntax(&b, link->wide ? &rpc_syntax_ndr64 : &rpc_syntax_ndr);
    return pdu_end(&b);
}

static void take_bind_ack(struct rpc_link *link, uint32_t group)
{
    struct pdu pdu;
    struct pdu_bind_ack ack;
    struct pdu_result result;
    property(hear(link, &pdu) != NULL && pdu.header.type == PDU_BIND_ACK,
             "a bind that fits is acknowledged");
    property(pdu_parse_bind_ack(&pdu, &ack).error == PDU_OK, "a bind_ack is well formed");
    property(ack.result_count == 1 && pdu_result_next(&ack.results, &result) &&
                 result.result == RESULT_ACCEPTANCE,
             "the one context is accepted");
    property(ack.group != 0 && (group == 0 || ack.group == group), "the group asked for is joined");
    link->group = ack.group;
    heard(link, &pdu);
}

void rpc_link_open(struct rpc_link *link, struct host *host, const struct assoc_service *service,
                   uint32_t group)
{
    uint8_t octets[256];
    peer_begin(&link->peer, host, service);
    link->peer.address = link->peer.local = CLIENT;
    link->open = true;
    link->waits = false;
    link->call_id = 1;
    say(link, octets, put_bind(link, group, octets, sizeof octets));
    take_bind_ack(link, group);
}

void rpc_link_close(struct rpc_link *link)
{
    peer_end(&link->peer);
    link->open = link->waits = false;
    link->group = 0;
}

/* -- calls ------------------------------------------------------------------------------------- */

static uint32_t put_fragment(const struct rpc_link *link, uint8_t flags, const uint8_t *stub,
                             uint32_t size, uint8_t octets[FRAGMENT])
{
    struct builder b = pdu_begin(octets, FRAGMENT, link->big, PDU_REQUEST, flags, link->call_id);
    pdu_add_request(&b, size, 0, link->opnum, NULL);
    builder_octets(&b, stub, size);
    return pdu_end(&b);
}

/* Appends a fragment of the reply. True: it was the last. */
static bool take_response(struct rpc_link *link, const struct pdu *pdu)
{
    struct pdu_response response;
    const bool first = (pdu->header.flags & PFC_FIRST_FRAG) != 0;
    property(pdu_parse_response(pdu, &response).error == PDU_OK, "a response is well formed");
    property(first == (link->reply_size == 0), "the first fragment says so, and no other");
    property(response.stub_size <= RPC_REPLY_LARGEST - link->reply_size, "a reply has an end");
    if (response.stub_size > 0)
        memcpy(link->reply + link->reply_size, response.stub, response.stub_size);
    link->reply_size += response.stub_size;
    return (pdu->header.flags & PFC_LAST_FRAG) != 0;
}

static void take_fault(struct rpc_link *link, const struct pdu *pdu)
{
    struct pdu_fault fault;
    property(pdu_parse_fault(pdu, &fault).error == PDU_OK, "a fault is well formed");
    property(!pdu_status_forbidden(fault.status), "a fault has a status that faults may have");
    link->status = fault.status;
}

enum rpc_answer rpc_link_answer(struct rpc_link *link)
{
    struct pdu pdu;
    link->reply_size = 0;
    for (bool last = false; !last;) {
        if (hear(link, &pdu) == NULL) {
            property(link->reply_size == 0, "a reply that was begun is ended");
            return link->open ? RPC_NONE : RPC_ENDED;
        }
        property(pdu.header.call_id == link->call_id, "an answer has the call's id");
        link->waits = false;
        if (pdu.header.type == PDU_FAULT) {
            property(link->reply_size == 0, "a reply that was begun is not a fault");
            take_fault(link, &pdu);
            heard(link, &pdu);
            return RPC_FAULT;
        }
        property(pdu.header.type == PDU_RESPONSE, "a call is answered by a response or a fault");
        last = take_response(link, &pdu);
        heard(link, &pdu);
    }
    property(hear(link, &pdu) == NULL, "a call has one answer");
    return RPC_REPLY;
}

enum rpc_answer rpc_link_call(struct rpc_link *link, uint16_t opnum, const uint8_t *stub,
                              uint32_t size)
{
    static uint8_t octets[FRAGMENT];
    const uint32_t room = (FRAGMENT - PDU_STUB) / STUB_UNIT * STUB_UNIT;
    uint32_t at = 0, output;
    link->opnum = opnum;
    link->call_id++;
    link->waits = true;
    do {
        const uint32_t left = size - at, part = left < room ? left : room;
        const uint8_t flags =
            (uint8_t)((at == 0 ? PFC_FIRST_FRAG : 0) | (part == left ? PFC_LAST_FRAG : 0));
        say(link, octets, put_fragment(link, flags, stub + at, part, octets));
        at += part;
        /* a call that is refused by its first fragment has its answer then (MS-RPCE 3.3.3.5.6) */
    } while (link->open && at < size && assoc_output(&link->peer.assoc, &output) == NULL);
    return rpc_link_answer(link);
}
