/* What an operation did: its code, what ports of both versions hear of it, what it changed in the
 * model. One text for all of it, so that nothing can happen beside what is expected. */
#ifndef CORE_OPERATION_JOURNAL_TEST_H
#define CORE_OPERATION_JOURNAL_TEST_H

#include "server_calls_test.h"

#include <stdio.h>

enum { TYPES = 14, KEPT = 64, VERSION_1 = 1, VERSION_2 = 2, TEXT = 8192 };

static struct registration hears[TYPES];
static struct notice queue[KEPT];
static struct object object_before[ROOM];
static struct relation relation_before[RELATIONS];
static char journal[TEXT];
static size_t written;

__attribute__((format(printf, 1, 2))) static void put(const char *format, ...)
{
    va_list values;
    va_start(values, format);
    written += (size_t)vsnprintf(journal + written, TEXT - written, format, values);
    va_end(values);
}

static void write_name(struct name name)
{
    for (uint32_t i = 0; i < name.units; i++)
        put("%c", (char)name_unit(name, i));
}

/* A number, a text with its terminator, or a property list. */
static void write_octets(const uint8_t *at, uint32_t size)
{
    const struct name text = {at, size / 2 - 1, false};
    if (size == 4 && at[1] + at[2] + at[3] == 0)
        put(" #%u", at[0]);
    else if (size == 4)
        put(" #%02x%02x%02x%02x", at[3], at[2], at[1], at[0]);
    else if (size > 4 && at[2] == 0 && at[3] == 0)
        put(" %u octets", size);
    else if (size > 4 && name_unit(text, size / 2 - 1) == 0) {
        put(" {");
        write_name(text);
        put("}");
    }
}

static void write_events(uint64_t port)
{
    for (;;) {
        const struct notice *n = events_fetch(&server.events, port);
        if (n == NULL)
            return;
        if (port == VERSION_1)
            put("v1 %llx ", (unsigned long long)n->filter);
        else
            put("v2 %u:%llx ", (unsigned)n->type, (unsigned long long)n->filter);
        write_name(n->name);
        if (n->sequence != 0)
            put(" s%u", n->sequence);
        write_octets(n->octets, n->size);
        put("\n");
    }
}

static void write_owner(uint32_t owner)
{
    if (owner == OBJECT_NONE)
        put("nobody");
    else
        write_name(room[ALL][owner].name);
}

static void write_changes(void)
{
    for (uint32_t i = 0; i < ROOM; i++) {
        const struct object *o = &room[ALL][i], *b = &object_before[i];
        if (o->kind == b->kind && o->state == b->state && o->owner == b->owner &&
            o->sequence == b->sequence && o->incarnation == b->incarnation)
            continue;
        put("= ");
        write_name(o->name);
        put(": kind %u, state %u, s%u, incarnation %u, of ", (unsigned)o->kind, o->state,
            o->sequence, o->incarnation);
        write_owner(o->owner);
        put("\n");
    }
    for (uint32_t i = 0; i < RELATIONS; i++) {
        const struct relation *r = &relations[ALL][i];
        if (memcmp(r, &relation_before[i], sizeof *r) != 0)
            put("~ %u: %u, %u to %u\n", i, (unsigned)r->kind, r->from, r->to);
    }
}

static void begin_step(void)
{
    memcpy(object_before, room[ALL], sizeof object_before);
    memcpy(relation_before, relations[ALL], sizeof relation_before);
    memset(journal, 0, sizeof journal);
    written = 0;
    while (events_fetch(&server.events, VERSION_1) != NULL ||
           events_fetch(&server.events, VERSION_2) != NULL) {
    }
}

/* The operation that ended with this code did this, since the last step. */
static void step(uint32_t code, const char *expected)
{
    put("%u\n", code);
    write_events(VERSION_1);
    write_events(VERSION_2);
    write_changes();
    assert_string_equal(journal, expected);
    begin_step();
}

/* Puts an object of the model into the first place. */
static void put_first(uint32_t place)
{
    struct object *o = room[ALL];
    const struct object first = o[0];
    o[0] = o[place];
    o[place] = first;
    for (int i = 0; i < OBJECTS; i++) {
        uint32_t owner = o[i].owner, network = o[i].network;
        o[i].owner = owner == 0 ? place : owner == place ? 0 : owner;
        o[i].network = network == 0 ? place : network == place ? 0 : network;
    }
}

/* Both nodes are up; ports hear of everything; behind the last object and relation stands what
 * looks like more of them. */
static int listen_to_all(void **state, uint32_t first)
{
    make(state);
    room[ALL][NODE2].state = NODE_UP;
    put_first(first);
    for (uint32_t i = OBJECTS; i < ROOM; i++) {
        room[ALL][i] = room[ALL][first == RESOURCE ? 0 : RESOURCE];
        room[ALL][i].name = NAME("ghost");
    }
    memset(hears, 0, sizeof hears);
    memset(queue, 0, sizeof queue);
    for (uint32_t i = 0; i < TYPES; i++)
        hears[i] = (struct registration){.port = i == 0 ? VERSION_1 : VERSION_2,
                                         .filter = UINT32_MAX,
                                         .version = i == 0 ? 1 : 2,
                                         .object = OBJECT_NONE,
                                         .type = (enum event_type)i,
                                         .subtree = true};
    server.events.registration = hears;
    server.events.registrations = TYPES;
    server.events.notice = queue;
    server.events.notices = KEPT;
    return 0;
}

static struct token resource, other, group, node1, node2;

static int open_all(void **state, uint32_t first)
{
    listen_to_all(state, first);
    resource = open_named(all, 8, NAME("Cluster Name"));
    other = open_named(all, 8, NAME("Other Name"));
    group = open_named(all, 41, NAME("Cluster Group"));
    node1 = open_named(all, 66, NAME("node1"));
    node2 = open_named(all, 66, NAME("node2"));
    begin_step();
    return 0;
}

static inline int with_a_resource_first(void **state)
{
    return open_all(state, RESOURCE);
}

static inline int with_a_group_first(void **state)
{
    return open_all(state, GROUP);
}

static inline int with_an_interface_first(void **state)
{
    return open_all(state, INTERFACE);
}

static inline uint32_t create(uint32_t opnum, struct name name, struct token *token)
{
    put_name(0, name);
    uint32_t code = ask(all, opnum);
    *token = returned();
    return code;
}

static inline uint32_t rename_to(uint32_t opnum, struct token handle, struct name name)
{
    put_name(1, name);
    return ask_about(opnum, handle);
}

#endif
