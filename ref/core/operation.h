/* The methods that the server carries out: one short function each. Only server.c and the files of
 * operations include this. */
#ifndef CORE_OPERATION_H
#define CORE_OPERATION_H

#include "server.h"

/* Carries a method out. Parameters stand in the messages by their place in the method's lists
 * (MS-CMRP 6.2). The reply starts out as all zero and NULL. Returns the method's error code. */
typedef uint32_t operation(struct server_call *call);

/* The operation of an opnum; NULL: the server does not carry that method out. */
operation *operation_of(uint32_t opnum);

operation open_cluster, open_cluster_ex, open_object, open_object_ex, close_context;
operation get_state, get_group_state, get_resource_state, get_id;
operation get_cluster_name, get_cluster_version, get_net_interface;
operation create_enum, create_enum_ex, create_object_enum, create_node_enum_ex;
operation control, control_on_node;

/* A string parameter of a request. */
struct name name_in(const struct value *value);

/* A string in a reply: [out,string] LPWSTR *. */
struct value name_out(struct name name);

/* What the object of the call's first context handle is. */
const struct object *subject_of(const struct server_call *call);

#endif
