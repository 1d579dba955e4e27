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

static bool is_spent(const struct handle_table *t, uint32_t index)
{
    return t->slot[index].generation >= t->generations;
}

static bool is_origin(const struct handle_table *t, uint32_t index)
{
    return is_open(t, index) && t->slot[index].owner == 0;
}

/* Whether a slot has to be in a list: what was obtained from another, or can be opened again. */
static bool is_listed(const struct handle_table *t, uint32_t index)
{
    return is_open(t, index) ? t->slot[index].owner != 0 : !is_spent(t, index);
}

/* Counts what a slot owns, or owned; false if something else is among it. No slot comes twice: it
 * would have to name two that stand before it. */
static bool count_owned(const struct handle_table *t, uint32_t owner, uint32_t *listed)
{
    uint32_t before = HANDLE_NOWHERE;
    for (uint32_t i = t->slot[owner].first; i != HANDLE_NOWHERE; i = t->slot[i].next) {
        if (!is_inside(t, i) || t->slot[i].previous != before || t->slot[i].kind == 0 ||
            t->slot[i].owner != handle_at(t, owner) || t->slot[i].first != HANDLE_NOWHERE)
            return false;
        *listed += is_listed(t, i) ? 1 : 0;
        before = i;
    }
    return true;
}

/* The same of the closed slots, and of what they owned. */
static bool count_closed(const struct handle_table *t, uint32_t *listed)
{
    uint32_t before = HANDLE_NOWHERE;
    for (uint32_t i = t->closed; i != HANDLE_NOWHERE; i = t->slot[i].next) {
        if (!is_inside(t, i) || t->slot[i].previous != before || t->slot[i].kind != 0 ||
            !count_owned(t, i, listed))
            return false;
        *listed += is_listed(t, i) ? 1 : 0;
        before = i;
    }
    return true;
}

/* Whether one slot that was ever open agrees with itself; what stands in no list has no neighbours.
 */
static bool is_sound(const struct handle_table *t, uint32_t index)
{
    const struct handle_slot *s = &t->slot[index];
    if (s->generation == 0 || s->generation > t->generations)
        return false;
    return !is_origin(t, index) || (s->next == HANDLE_NOWHERE && s->previous == HANDLE_NOWHERE);
}

bool handle_table_consistent(const struct handle_table *table)
{
    uint32_t listed = 0, expected = 0;
    if (table->touched > table->capacity)
        return false;
    for (uint32_t i = 0; i < table->touched; i++) {
        if (!is_sound(table, i) || (is_origin(table, i) && !count_owned(table, i, &listed)))
            return false;
        expected += is_listed(table, i) ? 1 : 0;
    }
    return count_closed(table, &listed) && listed == expected;
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
