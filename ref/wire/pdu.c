#include "pdu.h"

/* Where the fields of the common header stand (C706 12.6.3.1). */
enum { AT_MAJOR = 0, AT_TYPE = 2, AT_DREP = 4, AT_FRAG_LENGTH = 8, AT_AUTH_LENGTH = 10 };

static struct pdu_failure fail(enum pdu_error error, uint32_t offset)
{
    struct pdu_failure failure = {error, offset};
    return failure;
}

static struct pdu_failure fine(void)
{
    return fail(PDU_OK, 0);
}

/* Fine if `whole`, else the octets ended where the cursor stands. */
static struct pdu_failure whole_or_short(bool whole, const struct cursor *c)
{
    return whole ? fine() : fail(PDU_SHORT, c->offset);
}

/* The types a connection carries (C706 12.6.1, MS-RPCE 2.2.2.10). The connectionless ones are not
 * among them. */
static bool known_type(uint8_t type)
{
    return type == PDU_REQUEST || type == PDU_RESPONSE || type == PDU_FAULT ||
           (type >= PDU_BIND && type <= PDU_ORPHANED);
}

/* C706 14.1: integers big- or little-endian, characters ASCII or EBCDIC, four kinds of floats.
 * The last two octets are reserved and not looked at. */
static bool known_drep(const uint8_t drep[4])
{
    return drep[0] / 16 <= 1 && drep[0] % 16 <= 1 && drep[1] <= 3;
}

static bool take_header(struct cursor *c, struct pdu_header *header)
{
    const uint8_t *drep;
    bool taken = cursor_u8(c, &header->major) && cursor_u8(c, &header->minor) &&
                 cursor_u8(c, &header->type) && cursor_u8(c, &header->flags) &&
                 cursor_take(c, 4, &drep);
    if (!taken)
        return false;
    for (int i = 0; i < 4; i++)
        header->drep[i] = drep[i];
    header->big_endian = drep[0] / 16 == 0;
    c->big = header->big_endian;
    return cursor_u16(c, &header->frag_length) && cursor_u16(c, &header->auth_length) &&
           cursor_u32(c, &header->call_id);
}

static struct pdu_failure check_header(const struct pdu_header *header, uint32_t limit)
{
    if (header->major != 5 || header->minor != 0)
        return fail(PDU_VERSION, AT_MAJOR);
    if (!known_type(header->type))
        return fail(PDU_TYPE, AT_TYPE);
    if (!known_drep(header->drep))
        return fail(PDU_DREP, AT_DREP);
    if (header->frag_length < PDU_HEADER_SIZE || header->frag_length > limit)
        return fail(PDU_LENGTH, AT_FRAG_LENGTH);
    if (header->auth_length > 0 &&
        header->frag_length - PDU_HEADER_SIZE < header->auth_length + PDU_TRAILER_SIZE)
        return fail(PDU_AUTH_LENGTH, AT_AUTH_LENGTH);
    return fine();
}

struct pdu_failure pdu_parse_header(const uint8_t *octets, uint32_t size, uint32_t limit,
                                    struct pdu_header *header)
{
    const struct pdu_header empty = {0};
    struct cursor c = cursor_over(octets, size, false);
    *header = empty;
    if (!take_header(&c, header))
        return fail(PDU_SHORT, c.offset);
    return check_header(header, limit);
}

/* Where the trailer may start. Its place is aligned to 16 octets counted from the start of the body
 * (MS-RPCE 2.2.2.11), and the body of a request, response or fault is its stub; the other types
 * have no body to count from (C706 12.6), so what is left is the alignment of its own fields.
 * Behind the header, where every trailer is, the first of these places is where a stub begins. */
static bool aligned(uint8_t type, uint32_t at)
{
    bool has_stub = type == PDU_REQUEST || type == PDU_RESPONSE || type == PDU_FAULT;
    return has_stub ? at % 16 == PDU_STUB % 16 : at % 4 == 0;
}

/* sec_trailer stands at frag_length - auth_length - 8, its padding before it. The header was
 * checked: there is room for both. */
static struct pdu_failure take_trailer(const uint8_t *octets, struct pdu *pdu)
{
    const struct pdu_header *header = &pdu->header;
    struct cursor c = cursor_over(octets, header->frag_length, header->big_endian);
    const uint32_t size = header->auth_length + (uint32_t)PDU_TRAILER_SIZE;
    const uint32_t at = header->frag_length - size;
    const uint8_t *before;
    uint8_t pad, reserved;
    if (!aligned(header->type, at))
        return fail(PDU_AUTH_ALIGN, at);
    pdu->trailer.token_size = header->auth_length;
    pdu->trailer.present = true;
    (void)cursor_take(&c, at, &before);
    (void)cursor_u8(&c, &pdu->trailer.type);
    (void)cursor_u8(&c, &pdu->trailer.level);
    (void)cursor_u8(&c, &pad);
    (void)cursor_u8(&c, &reserved);
    (void)cursor_u32(&c, &pdu->trailer.context_id);
    (void)cursor_take(&c, header->auth_length, &pdu->trailer.token);
    if (pad > at - PDU_HEADER_SIZE)
        return fail(PDU_AUTH_PAD, at + 2);
    c = pdu->body;
    (void)cursor_take(&c, at - PDU_HEADER_SIZE - pad, &before);
    pdu->body.length = c.offset;
    return fine();
}

