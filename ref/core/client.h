/*
 * The client library's rules: which handles exist, what was obtained from what, which cluster
 * handles are instances of one another. None of this is in the protocol.
 *
 * A cluster handle belongs to a session: one open, with one context handle of the server. The
 * instances that GetClusterFromNode and its sisters make share the session, each with a handle and
 * children of its own; the session ends with the last of them. A session's kind, LPC or RPC, and
 * its access level are thus those of all handles obtained from it.
 *
 * Memory is the caller's: `slot`, `entry` and `session` have the same capacity.
 */
#ifndef CORE_CLIENT_H
#define CORE_CLIENT_H

#include <stdbool.h>
#include <stdint.h>

#include "handle.h"
#include "wire/methods.h"
#include "wire/value.h"

/* Kinds of handles: those of enum handle_type; enumerations, which the protocol has none of; and
 * notification ports, which belong to no cluster handle (AMB-44 kept). */
enum client_kind {
    KIND_CLUSTER = HANDLE_CLUSTER,
    KIND_NODE = HANDLE_NODE,
    KIND_GROUP = HANDLE_GROUP,
    KIND_RESOURCE = HANDLE_RESOURCE,
    KIND_NETWORK = HANDLE_NETWORK,
    KIND_NETINTERFACE = HANDLE_NETINTERFACE,
    KIND_KEY = HANDLE_KEY,
    KIND_GROUPSET = HANDLE_GROUPSET,
    KIND_ENUM = 0x100,
    KIND_ENUM_EX,
    KIND_NODE_ENUM,
    KIND_NODE_ENUM_EX,
    KIND_GROUP_ENUM,
    KIND_RESOURCE_ENUM,
    KIND_NETWORK_ENUM,
    KIND_GROUP_ENUM_EX,
    KIND_RESOURCE_ENUM_EX,
    KIND_PORT,
};

enum session_kind { SESSION_LPC, SESSION_RPC };

struct client_session {
    uint32_t instances; /* open cluster handles; 0: free */
    uint32_t next_free;
    enum session_kind kind;
};

/* What is kept for each handle beside its slot. */
struct client_entry {
    uint32_t session;
    uint8_t context[CONTEXT_HANDLE_SIZE]; /* the server's; enumerations have none */
};

struct client {
    struct handle_table table;
    struct client_entry *entry;
    struct client_session *session;
    uint32_t sessions_touched;
    uint32_t session_free;
};

/* An empty client over arrays of `capacity` elements; see handle_table_init. */
void client_init(struct client *client, struct handle_slot *slots, struct client_entry *entries,
                 struct client_session *sessions, uint32_t capacity, uint64_t generations);

/* Go on with larger arrays, into which the caller has copied the old ones. */
void client_move(struct client *client, struct handle_slot *slots, struct client_entry *entries,
                 struct client_session *sessions, uint32_t capacity);

/* Whether one more handle can be opened without larger arrays. */
bool client_has_room(const struct client *client);

/* 0 and the slot of a handle of that kind, or the error code that refuses it. */
uint32_t client_find(const struct client *client, uint64_t handle, enum client_kind kind,
                     uint32_t *index);

/* A new cluster handle with a session of its own; 0: no room. */
uint64_t client_open_cluster(struct client *client, enum session_kind kind,
                             const uint8_t context[CONTEXT_HANDLE_SIZE], uint32_t *index);

/* A new handle obtained from the open handle `from`: an object or an enumeration. It belongs to the
 * cluster handle that `from` is or was obtained from. `context` is NULL for an enumeration. 0: no
 * room. */
uint64_t client_open_child(struct client *client, uint32_t from, enum client_kind kind,
                           const uint8_t *context, uint32_t *index);

/* A new notification port: it has no session and no owner; 0: no room. */
uint64_t client_open_port(struct client *client, uint32_t *index);

/* The slot of the cluster handle that an open handle is or was obtained from. */
uint32_t client_cluster_of(const struct client *client, uint32_t index);

/* Whether two open handles belong to one session, so that one call may take both. */
bool client_share_session(const struct client *client, uint32_t a, uint32_t b);

/* Another instance of the cluster handle that the open object `object` was obtained from; 0: no
 * room. */
uint64_t client_open_instance(struct client *client, uint32_t object, uint32_t *index);

/* Some handle that was obtained from the open cluster handle `index`, or HANDLE_NOWHERE. */
uint32_t client_child(const struct client *client, uint32_t index);

/* Whether the open cluster handle `index` is the last instance of its session. */
bool client_is_last_instance(const struct client *client, uint32_t index);

/* The session that the open handle `index` belongs to. */
struct client_session *client_session_of(const struct client *client, uint32_t index);

/* Close the open handle `index`; a cluster handle takes with it all handles obtained from it, and
 * the session if it is the last instance. */
void client_close(struct client *client, uint32_t index);

/* Close the open port `index`. */
void client_close_port(struct client *client, uint32_t index);

/* The system error code that a caller sees for the status of a fault (MS-RPCE 3.1.1.5.5). */
uint32_t client_error_of_fault(uint32_t status);

#endif
