/* What the tests of the server have in common: a host over the model of core's tests, and clients
 * that talk to it without sockets. */
#ifndef SERVER_PEER_TEST_H
#define SERVER_PEER_TEST_H

#include "store.h"

#include "interfaces.h"

#include "core/consistent.h"
#include "core/model_test.h"
#include "wire/assoc_client.h"
#include "wire/pdu_build.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { BENCH_SLOTS = 16, BENCH_LINKS = 4, BENCH_GROUPS = 3 };

/* A client and the peer that serves it. */
struct bench_link {
    struct peer peer;
    struct assoc_client client;
    uint8_t *buffer; /* lent to the client */
    bool closed;     /* by the server */
};

struct bench {
    struct model model;
    struct store store;
    struct host host;
    struct assoc_interface interfaces[CLUSTER_INTERFACES];
    struct assoc_service service;
    struct assoc_interface mapper_interfaces[MAPPER_INTERFACES];
    struct assoc_service mapper;
    struct bench_link link[BENCH_LINKS];
    uint8_t request[8192];
};

static struct bench *b;

static void bench_store(void)
{
    static const struct store_limits limits = {BENCH_GROUPS, BENCH_SLOTS, 1 << 20};
    uint8_t secret[CONTEXT_SECRET_SIZE];
    memset(secret, 0x5A, sizeof secret);
    assert_true(store_open(&b->store, &b->host, &b->model.clusters, ALL, &limits, secret));
}

static int bench_make(void **state)
{
    (void)state;
    b = calloc(1, sizeof *b);
    model_make(&b->model);
    bench_store();
    interfaces_of_cluster(b->interfaces, SINCE_2025, false);
    interfaces_of_mapper(b->mapper_interfaces);
    b->service =
        (struct assoc_service){b->interfaces, CLUSTER_INTERFACES, ASSOC_FRAGMENT, "49152", false};
    b->mapper = (struct assoc_service){b->mapper_interfaces, MAPPER_INTERFACES, ASSOC_FRAGMENT,
                                       "135", false};
    return 0;
}

static int bench_free(void **state)
{
    (void)state;
    for (int i = 0; i < BENCH_LINKS; i++) {
        if (b->link[i].peer.host != NULL)
            peer_end(&b->link[i].peer);
        free(b->link[i].buffer);
    }
    assert_int_equal(handles_open(&b->store.server.table), 0);
    assert_null(b->host.waiting);
    store_close(&b->store, &b->host);
    assert_int_equal(b->host.budget.lent, 0);
    free(b);
    return 0;
}

static void bench_lend(struct bench_link *l, enum assoc_client_event *event)
{
    while (*event == ASSOC_CLIENT_NEED) {
        l->buffer = realloc(l->buffer, l->client.needed);
        *event = assoc_client_lend(&l->client, l->buffer, l->client.needed);
    }
}

/* Carries what the client has to say to the peer. */
static void bench_forth(struct bench_link *l)
{
    uint32_t size, used = 0;
    const uint8_t *octets = assoc_client_output(&l->client, &size);
    uint8_t none = 0;
    l->closed = !peer_take(&l->peer, octets != NULL ? octets : &none, size, &used);
    assoc_client_sent(&l->client, used);
}

/* Carries what the peer has to say to the client. */
static enum assoc_client_event bench_back(struct bench_link *l)
{
    uint32_t size, used = 0;
    const uint8_t *octets = assoc_output(&l->peer.assoc, &size);
    if (octets == NULL)
        return ASSOC_CLIENT_IDLE;
    enum assoc_client_event event = assoc_client_feed(&l->client, octets, size, &used);
    bench_lend(l, &event);
    peer_sent(&l->peer, used);
    return event;
}

/* Goes on until the client has its answer, or the connection is over. */
static enum assoc_client_event bench_pump(struct bench_link *l)
{
    for (int i = 0; i < 10000; i++) {
        bench_forth(l);
        enum assoc_client_event event = bench_back(l);
        if (event != ASSOC_CLIENT_IDLE)
            return event;
        if (l->closed)
            return ASSOC_CLIENT_CLOSE;
    }
    fail_msg("no answer");
    return ASSOC_CLIENT_CLOSE;
}

/* Connects link `i` from `address`, joining `group`, with one presentation context, 0. */
static enum assoc_client_event bench_bind(int i, uint32_t address, uint32_t group,
                                          const struct rpc_syntax *abstract,
                                          const struct rpc_syntax *transfer)
{
    struct bench_link *l = &b->link[i];
    const struct assoc_offer offer = {0, *abstract, *transfer};
    const bool mapper = rpc_uuid_equal(&abstract->uuid, &interface_mapper.uuid);
    free(l->buffer);
    l->buffer = NULL;
    l->closed = false;
    peer_begin(&l->peer, &b->host, mapper ? &b->mapper : &b->service);
    l->peer.address = address;
    l->peer.local = 0xC000020A;
    assoc_client_start(&l->client, ASSOC_FRAGMENT);
    assert_true(assoc_client_bind(&l->client, group, &offer, 1));
    return bench_pump(l);
}

static void bench_bound(int i)
{
    assert_int_equal(bench_bind(i, 1, 0, &interface_clusapi_3, &rpc_syntax_ndr),
                     ASSOC_CLIENT_BOUND);
    assert_int_equal(b->link[i].client.results[0].result, RESULT_ACCEPTANCE);
}

static enum assoc_client_event bench_send(int i, uint16_t opnum, const uint8_t *stub, uint32_t size)
{
    uint32_t left;
    for (int n = 0; n < 10 && assoc_client_output(&b->link[i].client, &left) != NULL; n++)
        bench_forth(&b->link[i]); /* what a fault left of the call before */
    assert_true(assoc_client_call(&b->link[i].client, 0, opnum, NULL, stub, size));
    return bench_pump(&b->link[i]);
}

/* The status of the fault that answers. */
static uint32_t bench_fault(int i, uint16_t opnum, const uint8_t *stub, uint32_t size)
{
    assert_int_equal(bench_send(i, opnum, stub, size), ASSOC_CLIENT_FAULT);
    return b->link[i].client.fault.status;
}

/* The octet at `offset` of a reply and the three after it. */
static uint32_t bench_long(int i, uint32_t offset)
{
    assert_true(offset + 4 <= b->link[i].client.stub_size);
    return octets_u32(b->link[i].client.stub + offset, false);
}

/* A request that is one string and, where `more`, a DWORD. */
static uint32_t bench_text(struct name name, bool more, uint32_t number)
{
    struct builder s = builder_over(b->request, sizeof b->request);
    builder_u32(&s, name.units + 1);
    builder_u32(&s, 0);
    builder_u32(&s, name.units + 1);
    builder_octets(&s, name.at, 2 * name.units);
    builder_u16(&s, 0);
    if (more) {
        builder_align(&s, 4);
        builder_u32(&s, number);
    }
    return s.length;
}

#endif
