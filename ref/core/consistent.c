#include "consistent.h"

static bool is_open(const struct handle_table *t, uint32_t index)
{
    return index < t->touched && t->slot[index].kind != 0;
}

/* Whether the slot stands between its neighbours, who say so too. */
static bool is_linked(const struct handle_table *t, uint32_t index)
{
    const struct handle_slot *s = &t->slot[index];
    if (s->owner == HANDLE_NOWHERE)
        return s->next == HANDLE_NOWHERE && s->previous == HANDLE_NOWHERE;
    if (!is_open(t, s->owner))
        return false;
    if (s->next != HANDLE_NOWHERE && (!is_open(t, s->next) || t->slot[s->next].previous != index ||
                                      t->slot[s->next].owner != s->owner))
        return false;
    if (s->previous == HANDLE_NOWHERE)
        return t->slot[s->owner].first == index;
    return is_open(t, s->previous) && t->slot[s->previous].next == index;
}

/* Whether what the slot owns says so too. */
static bool owns_its_own(const struct handle_table *t, uint32_t index)
{
    uint32_t first = t->slot[index].first;
    return first == HANDLE_NOWHERE || (is_open(t, first) && t->slot[first].owner == index &&
                                       t->slot[first].previous == HANDLE_NOWHERE);
}

/* Whether the owners of the slot end with one that has none. */
static bool has_origin(const struct handle_table *t, uint32_t index)
{
    uint32_t steps = 0;
    while (steps < t->touched && is_open(t, index) && t->slot[index].owner != HANDLE_NOWHERE) {
        index = t->slot[index].owner;
        steps++;
    }
    return is_open(t, index) && t->slot[index].owner == HANDLE_NOWHERE;
}

/* Whether the list of closed slots holds those that are closed and not spent, each once. */
static bool closed_are_listed(const struct handle_table *t, uint32_t expected)
{
    uint32_t listed = 0;
    uint32_t index = t->closed;
    while (index != HANDLE_NOWHERE && listed <= expected) {
        if (index >= t->touched || t->slot[index].kind != 0 ||
            t->slot[index].generation >= t->generations)
            return false;
        listed++;
        index = t->slot[index].next;
    }
    return listed == expected;
}

bool handle_table_consistent(const struct handle_table *t)
{
    uint32_t open = 0, closed = 0;
    if (t->touched > t->capacity)
        return false;
    for (uint32_t i = 0; i < t->touched; i++) {
        const struct handle_slot *s = &t->slot[i];
        if (s->generation == 0 || s->generation > t->generations)
            return false;
        open += s->kind != 0;
        closed += s->kind == 0 && s->generation < t->generations;
        if (s->kind != 0 && !(is_linked(t, i) && owns_its_own(t, i) && has_origin(t, i)))
            return false;
    }
    return open == t->open && closed_are_listed(t, closed);
}

/* -- the server ------------------------------------------------------------------------------ */

/* Associations are owned by none and stand for no object (server_connect). */
static bool is_association(const struct server *s, uint32_t index)
{
    return is_open(&s->table, index) && s->table.slot[index].owner == HANDLE_NOWHERE &&
           s->context[index].object == OBJECT_NONE &&
           (s->context[index].version == 2 || s->context[index].version == 3);
}

static bool slot_is_right(const struct server *s, uint32_t index)
{
    const struct handle_slot *slot = &s->table.slot[index];
    const struct server_context *c = &s->context[index];
    if (c->cluster >= s->clusters->count)
        return false;
    if (slot->owner == HANDLE_NOWHERE)
        return is_association(s, index);
    const struct cluster *cluster = &s->clusters->cluster[c->cluster];
    return is_association(s, slot->owner) && slot->first == HANDLE_NOWHERE &&
           slot->kind <= HANDLE_GROUPSET && c->cluster == s->context[slot->owner].cluster &&
           (c->object == OBJECT_NONE || c->object < cluster->objects) &&
           (slot->kind != HANDLE_NOTIFY || c->version == 1 || c->version == 2);
}

static bool is_port(const struct server *s, uint64_t handle)
{
    uint32_t index;
    return handle_find(&s->table, handle, HANDLE_NOTIFY, &index) == HANDLE_IS_VALID;
}

static bool events_are_right(const struct server *s)
{
    const struct events *e = &s->events;
    for (uint32_t i = 0; i < e->registrations; i++)
        if (e->registration[i].version != 0 && !is_port(s, e->registration[i].port))
            return false;
    for (uint32_t i = 0; i < e->notices; i++)
        if (e->notice[i].order != 0 && !is_port(s, e->notice[i].port))
            return false;
    for (uint32_t i = 0; i < e->waitings; i++) {
        const struct waiting *w = &e->waiting[i];
        if (w->order != 0 &&
            !(is_association(s, w->association) && (w->code != 0 || is_port(s, w->port))))
            return false;
    }
    return true;
}

bool server_consistent(const struct server *s)
{
    if (!handle_table_consistent(&s->table))
        return false;
    for (uint32_t i = 0; i < s->table.touched; i++)
        if (s->table.slot[i].kind != 0 && !slot_is_right(s, i))
            return false;
    return events_are_right(s);
}
