#include "pdu_text.h"

#include "script/wire_step.h"
#include "stub.h"

enum { FAULT_FLAGS = 23, FAULT_EXTENDED = 1, FAULT_STUB = 32 };

void pdu_text_failure(const struct pdu_failure *failure, struct growing *text)
{
    static const char *const words[] = {
        [PDU_OK] = "none",
        [PDU_SHORT] = "pdu-short",
        [PDU_VERSION] = "pdu-version",
        [PDU_TYPE] = "pdu-type",
        [PDU_DREP] = "pdu-label",
        [PDU_LENGTH] = "pdu-length",
        [PDU_AUTH_LENGTH] = "pdu-auth-length",
        [PDU_AUTH_PAD] = "pdu-auth-padding",
        [PDU_AUTH_ALIGN] = "pdu-auth-alignment",
        [PDU_NOT_WHOLE] = "pdu-not-whole",
        [PDU_EMPTY_LIST] = "pdu-empty-list",
        [PDU_ORDER] = "pdu-order",
    };
    growing_text(text, "malformed %s at %u", words[failure->error], (unsigned)failure->offset);
}

const char *pdu_syntax_word(const struct rpc_syntax *syntax)
{
    return rpc_syntax_equal(syntax, &rpc_syntax_ndr)     ? "NDR"
           : rpc_syntax_equal(syntax, &rpc_syntax_ndr64) ? "NDR64"
           : rpc_syntax_equal(syntax, &rpc_syntax_none)  ? "zero"
                                                         : "other";
}

static void put_header(const struct pdu_header *header, struct growing *text)
{
    growing_text(text, ", rpc_vers = %u, rpc_vers_minor = %u, PTYPE = %u, pfc_flags = %u",
                 header->major, header->minor, header->type, header->flags);
    growing_text(text, ", packed_drep = ");
    stub_text_octets(header->drep, sizeof header->drep, text);
    growing_text(text, ", frag_length = %u, auth_length = %u, call_id = %lu", header->frag_length,
                 header->auth_length, (unsigned long)header->call_id);
}

/* A string without its terminator. */
static void put_address(const struct pdu_bind_ack *ack, struct growing *text)
{
    growing_text(text, ", sec_addr = \"");
    for (size_t n = 0; n + 1 < ack->address_size; n++) {
        char c = (char)ack->address[n];
        if (c >= ' ' && c < 0x7F && c != '"' && c != '\\') {
            growing_text(text, "%c", c);
        } else {
            growing_text(text, "\\u%04X", ack->address[n]);
        }
    }
    growing_text(text, "\", sec_addr_length = %u", ack->address_size);
}

static void put_bind_ack(const struct pdu_bind_ack *ack, struct growing *text)
{
    struct cursor results = ack->results;
    struct pdu_result result;
    growing_text(text, ", max_xmit_frag = %u, max_recv_frag = %u, assoc_group_id = %lu",
                 ack->max_transmit, ack->max_receive, (unsigned long)ack->group);
    put_address(ack, text);
    growing_text(text, ", n_results = %u", ack->result_count);
    for (unsigned n = 0; pdu_result_next(&results, &result); n++) {
        growing_text(text, ", result%u = %u, reason%u = %u, syntax%u = %s", n, result.result, n,
                     result.reason, n, pdu_syntax_word(&result.transfer));
    }
}

static void put_response(const struct pdu_response *response, struct growing *text)
{
    growing_text(text, ", alloc_hint = %lu, p_cont_id = %u, cancel_count = %u",
                 (unsigned long)response->alloc_hint, response->context_id, response->cancel_count);
    growing_text(text, ", stub_length = %lu, stub = ", (unsigned long)response->stub_size);
    stub_text_octets(response->stub, response->stub_size, text);
}

/* What follows the status is the stub, unless it is extended error information
 * (MS-RPCE 2.2.2.8). */
static void put_fault(const uint8_t *octets, const struct pdu *pdu, const struct pdu_fault *fault,
                      struct growing *text)
{
    bool extended = (octets[FAULT_FLAGS] & FAULT_EXTENDED) != 0;
    uint32_t length =
        pdu->body.length > FAULT_STUB && !extended ? pdu->body.length - FAULT_STUB : 0;
    growing_text(text, ", alloc_hint = %lu, p_cont_id = %u, cancel_count = %u, status = 0x%lX",
                 (unsigned long)octets_u32(octets + PDU_HEADER_SIZE, pdu->header.big_endian),
                 fault->context_id, fault->cancel_count, (unsigned long)fault->status);
    growing_text(text, ", stub_length = %lu", (unsigned long)length);
    if (length > 0) {
        growing_text(text, ", stub = ");
        stub_text_octets(octets + FAULT_STUB, length, text);
    }
}

static struct pdu_failure text_bind_ack(const struct pdu *pdu, struct growing *text)
{
    struct pdu_bind_ack ack;
    struct pdu_failure failure = pdu_parse_bind_ack(pdu, &ack);
    if (failure.error == PDU_OK) {
        growing_text(text, "%s", wire_type_name(pdu->header.type));
        put_header(&pdu->header, text);
        put_bind_ack(&ack, text);
    }
    return failure;
}

static struct pdu_failure text_bind_nak(const struct pdu *pdu, struct growing *text)
{
    struct pdu_bind_nak nak;
    struct pdu_failure failure = pdu_parse_bind_nak(pdu, &nak);
    if (failure.error == PDU_OK) {
        growing_text(text, "bind_nak");
        put_header(&pdu->header, text);
        growing_text(text, ", provider_reject_reason = %u", nak.reason);
    }
    return failure;
}

static struct pdu_failure text_response(const struct pdu *pdu, struct growing *text)
{
    struct pdu_response response;
    struct pdu_failure failure = pdu_parse_response(pdu, &response);
    if (failure.error == PDU_OK) {
        growing_text(text, "response");
        put_header(&pdu->header, text);
        put_response(&response, text);
    }
    return failure;
}

static struct pdu_failure text_fault(const uint8_t *octets, const struct pdu *pdu,
                                     struct growing *text)
{
    struct pdu_fault fault;
    struct pdu_failure failure = pdu_parse_fault(pdu, &fault);
    if (failure.error == PDU_OK) {
        growing_text(text, "fault 0x%lX", (unsigned long)fault.status);
        put_header(&pdu->header, text);
        put_fault(octets, pdu, &fault, text);
    }
    return failure;
}

static struct pdu_failure text_other(const struct pdu *pdu, struct growing *text)
{
    const char *name = wire_type_name(pdu->header.type);
    growing_text(text, "%s", name != NULL ? name : "other");
    put_header(&pdu->header, text);
    return (struct pdu_failure){PDU_OK, 0};
}

void pdu_text(const uint8_t *octets, const struct pdu *pdu, struct growing *text)
{
    struct pdu_failure failure;
    switch (pdu->header.type) {
    case PDU_BIND_ACK:
    case PDU_ALTER_CONTEXT_RESP:
        failure = text_bind_ack(pdu, text);
        break;
    case PDU_BIND_NAK:
        failure = text_bind_nak(pdu, text);
        break;
    case PDU_RESPONSE:
        failure = text_response(pdu, text);
        break;
    case PDU_FAULT:
        failure = text_fault(octets, pdu, text);
        break;
    default:
        failure = text_other(pdu, text);
        break;
    }
    if (failure.error != PDU_OK) {
        pdu_text_failure(&failure, text);
    }
}
