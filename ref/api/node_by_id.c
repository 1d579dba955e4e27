/* OpenClusterNodeById. No method opens a node by its id: every node is asked for its own. */
#include "list.h"

/* A decimal number of at most ten digits. */
static bool is_number(const WCHAR *text, DWORD number)
{
    uint64_t value = 0;
    uint32_t digits = 0;
    for (; digits < 10 && text[digits] >= '0' && text[digits] <= '9'; digits++)
        value = value * 10 + (uint64_t)(text[digits] - '0');
    return digits > 0 && text[digits] == 0 && value == number;
}

static bool has_id(HNODE node, DWORD number)
{
    WCHAR id[16];
    DWORD capacity = sizeof id / sizeof *id;
    return GetClusterNodeId(node, id, &capacity) == ERROR_SUCCESS && is_number(id, number);
}

HNODE WINAPI OpenClusterNodeById(HCLUSTER hCluster, DWORD nodeId)
{
    static const struct enumeration how = {KIND_CLUSTER, KIND_ENUM, 7};
    uint32_t error;
    void *nodes = list_open(&how, hCluster, CLUSTER_ENUM_NODE);
    const struct list *list = nodes != NULL ? list_of(KIND_ENUM, nodes, &error) : NULL;
    HNODE found = NULL;
    if (list == NULL)
        return NULL; /* the last error is set */
    error = ERROR_CLUSTER_NODE_NOT_FOUND;
    for (uint32_t i = 0; i < list->count && found == NULL; i++) {
        HNODE node =
            OpenClusterNode(hCluster, (LPCWSTR)(const void *)list->item[i].part[PART_NAME].octets);
        if (node != NULL && has_id(node, nodeId))
            found = node;
        else if (node != NULL)
            CloseClusterNode(node);
        else
            error = GetLastError();
    }
    list_close(KIND_ENUM, nodes);
    return found != NULL ? found : refuse(error); /* BYID-1 */
}
