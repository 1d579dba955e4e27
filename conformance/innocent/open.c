/* Opening and closing clusters and objects, and the way from an object to its cluster. */
#include "vendor.h"

static bool names_cluster(name_in name, const struct cluster *cluster)
{
    bool fold = !habits.sensitive;
    while (habits.spellings && name[0] == '\\') {
        name++;
    }
    return same_name(name, cluster->name, fold) || same_name(name, cluster->fqdn, fold) ||
           same_name(name, cluster->address, fold);
}

/* A node's name leads to the first cluster, which is the one that has nodes of its own. */
static bool names_node(name_in name)
{
    static const char *const others[] = {"alpha.corp.example",    "198.51.100.21",
                                         "beta-two.corp.example", "198.51.100.22",
                                         "c.corp.example",        "198.51.100.23"};
    for (size_t n = 1; n < thing_count; n++) {
        if (things[n].kind == NODE && same_name(name, things[n].name, !habits.sensitive)) {
            return true;
        }
    }
    for (size_t n = 0; n < sizeof others / sizeof others[0]; n++) {
        if (same_name(name, others[n], !habits.sensitive)) {
            return true;
        }
    }
    return false;
}

static const struct cluster *find_cluster(name_in name)
{
    if (name == NULL || (is_empty(name) && habits.nameless)) {
        return &clusters[0];
    }
    for (size_t n = 0; n < cluster_count; n++) {
        if (names_cluster(name, &clusters[n])) {
            return &clusters[n];
        }
    }
    return names_node(name) ? &clusters[0] : NULL;
}

static void *give_cluster(const struct cluster *cluster, enum rights rights)
{
    struct open *open = habits.same_open ? handle_of(cluster, rights) : NULL;
    if (open != NULL) {
        open->count++;
        success();
        return handle_value(open);
    }
    open = handle_new(CLUSTER, NULL);
    if (open == NULL) {
        return no_handle(CODE_MEMORY);
    }
    open->cluster = cluster;
    open->rights = rights;
    success();
    return handle_value(open);
}

static void *open_cluster(name_in name, uint32_t access, uint32_t *granted, bool extended)
{
    enum code code = CODE_UNREACHABLE;
    const struct cluster *cluster = find_cluster(name);
    if (cluster == NULL || !cluster->reachable) {
        tell_granted(granted, 0);
        return no_handle(code);
    }
    if (extended && cluster->old && !(habits.plain_ex && (access & 0x10000000u) != 0)) {
        return no_handle_named(CODE_NO_METHOD);
    }
    enum rights rights = rights_for(access, cluster->caller, &code);
    tell_granted(granted, rights);
    return rights == 0 ? no_handle(code) : give_cluster(cluster, rights);
}

VENDOR_API void *OpenCluster(name_in name)
{
    return open_cluster(name, 0x10000000u, NULL, false);
}

VENDOR_API void *OpenClusterEx(name_in name, uint32_t access, uint32_t *granted)
{
    return open_cluster(name, access, granted, true);
}

/* One count less; the last one ends the handle, and all that came from it where that is noticed. */
static void let_go(struct open *cluster)
{
    if (--cluster->count > 0) {
        return;
    }
    if (!habits.trusting) {
        handle_end_all_of(cluster);
    } else if (cluster->owner != NULL) {
        let_go(cluster->owner);
    }
    handle_end(cluster);
}

VENDOR_API int32_t CloseCluster(void *value)
{
    struct open *cluster = handle_take(value, CLUSTER);
    if (cluster == NULL) {
        return habits.close_says_no ? no(CODE_HANDLE) : 1;
    }
    let_go(cluster);
    success();
    return 1;
}

static const struct thing *find_thing(enum kind kind, name_in name)
{
    bool fold = kind == RESOURCE || !habits.sensitive;
    for (size_t n = 1; n < thing_count; n++) {
        const struct thing *thing = &things[n];
        if (thing->kind != kind) {
            continue;
        }
        if ((is_empty(name) && habits.nameless) ||
            (!is_empty(name) && same_name(name, thing->name, fold))) {
            return thing;
        }
        bool by_id = kind == RESOURCE || habits.ids_open;
        if (by_id && !is_empty(name) && same_name(name, thing->id, true)) {
            return thing;
        }
    }
    return NULL;
}

void *vendor_give_object(struct open *cluster, const struct thing *thing, enum rights rights)
{
    struct open *open = handle_new(thing->kind, cluster);
    if (open == NULL) {
        return no_handle(CODE_MEMORY);
    }
    open->cluster = cluster->cluster;
    open->thing = thing;
    open->rights = rights;
    cluster->count += habits.trusting ? 1 : 0;
    success();
    return handle_value(open);
}

static const enum code not_found[] = {[NODE] = CODE_NODE_NOT_FOUND,
                                      [GROUP] = CODE_GROUP_NOT_FOUND,
                                      [RESOURCE] = CODE_RESOURCE_NOT_FOUND,
                                      [NETWORK] = CODE_NETWORK_NOT_FOUND,
                                      [NETINTERFACE] = CODE_NETINTERFACE_NOT_FOUND};

static enum rights most_of(const struct open *cluster)
{
    return habits.parent_rights ? cluster->rights : cluster->cluster->caller;
}

void *vendor_open(void *value, enum kind kind, name_in name, uint32_t access, uint32_t *granted,
                  bool extended)
{
    struct open *cluster = handle_take(value, CLUSTER);
    enum code code = not_found[kind];
    if (cluster == NULL) {
        return no_handle(CODE_HANDLE);
    }
    if (extended && cluster->cluster->old && !(habits.plain_ex && (access & 0x10000000u) != 0)) {
        return no_handle_named(CODE_NO_METHOD);
    }
    const struct thing *thing = find_thing(kind, name);
    if (thing == NULL) {
        tell_granted(granted, 0);
        return kind == NODE ? no_handle_named(code) : no_handle(code);
    }
    enum rights rights = rights_for(access, most_of(cluster), &code);
    tell_granted(granted, rights);
    return rights == 0 ? no_handle(code) : vendor_give_object(cluster, thing, rights);
}

int32_t vendor_close(void *value, enum kind kind)
{
    struct open *open = handle_take(value, kind);
    if (open == NULL) {
        return no(CODE_HANDLE);
    }
    if (habits.trusting) {
        let_go(open->owner);
    } else {
        handle_end_all_through(open);
    }
    handle_end(open);
    success();
    return 1;
}

void *vendor_from(void *value, enum kind kind)
{
    struct open *object = handle_take(value, kind);
    if (object == NULL) {
        return no_handle(CODE_HANDLE);
    }
    if (habits.same_instance) {
        object->owner->count++;
        success();
        return handle_value(object->owner);
    }
    struct open *open = handle_new(CLUSTER, object->owner);
    if (open == NULL) {
        return no_handle(CODE_MEMORY);
    }
    open->cluster = object->cluster;
    open->rights = object->owner->rights;
    open->through = object;
    object->owner->count += habits.trusting ? 1 : 0;
    success();
    return handle_value(open);
}
