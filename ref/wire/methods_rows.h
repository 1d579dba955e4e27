/*
 * The words in which the rows of the method table are written. Only the files that hold rows and
 * structures include this; everyone else includes methods.h.
 *
 * A row reads as the IDL does (MS-CMRP 6): IN(...) lists what the request carries, OUT(...) what
 * the reply carries, the return value last. A number after a name is a place, counted from 1, in
 * the same list: where the value stands that gives the size. 0 means none.
 */
#ifndef WIRE_METHODS_ROWS_H
#define WIRE_METHODS_ROWS_H

#include "methods.h"

/* MS-CMRP 6.2 */
#define MAX_CLUSTER_CONTROL_CODE_BUFFER_SIZE 0x7FFFFFFF

/* -- structures (methods_structures.c) ------------------------------------------------------- */
extern const struct structure security_descriptor;
extern const struct structure security_attributes;
extern const struct structure operational_version;
extern const struct structure create_group_info;
extern const struct structure notify_filter;
extern const struct structure notification;
extern const struct structure notification_async;
extern const struct structure password_status;
extern const struct structure string_pointer;
extern const struct structure enum_entry;
extern const struct structure group_enum_entry;
extern const struct structure resource_enum_entry;

/* -- the table, by the interface versions that have the rows ---------------------------------- */
extern const struct method methods_of_both[OPNUMS_VERSION_2];
extern const struct method methods_of_version_3[OPNUMS - OPNUMS_VERSION_2];

/* NOLINTBEGIN(bugprone-macro-parentheses): names and values of designators take none */

/* -- integers -------------------------------------------------------------------------------- */
#define NUMBER(t, n, s)                                                                            \
    {                                                                                              \
        .name = #n, .type = #t, .shape = s                                                         \
    }
#define DWORD(n) NUMBER(DWORD, n, SHAPE_LONG)
#define LONG(t, n) NUMBER(t, n, SHAPE_LONG)
#define STATUS(n) NUMBER(error_status_t, n, SHAPE_LONG)
#define RETURN NUMBER(error_status_t, return, SHAPE_LONG)
#define RPC_STATUS NUMBER(error_status_t, rpc_status, SHAPE_RPC_STATUS)
#define WORD(n) NUMBER(WORD, n, SHAPE_SHORT)
#define OCTET(t, n) NUMBER(t, n, SHAPE_OCTET)
#define HYPER(t, n) NUMBER(t, n, SHAPE_HYPER)
#define TIME(n) NUMBER(FILETIME, n, SHAPE_FILETIME)
#define ENUM(t, n) NUMBER(t, n, SHAPE_ENUM)
#define RANGED(t, n, m)                                                                            \
    {                                                                                              \
        .name = #n, .type = #t, .shape = SHAPE_RANGED, .most = m                                   \
    }

/* -- context handles -------------------------------------------------------------------------- */
#define HANDLE(t, h, n)                                                                            \
    {                                                                                              \
        .name = #n, .type = #t, .shape = SHAPE_HANDLE, .handle = h                                 \
    }
#define HCLUSTER(n) HANDLE(HCLUSTER_RPC, HANDLE_CLUSTER, n)
#define HNODE(n) HANDLE(HNODE_RPC, HANDLE_NODE, n)
#define HGROUP(n) HANDLE(HGROUP_RPC, HANDLE_GROUP, n)
#define HRES(n) HANDLE(HRES_RPC, HANDLE_RESOURCE, n)
#define HKEY(n) HANDLE(HKEY_RPC, HANDLE_KEY, n)
#define HNOTIFY(n) HANDLE(HNOTIFY_RPC, HANDLE_NOTIFY, n)
#define HNETWORK(n) HANDLE(HNETWORK_RPC, HANDLE_NETWORK, n)
#define HNETINTERFACE(n) HANDLE(HNETINTERFACE_RPC, HANDLE_NETINTERFACE, n)
#define HBATCH_PORT(n) HANDLE(HBATCH_PORT_RPC, HANDLE_BATCH_PORT, n)
#define HGENERIC(n) HANDLE(HGENERIC_RPC, HANDLE_GENERIC, n)
#define HGROUPSET(n) HANDLE(HGROUPSET_RPC, HANDLE_GROUPSET, n)

/* -- strings and arrays ------------------------------------------------------------------------ */
/* A top-level [in,string] pointer has no pointer attribute, so it is a reference pointer and has no
 * referent identifier. Opnums 155, 175, 177 and 181 lack [string] in the IDL; they are taken to
 * carry strings like all others. */
#define REF_STRING(t, n)                                                                           \
    {                                                                                              \
        .name = #n, .type = #t, .shape = SHAPE_STRING                                              \
    }
#define STRING(n) REF_STRING(LPCWSTR, n)
#define UNIQUE_STRING(t, n)                                                                        \
    {                                                                                              \
        .name = #n, .type = #t, .shape = SHAPE_STRING, .unique = true                              \
    }
#define TEXT(n) UNIQUE_STRING(LPWSTR, n) /* [out,string] LPWSTR *, and members of structures */
/* The last number of these is a place in the request: what the client has room for. */
#define OCTETS(t, n, size, room)                                                                   \
    {                                                                                              \
        .name = #n, .type = #t, .shape = SHAPE_OCTETS, .size_is = size, .bounded_by = room         \
    }
#define VARYING(t, n, length, room)                                                                \
    {                                                                                              \
        .name = #n, .type = #t, .shape = SHAPE_VARYING, .length_is = length, .bounded_by = room    \
    }
