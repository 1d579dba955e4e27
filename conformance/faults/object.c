/* Faults of objects: opening, closing, the way to the cluster, states. */
#include "object.h"

#include <stdio.h>
#include <string.h>

static const char *const words[] = {"", "Node", "Group", "Resource", "Network", "NetInterface"};

/* The real function whose name is `before`, the kind, `after`. */
any_function of_kind(const char *before, enum kind kind, const char *after)
{
    char name[64];
    (void)snprintf(name, sizeof name, "%s%s%s", before, words[kind], after);
    return real(name);
}

/* Is it the fault WHAT-Kind? */
bool fault_of_kind(const char *what, enum kind kind)
{
    return fault_of(what, kind == CLUSTER ? "Cluster" : words[kind]);
}

int32_t object_close_really(const struct seen *object)
{
    return ((close_function *)of_kind("CloseCluster", object->kind, ""))(object->value);
}

static void *plain(enum kind kind, void *cluster, name_in name)
{
    return ((open_function *)of_kind("OpenCluster", kind, ""))(cluster, name);
}

static void *extended(enum kind kind, void *cluster, name_in name, uint32_t access,
                      uint32_t *granted)
{
    open_ex_function *function = (open_ex_function *)of_kind("OpenCluster", kind, "Ex");
    return function(cluster, name, access, granted);
}

static uint32_t last_error(void)
{
    typedef uint32_t get_function(void);
    return ((get_function *)real("GetLastError"))();
}

/* The n-th name among the objects of a kind; false past the last. */
static bool name_of(void *cluster, enum kind kind, uint32_t n, uint16_t *name)
{
    static const uint32_t type[] = {0, 1, 8, 4, 16, 32};
    uint32_t its;
    uint32_t count = 128;
    void *all = ((open_enum_function *)real("ClusterOpenEnum"))(cluster, type[kind]);
    uint32_t code = ((enum_function *)real("ClusterEnum"))(all, n, &its, name, &count);
    (void)((count_function *)real("ClusterCloseEnum"))(all);
    return code == 0;
}

static bool is_exact(void *cluster, enum kind kind, name_in name)
{
    uint16_t its[128];
    for (uint32_t n = 0; name_of(cluster, kind, n, its); n++) {
        if (same_text(its, name)) {
            return true;
        }
    }
    return false;
}

static bool is_of_any_kind(void *cluster, name_in name)
{
    for (enum kind kind = NODE; kind <= NETINTERFACE; kind++) {
        if (is_exact(cluster, kind, name)) {
            return true;
        }
    }
    return false;
}

/* Another name that the fault opens although this one opens nothing; false: there is none. */
static bool other_name(void *cluster, enum kind kind, name_in name, uint16_t *other)
{
    bool absent = name == NULL && fault_is("absent-name-opens");
    bool empty = name != NULL && name[0] == 0 && fault_is("empty-name-opens");
    bool unknown = name != NULL && name[0] != 0 && fault_of_kind("unknown-name-opens", kind);
    bool of_other_kind = name != NULL && name[0] != 0 && fault_is("names-of-all-kinds") &&
                         is_of_any_kind(cluster, name);
    size_t n = 0;
    if (absent || empty || unknown || of_other_kind) {
        return name_of(cluster, kind, 0, other);
    }
    if (kind == NODE && name != NULL && name[0] == '1' && fault_is("node-by-address")) {
        return name_of(cluster, kind, 0, other);
    }
    while (kind == NODE && name != NULL && fault_is("node-by-dns-name") && name[n] != 0) {
        other[n] = name[n] == '.' ? 0 : name[n];
        n += name[n] == '.' ? 128 : 1;
    }
    return n >= 128;
}

static bool is_strange(void *cluster, enum kind kind, name_in name)
{
    size_t length = 0;
    while (name != NULL && name[length] != 0) {
        length++;
    }
    if (kind == RESOURCE && length == 36) {
        return fault_is("resource-id-is-no-name");
    }
    return fault_of_kind("letters-count", kind) && !is_exact(cluster, kind, name);
}

