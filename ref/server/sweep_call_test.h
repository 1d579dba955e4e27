/* A valid request of every method in every way it can be made, for the sweeps to spoil. */
#ifndef SERVER_SWEEP_CALL_TEST_H
#define SERVER_SWEEP_CALL_TEST_H

#include "sweep_test.h"

#include "wire/generate.h"

/* The presentation context and what it means for the codec. */
struct way {
    uint16_t context;
    struct encoding encoding;
};

static const struct way ways[] = {
    {VERSION_3, {NDR, false, 3}},
    {WIDE, {NDR64, false, 3}},
    {VERSION_2, {NDR, false, 2}},
    {VERSION_3, {NDR, true, 3}},
};

/* A request, and what the server answers to it. */
struct call {
    const struct way *way;
    const struct method *method;
    struct generated request;
    uint8_t stub[4096];
    uint32_t stub_size;
    struct octets pdu;
    struct answer right;
};

enum { CALL_STUB = PDU_STUB }; /* where the stub stands in the PDU: there is no object UUID */

static void pdu_of(struct call *c, uint32_t stub_size)
{
    struct builder b = pdu_begin(c->pdu.at, sizeof c->pdu.at, c->way->encoding.big, PDU_REQUEST,
                                 PFC_WHOLE, FIRST_CALL);
    pdu_add_request(&b, stub_size, c->way->context, c->method->opnum, NULL);
    builder_octets(&b, c->stub, stub_size);
    put(&c->pdu, &b);
}

/* A binding of the subject with the one context VERSION_3, VERSION_2 or WIDE. */
static void bind_subject(uint16_t context)
{
    struct octets o;
    struct builder b = pdu_begin(o.at, sizeof o.at, false, PDU_BIND, PFC_WHOLE, 1);
    pdu_add_bind(&b, ASSOC_FRAGMENT, ASSOC_FRAGMENT, w->group, 1);
    pdu_add_offer(&b, context, context == VERSION_2 ? &interface_clusapi_2 : &interface_clusapi_3,
                  1);
    pdu_add_syntax(&b, context == WIDE ? &rpc_syntax_ndr64 : &rpc_syntax_ndr);
    put(&o, &b);
    begin(SUBJECT);
    assert_int_equal(ask(SUBJECT, &o)->kind, NORMAL);
}

/* Room for output that a reply may say there is. */
static void ask_for_little(struct call *c)
{
    const struct parameter_list *reply = &c->method->reply;
    for (uint32_t i = 0; i < reply->count; i++)
        if (reply->parameter[i].bounded_by != 0 && reply->parameter[i].structure == NULL)
            c->request.message.value[reply->parameter[i].bounded_by - 1].number %= 65536;
}

/* A generated message, its context handles replaced by the keeper's: of the right type, or NULL
 * where clusd gives none of that type. */
static void make_call(struct random *random, struct call *c)
{
    const struct parameter_list *list = &c->method->request;
    const uint16_t of = c->way->encoding.version == 2 ? VERSION_2 : VERSION_3;
    generate(random, c->method, REQUEST, NULL, &c->request);
    ask_for_little(c);
    for (uint32_t i = 0; i < list->count; i++)
        if (list->parameter[i].shape == SHAPE_HANDLE)
            c->request.message.value[i].at = w->handle[of][list->parameter[i].handle];
    assert_true(encode(c->method, REQUEST, &c->way->encoding, &c->request.message, c->stub,
                       sizeof c->stub, &c->stub_size));
    pdu_of(c, c->stub_size);
}

/* A reply is one that the method table knows. */
static void reply_is_right(const struct call *c, const struct answer *a)
{
    struct message reply;
    struct refusal refusal;
    struct encoding encoding = c->way->encoding;
    encoding.big = false; /* replies are little-endian (MS-RPCE 2.2.5 and notes) */
    if (!decode(c->method, REPLY, &encoding, a->stub, a->stub_size, NULL, &reply, &refusal))
        fail_msg("the reply to %s: %s, at octet %u of %u", c->method->name,
                 reason_text(refusal.reason), refusal.offset, a->stub_size);
}

/* Says a PDU over a binding of its own. What is answered is the PDU's kind of answer: a well-formed
 * one, and no other call suffers. */
static const struct answer *try_once(const struct call *c, const struct octets *pdu)
{
    bind_subject(c->way->context);
    return ask(SUBJECT, pdu);
}

/* Ends the trial; what a call changed is undone. */
static void end_trial(enum kind kind)
{
    nobody_else_noticed(kind == NORMAL);
    if (kind == NORMAL)
        server_restart();
}

/* The connection of the subject still takes calls. */
static void subject_is_served(const struct call *c)
{
    struct octets o;
    request_of(&o, ASSOC_CALL_ID_MAX, c->way->context, GET_CLUSTER_NAME, PFC_WHOLE, NULL, 0);
    assert_int_equal(ask(SUBJECT, &o)->kind, NORMAL);
}

static void make_right(struct random *random, struct call *c)
{
    make_call(random, c);
    c->right = *try_once(c, &c->pdu);
    assert_false(c->right.closed);
    if (c->right.kind == NORMAL)
        reply_is_right(c, &c->right);
    else if (c->right.kind == FAULT) /* of the handles there is none of, or of an old opnum */
        assert_int_not_equal(c->right.status, FAULT_BAD_STUB_DATA);
    end_trial(c->right.kind);
}

/* Calls `sweep` for `times` requests of every method, in every way. */
static void for_each_call(int times, void (*sweep)(struct call *))
{
    static struct call c;
    struct random random = {1999};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        for (uint32_t opnum = 0; opnum < OPNUMS; opnum++) {
            c.way = &ways[i];
            c.method = method_of(c.way->encoding.version, opnum);
            for (int n = 0; n < times && c.method != NULL && c.method->use == USE_CALLED; n++) {
                make_right(&random, &c);
                sweep(&c);
            }
        }
}

#endif
