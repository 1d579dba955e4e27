/*
 * Notification ports: what they are registered for, the indications that wait to be fetched, and
 * the calls that wait for an indication (MS-CMRP 3.1.1.8).
 *
 * A port is known by its handle's value. All arrays are the caller's; where an indication finds no
 * room, its port is told so when everything before it was fetched: CLUSTER_CHANGE_CLUSTER_RECONNECT
 * or CLUSTER_CHANGE_CLUSTER_LOST_NOTIFICATIONS_V2 (MS-CMRP 3.1.4.2.66, 3.1.4.2.138).
 */
#ifndef CORE_EVENT_H
#define CORE_EVENT_H

#include "cluster.h"
#include "property.h"

/* CLUSTER_OBJECT_TYPE (MS-CMRP 2.2.2.11). */
enum event_type {
    EVENT_OF_CLUSTER = 1,
    EVENT_OF_GROUP = 2,
    EVENT_OF_RESOURCE = 3,
    EVENT_OF_RESOURCE_TYPE = 4,
    EVENT_OF_NETINTERFACE = 5,
    EVENT_OF_NETWORK = 6,
    EVENT_OF_NODE = 7,
    EVENT_OF_REGISTRY = 8,
    EVENT_OF_QUORUM = 9,
    EVENT_OF_SHARED_VOLUME = 10,
    EVENT_OF_SPACEPORT = 11,
    EVENT_OF_UPGRADE = 12,
    EVENT_OF_GROUPSET = 13,
};

/* What can happen to the model. */
enum change {
    NODE_STATE,
    NODE_DELETED,
    NODE_PROPERTY,
    NODE_GROUP_GAINED,
    NODE_GROUP_LOST,
    GROUP_STATE,
    GROUP_DELETED,
    GROUP_ADDED,
    GROUP_PROPERTY,
    GROUP_OWNER_NODE,
    GROUP_RESOURCE_GAINED,
    GROUP_RESOURCE_LOST,
    RESOURCE_STATE,
    RESOURCE_DELETED,
    RESOURCE_ADDED,
    RESOURCE_PROPERTY,
    RESOURCE_OWNER_GROUP,
    RESOURCE_DEPENDENCIES,
    RESOURCE_DEPENDENTS,
    RESOURCE_POSSIBLE_OWNERS,
    NETWORK_PROPERTY,
    NETINTERFACE_DELETED,
    NETINTERFACE_PROPERTY,
    CLUSTER_PROPERTY,
    GROUPSET_DELETED,
    GROUPSET_GROUP_ADDED,
    GROUPSET_GROUP_REMOVED,
    GROUPSET_DEPENDENCIES,
    GROUPSET_DEPENDENTS,
    KEY_NAME,  /* an object's registry key came or went */
    KEY_VALUE, /* a value of it has changed */
};

/* Something that happened. Version 1 ports hear of the object `about`; version 2 ports hear of
 * `target`, with the name and id of `about` and the octets. */
struct happening {
    uint32_t cluster; /* index */
    enum change change;
    uint32_t target; /* index of an object; OBJECT_NONE: the cluster itself */
    uint32_t about;
    const uint8_t *octets; /* NULL only if size is 0 */
    uint32_t size;         /* at most PROPERTY_LIST_MAX, else it counts as lost */
};

/* A filter of a port. */
struct registration {
    uint64_t port;
    uint64_t filter;
    uint32_t version; /* of the port; 0: an unused place */
    uint32_t cluster;
    uint32_t object; /* OBJECT_NONE: all */
    uint32_t incarnation;
    uint32_t key;
    enum event_type type; /* version 2, and EVENT_OF_REGISTRY for a registry key */
    uint32_t branch;      /* of the registry key (registry.h) */
    bool subtree;         /* and what is below it */
    bool lost;            /* an indication found no room */
};

/* An indication in a port's queue. */
struct notice {
    uint64_t order; /* 0: an unused place, or fetched */
    uint64_t port;
    uint64_t filter; /* what happened: one bit */
    uint32_t key;
    uint32_t sequence;    /* the object's state sequence number */
    enum event_type type; /* version 2 */
    struct name name, id, parent, kind;
    uint32_t size;
    uint8_t octets[PROPERTY_LIST_MAX];
    uint8_t name_room[2 * NAME_UNITS_MAX], kind_room[2 * NAME_UNITS_MAX];
    uint8_t id_room[2 * NAME_UNITS_MAX], parent_room[2 * NAME_UNITS_MAX];
};

/* A call that waits for an indication. */
struct waiting {
    uint64_t token; /* the owner's name for the call */
    uint64_t port;
    uint64_t order; /* 0: an unused place */
    uint32_t association;
    uint32_t code; /* not 0: to be completed with this error code */
};

struct events {
    struct registration *registration;
    struct notice *notice;
    struct waiting *waiting;
    uint32_t registrations, notices, waitings; /* elements of the arrays; may be 0 */
    uint64_t order;
    struct notice lost; /* room for the indication that says so */
};

/* 0, or ERROR_NOT_ENOUGH_MEMORY. `registration` is as above, with its version; *kept is the place
 * that holds it. */
uint32_t events_register(struct events *events, const struct registration *registration,
                         struct registration **kept);

/* Queue an indication for every filter that it matches. */
void events_post(struct events *events, const struct cluster *cluster,
                 const struct happening *happening);

/* Queue a version 1 state indication, `filter`, for one registered filter (MS-CMRP 3.1.4.2.63 and
 * its sisters). */
void events_post_state(struct events *events, const struct cluster *cluster,
                       struct registration *kept, uint32_t filter);

/* Whether the port has something to fetch. */
bool events_any(const struct events *events, uint64_t port);

/* Fetch a port's first indication; NULL: none. What it points to lives until the next is queued or
 * fetched. */
const struct notice *events_fetch(struct events *events, uint64_t port);

/* The port is closed: its filters and queue go, its calls complete with ERROR_NO_MORE_ITEMS
 * (AMB-119 closed). */
void events_close_port(struct events *events, uint64_t port);

/* Its calls complete with ERROR_INVALID_FUNCTION (MS-CMRP 3.1.4.2.107). */
void events_unblock(struct events *events, uint64_t port);

/* A call begins to wait: 0, or ERROR_NOT_ENOUGH_MEMORY. */
uint32_t events_wait(struct events *events, uint64_t port, uint64_t token, uint32_t association);

/* The oldest waiting call that can be completed now; NULL: none. */
const struct waiting *events_ready(const struct events *events);

/* The waiting call of that name; NULL: none. */
struct waiting *events_waiting(const struct events *events, uint64_t token);

/* The association ends: nobody hears the answers of its calls. */
void events_forget_calls(struct events *events, uint32_t association);

/* The version 1 filter bits that MS-CMRP lets a client register for objects of that kind
 * (HANDLE_CLUSTER: for the cluster). */
uint32_t events_version_1_filters(enum handle_type kind);

/* The flag, in either version, that extends a registry filter to all keys below. */
#define EVENTS_SUBTREE_VERSION_1 UINT32_C(0x00000080)
#define EVENTS_SUBTREE_VERSION_2 UINT32_C(0x00000004)

/* The version 2 flags that a client may register for events of that type; 0: no such type. */
uint64_t events_version_2_filters(uint32_t type);

/* The context handle that goes with events of that type (MS-CMRP 3.1.4.2.137). */
enum handle_type events_handle_of(uint32_t type);

#endif
