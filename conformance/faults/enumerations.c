/* Faults of the enumerations, named PREFIX-enum-…. */
#include <stdio.h>

#include "object.h"

struct enumeration {
    const char *prefix; /* of the faults */
    const char *open;
    const char *item;
    const char *count;
    const char *close;
};

static const struct enumeration enumerations[] = {
    {"cluster-enum", "ClusterOpenEnum", "ClusterEnum", "ClusterGetEnumCount", "ClusterCloseEnum"},
    {"node-enum", "ClusterNodeOpenEnum", "ClusterNodeEnum", "ClusterNodeGetEnumCount",
     "ClusterNodeCloseEnum"},
    {"group-enum", "ClusterGroupOpenEnum", "ClusterGroupEnum", "ClusterGroupGetEnumCount",
     "ClusterGroupCloseEnum"},
    {"resource-enum", "ClusterResourceOpenEnum", "ClusterResourceEnum",
     "ClusterResourceGetEnumCount", "ClusterResourceCloseEnum"},
    {"network-enum", "ClusterNetworkOpenEnum", "ClusterNetworkEnum", "ClusterNetworkGetEnumCount",
     "ClusterNetworkCloseEnum"},
};

/* The highest type alone. */
static uint32_t highest_of(uint32_t types)
{
    while ((types & (types - 1)) != 0) {
        types &= types - 1;
    }
    return types;
}

static const uint32_t alone = 0xC0000000u; /* the two types that are used alone */

/* The types that are asked for in place of the given ones. */
static uint32_t types_passed(const char *prefix, uint32_t types)
{
    if (fault_of(prefix, "one-type") && types != 0x80000000u && types != 0x40000000u) {
        return highest_of(types);
    }
    if (fault_of(prefix, "all-lacks-one") && types == 0x3Fu) {
        return 0x1Fu;
    }
    if (fault_of(prefix, "combines") && (types & alone) != 0 && (types & ~alone) != 0) {
        return types & ~alone;
    }
    if (fault_of(prefix, "ignores-types") && (types & ~0x7u) != 0) {
        return (types & 0x7u) != 0 ? types & 0x7u : 1;
    }
    return types;
}

static void *open_enum(enum kind of, void *holder, uint32_t types)
{
    const struct enumeration *its = &enumerations[of];
    open_enum_function *function = (open_enum_function *)real(its->open);
    if (fault_of(its->prefix, "open-fails")) {
        return null_with(87);
    }
    if (fault_of(its->prefix, "refuses-types") && (types & ~0x7u) != 0) {
        return null_with(87);
    }
    void *all =
        function(of == CLUSTER ? cluster_kept(holder) : holder, types_passed(its->prefix, types));
    if (all == NULL && fault_of(its->prefix, "open-says-nothing")) {
        set_last_error(0);
    }
    return see(all, ENUMERATION, holder, NULL);
}

/* A closed enumeration, or one of a closed cluster, that the fault still knows. */
static bool is_kept(const struct seen *one, const char *prefix)
{
    if (one == NULL || one->kind != ENUMERATION || !is_gone(one)) {
        return false;
    }
    return one->closed ? fault_of(prefix, "closed-goes-on") : fault_of(prefix, "outlives-cluster");
}

/* An enumeration that the fault ends with the object it was opened from. */
static bool is_ended(const struct seen *one)
{
    return one != NULL && one->kind == ENUMERATION && one->origin != NULL && one->origin->closed &&
           fault_is("object-close-ends-enumerations");
}

static uint32_t item(enum kind of, void *all, uint32_t index, uint32_t *type, name_out name,
                     uint32_t *count)
{
    const struct enumeration *its = &enumerations[of];
    enum_function *function = (enum_function *)real(its->item);
    struct buffer buffer = buffer_begins(its->prefix, name, count);
    if (is_kept(seen(all), its->prefix)) {
        return 0;
    }
    if (fault_of(its->prefix, "skips-first")) {
        index++;
    }
    if (fault_of(its->prefix, "needs-name") && name == NULL) {
        return 87;
    }
    if (is_ended(seen(all))) {
        return INVALID_HANDLE;
    }
    uint32_t code = function(all, index, type, name, count);
    if (code == NO_MORE_ITEMS && fault_of(its->prefix, "ends-otherwise")) {
        return 2;
    }
    if (code == NO_MORE_ITEMS && fault_of(its->prefix, "never-ends")) {
        *count = buffer.capacity;
        return function(all, 0, type, name, count);
    }
    if (code == 0 && fault_of(its->prefix, "without-type")) {
        *type = 0;
    }
    return buffer_ends(&buffer, code);
}

