#include "server.h"

#include <string.h>

#include "error.h"
#include "operation.h"
#include "wire/codec.h"

enum { ASSOCIATION = 0x100 }; /* a kind beside those of enum handle_type */

uint32_t server_cells_for(uint32_t objects)
{
    return objects * COLUMNS;
}

uint32_t server_connect(struct server *server, uint32_t cluster, uint32_t version)
{
    uint32_t index;
    if (handle_open(&server->table, ASSOCIATION, HANDLE_NOWHERE, &index) == 0)
        return HANDLE_NOWHERE;
    server->context[index] = (struct server_context){
        .cluster = cluster, .object = OBJECT_NONE, .version = version, .level = LEVEL_NONE};
    return index;
}

void server_disconnect(struct server *server, uint32_t association)
{
    const struct handle_slot *slot = server->table.slot;
    events_forget_calls(&server->events, association);
    for (uint32_t i = slot[association].first; i != HANDLE_NOWHERE; i = slot[i].next)
        if (slot[i].kind == HANDLE_NOTIFY)
            events_close_port(&server->events, handle_at(&server->table, i));
    handle_close(&server->table, association);
}

static bool is_null(const uint8_t token[CONTEXT_TOKEN_SIZE])
{
    static const uint8_t null[CONTEXT_TOKEN_SIZE];
    return memcmp(token, null, sizeof null) == 0;
}

/* Whether the method's one parameter is an [in, out] context handle: it returns as the reply's
 * first, as in all close methods (MS-CMRP 6.2). */
static bool is_in_and_out(const struct method *method)
{
    const struct parameter *out = &method->reply.parameter[0];
    return out->shape == SHAPE_HANDLE && out->handle == method->request.parameter[0].handle;
}

/* The slot that a context handle of a request stands for, or HANDLE_NOWHERE; the runtime looks it
 * up before the method is called, whatever its type (MS-RPCE 3.1.1.5.5; AMB-36). */
static uint32_t find_context(const struct server_call *call,
                             const uint8_t token[CONTEXT_TOKEN_SIZE])
{
    uint64_t value;
    uint32_t index = HANDLE_NOWHERE;
    if (context_value(call->server->secret, call->association, token, &value))
        (void)handle_find(&call->server->table, value, 0, &index);
    return index;
}

/* Whether a slot's handle is of a method's type. */
static bool is_of_type(const struct server_call *call, uint32_t slot, enum handle_type type)
{
    return type == HANDLE_GENERIC || call->server->table.slot[slot].kind == (uint32_t)type;
}

/* Look up all context handles of the request. Returns 0 or a fault; *error is
 * ERROR_INVALID_HANDLE if one is of another type than the method's (MS-CMRP 3.1.4.2.2 and its
 * sisters: "the expected type"). */
static uint32_t find_contexts(struct server_call *call, uint32_t *error)
{
    const struct parameter_list *list = &call->method->request;
    uint8_t token[CONTEXT_TOKEN_SIZE];
    *error = ERROR_SUCCESS;
    for (uint32_t i = 0; i < list->count; i++) {
        if (list->parameter[i].shape != SHAPE_HANDLE)
            continue;
        //@ split call->subject_slot;
        handle_octets(&call->request->value[i], token);
        if (is_null(token) && is_in_and_out(call->method)) {
            *error = handle_error(HANDLE_IS_NULL); /* AMB-103 method; it has no other handle */
            return 0;
        }
        uint32_t index = find_context(call, token);
        //@ split index;
        if (index == HANDLE_NOWHERE) /* AMB-100 runtime, AMB-102 runtime, AMB-104, AMB-105 */
            return FAULT_CONTEXT_MISMATCH;
        if (!is_of_type(call, index, list->parameter[i].handle)) /* AMB-101 method */
            *error = handle_error(HANDLE_IS_OTHER_KIND);
        bool first = call->subject_slot == HANDLE_NOWHERE;
        *(first ? &call->subject_slot : &call->second_slot) = index; /* no method has three */
        *(first ? &call->subject : &call->second) = call->server->context[index];
    }
    return 0;
}

/* The control code: the first number of such a method. */
static uint32_t control_code(const struct server_call *call)
{
    const struct parameter_list *list = &call->method->request;
    uint32_t place = 1;
    while (list->parameter[place].shape != SHAPE_LONG) /* each of them has one */
        place++;
    return (uint32_t)call->request->value[place].number;
}

