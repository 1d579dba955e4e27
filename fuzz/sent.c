#include "sent.h"

#include "property.h"
#include "sum.h"
#include "wire/pdu_build.h"

#include <string.h>

void sent_start(struct sent *sent, uint32_t limit)
{
    sent->part_size = 0;
    sent->limit = limit;
    sent->sum = 0;
    sent->pdus = 0;
    sent->begun = sent->over = sent->due = sent->due_fault = false;
    sent->due_id = sent->due_status = sent->due_octets = 0;
}

void sent_expect_reply(struct sent *sent, uint32_t call_id, uint32_t octets)
{
    property(!sent->due, "a call is answered once");
    sent->due = true;
    sent->due_fault = false;
    sent->due_id = call_id;
    sent->due_octets = octets;
}

void sent_expect_fault(struct sent *sent, uint32_t call_id, uint32_t status)
{
    property(!sent->due, "a call is answered once");
    sent->due = true;
    sent->due_fault = true;
    sent->due_id = call_id;
    sent->due_status = pdu_status_forbidden(status) ? FAULT_UNSPECIFIED : status;
}

/* The fragments of a response stand together, begin and end once and carry the whole stub. */
static void take_response(struct sent *sent, const struct pdu *pdu)
{
    struct pdu_response response;
    const bool first = (pdu->header.flags & PFC_FIRST_FRAG) != 0;
    const bool last = (pdu->header.flags & PFC_LAST_FRAG) != 0;
    property(pdu_parse_response(pdu, &response).error == PDU_OK, "a response is well formed");
    property(sent->due && !sent->due_fault && pdu->header.call_id == sent->due_id,
             "a response answers a call that was answered");
    property(first != sent->begun, "a response begins once");
    property(response.alloc_hint == sent->due_octets && response.stub_size <= sent->due_octets,
             "alloc_hint says how much is still to come");
    property(last == (response.stub_size == sent->due_octets), "the last fragment says so");
    property(last || response.stub_size % 8 == 0,
             "all fragments but the last carry a multiple of 8 octets");
    sent->due_octets -= response.stub_size;
    sent->begun = !last;
    sent->due = !last;
}

static void take_fault(struct sent *sent, const struct pdu *pdu)
{
    struct pdu_fault fault;
    property(pdu_parse_fault(pdu, &fault).error == PDU_OK, "a fault is well formed");
    property(!pdu_status_forbidden(fault.status), "a fault has a status that is allowed");
    property(!sent->due || (sent->due_fault && pdu->header.call_id == sent->due_id &&
                            fault.status == sent->due_status),
             "a fault is the one that was given");
    sent->over = !sent->due && fault.status == FAULT_PROTOCOL;
    sent->due = false;
}

static void take_bind_ack(const struct sent *sent, const struct pdu *pdu)
{
    struct pdu_bind_ack ack;
    struct pdu_result result;
    property(pdu_parse_bind_ack(pdu, &ack).error == PDU_OK, "a bind_ack is well formed");
    property(ack.max_transmit >= PDU_MUST_RECEIVE && ack.max_receive >= PDU_MUST_RECEIVE,
             "no side agrees to less than everyone must receive");
    property(ack.max_transmit <= sent->limit && ack.max_receive <= sent->limit,
             "no more is agreed to than the service allows");
    property(ack.group != 0, "an association has an id");
    for (uint32_t i = 0; i < ack.result_count; i++)
        property(pdu_result_next(&ack.results, &result) && result.result <= RESULT_NEGOTIATE_ACK,
                 "each offer has its result");
}

static void take_nak(struct sent *sent, const struct pdu *pdu)
{
    struct pdu_bind_nak nak;
    property(pdu_parse_bind_nak(pdu, &nak).error == PDU_OK, "a bind_nak is well formed");
    sent->over = true;
}

static void take_pdu(struct sent *sent, const struct pdu *pdu)
{
    property(!sent->over, "nothing follows what ends a connection");
    property(!sent->begun || pdu->header.type == PDU_RESPONSE,
             "nothing stands between the fragments of a response");
    property(!pdu->trailer.present && !pdu->header.big_endian,
             "answers are little-endian and without a security trailer");
    switch (pdu->header.type) {
    case PDU_RESPONSE:
        take_response(sent, pdu);
        break;
    case PDU_FAULT:
        take_fault(sent, pdu);
        break;
    case PDU_BIND_ACK:
        property(sent->pdus == 0, "a bind is acknowledged first");
        take_bind_ack(sent, pdu);
        break;
    case PDU_ALTER_CONTEXT_RESP:
        take_bind_ack(sent, pdu);
        break;
    case PDU_BIND_NAK:
        take_nak(sent, pdu);
        break;
    default:
        property(false, "a server sends this type of PDU");
    }
    sent->pdus++;
}

static void take_whole(struct sent *sent)
{
    struct pdu pdu;
    const uint32_t length = octets_u16(sent->part + 8, false);
    if (sent->part_size < length)
        return;
    property(sent->part_size == length, "a PDU is given to be sent alone");
    property(pdu_parse(sent->part, length, sent->limit, &pdu).error == PDU_OK,
             "what is sent is a PDU within the fragment size agreed");
    take_pdu(sent, &pdu);
    sent->sum = sum_octets(sent->sum, sent->part, length);
    sent->part_size = 0;
}

void sent_octets(struct sent *sent, const uint8_t *octets, uint32_t size)
{
    property(size <= sizeof sent->part - sent->part_size, "a PDU has at most 65535 octets");
    memcpy(sent->part + sent->part_size, octets, size);
    sent->part_size += size;
    if (sent->part_size >= PDU_HEADER_SIZE)
        take_whole(sent);
}

void sent_at_rest(const struct sent *sent)
{
    property(sent->part_size == 0, "what was sent ends with a whole PDU");
    property(!sent->due && !sent->begun, "an answer that was given is sent");
}
