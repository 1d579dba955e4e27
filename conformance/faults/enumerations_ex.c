/* Faults of the Ex enumerations, named PREFIX-enum-ex-…. */
#include "object.h"

typedef void *open_by_type_function(void *holder, uint32_t types, void *options);
typedef void *open_with_properties_function(void *cluster, name_in properties, uint32_t size,
                                            name_in more, uint32_t more_size, uint32_t flags);
typedef uint32_t item_function(void *enumeration, uint32_t index, void *item, uint32_t *size);

/* Where an item has its name. */
enum { NAME_BEHIND_TYPE = 32, NAME_BEHIND_ID = 24, NAME_BEHIND_ITS_ID = 16 };

/* Where the item of a group has the size of its properties. */
enum { PROPERTIES_SIZE = 52 };

struct enumeration_ex {
    const char *prefix; /* of the faults */
    const char *open;
    const char *item;
    const char *count;
    const char *close;
    size_t name;
};

static const struct enumeration_ex enumerations[] = {
    [CLUSTER] = {"cluster-enum-ex", "ClusterOpenEnumEx", "ClusterEnumEx", "ClusterGetEnumCountEx",
                 "ClusterCloseEnumEx", NAME_BEHIND_TYPE},
    [NODE] = {"node-enum-ex", "ClusterNodeOpenEnumEx", "ClusterNodeEnumEx",
              "ClusterNodeGetEnumCountEx", "ClusterNodeCloseEnumEx", NAME_BEHIND_TYPE},
    [GROUP] = {"group-enum-ex", "ClusterGroupOpenEnumEx", "ClusterGroupEnumEx",
               "ClusterGroupGetEnumCountEx", "ClusterGroupCloseEnumEx", NAME_BEHIND_ID},
    [RESOURCE] = {"resource-enum-ex", "ClusterResourceOpenEnumEx", "ClusterResourceEnumEx",
                  "ClusterResourceGetEnumCountEx", "ClusterResourceCloseEnumEx", NAME_BEHIND_ID},
};

static bool has(enum kind of, const char *what)
{
    return fault_of(enumerations[of].prefix, what);
}

/* What an open answers instead of `all`. */
static void *opened(enum kind of, void *all, void *holder)
{
    static int nothing;
    if (all != NULL && has(of, "open-fails")) {
        return null_with(87);
    }
    if (all == NULL && has(of, "open-never-fails")) {
        return &nothing;
    }
    return see(all, ENUMERATION, holder, NULL);
}

static void *open_by_type(enum kind of, void *holder, uint32_t types, void *options)
{
    open_by_type_function *function = (open_by_type_function *)real(enumerations[of].open);
    return opened(of, function(of == CLUSTER ? cluster_kept(holder) : holder, types, options),
                  holder);
}

static void *open_with(enum kind of, void *cluster, name_in properties, uint32_t size, name_in more,
                       uint32_t more_size, uint32_t flags)
{
    open_with_properties_function *function =
        (open_with_properties_function *)real(enumerations[of].open);
    bool without = has(of, "without-properties");
    return opened(of,
                  function(cluster_kept(cluster), without ? NULL : properties, without ? 0 : size,
                           without ? NULL : more, without ? 0 : more_size, flags),
                  cluster);
}

static bool goes_on(enum kind of, const struct seen *one)
{
    return one != NULL && one->kind == ENUMERATION && one->closed && has(of, "closed-goes-on");
}

/* Another first letter of the text whose address stands there in the item. */
static void change_text(void *item, size_t place)
{
    name_out text = *(name_out *)(void *)((uint8_t *)item + place);
    text[0] = (uint16_t)(text[0] ^ 1);
}

