#include "cluster.h"

#include <stddef.h>

#include "error.h"

enum { NODE_STATE_NOT_INSTALLED = 0, NODE_STATE_NOT_RUNNING = 3, NODE_STATE_RUNNING = 19 };

/* Version numbers of the releases; `operational` is dwClusterHighestVersion (MS-CMRP 2.2.3.3). */
static const struct version versions[] = {
    [SINCE_VERSION_2] = {5, 2, 3790, 0x00040ECE}, [SINCE_2008] = {6, 0, 6003, 0x00051771},
    [SINCE_2008_R2] = {6, 1, 7601, 0x00061DB1},   [SINCE_2012] = {6, 2, 9200, 0x000723F0},
    [SINCE_2016] = {10, 0, 14393, 0x00090003},    [SINCE_2019] = {10, 0, 17763, 0x000A0003},
    [SINCE_2022] = {10, 0, 20348, 0x000B0003},    [SINCE_2025] = {10, 0, 26100, 0x000C0006},
};

enum method_since release_of(uint32_t major, uint32_t minor)
{
    enum method_since release = SINCE_VERSION_2;
    for (uint32_t i = 0; i < sizeof versions / sizeof *versions; i++)
        if (versions[i].major < major || (versions[i].major == major && versions[i].minor <= minor))
            release = (enum method_since)i;
    return release;
}

struct version version_of(enum method_since release)
{
    return versions[release];
}

/* Whether a cluster or computer is meant, whichever way its name is spelt (OC-2, OC-3, OCX-3). */
static bool is_called(struct name asked, struct name name, struct name fqdn, struct name address)
{
    switch (name_spelling(asked)) {
    case NAME_EMPTY: /* AMB-25 */
        return false;
    case NAME_ADDRESS:
        return name_equal(asked, address);
    case NAME_DNS:
        return name_equal(asked, fqdn);
    default: /* AMB-26: no other spelling of the same name */
        return name_equal(asked, name);
    }
}

/* The node of `cluster` that is a computer of that name, or OBJECT_NONE. */
static uint32_t find_computer(const struct cluster *cluster, struct name asked)
{
    for (uint32_t i = 0; i < cluster->objects; i++) {
        const struct object *o = &cluster->object[i];
        if (o->kind == HANDLE_NODE && is_called(asked, o->name, o->fqdn, o->address))
            return i;
    }
    return OBJECT_NONE;
}

/* The first cluster with a node that is a computer of that name, and the node. */
static const struct object *find_computer_anywhere(const struct clusters *clusters,
                                                   struct name asked, uint32_t *index)
{
    for (uint32_t i = 0; i < clusters->count; i++) {
        uint32_t node = find_computer(&clusters->cluster[i], asked);
        if (node != OBJECT_NONE) {
            *index = i;
            return &clusters->cluster[i].object[node];
        }
    }
    return NULL;
}

uint32_t clusters_reach(const struct clusters *clusters, struct name name, uint32_t *index)
{
    for (uint32_t i = 0; i < clusters->count; i++) {
        const struct cluster *c = &clusters->cluster[i];
        if (is_called(name, c->name, c->fqdn, c->address)) {
            *index = c->unreachable ? *index : i;
            return c->unreachable ? RPC_S_SERVER_UNAVAILABLE : ERROR_SUCCESS;
        }
    }
    uint32_t at = 0;
    const struct object *node = find_computer_anywhere(clusters, name, &at); /* OCX-2 */
    if (node == NULL || node->state == NODE_DOWN || clusters->cluster[at].unreachable)
        return RPC_S_SERVER_UNAVAILABLE; /* OC-8, OCX-10, AMB-25 */
    *index = at;
    return ERROR_SUCCESS;
}

/* The node that the caller runs on, and its cluster; NULL: the computer belongs to none. */
static const struct object *find_local(const struct clusters *clusters, uint32_t *index)
{
    for (uint32_t i = 0; i < clusters->count; i++) {
        const struct cluster *c = &clusters->cluster[i];
        for (uint32_t o = 0; c->local && o < c->objects; o++) {
            if (c->object[o].kind == HANDLE_NODE && c->object[o].local) {
                *index = i;
                return &c->object[o];
            }
        }
    }
    return NULL;
}

