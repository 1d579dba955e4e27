#include "operation.h"

#include <stddef.h>
#include <string.h>

#include "error.h"

operation *operation_of(uint32_t opnum, uint32_t version)
{
    static operation *const operations[OPNUMS] = {
        [0] = open_cluster,
        [1] = close_context,
        [3] = get_cluster_name,
        [4] = get_cluster_version,
        [7] = create_enum,
        [8] = open_object,
        [9] = create_resource,
        [10] = delete_resource,
        [11] = close_context,
        [12] = get_resource_state,
        [13] = set_name,
        [14] = get_id,
        [15] = get_resource_type,
        [16] = fail_resource,
        [17] = online_resource,
        [18] = offline_resource,
        [19] = add_resource_dependency,
        [20] = remove_resource_dependency,
        [21] = can_resource_be_dependent,
        [22] = create_object_enum,
        [23] = add_resource_node,
        [24] = remove_resource_node,
        [25] = change_resource_group,
        [28] = get_root_key,
        [30] = open_key,
        [31] = enum_key,
        [34] = query_value,
        [36] = enum_value,
        [37] = close_context,
        [38] = query_info_key,
        [41] = open_object,
        [42] = create_group,
        [43] = delete_group,
        [44] = close_context,
        [45] = get_group_state,
        [46] = set_name,
        [47] = get_id,
        [48] = get_id,
        [49] = online_group,
        [50] = offline_group,
        [51] = move_group,
        [52] = move_group_to_node,
        [53] = create_object_enum,
        [55] = create_notify,
        [56] = close_notify,
        [57] = add_notify_cluster,
        [58] = add_notify,
        [59] = add_notify,
        [60] = add_notify,
        [61] = add_notify_key,
        [62] = add_notify_again,
        [63] = add_notify_again,
        [64] = add_notify_again,
        [65] = get_notify,
        [66] = open_object,
        [67] = close_context,
        [68] = get_state,
        [69] = pause_node,
        [70] = resume_node,
        [71] = evict_node,
        [72] = control_on_node,
        [73] = control,
        [76] = control_on_node,
        [77] = control,
        [78] = control_on_node,
        [79] = control,
        [81] = open_object,
        [82] = close_context,
        [83] = get_state,
        [84] = set_name,
        [85] = create_object_enum,
        [86] = get_id,
        [88] = control_on_node,
        [89] = control,
        [90] = add_notify,
        [91] = add_notify_again,
        [92] = open_object,
        [93] = close_context,
        [94] = get_state,
        [95] = get_net_interface,
        [96] = get_id,
        [97] = control_on_node,
        [98] = control,
        [99] = add_notify,
        [100] = add_notify_again,
        [101] = create_object_enum,
        [102] = get_cluster_version_2,
        [103] = create_resource_type_enum,
        [105] = control_on_node,
        [106] = control,
        [107] = unblock_get_notify,
        [117] = open_cluster_ex,
        [118] = open_object_ex,
        [119] = open_object_ex,
        [120] = open_object_ex,
        [121] = open_object_ex,
        [122] = open_object_ex,
        [124] = create_node_enum_ex,
        [125] = create_enum_ex,
        [126] = pause_node_ex,
        [127] = pause_node_to_target,
        [128] = resume_node_ex,
        [130] = online_group_ex,
        [131] = offline_group_ex,
        [132] = move_group_ex,
        [133] = move_group_to_node_ex,
        [135] = online_resource_ex,
        [136] = offline_resource_ex,
        [137] = create_notify_v2,
        [138] = add_notify_v2,
        [139] = get_notify_v2,
        [143] = create_group_list,
        [144] = create_resource_list,
        [146] = restart_resource,
        [147] = get_notify_async,
        [163] = create_group_set,
        [164] = open_object,
        [165] = close_context,
        [166] = delete_group_set,
        [167] = add_group_to_set,
        [168] = remove_group_from_set,
        [169] = move_group_to_set,
        [171] = add_set_dependency,
        [172] = add_group_to_set_dependency,
        [173] = control_on_node,
        [174] = control,
        [176] = remove_dependency,
        [178] = remove_dependency,
        [179] = remove_dependency,
        [180] = create_group_set_enum,
        [181] = create_net_interface_enum,
        [184] = change_resource_group_ex,
    };
    if (opnum == 4 && version == 3) /* MS-CMRP 3.1.4.2.5: ERROR_CALL_NOT_IMPLEMENTED */
        return NULL;
    return operations[opnum];
}

struct name name_in(const struct value *value)
{
    return (struct name){value->at, value->count, value->big};
}

struct value name_out(struct name name)
{
    return (struct value){.at = name.at, .count = name.units, .big = name.big, .present = true};
}

const struct object *subject_of(const struct server_call *call)
{
    return &call->cluster->object[call->subject.object];
}

struct cluster *model_of(const struct server_call *call)
{
    return &call->server->clusters->cluster[call->subject.cluster];
}

uint32_t return_context_with(struct server_call *call, struct server_context context)
{
    const struct parameter_list *reply = &call->method->reply;
    uint32_t last = reply->count - 1u;
    uint32_t index;
    uint64_t value = handle_open(&call->server->table, (uint16_t)reply->parameter[last].handle,
                                 call->association, &index);
    if (value == 0)
        return ERROR_NOT_ENOUGH_MEMORY;
    context.cluster = call->server->context[call->association].cluster;
    if (context.object != OBJECT_NONE)
        context.incarnation = call->cluster->object[context.object].incarnation;
    call->server->context[index] = context;
    context_token(call->server->secret, call->association, value, call->token_room);
    call->reply->value[last].at = call->token_room;
    return ERROR_SUCCESS;
}

