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

#include "core/consistent.h"
#include "sweep_line_test.h"

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
    w->open = handles_open(&w->store.server.table);
    w->lent = w->host.budget.lent;
}

static void server_stop(void)
{
    for (int i = 0; i < LINES; i++)
        end(i);
    assert_int_equal(handles_open(&w->store.server.table), 0);
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
    interfaces_of_cluster(w->interfaces, SINCE_2025, false);
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
        assert_int_equal(handles_open(&w->store.server.table), w->open);
    assert_int_equal(w->host.budget.lent, w->lent);
    assert_null(w->host.waiting);
    w->line[BYSTANDER].heard_size = 0;
    request_of(&o, ++call, VERSION_3, GET_NODE_STATE, PFC_WHOLE, w->node, CONTEXT_HANDLE_SIZE);
    const struct answer *a = ask(BYSTANDER, &o);
    assert_int_equal(a->kind, NORMAL);
    assert_memory_equal(a->stub, "\0\0\0\0\0\0\0\0\0\0\0\0", 12);
}

/* The server was changed by a call that went through: begin anew. */
static inline void server_restart(void)
{
    server_stop();
    server_start();
}

#endif
