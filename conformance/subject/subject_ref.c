/* ref: the reference, linked into this program. */
#ifndef _WIN32
#define _POSIX_C_SOURCE 200809L
#endif

#include <stdlib.h>
#include <string.h>

#include "clusapi.h"
#include "reference.h"
#include "subject.h"

static bool set_environment(const char *name, const char *value)
{
#ifdef _WIN32
    return _putenv_s(name, value) == 0;
#else
    return setenv(name, value, 1) == 0;
#endif
}

static const struct {
    const char *name;
    any_function function;
} functions[] = {
    {"OpenCluster", (any_function)OpenCluster},
    {"OpenClusterEx", (any_function)OpenClusterEx},
    {"CloseCluster", (any_function)CloseCluster},
    {"GetClusterInformation", (any_function)GetClusterInformation},
    {"GetNodeClusterState", (any_function)GetNodeClusterState},
    {"GetClusterNetInterface", (any_function)GetClusterNetInterface},
    {"ClusterControl", (any_function)ClusterControl},
    {"OpenClusterNode", (any_function)OpenClusterNode},
    {"OpenClusterNodeEx", (any_function)OpenClusterNodeEx},
    {"OpenClusterNodeById", (any_function)OpenClusterNodeById},
    {"CloseClusterNode", (any_function)CloseClusterNode},
    {"GetClusterFromNode", (any_function)GetClusterFromNode},
    {"GetClusterNodeState", (any_function)GetClusterNodeState},
    {"GetClusterNodeId", (any_function)GetClusterNodeId},
    {"ClusterNodeControl", (any_function)ClusterNodeControl},
    {"OpenClusterGroup", (any_function)OpenClusterGroup},
    {"OpenClusterGroupEx", (any_function)OpenClusterGroupEx},
    {"CloseClusterGroup", (any_function)CloseClusterGroup},
    {"GetClusterFromGroup", (any_function)GetClusterFromGroup},
    {"GetClusterGroupState", (any_function)GetClusterGroupState},
    {"ClusterGroupControl", (any_function)ClusterGroupControl},
    {"OpenClusterResource", (any_function)OpenClusterResource},
    {"OpenClusterResourceEx", (any_function)OpenClusterResourceEx},
    {"CloseClusterResource", (any_function)CloseClusterResource},
    {"GetClusterFromResource", (any_function)GetClusterFromResource},
    {"GetClusterResourceState", (any_function)GetClusterResourceState},
    {"ClusterResourceControl", (any_function)ClusterResourceControl},
    {"OpenClusterNetwork", (any_function)OpenClusterNetwork},
    {"OpenClusterNetworkEx", (any_function)OpenClusterNetworkEx},
    {"CloseClusterNetwork", (any_function)CloseClusterNetwork},
    {"GetClusterFromNetwork", (any_function)GetClusterFromNetwork},
    {"GetClusterNetworkState", (any_function)GetClusterNetworkState},
    {"GetClusterNetworkId", (any_function)GetClusterNetworkId},
    {"ClusterNetworkControl", (any_function)ClusterNetworkControl},
    {"OpenClusterNetInterface", (any_function)OpenClusterNetInterface},
    {"OpenClusterNetInterfaceEx", (any_function)OpenClusterNetInterfaceEx},
    {"CloseClusterNetInterface", (any_function)CloseClusterNetInterface},
    {"GetClusterFromNetInterface", (any_function)GetClusterFromNetInterface},
    {"GetClusterNetInterfaceState", (any_function)GetClusterNetInterfaceState},
    {"ClusterNetInterfaceControl", (any_function)ClusterNetInterfaceControl},
    {"ClusterOpenEnum", (any_function)ClusterOpenEnum},
    {"ClusterEnum", (any_function)ClusterEnum},
    {"ClusterGetEnumCount", (any_function)ClusterGetEnumCount},
    {"ClusterCloseEnum", (any_function)ClusterCloseEnum},
    {"ClusterOpenEnumEx", (any_function)ClusterOpenEnumEx},
    {"ClusterEnumEx", (any_function)ClusterEnumEx},
    {"ClusterGetEnumCountEx", (any_function)ClusterGetEnumCountEx},
    {"ClusterCloseEnumEx", (any_function)ClusterCloseEnumEx},
    {"ClusterNodeOpenEnum", (any_function)ClusterNodeOpenEnum},
    {"ClusterNodeEnum", (any_function)ClusterNodeEnum},
    {"ClusterNodeGetEnumCount", (any_function)ClusterNodeGetEnumCount},
    {"ClusterNodeCloseEnum", (any_function)ClusterNodeCloseEnum},
    {"ClusterNodeOpenEnumEx", (any_function)ClusterNodeOpenEnumEx},
    {"ClusterNodeEnumEx", (any_function)ClusterNodeEnumEx},
    {"ClusterNodeGetEnumCountEx", (any_function)ClusterNodeGetEnumCountEx},
    {"ClusterNodeCloseEnumEx", (any_function)ClusterNodeCloseEnumEx},
    {"ClusterGroupOpenEnum", (any_function)ClusterGroupOpenEnum},
    {"ClusterGroupEnum", (any_function)ClusterGroupEnum},
    {"ClusterGroupGetEnumCount", (any_function)ClusterGroupGetEnumCount},
    {"ClusterGroupCloseEnum", (any_function)ClusterGroupCloseEnum},
    {"ClusterResourceOpenEnum", (any_function)ClusterResourceOpenEnum},
    {"ClusterResourceEnum", (any_function)ClusterResourceEnum},
    {"ClusterResourceGetEnumCount", (any_function)ClusterResourceGetEnumCount},
    {"ClusterResourceCloseEnum", (any_function)ClusterResourceCloseEnum},
    {"ClusterNetworkOpenEnum", (any_function)ClusterNetworkOpenEnum},
    {"ClusterNetworkEnum", (any_function)ClusterNetworkEnum},
    {"ClusterNetworkGetEnumCount", (any_function)ClusterNetworkGetEnumCount},
    {"ClusterNetworkCloseEnum", (any_function)ClusterNetworkCloseEnum},
    {"ClusterGroupOpenEnumEx", (any_function)ClusterGroupOpenEnumEx},
    {"ClusterGroupEnumEx", (any_function)ClusterGroupEnumEx},
    {"ClusterGroupGetEnumCountEx", (any_function)ClusterGroupGetEnumCountEx},
    {"ClusterGroupCloseEnumEx", (any_function)ClusterGroupCloseEnumEx},
    {"ClusterResourceOpenEnumEx", (any_function)ClusterResourceOpenEnumEx},
    {"ClusterResourceEnumEx", (any_function)ClusterResourceEnumEx},
    {"ClusterResourceGetEnumCountEx", (any_function)ClusterResourceGetEnumCountEx},
    {"ClusterResourceCloseEnumEx", (any_function)ClusterResourceCloseEnumEx},
    {"CreateClusterNotifyPort", (any_function)CreateClusterNotifyPort},
    {"RegisterClusterNotify", (any_function)RegisterClusterNotify},
    {"GetClusterNotify", (any_function)GetClusterNotify},
    {"CloseClusterNotifyPort", (any_function)CloseClusterNotifyPort},
    {"GetClusterKey", (any_function)GetClusterKey},
    {"ClusterRegOpenKey", (any_function)ClusterRegOpenKey},
    {"ClusterRegEnumKey", (any_function)ClusterRegEnumKey},
    {"ClusterRegQueryValue", (any_function)ClusterRegQueryValue},
    {"ClusterRegCloseKey", (any_function)ClusterRegCloseKey},
    {"OpenClusterGroupSet", (any_function)OpenClusterGroupSet},
    {"CloseClusterGroupSet", (any_function)CloseClusterGroupSet},
    {"OnlineClusterResource", (any_function)OnlineClusterResource},
    {"OfflineClusterResource", (any_function)OfflineClusterResource},
    {"AddClusterResourceNode", (any_function)AddClusterResourceNode},
    {"RemoveClusterResourceNode", (any_function)RemoveClusterResourceNode},
    {"ChangeClusterResourceGroup", (any_function)ChangeClusterResourceGroup},
    {"CanResourceBeDependent", (any_function)CanResourceBeDependent},
    {"AddClusterResourceDependency", (any_function)AddClusterResourceDependency},
    {"RemoveClusterResourceDependency", (any_function)RemoveClusterResourceDependency},
    {"OnlineClusterGroup", (any_function)OnlineClusterGroup},
    {"OfflineClusterGroup", (any_function)OfflineClusterGroup},
    {"MoveClusterGroup", (any_function)MoveClusterGroup},
};

