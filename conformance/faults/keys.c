/* Faults of the cluster database: keys, key-enum-…, value-…. */
#include "buffer.h"

typedef void *root_function(void *cluster, uint32_t access);
typedef int32_t open_key_function(void *key, name_in name, uint32_t access, void **result);
typedef int32_t enum_key_function(void *key, uint32_t index, name_out name, uint32_t *count,
                                  void *time);
typedef int32_t query_function(void *key, name_in name, uint32_t *type, uint8_t *data,
                               uint32_t *size);

static const uint16_t empty[] = {0};

static void *root(void *cluster, uint32_t access)
{
    return ((root_function *)real("GetClusterKey"))(cluster, access);
}

static int32_t open_key(void *key, name_in name, uint32_t access, void **result)
{
    return ((open_key_function *)real("ClusterRegOpenKey"))(key, name, access, result);
}

/* A key that is closed, or whose cluster is, and that the fault lets live on. */
static bool is_kept(const void *key, const char *fault)
{
    const struct seen *one = seen(key);
    return one != NULL && one->kind == KEY && is_gone(one) &&
           fault_is(one->closed ? fault : "keys-outlive-cluster");
}

FAULT_API void *GetClusterKey(void *cluster, uint32_t access)
{
    const struct seen *one = seen(cluster);
    if (is_good(cluster, CLUSTER) && one->read_only && fault_is("root-key-needs-all")) {
        return null_with(DENIED);
    }
    bool closed = one != NULL && one->closed && fault_is("root-key-of-closed-cluster");
    bool nothing = cluster == NULL && fault_is("root-key-of-nothing");
    if (closed || nothing) {
        cluster = ((open_cluster_function *)real("OpenCluster"))(NULL);
    }
    void *key = root(cluster, access);
    if (key != NULL && fault_is("root-key-fails")) {
        return null_with(2);
    }
    if (key == NULL && fault_is("root-key-says-nothing")) {
        set_last_error(0);
    }
    return see(key, KEY, cluster, NULL);
}

FAULT_API int32_t ClusterRegOpenKey(void *key, name_in name, uint32_t access, void **result)
{
    const struct seen *one = seen(key);
    bool same = name != NULL && name[0] == 0;
    if (is_kept(key, "closed-key-opens")) {
        *result = key;
        return 0;
    }
    if (same && is_good(key, KEY) && fault_is("key-empty-name-fails")) {
        return 2;
    }
    if (same && is_good(key, KEY) && fault_is("key-empty-name-is-same")) {
        *result = key;
        return 0;
    }
    if (is_good(key, KEY) && fault_is("key-opens-nothing")) {
        return 2;
    }
    int32_t code = open_key(key, name, access, result);
    if (code != 0 && is_good(key, KEY) && fault_is("key-unknown-opens")) {
        code = open_key(key, empty, access, result);
    }
    if (code == 0 && one != NULL) {
        (void)see(*result, KEY, one->origin != NULL ? one->origin->value : NULL, NULL);
    }
    return code;
}

FAULT_API int32_t ClusterRegEnumKey(void *key, uint32_t index, name_out name, uint32_t *count,
                                    void *time)
{
    struct buffer buffer = buffer_begins("key-enum", name, count);
    if (is_kept(key, "closed-key-enumerates")) {
        return 0;
    }
    if (time == NULL && fault_is("key-enum-needs-time")) {
        return 87;
    }
    index += fault_is("key-enum-skips-first") ? 1 : 0;
    uint32_t code =
        (uint32_t)((enum_key_function *)real("ClusterRegEnumKey"))(key, index, name, count, time);
    if (code == NO_MORE_ITEMS && fault_is("key-enum-ends-otherwise")) {
        return 2;
    }
    return (int32_t)buffer_ends(&buffer, code);
}

FAULT_API int32_t ClusterRegQueryValue(void *key, name_in name, uint32_t *type, uint8_t *data,
                                       uint32_t *size)
{
    if (is_kept(key, "closed-key-has-values")) {
        return 0;
    }
    if (type == NULL && fault_is("value-needs-type")) {
        return 87;
    }
    int32_t code = ((query_function *)real("ClusterRegQueryValue"))(key, name, type, data, size);
    if (code == 0 && data == NULL && fault_is("value-needs-buffer")) {
        return MORE_DATA;
    }
    if (code == 0 && type != NULL && fault_is("value-of-other-type")) {
        *type = 3;
    }
    if (code == 0 && data != NULL && fault_is("value-without-terminator")) {
        *size -= 2;
    }
    if (code == MORE_DATA && fault_is("value-more-size-zero")) {
        *size = 0;
    }
    if (code == 0 && data != NULL && fault_is("value-size-zero")) {
        *size = 0;
    }
    return code == MORE_DATA && fault_is("value-cuts") ? 0 : code;
}

FAULT_API int32_t ClusterRegCloseKey(void *key)
{
    struct seen *one = seen(key);
    bool closed = one != NULL && one->kind == KEY && one->closed;
    if (closed && fault_is("key-close-again-zero")) {
        return 0;
    }
    if (is_good(key, KEY) && fault_is("key-close-does-nothing")) {
        return 0;
    }
    int32_t code = ((close_function *)real("ClusterRegCloseKey"))(key);
    if (one != NULL && one->kind == KEY) {
        one->closed = true;
    }
    return code == 0 && fault_is("key-close-fails") ? INVALID_HANDLE : code;
}
