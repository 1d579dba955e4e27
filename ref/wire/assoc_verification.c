#include "assoc.h"

#include <string.h>

/* Verification trailer (MS-RPCE 2.2.2.13): a signature, then commands, all little-endian. */
enum {
    COMMAND_BITMASK_1 = 1,
    COMMAND_PCONTEXT = 2,
    COMMAND_HEADER2 = 3,
    COMMAND_TYPE = 0x3fff,
    COMMAND_END = 0x4000,
    COMMAND_MUST_PROCESS = 0x8000,
    SIGNATURE_SIZE = 8,
    HEADER2_SIZE = 16,
};

static const uint8_t signature[SIGNATURE_SIZE] = {0x8a, 0xe3, 0x13, 0x71, 0x02, 0xf4, 0x36, 0x71};

static bool starts_with_signature(struct cursor c)
{
    const uint8_t *at;
    return cursor_take(&c, SIGNATURE_SIZE, &at) && memcmp(at, signature, SIGNATURE_SIZE) == 0;
}

/* Moves behind the first signature; false if there is none. */
static bool find_signature(struct cursor *c)
{
    const uint8_t *skipped;
    while (!starts_with_signature(*c))
        if (!cursor_take(c, 1, &skipped))
            return false;
    (void)cursor_take(c, SIGNATURE_SIZE, &skipped);
    return true;
}

/* 2.2.2.13.4: the presentation context that the client believes to use. What is cut off reads as
 * zero, which no syntax in use is. */
static bool same_context(const struct assoc_call *call, struct cursor *c)
{
    struct rpc_syntax abstract, transfer;
    const struct rpc_syntax *used =
        call->transfer == TRANSFER_NDR64 ? &rpc_syntax_ndr64 : &rpc_syntax_ndr;
    (void)rpc_syntax_take(c, &abstract);
    (void)rpc_syntax_take(c, &transfer);
    return rpc_uuid_equal(&abstract.uuid, &call->interface->abstract.uuid) &&
           abstract.major == call->interface->abstract.major && rpc_syntax_equal(&transfer, used);
}

/* 2.2.2.13.3: fields of the request's header. */
static bool same_header(const struct assoc_call *call, struct cursor *c)
{
    const uint8_t *at; /* the type's octet comes first, the three after it are reserved */
    if (!cursor_take(c, HEADER2_SIZE, &at))
        return false;
    return at[0] == PDU_REQUEST && memcmp(at + 4, call->drep, sizeof call->drep) == 0 &&
           octets_u32(at + 8, false) == call->call_id &&
           octets_u16(at + 12, false) == call->context_id &&
           octets_u16(at + 14, false) == call->opnum;
}

/* One command, in the lower half of its head, with its octets: 0, or the status to refuse the call
 * with. */
static uint32_t process(const struct assoc_call *call, uint32_t head, struct cursor *c)
{
    bool good = false;
    switch (head & COMMAND_TYPE) {
    case COMMAND_BITMASK_1: /* says something of header signing, which needs security */
        good = true;
        break;
    case COMMAND_PCONTEXT:
        good = same_context(call, c);
        break;
    case COMMAND_HEADER2:
        good = same_header(call, c);
        break;
    default: /* unknown */
        good = (head & COMMAND_MUST_PROCESS) == 0;
        break;
    }
    return good ? 0 : FAULT_ACCESS_DENIED;
}

uint32_t assoc_verification(const struct assoc_call *call, uint32_t used)
{
    struct cursor c = cursor_over(call->stub, call->stub_size, false);
    const uint8_t *skipped;
    uint32_t head; /* a command; in the upper half, how many octets follow it */
    uint32_t status;
    if (!cursor_take(&c, used, &skipped) || !find_signature(&c))
        return 0;
    do {
        struct cursor octets;
        if (!cursor_u32(&c, &head) || !cursor_part(&c, head >> 16, &octets) ||
            (head >> 16) % 4 != 0)
            return FAULT_BAD_STUB_DATA;
        status = process(call, head, &octets);
    } while (status == 0 && (head & COMMAND_END) == 0);
    return status;
}
