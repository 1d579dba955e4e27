/* What the methods on an object's context handle answer: states, ids, enumerations. */
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
static struct value name_of(const struct cluster *c, uint32_t owner)
{
    const struct name none = {NULL, 0, false};
    return name_out(owner == OBJECT_NONE ? none : c->object[owner].name);
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
    call->reply->value[1] = name_of(call->cluster, subject_of(call)->owner);
    return ERROR_SUCCESS;
}

/* MS-CMRP 3.1.4.2.13: handle -> State, NodeName, GroupName */
uint32_t get_resource_state(struct server_call *call)
{
    const struct object *resource = subject_of(call);
    call->reply->value[0].number = wire_state(resource);
    call->reply->value[2] = name_of(call->cluster, resource->owner);
    call->reply->value[1] = call->reply->value[2];
    if (resource->owner != OBJECT_NONE)
        call->reply->value[1] =
            name_of(call->cluster, call->cluster->object[resource->owner].owner);
    return ERROR_SUCCESS;
}

/* MS-CMRP 3.1.4.2.15, .48, .49, .86, .96: handle -> pGuid */
uint32_t get_id(struct server_call *call)
{
    call->reply->value[0] = name_out(subject_of(call)->id);
    return ERROR_SUCCESS;
}

/* MS-CMRP 3.1.4.2.16: handle -> lpszResourceType */
uint32_t get_resource_type(struct server_call *call)
{
    call->reply->value[0] = name_out(subject_of(call)->type);
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
    for (uint64_t wide = 1; wide <= UINT32_MAX; wide *= 2) {
        uint32_t bit = (uint32_t)wide;
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
    (void)cluster_enumeration_types(HANDLE_NODE, types, &bits); /* nodes take any */
    if (call->request->value[2].number != 0)
        return ERROR_INVALID_PARAMETER;
    return list_both(call, bits);
}