static enum subject_ready prepare(struct subject *subject, char *why)
{
    (void)why;
    (void)strcpy(subject->endpoint, "in-process[" REFERENCE_PORT "]");
    return SUBJECT_READY;
}

/* The reference reads its fixture at its first call. */
static bool open_reference(struct subject *subject, char *why)
{
    (void)strcpy(subject->file, "the reference that is built in");
    subject->set_error = (any_function)SetLastError;
    subject->get_error = (any_function)GetLastError;
    if (subject->fixture != NULL && !set_environment("CLUSAPI_FIXTURE", subject->fixture)) {
        (void)strcpy(why, "the environment has no room for CLUSAPI_FIXTURE");
        return false;
    }
    return true;
}

static any_function find(const struct subject *subject, const char *name)
{
    (void)subject;
    for (size_t n = 0; n < sizeof functions / sizeof functions[0]; n++) {
        if (strcmp(functions[n].name, name) == 0) {
            return functions[n].function;
        }
    }
    return NULL;
}

static bool call_it(const struct subject *subject, const struct call *call,
                    const struct actual *argument, struct outcome *outcome, uint32_t *last_error)
{
    return subject_call_function(subject, find(subject, call->name), call, argument, outcome,
                                 last_error);
}

/* Every cluster has a server of its own. */
static struct stream *connect_to(const struct subject *subject, struct span cluster,
                                 const char *endpoint, char *why)
{
    (void)endpoint;
    return reference_stream(subject->fixture, cluster.at, cluster.length, why);
}

static void close_it(struct subject *subject)
{
    (void)subject;
}

const struct subject_type subject_ref = {
    .prefix = "ref",
    .means = "the reference that is built in",
    .foreign = false,
    .open = open_reference,
    .find = find,
    .call = call_it,
    .close = close_it,
    .prepare = prepare,
    .connect = connect_to,
    .everywhere = true,
};