struct pdu_failure pdu_parse(const uint8_t *octets, uint32_t size, uint32_t limit, struct pdu *pdu)
{
    const struct pdu empty = {.body = cursor_over(octets, size, false)};
    *pdu = empty;
    pdu->body.offset = pdu->body.length; /* nothing to read */
    struct pdu_failure failure = pdu_parse_header(octets, size, limit, &pdu->header);
    if (failure.error != PDU_OK)
        return failure;
    if (pdu->header.frag_length > size)
        return fail(PDU_SHORT, size);
    const uint8_t *header;
    pdu->body = cursor_over(octets, pdu->header.frag_length, pdu->header.big_endian);
    (void)cursor_take(&pdu->body, PDU_HEADER_SIZE, &header);
    return pdu->header.auth_length > 0 ? take_trailer(octets, pdu) : fine();
}

static bool take_uuid(struct cursor *c, struct rpc_uuid *uuid)
{
    const uint8_t *rest;
    if (!(cursor_u32(c, &uuid->time_low) && cursor_u16(c, &uuid->time_mid) &&
          cursor_u16(c, &uuid->time_high) && cursor_take(c, 8, &rest)))
        return false;
    for (int i = 0; i < 8; i++)
        uuid->rest[i] = rest[i];
    return true;
}

/* p_syntax_id_t: the version is one long, major in the lower half. */
bool rpc_syntax_take(struct cursor *c, struct rpc_syntax *syntax)
{
    uint32_t version = 0;
    *syntax = rpc_syntax_none;
    bool taken = take_uuid(c, &syntax->uuid) && cursor_u32(c, &version);
    syntax->major = (uint16_t)(version & 0xffff);
    syntax->minor = (uint16_t)(version >> 16);
    return taken;
}

/* Takes one p_cont_elem. A context that offers no transfer syntax offers nothing. */
static struct pdu_failure take_offer(struct cursor *c, struct pdu_offer *offer)
{
    const struct pdu_offer empty = {.transfers = cursor_over(c->octets, 0, c->big)};
    uint8_t reserved;
    const uint8_t *transfers;
    *offer = empty;
    bool taken = cursor_u16(c, &offer->context_id) && cursor_u8(c, &offer->transfer_count) &&
                 cursor_u8(c, &reserved) && rpc_syntax_take(c, &offer->abstract);
    if (!taken)
        return fail(PDU_SHORT, c->offset);
    if (offer->transfer_count == 0)
        return fail(PDU_EMPTY_LIST, c->offset - 22);
    offer->transfers = *c;
    taken = cursor_take(c, offer->transfer_count * 20u, &transfers);
    offer->transfers.length = c->offset;
    return whole_or_short(taken, c);
}

static struct pdu_failure take_offers(struct cursor c, struct pdu_bind *bind)
{
    struct pdu_failure failure = {PDU_OK, 0};
    struct pdu_offer offer;
    bind->contexts = c;
    for (uint32_t i = 0; i < bind->context_count && failure.error == PDU_OK; i++)
        failure = take_offer(&c, &offer);
    bind->contexts.length = c.offset;
    return failure;
}

struct pdu_failure pdu_parse_bind(const struct pdu *pdu, struct pdu_bind *bind)
{
    struct cursor c = pdu->body;
    const struct pdu_bind empty = {.contexts = cursor_over(c.octets, 0, c.big)};
    uint8_t reserved;
    uint16_t reserved2;
    *bind = empty;
    if ((pdu->header.flags & PFC_WHOLE) != PFC_WHOLE)
        return fail(PDU_NOT_WHOLE, 3);
    bool taken = cursor_u16(&c, &bind->max_transmit) && cursor_u16(&c, &bind->max_receive) &&
                 cursor_u32(&c, &bind->group) && cursor_u8(&c, &bind->context_count) &&
                 cursor_u8(&c, &reserved) && cursor_u16(&c, &reserved2);
    if (!taken)
        return fail(PDU_SHORT, c.offset);
    if (bind->context_count == 0)
        return fail(PDU_EMPTY_LIST, 24);
    return take_offers(c, bind);
}

bool pdu_offer_next(struct cursor *contexts, struct pdu_offer *offer)
{
    return take_offer(contexts, offer).error == PDU_OK;
}

