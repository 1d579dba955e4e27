#include "change.h"

#include <string.h>

#include "error.h"

/* -- objects --------------------------------------------------------------------------------- */

/* An index for a new object, or OBJECT_NONE. */
static uint32_t free_place(struct cluster *cluster)
{
    for (uint32_t i = 0; i < cluster->objects; i++)
        if (cluster->object[i].kind == HANDLE_NONE)
            return i;
    if (cluster->objects >= cluster->room)
        return OBJECT_NONE;
    cluster->object[cluster->objects].incarnation = 0;
    cluster->objects++;
    return cluster->objects - 1;
}

/* A GUID string (MS-DTYP 2.3.4.3) of the number `n`. */
static void write_id(uint32_t n, uint8_t room[2 * ID_UNITS])
{
    static const char form[ID_UNITS + 1] = "c0000000-0000-4000-8000-0000????????";
    for (uint32_t i = 0; i < ID_UNITS; i++) {
        uint32_t digit = (n >> 4 * (ID_UNITS - 1 - i) % 32) & 0xF;
        room[2 * (size_t)i] = (uint8_t)(form[i] == '?' ? "0123456789abcdef"[digit] : form[i]);
        room[2 * (size_t)i + 1] = 0;
    }
}

static void assign_id(struct cluster *cluster, uint32_t index)
{
    struct object *o = &cluster->object[index];
    o->id = (struct name){o->id_room, ID_UNITS, false};
    do {
        cluster->assigned++;
        write_id(cluster->assigned, o->id_room);
    } while (cluster_name_taken(cluster, o->kind, o->id, index)); /* fewer names than numbers */
}

uint32_t cluster_add(struct cluster *cluster, enum handle_type kind, struct name name,
                     uint32_t *index)
{
    if (name.units > NAME_UNITS_MAX)
        return ERROR_NOT_ENOUGH_MEMORY;
    uint32_t at = free_place(cluster);
    if (at == OBJECT_NONE)
        return ERROR_NOT_ENOUGH_MEMORY;
    struct object *o = &cluster->object[at];
    uint32_t incarnation = o->incarnation;
    memset(o, 0, sizeof *o);
    o->kind = kind;
    o->incarnation = incarnation;
    o->owner = OBJECT_NONE;
    o->network = OBJECT_NONE;
    (void)name_copy(name, o->name_room, NAME_UNITS_MAX, &o->name);
    assign_id(cluster, at);
    *index = at;
    return ERROR_SUCCESS;
}

/* The first remaining resource of a type stands for it in enumerations. */
static void pass_on_type(struct cluster *cluster, uint32_t removed)
{
    const struct object *gone = &cluster->object[removed];
    for (uint32_t i = 0; i < cluster->objects && gone->first_of_type; i++) {
        struct object *o = &cluster->object[i];
        if (i != removed && o->kind == HANDLE_RESOURCE && name_equal(o->type, gone->type)) {
            o->first_of_type = true;
            return;
        }
    }
}

void cluster_remove(struct cluster *cluster, uint32_t object)
{
    for (uint32_t i = 0; i < cluster->relations; i++) {
        struct relation *r = &cluster->relation[i];
        if (r->from == object || r->to == object)
            r->kind = RELATION_FREE;
    }
    pass_on_type(cluster, object);
    cluster->object[object].kind = HANDLE_NONE;
    cluster->object[object].incarnation++;
}

bool cluster_name_taken(const struct cluster *cluster, enum handle_type kind, struct name name,
                        uint32_t except)
{
    for (uint32_t i = 0; i < cluster->objects; i++) {
        const struct object *o = &cluster->object[i];
        if (i != except && o->kind == kind &&
            (name_equal(name, o->name) || name_equal(name, o->id)))
            return true;
    }
    return false;
}

uint32_t cluster_rename(struct cluster *cluster, uint32_t object, struct name name)
{
    struct object *o = &cluster->object[object];
    bool fits = name_copy(name, o->name_room, NAME_UNITS_MAX, &o->name);
    return fits ? ERROR_SUCCESS : ERROR_NOT_ENOUGH_MEMORY;
}

