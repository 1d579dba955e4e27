/* The exported functions of the enumerations. */
#include "vendor.h"

void *vendor_open_enum(void *value, enum kind of, uint32_t types, bool extended);
uint32_t vendor_count(void *value, enum kind of, bool extended);
uint32_t vendor_close_enum(void *value, enum kind of, bool extended);
uint32_t vendor_enum(void *value, enum kind of, uint32_t index, uint32_t *type, name_out name,
                     uint32_t *count);
uint32_t vendor_enum_ex(void *value, enum kind of, uint32_t index, void *out, uint32_t *size);

VENDOR_API void *ClusterOpenEnum(void *holder, uint32_t types)
{
    return vendor_open_enum(holder, CLUSTER, types, false);
}

VENDOR_API uint32_t ClusterEnum(void *enumeration, uint32_t index, uint32_t *type, name_out name,
                                uint32_t *count)
{
    return vendor_enum(enumeration, CLUSTER, index, type, name, count);
}

VENDOR_API uint32_t ClusterGetEnumCount(void *enumeration)
{
    return vendor_count(enumeration, CLUSTER, false);
}

VENDOR_API uint32_t ClusterCloseEnum(void *enumeration)
{
    return vendor_close_enum(enumeration, CLUSTER, false);
}

VENDOR_API void *ClusterNodeOpenEnum(void *holder, uint32_t types)
{
    return vendor_open_enum(holder, NODE, types, false);
}

VENDOR_API uint32_t ClusterNodeEnum(void *enumeration, uint32_t index, uint32_t *type,
                                    name_out name, uint32_t *count)
{
    return vendor_enum(enumeration, NODE, index, type, name, count);
}

VENDOR_API uint32_t ClusterNodeGetEnumCount(void *enumeration)
{
    return vendor_count(enumeration, NODE, false);
}

VENDOR_API uint32_t ClusterNodeCloseEnum(void *enumeration)
{
    return vendor_close_enum(enumeration, NODE, false);
}

VENDOR_API void *ClusterGroupOpenEnum(void *holder, uint32_t types)
{
    return vendor_open_enum(holder, GROUP, types, false);
}

VENDOR_API uint32_t ClusterGroupEnum(void *enumeration, uint32_t index, uint32_t *type,
                                     name_out name, uint32_t *count)
{
    return vendor_enum(enumeration, GROUP, index, type, name, count);
}

VENDOR_API uint32_t ClusterGroupGetEnumCount(void *enumeration)
{
    return vendor_count(enumeration, GROUP, false);
}

VENDOR_API uint32_t ClusterGroupCloseEnum(void *enumeration)
{
    return vendor_close_enum(enumeration, GROUP, false);
}

VENDOR_API void *ClusterResourceOpenEnum(void *holder, uint32_t types)
{
    return vendor_open_enum(holder, RESOURCE, types, false);
}

VENDOR_API uint32_t ClusterResourceEnum(void *enumeration, uint32_t index, uint32_t *type,
                                        name_out name, uint32_t *count)
{
    return vendor_enum(enumeration, RESOURCE, index, type, name, count);
}

VENDOR_API uint32_t ClusterResourceGetEnumCount(void *enumeration)
{
    return vendor_count(enumeration, RESOURCE, false);
}

VENDOR_API uint32_t ClusterResourceCloseEnum(void *enumeration)
{
    return vendor_close_enum(enumeration, RESOURCE, false);
}

VENDOR_API void *ClusterNetworkOpenEnum(void *holder, uint32_t types)
{
    return vendor_open_enum(holder, NETWORK, types, false);
}

VENDOR_API uint32_t ClusterNetworkEnum(void *enumeration, uint32_t index, uint32_t *type,
                                       name_out name, uint32_t *count)
{
    return vendor_enum(enumeration, NETWORK, index, type, name, count);
}

VENDOR_API uint32_t ClusterNetworkGetEnumCount(void *enumeration)
{
    return vendor_count(enumeration, NETWORK, false);
}

VENDOR_API uint32_t ClusterNetworkCloseEnum(void *enumeration)
{
    return vendor_close_enum(enumeration, NETWORK, false);
}

VENDOR_API void *ClusterOpenEnumEx(void *holder, uint32_t types, void *options)
{
    (void)options;
    return vendor_open_enum(holder, CLUSTER, types, true);
}

VENDOR_API uint32_t ClusterEnumEx(void *enumeration, uint32_t index, void *item, uint32_t *size)
{
    return vendor_enum_ex(enumeration, CLUSTER, index, item, size);
}

VENDOR_API uint32_t ClusterGetEnumCountEx(void *enumeration)
{
    return vendor_count(enumeration, CLUSTER, true);
}

VENDOR_API uint32_t ClusterCloseEnumEx(void *enumeration)
{
    return vendor_close_enum(enumeration, CLUSTER, true);
}

VENDOR_API void *ClusterNodeOpenEnumEx(void *holder, uint32_t types, void *options)
{
    (void)options;
    return vendor_open_enum(holder, NODE, types, true);
}

VENDOR_API uint32_t ClusterNodeEnumEx(void *enumeration, uint32_t index, void *item, uint32_t *size)
{
    return vendor_enum_ex(enumeration, NODE, index, item, size);
}

VENDOR_API uint32_t ClusterNodeGetEnumCountEx(void *enumeration)
{
    return vendor_count(enumeration, NODE, true);
}

VENDOR_API uint32_t ClusterNodeCloseEnumEx(void *enumeration)
{
    return vendor_close_enum(enumeration, NODE, true);
}