static uint32_t item_of(enum kind of, void *all, uint32_t index, void *item, uint32_t *size)
{
    item_function *function = (item_function *)real(enumerations[of].item);
    if (goes_on(of, seen(all))) {
        return 0;
    }
    uint32_t capacity = *size;
    uint32_t code = function(all, index + (has(of, "skips-first") ? 1 : 0), item, size);
    if (code == 0 && has(of, "other-text")) {
        change_text(item, enumerations[of].name);
    }
    if (code == 0 && has(of, "other-id")) {
        change_text(item, enumerations[of].name - NAME_BEHIND_ITS_ID);
    }
    if (code == 0 && has(of, "always-properties")) {
        *(uint32_t *)(void *)((uint8_t *)item + PROPERTIES_SIZE) |= 4;
    }
    if (code == MORE_DATA && has(of, "overrun")) {
        ((uint8_t *)item)[capacity] ^= 1;
    }
    if (code == MORE_DATA && has(of, "more-size-zero")) {
        *size = 0;
    }
    if (code == MORE_DATA && has(of, "cuts")) {
        return 0;
    }
    return code == NO_MORE_ITEMS && has(of, "ends-otherwise") ? 2 : code;
}

static uint32_t count_of(enum kind of, void *all)
{
    uint32_t count = ((count_function *)real(enumerations[of].count))(all);
    return has(of, "count-zero") ? 0 : count;
}

static uint32_t close_it(enum kind of, void *all)
{
    struct seen *one = seen(all);
    if (goes_on(of, one)) {
        return 0;
    }
    uint32_t code = ((count_function *)real(enumerations[of].close))(all);
    if (one != NULL && one->kind == ENUMERATION) {
        one->closed = true;
    }
    return code == 0 && has(of, "close-fails") ? INVALID_HANDLE : code;
}

FAULT_API void *ClusterOpenEnumEx(void *holder, uint32_t types, void *options)
{
    return open_by_type(CLUSTER, holder, types, options);
}

FAULT_API uint32_t ClusterEnumEx(void *all, uint32_t index, void *item, uint32_t *size)
{
    return item_of(CLUSTER, all, index, item, size);
}

FAULT_API uint32_t ClusterGetEnumCountEx(void *all)
{
    return count_of(CLUSTER, all);
}

FAULT_API uint32_t ClusterCloseEnumEx(void *all)
{
    return close_it(CLUSTER, all);
}

FAULT_API void *ClusterNodeOpenEnumEx(void *holder, uint32_t types, void *options)
{
    return open_by_type(NODE, holder, types, options);
}

FAULT_API uint32_t ClusterNodeEnumEx(void *all, uint32_t index, void *item, uint32_t *size)
{
    return item_of(NODE, all, index, item, size);
}

FAULT_API uint32_t ClusterNodeGetEnumCountEx(void *all)
{
    return count_of(NODE, all);
}

FAULT_API uint32_t ClusterNodeCloseEnumEx(void *all)
{
    return close_it(NODE, all);
}

FAULT_API void *ClusterGroupOpenEnumEx(void *cluster, name_in properties, uint32_t size,
                                       name_in more, uint32_t more_size, uint32_t flags)
{
    return open_with(GROUP, cluster, properties, size, more, more_size, flags);
}

FAULT_API uint32_t ClusterGroupEnumEx(void *all, uint32_t index, void *item, uint32_t *size)
{
    return item_of(GROUP, all, index, item, size);
}

FAULT_API uint32_t ClusterGroupGetEnumCountEx(void *all)
{
    return count_of(GROUP, all);
}

FAULT_API uint32_t ClusterGroupCloseEnumEx(void *all)
{
    return close_it(GROUP, all);
}

FAULT_API void *ClusterResourceOpenEnumEx(void *cluster, name_in properties, uint32_t size,
                                          name_in more, uint32_t more_size, uint32_t flags)
{
    return open_with(RESOURCE, cluster, properties, size, more, more_size, flags);
}

FAULT_API uint32_t ClusterResourceEnumEx(void *all, uint32_t index, void *item, uint32_t *size)
{
    return item_of(RESOURCE, all, index, item, size);
}

FAULT_API uint32_t ClusterResourceGetEnumCountEx(void *all)
{
    return count_of(RESOURCE, all);
}

FAULT_API uint32_t ClusterResourceCloseEnumEx(void *all)
{
    return close_it(RESOURCE, all);
}
