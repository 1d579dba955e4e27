/* What the tests of an association have in common: an owner that serves it, and a client's PDUs. */
#ifndef WIRE_ASSOC_TEST_H
#define WIRE_ASSOC_TEST_H

#include "assoc.h"
#include "pdu_build.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct assoc_interface interfaces[] = {
    {{{0xb97db8b2, 0x4c63, 0x11cf, {0xbf, 0xf6, 8, 0, 0x2b, 0xe2, 0x3f, 0x2f}}, 2, 0},
     119,
     TRANSFER_NDR,
     TRANSFER_NDR,
     false},
    {{{0xb97db8b2, 0x4c63, 0x11cf, {0xbf, 0xf6, 8, 0, 0x2b, 0xe2, 0x3f, 0x2f}}, 3, 0},
     265,
     TRANSFER_NDR | TRANSFER_NDR64,
     TRANSFER_NDR64,
     false},
    {{{0xe1af8308, 0x5d1f, 0x11c9, {0x91, 0xa4, 8, 0, 0x2b, 0x14, 0xa0, 0xfa}}, 3, 1},
     7,
     TRANSFER_NDR | TRANSFER_NDR64,
     TRANSFER_NDR,
     false},
    {{{0x11111111, 0x2222, 0x3333, {4, 4, 5, 5, 6, 6, 7, 7}}, 1, 0},
     1,
     TRANSFER_NDR,
     TRANSFER_NDR,
     true},
};
#define V2 (&interfaces[0].abstract)
#define V3 (&interfaces[1].abstract)
#define EPM (&interfaces[2].abstract)
#define PRIVATE (&interfaces[3].abstract)

/* The owner, how it answers, and all it saw. */
struct owner {
    struct assoc_service service;
    struct assoc assoc;
    uint32_t budget;     /* octets it lends at most */
    uint32_t join;       /* answer to ASSOC_GROUP; 0 refuses */
    uint32_t fault;      /* not 0: answer calls so */
    bool leave_pending;  /* leave calls pending */
    uint32_t reply_size; /* not 0: a reply of this length, else the stub comes back */
    uint8_t *lent;
    uint8_t *reply;
    uint8_t *out; /* what was sent */
    uint32_t out_size;
    uint32_t calls, ended, needs, most_lent;
    uint64_t sum; /* over the stubs of all calls */
    bool closed;
};

static inline struct owner *owner_new(void)
{
    struct owner *o = calloc(1, sizeof *o);
    o->service.interfaces = interfaces;
    o->service.interface_count = sizeof interfaces / sizeof *interfaces;
    o->service.fragment = ASSOC_FRAGMENT;
    o->service.address = "49152";
    o->budget = ASSOC_CALL_LIMIT;
    o->join = 42;
    memset(&o->assoc, 0xaa, sizeof o->assoc);
    assoc_start(&o->assoc, &o->service);
    return o;
}

static inline void owner_free(struct owner *o)
{
    free(o->lent);
    free(o->reply);
    free(o->out);
    free(o);
}

static inline void owner_call(struct owner *o)
{
    const struct assoc_call *call = &o->assoc.call;
    o->calls++;
    for (uint32_t i = 0; i < call->stub_size; i++)
        o->sum = o->sum * 31u + call->stub[i];
    if (o->leave_pending) {
        assert_true(assoc_pending(&o->assoc));
        return;
    }
    if (o->fault != 0) {
        assert_true(assoc_fault(&o->assoc, o->fault, false));
        return;
    }
    const uint32_t size = o->reply_size != 0 ? o->reply_size : call->stub_size;
    free(o->reply);
    o->reply = calloc(size + 1, 1);
    for (uint32_t i = 0; i < size; i++)
        o->reply[i] = o->reply_size != 0 ? (uint8_t)(i % 251) : call->stub[i];
    assert_true(assoc_reply(&o->assoc, o->reply, size));
}

static inline void owner_lend(struct owner *o)
{
    const uint32_t needed = o->assoc.needed;
    o->needs++;
    if (needed > o->budget) {
        assoc_lend(&o->assoc, NULL, 0);
        return;
    }
    o->most_lent = needed > o->most_lent ? needed : o->most_lent;
    o->lent = realloc(o->lent, needed);
    assoc_lend(&o->assoc, o->lent, needed);
}

static inline void owner_send(struct owner *o, uint32_t piece)
{
    uint32_t size;
    const uint8_t *octets;
    while ((octets = assoc_output(&o->assoc, &size)) != NULL) {
        size = size < piece ? size : piece;
        o->out = realloc(o->out, o->out_size + size);
        memcpy(o->out + o->out_size, octets, size);
        o->out_size += size;
        assoc_sent(&o->assoc, size);
    }
}

/* Does what the event asks for. */
static inline void owner_do(struct owner *o, enum assoc_event event)
{
    if (event == ASSOC_GROUP)
        assoc_join(&o->assoc, o->join);
    if (event == ASSOC_NEED)
        owner_lend(o);
    if (event == ASSOC_CALL)
        owner_call(o);
    if (event == ASSOC_ENDED)
        o->ended++;
    if (event == ASSOC_CLOSE)
        o->closed = true;
    if (!assoc_holds_buffer(&o->assoc)) {
        free(o->lent);
        o->lent = NULL;
    }
}

