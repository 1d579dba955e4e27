/* Faults of opening and closing clusters. */
#include <unistd.h>

#include "access.h"
#include "buffer.h"

static void *plain(name_in name)
{
    return ((open_cluster_function *)real("OpenCluster"))(name);
}

static void *extended(name_in name, uint32_t access, uint32_t *granted)
{
    return ((open_cluster_ex_function *)real("OpenClusterEx"))(name, access, granted);
}

static int32_t close_really(void *cluster)
{
    return ((close_function *)real("CloseCluster"))(cluster);
}

static uint32_t last_error(void)
{
    typedef uint32_t get_function(void);
    return ((get_function *)real("GetLastError"))();
}

static bool has_dot(name_in name)
{
    while (*name != 0 && *name != '.') {
        name++;
    }
    return *name == '.';
}

static bool is_address(name_in name)
{
    return *name >= '0' && *name <= '9' && has_dot(name);
}

static bool is_its_own_name(void *cluster, name_in name)
{
    uint16_t its[256];
    uint32_t count = 256;
    information_function *information = (information_function *)real("GetClusterInformation");
    return information(cluster, its, &count, NULL) == 0 && same_text(its, name);
}

/* Spellings that the fault does not know. */
static bool is_strange(name_in name, void *opened)
{
    if (name == NULL) {
        return fault_is("open-local-fails");
    }
    return (fault_is("open-dns-name-fails") && has_dot(name) && !is_address(name)) ||
           (fault_is("open-address-fails") && is_address(name)) ||
           (fault_is("open-node-name-fails") && !has_dot(name) && !is_its_own_name(opened, name)) ||
           fault_is("open-always-fails");
}

/* The name that is looked for. */
static name_in name_passed(name_in name)
{
    return name != NULL && name[0] == 0 && fault_is("open-empty-is-local") ? NULL : name;
}

/* What comes of an open that gave `opened`. */
static void *opened(void *cluster, name_in name)
{
    if (cluster != NULL && is_strange(name, cluster)) {
        (void)close_really(cluster);
        return null_with(1722);
    }
    if (cluster == NULL && fault_is("open-unknown-opens")) {
        cluster = plain(NULL);
    }
    if (cluster == NULL && fault_is("open-says-nothing")) {
        set_last_error(0);
    }
    return see(cluster, CLUSTER, NULL, name);
}

FAULT_API void *OpenCluster(name_in name)
{
    if (fault_is("plain-gives-read")) {
        return opened(extended(name, read_access, NULL), name);
    }
    void *cluster = plain(name_passed(name));
    if (cluster == NULL && last_error() == DENIED && fault_is("reader-let-in")) {
        cluster = extended(name, read_access, NULL);
    }
    if (cluster != NULL && fault_is("old-refused") && extended(name, read_access, NULL) == NULL &&
        last_error() == NO_METHOD) {
        return null_with(NO_METHOD);
    }
    return opened(cluster, name);
}

FAULT_API void *OpenClusterEx(name_in name, uint32_t access, uint32_t *granted)
{
    if (access_is_refused(access, granted)) {
        return null_with(87);
    }
    void *cluster = extended(name_passed(name), access_passed(access), granted_passed(granted));
    if (cluster == NULL && last_error() == NO_METHOD && fault_is("old-other-code")) {
        set_last_error(50);
    }
    if (cluster == NULL && last_error() == NO_METHOD &&
        (fault_is("old-ex-works") || (access == all_access && fault_is("old-ex-all-works")))) {
        cluster = plain(name);
    }
    if (cluster == NULL && last_error() == DENIED && fault_is("reader-let-in-by-ex")) {
        cluster = extended(name, maximum_allowed, granted);
    }
    granted_told(access, granted, cluster != NULL);
    if (cluster != NULL && access == all_access && fault_is("ex-all-fails")) {
        return null_with(87);
    }
    if (cluster != NULL && fault_is("ex-opens-nothing")) {
        return null_with(87);
    }
    cluster = opened(cluster, name);
    if (cluster != NULL) {
        seen(cluster)->read_only = (access & (all_access | maximum_allowed)) == 0;
    }
    return cluster;
}

