#include "operation.h"

#include <stddef.h>
#include <string.h>

#include "error.h"

operation *operation_of(uint32_t opnum)
{
    static operation *const operations[OPNUMS] = {
        [0] = open_cluster,
        [1] = close_context,
        [3] = get_cluster_name,
        [7] = create_enum,
        [8] = open_object,
        [11] = close_context,
        [12] = get_resource_state,
        [14] = get_id,
        [22] = create_object_enum,
        [41] = open_object,
        [44] = close_context,
        [45] = get_group_state,
        [47] = get_id,
        [48] = get_id,
        [53] = create_object_enum,
        [66] = open_object,
        [67] = close_context,
        [68] = get_state,
        [72] = control_on_node,
        [73] = control,
        [76] = control_on_node,
        [77] = control,
        [78] = control_on_node,
        [79] = control,
        [81] = open_object,
        [82] = close_context,
        [83] = get_state,
        [85] = create_object_enum,
        [86] = get_id,
        [88] = control_on_node,
        [89] = control,
        [92] = open_object,
        [93] = close_context,
        [94] = get_state,
        [95] = get_net_interface,
        [96] = get_id,
        [97] = control_on_node,
        [98] = control,
        [101] = create_object_enum,
        [102] = get_cluster_version,
        [105] = control_on_node,
        [106] = control,
        [117] = open_cluster_ex,
        [118] = open_object_ex,
        [119] = open_object_ex,
        [120] = open_object_ex,
        [121] = open_object_ex,
        [122] = open_object_ex,
        [124] = create_node_enum_ex,
        [125] = create_enum_ex,
    };
    return opnum < OPNUMS ? operations[opnum] : NULL;
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

/* Make a context handle of the kind that the method returns and put it into the reply. */
static uint32_t return_context(struct server_call *call, uint32_t object, enum level level)
{
    const struct parameter_list *reply = &call->method->reply;
    uint32_t last = reply->count - 1u;
    uint32_t index;
    uint64_t value = handle_open(&call->server->table, (uint32_t)reply->parameter[last].handle,
                                 call->association, &index);
    if (value == 0)
        return ERROR_NOT_ENOUGH_MEMORY;
    uint32_t cluster = call->server->context[call->association].cluster;
    call->server->context[index] = (struct server_context){cluster, object, 0, level};
    context_token(call->server->secret, call->association, value, call->token);
    call->reply->value[last].at = call->token;
    return ERROR_SUCCESS;
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

/* MS-CMRP 3.1.4.2.102: -> major, minor, build, vendor, service pack, operational version */
uint32_t get_cluster_version(struct server_call *call)
{
    const struct name none = {NULL, 0, false};
    const struct version v = version_of(call->cluster->release);
    const uint32_t operational[5] = {20, v.operational, v.operational, 0, 0}; /* MS-CMRP 2.2.3.3 */
    call->reply->value[0].number = v.major;
    call->reply->value[1].number = v.minor;
    call->reply->value[2].number = v.build;
    call->reply->value[3] = name_out(none);
    call->reply->value[4] = name_out(none);
    for (uint32_t i = 0; i < 5; i++)
        call->operational_version[i] = (struct value){.number = operational[i], .present = true};
    call->reply->value[5] =
        (struct value){.cell = call->operational_version, .count = 1, .max = 1, .present = true};
    return ERROR_SUCCESS;
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