/* Feeds octets in pieces of at most `piece`, serving what comes, until all are read or it closes.
 */
static inline void owner_feed(struct owner *o, const uint8_t *octets, uint32_t size, uint32_t piece)
{
    uint32_t at = 0;
    bool busy = true;
    while (!o->closed && busy) {
        const uint32_t count = size - at < piece ? size - at : piece;
        const uint32_t out_size = o->out_size;
        uint8_t *copy = malloc(count + 1);
        uint32_t used;
        memcpy(copy, octets + at, count);
        const enum assoc_event event = assoc_feed(&o->assoc, copy, count, &used);
        free(copy);
        at += used;
        owner_do(o, event);
        owner_send(o, piece);
        busy = at < size || event != ASSOC_IDLE || o->out_size != out_size;
    }
}

/* A client's octets, one PDU after the other. */
struct script {
    uint8_t octets[200000];
    uint32_t size;
};

static inline struct builder script_pdu(struct script *s, enum pdu_type type, uint8_t flags,
                                        uint32_t call_id)
{
    return pdu_begin(s->octets + s->size, (uint32_t)sizeof s->octets - s->size, false, type, flags,
                     call_id);
}

static inline void script_end(struct script *s, struct builder *b)
{
    const uint32_t size = pdu_end(b);
    assert_true(size > 0);
    s->size += size;
}

/* A bind or alter_context with one context. */
static inline void script_bind(struct script *s, enum pdu_type type, uint16_t context_id,
                               const struct rpc_syntax *abstract, const struct rpc_syntax *transfer)
{
    struct builder b = script_pdu(s, type, PFC_WHOLE, 1);
    pdu_add_bind(&b, 5840, 5840, 0, 1);
    pdu_add_offer(&b, context_id, abstract, 1);
    pdu_add_syntax(&b, transfer);
    script_end(s, &b);
}

/* A fragment of a request with `size` octets of stub that count up. */
static inline void script_request(struct script *s, uint8_t flags, uint32_t call_id,
                                  uint16_t context_id, uint16_t opnum, uint32_t size)
{
    struct builder b = script_pdu(s, PDU_REQUEST, flags, call_id);
    pdu_add_request(&b, 0, context_id, opnum, NULL);
    for (uint32_t i = 0; i < size; i++)
        builder_u8(&b, (uint8_t)(i % 256));
    script_end(s, &b);
}

static inline void script_plain(struct script *s, enum pdu_type type, uint32_t call_id)
{
    struct builder b = script_pdu(s, type, PFC_WHOLE, call_id);
    script_end(s, &b);
}

/* Runs a script from a fresh connection that is bound to v3 with NDR as context 0, and forgets the
 * bind_ack. */
static inline struct owner *run_bound(const struct script *s)
{
    static struct script bind;
    struct owner *o = owner_new();
    bind.size = 0;
    script_bind(&bind, PDU_BIND, 0, V3, &rpc_syntax_ndr);
    owner_feed(o, bind.octets, bind.size, UINT32_MAX);
    assert_int_equal(o->out[2], PDU_BIND_ACK);
    o->out_size = 0;
    owner_feed(o, s->octets, s->size, UINT32_MAX);
    return o;
}

/* The PDU at `*at` of what was sent; steps over it. */
static inline struct pdu sent_pdu(const struct owner *o, uint32_t *at, uint8_t type)
{
    struct pdu pdu;
    assert_true(*at < o->out_size);
    assert_int_equal(pdu_parse(o->out + *at, o->out_size - *at, ASSOC_FRAGMENT, &pdu).error,
                     PDU_OK);
    assert_int_equal(pdu.header.type, type);
    assert_int_equal(pdu.header.drep[0], 0x10); /* replies are little-endian */
    *at += pdu.header.frag_length;
    return pdu;
}

/* The one thing sent (from `at` on) is this fault. */
static inline void assert_fault(const struct owner *o, uint32_t at, uint32_t call_id,
                                uint32_t status, bool did_not_execute)
{
    struct pdu_fault fault;
    struct pdu pdu = sent_pdu(o, &at, PDU_FAULT);
    assert_int_equal(at, o->out_size);
    assert_int_equal(pdu_parse_fault(&pdu, &fault).error, PDU_OK);
    assert_int_equal(fault.status, status);
    assert_int_equal(fault.cancel_count, status == FAULT_CANCEL);
    if (status == FAULT_PROTOCOL || status == FAULT_AUTHENTICATION_TYPE)
        assert_int_equal(fault.context_id, 0);
    assert_int_equal(pdu.header.call_id, call_id);
    assert_int_equal(pdu.header.flags, did_not_execute ? 0x23 : 0x03);
}

/* The one thing sent is this bind_nak, and the connection is closed. */
static inline void assert_nak(const struct owner *o, uint16_t reason)
{
    struct pdu_bind_nak nak;
    uint32_t at = 0;
    struct pdu pdu = sent_pdu(o, &at, PDU_BIND_NAK);
    assert_int_equal(at, o->out_size);
    assert_int_equal(pdu_parse_bind_nak(&pdu, &nak).error, PDU_OK);
    assert_int_equal(nak.reason, reason);
    assert_true(o->closed);
}

#endif