static uint32_t count_of(enum kind of, void *all)
{
    const struct enumeration *its = &enumerations[of];
    uint32_t count = ((count_function *)real(its->count))(all);
    if (count == 0 && !is_good(all, ENUMERATION) &&
        fault_of(its->prefix, "counts-nothing-as-one")) {
        return 1;
    }
    return fault_of(its->prefix, "count-plus")   ? count + 1
           : fault_of(its->prefix, "count-zero") ? 0
                                                 : count;
}

static uint32_t close_enum(enum kind of, void *all)
{
    const struct enumeration *its = &enumerations[of];
    struct seen *one = seen(all);
    if (is_kept(one, its->prefix) ||
        (is_good(all, ENUMERATION) && fault_of(its->prefix, "close-does-nothing"))) {
        return 0;
    }
    uint32_t code = ((count_function *)real(its->close))(all);
    if (is_ended(one)) {
        code = INVALID_HANDLE;
    }
    if (one != NULL && one->kind == ENUMERATION) {
        one->closed = true;
    }
    return code == 0 && fault_of(its->prefix, "close-fails") ? INVALID_HANDLE : code;
}

FAULT_API void *ClusterOpenEnum(void *holder, uint32_t types)
{
    return open_enum(CLUSTER, holder, types);
}

FAULT_API uint32_t ClusterEnum(void *all, uint32_t index, uint32_t *type, name_out name,
                               uint32_t *count)
{
    return item(CLUSTER, all, index, type, name, count);
}

FAULT_API uint32_t ClusterGetEnumCount(void *all)
{
    return count_of(CLUSTER, all);
}

FAULT_API uint32_t ClusterCloseEnum(void *all)
{
    return close_enum(CLUSTER, all);
}

FAULT_API void *ClusterNodeOpenEnum(void *holder, uint32_t types)
{
    return open_enum(NODE, holder, types);
}

FAULT_API uint32_t ClusterNodeEnum(void *all, uint32_t index, uint32_t *type, name_out name,
                                   uint32_t *count)
{
    return item(NODE, all, index, type, name, count);
}

FAULT_API uint32_t ClusterNodeGetEnumCount(void *all)
{
    return count_of(NODE, all);
}

FAULT_API uint32_t ClusterNodeCloseEnum(void *all)
{
    return close_enum(NODE, all);
}

FAULT_API void *ClusterGroupOpenEnum(void *holder, uint32_t types)
{
    return open_enum(GROUP, holder, types);
}

FAULT_API uint32_t ClusterGroupEnum(void *all, uint32_t index, uint32_t *type, name_out name,
                                    uint32_t *count)
{
    return item(GROUP, all, index, type, name, count);
}

FAULT_API uint32_t ClusterGroupGetEnumCount(void *all)
{
    return count_of(GROUP, all);
}

FAULT_API uint32_t ClusterGroupCloseEnum(void *all)
{
    return close_enum(GROUP, all);
}

FAULT_API void *ClusterResourceOpenEnum(void *holder, uint32_t types)
{
    return open_enum(RESOURCE, holder, types);
}

FAULT_API uint32_t ClusterResourceEnum(void *all, uint32_t index, uint32_t *type, name_out name,
                                       uint32_t *count)
{
    return item(RESOURCE, all, index, type, name, count);
}

FAULT_API uint32_t ClusterResourceGetEnumCount(void *all)
{
    return count_of(RESOURCE, all);
}

FAULT_API uint32_t ClusterResourceCloseEnum(void *all)
{
    return close_enum(RESOURCE, all);
}

FAULT_API void *ClusterNetworkOpenEnum(void *holder, uint32_t types)
{
    return open_enum(NETWORK, holder, types);
}

FAULT_API uint32_t ClusterNetworkEnum(void *all, uint32_t index, uint32_t *type, name_out name,
                                      uint32_t *count)
{
    return item(NETWORK, all, index, type, name, count);
}

FAULT_API uint32_t ClusterNetworkGetEnumCount(void *all)
{
    return count_of(NETWORK, all);
}

FAULT_API uint32_t ClusterNetworkCloseEnum(void *all)
{
    return close_enum(NETWORK, all);
}
