/* Group sets: MS-CMRP 3.1.4.2.146, .149 to .152. */
#include "change.h"
#include "error.h"
#include "operation.h"

/* MS-CMRP 3.1.4.2.146: name -> Status, rpc_status, handle */
uint32_t create_group_set(struct server_call *call)
{
    struct cluster *c = model_of(call);
    struct name name = name_in(&call->request->value[0]);
    uint32_t set;
    if (name.units == 0)
        return ERROR_INVALID_NAME;
    if (cluster_name_taken(c, HANDLE_GROUPSET, name, OBJECT_NONE))
        return ERROR_OBJECT_ALREADY_EXISTS;
    uint32_t error = cluster_add(c, HANDLE_GROUPSET, name, &set);
    if (error != ERROR_SUCCESS)
        return error;
    error = return_context(call, set, LEVEL_ALL);
    if (error != ERROR_SUCCESS)
        cluster_remove(c, set); /* nobody has heard of it */
    else
        announce(call, KEY_NAME, set, set);
    return error;
}

/* MS-CMRP 3.1.4.2.149 */
uint32_t delete_group_set(struct server_call *call)
{
    uint32_t set = call->subject.object;
    if (relation_ends_at(call->cluster, RELATION_DEPENDS, set))
        return ERROR_DIR_NOT_EMPTY;
    announce(call, GROUPSET_DELETED, set, set);
    announce(call, KEY_NAME, set, set);
    cluster_remove(model_of(call), set);
    return ERROR_SUCCESS;
}

/* MS-CMRP 3.1.4.2.150: group set, group. A group that is in another set is not in the state for
 * it. */
uint32_t add_group_to_set(struct server_call *call)
{
    struct cluster *c = model_of(call);
    uint32_t set = call->subject.object, group = call->second.object;
    uint32_t in = related_to(c, RELATION_MEMBER, group);
    if (in != OBJECT_NONE)
        return in == set ? ERROR_ALREADY_EXISTS : ERROR_INVALID_STATE;
    uint32_t error = relate(c, RELATION_MEMBER, group, set);
    if (error == ERROR_SUCCESS)
        announce_id(call, GROUPSET_GROUP_ADDED, set, set, group);
    return error;
}

static bool leave_set(struct server_call *call, uint32_t group)
{
    uint32_t set = related_to(call->cluster, RELATION_MEMBER, group);
    if (set == OBJECT_NONE)
        return false;
    (void)unrelate(model_of(call), RELATION_MEMBER, group, set);
    announce_id(call, GROUPSET_GROUP_REMOVED, set, set, group);
    return true;
}

/* MS-CMRP 3.1.4.2.151: group */
uint32_t remove_group_from_set(struct server_call *call)
{
    return leave_set(call, call->subject.object) ? ERROR_SUCCESS : ERROR_INVALID_STATE;
}

/* MS-CMRP 3.1.4.2.152: group set, group */
uint32_t move_group_to_set(struct server_call *call)
{
    (void)leave_set(call, call->second.object);
    return add_group_to_set(call);
}