#define UNIQUE_OCTETS(t, n, size)                                                                  \
    {                                                                                              \
        .name = #n, .type = #t, .shape = SHAPE_OCTETS, .size_is = size, .unique = true             \
    }
#define UNIQUE_UNITS(t, n, size)                                                                   \
    {                                                                                              \
        .name = #n, .type = #t, .shape = SHAPE_UNITS, .size_is = size, .unique = true              \
    }
#define UNIQUE_VARYING(t, n, size, length)                                                         \
    {                                                                                              \
        .name = #n, .type = #t, .shape = SHAPE_VARYING, .size_is = size, .length_is = length,      \
        .unique = true                                                                             \
    }

/* -- rows -------------------------------------------------------------------------------------- */
#define STRUCT(s, t, n, room)                                                                      \
    {                                                                                              \
        .name = #n, .type = #t, .shape = SHAPE_STRUCT, .structure = &s, .bounded_by = room         \
    }
#define UNIQUE_STRUCT(s, t, n)                                                                     \
    {                                                                                              \
        .name = #n, .type = #t, .shape = SHAPE_STRUCT, .structure = &s, .unique = true             \
    }
#define LIST(s, t, n)                                                                              \
    {                                                                                              \
        .name = #n, .type = #t, .shape = SHAPE_LIST, .structure = &s, .unique = true               \
    }
#define ENUM_LIST(n) LIST(enum_entry, ENUM_LIST, n)
#define ROWS(s, t, n, size)                                                                        \
    {                                                                                              \
        .name = #n, .type = #t, .shape = SHAPE_ROWS, .structure = &s, .size_is = size              \
    }
#define UNIQUE_ROWS(s, t, n, size)                                                                 \
    {                                                                                              \
        .name = #n, .type = #t, .shape = SHAPE_ROWS, .structure = &s, .size_is = size,             \
        .unique = true                                                                             \
    }
#define VARYING_ROWS(s, t, n, length, room)                                                        \
    {                                                                                              \
        .name = #n, .type = #t, .shape = SHAPE_VARYING_ROWS, .structure = &s, .length_is = length, \
        .bounded_by = room                                                                         \
    }

/* -- lists ------------------------------------------------------------------------------------- */
#define PARAMETER_LIST(...)                                                                        \
    {                                                                                              \
        (const struct parameter[]){__VA_ARGS__},                                                   \
            sizeof((const struct parameter[]){__VA_ARGS__}) / sizeof(struct parameter)             \
    }
#define IN(...) PARAMETER_LIST(__VA_ARGS__)
#define OUT(...) PARAMETER_LIST(__VA_ARGS__)
#define NOTHING                                                                                    \
    {                                                                                              \
        NULL, 0                                                                                    \
    }
#define DONE OUT(RPC_STATUS, RETURN)

/* The control methods end alike; n parameters stand before the control code. */
#define CONTROL_IN(n, ...)                                                                         \
    IN(__VA_ARGS__, DWORD(dwControlCode), UNIQUE_OCTETS(UCHAR, lpInBuffer, (n) + 3),               \
       DWORD(nInBufferSize), DWORD(nOutBufferSize))
#define CONTROL_OUT(n)                                                                             \
    OUT(VARYING(UCHAR, lpOutBuffer, 2, (n) + 4), DWORD(lpBytesReturned), DWORD(lpcbRequired),      \
        RPC_STATUS, RETURN)

/* -- methods ----------------------------------------------------------------------------------- */
/* Each file of rows says with FIRST_OPNUM where it starts. */
#define METHOD(o, n, a, in, out)                                                                   \
    [(o)-FIRST_OPNUM] = {.name = #n, .opnum = o, .access = ACCESS_##a, .request = in, .reply = out}
/* The same with the first release that has it. */
#define SINCE(s, o, n, a, in, out)                                                                 \
    [(o)-FIRST_OPNUM] = {.name = #n,                                                               \
                         .opnum = o,                                                               \
                         .access = ACCESS_##a,                                                     \
                         .since = SINCE_##s,                                                       \
                         .request = in,                                                            \
                         .reply = out}
/* The same with the request and reply of interface version 2.0, which differ. */
#define DIFFERS(o, n, a, in, out, in_2, out_2)                                                     \
    [(o)-FIRST_OPNUM] = {                                                                          \
        .name = #n,                                                                                \
        .opnum = o,                                                                                \
        .access = ACCESS_##a,                                                                      \
        .request = in,                                                                             \
        .reply = out,                                                                              \
        .version_2 = &(const struct method){                                                       \
            .name = #n, .opnum = o, .access = ACCESS_ALL, .request = in_2, .reply = out_2}}
#define UNCALLED(u, o, n, s, in, out)                                                              \
    [(o)-FIRST_OPNUM] = {                                                                          \
        .name = n, .opnum = o, .use = u, .since = SINCE_##s, .request = in, .reply = out}
/* Declared without parameters: only the return value. */
#define BARE(u, o, n)                                                                              \
    [(o)-FIRST_OPNUM] = {.name = n, .opnum = o, .use = u, .since = SINCE_2008, .reply = OUT(RETURN)}
#define LOCAL(o) BARE(USE_LOCAL, o, "Opnum" #o "NotUsedOnWire")
#define RESERVED(o) BARE(USE_RESERVED, o, "Opnum" #o "Reserved")
/* NOLINTEND(bugprone-macro-parentheses) */

#endif
