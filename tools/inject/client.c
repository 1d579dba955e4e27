/* client NAME: what a caller of ClusAPI does, twice over, on the cluster NAME (`-`: the local one),
 * with the fixture that CLUSAPI_FIXTURE names. A call may be refused, if it says why; but then all
 * handles can still be closed, and the next round must go through. Exit 0: so it was; 1: it was
 * not, and standard error says how. Standard output: how many calls were refused. */
#include "clusapi.h"
#include "core/error.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { UNTOUCHED = 0x2BADC0DE, NODES = 70, ROUNDS = 4, TEXT = 256 };

static unsigned refused, wrong;

/* Was a call that gives NULL, FALSE or -1 right? If not, its last error must tell why. */
static bool was(const char *call, bool right)
{
    const DWORD error = GetLastError();
    if (!right) {
        refused++;
        (void)printf("%s: refused, %lu\n", call, (unsigned long)error);
    }
    if (!right && (error == UNTOUCHED || error == ERROR_SUCCESS)) {
        wrong++;
        (void)fprintf(stderr, "client: %s is refused and does not say why\n", call);
    }
    SetLastError(UNTOUCHED);
    return right;
}

/* The same for a call that gives a code. */
static bool gave(const char *call, DWORD error)
{
    if (error != ERROR_SUCCESS) {
        refused++;
        (void)printf("%s: refused, %lu\n", call, (unsigned long)error);
    }
    SetLastError(UNTOUCHED);
    return error == ERROR_SUCCESS;
}

/* A handle that was given can be closed, whatever happened. */
static void closed(const char *call, bool right)
{
    if (!right) {
        wrong++;
        (void)fprintf(stderr, "client: %s: the handle was lost\n", call);
    }
}

static void ask_list(HCLUSTER cluster)
{
    WCHAR name[TEXT];
    DWORD type, length;
    HCLUSENUM list = ClusterOpenEnum(cluster, CLUSTER_ENUM_NODE | CLUSTER_ENUM_NETWORK);
    if (!was("ClusterOpenEnum", list != NULL)) {
        return;
    }
    for (DWORD n = 0; n < ClusterGetEnumCount(list); n++) {
        length = TEXT;
        (void)gave("ClusterEnum", ClusterEnum(list, n, &type, name, &length));
    }
    closed("ClusterCloseEnum", ClusterCloseEnum(list) == ERROR_SUCCESS);
}

static void ask_lists_ex(HCLUSTER cluster)
{
    HCLUSENUMEX nodes = ClusterOpenEnumEx(cluster, CLUSTER_ENUM_NODE, NULL);
    if (was("ClusterOpenEnumEx", nodes != NULL)) {
        closed("ClusterCloseEnumEx", ClusterCloseEnumEx(nodes) == ERROR_SUCCESS);
    }
    HGROUPENUMEX groups = ClusterGroupOpenEnumEx(cluster, NULL, 0, NULL, 0, 0);
    if (was("ClusterGroupOpenEnumEx", groups != NULL)) {
        closed("ClusterGroupCloseEnumEx", ClusterGroupCloseEnumEx(groups) == ERROR_SUCCESS);
    }
}

static void ask_key(HCLUSTER cluster)
{
    HKEY root = GetClusterKey(cluster, KEY_READ);
    HKEY key = NULL;
    if (!was("GetClusterKey", root != NULL)) {
        return;
    }
    if (gave("ClusterRegOpenKey", (DWORD)ClusterRegOpenKey(root, u"Nodes", KEY_READ, &key))) {
        closed("ClusterRegCloseKey", ClusterRegCloseKey(key) == ERROR_SUCCESS);
    }
    closed("ClusterRegCloseKey", ClusterRegCloseKey(root) == ERROR_SUCCESS);
}

