#include "operation_state.h"

#include "change.h"
#include "error.h"

static bool is_pending(uint32_t state)
{
    return state >= RESOURCE_PENDING;
}

static bool contains(const struct object *o, uint32_t group)
{
    return o->kind == HANDLE_RESOURCE && o->owner == group;
}

/* -- groups ---------------------------------------------------------------------------------- */

struct tally {
    uint32_t failed, pending, online;
    uint32_t top, top_online; /* resources that no resource depends on */
};

static struct tally count_resources(const struct cluster *c, uint32_t group)
{
    struct tally t = {0};
    for (uint32_t i = 0; i < c->objects; i++) {
        if (!contains(&c->object[i], group))
            continue;
        uint32_t state = c->object[i].state;
        bool top = !relation_ends_at(c, RELATION_DEPENDS, i);
        t.failed += state == RESOURCE_FAILED;
        t.pending += is_pending(state);
        t.online += state == RESOURCE_ONLINE;
        t.top += top;
        t.top_online += top && state == RESOURCE_ONLINE;
    }
    return t;
}

/* MS-CMRP 3.1.4.2.46, table of states */
static uint32_t group_state(const struct cluster *c, uint32_t group)
{
    const struct tally t = count_resources(c, group);
    if (t.failed > 0)
        return GROUP_FAILED;
    if (t.pending > 0)
        return GROUP_PENDING;
    if (t.online == 0)
        return GROUP_OFFLINE;
    return t.top_online == t.top ? GROUP_ONLINE : GROUP_PARTIAL_ONLINE;
}

void refresh_group(struct server_call *call, uint32_t group)
{
    struct object *o = &model_of(call)->object[group];
    uint32_t state = group_state(call->cluster, group);
    if (o->state == state)
        return;
    o->state = state;
    o->sequence++;
    announce_number(call, GROUP_STATE, group, group, state);
}

/* -- resources ------------------------------------------------------------------------------- */

static void set_state(struct server_call *call, uint32_t resource, uint32_t state)
{
    struct object *o = &model_of(call)->object[resource];
    o->state = state;
    o->sequence++;
    announce_number(call, RESOURCE_STATE, resource, resource, state);
    refresh_group(call, o->owner);
}

/* Whether all that the resource depends on are online. */
static bool providers_online(const struct cluster *c, uint32_t resource)
{
    for (uint32_t i = 0; i < c->relations; i++) {
        const struct relation *r = &c->relation[i];
        if (r->kind == RELATION_DEPENDS && r->from == resource &&
            c->object[r->to].state != RESOURCE_ONLINE)
            return false;
    }
    return true;
}

static bool may_go_online(const struct cluster *c, uint32_t i)
{
    const struct object *o = &c->object[i];
    return o->mark == 1 && o->state != RESOURCE_ONLINE && !is_pending(o->state) &&
           providers_online(c, i);
}

static bool may_go_offline(const struct cluster *c, uint32_t i)
{
    const struct object *o = &c->object[i];
    bool held = false; /* by a dependent that is online */
    for (uint32_t r = 0; r < c->relations; r++)
        if (c->relation[r].kind == RELATION_DEPENDS && c->relation[r].to == i &&
            c->object[c->relation[r].from].state == RESOURCE_ONLINE)
            held = true;
    return o->mark == 1 && o->state == RESOURCE_ONLINE && !held;
}

/* Changes one marked resource that may be changed; false: there is none. */
static bool change_one(struct server_call *call, uint32_t state)
{
    const struct cluster *c = call->cluster;
    for (uint32_t i = 0; i < c->objects; i++) {
        if (state == RESOURCE_ONLINE ? may_go_online(c, i) : may_go_offline(c, i)) {
            set_state(call, i, state);
            return true;
        }
    }
    return false;
}

static void change_marked(struct server_call *call, uint32_t state)
{
    /* each round changes a resource, none twice, and not all objects are resources */
    for (uint32_t i = 1; i < call->cluster->objects; i++)
        if (!change_one(call, state))
            return;
}

/* The node that hosts a resource's group; the state of none counts as up. */
static bool host_is_paused(const struct cluster *c, uint32_t group)
{
    uint32_t node = c->object[group].owner;
    return node != OBJECT_NONE && c->object[node].state == NODE_PAUSED;
}

uint32_t bring_online(struct server_call *call, uint32_t resource)
{
    struct cluster *c = model_of(call);
    const struct object *o = &c->object[resource];
    if (is_pending(o->state))
        return ERROR_INVALID_STATE;
    if (o->state == RESOURCE_ONLINE)
        return ERROR_SUCCESS;
    if (host_is_paused(c, o->owner))
        return ERROR_SHARING_PAUSED;
    mark_chain(c, resource, TO_PROVIDERS);
    change_marked(call, RESOURCE_ONLINE);
    return o->state == RESOURCE_ONLINE ? ERROR_SUCCESS : ERROR_INVALID_STATE;
}

