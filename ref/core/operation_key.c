/* Reading the cluster registry: MS-CMRP 3.1.4.2.29, .31, .32, .35, .37, .39. */
#include <stddef.h>
#include <string.h>

#include "error.h"
#include "operation.h"
#include "registry.h"

enum { REGISTRY_STRING = 1 /* REG_SZ */ };

/* The bits of samDesired that change something (MS-RRP 2.2.3): KEY_SET_VALUE, KEY_CREATE_SUB_KEY,
 * DELETE, WRITE_DAC, WRITE_OWNER, GENERIC_ALL, GENERIC_WRITE. */
#define KEY_CHANGES UINT32_C(0x500D0006)

static struct registry_key key_of(const struct server_call *call)
{
    return (struct registry_key){call->subject.branch, call->subject.object};
}

/* The security descriptor of every key is the cluster's: who may not change the cluster may not
 * open a key to change it. */
static uint32_t check_access(const struct server_call *call, uint64_t desired)
{
    bool changes = (desired & KEY_CHANGES) != 0;
    bool all = access_maximum(call->cluster->caller) == LEVEL_ALL;
    return changes && !all ? ERROR_ACCESS_DENIED : ERROR_SUCCESS;
}

static uint32_t return_key(struct server_call *call, struct registry_key key)
{
    const struct server_context context = {.object = key.object, .branch = key.branch};
    return return_context_with(call, context);
}

/* MS-CMRP 3.1.4.2.29: samDesired -> Status, rpc_status, handle */
uint32_t get_root_key(struct server_call *call)
{
    const struct registry_key root = {REGISTRY_ROOT, OBJECT_NONE};
    uint32_t error = check_access(call, call->request->value[0].number);
    return error != ERROR_SUCCESS ? error : return_key(call, root);
}

/* MS-CMRP 3.1.4.2.31: key, path, samDesired -> Status, rpc_status, handle */
uint32_t open_key(struct server_call *call)
{
    struct registry_key key;
    uint32_t error = check_access(call, call->request->value[2].number);
    if (error != ERROR_SUCCESS)
        return error;
    if (!registry_open(call->cluster, key_of(call), name_in(&call->request->value[1]), &key))
        return ERROR_FILE_NOT_FOUND;
    return return_key(call, key);
}

/* MS-CMRP 3.1.4.2.32: key, dwIndex -> KeyName, lpftLastWriteTime. The model knows no time: zero. */
uint32_t enum_key(struct server_call *call)
{
    struct name name;
    uint32_t index = (uint32_t)call->request->value[1].number;
    if (!registry_subkey(call->cluster, key_of(call), index, &name))
        return ERROR_NO_MORE_ITEMS;
    call->reply->value[0] = name_out(name);
    return ERROR_SUCCESS;
}

/* The octets that a value's text takes with its terminator. */
static uint32_t size_of(const struct registry_value *value)
{
    return 2 * value->text.units + 2;
}

/* Puts a value's octets into an array of the size that the client asked for, as far as the server
 * has room: the rest of it is zero. */
static uint32_t put_data(struct server_call *call, const struct registry_value *value,
                         uint64_t asked, struct value *data)
{
    struct name copy;
    uint32_t size = size_of(value);
    memset(call->output, 0, sizeof call->output);
    if (size > asked)
        return ERROR_MORE_DATA;
    if (!name_copy(value->text, call->output, sizeof call->output / 2 - 1, &copy))
        return ERROR_NOT_ENOUGH_MEMORY;
    data->at = call->output;
    data->count = asked <= sizeof call->output ? (uint32_t)asked : size;
    data->max = data->count;
    return ERROR_SUCCESS;
}

static bool find_value(const struct server_call *call, struct name name,
                       struct registry_value *value)
{
    for (uint32_t i = 0; registry_value(call->cluster, key_of(call), i, value); i++)
        if (name_equal(name, value->name))
            return true;
    return false;
}

/* MS-CMRP 3.1.4.2.35: key, name, cbData -> lpValueType, lpData, lpcbRequired */
uint32_t query_value(struct server_call *call)
{
    struct registry_value value;
    struct value *out = call->reply->value;
    if (!find_value(call, name_in(&call->request->value[1]), &value))
        return ERROR_FILE_NOT_FOUND;
    out[0].number = REGISTRY_STRING;
    out[2].number = size_of(&value);
    return put_data(call, &value, call->request->value[2].number, &out[1]);
}

/* MS-CMRP 3.1.4.2.37: key, dwIndex, lpcbData -> lpValueName, lpType, lpData, lpcbData, TotalSize.
 * The array has as many octets as lpcbData says in the reply. */
uint32_t enum_value(struct server_call *call)
{
    struct registry_value value;
    struct value *out = call->reply->value;
    uint32_t index = (uint32_t)call->request->value[1].number;
    if (!registry_value(call->cluster, key_of(call), index, &value))
        return ERROR_NO_MORE_ITEMS;
    uint64_t asked = call->request->value[2].number;
    uint32_t size = size_of(&value);
    out[0] = name_out(value.name);
    out[1].number = REGISTRY_STRING;
    out[4].number = size;
    if (asked < size)
        return ERROR_MORE_DATA;
    out[3].number = size;
    return put_data(call, &value, size, &out[2]);
}

static uint32_t longer(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

/* MS-CMRP 3.1.4.2.39: key -> lpcSubKeys, lpcbMaxSubKeyLen, lpcValues, lpcbMaxValueNameLen,
 * lpcbMaxValueLen, lpcbSecurityDescriptor, lpftLastWriteTime. Lengths of names are in characters.
 */
uint32_t query_info_key(struct server_call *call)
{
    struct name name;
    struct registry_value value;
    uint32_t keys = 0, values = 0, key_length = 0, name_length = 0, length = 0;
    for (; registry_subkey(call->cluster, key_of(call), keys, &name); keys++)
        key_length = longer(key_length, name.units);
    for (; registry_value(call->cluster, key_of(call), values, &value); values++) {
        name_length = longer(name_length, value.name.units);
        length = longer(length, size_of(&value));
    }
    struct value *out = call->reply->value;
    out[0].number = keys;
    out[1].number = key_length;
    out[2].number = values;
    out[3].number = name_length;
    out[4].number = length;
    return ERROR_SUCCESS;
}
