/*
 * What the sweeps of bad input have in common: clusd without its sockets over the built-in fixture,
 * and three lines to it that carry raw octets.
 *
 * The keeper opens one context handle of each type; the subject joins its association group, says
 * what is wrong and ends; the bystander belongs to another client. After each trial the bystander's
 * handle answers, and everything that the subject was lent or opened is back.
 *
 * SWEEP_STEP=n in the environment takes every n-th trial, for slow machines such as valgrind.
 */
#ifndef SERVER_SWEEP_TEST_H
#define SERVER_SWEEP_TEST_H

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
static uint32_t text_of(uint8_t *stub, uint32_t capacity, struct name name, bool more,
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

static bool answers(const struct answer *a, uint32_t call)
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

/* -- the server and those who look on ---------------------------------------------------------- */

struct opener {
    enum handle_type type;
    uint16_t opnum;
    struct name name;
};

#define NAMED(text) ((struct name){(const uint8_t *)u"" text, sizeof u"" text / 2 - 1, false})

/* The keeper opens what the fixture has of each type. The handle is the last thing of each reply.
 */
static void open_each(uint16_t context, uint32_t *call)
{
    const struct opener openers[] = {
        {HANDLE_CLUSTER, 0, {0}},
        {HANDLE_NODE, OPEN_NODE, NAMED("node2")},
        {HANDLE_GROUP, 41, NAMED("File Server")},
        {HANDLE_RESOURCE, 8, NAMED("File Server (\\\\fs1)")},
        {HANDLE_NETWORK, 81, NAMED("Cluster Network 2")},
        {HANDLE_NETINTERFACE, 92, NAMED("node2 - Ethernet")},
        {HANDLE_KEY, 28, {0}},
        {HANDLE_NOTIFY, 55, {0}},
        {HANDLE_GROUPSET, 164, NAMED("Set 1")},
        {HANDLE_GENERIC, OPEN_NODE, NAMED("node1")},
    };
    uint8_t stub[256] = {0};
    struct octets o;
    for (size_t i = 0; i < sizeof openers / sizeof *openers; i++) {
        if (context == VERSION_2 && openers[i].opnum >= OPNUMS_VERSION_2)
            continue;
        uint32_t size = openers[i].type == HANDLE_KEY ? 4 : 0;
        if (openers[i].name.units > 0)
            size = text_of(stub, sizeof stub, openers[i].name, false, 0);
        else
            memcpy(stub, "\0\0\0\2", 4); /* samDesired: MAXIMUM_ALLOWED */
        request_of(&o, (*call)++, context, openers[i].opnum, PFC_WHOLE, stub, size);
        const struct answer *a = ask(KEEPER, &o);
        assert_int_equal(a->kind, NORMAL);
        memcpy(w->handle[context][openers[i].type], a->stub + a->stub_size - CONTEXT_HANDLE_SIZE,
               CONTEXT_HANDLE_SIZE);
    }
}

static void open_bystander(void)
{
    uint8_t stub[64];
    struct octets o;
    bind_line(BYSTANDER, 0);
    const uint32_t size = text_of(stub, sizeof stub, NAMED("node1"), false, 0);
    request_of(&o, FIRST_CALL, VERSION_3, OPEN_NODE, PFC_WHOLE, stub, size);
    memcpy(w->node, ask(BYSTANDER, &o)->stub + 8, CONTEXT_HANDLE_SIZE);
}

static void server_start(void)
{
    static const struct store_limits limits = {GROUPS, SLOTS, LENT_AT_MOST};
    uint8_t secret[CONTEXT_SECRET_SIZE];
    uint32_t call = FIRST_CALL;
    memset(secret, 0x5A, sizeof secret);
    assert_true(fixture_open_default(&w->fixture));
    assert_true(store_open(&w->store, &w->host, &w->fixture.clusters, 0, &limits, secret));
    bind_line(KEEPER, 0);
    w->group = w->line[KEEPER].peer.group;
    open_each(VERSION_3, &call);
    open_each(VERSION_2, &call);
    open_bystander();
    w->open = w->store.server.table.open;
    w->lent = w->host.budget.lent;
}

static void server_stop(void)
{
    for (int i = 0; i < LINES; i++)
        end(i);
    assert_int_equal(w->store.server.table.open, 0);
    assert_null(w->host.waiting);
    store_close(&w->store, &w->host);
    assert_int_equal(w->host.budget.lent, 0);
    fixture_close(&w->fixture);
}

static int sweep_make(void **state)
{
    (void)state;
    const char *step = getenv("SWEEP_STEP");
    w = calloc(1, sizeof *w);
    w->step = step != NULL ? (uint32_t)strtoul(step, NULL, 10) : 1;
    interfaces_of_cluster(w->interfaces, false);
    w->service =
        (struct assoc_service){w->interfaces, CLUSTER_INTERFACES, ASSOC_FRAGMENT, "49152", false};
    server_start();
    return 0;
}

static int sweep_free(void **state)
{
    (void)state;
    server_stop();
    free(w);
    return 0;
}

/* Whether the next trial is to be made. */
static bool taken(void)
{
    return w->trials++ % w->step == 0;
}

/* A trial has ended, and nobody else has noticed. `executed`: a call went through, and may have
 * opened or closed a handle of the keeper's group. */
static void nobody_else_noticed(bool executed)
{
    struct octets o;
    static uint32_t call = FIRST_CALL;
    end(SUBJECT);
    end(OTHER);
    if (!executed)
        assert_int_equal(w->store.server.table.open, w->open);
    assert_int_equal(w->host.budget.lent, w->lent);
    assert_null(w->host.waiting);
    w->line[BYSTANDER].heard_size = 0;
    request_of(&o, ++call, VERSION_3, GET_NODE_STATE, PFC_WHOLE, w->node, CONTEXT_HANDLE_SIZE);
    const struct answer *a = ask(BYSTANDER, &o);
    assert_int_equal(a->kind, NORMAL);
    assert_memory_equal(a->stub, "\0\0\0\0\0\0\0\0\0\0\0\0", 12);
}

/* The server was changed by a call that went through: begin anew. */
static void server_restart(void)
{
    server_stop();
    server_start();
}

#endif
