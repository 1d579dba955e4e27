/*
 * A server for the drivers: one cluster of a few objects with small names, whose states, rights and
 * releases are arbitrary, an open handle of each kind, two filters, two notices, two calls that
 * wait.
 */
#ifndef PROVE_SERVER_H
#define PROVE_SERVER_H

#include "arbitrary.h"
#include "core/server.h"
#include "wire/codec.h"

/* Two objects of each kind that stands in relations; a place where none stands; one more that the
 * array has room for. */
enum { NODE, GROUP = 2, RESOURCE = 4, SET = 6, NETWORK = 8, INTERFACE, FREE, OBJECTS };
enum {
    ROOM = OBJECTS + 1,
    SLOTS = 24,
    RELATIONS = 3,
    PLACES = 2,
    UNITS = 3, /* of the model's names */
    CELLS = 2 * COLUMNS,
    OCTETS = 120 /* two property lists */
};

/* How much room the server has: none for anything more; where an object was deleted; in all arrays.
 */
enum room { ROOM_NONE, ROOM_OF_DELETED, ROOM_AMPLE };

struct world {
    struct object object[ROOM];
    struct relation relation[RELATIONS];
    struct cluster cluster;
    struct clusters clusters;
    struct handle_slot slot[SLOTS];
    struct server_context context[SLOTS];
    struct value cell[CELLS];
    uint8_t octet[OCTETS];
    struct registration registration[PLACES];
    struct notice notice[PLACES];
    struct waiting waiting[PLACES];
    struct server server;
    uint8_t text[2 * UNITS];
    struct name asked; /* what the strings of requests are; empty: anything of a few units */
};

/* A name of up to UNITS units, or none. */
static inline struct name any_name(const struct world *w)
{
    return (struct name){w->text, any_between(0, UNITS), any_bool()};
}

static inline struct description any_description(void)
{
    struct description d = {.units = any_between(0, UNITS)};
    fill(d.octets, sizeof d.octets);
    return d;
}

static inline uint32_t either(uint32_t one, uint32_t other)
{
    return any_bool() ? one : other;
}

static inline void any_object(struct world *w, uint32_t index, enum handle_type kind,
                              uint32_t owner, uint32_t network)
{
    struct object *o = &w->object[index];
    *o = (struct object){.kind = kind,
                         .name = any_name(w),
                         .id = any_name(w),
                         .fqdn = any_name(w),
                         .address = any_name(w),
                         .type = any_name(w),
                         .state = any_number(),
                         .owner = owner,
                         .network = network,
                         .local = any_bool(),
                         .first_of_type = any_bool(),
                         .core = any_bool(),
                         .quorum = any_bool(),
                         .sequence = any_number(),
                         .description = any_description()};
}

static inline void any_objects(struct world *w, enum room room)
{
    for (uint32_t i = 0; i < 2; i++) {
        any_object(w, NODE + i, HANDLE_NODE, OBJECT_NONE, OBJECT_NONE);
        any_object(w, GROUP + i, HANDLE_GROUP, either(OBJECT_NONE, any_between(NODE, NODE + 1)),
                   OBJECT_NONE);
        any_object(w, RESOURCE + i, HANDLE_RESOURCE, any_between(GROUP, GROUP + 1), OBJECT_NONE);
        any_object(w, SET + i, HANDLE_GROUPSET, OBJECT_NONE, OBJECT_NONE);
    }
    any_object(w, NETWORK, HANDLE_NETWORK, OBJECT_NONE, OBJECT_NONE);
    any_object(w, INTERFACE, HANDLE_NETINTERFACE, any_between(NODE, NODE + 1), NETWORK);
    any_object(w, FREE, room == ROOM_OF_DELETED ? HANDLE_NONE : HANDLE_NETWORK, OBJECT_NONE,
               OBJECT_NONE);
    fill((uint8_t *)&w->object[OBJECTS], sizeof *w->object);
}

/* A resource on a resource, a group in a set, a node that cannot host a resource, or nothing. */
static inline void any_relations(struct world *w)
{
    w->relation[0] = (struct relation){either(RELATION_FREE, RELATION_DEPENDS), RESOURCE,
                                       any_between(RESOURCE, RESOURCE + 1)};
    w->relation[1] =
        (struct relation){either(RELATION_FREE, RELATION_MEMBER), GROUP, any_between(SET, SET + 1)};
    w->relation[2] = (struct relation){either(RELATION_FREE, RELATION_EXCLUDES), RESOURCE,
                                       any_between(NODE, NODE + 1)};
}

