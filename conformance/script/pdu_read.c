/* Reading the arguments of a PDU step. */
#include <string.h>

#include "wire_read.h"

enum { CONTEXTS_MAX = 255, TRANSFERS_MAX = 8 };

/* A PDU while it is read. */
struct making {
    struct reader *reader;
    struct scan *scan;
    struct wire_pdu *pdu;
    struct wire_context *context; /* CONTEXTS_MAX, while they are read */
};

static bool read_uuid(struct making *making, struct rpc_uuid *uuid)
{
    struct value value;
    if (!read_value(making->reader, making->scan, &value)) {
        return false;
    }
    return (value.type == VALUE_STRING && wire_uuid(value.units, value.count, uuid)) ||
           read_refuse(making->reader, "a \"UUID\" was expected");
}

/* "uuid", MAJOR, MINOR), the last of them only where `minor` is. */
static bool read_syntax(struct making *making, bool minor, struct rpc_syntax *syntax)
{
    uint64_t major;
    uint64_t its_minor = 0;
    if (!expect(making->reader, making->scan, "(") || !read_uuid(making, &syntax->uuid) ||
        !expect(making->reader, making->scan, ",") ||
        !read_fitting(making->reader, making->scan, UINT16_MAX, &major)) {
        return false;
    }
    if (minor && (!expect(making->reader, making->scan, ",") ||
                  !read_fitting(making->reader, making->scan, UINT16_MAX, &its_minor))) {
        return false;
    }
    syntax->major = (uint16_t)major;
    syntax->minor = (uint16_t)its_minor;
    return expect(making->reader, making->scan, ")");
}

static bool read_interface(struct making *making, struct rpc_syntax *syntax)
{
    struct span word = scan_name(making->scan);
    if (span_is(word, "clusapi2") || span_is(word, "clusapi3")) {
        *syntax = wire_clusapi[span_is(word, "clusapi2") ? 2 : 3];
        return true;
    }
    if (!span_is(word, "interface")) {
        return read_refuse(making->reader,
                           "clusapi3, clusapi2 or interface(…) was expected, not `%.*s`",
                           SPAN(word));
    }
    return read_syntax(making, true, syntax);
}

static bool read_transfer(struct making *making, struct rpc_syntax *syntax)
{
    struct span word = scan_name(making->scan);
    if (span_is(word, "NDR") || span_is(word, "NDR64")) {
        *syntax = span_is(word, "NDR") ? rpc_syntax_ndr : rpc_syntax_ndr64;
        return true;
    }
    if (span_is(word, "syntax")) {
        return read_syntax(making, false, syntax);
    }
    uint64_t bits;
    if (!span_is(word, "features")) {
        return read_refuse(making->reader, "NDR, NDR64, features(…) or syntax(…) was expected");
    }
    if (!expect(making->reader, making->scan, "(") ||
        !read_fitting(making->reader, making->scan, UINT64_MAX, &bits)) {
        return false;
    }
    *syntax = wire_features(bits);
    return expect(making->reader, making->scan, ")");
}

static bool add_context(struct making *making, uint64_t id, const struct wire_context *like)
{
    if (making->pdu->contexts == CONTEXTS_MAX) {
        return read_refuse(making->reader, "a PDU has at most %d contexts", CONTEXTS_MAX);
    }
    struct wire_context *context = &making->context[making->pdu->contexts++];
    *context = *like;
    context->id = (uint16_t)id;
    return true;
}

/* INTERFACE, SYNTAX, … ) */
static bool read_offer(struct making *making, struct wire_context *context)
{
    struct rpc_syntax *transfer =
        arena_take(making->reader->arena, TRANSFERS_MAX * sizeof *transfer);
    *context = (struct wire_context){.transfer = transfer};
    if (!read_interface(making, &context->interface)) {
        return false;
    }
    while (scan_mark(making->scan, ",")) {
        if (context->transfers == TRANSFERS_MAX) {
            return read_refuse(making->reader, "a context has at most %d syntaxes", TRANSFERS_MAX);
        }
        if (!read_transfer(making, &transfer[context->transfers++])) {
            return false;
        }
    }
    return expect(making->reader, making->scan, ")");
}

/* context(ID, …) or contexts(N, …), whose parenthesis is open. */
static bool read_contexts(struct making *making, bool several)
{
    uint64_t number;
    struct wire_context like;
    if (!read_fitting(making->reader, making->scan, UINT16_MAX, &number) ||
        !expect(making->reader, making->scan, ",") || !read_offer(making, &like)) {
        return false;
    }
    if (!several) {
        return add_context(making, number, &like);
    }
    for (uint64_t n = 0; n < number; n++) {
        if (!add_context(making, n, &like)) {
            return false;
        }
    }
    making->pdu->numbered = true;
    return true;
}

static bool read_every_context(struct making *making)
{
    struct span field;
    while (!scan_sees(*making->scan, ")") && !sees_field(*making->scan, &field) &&
           !scan_sees(*making->scan, "auth(")) {
        bool several = scan_mark(making->scan, "contexts(");
        if (making->pdu->numbered || (several && making->pdu->contexts > 0)) {
            return read_refuse(making->reader, "contexts(…) stands alone");
        }
        if (!several && !scan_mark(making->scan, "context(")) {
            return read_refuse(making->reader, "context(…) was expected at `%.*s`",
                               SPAN(making->scan->left));
        }
        if (!read_contexts(making, several)) {
            return false;
        }
        if (!scan_mark(making->scan, ",")) {
            break;
        }
    }
    return true;
}

