/* A session with a PDU of every type that clients send, for the sweeps to spoil. */
#ifndef SERVER_SWEEP_SESSION_TEST_H
#define SERVER_SWEEP_SESSION_TEST_H

#include "sweep_test.h"

enum { MESSAGES = 20, MANAGEMENT = 9, FEATURES = 7 };
enum { GET_NOTIFY = 65, GET_NET_INTERFACE = 95, CREATE_ENUM = 7 };

/* A PDU of the session and what is answered to it. */
struct said {
    struct octets pdu;
    uint32_t call;
    uint8_t type, flags;
    enum kind answer;
    bool first_call; /* no call came before it */
};

struct session {
    uint32_t count;
    struct said said[MESSAGES];
};

static struct session session;

static struct said *next_said(enum pdu_type type, int flags, uint32_t call, enum kind answer)
{
    assert_true(session.count < MESSAGES);
    struct said *s = &session.said[session.count++];
    *s = (struct said){.call = call, .type = (uint8_t)type, .flags = (uint8_t)flags};
    s->answer = answer;
    return s;
}

static void add_bind(void)
{
    bind_of(&next_said(PDU_BIND, PFC_WHOLE, 1, NORMAL)->pdu, w->group);
}

/* NDR64 for the interface that has NDR already. */
static void add_alter_context(void)
{
    struct said *s = next_said(PDU_ALTER_CONTEXT, PFC_WHOLE, 1, NORMAL);
    struct builder b =
        pdu_begin(s->pdu.at, sizeof s->pdu.at, false, PDU_ALTER_CONTEXT, PFC_WHOLE, 1);
    pdu_add_bind(&b, ASSOC_FRAGMENT, ASSOC_FRAGMENT, w->group, 2);
    pdu_add_offer(&b, WIDE, &interface_clusapi_3, 1);
    pdu_add_syntax(&b, &rpc_syntax_ndr64);
    pdu_add_offer(&b, MANAGEMENT, &interface_management, 1);
    pdu_add_syntax(&b, &rpc_syntax_ndr);
    put(&s->pdu, &b);
}

/* Nothing answers it (MS-RPCE 3.3.1.5.2.1). */
static void add_auth3(void)
{
    static const uint8_t token[20] = {1, 2, 3};
    struct said *s = next_said(PDU_AUTH3, PFC_WHOLE, 1, QUIET);
    struct builder b = pdu_begin(s->pdu.at, sizeof s->pdu.at, false, PDU_AUTH3, PFC_WHOLE, 1);
    builder_u32(&b, 0);
    pdu_add_trailer(&b, 10, 6, 0, token, sizeof token);
    put(&s->pdu, &b);
}

static struct said *add_request(uint32_t call, uint16_t context, uint16_t opnum, int flags,
                                const uint8_t *stub, uint32_t size, enum kind answer)
{
    struct said *s = next_said(PDU_REQUEST, flags, call, answer);
    request_of(&s->pdu, call, context, opnum, flags, stub, size);
    return s;
}

static void add_request_with_object(uint32_t call)
{
    static const struct rpc_uuid object = {1, 2, 3, {4}};
    const int flags = PFC_WHOLE | PFC_OBJECT_UUID;
    struct said *s = next_said(PDU_REQUEST, flags, call, NORMAL);
    struct builder b =
        pdu_begin(s->pdu.at, sizeof s->pdu.at, false, PDU_REQUEST, (uint8_t)flags, call);
    pdu_add_request(&b, CONTEXT_HANDLE_SIZE, VERSION_3, GET_NODE_STATE, &object);
    builder_octets(&b, w->handle[VERSION_3][HANDLE_NODE], CONTEXT_HANDLE_SIZE);
    put(&s->pdu, &b);
}

static void add_big_endian(uint32_t call)
{
    struct said *s = next_said(PDU_REQUEST, PFC_WHOLE, call, NORMAL);
    struct builder b = pdu_begin(s->pdu.at, sizeof s->pdu.at, true, PDU_REQUEST, PFC_WHOLE, call);
    pdu_add_request(&b, 4, VERSION_3, CREATE_ENUM, NULL);
    builder_octets(&b, (const uint8_t *)"\0\0\0\1", 4);
    put(&s->pdu, &b);
}