static inline void any_cluster(struct world *w, enum room room)
{
    any_objects(w, room);
    any_relations(w);
    w->cluster =
        (struct cluster){.name = any_name(w),
                         .fqdn = any_name(w),
                         .address = any_name(w),
                         .caller = {(enum level)any_between(LEVEL_NONE, LEVEL_ALL), any_bool()},
                         .release = (enum method_since)any_between(SINCE_VERSION_2, SINCE_2025),
                         .unreachable = any_bool(),
                         .local = any_bool(),
                         .object = w->object,
                         .objects = OBJECTS,
                         .room = room == ROOM_AMPLE ? ROOM : OBJECTS,
                         .relation = w->relation,
                         .relations = RELATIONS,
                         .read_only = any_bool(),
                         .description = any_description()};
    w->clusters = (struct clusters){&w->cluster, 1};
}

/* Everything that the ports keep; a port is one of two handles. The first notice waits to be
 * fetched, the second may: EVA then knows where the next one is put. */
static inline void any_events(struct world *w, uint64_t one, uint64_t other)
{
    struct events *e = &w->server.events;
    for (uint32_t i = 0; i < PLACES; i++) {
        w->registration[i] =
            (struct registration){.port = any_bool() ? one : other,
                                  .filter = any_number(),
                                  .version = any_between(0, 2),
                                  .object = either(OBJECT_NONE, any_between(0, OBJECTS - 1)),
                                  .incarnation = any_number(),
                                  .key = any_number(),
                                  .type = (enum event_type)any_between(0, EVENT_OF_GROUPSET),
                                  .branch = any_between(0, 6),
                                  .subtree = any_bool(),
                                  .lost = any_bool()};
        w->notice[i] = (struct notice){.order = any_between(i == 0, UINT32_MAX),
                                       .port = any_bool() ? one : other,
                                       .filter = any_number(),
                                       .name = any_name(w),
                                       .size = any_between(0, PROPERTY_LIST_MAX)};
        w->waiting[i] =
            (struct waiting){any_number(), any_bool() ? one : other, any_number(), 0, any_number()};
    }
    *e = (struct events){w->registration, w->notice, w->waiting,   PLACES,
                         PLACES,          PLACES,    any_number(), {0}};
}

/* A context handle as the association 0 was given it; the object may have gone since. */
static inline uint64_t open_handle(struct world *w, enum handle_type kind, uint32_t object,
                                   uint32_t version)
{
    uint32_t index;
    const uint64_t handle = handle_open(&w->server.table, kind, 0, &index);
    w->context[index] =
        (struct server_context){.object = object,
                                .version = version,
                                .level = (enum level)any_between(LEVEL_NONE, LEVEL_ALL),
                                .incarnation = any_between(0, 1),
                                .branch = object == OBJECT_NONE ? version : 6};
    return handle;
}

/* The arrays that a reply is put into, and those of the ports. */
static inline void lend_arrays(struct world *w, enum room room)
{
    struct server *server = &w->server;
    server->clusters = &w->clusters;
    server->context = w->context;
    server->cell = w->cell;
    server->cells = room == ROOM_NONE ? 1 : CELLS;
    server->octet = w->octet;
    server->octets = room == ROOM_NONE ? 0 : OCTETS;
}

/* An association and a handle of each kind that its client may have. */
static inline void any_server(struct world *w, uint32_t version, enum room room)
{
    struct handle_table *table = &w->server.table;
    any_cluster(w, room);
    lend_arrays(w, room);
    fill(w->server.secret, sizeof w->server.secret);
    fill(w->text, sizeof w->text);
    handle_table_init(table, w->slot, SLOTS, HANDLE_GENERATIONS);
    (void)server_connect(&w->server, 0, version);
    (void)open_handle(w, HANDLE_CLUSTER, OBJECT_NONE, 0);
    for (uint32_t i = 0; i < 2; i++) {
        (void)open_handle(w, HANDLE_NODE, NODE + i, 0);
        (void)open_handle(w, HANDLE_GROUP, GROUP + i, 0);
        (void)open_handle(w, HANDLE_RESOURCE, RESOURCE + i, 0);
        (void)open_handle(w, HANDLE_GROUPSET, SET + i, 0);
    }
    (void)open_handle(w, HANDLE_NETWORK, NETWORK, 0);
    (void)open_handle(w, HANDLE_NETINTERFACE, INTERFACE, 0);
    (void)open_handle(w, HANDLE_KEY, OBJECT_NONE, 0);
    (void)open_handle(w, HANDLE_KEY, OBJECT_NONE, 1);
    (void)open_handle(w, HANDLE_KEY, RESOURCE, 0);
    const uint64_t one = open_handle(w, HANDLE_NOTIFY, OBJECT_NONE, 1);
    const uint64_t other = open_handle(w, HANDLE_NOTIFY, OBJECT_NONE, 2);
    any_events(w, one, other);
    handle_table_move(table, w->slot, table->touched + (room != ROOM_NONE));
}

#endif
