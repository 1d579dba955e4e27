/* Faults of the functions about nodes that take no handle of a node: GetNodeClusterState,
 * OpenClusterNodeById. */
#include "fault.h"

typedef uint32_t cluster_state_function(name_in node, uint32_t *state);
typedef void *open_by_id_function(void *cluster, uint32_t id);

enum { COUNTED_RUNNING = 3, RUNNING = 19, NO_STATE = 42 };

FAULT_API uint32_t GetNodeClusterState(name_in node, uint32_t *state)
{
    if (fault_is(node == NULL ? "cluster-state-needs-node" : "cluster-state-is-local")) {
        return 87;
    }
    uint32_t code = ((cluster_state_function *)real("GetNodeClusterState"))(node, state);
    if (code != 0 && fault_is("cluster-state-never-fails")) {
        return 0;
    }
    if (code == 0 && fault_is("cluster-state-of-no-kind")) {
        *state = NO_STATE;
    }
    if (code == 0 && *state == RUNNING && fault_is("cluster-state-counts")) {
        *state = COUNTED_RUNNING;
    }
    return code;
}

FAULT_API void *OpenClusterNodeById(void *cluster, uint32_t id)
{
    open_by_id_function *open = (open_by_id_function *)real("OpenClusterNodeById");
    void *node = open(cluster, id);
    if (node != NULL && fault_is("node-by-number-fails")) {
        return null_with(5042);
    }
    if (node == NULL && is_good(cluster, CLUSTER) && fault_is("node-by-number-of-nothing")) {
        node = open(cluster, 1);
    }
    return see(node, NODE, cluster, NULL);
}
