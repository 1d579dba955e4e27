/* The exported functions of the five kinds of objects. */
#include "object.h"

FAULT_API void *OpenClusterNode(void *cluster, name_in name)
{
    return object_open(cluster, NODE, name);
}

FAULT_API void *OpenClusterNodeEx(void *cluster, name_in name, uint32_t access, uint32_t *granted)
{
    return object_open_ex(cluster, NODE, name, access, granted);
}

FAULT_API int32_t CloseClusterNode(void *object)
{
    return object_close(object, NODE);
}

FAULT_API void *GetClusterFromNode(void *object)
{
    return object_from(object, NODE);
}

FAULT_API void *OpenClusterGroup(void *cluster, name_in name)
{
    return object_open(cluster, GROUP, name);
}

FAULT_API void *OpenClusterGroupEx(void *cluster, name_in name, uint32_t access, uint32_t *granted)
{
    return object_open_ex(cluster, GROUP, name, access, granted);
}

FAULT_API int32_t CloseClusterGroup(void *object)
{
    return object_close(object, GROUP);
}

FAULT_API void *GetClusterFromGroup(void *object)
{
    return object_from(object, GROUP);
}

FAULT_API void *OpenClusterResource(void *cluster, name_in name)
{
    return object_open(cluster, RESOURCE, name);
}

FAULT_API void *OpenClusterResourceEx(void *cluster, name_in name, uint32_t access,
                                      uint32_t *granted)
{
    return object_open_ex(cluster, RESOURCE, name, access, granted);
}

FAULT_API int32_t CloseClusterResource(void *object)
{
    return object_close(object, RESOURCE);
}

FAULT_API void *GetClusterFromResource(void *object)
{
    return object_from(object, RESOURCE);
}

FAULT_API void *OpenClusterNetwork(void *cluster, name_in name)
{
    return object_open(cluster, NETWORK, name);
}

FAULT_API void *OpenClusterNetworkEx(void *cluster, name_in name, uint32_t access,
                                     uint32_t *granted)
{
    return object_open_ex(cluster, NETWORK, name, access, granted);
}

FAULT_API int32_t CloseClusterNetwork(void *object)
{
    return object_close(object, NETWORK);
}

FAULT_API void *GetClusterFromNetwork(void *object)
{
    return object_from(object, NETWORK);
}

FAULT_API void *OpenClusterNetInterface(void *cluster, name_in name)
{
    return object_open(cluster, NETINTERFACE, name);
}

FAULT_API void *OpenClusterNetInterfaceEx(void *cluster, name_in name, uint32_t access,
                                          uint32_t *granted)
{
    return object_open_ex(cluster, NETINTERFACE, name, access, granted);
}

FAULT_API int32_t CloseClusterNetInterface(void *object)
{
    return object_close(object, NETINTERFACE);
}

FAULT_API void *GetClusterFromNetInterface(void *object)
{
    return object_from(object, NETINTERFACE);
}
