/*
 * Lines to clusd without its sockets, which carry raw octets, and what is heard on them.
 */
#ifndef SERVER_SWEEP_LINE_TEST_H
#define SERVER_SWEEP_LINE_TEST_H

#include "store.h"

#include "api/fixture.h"
#include "interfaces.h"
#include "wire/pdu_build.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { KEEPER, BYSTANDER, SUBJECT, OTHER, LINES };
enum { SLOTS = 40, GROUPS = 4, LENT_AT_MOST = 1 << 20, HEARD = 1 << 17, FIRST_CALL = 2 };
enum { VERSION_3 = 0, VERSION_2 = 1, WIDE = 2 }; /* presentation contexts of every line */
enum { GET_CLUSTER_NAME = 3, GET_NODE_STATE = 68, OPEN_NODE = 66 };
enum { HANDLE_TYPES = HANDLE_GROUPSET + 1 };

struct line {
    struct peer peer;
    bool begun, closed;
    uint32_t heard_size;
    uint8_t heard[HEARD];
};

/* Octets to say. */
struct octets {
    uint32_t size;
    uint8_t at[8192];
};

struct sweep {
    struct fixture fixture;
    struct store store;
    struct host host;
    struct assoc_interface interfaces[CLUSTER_INTERFACES];
    struct assoc_service service;
    struct line line[LINES];
    uint8_t handle[2][HANDLE_TYPES][CONTEXT_HANDLE_SIZE]; /* the keeper's, by context */
    uint8_t node[CONTEXT_HANDLE_SIZE];                    /* the bystander's */
    uint32_t group;                                       /* the keeper's */
    uint32_t open;                                        /* handles between trials */
    uint64_t lent;                                        /* octets between trials */
    uint32_t trials, step;
};

static struct sweep *w;

/* The first thing that was answered. */
enum kind { QUIET, NORMAL, FAULT, NAK };
struct answer {
    enum kind kind;
    uint32_t status; /* of a fault; reason of a bind_nak */
    bool did_not_execute;
    bool closed;
    uint32_t size;  /* of all that was heard */
    bool executed;  /* a response came, first or later */
    uint64_t calls; /* those below 64 that a response answers, as bits */
    uint32_t stub_size;
    uint8_t stub[HEARD];
};

/* -- lines ------------------------------------------------------------------------------------- */

static void begin(int i)
{
    struct line *l = &w->line[i];
    l->heard_size = 0;
    l->closed = false;
    l->begun = true;
    peer_begin(&l->peer, &w->host, &w->service);
    l->peer.address = i == BYSTANDER ? 2 : 1;
    l->peer.local = 0x7F000001;
}

static void end(int i)
{
    if (w->line[i].begun)
        peer_end(&w->line[i].peer);
    w->line[i].begun = false;
}

static void hear(struct line *l)
{
    uint32_t size;
    const uint8_t *octets;
    while ((octets = assoc_output(&l->peer.assoc, &size)) != NULL) {
        assert_true(size <= HEARD - l->heard_size);
        memcpy(l->heard + l->heard_size, octets, size);
        l->heard_size += size;
        peer_sent(&l->peer, size);
    }
}

/* Says octets and hears what is answered, until all are taken or the server closes. They lie in
 * memory of just their size, so that a sanitizer sees what is read beyond them. */
static void say(int i, const uint8_t *octets, uint32_t size)
{
    struct line *l = &w->line[i];
    uint8_t *exact = malloc(size + (size == 0));
    uint32_t used = 0, taken, left;
    memcpy(exact, octets, size);
    do {
        hear(l);
        if (!l->closed && !peer_take(&l->peer, exact + used, size - used, &taken))
            l->closed = true;
        used += l->closed ? 0 : taken;
    } while (!l->closed && (used < size || assoc_output(&l->peer.assoc, &left) != NULL));
    hear(l);
    free(exact);
    assert_true(w->host.budget.lent <= w->host.budget.limit);
}

/* -- PDUs -------------------------------------------------------------------------------------- */

static void put(struct octets *o, struct builder *b)
{
    o->size = pdu_end(b);
    assert_int_not_equal(o->size, 0);
}

/* A bind with the three contexts above, and bind time feature negotiation in a fourth. */
static void bind_of(struct octets *o, uint32_t group)
{
    static const struct rpc_syntax features = {
        {0x6cb71c2c, 0x9812, 0x4540, {3, 0, 0, 0, 0, 0, 0, 0}}, 1, 0};
    struct builder b = pdu_begin(o->at, sizeof o->at, false, PDU_BIND, PFC_WHOLE, 1);
    pdu_add_bind(&b, ASSOC_FRAGMENT, ASSOC_FRAGMENT, group, 4);
    pdu_add_offer(&b, VERSION_3, &interface_clusapi_3, 1);
    pdu_add_syntax(&b, &rpc_syntax_ndr);
    pdu_add_offer(&b, VERSION_2, &interface_clusapi_2, 1);
    pdu_add_syntax(&b, &rpc_syntax_ndr);
    pdu_add_offer(&b, 7, &interface_clusapi_3, 1);
    pdu_add_syntax(&b, &features);
    pdu_add_offer(&b, 9, &interface_management, 1);
    pdu_add_syntax(&b, &rpc_syntax_ndr);
    put(o, &b);
}

