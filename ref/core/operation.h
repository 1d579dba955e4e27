/* The methods that the server carries out: one short function each. Only server.c and the files of
 * operations include this. */
#ifndef CORE_OPERATION_H
#define CORE_OPERATION_H

#include "server.h"

/* Carries a method out. Parameters stand in the messages by their place in the method's lists
 * (MS-CMRP 6.2). The reply starts out as all zero and NULL. Returns the method's error code. */
typedef uint32_t operation(struct server_call *call);

/* The operation of an opnum below OPNUMS in that version of the interface; NULL: the server does
 * not carry that method out. */
operation *operation_of(uint32_t opnum, uint32_t version);

operation open_cluster, open_cluster_ex, open_object, open_object_ex, close_context;
operation get_state, get_group_state, get_resource_state, get_id;
operation get_cluster_name, get_cluster_version, get_cluster_version_2, get_net_interface;
operation create_enum, create_enum_ex, create_object_enum, create_node_enum_ex;
operation create_group_list, create_resource_list, create_group_set_enum;
operation create_net_interface_enum, create_resource_type_enum, get_resource_type;
operation control, control_on_node;
operation get_root_key, open_key, enum_key, query_value, enum_value, query_info_key;
operation create_notify, create_notify_v2, close_notify, unblock_get_notify;
operation add_notify_cluster, add_notify_key, add_notify, add_notify_again, add_notify_v2,
    get_notify;
operation get_notify_v2, get_notify_async;
operation online_resource, offline_resource, fail_resource, restart_resource;
operation online_resource_ex, offline_resource_ex;
operation create_resource, delete_resource, change_resource_group, change_resource_group_ex;
operation add_resource_dependency, remove_resource_dependency, can_resource_be_dependent;
operation add_resource_node, remove_resource_node;
operation online_group, offline_group, move_group, move_group_to_node;
operation online_group_ex, offline_group_ex, move_group_ex, move_group_to_node_ex;
operation create_group, delete_group, set_name;
operation pause_node, pause_node_ex, pause_node_to_target, resume_node, resume_node_ex, evict_node;
operation create_group_set, delete_group_set, add_group_to_set, remove_group_from_set;
operation move_group_to_set, add_set_dependency, add_group_to_set_dependency, remove_dependency;

/* A string parameter of a request. */
struct name name_in(const struct value *value);

/* A string in a reply: [out,string] LPWSTR *. */
struct value name_out(struct name name);

/* What the object of the call's first context handle is. */
const struct object *subject_of(const struct server_call *call);

/* The cluster that the call reaches, to be changed. */
struct cluster *model_of(const struct server_call *call);

/* Make a context handle of the kind that the method returns and put it into the reply. */
uint32_t return_context(struct server_call *call, uint32_t object, enum level level);

/* The same for a handle of which more is to be kept than object and level. */
uint32_t return_context_with(struct server_call *call, struct server_context context);

/* An operation's result: the call waits. */
#define OPERATION_PENDING SERVER_PENDING

/* Fill in the reply of ApiGetNotify and its sisters from what a port has to fetch: 0 or the error
 * code, OPERATION_PENDING if there is nothing. */
uint32_t fetch_notices(struct server_call *call, uint64_t port);

/* Tell the ports what happened to `about`, and for version 2 to `target` (event.h): with no more
 * than that, with a DWORD, with the id of an object. */
void announce(struct server_call *call, enum change change, uint32_t target, uint32_t about);
void announce_number(struct server_call *call, enum change change, uint32_t target, uint32_t about,
                     uint32_t number);
void announce_id(struct server_call *call, enum change change, uint32_t target, uint32_t about,
                 uint32_t of);

/* Announce that a common property of the call's first object has a new value. */
void announce_properties(struct server_call *call);

#endif