/* What the method's section asks for (MS-CMRP 3.1.4.2.1 and its sisters). */
static enum level stated_level(const struct server_call *call)
{
    switch (call->method->access) {
    case ACCESS_READ:
        return LEVEL_READ;
    case ACCESS_ALL_OR_BACKUP:
        return LEVEL_BACKUP;
    case ACCESS_BY_CONTROL_CODE:
        return access_of_control_code(control_code(call));
    case ACCESS_ASKED:
    case ACCESS_NOT_STATED:
        return LEVEL_NONE;
    default:
        return LEVEL_ALL;
    }
}

static enum level needed_level(const struct server_call *call)
{
    uint32_t version = call->server->context[call->association].version;
    return version == 2 ? LEVEL_ALL : stated_level(call); /* MS-CMRP 3.1.4.1: 2 knows All only */
}

/* With a context handle its stored level counts, without one the caller's rights now
 * (MS-CMRP 3.1.4.2; AMB-28: never the level of another handle). The context handles of keys and
 * notification ports store none (MS-CMRP 3.1.1.11). */
static enum level level_of(const struct server_call *call, uint32_t slot)
{
    uint32_t kind = slot == HANDLE_NOWHERE ? 0 : call->server->table.slot[slot].kind;
    bool stored = kind != 0 && kind != HANDLE_KEY && kind != HANDLE_NOTIFY;
    return stored ? call->server->context[slot].level : access_maximum(call->cluster->caller);
}

static uint32_t check_level(const struct server_call *call)
{
    enum level needed = needed_level(call);
    bool enough = level_of(call, call->subject_slot) >= needed;
    if (call->second_slot != HANDLE_NOWHERE && level_of(call, call->second_slot) < needed)
        enough = false;
    return enough ? ERROR_SUCCESS : ERROR_ACCESS_DENIED; /* ACC-1, CLT-8 */
}

/* A context handle outlives its object; only its own close method still takes it then. */
static uint32_t check_object(const struct server_call *call, const struct server_context *context,
                             uint32_t slot)
{
    if (slot == HANDLE_NOWHERE || context->object == OBJECT_NONE)
        return ERROR_SUCCESS;
    if (call->cluster->object[context->object].incarnation == context->incarnation)
        return ERROR_SUCCESS;
    return cluster_not_available((enum handle_type)call->server->table.slot[slot].kind);
}

static bool closes(const struct method *method)
{
    const struct parameter *in = method->request.parameter, *out = method->reply.parameter;
    return method->request.count == 1 && in->shape == SHAPE_HANDLE && out->shape == SHAPE_HANDLE &&
           in->handle == out->handle;
}

static uint32_t check_objects(const struct server_call *call)
{
    if (closes(call->method))
        return ERROR_SUCCESS;
    uint32_t error = check_object(call, &call->subject, call->subject_slot);
    return error != ERROR_SUCCESS ? error : check_object(call, &call->second, call->second_slot);
}

/* What only a server in the read/write state accepts: what changes the cluster state, in either
 * version. Opening needs All too, but changes nothing (MS-CMRP 3.1.1, 3.1.4.2.9). */
static uint32_t check_server_state(const struct server_call *call)
{
    const struct parameter_list *reply = &call->method->reply;
    bool opens = reply->parameter[reply->count - 1u].shape == SHAPE_HANDLE &&
                 strncmp(call->method->name, "ApiOpen", 7) == 0;
    bool changes = stated_level(call) >= LEVEL_BACKUP && !opens;
    return changes && call->cluster->read_only ? ERROR_SHARING_PAUSED : ERROR_SUCCESS;
}

/* Where the error code stands in the reply: in Status if the method returns a context handle, else
 * it is the return value (MS-CMRP 3.1.4.2). */
static uint32_t place_of_code(const struct parameter_list *reply)
{
    uint32_t last = reply->count - 1u;
    if (reply->parameter[last].shape != SHAPE_HANDLE)
        return last;
    return reply->parameter[last - 1].shape == SHAPE_RPC_STATUS ? last - 2 : last - 1;
}

/* An array of octets whose size the client dictates has that size whatever the result: size_is
 * holds in every reply (ApiQueryValue, MS-CMRP 3.1.4.2.35). None where the server has not so much
 * room. */
static void clear_octets(struct server_call *call, struct value *v)
{
    if (v->max > sizeof call->output)
        return;
    memset(call->output, 0, v->max);
    v->at = call->output;
    v->count = v->max;
}

/* All zero and NULL; an array that the client has room for keeps the client's size, and a structure
 * that is no pointer is there with all its members. */
