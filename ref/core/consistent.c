#include "consistent.h"

static bool is_inside(const struct handle_table *t, uint32_t index)
{
    return index < t->touched;
}

/* An index that leads nowhere is not followed. */
static bool is_open(const struct handle_table *t, uint32_t index)
{
    return is_inside(t, index) &&
           (t->slot[index].owner == 0 || is_inside(t, handle_owner(t, index))) &&
           handle_is_open(t, index);
}

/* Whether another is open and obtained from the same. */
static bool has_sibling(const struct handle_table *t, uint32_t index, uint32_t other)
{
    return is_open(t, other) && t->slot[other].owner == t->slot[index].owner;
}

/* Whether what is obtained from nothing has no neighbours, and what it owns says so too. */
static bool is_origin(const struct handle_table *t, uint32_t index)
{
    const struct handle_slot *s = &t->slot[index];
    return s->next == HANDLE_NOWHERE && s->previous == HANDLE_NOWHERE &&
           (s->first == HANDLE_NOWHERE ||
            (is_open(t, s->first) && t->slot[s->first].owner == handle_at(t, index) &&
             t->slot[s->first].previous == HANDLE_NOWHERE));
}

/* Whether what is obtained from another stands between its neighbours, who say so too, owns
 * nothing, and its owner is obtained from nothing. */
static bool is_owned(const struct handle_table *t, uint32_t index)
{
    const struct handle_slot *s = &t->slot[index];
    const uint32_t owner = handle_owner(t, index);
    if (s->first != HANDLE_NOWHERE || t->slot[owner].owner != 0 || s->owner != handle_at(t, owner))
        return false;
    if (s->next != HANDLE_NOWHERE &&
        (!has_sibling(t, index, s->next) || t->slot[s->next].previous != index))
        return false;
    if (s->previous == HANDLE_NOWHERE)
        return t->slot[owner].first == index;
    return has_sibling(t, index, s->previous) && t->slot[s->previous].next == index;
}

static bool is_spent(const struct handle_table *t, uint32_t index)
{
    return t->slot[index].generation >= t->generations;
}

/* Counts what a closed slot owned and is not spent; false if something else is among it. */
static bool count_owned(const struct handle_table *t, uint32_t closed, uint32_t *listed)
{
    uint32_t steps = 0;
    for (uint32_t i = t->slot[closed].first; i != HANDLE_NOWHERE; i = t->slot[i].next) {
        if (steps == t->touched || !is_inside(t, i) || t->slot[i].kind == 0 || is_open(t, i) ||
            t->slot[i].owner != handle_at(t, closed) || t->slot[i].first != HANDLE_NOWHERE)
            return false;
        *listed += is_spent(t, i) ? 0 : 1;
        steps++;
    }
    return true;
}

/* Whether the list of closed slots, with what they owned, holds all that are closed and not spent,
 * each once. */
static bool closed_are_listed(const struct handle_table *t, uint32_t expected)
{
    uint32_t listed = 0, steps = 0;
    for (uint32_t i = t->closed; i != HANDLE_NOWHERE; i = t->slot[i].next) {
        if (steps == t->touched || !is_inside(t, i) || t->slot[i].kind != 0 ||
            !count_owned(t, i, &listed))
            return false;
        listed += is_spent(t, i) ? 0 : 1;
        steps++;
    }
    return listed == expected;
}

/* Whether one slot that was ever open agrees with the rest of the table. */
static bool is_sound(const struct handle_table *t, uint32_t index)
{
    const struct handle_slot *s = &t->slot[index];
    if (s->generation == 0 || s->generation > t->generations)
        return false;
    if (!is_open(t, index))
        return true;
    return s->owner == 0 ? is_origin(t, index) : is_owned(t, index);
}

bool handle_table_consistent(const struct handle_table *table)
{
    uint32_t closed = 0;
    if (table->touched > table->capacity)
        return false;
    for (uint32_t i = 0; i < table->touched; i++) {
        if (!is_sound(table, i))
            return false;
        closed += is_open(table, i) || is_spent(table, i) ? 0 : 1;
    }
    return closed_are_listed(table, closed);
}

uint32_t handles_open(const struct handle_table *table)
{
    uint32_t open = 0;
    for (uint32_t i = 0; i < table->touched; i++)
        open += handle_is_open(table, i) ? 1 : 0;
    return open;
}

/* -- the server ------------------------------------------------------------------------------ */

/* Associations are owned by none and stand for no object (server_connect). */
static bool is_association(const struct server *s, uint32_t index)
{
    return is_open(&s->table, index) && s->table.slot[index].owner == 0 &&
           s->context[index].object == OBJECT_NONE &&
           (s->context[index].version == 2 || s->context[index].version == 3);
}

/* Whether a context handle stands for something of its cluster; a port has a version. */
static bool stands_for_something(const struct server *s, uint32_t index)
{
    const struct server_context *c = &s->context[index];
    const uint32_t objects = s->clusters->cluster[c->cluster].objects;
    if (s->table.slot[index].kind == HANDLE_NOTIFY && c->version != 1 && c->version != 2)
        return false;
    return c->object == OBJECT_NONE || c->object < objects;
}

static bool slot_is_right(const struct server *s, uint32_t index)
{
    const struct handle_slot *slot = &s->table.slot[index];
    const struct server_context *c = &s->context[index];
    if (c->cluster >= s->clusters->count)
        return false;
    const uint32_t owner = handle_owner(&s->table, index);
    if (owner == HANDLE_NOWHERE)
        return is_association(s, index);
    return slot->kind <= HANDLE_GROUPSET && c->cluster == s->context[owner].cluster &&
           stands_for_something(s, index);
}

static bool is_port(const struct server *s, uint64_t handle)
{
    uint32_t index;
    return handle_find(&s->table, handle, HANDLE_NOTIFY, &index) == HANDLE_IS_VALID;
}

static bool filters_have_ports(const struct server *s)
{
    const struct events *e = &s->events;
    for (uint32_t i = 0; i < e->registrations; i++)
        if (e->registration[i].version != 0 && !is_port(s, e->registration[i].port))
            return false;
    return true;
}

static bool notices_have_ports(const struct server *s)
{
    const struct events *e = &s->events;
    for (uint32_t i = 0; i < e->notices; i++)
        if (e->notice[i].order != 0 && !is_port(s, e->notice[i].port))
            return false;
    return true;
}

static bool waits_have_ends(const struct server *s)
{
    for (uint32_t i = 0; i < s->events.waitings; i++) {
        const struct waiting *w = &s->events.waiting[i];
        if (w->order != 0 &&
            (!is_association(s, w->association) || (w->code == 0 && !is_port(s, w->port))))
            return false;
    }
    return true;
}

bool server_consistent(const struct server *server)
{
    if (!handle_table_consistent(&server->table))
        return false;
    for (uint32_t i = 0; i < server->table.touched; i++)
        if (is_open(&server->table, i) && !slot_is_right(server, i))
            return false;
    return filters_have_ports(server) && notices_have_ports(server) && waits_have_ends(server);
}
