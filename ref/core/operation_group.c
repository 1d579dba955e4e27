/* Methods that change groups and names: MS-CMRP 3.1.4.2.14, .43, .44, .47, .50 to .53, .84, .129 to
 * .132. */
#include "change.h"
#include "error.h"
#include "operation.h"
#include "operation_state.h"

/* MS-CMRP 3.1.4.2.50 */
uint32_t online_group(struct server_call *call)
{
    return bring_group_online(call, call->subject.object);
}

/* MS-CMRP 3.1.4.2.51 */
uint32_t offline_group(struct server_call *call)
{
    return take_group_offline(call, call->subject.object);
}

/* No group here contains a cluster shared volume, so Read with Backup Privilege does not suffice.
 */
static bool may_move(const struct server_call *call)
{
    bool second = call->second_slot == HANDLE_NOWHERE || call->second.level == LEVEL_ALL;
    return call->subject.level == LEVEL_ALL && second;
}

/* MS-CMRP 3.1.4.2.52 */
uint32_t move_group(struct server_call *call)
{
    uint32_t node = other_node_up(call->cluster, subject_of(call)->owner);
    if (!may_move(call))
        return ERROR_ACCESS_DENIED;
    if (node == OBJECT_NONE)
        return ERROR_HOST_NODE_NOT_AVAILABLE;
    return move_group_to(call, call->subject.object, node);
}

/* MS-CMRP 3.1.4.2.53: group, node */
uint32_t move_group_to_node(struct server_call *call)
{
    if (!may_move(call))
        return ERROR_ACCESS_DENIED;
    return move_group_to(call, call->subject.object, call->second.object);
}

/* Whether the flags at that place of the request are all among `known`. */
static bool flags_are(const struct server_call *call, uint32_t place, uint32_t known)
{
    return (call->request->value[place].number & ~(uint64_t)known) == 0;
}

/* Flags 1 and 4 exclude each other (MS-CMRP 3.1.4.2.131). */
static bool move_flags_are_good(const struct server_call *call, uint32_t place)
{
    return flags_are(call, place, 0x3F) && (call->request->value[place].number & 5) != 5;
}

/* MS-CMRP 3.1.4.2.129: handle, flags, lpInBuffer, cbInBufferSize. Nothing here is locked, has
 * affinities or reads the buffer. */
uint32_t online_group_ex(struct server_call *call)
{
    return flags_are(call, 1, 0xF) ? online_group(call) : ERROR_INVALID_PARAMETER;
}

/* MS-CMRP 3.1.4.2.130 */
uint32_t offline_group_ex(struct server_call *call)
{
    return flags_are(call, 1, 0x1) ? offline_group(call) : ERROR_INVALID_PARAMETER;
}

/* MS-CMRP 3.1.4.2.131 */
uint32_t move_group_ex(struct server_call *call)
{
    return move_flags_are_good(call, 1) ? move_group(call) : ERROR_INVALID_PARAMETER;
}

/* MS-CMRP 3.1.4.2.132: group, node, flags, … */
uint32_t move_group_to_node_ex(struct server_call *call)
{
    return move_flags_are_good(call, 2) ? move_group_to_node(call) : ERROR_INVALID_PARAMETER;
}

/* MS-CMRP 3.1.4.2.43: name -> Status, rpc_status, handle. The group has no resources and is hosted
 * on the node that answers. */
uint32_t create_group(struct server_call *call)
{
    struct cluster *c = model_of(call);
    struct name name = name_in(&call->request->value[0]);
    uint32_t group;
    if (name.units == 0)
        return ERROR_INVALID_NAME;
    if (cluster_name_taken(c, HANDLE_GROUP, name, OBJECT_NONE))
        return ERROR_OBJECT_ALREADY_EXISTS;
    uint32_t error = cluster_add(c, HANDLE_GROUP, name, &group);
    if (error != ERROR_SUCCESS)
        return error;
    c->object[group].owner = cluster_serving_node(c);
    c->object[group].state = GROUP_OFFLINE;
    error = return_context(call, group, LEVEL_ALL);
    if (error != ERROR_SUCCESS) {
        cluster_remove(c, group); /* nobody has heard of it */
        return error;
    }
    announce_number(call, GROUP_ADDED, OBJECT_NONE, group, 0x270F); /* ClusGroupTypeUnknown */
    announce(call, KEY_NAME, group, group);
    return ERROR_SUCCESS;
}

/* Whether the group contains a resource; `core`: a core resource. */
static bool has_resource(const struct cluster *c, uint32_t group, bool core)
{
    for (uint32_t i = 0; i < c->objects; i++) {
        const struct object *o = &c->object[i];
        if (o->kind == HANDLE_RESOURCE && o->owner == group && (o->core || !core))
            return true;
    }
    return false;
}

static void delete_contents(struct server_call *call, uint32_t group)
{
    struct cluster *c = model_of(call);
    (void)take_group_offline(call, group);
    for (uint32_t i = 0; i < c->objects; i++) {
        if (c->object[i].kind != HANDLE_RESOURCE || c->object[i].owner != group)
            continue;
        announce_id(call, RESOURCE_DELETED, i, i, group);
        announce(call, KEY_NAME, i, i);
        cluster_remove(c, i);
    }
}

/* MS-CMRP 3.1.4.2.44: handle, force, which version 2 does not have */
uint32_t delete_group(struct server_call *call)
{
    struct cluster *c = model_of(call);
    uint32_t group = call->subject.object;
    bool force = call->method->request.count > 1 && call->request->value[1].number != 0;
    if (has_resource(c, group, true))
        return ERROR_CORE_RESOURCE;
    if (has_resource(c, group, false) && !force)
        return ERROR_DIR_NOT_EMPTY;
    delete_contents(call, group);
    announce(call, GROUP_DELETED, group, group);
    announce(call, KEY_NAME, group, group);
    cluster_remove(c, group);
    return ERROR_SUCCESS;
}

/* A name has changed: a common property that no property list shows. */
static void announce_name(struct server_call *call)
{
    uint32_t object = call->subject.object;
    announce(call, KEY_VALUE, object, object);
    switch (subject_of(call)->kind) {
    case HANDLE_GROUP:
        announce(call, GROUP_PROPERTY, object, object);
        break;
    case HANDLE_RESOURCE:
        announce(call, RESOURCE_PROPERTY, object, object);
        break;
    default:
        announce(call, NETWORK_PROPERTY, object, object);
        break;
    }
}

/* MS-CMRP 3.1.4.2.14, .47, .84: resource, group or network; the new name */
uint32_t set_name(struct server_call *call)
{
    struct name name = name_in(&call->request->value[1]);
    uint32_t object = call->subject.object;
    if (name.units == 0)
        return ERROR_INVALID_NAME;
    if (cluster_name_taken(call->cluster, subject_of(call)->kind, name, object))
        return ERROR_ALREADY_EXISTS;
    uint32_t error = cluster_rename(model_of(call), object, name);
    if (error == ERROR_SUCCESS)
        announce_name(call);
    return error;
}
