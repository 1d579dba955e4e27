/* Methods that change resources: MS-CMRP 3.1.4.2.10, .11, .17 to .19, .24 to .26, .134, .135, .142,
 * .166. */
#include "change.h"
#include "error.h"
#include "operation.h"
#include "operation_state.h"

/* MS-CMRP 3.1.4.2.18 */
uint32_t online_resource(struct server_call *call)
{
    return bring_online(call, call->subject.object);
}

/* MS-CMRP 3.1.4.2.19 */
uint32_t offline_resource(struct server_call *call)
{
    return take_offline(call, call->subject.object);
}

/* MS-CMRP 3.1.4.2.134: handle, dwOnlineFlags, lpInBuffer, cbInBufferSize. Nothing here is locked or
 * has affinities, and no resource type reads the buffer. */
uint32_t online_resource_ex(struct server_call *call)
{
    if ((call->request->value[1].number & ~UINT64_C(0x2F)) != 0)
        return ERROR_INVALID_PARAMETER;
    return online_resource(call);
}

/* MS-CMRP 3.1.4.2.135: handle, dwOfflineFlags, lpInBuffer, cbInBufferSize */
uint32_t offline_resource_ex(struct server_call *call)
{
    if ((call->request->value[1].number & ~UINT64_C(0x7)) != 0)
        return ERROR_INVALID_PARAMETER;
    return offline_resource(call);
}

/* MS-CMRP 3.1.4.2.17 */
uint32_t fail_resource(struct server_call *call)
{
    uint32_t state = subject_of(call)->state;
    if (state != RESOURCE_ONLINE && state != RESOURCE_ONLINE_PENDING &&
        state != RESOURCE_OFFLINE_PENDING)
        return ERROR_INVALID_STATE;
    fail_at_once(call, call->subject.object);
    return ERROR_SUCCESS;
}

/* MS-CMRP 3.1.4.2.142: handle, dwFlags */
uint32_t restart_resource(struct server_call *call)
{
    uint32_t error = take_offline(call, call->subject.object);
    return error != ERROR_SUCCESS ? error : bring_online(call, call->subject.object);
}

/* What speaks against a new resource of that name and type. */
static uint32_t check_new_resource(const struct server_call *call, struct name name,
                                   struct name type)
{
    if (call->request->value[3].number > 1)
        return ERROR_INVALID_PARAMETER;
    if (name.units == 0)
        return ERROR_INVALID_NAME;
    if (cluster_name_taken(call->cluster, HANDLE_RESOURCE, name, OBJECT_NONE))
        return ERROR_OBJECT_ALREADY_EXISTS;
    if (!cluster_has_type(call->cluster, type))
        return ERROR_CLUSTER_RESOURCE_TYPE_NOT_FOUND;
    return type.units <= NAME_UNITS_MAX ? ERROR_SUCCESS : ERROR_NOT_ENOUGH_MEMORY;
}

/* MS-CMRP 3.1.4.2.10: group, name, type, dwFlags -> Status, rpc_status, handle */
uint32_t create_resource(struct server_call *call)
{
    struct cluster *c = model_of(call);
    struct name name = name_in(&call->request->value[1]);
    struct name type = name_in(&call->request->value[2]);
    uint32_t resource;
    uint32_t error = check_new_resource(call, name, type);
    if (error == ERROR_SUCCESS)
        error = cluster_add(c, HANDLE_RESOURCE, name, &resource);
    if (error != ERROR_SUCCESS)
        return error;
    (void)cluster_set_type(c, resource, type);
    c->object[resource].owner = call->subject.object;
    c->object[resource].state = RESOURCE_OFFLINE;
    error = return_context(call, resource, LEVEL_ALL);
    if (error != ERROR_SUCCESS) {
        cluster_remove(c, resource); /* nobody has heard of it */
        return error;
    }
    uint32_t group = call->subject.object;
    announce_id(call, RESOURCE_ADDED, group, resource, group);
    announce_id(call, GROUP_RESOURCE_GAINED, group, group, resource);
    announce(call, KEY_NAME, resource, resource);
    refresh_group(call, group);
    return ERROR_SUCCESS;
}

static void delete_now(struct server_call *call, uint32_t resource)
{
    uint32_t group = call->cluster->object[resource].owner;
    announce_id(call, GROUP_RESOURCE_LOST, group, group, resource);
    announce_id(call, RESOURCE_DELETED, resource, resource, group);
    announce(call, KEY_NAME, resource, resource);
    cluster_remove(model_of(call), resource);
    refresh_group(call, group);
}