static void clear_reply(struct server_call *call)
{
    static const struct value cleared[COLUMNS];
    const struct parameter_list *list = &call->method->reply;
    memset(call->reply, 0, sizeof *call->reply);
    for (uint32_t i = 0; i < list->count; i++) {
        const struct parameter *p = &list->parameter[i];
        call->reply->value[i].present = !p->unique;
        if (p->shape == SHAPE_STRUCT && !p->unique) {
            call->reply->value[i].cell = cleared;
            call->reply->value[i].count = 1;
        }
        if (p->bounded_by == 0)
            continue;
        call->reply->value[i].max = (uint32_t)call->request->value[p->bounded_by - 1].number;
        if (p->shape == SHAPE_OCTETS && p->size_is == 0)
            clear_octets(call, &call->reply->value[i]);
    }
}

static uint32_t carry_out(struct server_call *call)
{
    operation *method =
        operation_of(call->method->opnum, call->server->context[call->association].version);
    return method != NULL ? method(call) : ERROR_CALL_NOT_IMPLEMENTED;
}

static void start(struct server_call *call)
{
    const struct server_context *association = &call->server->context[call->association];
    call->cluster = &call->server->clusters->cluster[association->cluster];
    call->subject = (struct server_context){.cluster = association->cluster, .object = OBJECT_NONE};
    call->second = call->subject;
    call->subject_slot = HANDLE_NOWHERE;
    call->second_slot = HANDLE_NOWHERE;
    call->cells = 0;
    call->octets = 0;
}

/* The code takes its place; with most errors nothing else of the reply counts (MS-CMRP 2.2.1: NULL,
 * and the client ignores the rest). */
static void answer(struct server_call *call, uint32_t error)
{
    if (error != ERROR_SUCCESS && error != ERROR_MORE_DATA)
        clear_reply(call);
    call->reply->value[place_of_code(&call->method->reply)].number = error;
}

/* Everything that is held against a call before it is carried out, in this order (AMB-29). */
static uint32_t check(const struct server_call *call)
{
    uint32_t error = check_level(call);
    if (error == ERROR_SUCCESS)
        error = check_server_state(call);
    if (error == ERROR_SUCCESS)
        error = check_objects(call);
    return error;
}

/* A varying array of the reply says how many elements there is room for, whatever it holds, and no
 * array has more than 2^31-1 (MS-RPCE 3.1.1.5.3.2.2.1). */
static bool asks_for_too_much(const struct server_call *call)
{
    const struct parameter_list *list = &call->method->reply;
    bool too_much = false;
    for (uint32_t i = 0; i < list->count; i++) {
        enum shape shape = list->parameter[i].shape;
        bool varies = shape == SHAPE_VARYING || shape == SHAPE_VARYING_ROWS;
        if (varies && call->reply->value[i].max > INT32_MAX)
            too_much = true;
    }
    return too_much;
}

uint32_t server_call(struct server_call *call)
{
    start(call);
    if (call->method == NULL)
        return FAULT_OPNUM_OUT_OF_RANGE;
    /* OCX-11: what a release does not have lies beyond its interface's table */
    if (call->method->use == USE_CALLED && call->method->since > call->cluster->release)
        return FAULT_OPNUM_OUT_OF_RANGE;
    if (call->method->use == USE_RESERVED) /* AMB-110 reserved, AMB-111 fault */
        return FAULT_OPNUM_OUT_OF_RANGE;
    clear_reply(call);
    uint32_t error;
    uint32_t fault = find_contexts(call, &error);
    if (fault != 0)
        return fault;
    if (asks_for_too_much(call))
        return FAULT_OUT_ARGS_TOO_BIG;
    if (error == ERROR_SUCCESS)
        error = check(call);
    if (error == ERROR_SUCCESS)
        error = carry_out(call);
    if (error == OPERATION_PENDING)
        return SERVER_PENDING;
    answer(call, error);
    return 0;
}

bool server_ready(const struct server *server, uint64_t *token)
{
    const struct waiting *w = events_ready(&server->events);
    if (w != NULL)
        *token = w->token;
    return w != NULL;
}

uint32_t server_complete(struct server_call *call)
{
    struct waiting *w = events_waiting(&call->server->events, call->token);
    start(call);
    if (w == NULL)
        return SERVER_PENDING;
    clear_reply(call);
    const uint32_t error = w->code != 0 ? w->code : fetch_notices(call, w->port);
    if (error == OPERATION_PENDING)
        return SERVER_PENDING;
    w->order = 0;
    answer(call, error);
    return 0;
}

bool server_end_wait(struct server *server, uint64_t token, uint32_t code)
{
    struct waiting *w = events_waiting(&server->events, token);
    if (w == NULL)
        return false;
    w->code = code;
    if (code == 0)
        w->order = 0;
    return true;
}
