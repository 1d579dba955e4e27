#include "event.h"

#include <stddef.h>
#include <string.h>

#include "error.h"
#include "event_filter.h"
#include "registry.h"

enum { LOST_VERSION_1 = 0x00080000, LOST_VERSION_2 = 0x00000200 };

static uint64_t next_order(struct events *events)
{
    events->order++;
    return events->order;
}

/* -- filters --------------------------------------------------------------------------------- */

uint32_t events_register(struct events *events, const struct registration *registration,
                         struct registration **kept)
{
    for (uint32_t i = 0; i < events->registrations; i++) {
        if (events->registration[i].version != 0)
            continue;
        events->registration[i] = *registration;
        *kept = &events->registration[i];
        return ERROR_SUCCESS;
    }
    return ERROR_NOT_ENOUGH_MEMORY;
}

/* Whether a filter for one object, or for all, takes an event of the object `index`. */
static bool takes_object(const struct registration *r, const struct cluster *cluster,
                         uint32_t index)
{
    if (r->object == OBJECT_NONE)
        return true;
    return r->object == index && cluster->object[index].incarnation == r->incarnation;
}

/* Whether a filter for a registry key, or version 1's for the whole cluster, takes a change of the
 * key of the object `index`. */
static bool takes_key(const struct registration *r, const struct cluster *cluster, uint32_t index)
{
    uint32_t branch = registry_branch_of(cluster->object[index].kind);
    if (r->type == EVENT_OF_REGISTRY && r->object != OBJECT_NONE)
        return takes_object(r, cluster, index);
    bool above = r->branch == REGISTRY_ROOT || r->branch == branch;
    return r->subtree && above;
}

static uint32_t matches_key(const struct registration *r, const struct cluster *cluster,
                            const struct happening *h)
{
    const struct change_name *name = change_name(h->change);
    uint32_t bit = (uint32_t)r->filter & (r->version == 1 ? name->filter : name->flag);
    bool concerns = r->type == EVENT_OF_REGISTRY || r->version == 1;
    return bit != 0 && concerns && takes_key(r, cluster, h->about) ? bit : 0;
}

/* The bit under which a filter takes what happened; 0: it does not. */
static uint32_t matches(const struct registration *r, const struct cluster *cluster,
                        const struct happening *h)
{
    const struct change_name *name = change_name(h->change);
    if (r->version == 0 || r->cluster != h->cluster)
        return 0;
    if (name->type == EVENT_OF_REGISTRY)
        return matches_key(r, cluster, h);
    if (r->version == 1)
        return takes_object(r, cluster, h->about) ? (uint32_t)(r->filter & name->filter) : 0;
    bool same = r->type == name->type && takes_object(r, cluster, h->target);
    return same ? (uint32_t)(r->filter & name->flag) : 0;
}

/* -- the queue ------------------------------------------------------------------------------- */

static const struct name no_name = {NULL, 0, false};

static struct notice *free_notice(struct events *events)
{
    for (uint32_t i = 0; i < events->notices; i++)
        if (events->notice[i].order == 0)
            return &events->notice[i];
    return NULL;
}

/* Copies the id of what an object belongs to (MS-CMRP 3.1.4.2.138): a group's and an interface's
 * node, a resource's group; false: it does not fit. */
static bool name_parent(struct notice *n, const struct cluster *cluster, uint32_t index)
{
    const uint32_t owner = cluster->object[index].owner;
    return owner == OBJECT_NONE ||
           name_copy(cluster->object[owner].id, n->parent_room, NAME_UNITS_MAX, &n->parent);
}

/* Copies the names of what happened to into the notice; false: they do not fit. */
static bool name_objects(struct notice *n, const struct cluster *cluster, const struct happening *h)
{
    const struct object *o = &cluster->object[h->about];
    const enum event_type type = change_name(h->change)->type;
    if (type == EVENT_OF_REGISTRY)
        return registry_path(cluster, h->about, n->name_room, NAME_UNITS_MAX, &n->name);
    return name_copy(o->name, n->name_room, NAME_UNITS_MAX, &n->name) &&
           name_copy(o->id, n->id_room, NAME_UNITS_MAX, &n->id) &&
           name_parent(n, cluster, h->target != OBJECT_NONE ? h->target : h->about) &&
           (type != EVENT_OF_RESOURCE ||
            name_copy(o->type, n->kind_room, NAME_UNITS_MAX, &n->kind));
}

/* Copies into the notice what the model says now of the objects; false: it does not fit. */
static bool describe(struct notice *n, const struct cluster *cluster, const struct happening *h)
{
    n->name = no_name;
    n->id = no_name;
    n->parent = no_name;
    n->kind = no_name;
    n->sequence = h->about == OBJECT_NONE ? 0 : cluster->object[h->about].sequence;
    n->size = h->size;
    if (h->size > sizeof n->octets)
        return false;
    if (h->size > 0)
        memcpy(n->octets, h->octets, h->size);
    return h->about == OBJECT_NONE || name_objects(n, cluster, h);
}

