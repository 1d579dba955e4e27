/* Methods that change nodes: MS-CMRP 3.1.4.2.70 to .72, .125 to .127. */
#include "change.h"
#include "error.h"
#include "operation.h"
#include "operation_state.h"

static uint32_t set_node_state(struct server_call *call, uint32_t state)
{
    struct object *node = &model_of(call)->object[call->subject.object];
    if (node->state == state)
        return ERROR_SUCCESS;
    node->state = state;
    node->sequence++;
    announce_number(call, NODE_STATE, call->subject.object, call->subject.object, state);
    return ERROR_SUCCESS;
}

/* MS-CMRP 3.1.4.2.70 */
uint32_t pause_node(struct server_call *call)
{
    uint32_t state = subject_of(call)->state;
    if (state == NODE_DOWN)
        return ERROR_CLUSTER_NODE_DOWN;
    return set_node_state(call, NODE_PAUSED);
}

/* Some group that is hosted there, or OBJECT_NONE. */
static uint32_t group_on(const struct cluster *c, uint32_t node)
{
    for (uint32_t i = 0; i < c->objects; i++)
        if (c->object[i].kind == HANDLE_GROUP && c->object[i].owner == node)
            return i;
    return OBJECT_NONE;
}

/* Moves all groups from one node to another; one that cannot move stays, the rest moves all the
 * same. */
static void drain(struct server_call *call, uint32_t from, uint32_t to)
{
    const struct cluster *c = call->cluster;
    for (uint32_t i = 0; i < c->objects; i++) {
        if (c->object[i].kind == HANDLE_GROUP && c->object[i].owner == from)
            (void)move_group_to(call, i, to);
    }
}

/* MS-CMRP 3.1.4.2.125: node, bDrainNode, dwPauseFlags. The groups are moved before the answer,
 * which is ERROR_IO_PENDING nevertheless, as the section demands. */
uint32_t pause_node_ex(struct server_call *call)
{
    uint32_t node = call->subject.object;
    if (call->request->value[1].number == 0)
        return pause_node(call);
    uint32_t to = other_node_up(call->cluster, node);
    if (to == OBJECT_NONE || subject_of(call)->state == NODE_DOWN)
        return ERROR_CLUSTER_NODE_DOWN;
    (void)set_node_state(call, NODE_PAUSED);
    drain(call, node, to);
    return ERROR_IO_PENDING;
}

/* MS-CMRP 3.1.4.2.126: node, dwPauseFlags, the node that the groups move to */
uint32_t pause_node_to_target(struct server_call *call)
{
    uint32_t to = call->second.object;
    if (to == call->subject.object)
        return ERROR_INVALID_PARAMETER;
    if (call->cluster->object[to].state != NODE_UP || subject_of(call)->state == NODE_DOWN)
        return ERROR_CLUSTER_NODE_DOWN;
    (void)set_node_state(call, NODE_PAUSED);
    drain(call, call->subject.object, to);
    return ERROR_IO_PENDING;
}

/* MS-CMRP 3.1.4.2.71, .127 */
uint32_t resume_node(struct server_call *call)
{
    uint32_t state = subject_of(call)->state;
    if (state == NODE_DOWN)
        return ERROR_CLUSTER_NODE_DOWN;
    return state == NODE_PAUSED ? set_node_state(call, NODE_UP) : ERROR_CLUSTER_NODE_NOT_PAUSED;
}

/* MS-CMRP 3.1.4.2.127: node, dwResumeFailbackType, reserved. No group prefers a node here, so none
 * moves back. */
uint32_t resume_node_ex(struct server_call *call)
{
    return call->request->value[1].number <= 2 ? resume_node(call) : ERROR_INVALID_PARAMETER;
}

static void remove_interfaces(struct server_call *call, uint32_t node)
{
    struct cluster *c = model_of(call);
    for (uint32_t i = 0; i < c->objects; i++) {
        if (c->object[i].kind != HANDLE_NETINTERFACE || c->object[i].owner != node)
            continue;
        announce(call, NETINTERFACE_DELETED, i, i);
        announce(call, KEY_NAME, i, i);
        cluster_remove(c, i);
    }
}

/* MS-CMRP 3.1.4.2.72. The groups that the node hosts move to another one first; where there is none
 * the node stays. */
uint32_t evict_node(struct server_call *call)
{
    uint32_t node = call->subject.object;
    uint32_t to = other_node_up(call->cluster, node);
    if (to != OBJECT_NONE)
        drain(call, node, to);
    if (group_on(call->cluster, node) != OBJECT_NONE)
        return ERROR_CANT_EVICT_ACTIVE_NODE;
    remove_interfaces(call, node);
    announce(call, NODE_DELETED, node, node);
    announce(call, KEY_NAME, node, node);
    cluster_remove(model_of(call), node);
    return ERROR_SUCCESS;
}