uint32_t clusters_reach_local(const struct clusters *clusters, uint32_t *index)
{
    uint32_t at = 0;
    const struct object *node = find_local(clusters, &at); /* OC-4, OCX-5 */
    if (node == NULL || node->state == NODE_DOWN || clusters->cluster[at].unreachable)
        return EPT_S_NOT_REGISTERED; /* AMB-24 */
    *index = at;
    return ERROR_SUCCESS;
}

uint32_t clusters_node_state(const struct clusters *clusters, const struct name *name,
                             uint32_t *state)
{
    uint32_t at;
    const struct object *node = name != NULL ? find_computer_anywhere(clusters, *name, &at)
                                             : find_local(clusters, &at); /* NCS-2 */
    if (node == NULL && name != NULL)
        return RPC_S_SERVER_UNAVAILABLE; /* NCS-3 */
    if (node == NULL)
        *state = NODE_STATE_NOT_INSTALLED; /* NCS-4 */
    else
        *state = node->state == NODE_DOWN ? NODE_STATE_NOT_RUNNING : NODE_STATE_RUNNING;
    return ERROR_SUCCESS; /* NCS-1 */
}

uint32_t cluster_find(const struct cluster *cluster, enum handle_type kind, struct name name)
{
    for (uint32_t i = 0; i < cluster->objects && name.units > 0; i++) { /* AMB-10 */
        const struct object *o = &cluster->object[i];
        if (o->kind != kind)
            continue;
        if (name_equal(name, o->name)) /* AMB-11, RSO-10, RSX-10; AMB-27: no DNS name */
            return i;
        if (kind == HANDLE_RESOURCE && name_equal(name, o->id)) /* AMB-12: MS-CMRP 3.1.4.2.9 */
            return i;
    }
    return OBJECT_NONE;
}

uint32_t cluster_not_found(enum handle_type kind)
{
    switch (kind) {
    case HANDLE_NODE:
        return ERROR_CLUSTER_NODE_NOT_FOUND; /* NDO-10, NDX-10 */
    case HANDLE_GROUP:
        return ERROR_GROUP_NOT_FOUND;
    case HANDLE_RESOURCE:
        return ERROR_RESOURCE_NOT_FOUND;
    case HANDLE_NETWORK:
        return ERROR_CLUSTER_NETWORK_NOT_FOUND;
    case HANDLE_GROUPSET:
        return ERROR_GROUPSET_NOT_FOUND; /* MS-CMRP 3.1.4.2.147 */
    default:
        return ERROR_CLUSTER_NETINTERFACE_NOT_FOUND;
    }
}

uint32_t cluster_not_available(enum handle_type kind)
{
    switch (kind) {
    case HANDLE_NODE:
        return ERROR_NODE_NOT_AVAILABLE; /* MS-CMRP 3.1.4.2.49 */
    case HANDLE_GROUP:
        return ERROR_GROUP_NOT_AVAILABLE; /* MS-CMRP 3.1.4.2.46 */
    case HANDLE_RESOURCE:
        return ERROR_RESOURCE_NOT_AVAILABLE; /* MS-CMRP 3.1.4.2.13 */
    case HANDLE_NETWORK:
        return ERROR_NETWORK_NOT_AVAILABLE; /* MS-CMRP 3.1.4.2.84 */
    case HANDLE_GROUPSET:
        return ERROR_GROUPSET_NOT_AVAILABLE; /* MS-CMRP 3.1.4.2.149 */
    case HANDLE_KEY:
        return ERROR_KEY_DELETED;
    default:
        return ERROR_CLUSTER_NETINTERFACE_NOT_FOUND;
    }
}

uint32_t cluster_serving_node(const struct cluster *cluster)
{
    uint32_t first = OBJECT_NONE;
    for (uint32_t i = 0; i < cluster->objects; i++) {
        const struct object *o = &cluster->object[i];
        if (o->kind != HANDLE_NODE || o->state == NODE_DOWN)
            continue;
        if (o->local)
            return i;
        if (first == OBJECT_NONE)
            first = i;
    }
    return first;
}

uint32_t cluster_interface(const struct cluster *cluster, uint32_t node, uint32_t network)
{
    for (uint32_t i = 0; i < cluster->objects; i++) {
        const struct object *o = &cluster->object[i];
        if (o->kind == HANDLE_NETINTERFACE && o->owner == node && o->network == network)
            return i;
    }
    return OBJECT_NONE;
}
