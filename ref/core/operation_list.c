/* Enumerations that are not of one object by a mask of types: MS-CMRP 3.1.4.2.103, .139, .140,
 * .162, .163. */
#include <stddef.h>
#include <string.h>

#include "change.h"
#include "error.h"
#include "operation.h"

static const struct name no_name = {NULL, 0, false};

static struct value number_cell(uint32_t number)
{
    return (struct value){.number = number, .present = true};
}

/* Cells for one more row, or NULL. */
static struct value *new_row(struct server_call *call, uint32_t columns)
{
    struct server *server = call->server;
    if (server->cells - call->cells < columns)
        return NULL;
    struct value *row = &server->cell[call->cells];
    call->cells += columns;
    return row;
}

static void return_list(struct server_call *call, uint32_t columns)
{
    uint32_t rows = call->cells / columns;
    call->reply->value[0] =
        (struct value){.cell = call->server->cell, .count = rows, .max = rows, .present = true};
}

/* One row of an ENUM_LIST (MS-CMRP 2.2.3.4): Type, Name. False: no room. */
static bool add_entry(struct server_call *call, uint32_t type, struct name name)
{
    struct value *row = new_row(call, 2);
    if (row == NULL)
        return false;
    row[0] = number_cell(type);
    row[1] = name_out(name);
    return true;
}

/* MS-CMRP 3.1.4.2.162: cluster -> ReturnEnum. No type of entries is given for group sets. */
uint32_t create_group_set_enum(struct server_call *call)
{
    const struct cluster *c = call->cluster;
    for (uint32_t i = 0; i < c->objects; i++)
        if (c->object[i].kind == HANDLE_GROUPSET && !add_entry(call, 0, c->object[i].name))
            return ERROR_NOT_ENOUGH_MEMORY;
    return_list(call, 2);
    return ERROR_SUCCESS;
}

/* MS-CMRP 3.1.4.2.163: cluster, node name, network name -> ReturnEnum */
uint32_t create_net_interface_enum(struct server_call *call)
{
    const struct cluster *c = call->cluster;
    uint32_t node = cluster_find(c, HANDLE_NODE, name_in(&call->request->value[1]));
    uint32_t network = cluster_find(c, HANDLE_NETWORK, name_in(&call->request->value[2]));
    if (node == OBJECT_NONE)
        return ERROR_CLUSTER_NODE_NOT_FOUND;
    if (network == OBJECT_NONE)
        return ERROR_CLUSTER_NETWORK_NOT_FOUND;
    uint32_t found = cluster_interface(c, node, network); /* at most one (MS-CMRP 3.1.1.7) */
    if (found != OBJECT_NONE && !add_entry(call, 0x20, c->object[found].name))
        return ERROR_NOT_ENOUGH_MEMORY;
    return_list(call, 2);
    return ERROR_SUCCESS;
}

/* MS-CMRP 3.1.4.2.103: type name, dwType -> ReturnEnum. Every node has every type; unknown bits of
 * dwType are ignored. */
uint32_t create_resource_type_enum(struct server_call *call)
{
    const struct cluster *c = call->cluster;
    struct name type = name_in(&call->request->value[0]);
    uint64_t types = call->request->value[1].number;
    if (!cluster_has_type(c, type))
        return ERROR_CLUSTER_RESOURCE_TYPE_NOT_FOUND;
    for (uint32_t bit = 1; bit <= 2; bit++) { /* nodes, resources */
        for (uint32_t i = 0; (types & bit) != 0 && i < c->objects; i++) {
            const struct object *o = &c->object[i];
            bool listed = bit == 1 ? o->kind == HANDLE_NODE
                                   : o->kind == HANDLE_RESOURCE && name_equal(o->type, type);
            if (listed && !add_entry(call, bit, o->name))
                return ERROR_NOT_ENOUGH_MEMORY;
        }
    }
    return_list(call, 2);
    return ERROR_SUCCESS;
}

/* -- lists with properties -------------------------------------------------------------------- */

/* What a MULTI_SZ list of property names asks for: 0, or ERROR_INVALID_PARAMETER if it names one
 * that objects do not have. *any is set if it names the one they have. */
