#include "pdu_build.h"

enum { AT_TYPE = 2, AT_FRAG_LENGTH = 8, AT_AUTH_LENGTH = 10 };

struct builder pdu_begin(uint8_t *out, uint32_t capacity, bool big_endian, enum pdu_type type,
                         uint8_t flags, uint32_t call_id)
{
    struct builder b = builder_over(out, capacity);
    b.big = big_endian;
    builder_u8(&b, 5);
    builder_u8(&b, 0);
    builder_u8(&b, (uint8_t)type);
    builder_u8(&b, flags);
    builder_u8(&b, big_endian ? 0x00 : 0x10); /* ASCII, IEEE (C706 14.1) */
    builder_u8(&b, 0);
    builder_u16(&b, 0);
    builder_u16(&b, 0);
    builder_u16(&b, 0);
    builder_u32(&b, call_id);
    return b;
}

uint32_t pdu_end(struct builder *b)
{
    if (b->full || b->length > 0xffff)
        return 0;
    builder_put_u16(b, AT_FRAG_LENGTH, (uint16_t)b->length);
    return b->length;
}

void pdu_add_bind(struct builder *b, uint16_t max_transmit, uint16_t max_receive, uint32_t group,
                  uint8_t contexts)
{
    builder_u16(b, max_transmit);
    builder_u16(b, max_receive);
    builder_u32(b, group);
    builder_u8(b, contexts);
    builder_u8(b, 0);
    builder_u16(b, 0);
}

static void add_uuid(struct builder *b, const struct rpc_uuid *uuid)
{
    builder_u32(b, uuid->time_low);
    builder_u16(b, uuid->time_mid);
    builder_u16(b, uuid->time_high);
    builder_octets(b, uuid->rest, sizeof uuid->rest);
}

void pdu_add_syntax(struct builder *b, const struct rpc_syntax *syntax)
{
    add_uuid(b, &syntax->uuid);
    builder_u32(b, syntax->minor * 65536u + syntax->major);
}

void pdu_add_offer(struct builder *b, uint16_t context_id, const struct rpc_syntax *abstract,
                   uint8_t transfers)
{
    builder_u16(b, context_id);
    builder_u8(b, transfers);
    builder_u8(b, 0);
    pdu_add_syntax(b, abstract);
}

/* port_any_t: a length that counts the terminator, then the string (255 at most; a port has 5).
 * No address is length 0, not an empty string (MS-RPCE 3.3.1.5.5, C706 12.6.4.4). */
static void add_address(struct builder *b, const char *address)
{
    uint16_t size = 0;
    while (size < 255 && address[size] != '\0')
        size++;
    builder_u16(b, size > 0 ? (uint16_t)(size + 1) : 0);
    for (uint16_t i = 0; i < size; i++)
        builder_u8(b, (uint8_t)address[i]);
    if (size > 0)
        builder_u8(b, 0);
    builder_align(b, 4);
}

void pdu_add_bind_ack(struct builder *b, uint16_t max_transmit, uint16_t max_receive,
                      uint32_t group, const char *address, uint8_t results)
{
    builder_u16(b, max_transmit);
    builder_u16(b, max_receive);
    builder_u32(b, group);
    add_address(b, address);
    builder_u8(b, results);
    builder_u8(b, 0);
    builder_u16(b, 0);
}

void pdu_add_result(struct builder *b, const struct pdu_result *result)
{
    builder_u16(b, result->result);
    builder_u16(b, result->reason);
    pdu_add_syntax(b, &result->transfer);
}

void pdu_add_request(struct builder *b, uint32_t alloc_hint, uint16_t context_id, uint16_t opnum,
                     const struct rpc_uuid *object)
{
    builder_u32(b, alloc_hint);
    builder_u16(b, context_id);
    builder_u16(b, opnum);
    if (object != NULL)
        add_uuid(b, object);
}

void pdu_add_response(struct builder *b, uint32_t alloc_hint, uint16_t context_id,
                      uint8_t cancel_count)
{
    builder_u32(b, alloc_hint);
    builder_u16(b, context_id);
    builder_u8(b, cancel_count);
    builder_u8(b, 0);
}

/* Octets of padding before a trailer: to 16 from the start of the stub where there is one, else to
 * the trailer's own alignment of 4. */
static uint8_t padding(const struct builder *b)
{
    const uint8_t type = b->length > AT_TYPE ? b->octets[AT_TYPE] : 0;
    const bool has_stub = type == PDU_REQUEST || type == PDU_RESPONSE || type == PDU_FAULT;
    return (uint8_t)(has_stub ? (PDU_STUB - b->length) % 16 : (0u - b->length) % 4);
}

void pdu_add_trailer(struct builder *b, uint8_t type, uint8_t level, uint32_t context_id,
                     const uint8_t *token, uint16_t token_size)
{
    const uint8_t pad = padding(b);
    for (uint8_t i = 0; i < pad; i++)
        builder_u8(b, 0);
    builder_u8(b, type);
    builder_u8(b, level);
    builder_u8(b, pad);
    builder_u8(b, 0);
    builder_u32(b, context_id);
    builder_octets(b, token, token_size);
    builder_put_u16(b, AT_AUTH_LENGTH, token_size);
}

uint32_t pdu_build_bind_nak(uint8_t *out, uint32_t capacity, uint32_t call_id,
                            enum nak_reason reason)
{
    struct builder b = pdu_begin(out, capacity, false, PDU_BIND_NAK, PFC_WHOLE, call_id);
    builder_u16(&b, (uint16_t)reason);
    builder_u8(&b, 1);
    builder_u8(&b, 5);
    builder_u8(&b, 0);
    return pdu_end(&b);
}

bool pdu_status_forbidden(uint32_t status)
{
    static const uint32_t forbidden[] = {
        0x00000000,  0x80000001u, 0x80000002u, 0x80000003u, 0xc0000005u, 0xc0000006u, 0xc000001du,
        0xc0000096u, 0xc00000aau, 0xc00000fdu, 0xc0000194u, 0xc0000235u, 0xc0000409u, 0xc0000420u,
    };
    bool found = false;
    for (uint32_t i = 0; i < sizeof forbidden / sizeof *forbidden; i++)
        found = found || forbidden[i] == status;
    return found;
}

uint32_t pdu_build_fault(uint8_t *out, uint32_t capacity, uint32_t call_id, uint8_t flags,
                         const struct pdu_fault *fault)
{
    const uint32_t status =
        pdu_status_forbidden(fault->status) ? (uint32_t)FAULT_UNSPECIFIED : fault->status;
    struct builder b =
        pdu_begin(out, capacity, false, PDU_FAULT, (uint8_t)(PFC_WHOLE | flags), call_id);
    pdu_add_response(&b, 0, fault->context_id, fault->cancel_count); /* the same four fields */
    builder_u32(&b, status);
    builder_u32(&b, 0);
    return pdu_end(&b);
}

uint32_t pdu_build_plain(uint8_t *out, uint32_t capacity, enum pdu_type type, uint32_t call_id)
{
    struct builder b = pdu_begin(out, capacity, false, type, PFC_WHOLE, call_id);
    return pdu_end(&b);
}
