/* What the methods on an object's context handle answer: states, ids, enumerations, control. */
#include <stddef.h>

#include "error.h"
#include "netinterface_state.h"
#include "operation.h"

/* A state as the wire has it. */
static uint32_t wire_state(const struct object *o)
{
    return o->kind == HANDLE_NETINTERFACE ? netinterface_state_to_wire(o->state) : o->state;
}

/* The name of the node that owns a group, or of the group that a resource is in; empty: none. */
static struct value owner(const struct cluster *c, const struct object *o)
{
    const struct name none = {NULL, 0, false};
    return name_out(o->owner == OBJECT_NONE ? none : c->object[o->owner].name);
}

/* MS-CMRP 3.1.4.2.69, .83, .94: handle -> State */
uint32_t get_state(struct server_call *call)
{
    call->reply->value[0].number = wire_state(subject_of(call));
    return ERROR_SUCCESS;
}

/* MS-CMRP 3.1.4.2.46: handle -> State, NodeName */
uint32_t get_group_state(struct server_call *call)
{
    call->reply->value[0].number = wire_state(subject_of(call));
    call->reply->value[1] = owner(call->cluster, subject_of(call));
    return ERROR_SUCCESS;
}

/* MS-CMRP 3.1.4.2.13: handle -> State, NodeName, GroupName */
uint32_t get_resource_state(struct server_call *call)
{
    const struct object *resource = subject_of(call);
    call->reply->value[0].number = wire_state(resource);
    call->reply->value[1] = call->reply->value[2] = owner(call->cluster, resource);
    if (resource->owner != OBJECT_NONE)
        call->reply->value[1] = owner(call->cluster, &call->cluster->object[resource->owner]);
    return ERROR_SUCCESS;
}

/* MS-CMRP 3.1.4.2.15, .48, .49, .86, .96: handle -> pGuid */
uint32_t get_id(struct server_call *call)
{
    call->reply->value[0] = name_out(subject_of(call)->id);
    return ERROR_SUCCESS;
}

enum entry { ENTRY_NAME, ENTRY_ID };

/* One row of an ENUM_LIST (MS-CMRP 2.2.3.4): Type, Name. Resource types have no id
 * (MS-CMRP 3.1.4.2.124). */
static void add_row(struct server_call *call, uint32_t bit, enum entry entry,
                    const struct object *o)
{
    const struct name none = {NULL, 0, false};
    bool of_cluster = call->subject.object == OBJECT_NONE;
    bool is_type = of_cluster && bit == ENUM_RESOURCE_TYPES;
    struct name text = is_type ? o->type : o->name;
    if (entry == ENTRY_ID)
        text = is_type ? none : o->id;
    struct value *row = &call->server->cell[call->cells];
    row[0] = (struct value){.number = bit, .present = true};
    row[1] = name_out(text);
    call->cells += 2;
}

/* The objects that an enumeration of the types `bits` holds, type after type. */
static uint32_t list(struct server_call *call, uint32_t bits, enum entry entry, struct value *out)
{
    uint32_t first = call->cells;
    for (uint32_t bit = 1; bit != 0; bit <<= 1) {
        if ((bits & bit) == 0)
            continue;
        for (uint32_t i = 0; i < call->cluster->objects; i++) {
            if (!cluster_enumerates(call->cluster, call->subject.object, bit, i))
                continue;
            if (call->server->cells - call->cells < 2)
                return ERROR_NOT_ENOUGH_MEMORY;
            add_row(call, bit, entry, &call->cluster->object[i]);
        }
    }
    uint32_t rows = (call->cells - first) / 2;
    *out = (struct value){
        .cell = &call->server->cell[first], .count = rows, .max = rows, .present = true};
    return ERROR_SUCCESS;
}

/* Ids first, then names, as ApiCreateEnumEx and ApiCreateNodeEnumEx return them. */
static uint32_t list_both(struct server_call *call, uint32_t bits)
{
    uint32_t error = list(call, bits, ENTRY_ID, &call->reply->value[0]);
    return error != ERROR_SUCCESS ? error : list(call, bits, ENTRY_NAME, &call->reply->value[1]);
}

