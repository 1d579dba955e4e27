/*
 * The modelled clusters: objects of five kinds with names, ids and states, and what a caller may
 * do.
 *
 * All arrays and names are the caller's. Objects are referred to by their index, which never
 * changes.
 */
#ifndef CORE_CLUSTER_H
#define CORE_CLUSTER_H

#include <stdbool.h>
#include <stdint.h>

#include "access.h"
#include "name.h"
#include "wire/methods.h"

enum {
    OBJECT_NONE = 0xFFFFFFF, /* an index that no object has */
    DESCRIPTION_MAX = 256,   /* units, without a terminator */
    NAME_UNITS_MAX = 256,    /* of a name that a client gives, without a terminator */
    ID_UNITS = 36,           /* of an id that the cluster assigns: a GUID string */
};

/* The numbers of the SDK's CLUSTER_*_STATE enumerations that rules depend on. */
enum {
    NODE_UP = 0,
    NODE_DOWN = 1,
    NODE_PAUSED = 2,
    NODE_JOINING = 3,
    RESOURCE_INITIALIZING = 1,
    RESOURCE_ONLINE = 2,
    RESOURCE_OFFLINE = 3,
    RESOURCE_FAILED = 4,
    RESOURCE_PENDING = 128, /* and the two that say which way */
    RESOURCE_ONLINE_PENDING = 129,
    RESOURCE_OFFLINE_PENDING = 130,
    GROUP_ONLINE = 0,
    GROUP_OFFLINE = 1,
    GROUP_FAILED = 2,
    GROUP_PARTIAL_ONLINE = 3,
    GROUP_PENDING = 4,
};

/* The common property that the server's schema has for every object (MS-CMRP 3.1.1.9). */
struct description {
    uint8_t octets[2 * DESCRIPTION_MAX]; /* UTF-16 units, little-endian */
    uint32_t units;
};

struct object {
    enum handle_type kind; /* HANDLE_NODE, _GROUP, _RESOURCE, _NETWORK, _NETINTERFACE or
                              _GROUPSET; HANDLE_NONE: deleted, or never used */
    struct name name;
    struct name id;
    struct name fqdn;     /* node; empty: none */
    struct name address;  /* node; empty: none */
    struct name type;     /* resource: the name of its resource type */
    uint32_t state;       /* a number of the SDK's enumeration */
    uint32_t owner;       /* group, network interface: a node; resource: a group */
    uint32_t network;     /* network interface: a network */
    bool local;           /* node: the computer that the caller runs on */
    bool first_of_type;   /* resource: no resource before it has its type */
    bool core;            /* resource: cannot be deleted (MS-CMRP 3.1.1.1.1) */
    bool quorum;          /* resource: the quorum; it depends on nothing (MS-CMRP 3.1.4.2.20) */
    bool resume;          /* resource: goes online again when a move is over */
    uint32_t sequence;    /* its state sequence number (MS-CMRP 3.1.1.8) */
    uint32_t incarnation; /* how many objects stood at this index before */
    uint32_t mark;        /* room for walks over relations */
    struct description description;
    uint8_t name_room[2 * NAME_UNITS_MAX]; /* for a name that a client gives */
    uint8_t type_room[2 * NAME_UNITS_MAX];
    uint8_t id_room[2 * ID_UNITS]; /* for an id that the cluster assigns */
};

/* What holds between two objects (MS-CMRP 3.1.1.1). */
enum relation_kind {
    RELATION_FREE,     /* an unused place */
    RELATION_DEPENDS,  /* a resource on a resource, a group set or a group on a group set */
    RELATION_EXCLUDES, /* a resource's possible owners: a node that is not one of them */
    RELATION_MEMBER,   /* a group of a group set */
};

struct relation {
    enum relation_kind kind;
    uint32_t from, to; /* indices of objects */
};

struct cluster {
    struct name name;
    struct name fqdn;    /* empty: none */
    struct name address; /* empty: none */
    struct caller caller;
    enum method_since release; /* of the servers */
    bool unreachable;
    bool local; /* the computer that the caller runs on belongs to it */
    struct object *object;
    uint32_t objects;
    uint32_t room; /* elements of the array `object`; fewer than `objects` count as so many */
    struct relation *relation;
    uint32_t relations; /* elements of that array */
    uint32_t assigned;  /* ids that were assigned */
    bool read_only;     /* the protocol server state (MS-CMRP 3.1.1) */
    struct description description;
};

struct version {
    uint16_t major, minor, build;
    uint32_t operational; /* MS-CMRP 2.2.3.3, dwClusterHighestVersion */
};

struct clusters {
    struct cluster *cluster;
    uint32_t count;
};

/* The release that a system version number names: 6.0 is Windows Server 2008. */
enum method_since release_of(uint32_t major, uint32_t minor);

/* The version numbers of a release. */
struct version version_of(enum method_since release);

/* The cluster that an open by name reaches; 0, or the error code and *index is left alone. */
uint32_t clusters_reach(const struct clusters *clusters, struct name name, uint32_t *index);

/* The cluster that an open without a name reaches; as clusters_reach. */
uint32_t clusters_reach_local(const struct clusters *clusters, uint32_t *index);

/* GetNodeClusterState of the computer `name`, or of the local one if `name` is NULL: 0, or the
 * error code and *state is left alone. */
uint32_t clusters_node_state(const struct clusters *clusters, const struct name *name,
                             uint32_t *state);

/* The object of that kind and name, or OBJECT_NONE. */
uint32_t cluster_find(const struct cluster *cluster, enum handle_type kind, struct name name);

/* The code for an object of that kind that does not exist. */
uint32_t cluster_not_found(enum handle_type kind);

/* The code for an object of that kind that was deleted while a context handle stood for it. */
uint32_t cluster_not_available(enum handle_type kind);

/* The node that answers: the local one, else the first that is up; OBJECT_NONE: no node at all. */
uint32_t cluster_serving_node(const struct cluster *cluster);

/* The interface of that node on that network, or OBJECT_NONE. */
uint32_t cluster_interface(const struct cluster *cluster, uint32_t node, uint32_t network);

/* Whether an enumeration of `object` (OBJECT_NONE: of the cluster itself) that asks for the type
 * `bit` holds the object `candidate`. */
bool cluster_enumerates(const struct cluster *cluster, uint32_t object, uint32_t bit,
                        uint32_t candidate);

/* The CLUSTER_ENUM bit of resource types, whose entries are named after object.type. */
#define ENUM_RESOURCE_TYPES UINT32_C(0x00000002)

/* 0, or ERROR_INVALID_PARAMETER if an enumeration of objects of that kind (HANDLE_CLUSTER: of the
 * cluster) does not take `types`. On success *bits is those of them that mean something. */
uint32_t cluster_enumeration_types(enum handle_type kind, uint32_t types, uint32_t *bits);

#endif
