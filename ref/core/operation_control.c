/* Control codes: MS-CMRP 3.1.4.2.73, .74, .77 to .80, .88, .89, .97, .98, .105, .106, .155, .156;
 * what each code means is in 3.1.4.3. */
#include <stddef.h>
#include <string.h>

#include "error.h"
#include "operation.h"

/* Functions of control codes: a code without its object byte (MS-CMRP 3.1.4.3). */
enum {
    UNKNOWN = 0x00000000,
    GET_CHARACTERISTICS = 0x00000005,
    GET_FLAGS = 0x00000009,
    GET_NAME = 0x00000029,
    GET_RESOURCE_TYPE = 0x0000002D,
    GET_NODE = 0x00000031,
    GET_NETWORK = 0x00000035,
    GET_ID = 0x00000039,
    GET_FQDN = 0x0000003D,
    ENUM_COMMON_PROPERTIES = 0x00000051,
    GET_RO_COMMON_PROPERTIES = 0x00000055,
    GET_COMMON_PROPERTIES = 0x00000059,
    SET_COMMON_PROPERTIES = 0x0040005E,
    VALIDATE_COMMON_PROPERTIES = 0x00000061,
};

/* The object byte of a control code (MS-CMRP 3.1.4.3): which kind of handle it is for. */
static uint32_t object_of_code(enum handle_type kind)
{
    static const uint8_t objects[] = {
        [HANDLE_RESOURCE] = 1, [HANDLE_GROUP] = 3,        [HANDLE_NODE] = 4,
        [HANDLE_NETWORK] = 5,  [HANDLE_NETINTERFACE] = 6, [HANDLE_CLUSTER] = 7,
        [HANDLE_GROUPSET] = 8,
    };
    return (uint32_t)objects[kind] << 24;
}

/* The common properties of what the call's context handle stands for. */
static struct description *description_of(const struct server_call *call)
{
    struct cluster *c = model_of(call);
    uint32_t object = call->subject.object;
    return object == OBJECT_NONE ? &c->description : &c->object[object].description;
}

/* Reply: lpOutBuffer, lpBytesReturned, lpcbRequired. `size` octets stand in call->output, unless
 * they are more than it has. */
static uint32_t return_octets(struct server_call *call, uint32_t size)
{
    struct value *out = call->reply->value;
    out[2].number = size;
    if (size > out[0].max)
        return ERROR_MORE_DATA; /* CLT-2 */
    if (size > sizeof call->output)
        return ERROR_NOT_ENOUGH_MEMORY;
    out[0].at = call->output;
    out[0].count = size;
    out[1].number = size; /* CLT-1 */
    return ERROR_SUCCESS;
}

static uint32_t return_number(struct server_call *call, uint32_t number)
{
    for (uint32_t i = 0; i < 4; i++)
        call->output[i] = (uint8_t)(number >> 8 * i);
    return return_octets(call, 4);
}

/* A string with its terminator. */
static uint32_t return_text(struct server_call *call, struct name text)
{
    struct name copy;
    memset(call->output, 0, sizeof call->output);
    if (text.units < sizeof call->output / 2)
        (void)name_copy(text, call->output, text.units, &copy);
    return return_octets(call, 2 * text.units + 2);
}

/* The names of the common properties, as a MULTI_SZ list (MS-CMRP 2.2.3.9): there is one. */
static uint32_t return_property_names(struct server_call *call)
{
    memset(call->output, 0, sizeof call->output);
    memcpy(call->output, property_name, PROPERTY_NAME_SIZE);
    return return_octets(call, PROPERTY_NAME_SIZE + 4);
}

static uint32_t set_properties(struct server_call *call, const struct value *in)
{
    uint32_t error = property_list_read(description_of(call), in->at, in->count);
    if (error == ERROR_SUCCESS && call->method->request.parameter[0].handle != HANDLE_GROUPSET)
        announce_properties(call);
    return error;
}

static uint32_t validate_properties(struct server_call *call, const struct value *in)
{
    struct description scratch = *description_of(call);
    return property_list_read(&scratch, in->at, in->count);
}

/* Functions that every kind of object has. */
static uint32_t control_any(struct server_call *call, uint32_t function, const struct value *in)
{
    switch (function) {
    case UNKNOWN: /* "verifies that control codes are being processed" */
        return ERROR_SUCCESS;
    case ENUM_COMMON_PROPERTIES:
        return return_property_names(call);
    case GET_RO_COMMON_PROPERTIES: /* there are none: a list of no properties */
        return return_number(call, 0);
    case GET_COMMON_PROPERTIES:
        return return_octets(
            call, property_list_write(description_of(call), call->output, sizeof call->output));
    case SET_COMMON_PROPERTIES:
        return set_properties(call, in);
    case VALIDATE_COMMON_PROPERTIES:
        return validate_properties(call, in);
    default:
        return ERROR_INVALID_FUNCTION;
    }
}

/* Functions of objects that have a name and an id; nothing here has characteristics or flags. */
static uint32_t control_named(struct server_call *call, uint32_t function)
{
    const struct object *o = subject_of(call);
    switch (function) {
    case GET_NAME:
        return return_text(call, o->name);
    case GET_ID:
        return return_text(call, o->id);
    default: /* GET_CHARACTERISTICS, GET_FLAGS */
        return return_number(call, 0);
    }
}

/* Functions of one kind only. */
static uint32_t control_kind(struct server_call *call, uint32_t function)
{
    const struct cluster *c = call->cluster;
    uint32_t object = call->subject.object;
    enum handle_type kind = object == OBJECT_NONE ? HANDLE_CLUSTER : c->object[object].kind;
    if (kind == HANDLE_CLUSTER && function == GET_FQDN)
        return return_text(call, c->fqdn);
    if (kind == HANDLE_RESOURCE && function == GET_RESOURCE_TYPE)
        return return_text(call, c->object[object].type);
    if (kind == HANDLE_NETINTERFACE && function == GET_NODE)
        return return_text(call, c->object[c->object[object].owner].name);
    if (kind == HANDLE_NETINTERFACE && function == GET_NETWORK)
        return return_text(call, c->object[c->object[object].network].name);
    return ERROR_INVALID_FUNCTION;
}

static bool is_named_function(uint32_t function)
{
    return function == GET_CHARACTERISTICS || function == GET_FLAGS || function == GET_NAME ||
           function == GET_ID;
}

/* Request, from `at` on: dwControlCode, lpInBuffer, nInBufferSize, nOutBufferSize */
static uint32_t control_from(struct server_call *call, const struct value *at)
{
    enum handle_type kind = call->method->request.parameter[0].handle;
    uint32_t function = (uint32_t)at[0].number ^ object_of_code(kind);
    if (is_named_function(function) && call->subject.object != OBJECT_NONE)
        return control_named(call, function);
    uint32_t error = control_kind(call, function);
    return error != ERROR_INVALID_FUNCTION ? error : control_any(call, function, &at[1]);
}

uint32_t control(struct server_call *call)
{
    return control_from(call, &call->request->value[1]);
}

/* A node to carry it out stands before the code; the model is the same seen from every node. */
uint32_t control_on_node(struct server_call *call)
{
    return control_from(call, &call->request->value[2]);
}