/* MS-CMRP 3.1.4.2.8: dwType -> ReturnEnum */
uint32_t create_enum(struct server_call *call)
{
    uint32_t bits;
    uint32_t types = (uint32_t)call->request->value[0].number;
    uint32_t error = cluster_enumeration_types(HANDLE_CLUSTER, types, &bits);
    return error != ERROR_SUCCESS ? error : list(call, bits, ENTRY_NAME, &call->reply->value[0]);
}

/* MS-CMRP 3.1.4.2.124: handle, dwType, dwOptions -> ReturnIdEnum, ReturnNameEnum */
uint32_t create_enum_ex(struct server_call *call)
{
    uint32_t bits;
    uint32_t types = (uint32_t)call->request->value[1].number;
    uint32_t error = cluster_enumeration_types(HANDLE_CLUSTER, types, &bits);
    if (error != ERROR_SUCCESS || call->request->value[2].number != 0)
        return ERROR_INVALID_PARAMETER;
    return list_both(call, bits);
}

/* MS-CMRP 3.1.4.2.23, .54, .85, .101: handle, dwType -> ReturnEnum */
uint32_t create_object_enum(struct server_call *call)
{
    uint32_t bits;
    uint32_t types = (uint32_t)call->request->value[1].number;
    uint32_t error = cluster_enumeration_types(subject_of(call)->kind, types, &bits);
    return error != ERROR_SUCCESS ? error : list(call, bits, ENTRY_NAME, &call->reply->value[0]);
}

/* MS-CMRP 3.1.4.2.123: handle, dwType, dwOptions -> ReturnIdEnum, ReturnNameEnum */
uint32_t create_node_enum_ex(struct server_call *call)
{
    uint32_t bits;
    uint32_t types = (uint32_t)call->request->value[1].number;
    uint32_t error = cluster_enumeration_types(HANDLE_NODE, types, &bits);
    if (error != ERROR_SUCCESS || call->request->value[2].number != 0)
        return ERROR_INVALID_PARAMETER;
    return list_both(call, bits);
}

/* The common properties of what the call's context handle stands for. */
static struct description *description_of(const struct server_call *call)
{
    struct cluster *c = &call->server->clusters->cluster[call->subject.cluster];
    uint32_t object = call->subject.object;
    return object == OBJECT_NONE ? &c->description : &c->object[object].description;
}

/* Reply: lpOutBuffer, lpBytesReturned, lpcbRequired */
static uint32_t get_common_properties(struct server_call *call)
{
    struct value *out = call->reply->value;
    uint32_t needed = property_list_write(description_of(call), call->output, sizeof call->output);
    out[2].number = needed;
    if (needed > out[0].max)
        return ERROR_MORE_DATA; /* CLT-2 */
    out[0].at = call->output;
    out[0].count = needed;
    out[1].number = needed; /* CLT-1 */
    return ERROR_SUCCESS;
}

/* The object byte of a control code (MS-CMRP 3.1.4.3): which kind of handle it is for. */
static uint32_t object_of_code(enum handle_type kind)
{
    static const uint8_t objects[] = {
        [HANDLE_RESOURCE] = 1, [HANDLE_GROUP] = 3,        [HANDLE_NODE] = 4,
        [HANDLE_NETWORK] = 5,  [HANDLE_NETINTERFACE] = 6, [HANDLE_CLUSTER] = 7,
    };
    return (uint32_t)objects[kind] << 24;
}

/* Request, from `at` on: dwControlCode, lpInBuffer, nInBufferSize, nOutBufferSize */
static uint32_t control_from(struct server_call *call, const struct value *at)
{
    enum handle_type kind = call->method->request.parameter[0].handle;
    uint32_t function = (uint32_t)at[0].number - object_of_code(kind);
    if (function == 0x00000059) /* GET_COMMON_PROPERTIES */
        return get_common_properties(call);
    if (function == 0x0040005E) /* SET_COMMON_PROPERTIES */
        return property_list_read(description_of(call), at[1].at, at[1].count);
    return ERROR_INVALID_FUNCTION;
}

/* MS-CMRP 3.1.4.2.74, .78, .80, .89, .98, .106 */
uint32_t control(struct server_call *call)
{
    return control_from(call, &call->request->value[1]);
}

/* MS-CMRP 3.1.4.2.73, .77, .79, .88, .97, .105: a node to carry it out stands before the code; the
 * model is the same seen from every node. */
uint32_t control_on_node(struct server_call *call)
{
    return control_from(call, &call->request->value[2]);
}