uint32_t cluster_set_type(struct cluster *cluster, uint32_t resource, struct name type)
{
    struct object *o = &cluster->object[resource];
    bool fits = name_copy(type, o->type_room, NAME_UNITS_MAX, &o->type);
    return fits ? ERROR_SUCCESS : ERROR_NOT_ENOUGH_MEMORY;
}

bool cluster_has_type(const struct cluster *cluster, struct name type)
{
    for (uint32_t i = 0; i < cluster->objects && type.units > 0; i++)
        if (cluster->object[i].kind == HANDLE_RESOURCE && name_equal(type, cluster->object[i].type))
            return true;
    return false;
}

/* -- relations ------------------------------------------------------------------------------- */

static uint32_t find_relation(const struct cluster *cluster, enum relation_kind kind, uint32_t from,
                              uint32_t to)
{
    for (uint32_t i = 0; i < cluster->relations; i++) {
        const struct relation *r = &cluster->relation[i];
        if (r->kind == kind && r->from == from && r->to == to)
            return i;
    }
    return cluster->relations;
}

bool related(const struct cluster *cluster, enum relation_kind kind, uint32_t from, uint32_t to)
{
    return find_relation(cluster, kind, from, to) < cluster->relations;
}

uint32_t related_to(const struct cluster *cluster, enum relation_kind kind, uint32_t from)
{
    for (uint32_t i = 0; i < cluster->relations; i++) {
        const struct relation *r = &cluster->relation[i];
        if (r->kind == kind && r->from == from)
            return r->to;
    }
    return OBJECT_NONE;
}

bool relation_ends_at(const struct cluster *cluster, enum relation_kind kind, uint32_t to)
{
    for (uint32_t i = 0; i < cluster->relations; i++)
        if (cluster->relation[i].kind == kind && cluster->relation[i].to == to)
            return true;
    return false;
}

uint32_t relate(struct cluster *cluster, enum relation_kind kind, uint32_t from, uint32_t to)
{
    for (uint32_t i = 0; i < cluster->relations; i++) {
        if (cluster->relation[i].kind == RELATION_FREE) {
            cluster->relation[i] = (struct relation){kind, from, to};
            return ERROR_SUCCESS;
        }
    }
    return ERROR_NOT_ENOUGH_MEMORY;
}

bool unrelate(struct cluster *cluster, enum relation_kind kind, uint32_t from, uint32_t to)
{
    uint32_t at = find_relation(cluster, kind, from, to);
    if (at == cluster->relations)
        return false;
    cluster->relation[at].kind = RELATION_FREE;
    return true;
}

/* -- walks ----------------------------------------------------------------------------------- */

/* Gives everything one dependency away from what is marked `level` the mark `next`, unless it has
 * the mark `keep`. Returns whether there was any. */
static bool step(struct cluster *cluster, enum direction_of_walk direction, uint32_t level,
                 uint32_t next, uint32_t keep)
{
    bool any = false;
    for (uint32_t i = 0; i < cluster->relations; i++) {
        const struct relation *r = &cluster->relation[i];
        if (r->kind != RELATION_DEPENDS)
            continue;
        uint32_t here = direction == TO_PROVIDERS ? r->from : r->to;
        uint32_t there = direction == TO_PROVIDERS ? r->to : r->from;
        if (cluster->object[here].mark != level || cluster->object[there].mark == keep)
            continue;
        cluster->object[there].mark = next;
        any = true;
    }
    return any;
}

static void mark_only(struct cluster *cluster, uint32_t start)
{
    for (uint32_t i = 0; i < cluster->objects; i++)
        cluster->object[i].mark = i == start;
}

void mark_chain(struct cluster *cluster, uint32_t start, enum direction_of_walk direction)
{
    mark_only(cluster, start);
    for (uint32_t i = 1; i < cluster->objects; i++) /* each round marks at least one more */
        if (!step(cluster, direction, 1, 1, 1))
            return;
}

uint32_t chain_length(struct cluster *cluster, uint32_t start, enum direction_of_walk direction)
{
    mark_only(cluster, start);
    for (uint32_t level = 1; level <= DEPENDENCY_DEPTH + 1; level++)
        if (!step(cluster, direction, level, level + 1, level + 1))
            return level - 1;
    return DEPENDENCY_DEPTH + 1;
}
