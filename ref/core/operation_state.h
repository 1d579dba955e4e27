/* States of resources and of the groups that contain them, with the events that their changes are
 * (MS-CMRP 3.1.1.1.2.1, 3.1.4.2.13, 3.1.4.2.46). Only operations include this. */
#ifndef CORE_OPERATION_STATE_H
#define CORE_OPERATION_STATE_H

#include "operation.h"

/* Bring a resource online, after what it depends on (MS-CMRP 3.1.4.2.18): 0 or the error code. */
uint32_t bring_online(struct server_call *call, uint32_t resource);

/* Take a resource offline, after what depends on it (MS-CMRP 3.1.4.2.19): 0 or the error code. */
uint32_t take_offline(struct server_call *call, uint32_t resource);

/* A resource fails; what depends on it does not remain online. */
void fail_at_once(struct server_call *call, uint32_t resource);

/* Bring all resources of a group online, or take them offline. The first error counts, and the
 * others are tried all the same. */
uint32_t bring_group_online(struct server_call *call, uint32_t group);
uint32_t take_group_offline(struct server_call *call, uint32_t group);

/* Move a group to a node that can host it: what was online goes offline and, there, online again
 * (MS-CMRP 3.1.4.2.53). 0 or the error code; then nothing has moved. */
uint32_t move_group_to(struct server_call *call, uint32_t group, uint32_t node);

/* A node in state up other than `node`, or OBJECT_NONE. */
uint32_t other_node_up(const struct cluster *cluster, uint32_t node);

/* Set the state of a group by its resources; says so if it changed. */
void refresh_group(struct server_call *call, uint32_t group);

/* Whether `node` is a possible owner of everything that is marked (change.h). */
bool can_host_marked(const struct cluster *cluster, uint32_t node);

#endif
