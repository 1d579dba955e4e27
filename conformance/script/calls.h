/* The API's calls: one table says everything the runner knows of each. */
#ifndef CONFORMANCE_CALLS_H
#define CONFORMANCE_CALLS_H

#include "text.h"

enum { CALL_PARAMETERS = 8 };

enum kind {
    KIND_NONE,
    KIND_CLUSTER,
    KIND_NODE,
    KIND_GROUP,
    KIND_RESOURCE,
    KIND_NETWORK,
    KIND_NETINTERFACE,
    KIND_ENUM,
    KIND_ENUM_EX,
    KIND_NODE_ENUM,
    KIND_NODE_ENUM_EX,
    KIND_GROUP_ENUM,
    KIND_RESOURCE_ENUM,
    KIND_NETWORK_ENUM,
    KIND_GROUP_ENUM_EX,
    KIND_RESOURCE_ENUM_EX,
    KIND_PORT,
    KIND_KEY,
    KIND_GROUP_SET,
    KINDS,
    KIND_ANY /* whatever an event's filter goes with */
};

/* What a call's result is, and what says that it failed. */
enum result {
    RESULT_HANDLE, /* NULL: failed */
    RESULT_BOOL,   /* FALSE: failed */
    RESULT_STATE,  /* -1: failed */
    RESULT_CODE,   /* the error code itself; the last error says nothing */
    RESULT_COUNT,  /* no value says failed */
    RESULT_WIRE    /* a call on an endpoint (wire_step.h) */
};

/* What a call does to the handles it is given. */
enum relation {
    RELATION_USES,
    RELATION_OPENS,    /* its result is obtained from its first argument, if that is a handle */
    RELATION_INSTANCE, /* its result is another instance of the cluster handle behind it */
    RELATION_CLOSES
};

/* A function of any type; a shape knows which. */
typedef void (*any_function)(void);

/* An argument as it is passed. */
struct actual {
    void *pointer;
    uint32_t number;
};

struct outcome {
    void *handle;   /* RESULT_HANDLE */
    int64_t number; /* everything else */
};

/* A C function type. `parameters` has one letter for each:
 *   h handle        H handle that may be NULL     n node, may be NULL
 *   N node          R resource      G group       O object of any kind
 *   P notification port, C cluster; either may be INVALID_HANDLE_VALUE
 *   s string        d DWORD                       a address of a DWORD
 *   u buffer of UTF-16 units   o buffer of octets   x octets that are read
 *   v CLUSTERVERSIONINFO       i CLUSTER_ENUM_ITEM (buffers of octets whose first DWORD is set)
 *   g CLUSTER_GROUP_ENUM_ITEM  r CLUSTER_RESOURCE_ENUM_ITEM (likewise) */
struct shape {
    const char *parameters;
    void (*make)(any_function function, const struct actual *argument, struct outcome *outcome);
};

struct call {
    const char *name;
    const struct shape *shape;
    enum kind takes; /* the kind of the parameter h or H */
    enum result result;
    enum relation relation;
    enum kind gives;
};

/* The calls about notification ports, the cluster database, group sets and changes. */
extern const struct call calls_more[];
extern const size_t calls_more_count;

/* Whether a parameter of that letter is an item of an Ex enumeration. */
bool letter_is_item(char letter);

/* Whether a parameter of that letter may be given NULL. */
bool letter_takes_null(char letter);

/* NULL: there is no such call. */
const struct call *call_find(struct span name);

/* The calls in the table's order; NULL after the last. */
const struct call *call_at(size_t n);

const char *kind_name(enum kind kind);

/* KIND_NONE: there is no such kind. */
enum kind kind_find(struct span name);

/* The kind of handle that the n-th parameter takes; KIND_NONE: it takes none. */
enum kind call_takes(const struct call *call, size_t n);

#endif