uint32_t take_offline(struct server_call *call, uint32_t resource)
{
    struct cluster *c = model_of(call);
    const struct object *o = &c->object[resource];
    if (o->state == RESOURCE_OFFLINE)
        return ERROR_SUCCESS;
    if (o->state == RESOURCE_FAILED) { /* OFR-3, AMB-62 offline: what depends on it is so already */
        set_state(call, resource, RESOURCE_OFFLINE);
        return ERROR_SUCCESS;
    }
    if (o->state != RESOURCE_ONLINE)
        return ERROR_INVALID_STATE;
    mark_chain(c, resource, TO_DEPENDENTS);
    change_marked(call, RESOURCE_OFFLINE);
    return ERROR_SUCCESS;
}

void fail_at_once(struct server_call *call, uint32_t resource)
{
    struct cluster *c = model_of(call);
    set_state(call, resource, RESOURCE_FAILED);
    mark_chain(c, resource, TO_DEPENDENTS);
    change_marked(call, RESOURCE_OFFLINE);
}

/* -- all resources of a group ------------------------------------------------------------------ */

static uint32_t each_resource(struct server_call *call, uint32_t group,
                              uint32_t (*act)(struct server_call *, uint32_t))
{
    uint32_t first = ERROR_SUCCESS;
    for (uint32_t i = 0; i < call->cluster->objects; i++) {
        if (!contains(&call->cluster->object[i], group))
            continue;
        uint32_t error = act(call, i);
        if (first == ERROR_SUCCESS)
            first = error;
    }
    return first;
}

uint32_t bring_group_online(struct server_call *call, uint32_t group)
{
    if (host_is_paused(call->cluster, group))
        return ERROR_SHARING_PAUSED; /* MS-CMRP 3.1.4.2.50 */
    if (call->cluster->object[group].state == GROUP_PENDING)
        return ERROR_INVALID_STATE;
    return each_resource(call, group, bring_online);
}

uint32_t take_group_offline(struct server_call *call, uint32_t group)
{
    return each_resource(call, group, take_offline);
}

/* -- moving ---------------------------------------------------------------------------------- */

uint32_t other_node_up(const struct cluster *cluster, uint32_t node)
{
    for (uint32_t i = 0; i < cluster->objects; i++) {
        const struct object *o = &cluster->object[i];
        if (i != node && o->kind == HANDLE_NODE && o->state == NODE_UP)
            return i;
    }
    return OBJECT_NONE;
}

bool can_host_marked(const struct cluster *cluster, uint32_t node)
{
    for (uint32_t i = 0; i < cluster->objects; i++)
        if (cluster->object[i].mark != 0 && related(cluster, RELATION_EXCLUDES, i, node))
            return false;
    return true;
}

/* Remembers which resources are to go online again. */
static void mark_group(struct cluster *c, uint32_t group)
{
    for (uint32_t i = 0; i < c->objects; i++) {
        struct object *o = &c->object[i];
        o->mark = contains(o, group);
        o->resume = contains(o, group) && o->state == RESOURCE_ONLINE;
    }
}

static uint32_t resume(struct server_call *call, uint32_t resource)
{
    bool again = call->cluster->object[resource].resume;
    return again ? bring_online(call, resource) : ERROR_SUCCESS;
}

static void change_owner(struct server_call *call, uint32_t group, uint32_t node)
{
    struct object *o = &model_of(call)->object[group];
    if (o->owner != OBJECT_NONE)
        announce_id(call, NODE_GROUP_LOST, o->owner, o->owner, group);
    o->owner = node;
    o->sequence++;
    announce_id(call, NODE_GROUP_GAINED, node, node, group);
    announce_id(call, GROUP_OWNER_NODE, group, group, node);
}

/* What speaks against moving the group there. */
static uint32_t check_move(struct cluster *c, uint32_t group, uint32_t node)
{
    uint32_t state = c->object[node].state;
    if (state == NODE_PAUSED)
        return ERROR_SHARING_PAUSED; /* MS-CMRP 3.1.4.2.53, 3.1.4.2.70 */
    if (state != NODE_UP)
        return ERROR_HOST_NODE_NOT_AVAILABLE;
    if (c->object[group].state == GROUP_PENDING)
        return ERROR_INVALID_STATE;
    mark_group(c, group);
    return can_host_marked(c, node) ? ERROR_SUCCESS : ERROR_HOST_NODE_NOT_RESOURCE_OWNER;
}

uint32_t move_group_to(struct server_call *call, uint32_t group, uint32_t node)
{
    uint32_t error = check_move(model_of(call), group, node);
    if (error != ERROR_SUCCESS || call->cluster->object[group].owner == node)
        return error;
    (void)take_group_offline(call, group);
    change_owner(call, group, node);
    return each_resource(call, group, resume);
}
