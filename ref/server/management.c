#include "management.h"

#include "wire/pdu_build.h"

enum {
    INQ_IF_IDS = 0,
    IS_SERVER_LISTENING = 2,
    STOP_SERVER_LISTENING = 3,
    INQ_PRINC_NAME = 4,
    ACCESS_DENIED = 5,
    UNKNOWN_AUTHENTICATION_SERVICE = 1747, /* RPC_S_UNKNOWN_AUTHN_SERVICE */
    REFERENT = 0x20000,
};

/* [out] rpc_if_id_vector_p_t *if_id_vector, [out] error_status_t *status */
static uint32_t inq_if_ids(const struct assoc_service *service, struct builder *reply)
{
    const uint32_t count = service->interface_count;
    builder_u32(reply, REFERENT);
    builder_u32(reply, count); /* conformance of the vector, then its own count */
    builder_u32(reply, count);
    for (uint32_t i = 0; i < count; i++)
        builder_u32(reply, REFERENT + 4 * (i + 1));
    for (uint32_t i = 0; i < count; i++)
        pdu_add_syntax(reply, &service->interfaces[i].abstract);
    builder_u32(reply, 0);
    return 0;
}

/* [out] error_status_t *status -> boolean32 */
static uint32_t is_server_listening(struct builder *reply)
{
    builder_u32(reply, 0);
    builder_u32(reply, 1);
    return 0;
}

/* [in] authn_proto, princ_name_size; [out, string, size_is(princ_name_size)] princ_name, status.
 * Without security there is no principal of any kind: an empty string. */
static uint32_t inq_princ_name(const struct assoc_call *call, struct builder *reply)
{
    struct cursor c = cursor_over(call->stub, call->stub_size, call->big_endian);
    uint32_t protocol, size;
    if (!cursor_u32(&c, &protocol) || !cursor_u32(&c, &size))
        return FAULT_BAD_STUB_DATA;
    const uint32_t terminator = size > 0 ? 1 : 0;
    builder_u32(reply, size);
    builder_u32(reply, 0);
    builder_u32(reply, terminator);
    builder_number(reply, 0, terminator);
    builder_align(reply, 4);
    builder_u32(reply, UNKNOWN_AUTHENTICATION_SERVICE);
    return 0;
}

uint32_t management_call(const struct assoc_service *service, const struct assoc_call *call,
                         struct builder *reply)
{
    switch (call->opnum) {
    case INQ_IF_IDS:
        return inq_if_ids(service, reply);
    case IS_SERVER_LISTENING:
        return is_server_listening(reply);
    case STOP_SERVER_LISTENING:
        builder_u32(reply, ACCESS_DENIED);
        return 0;
    case INQ_PRINC_NAME:
        return inq_princ_name(call, reply);
    default:
        return FAULT_OPERATION_RANGE;
    }
}
