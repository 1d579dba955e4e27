#include "link.h"

#include <stdlib.h>

#include "core/error.h"
#include "wire/codec.h"

enum { STUB_FIRST = 4096, STUB_MOST = 4 * 1024 * 1024 };

/* The stub of the request under way; one call at a time. */
static struct {
    uint8_t *octets;
    uint32_t capacity;
} stub;

static bool stub_grow(void)
{
    uint32_t capacity = stub.capacity == 0 ? STUB_FIRST : stub.capacity * 2;
    uint8_t *octets = capacity > STUB_MOST ? NULL : realloc(stub.octets, capacity);
    if (octets == NULL)
        return false;
    stub.octets = octets;
    stub.capacity = capacity;
    return true;
}

/* Encode into the stub, making it as large as need be. */
static bool encode_request(const struct link *link, const struct method *method,
                           const struct message *request, uint32_t *length)
{
    const struct encoding encoding = {link->syntax, false, 3};
    while (!encode(method, REQUEST, &encoding, request, stub.octets, stub.capacity, length))
        if (!stub_grow())
            return false;
    return true;
}

/* A context handle is kept and sent again as a little-endian sender has it, whichever order the
 * server writes in (MS-RPCE 2.2.1.1.4: its octets stand for a handle of the server). */
static void straighten_handles(const struct parameter_list *list, struct message *message)
{
    static uint8_t octets[CONTEXT_HANDLE_SIZE]; /* a reply holds one at most */
    for (uint32_t i = 0; i < list->count; i++) {
        struct value *v = &message->value[i];
        if (list->parameter[i].shape != SHAPE_HANDLE || !v->big)
            continue;
        handle_octets(v, octets);
        v->at = octets;
        v->big = false;
    }
}

uint32_t link_call(struct link *link, uint32_t opnum, const struct message *request,
                   struct message *reply)
{
    return link_call_within(link, LINK_NO_LIMIT, opnum, request, reply);
}

uint32_t link_call_within(struct link *link, uint32_t limit, uint32_t opnum,
                          const struct message *request, struct message *reply)
{
    const struct method *method = method_of(3, opnum);
    const uint8_t *octets;
    uint32_t length, received;
    struct refusal refusal;
    if (link->broken)
        return RPC_S_SERVER_UNAVAILABLE;
    if (!encode_request(link, method, request, &length))
        return ERROR_NOT_ENOUGH_MEMORY;
    const struct carried carried = {opnum, stub.octets, length, limit};
    uint32_t error = link->kind->exchange(link, &carried, &octets, &received);
    if (error != ERROR_SUCCESS)
        return error;
    const struct encoding encoding = {link->syntax, link->big, 3};
    if (!decode(method, REPLY, &encoding, octets, received, request, reply, &refusal))
        return STATUS_BAD_STUB_DATA; /* MS-RPCE 3.1.2.7.1 */
    straighten_handles(&method->reply, reply);
    return ERROR_SUCCESS;
}

void link_end(struct link *link)
{
    link->kind->end(link);
}
