/* The Ex enumerations, which give more than names: of a cluster and of a node, of all groups and of
 * all resources; four functions each. */
#include "list.h"

static DWORD give_entry(enum client_kind kind, const void *handle, DWORD index,
                        PCLUSTER_ENUM_ITEM to, LPDWORD size)
{
    const struct list_place place = {to, sizeof *to, size};
    const struct item *item;
    DWORD error = list_find_item(kind, handle, index, &place, &item);
    if (error != ERROR_SUCCESS)
        return error;
    uint8_t *at = (uint8_t *)(to + 1);
    to->dwVersion = CLUSTER_ENUM_ITEM_VERSION; /* AMB-53 function */
    to->dwType = item->number;                 /* CLEX-5; AMB-52 object */
    to->lpszId = list_give(item, PART_ID, &at, &to->cbId);
    to->lpszName = list_give(item, PART_NAME, &at, &to->cbName);
    return ERROR_SUCCESS;
}

HCLUSENUMEX WINAPI ClusterOpenEnumEx(HCLUSTER hCluster, DWORD dwType, PVOID pOptions)
{
    static const struct enumeration how = {KIND_CLUSTER, KIND_ENUM_EX, 125};
    (void)pOptions; /* no options are defined */
    return list_open(&how, hCluster, dwType);
}

DWORD WINAPI ClusterGetEnumCountEx(HCLUSENUMEX hEnum)
{
    return list_count(KIND_ENUM_EX, hEnum);
}

DWORD WINAPI ClusterEnumEx(HCLUSENUMEX hEnum, DWORD dwIndex, PCLUSTER_ENUM_ITEM pItem,
                           LPDWORD cbItem)
{
    return give_entry(KIND_ENUM_EX, hEnum, dwIndex, pItem, cbItem);
}

DWORD WINAPI ClusterCloseEnumEx(HCLUSENUMEX hEnum)
{
    return list_close(KIND_ENUM_EX, hEnum);
}

HNODEENUMEX WINAPI ClusterNodeOpenEnumEx(HNODE hNode, DWORD dwType, PVOID pOptions)
{
    static const struct enumeration how = {KIND_NODE, KIND_NODE_ENUM_EX, 124};
    (void)pOptions; /* no options are defined */
    return list_open(&how, hNode, dwType);
}

DWORD WINAPI ClusterNodeGetEnumCountEx(HNODEENUMEX hEnum)
{
    return list_count(KIND_NODE_ENUM_EX, hEnum);
}

DWORD WINAPI ClusterNodeEnumEx(HNODEENUMEX hEnum, DWORD dwIndex, PCLUSTER_ENUM_ITEM pItem,
                               LPDWORD cbItem)
{
    return give_entry(KIND_NODE_ENUM_EX, hEnum, dwIndex, pItem, cbItem);
}

DWORD WINAPI ClusterNodeCloseEnumEx(HNODEENUMEX hEnum)
{
    return list_close(KIND_NODE_ENUM_EX, hEnum);
}

/* -- groups and resources ------------------------------------------------------------------ */

/* Lists of names of properties, each name and the list with a terminator. */
struct property_names {
    LPCWSTR common, read_only;
    DWORD common_size, read_only_size; /* octets */
};

/* MS-CMRP 3.1.4.2.139, .140: pProperties, cbProperties, pRoProperties, cbRoProperties */
static void *open_detailed(const struct enumeration *how, const void *cluster,
                           const struct property_names *names)
{
    struct message request = {0};
    const DWORD common = names->common != NULL ? names->common_size : 0;
    const DWORD read_only = names->read_only != NULL ? names->read_only_size : 0;
    request.value[1] = (struct value){.at = (const uint8_t *)names->common,
                                      .count = common,
                                      .max = common,
                                      .present = names->common != NULL};
    request.value[2].number = common;
    request.value[3] = (struct value){.at = (const uint8_t *)names->read_only,
                                      .count = read_only,
                                      .max = read_only,
                                      .present = names->read_only != NULL};
    request.value[4].number = read_only;
    return list_open_asking(how, cluster, &request);
}

HGROUPENUMEX WINAPI ClusterGroupOpenEnumEx(HCLUSTER hCluster, LPCWSTR lpszProperties,
                                           DWORD cbProperties, LPCWSTR lpszRoProperties,
                                           DWORD cbRoProperties, DWORD dwFlags)
{
    static const struct enumeration how = {KIND_CLUSTER, KIND_GROUP_ENUM_EX, 143};
    const struct property_names names = {lpszProperties, lpszRoProperties, cbProperties,
                                         cbRoProperties};
    (void)dwFlags;                                /* the protocol has none */
    return open_detailed(&how, hCluster, &names); /* GREX-1 to GREX-3 */
}

