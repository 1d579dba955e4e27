/*
 * What a server of server.h is not: one whose texts are longer than where they are copied to, whose
 * group sets depend on each other, whose handles or octets are all taken.
 */
#include "server_ask.h"

enum { LONG = 400 };

static uint8_t text[2 * LONG];

static struct name short_or_long(void)
{
    return (struct name){text, either(UNITS, LONG), false};
}

/* Names that the cluster has, or those that a request has, are long. */
static void ask_long(uint32_t opnum, bool in_cluster, bool in_request)
{
    struct world w;
    memset(&w, 0, sizeof w);
    any_server(&w, 3, ROOM_OF_DELETED);
    for (uint32_t i = 0; in_cluster && i < OBJECTS; i++) {
        w.object[i].name = short_or_long();
        w.object[i].id = short_or_long();
        w.object[i].type = short_or_long();
    }
    if (in_cluster)
        w.cluster.name = short_or_long();
    if (in_request)
        w.asked = (struct name){text, LONG, false};
    ask(&w, method_of(3, opnum), false);
}

/* Two sets with a group each: a set or a group depends on a set, or nothing. */
static void ask_of_sets(uint32_t opnum)
{
    struct world w;
    memset(&w, 0, sizeof w);
    any_server(&w, 3, ROOM_AMPLE);
    w.relation[0] =
        (struct relation){either(RELATION_FREE, RELATION_DEPENDS),
                          either(GROUP, any_between(SET, SET + 1)), any_between(SET, SET + 1)};
    w.relation[1] = (struct relation){RELATION_MEMBER, GROUP, SET};
    w.relation[2] = (struct relation){RELATION_MEMBER, GROUP + 1, any_between(SET, SET + 1)};
    w.registration[0].cluster = any_between(0, 1);
    ask(&w, method_of(3, opnum), false);
}

/* There is room for an object, but none for its context handle. */
static void ask_without_slot(uint32_t opnum)
{
    struct world w;
    memset(&w, 0, sizeof w);
    any_server(&w, 3, ROOM_OF_DELETED);
    handle_table_move(&w.server.table, w.slot, w.server.table.touched);
    ask(&w, method_of(3, opnum), false);
}

/* Lists with properties; a resource is in no group. */
static void ask_without_octets(uint32_t opnum, uint32_t octets)
{
    struct world w;
    memset(&w, 0, sizeof w);
    any_server(&w, 3, ROOM_AMPLE);
    w.object[RESOURCE].owner = OBJECT_NONE;
    w.server.octets = octets;
    ask(&w, method_of(3, opnum), false);
}

/* The key of what is no resource. */
static void ask_of_key(uint32_t opnum)
{
    struct world w;
    memset(&w, 0, sizeof w);
    any_server(&w, 3, ROOM_AMPLE);
    w.object[RESOURCE].kind = HANDLE_NETWORK;
    ask(&w, method_of(3, opnum), false);
}

int main(void)
{
    fill(text, sizeof text);
    ask_long(9, true, true);
    ask_long(10, true, false);
    ask_long(13, false, true);
    ask_long(16, true, false);
    ask_long(25, true, false);
    ask_long(34, true, false);
    ask_long(42, false, true);
    ask_long(73, true, false);
    ask_of_sets(166);
    ask_of_sets(171);
    ask_of_sets(172);
    ask_of_sets(176);
    ask_of_sets(178);
    ask_of_sets(179);
    ask_without_slot(9);
    ask_without_slot(42);
    ask_without_slot(163);
    ask_without_octets(143, 0);
    ask_without_octets(144, 8);
    ask_of_key(34);
    ask_of_key(36);
    ask_with(2, 11, ROOM_AMPLE, false);
    ask_with(3, 40, ROOM_AMPLE, false); /* this and the next are not carried out */
    ask_with(3, 108, ROOM_AMPLE, false);
    ask_with(3, 114, ROOM_AMPLE, false);
    return 0;
}
