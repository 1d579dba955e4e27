/*
 * PDUs of connection-oriented DCE/RPC 5.0 (C706 12.6, MS-RPCE 2.2.2): taken apart here, put
 * together in pdu_build.h.
 *
 * A PDU is: common header (16 octets), body, authentication padding, security trailer (8 octets),
 * authentication token. Parsing copies nothing: what it gives points into the octets given, which
 * stay the caller's and must outlive it. The first thing wrong is reported as a reason and its
 * offset from the start of the PDU.
 */
#ifndef WIRE_PDU_H
#define WIRE_PDU_H

#include "cursor.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    PDU_HEADER_SIZE = 16,
    PDU_TRAILER_SIZE = 8,
    PDU_MUST_RECEIVE = 1432, /* everyone receives this much (C706 12.6, MustRecvFragSize) */
    PDU_STUB = 24, /* where the stub of a response and of a request without object starts */
};

enum pdu_type {
    PDU_REQUEST = 0,
    PDU_RESPONSE = 2,
    PDU_FAULT = 3,
    PDU_BIND = 11,
    PDU_BIND_ACK = 12,
    PDU_BIND_NAK = 13,
    PDU_ALTER_CONTEXT = 14,
    PDU_ALTER_CONTEXT_RESP = 15,
    PDU_AUTH3 = 16,
    PDU_SHUTDOWN = 17,
    PDU_CO_CANCEL = 18,
    PDU_ORPHANED = 19,
};

/* pfc_flags (C706 12.6.3.1). */
enum pdu_flag {
    PFC_FIRST_FRAG = 0x01,
    PFC_LAST_FRAG = 0x02,
    PFC_PENDING_CANCEL = 0x04, /* in every type but the five below (MS-RPCE 2.2.2.3) */
    PFC_SUPPORT_HEADER_SIGN =
        0x04, /* in bind, bind_ack, alter_context, alter_context_resp and auth3 */
    PFC_CONC_MPX = 0x10,
    PFC_DID_NOT_EXECUTE = 0x20,
    PFC_MAYBE = 0x40,
    PFC_OBJECT_UUID = 0x80,
    PFC_WHOLE = PFC_FIRST_FRAG | PFC_LAST_FRAG,
};

/* Status of a fault (C706 appendix N.2; MS-RPCE 3.1.1.5.5 for what a client makes of it). */
enum fault_status {
    FAULT_ACCESS_DENIED = 0x00000005,
    FAULT_AUTHENTICATION_TYPE =
        0x00000008,                   /* authentication_type_not_recognized, MS-RPCE 3.3.3.5.3 */
    FAULT_BAD_STUB_DATA = 0x000006f7, /* MS-RPCE 3.1.3.5.2 */
    FAULT_CANCEL = 0x1c00000d,
    FAULT_UNSPECIFIED = 0x1c000012,
    FAULT_CONTEXT_MISMATCH = 0x1c00001a,
    FAULT_INVALID_PRESENTATION_CONTEXT = 0x1c00001c,
    FAULT_OPERATION_RANGE = 0x1c010002,
    FAULT_PROTOCOL = 0x1c01000b,
    FAULT_OUT_ARGS_TOO_BIG = 0x1c010013,
    FAULT_SERVER_TOO_BUSY = 0x1c010014,
};

/* provider_reject_reason of a bind_nak (C706 12.6.3.1, MS-RPCE 2.2.2.5). */
enum nak_reason {
    NAK_NOT_SPECIFIED = 0,
    NAK_LOCAL_LIMIT = 2,
    NAK_PROTOCOL_VERSION = 4,
    NAK_AUTHENTICATION_TYPE = 8,
};

/* Result and reason for one presentation context (C706 12.6.3.1, MS-RPCE 2.2.2.4). */
enum context_result {
    RESULT_ACCEPTANCE = 0,
    RESULT_USER_REJECTION,
    RESULT_PROVIDER_REJECTION,
    RESULT_NEGOTIATE_ACK
};
enum context_reason {
    REASON_NOT_SPECIFIED = 0,
    REASON_ABSTRACT_SYNTAX,
    REASON_TRANSFER_SYNTAXES,
    REASON_LOCAL_LIMIT
};

/* What can be wrong with a PDU. */
enum pdu_error {
    PDU_OK = 0,
    PDU_SHORT,       /* the octets end before the field does */
    PDU_VERSION,     /* not 5.0 (MS-RPCE 3.3.1.5.1) */
    PDU_TYPE,        /* not a PDU type of the connection-oriented protocol */
    PDU_DREP,        /* data representation label outside C706 14.1 */
    PDU_LENGTH,      /* frag_length below the header or above the limit */
    PDU_AUTH_LENGTH, /* trailer and token do not fit, or are missing where they must be */
    PDU_AUTH_PAD,    /* padding exceeds what precedes the trailer */
    PDU_AUTH_ALIGN,  /* trailer not aligned */
    PDU_NOT_WHOLE,   /* a type that is never fragmented without both fragment flags */
    PDU_EMPTY_LIST,  /* no presentation context, or one without transfer syntax */
    PDU_ORDER,       /* well formed, but not allowed where it came */
};

/* The first failure: where and what. error == PDU_OK: none. */
struct pdu_failure {
    enum pdu_error error;
    uint32_t offset;
};

struct rpc_uuid {
    uint32_t time_low;
    uint16_t time_mid;
    uint16_t time_high;
    uint8_t rest[8];
};

