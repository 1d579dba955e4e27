/* What the tests of a client have in common: a client and a server that it talks to. */
#ifndef WIRE_ASSOC_CLIENT_TEST_H
#define WIRE_ASSOC_CLIENT_TEST_H

#include "assoc_client.h"
#include "assoc_test.h"

/* A client, and either a server behind it or octets that a test makes up. */
struct peer {
    struct assoc_client client;
    struct owner *server;
    uint8_t *lent;
    uint32_t needs;
    uint32_t budget;
};

static struct peer p;
static struct script s;
static uint8_t stub[300000];

static const struct assoc_offer ndr = {
    0,
    {{0xb97db8b2, 0x4c63, 0x11cf, {0xbf, 0xf6, 8, 0, 0x2b, 0xe2, 0x3f, 0x2f}}, 3, 0},
    {{0x8a885d04, 0x1ceb, 0x11c9, {0x9f, 0xe8, 0x08, 0x00, 0x2b, 0x10, 0x48, 0x60}}, 2, 0}};

static inline void meet(void)
{
    assoc_client_start(&p.client, PDU_FRAGMENT);
    p.server = owner_new();
    p.lent = NULL;
    p.needs = 0;
    p.budget = ASSOC_CALL_LIMIT;
    s.size = 0;
    for (uint32_t i = 0; i < sizeof stub; i++)
        stub[i] = (uint8_t)(i % 253);
}

static inline void part(void)
{
    owner_free(p.server);
    free(p.lent);
}

/* Gives the client octets in pieces until an event other than a need for memory. */
static inline enum assoc_client_event give(const uint8_t *octets, uint32_t size, uint32_t piece)
{
    enum assoc_client_event event = ASSOC_CLIENT_IDLE;
    uint32_t at = 0;
    while (at < size && event == ASSOC_CLIENT_IDLE) {
        uint32_t used;
        const uint32_t count = size - at < piece ? size - at : piece;
        event = assoc_client_feed(&p.client, octets + at, count, &used);
        at += used;
        if (event == ASSOC_CLIENT_NEED) {
            const uint32_t needed = p.client.needed;
            p.needs++;
            if (needed <= p.budget)
                p.lent = realloc(p.lent, needed);
            event = assoc_client_lend(&p.client, p.lent, needed <= p.budget ? needed : 0);
        }
    }
    return event;
}

/* Carries what the client sends to the server, and its answer back. */
static inline enum assoc_client_event exchange(uint32_t piece)
{
    const uint8_t *octets;
    uint32_t size;
    p.server->out_size = 0;
    while ((octets = assoc_client_output(&p.client, &size)) != NULL) {
        size = size < piece ? size : piece;
        owner_feed(p.server, octets, size, UINT32_MAX);
        assoc_client_sent(&p.client, size);
    }
    return give(p.server->out, p.server->out_size, piece);
}

static inline void bound(void)
{
    meet();
    assert_true(assoc_client_bind(&p.client, 0, &ndr, 1));
    assert_int_equal(exchange(UINT32_MAX), ASSOC_CLIENT_BOUND);
}

#endif
