/* The exported functions of the five kinds of objects. */
#include "vendor.h"

void *vendor_open(void *value, enum kind kind, name_in name, uint32_t access, uint32_t *granted,
                  bool extended);
int32_t vendor_close(void *value, enum kind kind);
void *vendor_from(void *value, enum kind kind);
void *vendor_give_object(struct open *cluster, const struct thing *thing, enum rights rights);

VENDOR_API void *OpenClusterNode(void *cluster, name_in name)
{
    return vendor_open(cluster, NODE, name, 0x10000000u, NULL, false);
}

VENDOR_API void *OpenClusterNodeEx(void *cluster, name_in name, uint32_t access, uint32_t *granted)
{
    return vendor_open(cluster, NODE, name, access, granted, true);
}

VENDOR_API int32_t CloseClusterNode(void *object)
{
    return vendor_close(object, NODE);
}

VENDOR_API void *GetClusterFromNode(void *object)
{
    return vendor_from(object, NODE);
}

VENDOR_API void *OpenClusterGroup(void *cluster, name_in name)
{
    return vendor_open(cluster, GROUP, name, 0x10000000u, NULL, false);
}

VENDOR_API void *OpenClusterGroupEx(void *cluster, name_in name, uint32_t access, uint32_t *granted)
{
    return vendor_open(cluster, GROUP, name, access, granted, true);
}

VENDOR_API int32_t CloseClusterGroup(void *object)
{
    return vendor_close(object, GROUP);
}

VENDOR_API void *GetClusterFromGroup(void *object)
{
    return vendor_from(object, GROUP);
}

VENDOR_API void *OpenClusterResource(void *cluster, name_in name)
{
    return vendor_open(cluster, RESOURCE, name, 0x10000000u, NULL, false);
}

VENDOR_API void *OpenClusterResourceEx(void *cluster, name_in name, uint32_t access,
                                       uint32_t *granted)
{
    return vendor_open(cluster, RESOURCE, name, access, granted, true);
}

VENDOR_API int32_t CloseClusterResource(void *object)
{
    return vendor_close(object, RESOURCE);
}

VENDOR_API void *GetClusterFromResource(void *object)
{
    return vendor_from(object, RESOURCE);
}

VENDOR_API void *OpenClusterNetwork(void *cluster, name_in name)
{
    return vendor_open(cluster, NETWORK, name, 0x10000000u, NULL, false);
}

VENDOR_API void *OpenClusterNetworkEx(void *cluster, name_in name, uint32_t access,
                                      uint32_t *granted)
{
    return vendor_open(cluster, NETWORK, name, access, granted, true);
}

VENDOR_API int32_t CloseClusterNetwork(void *object)
{
    return vendor_close(object, NETWORK);
}

VENDOR_API void *GetClusterFromNetwork(void *object)
{
    return vendor_from(object, NETWORK);
}

VENDOR_API void *OpenClusterNetInterface(void *cluster, name_in name)
{
    return vendor_open(cluster, NETINTERFACE, name, 0x10000000u, NULL, false);
}

VENDOR_API void *OpenClusterNetInterfaceEx(void *cluster, name_in name, uint32_t access,
                                           uint32_t *granted)
{
    return vendor_open(cluster, NETINTERFACE, name, access, granted, true);
}

VENDOR_API int32_t CloseClusterNetInterface(void *object)
{
    return vendor_close(object, NETINTERFACE);
}

VENDOR_API void *GetClusterFromNetInterface(void *object)
{
    return vendor_from(object, NETINTERFACE);
}
