#include "rpc_ledger.h"

#include "property.h"
#include "wire/pdu.h"

#include <string.h>

enum { INVALID_HANDLE = 6, ELEMENTS_MAX = 0x7FFFFFFF };

static const part_token none;

static bool is_null(const part_token token)
{
    return memcmp(token, none, TOKEN_OCTETS) == 0;
}

static struct rpc_entry *find(struct rpc_ledger *ledger, const part_token token)
{
    for (uint32_t i = 0; i < ledger->count; i++)
        if (memcmp(ledger->entry[i].token, token, TOKEN_OCTETS) == 0)
            return &ledger->entry[i];
    return NULL;
}

/* A method that takes one context handle and gives the same type back: its [in, out] parameter. */
static bool closes(const struct method *method)
{
    const struct parameter *in = method->request.parameter, *out = method->reply.parameter;
    return method->request.count == 1 && in->shape == SHAPE_HANDLE && out->shape == SHAPE_HANDLE &&
           in->handle == out->handle;
}

/* -- before the call --------------------------------------------------------------------------- */

static void fault(struct rpc_expected *expected, uint32_t status)
{
    expected->due = RPC_DUE_FAULT;
    expected->status = status;
}

/* Room for more elements than a reply's array may have, which says how much room there is
 * (MS-RPCE 3.1.1.5.3.2.2.1). */
static bool asks_too_much(const struct rpc_expected *expected)
{
    const struct parameter_list *reply = &expected->method->reply;
    bool asks = false;
    for (uint32_t i = 0; i < reply->count; i++) {
        const struct parameter *p = &reply->parameter[i];
        const bool varies = p->shape == SHAPE_VARYING || p->shape == SHAPE_VARYING_ROWS;
        asks = asks || (varies && p->bounded_by != 0 &&
                        expected->request.value[p->bounded_by - 1].number > ELEMENTS_MAX);
    }
    return asks;
}

/* The first context handle that is not what the method takes decides, but one of another type only
 * after all are known to the runtime (MS-RPCE 3.1.1.5.5; AMB-100 to AMB-105). */
static void expect_handles(struct rpc_ledger *ledger, uint32_t group,
                           const struct encoding *encoding, struct rpc_expected *expected)
{
    const struct parameter_list *list = &expected->method->request;
    expected->due = RPC_DUE_REPLY;
    for (uint32_t i = 0; i < list->count; i++) {
        part_token token;
        if (list->parameter[i].shape != SHAPE_HANDLE)
            continue;
        handle_octets(&expected->request.value[i], token);
        struct rpc_entry *entry = find(ledger, token);
        if (is_null(token) && closes(expected->method)) {
            expected->due = RPC_DUE_CODE;
            return;
        }
        if (entry == NULL || !entry->open || entry->group != group ||
            entry->version != encoding->version) {
            fault(expected, FAULT_CONTEXT_MISMATCH);
            return;
        }
        if (list->parameter[i].handle != HANDLE_GENERIC && list->parameter[i].handle != entry->type)
            expected->due = RPC_DUE_CODE;
        else if (closes(expected->method))
            expected->closes = entry;
    }
}

void rpc_expect(struct rpc_ledger *ledger, uint32_t group, uint16_t opnum,
                const struct encoding *encoding, const uint8_t *stub, uint32_t size,
                struct rpc_expected *expected)
{
    struct refusal refusal;
    *expected = (struct rpc_expected){.method = method_of(encoding->version, opnum)};
    if (expected->method == NULL || expected->method->use != USE_CALLED) {
        fault(expected, FAULT_OPERATION_RANGE);
        return;
    }
    if (!decode(expected->method, REQUEST, encoding, stub, size, NULL, &expected->request,
                &refusal)) {
        fault(expected, FAULT_BAD_STUB_DATA); /* MS-RPCE 3.1.1.5.3 */
        return;
    }
    expect_handles(ledger, group, encoding, expected);
    if (expected->due != RPC_DUE_FAULT && asks_too_much(expected))
        fault(expected, FAULT_OUT_ARGS_TOO_BIG);
    if (refusal.offset < size) /* what follows may be a verification trailer (MS-RPCE 2.2.2.13) */
        expected->due = RPC_DUE_ANY;
}

/* -- after it ---------------------------------------------------------------------------------- */

uint32_t rpc_code(const struct method *method, const struct message *reply)
{
    uint32_t i = method->reply.count;
    while (i > 0 && (method->reply.parameter[i - 1].shape == SHAPE_HANDLE ||
                     method->reply.parameter[i - 1].shape == SHAPE_RPC_STATUS))
        i--;
    return i > 0 ? (uint32_t)reply->value[i - 1].number : 0;
}

static void note_given(struct rpc_ledger *ledger, uint32_t group, uint32_t version,
                       enum handle_type type, const part_token token)
{
    property(find(ledger, token) == NULL, "no context handle is given out twice");
    struct rpc_entry *entry = &ledger->entry[ledger->count++]; /* a step gives one at most */
    *entry = (struct rpc_entry){.type = type, .group = group, .version = version, .open = true};
    memcpy(entry->token, token, TOKEN_OCTETS);
}

void rpc_note(struct rpc_ledger *ledger, uint32_t group, uint32_t version,
              const struct rpc_expected *expected, const struct message *reply, part_token token)
{
    const struct method *method = expected->method;
    const uint32_t code = rpc_code(method, reply), last = method->reply.count - 1u;
    memset(token, 0, TOKEN_OCTETS);
    if (expected->due == RPC_DUE_CODE)
        property(code == INVALID_HANDLE, "a handle of another type, or none, is refused with 6");
    if (closes(method) && code == 0) {
        handle_octets(&reply->value[0], token);
        property(is_null(token), "a close gives back no handle");
        property(expected->closes != NULL, "only a handle that is open is closed");
        expected->closes->open = false;
    } else if (method->reply.parameter[last].shape == SHAPE_HANDLE) {
        handle_octets(&reply->value[last], token);
        property(is_null(token) == (code != 0), "a handle comes exactly where the code is 0");
        if (code == 0)
            note_given(ledger, group, version, method->reply.parameter[last].handle, token);
    }
}

void rpc_group_ended(struct rpc_ledger *ledger, uint32_t group)
{
    for (uint32_t i = 0; i < ledger->count; i++)
        if (ledger->entry[i].group == group)
            ledger->entry[i].open = false;
}

uint32_t rpc_open(const struct rpc_ledger *ledger)
{
    uint32_t open = 0;
    for (uint32_t i = 0; i < ledger->count; i++)
        open += ledger->entry[i].open;
    return open;
}