/* p_syntax_id_t: an interface or a transfer syntax with its version. */
struct rpc_syntax {
    struct rpc_uuid uuid;
    uint16_t major;
    uint16_t minor;
};

/* The common header. `drep` is the data representation format label; big_endian is what it says of
 * integers. */
struct pdu_header {
    uint8_t major;
    uint8_t minor;
    uint8_t type;
    uint8_t flags;
    uint8_t drep[4];
    uint16_t frag_length;
    uint16_t auth_length;
    uint32_t call_id;
    bool big_endian;
};

/* sec_trailer (MS-RPCE 2.2.2.11). */
struct pdu_trailer {
    bool present;
    uint8_t type;
    uint8_t level;
    uint32_t context_id;
    const uint8_t *token;
    uint32_t token_size;
};

/* A PDU taken apart. The cursor stands at the start of the body, counts from the start of the PDU
 * and ends where authentication padding begins. */
struct pdu {
    struct pdu_header header;
    struct cursor body;
    struct pdu_trailer trailer;
};

/* bind, alter_context. */
struct pdu_bind {
    uint16_t max_transmit;
    uint16_t max_receive;
    uint32_t group;
    uint8_t context_count;
    struct cursor contexts; /* p_cont_elem: walk with pdu_offer_next */
};

/* One p_cont_elem. */
struct pdu_offer {
    uint16_t context_id;
    struct rpc_syntax abstract;
    uint8_t transfer_count;
    struct cursor transfers; /* walk with pdu_syntax_next */
};

/* One p_result_t. */
struct pdu_result {
    uint16_t result;
    uint16_t reason;
    struct rpc_syntax transfer;
};

/* bind_ack, alter_context_resp. */
struct pdu_bind_ack {
    uint16_t max_transmit;
    uint16_t max_receive;
    uint32_t group;
    uint16_t address_size; /* of the secondary address with its terminator; 0: none */
    const uint8_t *address;
    uint8_t result_count;
    struct cursor results; /* walk with pdu_result_next */
};

struct pdu_bind_nak {
    uint16_t reason;
    uint8_t version_count;
    const uint8_t *versions; /* pairs of octets: major, minor */
};

struct pdu_request {
    uint32_t alloc_hint;
    uint16_t context_id;
    uint16_t opnum;
    bool has_object;
    struct rpc_uuid object;
    const uint8_t *stub;
    uint32_t stub_size;
};

struct pdu_response {
    uint32_t alloc_hint;
    uint16_t context_id;
    uint8_t cancel_count;
    const uint8_t *stub;
    uint32_t stub_size;
};

struct pdu_fault {
    uint16_t context_id;
    uint8_t cancel_count;
    uint32_t status;
};

/* Parse the common header from the first PDU_HEADER_SIZE of `octets`. `limit` is the largest
 * frag_length that may be received. *header is filled in as far as the octets reach, whatever else
 * is wrong with them. */
struct pdu_failure pdu_parse_header(const uint8_t *octets, uint32_t size, uint32_t limit,
                                    struct pdu_header *header);

/* Take a whole PDU apart: header, body, trailer. `size` must be its frag_length or more; the rest
 * is not looked at. */
struct pdu_failure pdu_parse(const uint8_t *octets, uint32_t size, uint32_t limit, struct pdu *pdu);

/* Bodies. Each checks everything that the type demands of its body; the caller has looked at
 * header.type. */
struct pdu_failure pdu_parse_bind(const struct pdu *pdu, struct pdu_bind *bind);
struct pdu_failure pdu_parse_bind_ack(const struct pdu *pdu, struct pdu_bind_ack *ack);
struct pdu_failure pdu_parse_bind_nak(const struct pdu *pdu, struct pdu_bind_nak *nak);
struct pdu_failure pdu_parse_request(const struct pdu *pdu, struct pdu_request *request);
struct pdu_failure pdu_parse_response(const struct pdu *pdu, struct pdu_response *response);
struct pdu_failure pdu_parse_fault(const struct pdu *pdu, struct pdu_fault *fault);
struct pdu_failure pdu_parse_auth3(const struct pdu *pdu);

/* Walk a list of a parsed body: fill in the next element and step the cursor over it. False at the
 * end of the list (parsing has shown that its elements are whole). */
bool pdu_offer_next(struct cursor *contexts, struct pdu_offer *offer);
bool pdu_syntax_next(struct cursor *transfers, struct rpc_syntax *syntax);
bool pdu_result_next(struct cursor *results, struct pdu_result *result);

/* Take one syntax identifier in the octet order of the cursor; false if it is not whole. */
bool rpc_syntax_take(struct cursor *c, struct rpc_syntax *syntax);

bool rpc_uuid_equal(const struct rpc_uuid *a, const struct rpc_uuid *b);
bool rpc_syntax_equal(const struct rpc_syntax *a, const struct rpc_syntax *b);

/* NDR 2.0, NDR64 1.0 (MS-RPCE 2.2.4.12, 2.2.5.1) and the zero syntax. */
extern const struct rpc_syntax rpc_syntax_ndr;
extern const struct rpc_syntax rpc_syntax_ndr64;
extern const struct rpc_syntax rpc_syntax_none;

/* Whether a transfer syntax is bind time feature negotiation (MS-RPCE 3.3.1.5.3), and if so its
 * first bitmask octet. */
bool rpc_syntax_features(const struct rpc_syntax *syntax, uint8_t *bitmask);

#endif
