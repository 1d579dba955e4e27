#include "serve.h"

#include "wire/cursor.h"

enum {
    GET_NOTIFY = 65,       /* ApiGetNotify, the one method of version 2.0 with a time limit */
    GET_NOTIFY_LIMIT = 1,  /* its place in the request */
    FIXED_ROOM = 64 * 1024 /* for everything that does not grow with the number of objects */
};

uint32_t serve_objects(const struct cluster *cluster)
{
    return cluster->room > cluster->objects ? cluster->room : cluster->objects;
}

static uint32_t longest_name(const struct cluster *cluster)
{
    uint32_t longest = NAME_UNITS_MAX;
    for (uint32_t i = 0; i < cluster->objects; i++) {
        const struct object *o = &cluster->object[i];
        const uint32_t units[] = {o->name.units, o->id.units, o->type.units};
        for (uint32_t k = 0; k < 3; k++)
            longest = units[k] > longest ? units[k] : longest;
    }
    return longest;
}

/* An object stands in a list by four names and its properties, nine columns, or in two lists by its
 * name and its type. */
uint32_t serve_reply_room(const struct cluster *cluster)
{
    const uint32_t columns = 9 * 16, name = 2 * longest_name(cluster) + 64;
    return FIXED_ROOM + serve_objects(cluster) * (columns + 4 * name + PROPERTY_LIST_MAX);
}

/* The association of core/server that holds the group's context handles of this interface version;
 * made when it is first needed. HANDLE_NOWHERE: no room. */
static uint32_t association_of(struct serve *serve, uint32_t id, uint32_t version)
{
    struct group *group = groups_find(&serve->groups, id);
    if (group == NULL)
        return HANDLE_NOWHERE;
    uint32_t *association = &group->association[version - 2];
    if (*association == HANDLE_NOWHERE)
        *association = server_connect(serve->server, serve->cluster, version);
    return *association;
}

void serve_leave(struct serve *serve, uint32_t id)
{
    struct group *group = groups_find(&serve->groups, id);
    if (group == NULL || !groups_leave(group))
        return;
    for (uint32_t i = 0; i < GROUP_VERSIONS; i++)
        if (group->association[i] != HANDLE_NOWHERE)
            server_disconnect(serve->server, group->association[i]);
    groups_free(group);
}

static void refuse(struct served *served, uint32_t fault)
{
    served->fault = fault;
}

/* Decodes the request and looks at what follows it. False: `served` holds the fault. */
static bool decode_request(const struct assoc_call *call, const struct encoding *encoding,
                           struct message *request, struct served *served)
{
    if (!decode(served->method, REQUEST, encoding, call->stub, call->stub_size, NULL, request,
                &served->refusal)) {
        refuse(served, STATUS_BAD_STUB_DATA); /* MS-RPCE 3.1.1.5.3 */
        return false;
    }
    uint32_t status = assoc_verification(call, served->refusal.offset);
    if (status != 0)
        refuse(served, status);
    return status == 0;
}

static uint32_t short_of(const struct value *handle)
{
    uint8_t octets[CONTEXT_HANDLE_SIZE];
    handle_octets(handle, octets);
    return octets_u32(octets + 4, false);
}

/* The short form of the first context handle of a message; 0: none. */
static uint32_t handle_in(const struct parameter_list *list, const struct message *message)
{
    for (uint32_t i = 0; i < list->count; i++)
        if (list->parameter[i].shape == SHAPE_HANDLE)
            return short_of(&message->value[i]);
    return 0;
}

/* The method's code: the last value that is neither a context handle nor the runtime's status
 * (MS-CMRP 3.1.4.2: the return value, or Status where a context handle is returned). */
static uint32_t code_in(const struct parameter_list *list, const struct message *message)
{
    uint32_t i = list->count;
    while (i > 0 && (list->parameter[i - 1].shape == SHAPE_HANDLE ||
                     list->parameter[i - 1].shape == SHAPE_RPC_STATUS))
        i--;
    return i > 0 ? (uint32_t)message->value[i - 1].number : 0;
}

/* The calls of one association in the syntax of one connection. */
struct at_work {
    struct server_call call;
    struct encoding encoding;
    uint8_t *octets;
    uint32_t capacity;
};

static void encode_reply(struct at_work *work, struct served *served)
{
    served->executed = true;
    served->code = code_in(&served->method->reply, work->call.reply);
    if (served->handle == 0)
        served->handle = handle_in(&served->method->reply, work->call.reply);
    if (!encode(served->method, REPLY, &work->encoding, work->call.reply, work->octets,
                work->capacity, &served->length))
        refuse(served, FAULT_OUT_ARGS_TOO_BIG);
}

static void wait(const struct message *request, struct served *served, uint32_t version)
{
    served->waits = true;
    served->limit = version == 2 && served->method->opnum == GET_NOTIFY
                        ? (uint32_t)request->value[GET_NOTIFY_LIMIT].number
                        : SERVE_NO_LIMIT;
}

/* Faults that core/server gives tell that the method was not entered: the opnum is not the
 * release's, or the runtime does not know the context handle (MS-RPCE 3.1.1.5.5). */
static void execute(struct at_work *work, struct served *served)
{
    struct message reply;
    work->call.reply = &reply;
    uint32_t fault = server_call(&work->call);
    if (fault == SERVER_PENDING)
        wait(work->call.request, served, work->encoding.version);
    else if (fault != 0)
        refuse(served, fault);
    else
        encode_reply(work, served);
}

void serve_call(struct serve *serve, uint32_t group, const struct assoc_call *call, uint64_t token,
                uint8_t *reply, uint32_t capacity, struct served *served)
{
    const uint32_t version = call->interface->abstract.major;
    const struct encoding in = {call->transfer == TRANSFER_NDR64 ? NDR64 : NDR, call->big_endian,
                                version};
    struct message request;
    *served = (struct served){.method = method_of(version, call->opnum)};
    /* no such opnum, reserved, or for local use: whatever the stub holds (MS-CMRP 3.1.4.2, table;
     * AMB-110 reserved, AMB-111 fault) */
    if (served->method == NULL || served->method->use != USE_CALLED) {
        refuse(served, FAULT_OPERATION_RANGE);
        return;
    }
    if (!decode_request(call, &in, &request, served))
        return;
    served->handle = handle_in(&served->method->request, &request);
    uint32_t association = association_of(serve, group, version);
    if (association == HANDLE_NOWHERE) {
        refuse(served, FAULT_SERVER_TOO_BUSY);
        return;
    }
    struct at_work work = {{.server = serve->server,
                            .association = association,
                            .method = served->method,
                            .request = &request,
                            .token = token},
                           {in.syntax, false, version},
                           reply,
                           capacity};
    execute(&work, served);
}

void serve_complete(struct serve *serve, uint32_t group, const struct assoc_call *call,
                    uint64_t token, uint8_t *reply, uint32_t capacity, struct served *served)
{
    const uint32_t version = call->interface->abstract.major;
    struct message answer;
    *served = (struct served){.method = method_of(version, call->opnum)};
    struct at_work work = {{.server = serve->server,
                            .association = association_of(serve, group, version),
                            .method = served->method,
                            .reply = &answer,
                            .token = token},
                           {call->transfer == TRANSFER_NDR64 ? NDR64 : NDR, false, version},
                           reply,
                           capacity};
    served->waits = server_complete(&work.call) == SERVER_PENDING;
    if (!served->waits)
        encode_reply(&work, served);
}
