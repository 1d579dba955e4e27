/*
 * The methods of the clusapi interface: MS-CMRP 3.1.4.2 and 6.2 (version 3.0), 6.1 (version 2.0).
 *
 * One table says of every opnum what it is called, whom it admits, since when it exists and what
 * it carries in each direction. The codec, the server, the suite and the fuzzers all walk these
 * rows; there is no other list of methods.
 */
#ifndef WIRE_METHODS_H
#define WIRE_METHODS_H

#include <stdbool.h>
#include <stdint.h>

#include "value.h"

enum {
    OPNUMS = 265,          /* version 3.0: 0..264 */
    OPNUMS_VERSION_2 = 109 /* version 2.0: 0..108 */
};

enum method_use {
    USE_CALLED,   /* a method that clients call */
    USE_RESERVED, /* the server answers 0x6D1 (MS-CMRP 3.1.4.2, table) */
    USE_LOCAL     /* reserved for local use: a client must not send it */
};

/* The access level a version 3.0 method demands (MS-CMRP 3.1.4.2). Version 2.0 demands All. */
enum method_access {
    ACCESS_NOT_STATED,
    ACCESS_READ,
    ACCESS_ALL,
    ACCESS_ALL_OR_BACKUP,   /* All, or Read with Backup */
    ACCESS_ASKED,           /* what dwDesiredAccess asks for (MS-CMRP 3.1.4.2.116) */
    ACCESS_BY_CONTROL_CODE, /* All if the code has bit 0x00400000, else Read */
    ACCESS_BY_QUORUM_SIZE   /* by dwMaxQuorumLogSize (MS-CMRP 3.1.4.2.7) */
};

/* The first Windows Server release that has the method; SINCE_VERSION_2: in both versions. */
enum method_since {
    SINCE_VERSION_2,
    SINCE_2008,
    SINCE_2008_R2,
    SINCE_2012,
    SINCE_2016,
    SINCE_2019,
    SINCE_2022,
    SINCE_2025
};

/* The context handle types of MS-CMRP 2.2.1. */
enum handle_type {
    HANDLE_NONE,
    HANDLE_CLUSTER,
    HANDLE_NODE,
    HANDLE_GROUP,
    HANDLE_RESOURCE,
    HANDLE_KEY,
    HANDLE_NOTIFY,
    HANDLE_NETWORK,
    HANDLE_NETINTERFACE,
    HANDLE_BATCH_PORT,
    HANDLE_GENERIC, /* any of the others (ApiAddNotifyV2) */
    HANDLE_GROUPSET
};

/* How a parameter, or a column of a row, stands in the stub. */
enum shape {
    SHAPE_LONG,          /* 4 octets: DWORD, BOOL, int, error_status_t */
    SHAPE_HANDLE,        /* context handle, 20 octets */
    SHAPE_RPC_STATUS,    /* error_status_t that only version 3.0 has */
    SHAPE_STRING,        /* conformant varying string of UTF-16 units */
    SHAPE_RANGED,        /* DWORD with [range] */
    SHAPE_OCTET,         /* 1 octet: UCHAR, BOOLEAN */
    SHAPE_SHORT,         /* 2 octets: WORD */
    SHAPE_HYPER,         /* 8 octets: LONGLONG, ULONGLONG */
    SHAPE_FILETIME,      /* two DWORDs, low one first */
    SHAPE_ENUM,          /* enumeration: 2 octets in NDR, 4 in NDR64 */
    SHAPE_POINTER_SIZED, /* DWORD_PTR: 4 octets in NDR, 8 in NDR64 */
    SHAPE_OCTETS,        /* conformant array of octets */
    SHAPE_UNITS,         /* conformant array of wchar_t */
    SHAPE_VARYING,       /* conformant varying array of octets */
    SHAPE_STRUCT,        /* one row */
    SHAPE_ROWS,          /* conformant array of rows */
    SHAPE_VARYING_ROWS,  /* conformant varying array of rows */
    SHAPE_LIST           /* conformant structure: a count, then that many rows */
};

struct structure;

struct parameter {
    const char *name;                  /* as the IDL has it; "return" for the return value */
    const char *type;                  /* as the IDL has it, without pointers */
    const struct structure *structure; /* of the rows; NULL where there are none */
    uint32_t most;                     /* SHAPE_RANGED: 0 is the least in all of MS-CMRP */
    enum shape shape;
    enum handle_type handle; /* SHAPE_HANDLE */
    bool unique;             /* a pointer that may be NULL stands before it */
    uint8_t alignment;       /* column: of the structure that begins with it; 0: its own */
    uint8_t size_is;         /* place (from 1) in the same list, or row, of the value that gives the
                                maximum count; 0: none */
    uint8_t length_is;       /* the same for the actual count */
    uint8_t bounded_by;      /* reply: place in the request of the value that bounds the maximum
                                count (MS-RPCE 3.1.2.7.1.1); 0: none */
};

/* A row: the members of one structure, in order. Members that are pointers are all unique. */
struct structure {
    const char *name;
    const struct parameter *column;
    uint32_t size[2];      /* octets from row to row, in NDR and in NDR64 */
    uint32_t alignment[2]; /* the same for the alignment */
    uint8_t columns;
};

struct parameter_list {
    const struct parameter *parameter; /* in wire order */
    uint8_t count;                     /* at most PARAMETERS */
};

struct method {
    struct parameter_list request;
    struct parameter_list reply; /* the return value last */
    const char *name;
    const struct method *version_2; /* where version 2.0 declares it otherwise (apart from
                                       rpc_status); NULL: the same */
    uint16_t opnum;
    enum method_use use;
    enum method_access access;
    enum method_since since;
};

/* The row of an opnum in interface version 2 or 3; NULL if that version has no such opnum. */
const struct method *method_of(uint32_t version, uint32_t opnum);

/* The row of a name, spelt as in MS-CMRP, in interface version 2 or 3; NULL if there is none. */
const struct method *method_named(uint32_t version, const char *name);

/* The names of the access levels, releases and context handle types, for people. */
const char *access_text(enum method_access access);
const char *since_text(enum method_since since);
const char *handle_type_text(enum handle_type type);

#endif