bool pdu_syntax_next(struct cursor *transfers, struct rpc_syntax *syntax)
{
    return rpc_syntax_take(transfers, syntax);
}

bool pdu_result_next(struct cursor *results, struct pdu_result *result)
{
    return cursor_u16(results, &result->result) && cursor_u16(results, &result->reason) &&
           rpc_syntax_take(results, &result->transfer);
}

/* p_result_list_t; the caller's cursor is aligned to 4 after the secondary address (C706 12.6.4.4).
 */
static struct pdu_failure take_results(struct cursor c, struct pdu_bind_ack *ack)
{
    const uint8_t *results;
    uint8_t reserved;
    uint16_t reserved2;
    if (!(cursor_u8(&c, &ack->result_count) && cursor_u8(&c, &reserved) &&
          cursor_u16(&c, &reserved2)))
        return fail(PDU_SHORT, c.offset);
    ack->results = c;
    bool taken = cursor_take(&c, ack->result_count * 24u, &results);
    ack->results.length = c.offset;
    return whole_or_short(taken, &c);
}

struct pdu_failure pdu_parse_bind_ack(const struct pdu *pdu, struct pdu_bind_ack *ack)
{
    struct cursor c = pdu->body;
    const struct pdu_bind_ack empty = {.results = cursor_over(c.octets, 0, c.big)};
    *ack = empty;
    bool taken = cursor_u16(&c, &ack->max_transmit) && cursor_u16(&c, &ack->max_receive) &&
                 cursor_u32(&c, &ack->group) && cursor_u16(&c, &ack->address_size) &&
                 cursor_take(&c, ack->address_size, &ack->address) && cursor_align(&c, 4);
    return taken ? take_results(c, ack) : fail(PDU_SHORT, c.offset);
}

struct pdu_failure pdu_parse_bind_nak(const struct pdu *pdu, struct pdu_bind_nak *nak)
{
    const struct pdu_bind_nak empty = {0};
    struct cursor c = pdu->body;
    *nak = empty;
    bool taken = cursor_u16(&c, &nak->reason) && cursor_u8(&c, &nak->version_count) &&
                 cursor_take(&c, nak->version_count * 2u, &nak->versions);
    return whole_or_short(taken, &c);
}

struct pdu_failure pdu_parse_request(const struct pdu *pdu, struct pdu_request *request)
{
    struct cursor c = pdu->body;
    const struct pdu_request empty = {.stub = c.octets};
    *request = empty;
    request->has_object = (pdu->header.flags & PFC_OBJECT_UUID) != 0;
    bool taken = cursor_u32(&c, &request->alloc_hint) && cursor_u16(&c, &request->context_id) &&
                 cursor_u16(&c, &request->opnum) &&
                 (!request->has_object || take_uuid(&c, &request->object));
    if (!taken)
        return fail(PDU_SHORT, c.offset);
    request->stub_size = cursor_take_most(&c, UINT32_MAX, &request->stub);
    return fine();
}

struct pdu_failure pdu_parse_response(const struct pdu *pdu, struct pdu_response *response)
{
    struct cursor c = pdu->body;
    const struct pdu_response empty = {.stub = c.octets};
    uint8_t reserved;
    *response = empty;
    bool taken = cursor_u32(&c, &response->alloc_hint) && cursor_u16(&c, &response->context_id) &&
                 cursor_u8(&c, &response->cancel_count) && cursor_u8(&c, &reserved);
    if (!taken)
        return fail(PDU_SHORT, c.offset);
    response->stub_size = cursor_take_most(&c, UINT32_MAX, &response->stub);
    return fine();
}

/* What follows the status is ignored (MS-RPCE 2.2.2.8). */
struct pdu_failure pdu_parse_fault(const struct pdu *pdu, struct pdu_fault *fault)
{
    const struct pdu_fault empty = {0};
    struct cursor c = pdu->body;
    uint32_t alloc_hint;
    uint8_t reserved;
    *fault = empty;
    bool taken = cursor_u32(&c, &alloc_hint) && cursor_u16(&c, &fault->context_id) &&
                 cursor_u8(&c, &fault->cancel_count) && cursor_u8(&c, &reserved) &&
                 cursor_u32(&c, &fault->status);
    return whole_or_short(taken, &c);
}

/* Four octets without meaning, then a trailer that must be there (MS-RPCE 2.2.2.10). */
struct pdu_failure pdu_parse_auth3(const struct pdu *pdu)
{
    struct cursor c = pdu->body;
    uint32_t pad;
    if (pdu->header.auth_length == 0)
        return fail(PDU_AUTH_LENGTH, AT_AUTH_LENGTH);
    return whole_or_short(cursor_u32(&c, &pad), &c);
}
