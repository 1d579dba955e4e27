/* Faults of what changes resources and groups by one or two handles, and of group sets. */
#include "buffer.h"

enum { SAME_GROUP = 87, CIRCULAR = 1059, EXISTS = 5003, NOT_ALLOWED = 5069, OTHER_OWNER = 5016 };

typedef uint32_t one_function(void *object);
typedef uint32_t two_function(void *object, void *other);

/* What a function answers instead of `code`: a mistake of the caller's that it overlooks. */
static uint32_t overlooked(const char *prefix, uint32_t code, bool good, bool other_good)
{
    if (!good && fault_of(prefix, "takes-closed")) {
        return 0;
    }
    if (good && !other_good && fault_of(prefix, "takes-closed-second")) {
        return 0;
    }
    return good && other_good && code != 0 && fault_of(prefix, "never-fails") ? 0 : code;
}

const void *resource_taken_offline;

static uint32_t change(const char *prefix, const char *function, void *object, enum kind kind)
{
    bool good = is_good(object, kind);
    if (good && fault_of(prefix, "does-nothing")) {
        return 0;
    }
    return overlooked(prefix, ((one_function *)real(function))(object), good, true);
}

static uint32_t change_by(const char *prefix, const char *function, void *object, enum kind kind,
                          void *other, enum kind other_kind)
{
    bool good = is_good(object, kind);
    bool other_good = other == NULL || is_good(other, other_kind);
    if (good && other_good && fault_of(prefix, "does-nothing")) {
        return 0;
    }
    uint32_t code = ((two_function *)real(function))(object, other);
    return overlooked(prefix, code, good, other_good);
}

FAULT_API uint32_t OnlineClusterResource(void *resource)
{
    return change("resource-online", "OnlineClusterResource", resource, RESOURCE);
}

FAULT_API uint32_t OfflineClusterResource(void *resource)
{
    resource_taken_offline = resource;
    return change("resource-offline", "OfflineClusterResource", resource, RESOURCE);
}

FAULT_API uint32_t OfflineClusterGroup(void *group)
{
    return change("group-offline", "OfflineClusterGroup", group, GROUP);
}

FAULT_API uint32_t AddClusterResourceNode(void *resource, void *node)
{
    return change_by("owner-add", "AddClusterResourceNode", resource, RESOURCE, node, NODE);
}

FAULT_API uint32_t RemoveClusterResourceNode(void *resource, void *node)
{
    return change_by("owner-remove", "RemoveClusterResourceNode", resource, RESOURCE, node, NODE);
}

/* Is the resource owned by another node than the group? */
static bool is_of_other_node(void *resource, void *group)
{
    resource_state_function *of_resource =
        (resource_state_function *)real("GetClusterResourceState");
    group_state_function *of_group = (group_state_function *)real("GetClusterGroupState");
    uint16_t one[128];
    uint16_t other[128];
    uint32_t count = 128;
    uint32_t other_count = 128;
    return of_resource(resource, one, &count, NULL, NULL) != -1 &&
           of_group(group, other, &other_count) != -1 && !same_text(one, other);
}

FAULT_API uint32_t ChangeClusterResourceGroup(void *resource, void *group)
{
    if (fault_is("resource-group-of-other-node-refused") && is_of_other_node(resource, group)) {
        return OTHER_OWNER;
    }
    return change_by("resource-group", "ChangeClusterResourceGroup", resource, RESOURCE, group,
                     GROUP);
}

FAULT_API int32_t CanResourceBeDependent(void *resource, void *other)
{
    bool good = is_good(resource, RESOURCE) && is_good(other, RESOURCE);
    if (good && fault_is("dependent-never")) {
        return 0;
    }
    if (good && fault_is("dependent-always")) {
        return 1;
    }
    if (!good && fault_is("dependent-takes-closed")) {
        return 1;
    }
    return ((int32_t(*)(void *, void *))real("CanResourceBeDependent"))(resource, other);
}

FAULT_API uint32_t AddClusterResourceDependency(void *resource, void *other)
{
    uint32_t code = change_by("dependency-add", "AddClusterResourceDependency", resource, RESOURCE,
                              other, RESOURCE);
    if ((code == CIRCULAR && fault_is("dependency-both-ways")) ||
        (code == EXISTS && fault_is("dependency-twice")) ||
        (code == SAME_GROUP && resource != other && fault_is("dependency-between-groups")) ||
        (code == NOT_ALLOWED && fault_is("dependency-of-the-quorum"))) {
        return 0;
    }
    if (code == SAME_GROUP && resource == other && fault_is("dependency-of-itself-circular")) {
        return CIRCULAR;
    }
    return code == CIRCULAR && fault_is("dependency-circular-other-code") ? EXISTS : code;
}

FAULT_API uint32_t RemoveClusterResourceDependency(void *resource, void *other)
{
    return change_by("dependency-remove", "RemoveClusterResourceDependency", resource, RESOURCE,
                     other, RESOURCE);
}

FAULT_API uint32_t MoveClusterGroup(void *group, void *node)
{
    if (node == NULL && fault_is("group-move-needs-node")) {
        return INVALID_HANDLE;
    }
    return change_by("group-move", "MoveClusterGroup", group, GROUP, node, NODE);
}

FAULT_API uint32_t OnlineClusterGroup(void *group, void *node)
{
    if (node == NULL && is_good(group, GROUP) && fault_is("group-online-elsewhere")) {
        (void)((two_function *)real("MoveClusterGroup"))(group, NULL);
    }
    return change_by("group-online", "OnlineClusterGroup", group, GROUP, node, NODE);
}

FAULT_API void *OpenClusterGroupSet(void *cluster, name_in name)
{
    static uint16_t invented;
    void *set = ((open_function *)real("OpenClusterGroupSet"))(cluster, name);
    if (set == NULL && is_good(cluster, CLUSTER) && fault_is("group-set-unknown-opens")) {
        return &invented;
    }
    if (set == NULL && fault_is("group-set-says-nothing")) {
        set_last_error(0);
    }
    return fault_is("group-set-fails") ? null_with(INVALID_HANDLE)
                                       : see(set, GROUP_SET, cluster, NULL);
}

FAULT_API int32_t CloseClusterGroupSet(void *set)
{
    struct seen *one = seen(set);
    bool known = one != NULL && one->kind == GROUP_SET;
    if (known && is_gone(one) &&
        fault_is(one->closed ? "group-set-close-again-true" : "group-set-outlives-cluster")) {
        return 1;
    }
    int32_t result = ((close_function *)real("CloseClusterGroupSet"))(set);
    if (known) {
        one->closed = true;
    }
    return result != 0 && fault_is("group-set-close-false") ? zero_with(INVALID_HANDLE) : result;
}
