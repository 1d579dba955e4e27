/* Filters: what a change is called in either version, and what may be asked for. */
#include "event_filter.h"

/* MS-CMRP 2.2.2.7, 2.2.2.11 to 2.2.2.18, 2.2.2.24, in the order of enum change. */
static const struct change_name changes[] = {
    [NODE_STATE] = {0x00000001, EVENT_OF_NODE, 0x010},
    [NODE_DELETED] = {0x00000002, EVENT_OF_NODE, 0x002},
    [NODE_PROPERTY] = {0x00000008, EVENT_OF_NODE, 0x004},
    [NODE_GROUP_GAINED] = {0, EVENT_OF_NODE, 0x020},
    [NODE_GROUP_LOST] = {0, EVENT_OF_NODE, 0x040},
    [GROUP_STATE] = {0x00001000, EVENT_OF_GROUP, 0x008},
    [GROUP_DELETED] = {0x00002000, EVENT_OF_GROUP, 0x001},
    [GROUP_ADDED] = {0x00004000, EVENT_OF_CLUSTER, 0x004},
    [GROUP_PROPERTY] = {0x00008000, EVENT_OF_GROUP, 0x002},
    [GROUP_OWNER_NODE] = {0, EVENT_OF_GROUP, 0x010},
    [GROUP_RESOURCE_GAINED] = {0x00008000, EVENT_OF_GROUP, 0x080},
    [GROUP_RESOURCE_LOST] = {0x00008000, EVENT_OF_GROUP, 0x100},
    [RESOURCE_STATE] = {0x00000100, EVENT_OF_RESOURCE, 0x004},
    [RESOURCE_DELETED] = {0x00000200, EVENT_OF_RESOURCE, 0x080},
    [RESOURCE_ADDED] = {0x00000400, EVENT_OF_GROUP, 0x040},
    [RESOURCE_PROPERTY] = {0x00000800, EVENT_OF_RESOURCE, 0x001},
    [RESOURCE_OWNER_GROUP] = {0, EVENT_OF_RESOURCE, 0x008},
    [RESOURCE_DEPENDENCIES] = {0x00000800, EVENT_OF_RESOURCE, 0x010},
    [RESOURCE_DEPENDENTS] = {0, EVENT_OF_RESOURCE, 0x020},
    [RESOURCE_POSSIBLE_OWNERS] = {0x00000800, EVENT_OF_RESOURCE, 0x040},
    [NETWORK_PROPERTY] = {0x00800000, EVENT_OF_NETWORK, 0x002},
    [NETINTERFACE_DELETED] = {0x02000000, EVENT_OF_NETINTERFACE, 0x001},
    [NETINTERFACE_PROPERTY] = {0x08000000, EVENT_OF_NETINTERFACE, 0x002},
    [CLUSTER_PROPERTY] = {0x40000000, EVENT_OF_CLUSTER, 0x080},
    [GROUPSET_DELETED] = {0, EVENT_OF_GROUPSET, 0x001},
    [GROUPSET_GROUP_ADDED] = {0, EVENT_OF_GROUPSET, 0x010},
    [GROUPSET_GROUP_REMOVED] = {0, EVENT_OF_GROUPSET, 0x020},
    [GROUPSET_DEPENDENCIES] = {0, EVENT_OF_GROUPSET, 0x040},
    [GROUPSET_DEPENDENTS] = {0, EVENT_OF_GROUPSET, 0x080},
    [KEY_NAME] = {0x00000010, EVENT_OF_REGISTRY, 0x002},
    [KEY_VALUE] = {0x00000040, EVENT_OF_REGISTRY, 0x008},
};

const struct change_name *change_name(enum change change)
{
    return &changes[change];
}

uint32_t events_version_1_filters(enum handle_type kind)
{
    switch (kind) {
    case HANDLE_NODE: /* MS-CMRP 3.1.4.2.59 */
        return 0x0000000F;
    case HANDLE_RESOURCE: /* MS-CMRP 3.1.4.2.61 */
        return 0x00000F00;
    case HANDLE_GROUP: /* MS-CMRP 3.1.4.2.60 */
        return 0x0000F000;
    case HANDLE_KEY: /* MS-CMRP 3.1.4.2.62 */
        return 0x00000070;
    case HANDLE_NETWORK: /* MS-CMRP 3.1.4.2.90 */
        return 0x00F00000;
    case HANDLE_NETINTERFACE: /* MS-CMRP 3.1.4.2.99 */
        return 0x0F000000;
    default: /* MS-CMRP 3.1.4.2.58: without RECONNECT, CLUSTER_STATE and HANDLE_CLOSE */
        return 0x5FF7FFFF;
    }
}

/* The flags of each type without those that a client must not set (MS-CMRP 3.1.4.2.137), and the
 * context handle that goes with it. */
static const struct type_filter {
    uint64_t flags;
    enum handle_type handle;
} filters[] = {
    [EVENT_OF_CLUSTER] = {0x1FF4, HANDLE_CLUSTER},
    [EVENT_OF_GROUP] = {0x01FF, HANDLE_GROUP},
    [EVENT_OF_RESOURCE] = {0x01FF, HANDLE_RESOURCE},
    [EVENT_OF_RESOURCE_TYPE] = {0x003F, HANDLE_CLUSTER},
    [EVENT_OF_NETINTERFACE] = {0x000F, HANDLE_NETINTERFACE},
    [EVENT_OF_NETWORK] = {0x000F, HANDLE_NETWORK},
    [EVENT_OF_NODE] = {0x007F, HANDLE_NODE},
    [EVENT_OF_REGISTRY] = {0x000F, HANDLE_KEY},
    [EVENT_OF_QUORUM] = {0x0001, HANDLE_CLUSTER},
    [EVENT_OF_SHARED_VOLUME] = {0x0001, HANDLE_CLUSTER},
    [EVENT_OF_SPACEPORT] = {0x0001, HANDLE_CLUSTER},
    [EVENT_OF_UPGRADE] = {0x0007, HANDLE_CLUSTER},
    [EVENT_OF_GROUPSET] = {0x00FF, HANDLE_GROUPSET},
};

uint64_t events_version_2_filters(uint32_t type)
{
    return type < sizeof filters / sizeof *filters ? filters[type].flags : 0;
}

enum handle_type events_handle_of(uint32_t type)
{
    return type < sizeof filters / sizeof *filters ? filters[type].handle : HANDLE_NONE;
}