/* What closing a cluster handle takes with it that it should not. */
static void take_along(const struct seen *one)
{
    struct seen *other = newest(CLUSTER, one);
    if (fault_is("close-ends-other-clusters") && other != NULL) {
        (void)close_really(other->value);
    }
    if (fault_is("instance-ends-origin") && one->instance) {
        (void)close_really(one->origin->origin->value);
    }
    if (fault_is("port-ends-with-cluster") && newest(PORT, NULL) != NULL) {
        (void)((close_function *)real("CloseClusterNotifyPort"))(newest(PORT, NULL)->value);
    }
    if (fault_is("instance-ends-object") && one->instance) {
        (void)object_close_really(one->origin);
    }
    if (fault_is("origin-ends-instance") && !one->instance && other != NULL && other->instance) {
        (void)close_really(other->value);
    }
}

static int32_t close_good(struct seen *one)
{
    take_along(one);
    if (fault_is("close-does-nothing")) {
        return 1;
    }
    one->closed = true;
    int32_t result = close_really(one->value);
    if (fault_is("close-gives-false")) {
        return zero_with(INVALID_HANDLE);
    }
    return fault_is("close-gives-two") ? 2 : result;
}

static int32_t close_object(struct seen *one)
{
    if (fault_is("close-cluster-closes-objects") && one->kind < ENUMERATION) {
        one->closed = true;
        (void)object_close_really(one);
    }
    return fault_is("close-cluster-of-object-false") ? zero_with(INVALID_HANDLE)
                                                     : close_really(one->value);
}

FAULT_API int32_t CloseCluster(void *handle)
{
    struct seen *one = seen(handle);
    if (one != NULL && one->kind == CLUSTER && !one->closed) {
        return close_good(one);
    }
    if (one != NULL && one->kind != CLUSTER) {
        return close_object(one);
    }
    if (one != NULL && fault_is("close-again-hangs")) {
        for (;;) {
            (void)pause();
        }
    }
    if ((handle == NULL && fault_is("close-null-false")) ||
        (one != NULL && fault_is("close-again-false"))) {
        return zero_with(INVALID_HANDLE);
    }
    if (handle != NULL && one == NULL && fault_is("close-invented-crashes")) {
        return *(volatile int32_t *)handle;
    }
    if (one != NULL && fault_is("close-again-closes-newest") && newest(CLUSTER, NULL) != NULL) {
        return close_really(newest(CLUSTER, NULL)->value);
    }
    return close_really(handle);
}

/* A closed cluster handle that the fault lets live on, opened anew. */
void *cluster_kept(void *cluster)
{
    const struct seen *one = seen(cluster);
    bool closed = one != NULL && one->kind == CLUSTER && one->closed;
    if (closed && fault_is("close-keeps-cluster")) {
        return plain(one->name);
    }
    const struct seen *other = newest(CLUSTER, one);
    if (closed && fault_is("old-value-is-newest") && other != NULL) {
        return other->value;
    }
    if (closed && fault_is("close-counts") && other != NULL && (one->instance || other->instance)) {
        return plain(one->name);
    }
    return cluster;
}

FAULT_API uint32_t GetClusterInformation(void *cluster, name_out name, uint32_t *count,
                                         void *version)
{
    information_function *function = (information_function *)real("GetClusterInformation");
    bool unversioned = version == NULL && fault_is("information-unversioned-other-text");
    struct buffer buffer =
        buffer_begins(unversioned ? "information-unversioned" : "information", name, count);
    if (fault_is("information-without-version") && version != NULL) {
        version = NULL;
    }
    if (name == NULL && fault_is("information-needs-name")) {
        return 87;
    }
    if (fault_is("information-of-anything") && !is_good(cluster, CLUSTER)) {
        return 0;
    }
    return buffer_ends(&buffer, function(cluster_kept(cluster), name, count, version));
}

FAULT_API uint32_t GetClusterNetInterface(void *cluster, name_in node, name_in network,
                                          name_out name, uint32_t *count)
{
    net_interface_function *function = (net_interface_function *)real("GetClusterNetInterface");
    struct buffer buffer = buffer_begins("interface", name, count);
    return buffer_ends(&buffer, function(cluster_kept(cluster), node, network, name, count));
}