/* MS-CMRP 3.1.4.2.11 */
uint32_t delete_resource(struct server_call *call)
{
    const struct object *o = subject_of(call);
    if (o->core)
        return ERROR_CORE_RESOURCE;
    if (o->state != RESOURCE_OFFLINE && o->state != RESOURCE_FAILED)
        return ERROR_RESOURCE_ONLINE;
    if (relation_ends_at(call->cluster, RELATION_DEPENDS, call->subject.object))
        return ERROR_DEPENDENT_RESOURCE_EXISTS;
    delete_now(call, call->subject.object);
    return ERROR_SUCCESS;
}

/* MS-CMRP 3.1.4.2.24. Every node is a possible owner unless it was removed. */
uint32_t add_resource_node(struct server_call *call)
{
    if (!unrelate(model_of(call), RELATION_EXCLUDES, call->subject.object, call->second.object))
        return ERROR_OBJECT_ALREADY_EXISTS;
    announce(call, RESOURCE_POSSIBLE_OWNERS, call->subject.object, call->subject.object);
    return ERROR_SUCCESS;
}

/* MS-CMRP 3.1.4.2.25 */
uint32_t remove_resource_node(struct server_call *call)
{
    const struct object *o = subject_of(call);
    uint32_t node = call->second.object;
    bool active = o->state == RESOURCE_ONLINE || o->state == RESOURCE_ONLINE_PENDING ||
                  o->state == RESOURCE_OFFLINE_PENDING;
    if (related(call->cluster, RELATION_EXCLUDES, call->subject.object, node))
        return ERROR_CLUSTER_NODE_NOT_FOUND;
    if (active && call->cluster->object[o->owner].owner == node)
        return ERROR_INVALID_STATE;
    uint32_t error = relate(model_of(call), RELATION_EXCLUDES, call->subject.object, node);
    if (error == ERROR_SUCCESS)
        announce(call, RESOURCE_POSSIBLE_OWNERS, call->subject.object, call->subject.object);
    return error;
}

/* Marks the resource and everything in its dependency tree, to both sides. */
static void mark_tree(struct cluster *c, uint32_t resource)
{
    mark_chain(c, resource, TO_DEPENDENTS);
    for (uint32_t i = 0; i < c->objects; i++)
        c->object[i].resume = c->object[i].mark != 0;
    mark_chain(c, resource, TO_PROVIDERS);
    for (uint32_t i = 0; i < c->objects; i++)
        if (c->object[i].resume)
            c->object[i].mark = 1;
}

static bool marked_are_down(const struct cluster *c)
{
    for (uint32_t i = 0; i < c->objects; i++) {
        const struct object *o = &c->object[i];
        if (o->mark != 0 && o->state != RESOURCE_OFFLINE && o->state != RESOURCE_FAILED)
            return false;
    }
    return true;
}

static void move_marked(struct server_call *call, uint32_t from, uint32_t to)
{
    struct cluster *c = model_of(call);
    for (uint32_t i = 0; i < c->objects; i++) {
        if (c->object[i].mark == 0)
            continue;
        c->object[i].owner = to;
        c->object[i].sequence++;
        announce_id(call, GROUP_RESOURCE_LOST, from, from, i);
        announce_id(call, GROUP_RESOURCE_GAINED, to, to, i);
        announce_id(call, RESOURCE_OWNER_GROUP, i, i, to);
    }
    refresh_group(call, from);
    refresh_group(call, to);
}

/* MS-CMRP 3.1.4.2.26 */
uint32_t change_resource_group(struct server_call *call)
{
    struct cluster *c = model_of(call);
    uint32_t from = subject_of(call)->owner, to = call->second.object;
    bool elsewhere = c->object[from].owner != c->object[to].owner;
    if (from == to)
        return ERROR_ALREADY_EXISTS;
    mark_tree(c, call->subject.object);
    if (elsewhere && !marked_are_down(c))
        return ERROR_RESOURCE_ONLINE;
    if (elsewhere && !can_host_marked(c, c->object[to].owner))
        return ERROR_HOST_NODE_NOT_RESOURCE_OWNER;
    move_marked(call, from, to);
    return ERROR_SUCCESS;
}

/* MS-CMRP 3.1.4.2.166: resource, group, flags. No group here is one of shared volumes. */
uint32_t change_resource_group_ex(struct server_call *call)
{
    uint64_t flags = call->request->value[2].number;
    if (flags > 1)
        return ERROR_INVALID_PARAMETER;
    return flags == 1 ? ERROR_CLUSTER_INVALID_REQUEST : change_resource_group(call);
}
