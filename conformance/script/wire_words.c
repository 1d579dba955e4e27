/* The words of PDU steps: fields, types, syntaxes. */
#include "wire_step.h"

#include <string.h>

/* MS-CMRP 1.9; the place is the version */
#define CLUSAPI                                                                                    \
    {                                                                                              \
        0xb97db8b2, 0x4c63, 0x11cf,                                                                \
        {                                                                                          \
            0xbf, 0xf6, 0x08, 0x00, 0x2b, 0xe2, 0x3f, 0x2f                                         \
        }                                                                                          \
    }
const struct rpc_syntax wire_clusapi[4] = {[2] = {CLUSAPI, 2, 0}, [3] = {CLUSAPI, 3, 0}};

enum { ANY_TYPE = 256, BINDS = 257 };

static const struct {
    const char *name;
    unsigned type; /* of PDU that has it */
    uint64_t most;
} fields[FIELDS] = {
    [FIELD_RPC_VERS] = {"rpc_vers", ANY_TYPE, UINT8_MAX},
    [FIELD_RPC_VERS_MINOR] = {"rpc_vers_minor", ANY_TYPE, UINT8_MAX},
    [FIELD_PTYPE] = {"PTYPE", ANY_TYPE, UINT8_MAX},
    [FIELD_PFC_FLAGS] = {"pfc_flags", ANY_TYPE, UINT8_MAX},
    [FIELD_PACKED_DREP] = {"packed_drep", ANY_TYPE, 0},
    [FIELD_FRAG_LENGTH] = {"frag_length", ANY_TYPE, UINT16_MAX},
    [FIELD_AUTH_LENGTH] = {"auth_length", ANY_TYPE, UINT16_MAX},
    [FIELD_CALL_ID] = {"call_id", ANY_TYPE, UINT32_MAX},
    [FIELD_AUTH_PAD_LENGTH] = {"auth_pad_length", ANY_TYPE, UINT8_MAX},
    [FIELD_CUT] = {"cut", ANY_TYPE, UINT16_MAX},
    [FIELD_MAX_XMIT_FRAG] = {"max_xmit_frag", BINDS, UINT16_MAX},
    [FIELD_MAX_RECV_FRAG] = {"max_recv_frag", BINDS, UINT16_MAX},
    [FIELD_ASSOC_GROUP_ID] = {"assoc_group_id", BINDS, UINT32_MAX},
    [FIELD_N_CONTEXT_ELEM] = {"n_context_elem", BINDS, UINT8_MAX},
    [FIELD_ALLOC_HINT] = {"alloc_hint", PDU_REQUEST, UINT32_MAX},
    [FIELD_P_CONT_ID] = {"p_cont_id", PDU_REQUEST, UINT16_MAX},
};

enum wire_field wire_field_find(uint8_t type, struct span name, uint64_t *most)
{
    bool binds = type == PDU_BIND || type == PDU_ALTER_CONTEXT;
    enum wire_field field = FIELD_RPC_VERS;
    while (field < FIELDS) {
        unsigned its = fields[field].type;
        if (span_is(name, fields[field].name) &&
            (its == ANY_TYPE || its == type || (its == BINDS && binds))) {
            *most = fields[field].most;
            return field;
        }
        field++;
    }
    return FIELDS;
}

static const char *const types[] = {
    [PDU_REQUEST] = "request",
    [PDU_RESPONSE] = "response",
    [PDU_FAULT] = "fault",
    [PDU_BIND] = "bind",
    [PDU_BIND_ACK] = "bind_ack",
    [PDU_BIND_NAK] = "bind_nak",
    [PDU_ALTER_CONTEXT] = "alter_context",
    [PDU_ALTER_CONTEXT_RESP] = "alter_context_resp",
    [PDU_AUTH3] = "auth3",
    [PDU_SHUTDOWN] = "shutdown",
    [PDU_CO_CANCEL] = "co_cancel",
    [PDU_ORPHANED] = "orphaned",
};

enum { TYPES = sizeof types / sizeof types[0] };

int wire_type_find(struct span name)
{
    for (int type = 0; type < TYPES; type++) {
        if (types[type] != NULL && span_is(name, types[type])) {
            return type;
        }
    }
    return -1;
}

const char *wire_type_name(uint8_t type)
{
    return type < TYPES ? types[type] : NULL;
}

struct rpc_syntax wire_features(uint64_t bits)
{
    struct rpc_syntax syntax = {{0x6cb71c2c, 0x9812, 0x4540, {0}}, 1, 0};
    for (size_t n = 0; n < sizeof syntax.uuid.rest; n++) {
        syntax.uuid.rest[n] = (uint8_t)(bits >> (8 * n));
    }
    return syntax;
}

static int digit(uint16_t unit)
{
    static const char digits[] = "0123456789abcdef";
    const char *at = unit > 0 && unit < 128
                         ? strchr(digits, unit >= 'A' && unit <= 'F' ? unit - 'A' + 'a' : unit)
                         : NULL;
    return at != NULL ? (int)(at - digits) : -1;
}

bool wire_uuid(const uint16_t *units, size_t count, struct rpc_uuid *uuid)
{
    uint8_t octet[16] = {0};
    size_t digits = 0;
    for (size_t n = 0; n < count && count == 36; n++) {
        bool dash = n == 8 || n == 13 || n == 18 || n == 23;
        if (dash ? units[n] != '-' : digit(units[n]) < 0) {
            return false;
        }
        if (!dash) {
            octet[digits / 2] = (uint8_t)(octet[digits / 2] * 16 + digit(units[n]));
            digits++;
        }
    }
    uuid->time_low = octets_u32(octet, true);
    uuid->time_mid = (uint16_t)octets_u16(octet + 4, true);
    uuid->time_high = (uint16_t)octets_u16(octet + 6, true);
    memcpy(uuid->rest, octet + 8, sizeof uuid->rest);
    return digits == 32;
}