static uint32_t names_asked(const struct value *list, bool writable, bool *any)
{
    const struct name known = {property_name, PROPERTY_NAME_SIZE / 2, false};
    const struct name all = {list->at, list->count / 2, false};
    uint32_t start = 0;
    for (uint32_t i = 0; i < all.units; i++) {
        if (name_unit(all, i) != 0)
            continue;
        //@ split start;
        const struct name one = {all.at + 2 * (size_t)start, i - start, false};
        if (one.units > 0 && (!writable || !name_equal(one, known)))
            return ERROR_INVALID_PARAMETER;
        *any = *any || one.units > 0;
        start = i + 1;
    }
    return start == all.units ? ERROR_SUCCESS : ERROR_INVALID_PARAMETER; /* ends with a null */
}

/* The octets of an object's common properties, in the server's room; size 0 if none are asked for.
 * False: no room. */
static bool put_properties(struct server_call *call, const struct object *o, bool asked,
                           struct value *size, struct value *octets)
{
    struct server *server = call->server;
    *size = number_cell(0);
    *octets = (struct value){.present = false};
    if (!asked)
        return true;
    uint32_t room = server->octets - call->octets;
    uint8_t *at = server->octets > 0 ? &server->octet[call->octets] : NULL;
    uint32_t length = room == 0 ? 1 : property_list_write(&o->description, at, room);
    if (length > room)
        return false;
    call->octets += length;
    *size = number_cell(length);
    *octets = (struct value){.at = at, .count = length, .max = length, .present = true};
    return true;
}

static struct name name_of_owner(const struct cluster *c, const struct object *o)
{
    return o->owner == OBJECT_NONE ? no_name : c->object[o->owner].name;
}

/* Name, Id, dwState, Owner, dwFlags, cbProperties, Properties, cbRoProperties, RoProperties
 * (MS-CMRP 2.2.3.25) */
static bool add_group(struct server_call *call, const struct object *o, bool asked)
{
    struct value *row = new_row(call, 9);
    if (row == NULL)
        return false;
    row[0] = name_out(o->name);
    row[1] = name_out(o->id);
    row[2] = number_cell(o->state);
    row[3] = name_out(name_of_owner(call->cluster, o));
    row[4] = number_cell(0);
    (void)put_properties(call, o, false, &row[7], &row[8]);
    return put_properties(call, o, asked, &row[5], &row[6]);
}

/* Name, Id, OwnerName, OwnerId, cbProperties, Properties, cbRoProperties, RoProperties
 * (MS-CMRP 2.2.3.27); the owner is the group */
static bool add_resource(struct server_call *call, const struct object *o, bool asked)
{
    struct value *row = new_row(call, 8);
    if (row == NULL)
        return false;
    row[0] = name_out(o->name);
    row[1] = name_out(o->id);
    row[2] = name_out(name_of_owner(call->cluster, o));
    row[3] = name_out(o->owner == OBJECT_NONE ? no_name : call->cluster->object[o->owner].id);
    (void)put_properties(call, o, false, &row[6], &row[7]);
    return put_properties(call, o, asked, &row[4], &row[5]);
}

/* Request: cluster, pProperties, cbProperties, pRoProperties, cbRoProperties. All properties are
 * read and write here. */
static uint32_t list_objects(struct server_call *call, enum handle_type kind, uint32_t columns)
{
    const struct cluster *c = call->cluster;
    bool asked = false, read_only = false;
    uint32_t error = names_asked(&call->request->value[1], true, &asked);
    if (error == ERROR_SUCCESS)
        error = names_asked(&call->request->value[3], false, &read_only);
    if (error != ERROR_SUCCESS)
        return error;
    for (uint32_t i = 0; i < c->objects; i++) {
        const struct object *o = &c->object[i];
        if (o->kind != kind)
            continue;
        if (kind == HANDLE_GROUP ? !add_group(call, o, asked) : !add_resource(call, o, asked))
            return ERROR_NOT_ENOUGH_MEMORY;
    }
    return_list(call, columns);
    return ERROR_SUCCESS;
}

/* MS-CMRP 3.1.4.2.139: -> GROUP_ENUM_LIST */
uint32_t create_group_list(struct server_call *call)
{
    return list_objects(call, HANDLE_GROUP, 9);
}

/* MS-CMRP 3.1.4.2.140: -> RESOURCE_ENUM_LIST */
uint32_t create_resource_list(struct server_call *call)
{
    return list_objects(call, HANDLE_RESOURCE, 8);
}
