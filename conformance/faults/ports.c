/* Faults of the notification ports, and of their events, named event-…. */
#include "buffer.h"

typedef void *create_function(void *port, void *cluster, uint32_t filter, uintptr_t key);
typedef uint32_t register_function(void *port, uint32_t filter, void *object, uintptr_t key);
typedef uint32_t get_function(void *port, uintptr_t *key, uint32_t *filter, name_out name,
                              uint32_t *count, uint32_t milliseconds);

static const uint32_t handle_close = 0x80000000u;
static const uint32_t group_state = 0x00001000u;

struct event {
    uintptr_t key;
    uint32_t filter;
    uint32_t code; /* of the call that fetched it */
    uint32_t count;
    uint16_t name[128];
};

/* INVALID_HANDLE_VALUE: left out. */
static void *none(void)
{
    return (void *)UINTPTR_MAX;
}

static bool is_closed(const void *handle, enum kind kind)
{
    const struct seen *one = seen(handle);
    return one != NULL && one->kind == kind && one->closed;
}

static void *create(void *port, void *cluster, uint32_t filter, uintptr_t key)
{
    return ((create_function *)real("CreateClusterNotifyPort"))(port, cluster, filter, key);
}

static uint32_t stored(uint32_t filter)
{
    if (fault_is("port-misses-closing")) {
        return filter & ~handle_close;
    }
    return fault_is("port-stores-more") && filter != 0 ? filter | group_state : filter;
}

/* The name of the cluster that the newest port was made with. */
static uint16_t cluster_name[128];

static void keep_cluster_name(const void *cluster)
{
    const struct seen *one = seen(cluster);
    for (size_t n = 0; one != NULL && n < 128; n++) {
        cluster_name[n] = one->name[n];
    }
}

static void *new_port(void *cluster, uint32_t filter, uintptr_t key)
{
    const struct seen *old = newest(PORT, NULL);
    keep_cluster_name(cluster);
    if (is_good(cluster, CLUSTER) && fault_is("port-with-cluster-fails")) {
        return null_with(87);
    }
    if (cluster == none() && fault_is("port-alone-fails")) {
        return null_with(87);
    }
    if (old != NULL && fault_is("port-new-is-old")) {
        return create(old->value, cluster, filter, key);
    }
    bool gone = is_closed(cluster, CLUSTER) && fault_is("port-of-closed-cluster");
    bool nothing = cluster == NULL && fault_is("port-of-nothing");
    bool empty = stored(filter) == 0;
    void *port = create(none(), gone || nothing || empty ? none() : cluster, stored(filter), key);
    return see(port, PORT, NULL, NULL);
}

FAULT_API void *CreateClusterNotifyPort(void *port, void *cluster, uint32_t filter, uintptr_t key)
{
    bool kept = is_good(port, PORT) && cluster != none() && fault_is("port-ignores-second-filter");
    bool closed = is_closed(port, PORT) && fault_is("port-closed-added-to");
    bool nothing = is_good(port, PORT) && cluster == none() && fault_is("port-adds-nothing");
    key += fault_is("port-key-other") ? 1 : 0;
    if (kept || closed || nothing) {
        return port;
    }
    void *result =
        port == none() ? new_port(cluster, filter, key) : create(port, cluster, filter, key);
    if (result == NULL && fault_is("port-says-nothing")) {
        set_last_error(0);
    }
    return result;
}

FAULT_API uint32_t RegisterClusterNotify(void *port, uint32_t filter, void *object, uintptr_t key)
{
    const struct seen *one = seen(object);
    const struct seen *cluster = newest(CLUSTER, NULL);
    bool good = is_good(port, PORT) && one != NULL && !is_gone(one);
    if (good && fault_is("register-does-nothing")) {
        return 0;
    }
    if ((is_closed(port, PORT) && fault_is("register-takes-closed-port")) ||
        (one != NULL && one->closed && fault_is("register-takes-closed-object"))) {
        return 0;
    }
    key += fault_is("register-key-other") ? 1 : 0;
    if (good && cluster != NULL && fault_is("register-of-all")) {
        return create(port, cluster->value, filter, key) == NULL ? INVALID_HANDLE : 0;
    }
    return ((register_function *)real("RegisterClusterNotify"))(port, filter, object, key);
}

static struct event fetch(void *port)
{
    struct event event = {.count = 128};
    event.code = ((get_function *)real("GetClusterNotify"))(port, &event.key, &event.filter,
                                                            event.name, &event.count, 0);
    return event;
}

static uint32_t give(const struct event *event, uintptr_t *key, uint32_t *filter, name_out name,
                     uint32_t *count)
{
    if (event->code != 0 || *count <= event->count) {
        return event->code != 0 ? event->code : MORE_DATA;
    }
    for (uint32_t n = 0; n <= event->count; n++) {
        name[n] = event->name[n];
    }
    *key = event->key;
    *filter = event->filter;
    *count = event->count;
    return 0;
}

/* What the fault makes of the next event of a port. */
static struct event next(void *port)
{
    static struct event other = {.code = TIMED_OUT};
    struct event event = fetch(port);
    if (event.code == 0 && event.filter == handle_close && same_text(event.name, cluster_name) &&
        fault_is("event-of-cluster-lost")) {
        return fetch(port);
    }
    if (event.code == 0 && fault_is("event-lost-before-another")) {
        struct event later = fetch(port);
        return later.code == 0 ? later : event;
    }
    if (fault_is("event-comes-again")) {
        event = event.code == TIMED_OUT ? other : event;
        other = event;
    }
    if (fault_is("events-backwards")) {
        struct event later = fetch(port);
        struct event first = later.code == 0 ? later : event.code == 0 ? event : other;
        other = later.code == 0 ? event : (struct event){.code = TIMED_OUT};
        return first;
    }
    return event;
}

FAULT_API uint32_t GetClusterNotify(void *port, uintptr_t *key, uint32_t *filter, name_out name,
                                    uint32_t *count, uint32_t milliseconds)
{
    struct buffer buffer = buffer_begins("event", name, count);
    bool odd = fault_is("event-lost-before-another") || fault_is("event-comes-again") ||
               fault_is("events-backwards") || fault_is("event-of-cluster-lost");
    uint32_t code;
    if (odd && is_good(port, PORT) && name != NULL && count != NULL) {
        struct event event = next(port);
        code = give(&event, key, filter, name, count);
    } else {
        code = ((get_function *)real("GetClusterNotify"))(port, key, filter, name, count,
                                                          milliseconds);
    }
    if (code == 0 && fault_is("event-of-all-types")) {
        *filter = UINT32_MAX;
    }
    if (code == TIMED_OUT && fault_is("nothing-stored-zero")) {
        return 0;
    }
    if (code == TIMED_OUT && fault_is("nothing-stored-other-code")) {
        return NO_MORE_ITEMS;
    }
    return buffer_ends(&buffer, code);
}

FAULT_API int32_t CloseClusterNotifyPort(void *port)
{
    close_function *close_port = (close_function *)real("CloseClusterNotifyPort");
    struct seen *one = seen(port);
    bool open = is_good(port, PORT);
    if (!open && fault_is("port-close-again-false")) {
        return zero_with(INVALID_HANDLE);
    }
    if (open && fault_is("port-close-does-nothing")) {
        return 1;
    }
    if (open) {
        one->closed = true;
    }
    const struct seen *other = newest(PORT, one);
    if (open && other != NULL && fault_is("port-close-ends-other")) {
        (void)close_port(other->value);
    }
    int32_t result = close_port(port);
    return open && fault_is("port-close-false") ? zero_with(INVALID_HANDLE) : result;
}
