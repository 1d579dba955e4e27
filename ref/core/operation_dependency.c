/* Dependencies of resources, groups and group sets: MS-CMRP 3.1.4.2.20 to .22, .153, .154, .158,
 * .160, .161. */
#include "change.h"
#include "error.h"
#include "operation.h"
#include "operation_state.h"

/* Whether a chain of dependencies leads from one object to the other. */
static bool leads_to(struct cluster *c, uint32_t from, uint32_t to)
{
    mark_chain(c, from, TO_PROVIDERS);
    return c->object[to].mark == 1;
}

/* What the documents hold against a dependency whatever the states are. */
static uint32_t check_dependency(struct cluster *c, uint32_t from, uint32_t to)
{
    if (from == to || c->object[from].owner != c->object[to].owner)
        return ERROR_INVALID_PARAMETER;
    if (related(c, RELATION_DEPENDS, from, to))
        return ERROR_DEPENDENCY_ALREADY_EXISTS;
    if (leads_to(c, to, from))
        return ERROR_CIRCULAR_DEPENDENCY;
    uint32_t depth = chain_length(c, from, TO_DEPENDENTS) + 1 + chain_length(c, to, TO_PROVIDERS);
    return depth > DEPENDENCY_DEPTH ? ERROR_DEPENDENCY_TREE_TOO_COMPLEX : ERROR_SUCCESS;
}

/* MS-CMRP 3.1.4.2.20: resource, what it is to depend on */
uint32_t add_resource_dependency(struct server_call *call)
{
    struct cluster *c = model_of(call);
    uint32_t from = call->subject.object, to = call->second.object;
    uint32_t state = c->object[from].state;
    uint32_t error = check_dependency(c, from, to);
    if (error != ERROR_SUCCESS)
        return error;
    if (c->object[from].quorum)
        return ERROR_DEPENDENCY_NOT_ALLOWED; /* ARD-8 */
    if (state == RESOURCE_ONLINE_PENDING)
        return ERROR_RESOURCE_ONLINE;
    if (state == RESOURCE_ONLINE && c->object[to].state != RESOURCE_ONLINE)
        return ERROR_RESOURCE_ONLINE;
    error = relate(c, RELATION_DEPENDS, from, to);
    if (error != ERROR_SUCCESS)
        return error;
    announce(call, RESOURCE_DEPENDENCIES, from, from);
    announce(call, RESOURCE_DEPENDENTS, to, to);
    refresh_group(call, c->object[from].owner);
    return ERROR_SUCCESS;
}

/* MS-CMRP 3.1.4.2.21; there are no complex dependencies here */
uint32_t remove_resource_dependency(struct server_call *call)
{
    uint32_t from = call->subject.object, to = call->second.object;
    if (!unrelate(model_of(call), RELATION_DEPENDS, from, to))
        return ERROR_DEPENDENCY_NOT_FOUND;
    announce(call, RESOURCE_DEPENDENCIES, from, from);
    announce(call, RESOURCE_DEPENDENTS, to, to);
    refresh_group(call, subject_of(call)->owner);
    return ERROR_SUCCESS;
}

/* MS-CMRP 3.1.4.2.22: its second condition on states names hResourceDependent in state online,
 * where 3.1.4.2.20 has it not online. The latter is what 3.1.1.1.2.1 needs, and what is held here.
 */
uint32_t can_resource_be_dependent(struct server_call *call)
{
    struct cluster *c = model_of(call);
    uint32_t state = subject_of(call)->state;
    uint32_t error = check_dependency(c, call->subject.object, call->second.object);
    if (error != ERROR_SUCCESS)
        return error;
    bool fits =
        state != RESOURCE_ONLINE_PENDING &&
        (state != RESOURCE_ONLINE || c->object[call->second.object].state == RESOURCE_ONLINE);
    return fits ? ERROR_SUCCESS : ERROR_RESOURCE_ONLINE;
}

/* MS-CMRP 3.1.4.2.153: group set, the one it is to depend on */
uint32_t add_set_dependency(struct server_call *call)
{
    struct cluster *c = model_of(call);
    uint32_t from = call->subject.object, to = call->second.object;
    bool empty =
        !relation_ends_at(c, RELATION_MEMBER, from) || !relation_ends_at(c, RELATION_MEMBER, to);
    if (empty || leads_to(c, to, from))
        return ERROR_INVALID_PARAMETER;
    if (related(c, RELATION_DEPENDS, from, to))
        return ERROR_DEPENDENCY_ALREADY_EXISTS;
    uint32_t error = relate(c, RELATION_DEPENDS, from, to);
    if (error == ERROR_SUCCESS) {
        announce(call, GROUPSET_DEPENDENCIES, from, from);
        announce(call, GROUPSET_DEPENDENTS, to, to);
    }
    return error;
}

/* MS-CMRP 3.1.4.2.154: group, group set. A group depends on one group set only. */
uint32_t add_group_to_set_dependency(struct server_call *call)
{
    struct cluster *c = model_of(call);
    uint32_t from = call->subject.object, to = call->second.object;
    if (related_to(c, RELATION_DEPENDS, from) != OBJECT_NONE)
        return ERROR_INVALID_PARAMETER;
    uint32_t error = relate(c, RELATION_DEPENDS, from, to);
    if (error == ERROR_SUCCESS)
        announce(call, GROUPSET_DEPENDENTS, to, to);
    return error;
}

/* MS-CMRP 3.1.4.2.158, .160, .161: what depends, what it depends on. No code is listed for a
 * dependency that does not exist. */
uint32_t remove_dependency(struct server_call *call)
{
    uint32_t from = call->subject.object, to = call->second.object;
    if (!unrelate(model_of(call), RELATION_DEPENDS, from, to))
        return ERROR_DEPENDENCY_NOT_FOUND;
    if (subject_of(call)->kind == HANDLE_GROUPSET)
        announce(call, GROUPSET_DEPENDENCIES, from, from);
    if (call->cluster->object[to].kind == HANDLE_GROUPSET)
        announce(call, GROUPSET_DEPENDENTS, to, to);
    return ERROR_SUCCESS;
}
