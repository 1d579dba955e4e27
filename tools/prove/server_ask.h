/*
 * Any request of a method, to any server of server.h.
 */
#ifndef PROVE_SERVER_ASK_H
#define PROVE_SERVER_ASK_H

#include <string.h>

#include "core/operation.h"
#include "server.h"

enum { REQUEST_OCTETS = 64, NAME_OF_VALUE = 12 };

/* How long strings are: "Description" and "ClusterName" where names of properties and values stand.
 */
static inline uint32_t longest(const struct method *method)
{
    return method->opnum == 30 || method->opnum == 34 ? NAME_OF_VALUE : UNITS;
}

/* Any value that the decoder may give for a parameter; what is absent has no octets. */
static inline struct value any_parameter(const struct method *method, const struct parameter *p,
                                         const uint8_t octets[REQUEST_OCTETS], bool absent)
{
    struct value v = {.number = any_number(), .present = true, .big = any_bool()};
    if (p->shape == SHAPE_HYPER)
        v.number = ((uint64_t)any_number() << 32) + any_number();
    if (p->shape < SHAPE_OCTETS && p->shape != SHAPE_HANDLE && p->shape != SHAPE_STRING)
        return v;
    if (p->unique && absent)
        return (struct value){.present = false};
    v.at = octets;
    v.count =
        p->shape == SHAPE_STRING ? any_between(0, longest(method)) : any_between(0, REQUEST_OCTETS);
    return v;
}

/* The one structure that a request may have: the filter and type of ApiAddNotifyV2. */
static inline void any_row(struct value *list, struct value column[COLUMNS])
{
    for (uint32_t i = 0; i < COLUMNS; i++)
        column[i] = (struct value){.number = any_number(), .present = true};
    *list = (struct value){.cell = column, .count = 1, .present = true};
}

static inline void ask(struct world *w, const struct method *method, bool absent)
{
    static uint8_t octets[PARAMETERS][REQUEST_OCTETS];
    struct value column[COLUMNS];
    struct message request = {0}, reply;
    struct server_call call = {.server = &w->server,
                               .association = 0,
                               .method = method,
                               .request = &request,
                               .reply = &reply,
                               .token = any_number()};
    fill(octets[0], sizeof octets);
    for (uint32_t i = 0; i < method->request.count; i++) {
        const struct parameter *p = &method->request.parameter[i];
        request.value[i] = any_parameter(method, p, octets[i], absent);
        if (p->shape == SHAPE_STRING && w->asked.units > 0)
            request.value[i] =
                (struct value){.at = w->asked.at, .count = w->asked.units, .present = true};
        if (p->shape == SHAPE_STRUCT)
            any_row(&request.value[i], column);
    }
    (void)server_call(&call);
}

/* `absent`: the pointers of the request that may be NULL are. */
static inline void ask_with(uint32_t version, uint32_t opnum, enum room room, bool absent)
{
    struct world w;
    memset(&w, 0, sizeof w);
    any_server(&w, version, room);
    ask(&w, method_of(version, opnum), absent);
}

/* Whether the reply needs room at the server: a handle or a list. */
static inline bool needs_room(const struct method *method)
{
    for (uint32_t i = 0; i < method->reply.count; i++) {
        const struct parameter *p = &method->reply.parameter[i];
        if (p->shape == SHAPE_HANDLE || p->structure != NULL)
            return true;
    }
    return false;
}

/* The methods among these opnums that the server carries out. */
static inline void ask_all(uint32_t version, uint32_t first, uint32_t end)
{
    /*@ loop unroll 265; */
    for (uint32_t opnum = first; opnum < end; opnum++) {
        if (operation_of(opnum, version) == NULL)
            continue;
        ask_with(version, opnum, ROOM_AMPLE, false);
        if (needs_room(method_of(version, opnum)))
            ask_with(version, opnum, ROOM_NONE, true);
    }
}

#endif
