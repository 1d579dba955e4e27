/* Faults of the state functions and of the ids. */
#include "object.h"

enum { ONLINE = 2, OFFLINE = 3 };

/* A state for a handle that should have none; -1: none. */
static int32_t of_the_gone(const struct seen *one, enum kind kind)
{
    if (one == NULL) {
        return fault_of_kind("state-of-nothing", kind) ? 0 : -1;
    }
    if (one->kind != kind) {
        return fault_is("state-of-any-kind") ? 0 : -1;
    }
    if (one->closed && fault_of_kind("closed-crashes", kind)) {
        return *(volatile int32_t *)(uintptr_t)(one->closed ? 0 : 1);
    }
    bool kept =
        one->closed ? fault_of_kind("closed-has-state", kind) : fault_of_kind("close-keeps", kind);
    if (!one->closed && fault_is("close-keeps-objects-of-instance") && one->origin->instance) {
        return 0;
    }
    if (!one->closed && fault_is("close-keeps-while-instance-is-open") &&
        newest(CLUSTER, NULL) != NULL && newest(CLUSTER, NULL)->origin == one) {
        return 0;
    }
    bool taken = fault_is("old-value-is-newest") && newest(kind, one) != NULL;
    return kept || taken ? 0 : -1;
}

int32_t object_state(void *object, enum kind kind, int32_t state)
{
    if (is_good(object, kind)) {
        bool ended = fault_is("ended-by-instance") && seen(object)->origin->instance;
        return fault_of_kind("state-out-of-range", kind) ? 999
               : fault_of_kind("state-fails", kind)      ? zero_with(INVALID_HANDLE) - 1
               : ended                                   ? zero_with(INVALID_HANDLE) - 1
                                                         : state;
    }
    if (state == -1) {
        state = of_the_gone(seen(object), kind);
    }
    if (state == -1 && fault_of_kind("state-says-nothing", kind)) {
        set_last_error(0);
    }
    return state == -1 && fault_of_kind("state-zero-on-failure", kind) ? 0 : state;
}

FAULT_API int32_t GetClusterNodeState(void *node)
{
    state_function *function = (state_function *)real("GetClusterNodeState");
    return object_state(node, NODE, function(node));
}

FAULT_API int32_t GetClusterNetworkState(void *network)
{
    state_function *function = (state_function *)real("GetClusterNetworkState");
    return object_state(network, NETWORK, function(network));
}

FAULT_API int32_t GetClusterNetInterfaceState(void *interface)
{
    static const int32_t protocols[] = {2, 0, 1, 3};
    state_function *function = (state_function *)real("GetClusterNetInterfaceState");
    int32_t state = function(interface);
    if (state >= 0 && state <= 3 && fault_is("state-of-the-protocol-NetInterface")) {
        state = protocols[state];
    }
    return object_state(interface, NETINTERFACE, state);
}

FAULT_API int32_t GetClusterGroupState(void *group, name_out node, uint32_t *count)
{
    group_state_function *function = (group_state_function *)real("GetClusterGroupState");
    uint16_t elsewhere[256];
    bool lost = node != NULL && *count <= 256 && fault_is("group-state-loses-node");
    int32_t state = function(group, lost ? elsewhere : node, count);
    if (state != -1 && count != NULL && fault_is("group-state-without-node")) {
        *count = 0;
    }
    if (state == -1 && is_good(group, GROUP) && fault_is("group-state-cuts")) {
        state = function(group, NULL, NULL);
    }
    if (count == NULL && fault_is("group-state-needs-node")) {
        return zero_with(87) - 1;
    }
    return object_state(group, GROUP, state);
}

/* The state of another resource than the one taken offline, which the fault lets stand. */
static int32_t standing(const void *resource, int32_t state)
{
    bool alone = resource_taken_offline != NULL && resource != resource_taken_offline;
    return state == OFFLINE && alone && fault_is("resource-offline-alone") ? ONLINE : state;
}

FAULT_API int32_t GetClusterResourceState(void *resource, name_out node, uint32_t *node_count,
                                          name_out group, uint32_t *group_count)
{
    resource_state_function *function = (resource_state_function *)real("GetClusterResourceState");
    uint16_t elsewhere[256];
    bool lost = node != NULL && *node_count <= 256 && fault_is("resource-state-loses-node");
    struct buffer of_group = buffer_begins("resource-state-group", group, group_count);
    int32_t state = function(resource, lost ? elsewhere : node, node_count, group, group_count);
    if (state != -1) {
        (void)buffer_ends(&of_group, 0);
    }
    if (state != -1 && node_count != NULL && fault_is("resource-state-without-node")) {
        *node_count = 0;
    }
    if (state != -1 && group_count != NULL && fault_is("resource-state-without-group")) {
        *group_count = 0;
    }
    if (node_count == NULL && fault_is("resource-state-needs-node")) {
        return zero_with(87) - 1;
    }
    return object_state(resource, RESOURCE, standing(resource, state));
}

FAULT_API uint32_t GetClusterNodeId(void *node, name_out id, uint32_t *count)
{
    id_function *function = (id_function *)real("GetClusterNodeId");
    struct buffer buffer = buffer_begins("node-id", id, count);
    if (node == NULL && fault_is("node-id-needs-node")) {
        return INVALID_HANDLE;
    }
    return buffer_ends(&buffer, function(node, id, count));
}

FAULT_API uint32_t GetClusterNetworkId(void *network, name_out id, uint32_t *count)
{
    id_function *function = (id_function *)real("GetClusterNetworkId");
    struct buffer buffer = buffer_begins("network-id", id, count);
    return buffer_ends(&buffer, function(network, id, count));
}