/* A handle that is closed is an event, so that there is something to get. */
static void ask_port(HCLUSTER cluster)
{
    WCHAR name[TEXT];
    DWORD length = TEXT, type;
    DWORD_PTR key;
    HGROUP group = OpenClusterGroup(cluster, u"Cluster Group");
    bool opened = was("OpenClusterGroup", group != NULL);
    HCHANGE port =
        CreateClusterNotifyPort(INVALID_HANDLE_VALUE, cluster, CLUSTER_CHANGE_HANDLE_CLOSE, 1);
    (void)was("CreateClusterNotifyPort", port != NULL);
    if (opened) {
        if (port != NULL) {
            (void)gave("RegisterClusterNotify",
                       RegisterClusterNotify(port, CLUSTER_CHANGE_GROUP_STATE, group, 2));
        }
        closed("CloseClusterGroup", CloseClusterGroup(group));
    }
    if (port != NULL) {
        (void)GetClusterNotify(port, &key, &type, name, &length, 0);
        closed("CloseClusterNotifyPort", CloseClusterNotifyPort(port));
    }
}

static void ask_node(HCLUSTER cluster, HNODE node)
{
    WCHAR id[TEXT];
    DWORD length = TEXT;
    unsigned char properties[TEXT * 16];
    DWORD size;
    (void)was("GetClusterNodeState", GetClusterNodeState(node) == ClusterNodeUp);
    (void)gave("GetClusterNodeId", GetClusterNodeId(node, id, &length));
    (void)gave("ClusterNodeControl", ClusterNodeControl(node, NULL, 0x04000051, NULL, 0, properties,
                                                        sizeof properties, &size));
    HCLUSTER instance = GetClusterFromNode(node);
    if (was("GetClusterFromNode", instance != NULL)) {
        closed("CloseCluster", CloseCluster(instance));
    }
    length = TEXT;
    (void)gave("GetClusterInformation", GetClusterInformation(cluster, id, &length, NULL));
}

/* More handles than the library has room for at first. */
static void ask_nodes(HCLUSTER cluster)
{
    HNODE node[NODES];
    for (int n = 0; n < NODES; n++) {
        node[n] = OpenClusterNode(cluster, u"node1");
        (void)was("OpenClusterNode", node[n] != NULL);
    }
    if (node[0] != NULL) {
        ask_node(cluster, node[0]);
    }
    for (int n = 0; n < NODES; n++) {
        if (node[n] != NULL) {
            closed("CloseClusterNode", CloseClusterNode(node[n]));
        }
    }
}

static void ask(const WCHAR *name)
{
    DWORD granted = 0;
    HCLUSTER cluster = OpenClusterEx(name, GENERIC_ALL, &granted);
    if (!was("OpenClusterEx", cluster != NULL)) {
        return;
    }
    ask_list(cluster);
    ask_lists_ex(cluster);
    ask_key(cluster);
    ask_port(cluster);
    ask_nodes(cluster);
    closed("CloseCluster", CloseCluster(cluster));
    if (GetClusterFromNode((HNODE)cluster) != NULL || OpenClusterNode(cluster, u"node1") != NULL) {
        wrong++;
        (void)fprintf(stderr, "client: CloseCluster: the handle still works\n");
    }
    SetLastError(UNTOUCHED);
}

int main(int count, char **word)
{
    WCHAR name[TEXT] = {0};
    unsigned rounds = 0, last = 0;
    for (size_t n = 0; count > 1 && word[1][n] != '\0' && n + 1 < TEXT; n++) {
        name[n] = (unsigned char)word[1][n];
    }
    SetLastError(UNTOUCHED);
    for (bool again = true; again && rounds < ROUNDS; rounds++) {
        unsigned before = refused;
        ask(name[0] == u'-' ? NULL : name);
        last = refused - before;
        again = rounds == 0 || last > 0;
    }
    (void)printf("%u refused\n", refused);
    if (last > 0) {
        (void)fprintf(stderr, "client: calls are still refused in round %u\n", rounds);
    }
    return wrong > 0 || last > 0 ? 1 : 0;
}