static void add_plain(enum pdu_type type, uint32_t call, enum kind answer)
{
    struct said *s = next_said(type, PFC_WHOLE, call, answer);
    s->pdu.size = pdu_build_plain(s->pdu.at, sizeof s->pdu.at, type, call);
}

/* Node and network -> interface, in three fragments. */
static void add_fragments(uint32_t call)
{
    uint8_t stub[256];
    uint32_t size = text_of(stub, sizeof stub, NAMED("node1"), false, 0);
    size +=
        text_of(stub + size, (uint32_t)sizeof stub - size, NAMED("Cluster Network 1"), false, 0);
    add_request(call, VERSION_3, GET_NET_INTERFACE, PFC_FIRST_FRAG, stub, 24, QUIET);
    add_request(call, VERSION_3, GET_NET_INTERFACE, 0, stub + 24, 16, QUIET);
    add_request(call, VERSION_3, GET_NET_INTERFACE, PFC_LAST_FRAG, stub + 40, size - 40, NORMAL);
}

static void session_make(void)
{
    const uint8_t *port = w->handle[VERSION_3][HANDLE_NOTIFY];
    const uint8_t nodes[4] = {1, 0, 0, 0};
    session.count = 0;
    add_bind();
    add_alter_context();
    add_auth3();
    add_request(2, VERSION_3, GET_CLUSTER_NAME, PFC_WHOLE, NULL, 0, NORMAL)->first_call = true;
    add_request_with_object(3);
    add_fragments(4);
    add_request(5, WIDE, CREATE_ENUM, PFC_WHOLE, nodes, 4, NORMAL);
    add_request(6, VERSION_2, GET_NODE_STATE, PFC_WHOLE, w->handle[VERSION_2][HANDLE_NODE],
                CONTEXT_HANDLE_SIZE, NORMAL);
    add_big_endian(7);
    add_request(8, MANAGEMENT, 0, PFC_WHOLE, NULL, 0, NORMAL);
    add_request(9, VERSION_3, GET_NOTIFY, PFC_WHOLE, port, CONTEXT_HANDLE_SIZE, QUIET);
    add_plain(PDU_CO_CANCEL, 9, FAULT);
    add_request(10, VERSION_3, GET_NOTIFY, PFC_WHOLE, port, CONTEXT_HANDLE_SIZE, QUIET);
    add_plain(PDU_ORPHANED, 10, QUIET);
    add_request(11, VERSION_3, GET_NODE_STATE, PFC_FIRST_FRAG, port, 8, QUIET);
    add_plain(PDU_ORPHANED, 11, QUIET);
    add_request(12, VERSION_3, GET_CLUSTER_NAME, PFC_WHOLE, NULL, 0, NORMAL);
}

/* The session up to message `count`, unspoilt. */
static void session_until(uint32_t count)
{
    begin(SUBJECT);
    for (uint32_t i = 0; i < count; i++) {
        const struct answer *a = ask(SUBJECT, &session.said[i].pdu);
        assert_int_equal(a->kind, session.said[i].answer);
        assert_false(a->closed);
    }
}

/* What is left of it, from message `first` on; whatever is answered now is well formed. */
static void session_after(uint32_t first)
{
    for (uint32_t i = first; i < session.count && !w->line[SUBJECT].closed; i++)
        (void)ask(SUBJECT, &session.said[i].pdu);
}

static int session_setup(void **state)
{
    sweep_make(state);
    session_make();
    session_until(session.count);
    nobody_else_noticed(false);
    return 0;
}

/* A connection that breaks the protocol ends. It is told so in the way of its PDU: bind by
 * bind_nak, auth3 not at all, the others by a fault (MS-RPCE 3.3.3.5.7, 3.3.1.5.2.1). */
static inline bool is_broken(const struct answer *a, uint8_t type)
{
    if (!a->closed)
        return false;
    if (type == PDU_BIND)
        return a->kind == NAK;
    return type == PDU_AUTH3 ? a->kind == QUIET : a->kind == FAULT && a->status == FAULT_PROTOCOL;
}

#endif
