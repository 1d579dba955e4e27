#include "registry.h"

#include <stddef.h>

/* ASCII text as UTF-16: the octets of a character and a zero follow each other. */
struct ascii {
    uint8_t octets[2 * 20];
    uint32_t units;
};

/* In the order of their names. */
static const struct branch {
    struct ascii name;
    enum handle_type kind;
} branches[] = {
    {{{0}, 0}, HANDLE_NONE}, /* the root */
    {{{'G', 0, 'r', 0, 'o', 0, 'u', 0, 'p', 0, 's', 0}, 6}, HANDLE_GROUP},
    {{{'G', 0, 'r', 0, 'o', 0, 'u', 0, 'p', 0, 'S', 0, 'e', 0, 't', 0, 's', 0}, 9},
     HANDLE_GROUPSET},
    {{{'N', 0,   'e', 0,   't', 0,   'w', 0,   'o', 0,   'r', 0,   'k', 0,   'I', 0,   'n',
       0,   't', 0,   'e', 0,   'r', 0,   'f', 0,   'a', 0,   'c', 0,   'e', 0,   's', 0},
      17},
     HANDLE_NETINTERFACE},
    {{{'N', 0, 'e', 0, 't', 0, 'w', 0, 'o', 0, 'r', 0, 'k', 0, 's', 0}, 8}, HANDLE_NETWORK},
    {{{'N', 0, 'o', 0, 'd', 0, 'e', 0, 's', 0}, 5}, HANDLE_NODE},
    {{{'R', 0, 'e', 0, 's', 0, 'o', 0, 'u', 0, 'r', 0, 'c', 0, 'e', 0, 's', 0}, 9},
     HANDLE_RESOURCE},
};
enum { BRANCHES = sizeof branches / sizeof *branches };

static const struct ascii name_of_name = {{'N', 0, 'a', 0, 'm', 0, 'e', 0}, 4};
static const struct ascii name_of_type = {{'T', 0, 'y', 0, 'p', 0, 'e', 0}, 4};
static const struct ascii name_of_cluster = {
    {'C', 0, 'l', 0, 'u', 0, 's', 0, 't', 0, 'e', 0, 'r', 0, 'N', 0, 'a', 0, 'm', 0, 'e', 0}, 11};

static struct name text_of(const struct ascii *text)
{
    return (struct name){text->octets, text->units, false};
}

/* The object number `index` of a kind, or OBJECT_NONE. */
static uint32_t nth_of_kind(const struct cluster *cluster, enum handle_type kind, uint32_t index)
{
    uint32_t before = 0; /* objects of the kind that were passed */
    for (uint32_t i = 0; i < cluster->objects; i++) {
        if (cluster->object[i].kind != kind)
            continue;
        if (before == index)
            return i;
        before++;
    }
    return OBJECT_NONE;
}

bool registry_subkey(const struct cluster *cluster, struct registry_key key, uint32_t index,
                     struct name *name)
{
    if (key.object != OBJECT_NONE) /* nothing below an object here: no private properties */
        return false;
    if (key.branch == REGISTRY_ROOT) {
        if (index >= BRANCHES - 1)
            return false;
        *name = text_of(&branches[index + 1].name);
        return true;
    }
    uint32_t object = nth_of_kind(cluster, branches[key.branch].kind, index);
    if (object != OBJECT_NONE)
        *name = cluster->object[object].id;
    return object != OBJECT_NONE;
}

bool registry_value(const struct cluster *cluster, struct registry_key key, uint32_t index,
                    struct registry_value *value)
{
    bool root = key.branch == REGISTRY_ROOT;
    if (root && index == 0)
        *value = (struct registry_value){text_of(&name_of_cluster), cluster->name};
    if (root || key.object == OBJECT_NONE)
        return root && index == 0;
    const struct object *o = &cluster->object[key.object];
    if (index == 0)
        *value = (struct registry_value){text_of(&name_of_name), o->name};
    bool typed = o->kind == HANDLE_RESOURCE && index == 1;
    if (typed)
        *value = (struct registry_value){text_of(&name_of_type), o->type};
    return index == 0 || typed;
}

/* The subkey of that one name; false: there is none. */
static bool step_down(const struct cluster *cluster, struct name name, struct registry_key *key)
{
    if (key->object != OBJECT_NONE)
        return false;
    for (uint32_t i = 1; key->branch == REGISTRY_ROOT && i < BRANCHES; i++) {
        if (name_equal(name, text_of(&branches[i].name))) {
            key->branch = i;
            return true;
        }
    }
    for (uint32_t i = 0; key->branch != REGISTRY_ROOT && i < cluster->objects; i++) {
        const struct object *o = &cluster->object[i];
        if (o->kind == branches[key->branch].kind && name_equal(name, o->id)) {
            key->object = i;
            return true;
        }
    }
    return false;
}

/* Where the name that starts at `start` ends: at a backslash, or with the path. */
static uint32_t end_of_name(struct name path, uint32_t start)
{
    uint32_t end = start;
    while (end < path.units && name_unit(path, end) != '\\')
        end++;
    return end;
}

bool registry_open(const struct cluster *cluster, struct registry_key key, struct name path,
                   struct registry_key *subkey)
{
    uint32_t start = 0;
    *subkey = key;
    while (start < path.units) {
        const uint32_t end = end_of_name(path, start);
        //@ split start;
        //@ split end;
        const struct name name = {path.at + 2 * (size_t)start, end - start, path.big};
        if (name.units == 0 || !step_down(cluster, name, subkey))
            return false;
        start = end + 1;
    }
    return true;
}

uint32_t registry_branch_of(enum handle_type kind)
{
    uint32_t branch = REGISTRY_ROOT;
    for (uint32_t i = 1; i < BRANCHES; i++)
        if (branches[i].kind == kind)
            branch = i;
    return branch;
}

bool registry_path(const struct cluster *cluster, uint32_t object, uint8_t *room, uint32_t capacity,
                   struct name *path)
{
    const struct object *o = &cluster->object[object];
    const struct branch *branch = &branches[registry_branch_of(o->kind)];
    uint32_t head = branch->name.units;
    struct name part;
    if (head + 1 > capacity)
        return false;
    (void)name_copy(text_of(&branch->name), room, capacity, &part);
    room[2 * (size_t)head] = '\\';
    room[2 * (size_t)head + 1] = 0;
    if (!name_copy(o->id, room + 2 * ((size_t)head + 1), capacity - head - 1, &part))
        return false;
    *path = (struct name){room, head + 1 + o->id.units, false};
    return true;
}