DWORD WINAPI ClusterGroupGetEnumCountEx(HGROUPENUMEX hGroupEnumEx)
{
    return list_count(KIND_GROUP_ENUM_EX, hGroupEnumEx); /* GREX-12 */
}

DWORD WINAPI ClusterGroupEnumEx(HGROUPENUMEX hGroupEnumEx, DWORD dwIndex,
                                PCLUSTER_GROUP_ENUM_ITEM pItem, LPDWORD cbItem)
{
    const struct list_place place = {pItem, sizeof *pItem, cbItem};
    const struct item *item;
    DWORD error = list_find_item(KIND_GROUP_ENUM_EX, hGroupEnumEx, dwIndex, &place, &item);
    if (error != ERROR_SUCCESS)
        return error;
    uint8_t *at = (uint8_t *)(pItem + 1);
    pItem->dwVersion = CLUSTER_GROUP_ENUM_ITEM_VERSION;
    pItem->state = (CLUSTER_GROUP_STATE)item->number; /* GREX-5 */
    pItem->dwFlags = item->flags;
    pItem->pProperties = list_give(item, PART_PROPERTIES, &at, &pItem->cbProperties);
    pItem->pRoProperties = list_give(item, PART_READ_ONLY, &at, &pItem->cbRoProperties);
    pItem->lpszId = list_give(item, PART_ID, &at, &pItem->cbId);
    pItem->lpszName = list_give(item, PART_NAME, &at, &pItem->cbName);
    pItem->lpszOwnerNode = list_give(item, PART_OWNER, &at, &pItem->cbOwnerNode);
    return ERROR_SUCCESS;
}

DWORD WINAPI ClusterGroupCloseEnumEx(HGROUPENUMEX hGroupEnumEx)
{
    return list_close(KIND_GROUP_ENUM_EX, hGroupEnumEx); /* GREX-14 */
}

HRESENUMEX WINAPI ClusterResourceOpenEnumEx(HCLUSTER hCluster, LPCWSTR lpszProperties,
                                            DWORD cbProperties, LPCWSTR lpszRoProperties,
                                            DWORD cbRoProperties, DWORD dwFlags)
{
    static const struct enumeration how = {KIND_CLUSTER, KIND_RESOURCE_ENUM_EX, 144};
    const struct property_names names = {lpszProperties, lpszRoProperties, cbProperties,
                                         cbRoProperties};
    (void)dwFlags;                                /* the protocol has none */
    return open_detailed(&how, hCluster, &names); /* RSEX-1, RSEX-2 */
}

DWORD WINAPI ClusterResourceGetEnumCountEx(HRESENUMEX hResourceEnumEx)
{
    return list_count(KIND_RESOURCE_ENUM_EX, hResourceEnumEx); /* RSEX-12 */
}

DWORD WINAPI ClusterResourceEnumEx(HRESENUMEX hResourceEnumEx, DWORD dwIndex,
                                   PCLUSTER_RESOURCE_ENUM_ITEM pItem, LPDWORD cbItem)
{
    const struct list_place place = {pItem, sizeof *pItem, cbItem};
    const struct item *item;
    DWORD error = list_find_item(KIND_RESOURCE_ENUM_EX, hResourceEnumEx, dwIndex, &place, &item);
    if (error != ERROR_SUCCESS)
        return error;
    uint8_t *at = (uint8_t *)(pItem + 1);
    pItem->dwVersion = CLUSTER_RESOURCE_ENUM_ITEM_VERSION;
    pItem->pProperties = list_give(item, PART_PROPERTIES, &at, &pItem->cbProperties);
    pItem->pRoProperties = list_give(item, PART_READ_ONLY, &at, &pItem->cbRoProperties);
    pItem->lpszId = list_give(item, PART_ID, &at, &pItem->cbId); /* RSEX-5 */
    pItem->lpszName = list_give(item, PART_NAME, &at, &pItem->cbName);
    pItem->lpszOwnerGroupName = list_give(item, PART_OWNER, &at, &pItem->cbOwnerGroupName);
    pItem->lpszOwnerGroupId = list_give(item, PART_OWNER_ID, &at, &pItem->cbOwnerGroupId);
    return ERROR_SUCCESS;
}

DWORD WINAPI ClusterResourceCloseEnumEx(HRESENUMEX hResourceEnumEx)
{
    return list_close(KIND_RESOURCE_ENUM_EX, hResourceEnumEx); /* RSEX-14 */
}
