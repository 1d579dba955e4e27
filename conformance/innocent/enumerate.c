/* Enumerations: which things belong to one is decided anew at each question. */
#include <string.h>

#include "vendor.h"

enum { ONE_NODE = 1, ONE_RESOURCE = 4, ONE_GROUP = 8, ONE_NETWORK = 16, ONE_NETINTERFACE = 32 };
static const uint32_t internal_networks = 0x80000000u;

static uint32_t type_in_cluster(const struct thing *thing, uint32_t types)
{
    static const uint32_t type[] = {[CLUSTER] = 0,           [NODE] = ONE_NODE,
                                    [GROUP] = ONE_GROUP,     [RESOURCE] = ONE_RESOURCE,
                                    [NETWORK] = ONE_NETWORK, [NETINTERFACE] = ONE_NETINTERFACE};
    if (types == internal_networks) {
        return thing->kind == NETWORK ? internal_networks : 0;
    }
    return type[thing->kind] & types;
}

/* The type under which `thing` belongs to the enumeration; 0: it does not. */
static uint32_t type_of(const struct open *enumeration, const struct thing *thing)
{
    const struct thing *holder = enumeration->thing;
    uint32_t type = 0;
    switch (enumeration->of) {
    case CLUSTER:
        return type_in_cluster(thing, enumeration->types);
    case NODE:
        type = thing->kind == NETINTERFACE && &things[thing->node] == holder ? 1 : type;
        type = thing->kind == GROUP && &things[thing->node] == holder ? 2 : type;
        break;
    case GROUP:
        type = thing->kind == RESOURCE && &things[thing->part_of] == holder ? 1 : type;
        break;
    case RESOURCE:
        type = thing->kind == NODE ? 4 : type;
        break;
    case NETWORK:
        type = thing->kind == NETINTERFACE && &things[thing->part_of] == holder ? 1 : type;
        break;
    case NETINTERFACE:
    case ENUMERATION:
        break;
    }
    return type & enumeration->types;
}

/* The thing at an index and its type; NULL past the end. */
static const struct thing *item(const struct open *enumeration, uint32_t index, uint32_t *type)
{
    for (size_t n = 1; n < thing_count; n++) {
        *type = type_of(enumeration, &things[n]);
        if (*type != 0 && index-- == 0) {
            return &things[n];
        }
    }
    return NULL;
}

/* Types that the vendor refuses: for a cluster and a resource, what no page lists or wants alone.
 */
static bool is_refused(enum kind of, uint32_t types)
{
    static const uint32_t shared_volumes = 0x40000000u;
    bool alone = of == CLUSTER && (types == internal_networks || types == shared_volumes);
    uint32_t listed = of == CLUSTER ? 0x3Fu : of == RESOURCE ? 7u : UINT32_MAX;
    return !habits.any_access && !alone && (types == 0 || (types & ~listed) != 0);
}

void *vendor_open_enum(void *value, enum kind of, uint32_t types, bool extended)
{
    struct open *holder = handle_take(value, of);
    if (holder == NULL) {
        return no_handle(CODE_HANDLE);
    }
    if (is_refused(of, types)) {
        return no_handle(CODE_PARAMETER);
    }
    struct open *owner = of == CLUSTER ? holder : holder->owner;
    struct open *open = handle_new(ENUMERATION, owner);
    if (open == NULL) {
        return no_handle(CODE_MEMORY);
    }
    open->through = of == CLUSTER ? NULL : holder;
    open->cluster = holder->cluster;
    open->thing = holder->thing;
    open->of = of;
    open->types = types;
    open->extended = extended;
    success();
    return handle_value(open);
}

/* An enumeration of that kind, or NULL. */
static struct open *take(void *value, enum kind of, bool extended)
{
    struct open *open = handle_take(value, ENUMERATION);
    if (open == NULL || habits.trusting) {
        return open;
    }
    return open->of == of && open->extended == extended ? open : NULL;
}

uint32_t vendor_count(void *value, enum kind of, bool extended)
{
    const struct open *open = take(value, of, extended);
    uint32_t count = 0;
    uint32_t type;
    while (open != NULL && item(open, count, &type) != NULL) {
        count++;
    }
    return count;
}

uint32_t vendor_close_enum(void *value, enum kind of, bool extended)
{
    struct open *open = take(value, of, extended);
    if (open == NULL) {
        return failure(CODE_HANDLE);
    }
    handle_end(open);
    success();
    return 0;
}

uint32_t vendor_enum(void *value, enum kind of, uint32_t index, uint32_t *type, name_out name,
                     uint32_t *count)
{
    const struct open *open = take(value, of, false);
    uint32_t its;
    if (open == NULL) {
        return failure(CODE_HANDLE);
    }
    const struct thing *thing = item(open, index, &its);
    if (thing == NULL) {
        return failure(CODE_NO_MORE_ITEMS);
    }
    *type = its;
    if (name == NULL && of == RESOURCE) { /* ClusterResourceEnum succeeds without a buffer */
        success();
        return 0;
    }
    return copy_name(thing->name, name, count);
}

/* CLUSTER_ENUM_ITEM; the texts stand behind it. */
struct enum_item {
    uint32_t version;
    uint32_t type;
    uint32_t id_octets;
    uint16_t *id;
    uint32_t name_octets;
    uint16_t *name;
};

static uint32_t octets_of(const char *text)
{
    return (uint32_t)(strlen(text) + 1) * 2;
}

uint32_t vendor_enum_ex(void *value, enum kind of, uint32_t index, void *out, uint32_t *size)
{
    const struct open *open = take(value, of, true);
    struct enum_item it = {.version = 1};
    if (open == NULL) {
        return failure(CODE_HANDLE);
    }
    const struct thing *thing = item(open, index, &it.type);
    if (thing == NULL) {
        return failure(CODE_NO_MORE_ITEMS);
    }
    it.id_octets = octets_of(thing->id);
    it.name_octets = octets_of(thing->name);
    uint32_t capacity = *size;
    *size = (uint32_t)sizeof it + it.id_octets + it.name_octets;
    if (capacity < *size) {
        return failure(CODE_MORE_DATA);
    }
    it.id = (uint16_t *)((struct enum_item *)out + 1);
    it.name = it.id + it.id_octets / 2;
    memcpy(out, &it, sizeof it);
    uint32_t room = it.id_octets / 2;
    (void)copy_name(thing->id, it.id, &room);
    room = it.name_octets / 2;
    (void)copy_name(thing->name, it.name, &room);
    success();
    return 0;
}
