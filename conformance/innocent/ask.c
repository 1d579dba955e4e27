/* States, names and ids. */
#include <string.h>

#include "vendor.h"

static int32_t state_of(void *value, enum kind kind)
{
    const struct open *open = handle_take(value, kind);
    if (open == NULL) {
        return no(CODE_HANDLE) - 1;
    }
    success();
    return open->thing->state;
}

/* 0, or why the name did not fit; both pointers may be NULL. */
static uint32_t tell(size_t thing, name_out buffer, uint32_t *count)
{
    if (buffer == NULL && count == NULL) {
        return 0;
    }
    uint32_t code = copy_name(things[thing].name, buffer, count);
    return habits.cuts_names ? 0 : code;
}

VENDOR_API int32_t GetClusterNodeState(void *node)
{
    return state_of(node, NODE);
}

VENDOR_API int32_t GetClusterNetworkState(void *network)
{
    return state_of(network, NETWORK);
}

VENDOR_API int32_t GetClusterNetInterfaceState(void *interface)
{
    return state_of(interface, NETINTERFACE);
}

VENDOR_API int32_t GetClusterGroupState(void *value, name_out node, uint32_t *count)
{
    const struct open *group = handle_take(value, GROUP);
    if (group == NULL) {
        return no(CODE_HANDLE) - 1;
    }
    if (tell(group->thing->node, node, count) != 0) {
        return no(CODE_MORE_DATA) - 1;
    }
    success();
    return group->thing->state;
}

VENDOR_API int32_t GetClusterResourceState(void *value, name_out node, uint32_t *node_count,
                                           name_out group, uint32_t *group_count)
{
    const struct open *resource = handle_take(value, RESOURCE);
    if (resource == NULL) {
        return no(CODE_HANDLE) - 1;
    }
    uint32_t first = tell(resource->thing->node, node, node_count);
    uint32_t second = tell(resource->thing->part_of, group, group_count);
    if (first != 0 || second != 0) {
        return no(CODE_MORE_DATA) - 1;
    }
    success();
    return resource->thing->state;
}

/* CLUSTERVERSIONINFO: the size, three numbers of 16 bits, two texts of 64 units, four numbers. */
static void tell_version(void *version)
{
    uint32_t size;
    static const uint16_t numbers[3] = {7, 1, 42};
    memcpy(&size, version, sizeof size);
    if (size >= sizeof size + sizeof numbers) {
        memcpy((uint8_t *)version + sizeof size, numbers, sizeof numbers);
    }
}

VENDOR_API uint32_t GetClusterInformation(void *value, name_out name, uint32_t *count,
                                          void *version)
{
    const struct open *cluster = handle_take(value, CLUSTER);
    if (cluster == NULL) {
        return failure(CODE_HANDLE);
    }
    if (version != NULL) {
        tell_version(version);
    }
    return copy_name(cluster->cluster->name, name, count);
}

VENDOR_API uint32_t GetClusterNodeId(void *value, name_out id, uint32_t *count)
{
    const struct open *node = value == NULL ? NULL : handle_take(value, NODE);
    if (node == NULL && value != NULL) {
        return failure(CODE_HANDLE);
    }
    uint32_t code = copy_name(node == NULL ? things[1].id : node->thing->id, id, count);
    if (code == CODE_MORE_DATA && habits.whole_length) {
        ++*count;
    }
    return code;
}

VENDOR_API uint32_t GetClusterNetworkId(void *value, name_out id, uint32_t *count)
{
    const struct open *network = handle_take(value, NETWORK);
    return network == NULL ? failure(CODE_HANDLE) : copy_name(network->thing->id, id, count);
}

VENDOR_API uint32_t GetClusterNetInterface(void *value, name_in node, name_in network,
                                           name_out name, uint32_t *count)
{
    if (handle_take(value, CLUSTER) == NULL) {
        return failure(CODE_HANDLE);
    }
    for (size_t n = 1; n < thing_count; n++) {
        const struct thing *thing = &things[n];
        if (thing->kind == NETINTERFACE &&
            same_name(node, things[thing->node].name, !habits.sensitive) &&
            same_name(network, things[thing->part_of].name, !habits.sensitive)) {
            return copy_name(thing->name, name, count);
        }
    }
    return failure(CODE_NETINTERFACE_NOT_FOUND);
}

VENDOR_API uint32_t GetNodeClusterState(name_in name, uint32_t *state)
{
    for (size_t n = 1; n < thing_count; n++) {
        bool found = name == NULL || same_name(name, things[n].name, !habits.sensitive);
        if (things[n].kind == NODE && found) {
            *state = things[n].state == 0 && !habits.counts_states ? 19 : 3;
            success();
            return 0;
        }
    }
    return failure(CODE_UNREACHABLE);
}

void *vendor_give_object(struct open *cluster, const struct thing *thing, enum rights rights);

VENDOR_API void *OpenClusterNodeById(void *value, uint32_t id)
{
    struct open *cluster = handle_take(value, CLUSTER);
    if (cluster == NULL) {
        return no_handle(CODE_HANDLE);
    }
    for (size_t n = 1; n < thing_count; n++) {
        uint32_t number = 0;
        for (const char *digit = things[n].id; things[n].kind == NODE && *digit != '\0'; digit++) {
            number = number * 10 + (uint32_t)(*digit - '0');
        }
        if (things[n].kind == NODE && number == id) {
            return vendor_give_object(cluster, &things[n], cluster->rights);
        }
    }
    return no_handle(CODE_NODE_NOT_FOUND);
}
