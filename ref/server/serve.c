#include "serve.h"

#include "wire/cursor.h"

enum { OUT_ARGS_TOO_BIG = 0x1c010013 }; /* nca_out_args_too_big, C706 appendix N.2 */

uint32_t serve_reply_room(const struct cluster *cluster)
{
    /* an object may stand in two lists, there by its name and by its type */
    uint32_t octets = 4096;
    for (uint32_t i = 0; i < cluster->objects; i++) {
        const struct object *o = &cluster->object[i];
        octets += 4 * (64 + 2 * (o->name.units + o->id.units + o->type.units));
    }
    return octets;
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

static void describe(struct served *served, const struct message *request,
                     const struct message *reply)
{
    served->code = code_in(&served->method->reply, reply);
    served->handle = handle_in(&served->method->request, request);
    if (served->handle == 0)
        served->handle = handle_in(&served->method->reply, reply);
}

/* Faults that core/server gives tell that the method was not entered: the opnum is not the
 * release's, or the runtime does not know the context handle (MS-RPCE 3.1.1.5.5). */
static void execute(struct serve *serve, uint32_t association, const struct encoding *encoding,
                    const struct message *request, uint8_t *octets, uint32_t capacity,
                    struct served *served)
{
    struct message reply;
    struct server_call call = {.server = serve->server,
                               .association = association,
                               .method = served->method,
                               .request = request,
                               .reply = &reply};
    served->handle = handle_in(&served->method->request, request);
    uint32_t fault = server_call(&call);
    if (fault != 0) {
        refuse(served, fault);
        return;
    }
    served->executed = true;
    describe(served, request, &reply);
    if (!encode(served->method, REPLY, encoding, &reply, octets, capacity, &served->length))
        refuse(served, OUT_ARGS_TOO_BIG);
}

void serve_call(struct serve *serve, uint32_t group, const struct assoc_call *call, uint8_t *reply,
                uint32_t capacity, struct served *served)
{
    const uint32_t version = call->interface->abstract.major;
    const struct encoding in = {call->transfer == TRANSFER_NDR64 ? NDR64 : NDR, call->big_endian,
                                version};
    const struct encoding out = {in.syntax, false, version};
    struct message request;
    *served = (struct served){.method = method_of(version, call->opnum)};
    /* a client must not send these, and nothing is said of the answer (MS-CMRP 3.1.4.2, table) */
    if (served->method == NULL || served->method->use == USE_LOCAL) {
        refuse(served, FAULT_OPERATION_RANGE);
        return;
    }
    if (!decode_request(call, &in, &request, served))
        return;
    uint32_t association = association_of(serve, group, version);
    if (association == HANDLE_NOWHERE)
        refuse(served, FAULT_SERVER_TOO_BUSY);
    else
        execute(serve, association, &out, &request, reply, capacity, served);
}
