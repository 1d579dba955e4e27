/* A server over the small model with room for changes and ports, and short forms of calls to it. */
#ifndef CORE_SERVER_CALLS_TEST_H
#define CORE_SERVER_CALLS_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "error.h"
#include "model_test.h"
#include "server.h"
#include "wire/codec.h"

enum { ROOM = OBJECTS + 3, SLOTS = 32, RELATIONS = 6, FILTERS = 4, NOTICES = 8, WAITINGS = 2 };
enum { CELLS = ROOM * 9, OCTETS = 4096 };

static struct model m;
static struct object room[CLUSTERS][ROOM];
static struct relation relations[CLUSTERS][RELATIONS];
static struct registration filters[FILTERS];
static struct notice notices[NOTICES];
static struct waiting waitings[WAITINGS];
static struct handle_slot slots[SLOTS];
static struct server_context contexts[SLOTS];
static struct value cells[CELLS];
static uint8_t octets[OCTETS];
static struct server server;
static struct server_call call;
static struct message request, reply;
static uint32_t all, reader;

static int make(void **state)
{
    (void)state;
    model_make(&m);
    memset(relations, 0, sizeof relations);
    memset(filters, 0, sizeof filters);
    memset(notices, 0, sizeof notices);
    memset(waitings, 0, sizeof waitings);
    for (int i = 0; i < CLUSTERS; i++) {
        memcpy(room[i], m.object[i], sizeof m.object[i]);
        m.cluster[i].object = room[i];
        m.cluster[i].room = ROOM;
        m.cluster[i].relation = relations[i];
        m.cluster[i].relations = RELATIONS;
    }
    server = (struct server){.clusters = &m.clusters,
                             .context = contexts,
                             .cell = cells,
                             .cells = CELLS,
                             .octet = octets,
                             .octets = OCTETS,
                             .events = {.registration = filters,
                                        .notice = notices,
                                        .waiting = waitings,
                                        .registrations = FILTERS,
                                        .notices = NOTICES,
                                        .waitings = WAITINGS}};
    handle_table_init(&server.table, slots, SLOTS, HANDLE_GENERATIONS);
    memset(server.secret, 0x5A, sizeof server.secret);
    all = server_connect(&server, ALL, 3);
    reader = server_connect(&server, READER, 3);
    memset(&request, 0, sizeof request);
    return 0;
}

static void prepare(uint32_t association, uint32_t opnum)
{
    memset(&call, 0xEE, sizeof call);
    memset(&reply, 0xEE, sizeof reply);
    memset(cells, 0xEE, sizeof cells);
    call.server = &server;
    call.association = association;
    call.method = method_of(3, opnum);
    call.request = &request;
    call.reply = &reply;
    call.token = 0;
}

/* The return value, or Status of a method that returns a context handle. */
static uint32_t code_of(const struct method *method)
{
    const struct parameter_list *list = &method->reply;
    uint32_t last = list->count - 1u;
    if (list->parameter[last].shape != SHAPE_HANDLE)
        return (uint32_t)reply.value[last].number;
    uint32_t status = list->parameter[last - 1].shape == SHAPE_RPC_STATUS ? last - 2 : last - 1;
    return (uint32_t)reply.value[status].number;
}

/* Every reply must stand on the wire and be accepted there. */
static void assert_fits_the_wire(enum transfer_syntax syntax)
{
    static uint8_t stub[65536];
    const struct encoding encoding = {.syntax = syntax, .version = 3};
    struct message decoded;
    struct refusal refusal;
    uint32_t length;
    assert_true(encode(call.method, REPLY, &encoding, &reply, stub, sizeof stub, &length));
    bool fits =
        decode(call.method, REPLY, &encoding, stub, length, call.request, &decoded, &refusal);
    if (!fits)
        print_error("opnum %u: %s at %u\n", call.method->opnum, reason_text(refusal.reason),
                    refusal.offset);
    assert_true(fits);
}

/* A call that is answered; its code. */
static uint32_t ask(uint32_t association, uint32_t opnum)
{
    prepare(association, opnum);
    assert_int_equal(server_call(&call), 0);
    assert_fits_the_wire(NDR);
    assert_fits_the_wire(NDR64);
    return code_of(call.method);
}

struct token {
    uint8_t octets[20];
};

static inline void put_handle(uint32_t place, const struct token *token)
{
    request.value[place] = (struct value){.at = token->octets, .present = true};
}

static inline void put_name(uint32_t place, struct name name)
{
    request.value[place] = (struct value){.at = name.at, .count = name.units, .present = true};
}

static inline void put_number(uint32_t place, uint64_t number)
{
    request.value[place] = (struct value){.number = number, .present = true};
}

/* The context handle that the last reply returned. */
static inline struct token returned(void)
{
    struct token t;
    const struct value *handle = &reply.value[call.method->reply.count - 1u];
    assert_non_null(handle->at);
    memcpy(t.octets, handle->at, sizeof t.octets);
    return t;
}

static inline struct token open_named(uint32_t association, uint32_t opnum, struct name name)
{
    put_name(0, name);
    assert_int_equal(ask(association, opnum), 0);
    return returned();
}

/* Opens for reading only. */
static inline struct token open_to_read(uint32_t association, uint32_t opnum, struct name name)
{
    put_name(0, name);
    put_number(1, ASK_GENERIC_READ);
    assert_int_equal(ask(association, opnum), 0);
    return returned();
}

/* The request keeps pointing to its handles, so that it can be sent again. */
static inline uint32_t ask_about(uint32_t opnum, struct token handle)
{
    static struct token kept;
    kept = handle;
    put_handle(0, &kept);
    return ask(all, opnum);
}

static inline uint32_t ask_about_two(uint32_t opnum, struct token first, struct token second)
{
    static struct token kept[2];
    kept[0] = first;
    kept[1] = second;
    put_handle(0, &kept[0]);
    put_handle(1, &kept[1]);
    return ask(all, opnum);
}

static inline bool is_text(const struct value *value, struct name text)
{
    return value->present && name_equal((struct name){value->at, value->count, value->big}, text);
}

#endif