uint32_t return_context(struct server_call *call, uint32_t object, enum level level)
{
    return return_context_with(call, (struct server_context){.object = object, .level = level});
}

/* MS-CMRP 3.1.4.2.1 */
uint32_t open_cluster(struct server_call *call)
{
    return return_context(call, OBJECT_NONE, LEVEL_ALL); /* ACC-1 */
}

/* MS-CMRP 3.1.4.2.116: dwDesiredAccess -> lpdwGrantedAccess, Status, handle */
uint32_t open_cluster_ex(struct server_call *call)
{
    enum level level;
    uint32_t desired = (uint32_t)call->request->value[0].number;
    uint32_t error = access_decide(desired, call->cluster->caller, &level);
    if (error != ERROR_SUCCESS)
        return error;
    call->reply->value[0].number = access_granted(level);
    return return_context(call, OBJECT_NONE, level);
}

/* The object of the kind that the method opens, by the name in the first parameter. */
static uint32_t find_named(const struct server_call *call, enum handle_type *kind)
{
    const struct parameter_list *reply = &call->method->reply;
    *kind = reply->parameter[reply->count - 1u].handle;
    return cluster_find(call->cluster, *kind, name_in(&call->request->value[0]));
}

/* MS-CMRP 3.1.4.2.9, .42, .67, .81, .92: name -> Status, rpc_status, handle */
uint32_t open_object(struct server_call *call)
{
    enum handle_type kind;
    uint32_t object = find_named(call, &kind);
    if (object == OBJECT_NONE)
        return cluster_not_found(kind);
    return return_context(call, object, LEVEL_ALL);
}

/* MS-CMRP 3.1.4.2.117 to .121: name, dwDesiredAccess -> lpdwGrantedAccess, Status, rpc_status,
 * handle. A bad or denied access is found before a bad name (AMB-29). */
uint32_t open_object_ex(struct server_call *call)
{
    enum level level;
    enum handle_type kind;
    uint32_t desired = (uint32_t)call->request->value[1].number;
    uint32_t error = access_decide(desired, call->cluster->caller, &level);
    if (error != ERROR_SUCCESS)
        return error;
    uint32_t object = find_named(call, &kind);
    if (object == OBJECT_NONE)
        return cluster_not_found(kind);
    call->reply->value[0].number = access_granted(level);
    return return_context(call, object, level);
}

/* MS-CMRP 3.1.4.2.2, .12, .45, .68, .82, .93: handle -> handle, now NULL. What was opened through
 * the same association lives on: the protocol knows no children (MS-CMRP 3). */
uint32_t close_context(struct server_call *call)
{
    handle_close(&call->server->table, call->subject_slot);
    return ERROR_SUCCESS;
}

/* MS-CMRP 3.1.4.2.4: -> ClusterName, NodeName */
uint32_t get_cluster_name(struct server_call *call)
{
    const struct name none = {NULL, 0, false};
    uint32_t node = cluster_serving_node(call->cluster);
    call->reply->value[0] = name_out(call->cluster->name);
    call->reply->value[1] = name_out(node == OBJECT_NONE ? none : call->cluster->object[node].name);
    return ERROR_SUCCESS;
}

/* MS-CMRP 3.1.4.1.5: -> major, minor, build, vendor, service pack */
uint32_t get_cluster_version(struct server_call *call)
{
    const struct name none = {NULL, 0, false};
    const struct version v = version_of(call->cluster->release);
    call->reply->value[0].number = v.major;
    call->reply->value[1].number = v.minor;
    call->reply->value[2].number = v.build;
    call->reply->value[3] = name_out(none);
    call->reply->value[4] = name_out(none);
    return ERROR_SUCCESS;
}

/* MS-CMRP 3.1.4.2.102: -> the same, operational version */
uint32_t get_cluster_version_2(struct server_call *call)
{
    const uint32_t highest = version_of(call->cluster->release).operational;
    const uint32_t operational[5] = {20, highest, highest, 0, 0}; /* MS-CMRP 2.2.3.3 */
    for (uint32_t i = 0; i < 5; i++)
        call->version_cells[i] = (struct value){.number = operational[i], .present = true};
    call->reply->value[5] =
        (struct value){.cell = call->version_cells, .count = 1, .max = 1, .present = true};
    return get_cluster_version(call);
}

/* MS-CMRP 3.1.4.2.95: node name, network name -> interface name. An unknown network has no code of
 * its own there: it has no interface either. */
uint32_t get_net_interface(struct server_call *call)
{
    const struct cluster *c = call->cluster;
    uint32_t node = cluster_find(c, HANDLE_NODE, name_in(&call->request->value[0]));
    uint32_t network = cluster_find(c, HANDLE_NETWORK, name_in(&call->request->value[1]));
    if (node == OBJECT_NONE)
        return cluster_not_found(HANDLE_NODE);
    uint32_t found = network == OBJECT_NONE ? OBJECT_NONE : cluster_interface(c, node, network);
    if (found == OBJECT_NONE)
        return cluster_not_found(HANDLE_NETINTERFACE);
    call->reply->value[0] = name_out(c->object[found].name); /* IFN-10 */
    return ERROR_SUCCESS;
}
