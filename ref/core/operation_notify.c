/* Notification ports: MS-CMRP 3.1.4.2.56 to .66, .90, .91, .99, .100, .107, .136 to
 * .138, .143. */
#include <stddef.h>

#include "error.h"
#include "operation.h"
#include "wire/codec.h"

static uint64_t port_of(const struct server_call *call)
{
    return handle_at(&call->server->table, call->subject_slot);
}

static uint32_t create_port(struct server_call *call, uint32_t version)
{
    const struct server_context context = {.object = OBJECT_NONE, .version = version};
    return return_context_with(call, context);
}

/* MS-CMRP 3.1.4.2.56: -> Status, rpc_status, handle */
uint32_t create_notify(struct server_call *call)
{
    return create_port(call, 1);
}

/* MS-CMRP 3.1.4.2.136 */
uint32_t create_notify_v2(struct server_call *call)
{
    return create_port(call, 2);
}

/* MS-CMRP 3.1.4.2.57: completes the outstanding calls and flushes the queue */
uint32_t close_notify(struct server_call *call)
{
    events_close_port(&call->server->events, port_of(call));
    return close_context(call);
}

/* MS-CMRP 3.1.4.2.107 */
uint32_t unblock_get_notify(struct server_call *call)
{
    events_unblock(&call->server->events, port_of(call));
    return ERROR_SUCCESS;
}

/* -- filters --------------------------------------------------------------------------------- */

/* A filter for what the call's second handle stands for. */
static struct registration registration_of(const struct server_call *call, uint64_t filter,
                                           uint64_t key)
{
    return (struct registration){.port = port_of(call),
                                 .filter = filter,
                                 .version = call->subject.version,
                                 .cluster = call->subject.cluster,
                                 .object = call->second.object,
                                 .incarnation = call->second.incarnation,
                                 .key = (uint32_t)key,
                                 .branch = call->second.branch};
}

static uint32_t check_version_1(const struct server_call *call, enum handle_type kind,
                                uint32_t filter)
{
    if (call->subject.version != 1)
        return ERROR_INVALID_HANDLE;
    bool good = filter != 0 && (filter & ~events_version_1_filters(kind)) == 0;
    return good ? ERROR_SUCCESS : ERROR_INVALID_PARAMETER;
}

/* Request: port, object, dwFilter, dwNotifyKey */
static uint32_t add_version_1(struct server_call *call, enum handle_type kind,
                              struct registration **kept)
{
    uint32_t filter = (uint32_t)call->request->value[2].number;
    struct registration r = registration_of(call, filter, call->request->value[3].number);
    uint32_t error = check_version_1(call, kind, filter);
    r.subtree = (filter & EVENTS_SUBTREE_VERSION_1) != 0; /* MS-CMRP 3.1.4.2.58 */
    return error != ERROR_SUCCESS ? error : events_register(&call->server->events, &r, kept);
}

/* MS-CMRP 3.1.4.2.62: port, key, dwNotifyKey, Filter, WatchSubTree */
uint32_t add_notify_key(struct server_call *call)
{
    struct registration *kept;
    uint32_t filter = (uint32_t)call->request->value[3].number;
    struct registration r = registration_of(call, filter, call->request->value[2].number);
    uint32_t error = check_version_1(call, HANDLE_KEY, filter);
    r.type = EVENT_OF_REGISTRY;
    r.subtree = call->request->value[4].number != 0;
    return error != ERROR_SUCCESS ? error : events_register(&call->server->events, &r, &kept);
}

/* MS-CMRP 3.1.4.2.58: the indications of all objects */
uint32_t add_notify_cluster(struct server_call *call)
{
    struct registration *kept;
    return add_version_1(call, HANDLE_CLUSTER, &kept);
}

static const struct object *second_object(const struct server_call *call)
{
    return &call->cluster->object[call->second.object];
}

/* MS-CMRP 3.1.4.2.59 to .61, .90, .99: -> dwStateSequence, rpc_status, return */
uint32_t add_notify(struct server_call *call)
{
    struct registration *kept;
    uint32_t error = add_version_1(call, second_object(call)->kind, &kept);
    if (error == ERROR_SUCCESS)
        call->reply->value[0].number = second_object(call)->sequence;
    return error;
}

/* MS-CMRP 3.1.4.2.63 to .65, .91, .100: as above and StateSequence. If the object's has changed
 * since, that is an indication at once. */
uint32_t add_notify_again(struct server_call *call)
{
    struct registration *kept;
    enum handle_type kind = second_object(call)->kind;
    uint32_t filters = events_version_1_filters(kind);
    uint32_t state = filters & (0 - filters); /* the lowest bit of each kind is its STATE */
    uint32_t error = add_version_1(call, kind, &kept);
    if (error == ERROR_SUCCESS && call->request->value[4].number != second_object(call)->sequence)
        events_post_state(&call->server->events, call->cluster, kept, state);
    return error;
}

/* Whether the handle that goes with the filter is of the right type: the object's own, or, for all
 * objects of the type, the cluster's. */
static bool fits(const struct server_call *call, uint32_t type, bool targeted)
{
    uint32_t kind = call->server->table.slot[call->second_slot].kind;
    return kind == (uint32_t)(targeted ? events_handle_of(type) : HANDLE_CLUSTER);
}