/* A whole request, or with `flags` a fragment of one. */
static void request_of(struct octets *o, uint32_t call, uint16_t context, uint16_t opnum, int flags,
                       const uint8_t *stub, uint32_t size)
{
    struct builder b = pdu_begin(o->at, sizeof o->at, false, PDU_REQUEST, (uint8_t)flags, call);
    pdu_add_request(&b, size, context, opnum, NULL);
    builder_octets(&b, stub, size);
    put(o, &b);
}

/* A stub that is one string and, if `more`, a DWORD. */
static inline uint32_t text_of(uint8_t *stub, uint32_t capacity, struct name name, bool more,
                               uint32_t dword)
{
    struct builder b = builder_over(stub, capacity);
    builder_u32(&b, name.units + 1);
    builder_u32(&b, 0);
    builder_u32(&b, name.units + 1);
    builder_octets(&b, name.at, 2 * name.units);
    builder_u16(&b, 0);
    if (more) {
        builder_align(&b, 4);
        builder_u32(&b, dword);
    }
    return b.length;
}

/* -- answers ----------------------------------------------------------------------------------- */

static void read_response(const struct pdu *pdu, struct answer *a)
{
    struct pdu_response response;
    assert_int_equal(pdu_parse_response(pdu, &response).error, PDU_OK);
    memcpy(a->stub + a->stub_size, response.stub, response.stub_size);
    a->stub_size += response.stub_size;
}

/* One PDU; only the first says what kind the answer is. */
static void read_one(const struct pdu *pdu, struct answer *a, bool first)
{
    struct pdu_fault fault = {0};
    struct pdu_bind_ack ack;
    struct pdu_bind_nak nak = {0};
    enum kind kind = NORMAL;
    assert_false(pdu->header.big_endian);
    switch (pdu->header.type) {
    case PDU_RESPONSE:
        a->executed = true;
        a->calls |= pdu->header.call_id < 64 ? UINT64_C(1) << pdu->header.call_id : 0;
        if (first || a->kind == NORMAL)
            read_response(pdu, a);
        break;
    case PDU_BIND_ACK:
    case PDU_ALTER_CONTEXT_RESP:
        assert_int_equal(pdu_parse_bind_ack(pdu, &ack).error, PDU_OK);
        break;
    case PDU_FAULT:
        assert_int_equal(pdu_parse_fault(pdu, &fault).error, PDU_OK);
        assert_false(pdu_status_forbidden(fault.status));
        kind = FAULT;
        break;
    case PDU_BIND_NAK:
        assert_int_equal(pdu_parse_bind_nak(pdu, &nak).error, PDU_OK);
        kind = NAK;
        break;
    default:
        fail_msg("a server sends no PDU of type %d", pdu->header.type);
    }
    if (!first)
        return;
    a->kind = kind;
    a->status = kind == FAULT ? fault.status : nak.reason;
    a->did_not_execute = (pdu->header.flags & PFC_DID_NOT_EXECUTE) != 0;
}

/* Everything a line heard since `from`: whole PDUs of a server, whatever was said to it. */
static const struct answer *heard_since(int i, uint32_t from)
{
    static struct answer a;
    const struct line *l = &w->line[i];
    struct pdu pdu;
    bool first = true;
    a.kind = QUIET;
    a.stub_size = a.status = 0;
    a.calls = 0;
    a.did_not_execute = a.executed = false;
    a.closed = l->closed;
    a.size = l->heard_size - from;
    for (uint32_t at = from; at < l->heard_size; at += pdu.header.frag_length) {
        assert_int_equal(pdu_parse(l->heard + at, l->heard_size - at, ASSOC_FRAGMENT, &pdu).error,
                         PDU_OK);
        read_one(&pdu, &a, first);
        first = false;
    }
    return &a;
}

static inline bool answers(const struct answer *a, uint32_t call)
{
    return (a->calls >> call & 1) != 0;
}

static const struct answer *ask(int i, const struct octets *o)
{
    const uint32_t from = w->line[i].heard_size;
    say(i, o->at, o->size);
    return heard_since(i, from);
}

static void bind_line(int i, uint32_t group)
{
    struct octets bind;
    begin(i);
    bind_of(&bind, group);
    assert_int_equal(ask(i, &bind)->kind, NORMAL);
}

#endif
