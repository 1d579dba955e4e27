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
    uint32_t steps = 0, at = index;
    while (steps < t->touched && is_open(t, at) && t->slot[at].owner != HANDLE_NOWHERE) {
        at = t->slot[at].owner;
        steps++;
    }
    return is_open(t, at) && t->slot[at].owner == HANDLE_NOWHERE;
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

/* Whether one slot that was ever open agrees with the rest of the table. */
static bool is_sound(const struct handle_table *t, uint32_t index)
{
    const struct handle_slot *s = &t->slot[index];
    if (s->generation == 0 || s->generation > t->generations)
        return false;
    return s->kind == 0 || (is_linked(t, index) && owns_its_own(t, index) && has_origin(t, index));
}

bool handle_table_consistent(const struct handle_table *table)
{
    uint32_t open = 0, closed = 0;
    if (table->touched > table->capacity)
        return false;
    for (uint32_t i = 0; i < table->touched; i++) {
        const struct handle_slot *s = &table->slot[i];
        if (!is_sound(table, i))
            return false;
        if (s->kind != 0)
            open++;
        else if (s->generation < table->generations)
            closed++;
    }
    return open == table->open && closed_are_listed(table, closed);
}

/* -- the server ------------------------------------------------------------------------------ */

/* Associations are owned by none and stand for no object (server_connect). */
static bool is_association(const struct server *s, uint32_t index)
{
    return is_open(&s->table, index) && s->table.slot[index].owner == HANDLE_NOWHERE &&
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
    if (slot->owner == HANDLE_NOWHERE)
        return is_association(s, index);
    return is_association(s, slot->owner) && slot->first == HANDLE_NOWHERE &&
           slot->kind <= HANDLE_GROUPSET && c->cluster == s->context[slot->owner].cluster &&
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
        if (server->table.slot[i].kind != 0 && !slot_is_right(server, i))
            return false;
    return filters_have_ports(server) && notices_have_ports(server) && waits_have_ends(server);
}