/* MS-CMRP 3.1.4.2.137: port, object, filter and type, dwNotifyKey, dwVersion, isTargetedAtObject */
uint32_t add_notify_v2(struct server_call *call)
{
    struct value filter[COLUMNS] = {{0}};
    struct registration *kept;
    const struct value *in = call->request->value;
    struct row_iterator rows = rows_of(&call->method->request.parameter[2], &in[2]);
    if (call->subject.version != 2)
        return ERROR_INVALID_HANDLE;
    if (in[4].number != 2)
        return ERROR_INVALID_PARAMETER;
    (void)next_row(&rows, filter); /* there is one */
    uint64_t known = events_version_2_filters((uint32_t)filter[0].number);
    if (known == 0 || filter[1].number == 0 || (filter[1].number & ~known) != 0)
        return ERROR_INVALID_PARAMETER;
    if (!fits(call, (uint32_t)filter[0].number, in[5].number != 0))
        return ERROR_INVALID_HANDLE;
    struct registration r = registration_of(call, filter[1].number, in[3].number);
    r.type = (enum event_type)filter[0].number;
    r.subtree = (filter[1].number & EVENTS_SUBTREE_VERSION_2) != 0;
    return events_register(&call->server->events, &r, &kept);
}

/* -- fetching -------------------------------------------------------------------------------- */

/* Waits where there is nothing to fetch yet: no answer before an indication or the port's closure
 * (MS-CMRP 3.1.4.2.66, 3.1.4.2.138). */
static uint32_t fetch_or_wait(struct server_call *call, uint32_t version)
{
    uint64_t port = port_of(call);
    if (call->subject.version != version)
        return ERROR_INVALID_HANDLE;
    uint32_t error = fetch_notices(call, port);
    if (error != OPERATION_PENDING)
        return error;
    error = events_wait(&call->server->events, port, call->token, call->association);
    return error == ERROR_SUCCESS ? OPERATION_PENDING : error;
}

/* MS-CMRP 3.1.4.2.66; version 2 of the interface adds a Timeout, which the caller of the server
 * keeps (MS-CMRP 3.1.2.4) */
uint32_t get_notify(struct server_call *call)
{
    return fetch_or_wait(call, 1);
}

/* MS-CMRP 3.1.4.2.143 */
uint32_t get_notify_async(struct server_call *call)
{
    return fetch_or_wait(call, 1);
}

/* MS-CMRP 3.1.4.2.138 */
uint32_t get_notify_v2(struct server_call *call)
{
    return fetch_or_wait(call, 2);
}

static struct value number_cell(uint64_t number)
{
    return (struct value){.number = number, .present = true};
}

/* dwNotifyKey, dwFilter, dwStateSequence, Name */
static uint32_t put_one(struct server_call *call, uint64_t port)
{
    struct value *out = call->reply->value;
    const struct notice *n = events_fetch(&call->server->events, port);
    if (n == NULL)
        return OPERATION_PENDING;
    out[0].number = n->key;
    out[1].number = n->filter;
    out[2].number = n->sequence;
    out[3] = name_out(n->name);
    return ERROR_SUCCESS;
}

/* A row of NOTIFICATION_RPC (MS-CMRP 2.2.3.24) */
static uint32_t put_row_v2(struct value *row, const struct notice *n)
{
    row[0] = number_cell(n->key);
    row[1] = number_cell(n->type);
    row[2] = number_cell(n->filter);
    row[3] =
        (struct value){.at = n->octets, .count = n->size, .max = n->size, .present = n->size > 0};
    row[4] = number_cell(n->size);
    row[5] = name_out(n->id);
    row[6] = name_out(n->parent);
    row[7] = name_out(n->name);
    row[8] = name_out(n->kind);
    return 9;
}

/* A row of NOTIFICATION_DATA_ASYNC_RPC (MS-CMRP 2.2.3.30) */
static uint32_t put_row_async(struct value *row, const struct notice *n)
{
    row[0] = number_cell(n->key);
    row[1] = number_cell(n->filter);
    row[2] = name_out(n->name);
    return 3;
}

/* All that is queued, as far as the cells go: the array, its count */
static uint32_t put_rows(struct server_call *call, uint64_t port)
{
    struct server *server = call->server;
    bool version_2 = call->method->opnum == 139;
    uint32_t rows = 0;
    if (!events_any(&server->events, port))
        return OPERATION_PENDING;
    while (server->cells - call->cells >= COLUMNS) {
        struct value *row = &server->cell[call->cells];
        const struct notice *n = events_fetch(&server->events, port);
        if (n == NULL)
            break;
        call->cells += version_2 ? put_row_v2(row, n) : put_row_async(row, n);
        rows++;
    }
    if (rows == 0)
        return ERROR_NOT_ENOUGH_MEMORY;
    call->reply->value[0] =
        (struct value){.cell = server->cell, .count = rows, .max = rows, .present = true};
    call->reply->value[1].number = rows;
    return ERROR_SUCCESS;
}

uint32_t fetch_notices(struct server_call *call, uint64_t port)
{
    return call->method->opnum == 65 ? put_one(call, port) : put_rows(call, port);
}