static void queue(struct events *events, struct registration *r, const struct cluster *cluster,
                  const struct happening *h, uint32_t filter)
{
    struct notice *n = free_notice(events);
    if (n == NULL || !describe(n, cluster, h)) {
        r->lost = true;
        return;
    }
    n->order = next_order(events);
    n->port = r->port;
    n->key = r->key;
    n->filter = filter;
    n->type = change_name(h->change)->type;
}

void events_post(struct events *events, const struct cluster *cluster, const struct happening *h)
{
    for (uint32_t i = 0; i < events->registrations; i++) {
        uint32_t filter = matches(&events->registration[i], cluster, h);
        if (filter != 0)
            queue(events, &events->registration[i], cluster, h, filter);
    }
}

void events_post_state(struct events *events, const struct cluster *cluster,
                       struct registration *kept, uint32_t filter)
{
    const struct happening h = {
        .cluster = kept->cluster, .target = kept->object, .about = kept->object};
    queue(events, kept, cluster, &h, filter);
}

static struct notice *first_notice(const struct events *events, uint64_t port)
{
    struct notice *first = NULL;
    for (uint32_t i = 0; i < events->notices; i++) {
        struct notice *n = &events->notice[i];
        if (n->order != 0 && n->port == port && (first == NULL || n->order < first->order))
            first = n;
    }
    return first;
}

/* A filter of the port that lost an indication. */
static struct registration *first_lost(const struct events *events, uint64_t port)
{
    for (uint32_t i = 0; i < events->registrations; i++) {
        struct registration *r = &events->registration[i];
        if (r->version != 0 && r->port == port && r->lost)
            return r;
    }
    return NULL;
}

bool events_any(const struct events *events, uint64_t port)
{
    return first_notice(events, port) != NULL || first_lost(events, port) != NULL;
}

const struct notice *events_fetch(struct events *events, uint64_t port)
{
    struct notice *n = first_notice(events, port);
    if (n != NULL) {
        n->order = 0;
        return n;
    }
    struct registration *r = first_lost(events, port);
    if (r == NULL)
        return NULL;
    r->lost = false;
    memset(&events->lost, 0, sizeof events->lost);
    events->lost.port = port;
    events->lost.key = r->key;
    events->lost.type = EVENT_OF_CLUSTER;
    events->lost.filter = r->version == 1 ? LOST_VERSION_1 : LOST_VERSION_2;
    return &events->lost;
}

/* -- calls that wait ------------------------------------------------------------------------- */

static void end_waits(struct events *events, uint64_t port, uint32_t code)
{
    for (uint32_t i = 0; i < events->waitings; i++) {
        struct waiting *w = &events->waiting[i];
        if (w->order != 0 && w->port == port && w->code == 0)
            w->code = code;
    }
}

void events_unblock(struct events *events, uint64_t port)
{
    end_waits(events, port, ERROR_INVALID_FUNCTION);
}

void events_close_port(struct events *events, uint64_t port)
{
    end_waits(events, port, ERROR_NO_MORE_ITEMS);
    for (uint32_t i = 0; i < events->registrations; i++)
        if (events->registration[i].port == port)
            events->registration[i].version = 0;
    for (uint32_t i = 0; i < events->notices; i++)
        if (events->notice[i].port == port)
            events->notice[i].order = 0;
}

uint32_t events_wait(struct events *events, uint64_t port, uint64_t token, uint32_t association)
{
    for (uint32_t i = 0; i < events->waitings; i++) {
        if (events->waiting[i].order != 0)
            continue;
        events->waiting[i] = (struct waiting){token, port, next_order(events), association, 0};
        return ERROR_SUCCESS;
    }
    return ERROR_NOT_ENOUGH_MEMORY;
}

const struct waiting *events_ready(const struct events *events)
{
    const struct waiting *oldest = NULL;
    for (uint32_t i = 0; i < events->waitings; i++) {
        const struct waiting *w = &events->waiting[i];
        if (w->order == 0 || (oldest != NULL && oldest->order < w->order))
            continue;
        if (w->code != 0 || events_any(events, w->port))
            oldest = w;
    }
    return oldest;
}

struct waiting *events_waiting(const struct events *events, uint64_t token)
{
    for (uint32_t i = 0; i < events->waitings; i++)
        if (events->waiting[i].order != 0 && events->waiting[i].token == token)
            return &events->waiting[i];
    return NULL;
}

void events_forget_calls(struct events *events, uint32_t association)
{
    for (uint32_t i = 0; i < events->waitings; i++)
        if (events->waiting[i].association == association)
            events->waiting[i].order = 0;
}