/* The cluster handle that a fault takes in place of the given one, to open an object of that kind.
 */
static void *parent(void *cluster, enum kind kind)
{
    const struct seen *one = seen(cluster);
    if (one != NULL && one->instance &&
        (fault_of_kind("instance-opens-nothing", one->origin->kind) ||
         (kind == NODE && fault_is("instance-opens-no-node")))) {
        return NULL;
    }
    if (one != NULL && one->kind != CLUSTER && fault_is("open-in-object") && !is_gone(one)) {
        return one->origin->value;
    }
    if (one != NULL && one->closed && fault_is("closed-cluster-opens")) {
        return ((open_cluster_function *)real("OpenCluster"))(one->name);
    }
    return cluster_kept(cluster);
}

static void *opened(void *object, enum kind kind, void *cluster, name_in name)
{
    if (object != NULL && fault_of_kind("open-fails", kind)) {
        return null_with(INVALID_HANDLE);
    }
    if (object != NULL && is_strange(parent(cluster, kind), kind, name)) {
        return null_with(5007);
    }
    if (object == NULL && fault_of_kind("open-says-nothing", kind)) {
        set_last_error(0);
    }
    if (object == NULL && last_error() > 5000 && fault_is("unknown-names-own-code")) {
        set_last_error(2);
    }
    return see(object, kind, cluster, name);
}

void *object_open(void *cluster, enum kind kind, name_in name)
{
    uint16_t other[129];
    void *object = plain(kind, parent(cluster, kind), name);
    if (object == NULL && is_good(cluster, CLUSTER) && other_name(cluster, kind, name, other)) {
        object = plain(kind, cluster, other);
    }
    if (object == NULL && last_error() == DENIED && fault_is("reader-let-in")) {
        object = extended(kind, cluster, name, read_access, NULL);
    }
    return opened(object, kind, cluster, name);
}

void *object_open_ex(void *cluster, enum kind kind, name_in name, uint32_t access,
                     uint32_t *granted)
{
    uint16_t other[129];
    if (access_is_refused(access, granted)) {
        return null_with(87);
    }
    if (is_good(cluster, CLUSTER) && seen(cluster)->read_only && (access & all_access) != 0 &&
        fault_is("ex-right-of-parent")) {
        return null_with(DENIED);
    }
    void *object =
        extended(kind, parent(cluster, kind), name, access_passed(access), granted_passed(granted));
    uint32_t code = object == NULL ? last_error() : 0;
    if (object == NULL && is_good(cluster, CLUSTER) && code != DENIED && code != NO_METHOD &&
        (other_name(cluster, kind, name, other) ||
         (name != NULL && fault_of_kind("ex-takes-names-of-all-kinds", kind) &&
          is_of_any_kind(cluster, name) && name_of(cluster, kind, 0, other)))) {
        object = extended(kind, cluster, other, access, granted);
    }
    if (code == NO_METHOD && fault_is("old-other-code")) {
        set_last_error(50);
    }
    if (code == NO_METHOD &&
        (fault_is("old-ex-works") || (access == all_access && fault_is("old-ex-all-works")))) {
        object = plain(kind, cluster, name);
    }
    if (code == DENIED && fault_is("reader-let-in-by-ex")) {
        object = extended(kind, cluster, name, maximum_allowed, granted);
    }
    granted_told(access, granted, object != NULL);
    if (object != NULL && access == all_access && fault_of_kind("ex-all-fails", kind)) {
        return null_with(87);
    }
    object = opened(object, kind, cluster, name);
    if (object != NULL) {
        seen(object)->read_only = (access & (all_access | maximum_allowed)) == 0;
    }
    return object;
}

