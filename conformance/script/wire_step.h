/* A step on the wire, as it was read (notation.md, "Wire cases"). */
#ifndef CONFORMANCE_WIRE_STEP_H
#define CONFORMANCE_WIRE_STEP_H

#include "part.h"
#include "slots.h"
#include "text.h"

#include "wire/pdu.h"

enum wire_act {
    WIRE_CONNECT,
    WIRE_OPEN,
    WIRE_CLOSE,
    WIRE_METHOD, /* by name: typed arguments */
    WIRE_CALL,   /* by opnum: a stub of parts */
    WIRE_PDU,
    WIRE_ANSWER,
    WIRE_UNANSWERED
};

enum wire_when { WIRE_AT_ONCE, WIRE_SENT, WIRE_HELD };

/* Fields of PDUs that can be given (C706 12.6); CUT is how many octets go out in one write. */
enum wire_field {
    FIELD_RPC_VERS,
    FIELD_RPC_VERS_MINOR,
    FIELD_PTYPE,
    FIELD_PFC_FLAGS,
    FIELD_PACKED_DREP,
    FIELD_FRAG_LENGTH,
    FIELD_AUTH_LENGTH,
    FIELD_CALL_ID,
    FIELD_AUTH_PAD_LENGTH,
    FIELD_CUT,
    FIELD_MAX_XMIT_FRAG,
    FIELD_MAX_RECV_FRAG,
    FIELD_ASSOC_GROUP_ID,
    FIELD_N_CONTEXT_ELEM,
    FIELD_ALLOC_HINT,
    FIELD_P_CONT_ID,
    FIELDS
};

enum { NO_CONNECTION = -1 };

/* Where a connection goes, and how it binds. */
struct wire_connect {
    struct span cluster;  /* $name */
    const char *endpoint; /* HOST[PORT]; NULL: where the subject says */
    unsigned version;
    bool ndr;
    bool ndr64;
    bool big;
    int group; /* the connection whose association group it joins, or NO_CONNECTION */
    uint32_t fragment;
    bool plain; /* nothing but the cluster is given */
};

/* A presentation context: p_cont_elem. */
struct wire_context {
    uint16_t id;
    struct rpc_syntax interface;
    const struct rpc_syntax *transfer;
    uint8_t transfers;
};

struct wire_auth {
    bool present;
    uint8_t type;
    uint8_t level;
    uint32_t context;
    const uint8_t *token;
    size_t token_octets;
};

struct wire_pdu {
    uint8_t type;
    bool bare; /* `octets`: parts without any header */
    bool given[FIELDS];
    uint64_t field[FIELDS]; /* FIELD_PACKED_DREP: first octet lowest */
    int group;              /* whose group FIELD_ASSOC_GROUP_ID is, or NO_CONNECTION: a number */
    const struct wire_context *context;
    size_t contexts;
    bool numbered; /* `contexts`: ids go on from the highest used */
    uint16_t opnum;
    bool has_object;
    struct rpc_uuid object;
    struct wire_auth auth;
};

struct wire_step {
    enum wire_act act;
    enum wire_when when;
    int connection;              /* the name it stands on; WIRE_CONNECT, WIRE_OPEN: NO_CONNECTION */
    const struct method *method; /* NULL: WIRE_CALL of an opnum that has no row */
    uint16_t opnum;              /* WIRE_METHOD, WIRE_CALL */
    const struct part *part;     /* WIRE_METHOD: one for each slot of the request */
    size_t parts;
    const struct wire_connect *connect;
    const struct wire_pdu *pdu;
};

/* The first field of that name that PDUs of that type can be given; FIELDS: none. `most` is the
 * largest value that fits. */
enum wire_field wire_field_find(uint8_t type, struct span name, uint64_t *most);

/* PDU types by the names of the notation; -1, NULL: none. */
int wire_type_find(struct span name);
const char *wire_type_name(uint8_t type);

/* Transfer syntaxes: NDR, NDR64, or features with these bits (MS-RPCE 3.3.1.5.3). */
struct rpc_syntax wire_features(uint64_t bits);

/* clusapi, version 2.0 or 3.0 (MS-CMRP 1.9). */
extern const struct rpc_syntax wire_clusapi[4];

/* Read a UUID as text; false: it is none. */
bool wire_uuid(const uint16_t *units, size_t count, struct rpc_uuid *uuid);

#endif