static bool read_bind(struct making *making)
{
    struct wire_context context[CONTEXTS_MAX];
    making->context = context;
    if (!read_every_context(making)) {
        return false;
    }
    size_t size = making->pdu->contexts * sizeof *context;
    making->pdu->context = memcpy(arena_take(making->reader->arena, size), context, size);
    return true;
}

/* The opnum, and an object. */
static bool read_request(struct making *making)
{
    uint64_t opnum;
    if (!read_fitting(making->reader, making->scan, OPNUM_MAX, &opnum)) {
        return false;
    }
    making->pdu->opnum = (uint16_t)opnum;
    (void)scan_mark(making->scan, ",");
    if (!scan_mark(making->scan, "object(")) {
        return true;
    }
    making->pdu->has_object = true;
    if (!read_uuid(making, &making->pdu->object) || !expect(making->reader, making->scan, ")")) {
        return false;
    }
    (void)scan_mark(making->scan, ",");
    return true;
}

/* auth(TYPE, LEVEL, CONTEXT, x"token"), whose parenthesis is open. */
static bool read_auth(struct making *making)
{
    struct reader *reader = making->reader;
    struct scan *scan = making->scan;
    struct wire_auth *auth = &making->pdu->auth;
    struct value token;
    uint64_t type;
    uint64_t level;
    uint64_t context;
    if (!read_fitting(reader, scan, UINT8_MAX, &type) || !expect(reader, scan, ",") ||
        !read_fitting(reader, scan, UINT8_MAX, &level) || !expect(reader, scan, ",") ||
        !read_fitting(reader, scan, UINT32_MAX, &context) || !expect(reader, scan, ",") ||
        !read_value(reader, scan, &token)) {
        return false;
    }
    *auth = (struct wire_auth){true,         (uint8_t)type, (uint8_t)level, (uint32_t)context,
                               token.octets, token.count};
    (void)scan_mark(scan, ")");
    (void)scan_mark(scan, ",");
    return token.type == VALUE_OCTETS || read_refuse(reader, "the token is x\"octets\"");
}

/* x"10000000", first octet lowest */
static bool read_label(struct making *making, uint64_t *number)
{
    struct value value;
    if (!read_value(making->reader, making->scan, &value)) {
        return false;
    }
    if (value.type != VALUE_OCTETS || value.count != 4) {
        return read_refuse(making->reader, "packed_drep is four octets");
    }
    *number = octets_u32(value.octets, false);
    return true;
}

static bool read_field(struct making *making, struct span name)
{
    struct wire_pdu *pdu = making->pdu;
    uint64_t most;
    enum wire_field field = wire_field_find(pdu->type, name, &most);
    if (field == FIELDS || (pdu->bare && field != FIELD_CUT)) {
        return read_refuse(making->reader, "this PDU has no field `%.*s`", SPAN(name));
    }
    if (pdu->given[field]) {
        return read_refuse(making->reader, "`%.*s` is given twice", SPAN(name));
    }
    (void)scan_name(making->scan);
    (void)scan_mark(making->scan, "=");
    pdu->given[field] = true;
    if (field == FIELD_ASSOC_GROUP_ID && read_group(making->reader, making->scan, &pdu->group)) {
        return true;
    }
    return field == FIELD_PACKED_DREP
               ? read_label(making, &pdu->field[field])
               : read_fitting(making->reader, making->scan, most, &pdu->field[field]);
}

static bool read_fields(struct making *making)
{
    struct span name;
    while (sees_field(*making->scan, &name)) {
        if (!read_field(making, name)) {
            return false;
        }
        if (!scan_mark(making->scan, ",")) {
            break;
        }
    }
    return !making->pdu->given[FIELD_CUT] || making->pdu->field[FIELD_CUT] > 0 ||
           read_refuse(making->reader, "`cut` is at least 1");
}

static bool read_body(struct making *making, struct wire_step *wire)
{
    if (making->pdu->type == PDU_BIND || making->pdu->type == PDU_ALTER_CONTEXT) {
        return read_bind(making);
    }
    if (making->pdu->type == PDU_REQUEST && !making->pdu->bare && !read_request(making)) {
        return false;
    }
    return parts_read(making->reader, making->scan, &wire->part, &wire->parts);
}

bool pdu_read(struct reader *reader, struct scan *scan, struct wire_step *wire)
{
    struct wire_pdu *pdu = arena_take(reader->arena, sizeof *pdu);
    struct making making = {reader, scan, pdu, NULL};
    *pdu = *wire->pdu;
    pdu->group = NO_CONNECTION;
    wire->pdu = pdu;
    if (!read_body(&making, wire) || !read_fields(&making)) {
        return false;
    }
    if (scan_mark(scan, "auth(") && (!read_auth(&making) || !read_fields(&making))) {
        return false;
    }
    return expect(reader, scan, ")");
}