static int32_t close_good(struct seen *one)
{
    struct seen *instance = newest(CLUSTER, one);
    struct seen *sister = newest(one->kind, one);
    if (fault_of_kind("object-close-does-nothing", one->kind)) {
        return 1;
    }
    one->closed = true;
    int32_t result = object_close_really(one);
    if (fault_is("object-close-ends-sister") && sister != NULL) {
        (void)object_close_really(sister);
    }
    if (fault_is("object-close-ends-instance") && instance != NULL && instance->instance) {
        (void)((close_function *)real("CloseCluster"))(instance->value);
    }
    return fault_of_kind("object-close-false", one->kind) ? zero_with(INVALID_HANDLE) : result;
}

int32_t object_close(void *object, enum kind kind)
{
    struct seen *one = seen(object);
    if (is_good(object, kind)) {
        return close_good(one);
    }
    if ((one != NULL && one->kind == kind && fault_of_kind("object-close-again-true", kind)) ||
        (one == NULL && fault_of_kind("object-close-anything", kind))) {
        return 1;
    }
    if (one != NULL && one->kind == kind && fault_is("object-close-again-closes-newest") &&
        newest(kind, one) != NULL) {
        return object_close_really(newest(kind, one));
    }
    if (one != NULL && one->kind > CLUSTER && one->kind < ENUMERATION &&
        fault_is("object-close-of-any-kind")) {
        return object_close_really(one);
    }
    if (one != NULL && one->kind == kind && !one->closed &&
        fault_is("object-close-after-cluster-true")) {
        return 1;
    }
    int32_t result = ((close_function *)of_kind("CloseCluster", kind, ""))(object);
    if (result == 0 && fault_of_kind("object-close-says-nothing", kind)) {
        set_last_error(0);
    }
    return result;
}

/* What GetClusterFrom… gives where it should give nothing; NULL: nothing. */
static void *from_nothing(const struct seen *one, enum kind kind)
{
    open_cluster_function *open = (open_cluster_function *)real("OpenCluster");
    if (one == NULL) {
        return fault_of_kind("from-nothing", kind) ? open(NULL) : NULL;
    }
    if (one->kind == kind && one->closed && fault_of_kind("from-closed", kind)) {
        return open(one->origin->name);
    }
    if (one->kind == kind && !one->closed && fault_of_kind("close-keeps-way-from", kind)) {
        return open(one->origin->name);
    }
    if (one->kind != kind && one->kind != CLUSTER && fault_is("from-any-kind")) {
        return open(one->origin->name);
    }
    return NULL;
}

static void *instance(void *value, enum kind kind)
{
    const struct seen *object = seen(value);
    const struct seen *other = newest(CLUSTER, object->origin);
    open_cluster_function *open = (open_cluster_function *)real("OpenCluster");
    if (fault_is("instance-is-origin")) {
        return object->origin->value;
    }
    if (fault_is("instance-with-all")) {
        return open(object->origin->name);
    }
    if (fault_is("instance-of-other-cluster") && other != NULL && !other->instance) {
        open_cluster_ex_function *open_ex = (open_cluster_ex_function *)real("OpenClusterEx");
        return open_ex(other->name, read_access, NULL);
    }
    return fault_of_kind("instance-fails", kind)
               ? null_with(INVALID_HANDLE)
               : ((from_function *)of_kind("GetClusterFrom", kind, ""))(value);
}

void *object_from(void *object, enum kind kind)
{
    if (is_good(object, kind)) {
        void *cluster = instance(object, kind);
        if (cluster != NULL && !fault_is("instance-is-origin")) {
            (void)see(cluster, CLUSTER, object, seen(object)->origin->name);
            seen(cluster)->instance = true;
        }
        return cluster;
    }
    void *cluster = from_nothing(seen(object), kind);
    if (cluster == NULL) {
        cluster = ((from_function *)of_kind("GetClusterFrom", kind, ""))(object);
    }
    if (cluster == NULL && fault_of_kind("from-says-nothing", kind)) {
        set_last_error(0);
    }
    if (cluster == NULL && fault_is("from-other-code")) {
        set_last_error(31);
    }
    return cluster;
}
