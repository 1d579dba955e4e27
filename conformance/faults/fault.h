/* One library with many faults, around a library that has none: the environment variable
 * CLUSAPI_FAULT names the one that it shall have. Each fault breaks one promise; faults.table says
 * which, and faults.sh asks whether the suite finds it and accuses nothing else. */
#ifndef FAULTS_FAULT_H
#define FAULTS_FAULT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FAULT_API __attribute__((visibility("default")))

typedef const uint16_t *name_in;
typedef uint16_t *name_out;
typedef void (*any_function)(void);

typedef void *open_cluster_function(name_in name);
typedef void *open_cluster_ex_function(name_in name, uint32_t access, uint32_t *granted);
typedef void *open_function(void *cluster, name_in name);
typedef void *open_ex_function(void *cluster, name_in name, uint32_t access, uint32_t *granted);
typedef int32_t close_function(void *handle);
typedef void *from_function(void *object);
typedef int32_t state_function(void *object);
typedef int32_t group_state_function(void *, name_out, uint32_t *);
typedef int32_t resource_state_function(void *, name_out, uint32_t *, name_out, uint32_t *);
typedef uint32_t information_function(void *cluster, name_out name, uint32_t *count, void *version);
typedef uint32_t id_function(void *object, name_out id, uint32_t *count);
typedef uint32_t net_interface_function(void *cluster, name_in node, name_in network, name_out name,
                                        uint32_t *count);
typedef uint32_t control_function(void *object, void *host, uint32_t code, void *in,
                                  uint32_t in_size, void *out, uint32_t out_size,
                                  uint32_t *returned);
typedef void *open_enum_function(void *holder, uint32_t types);
typedef uint32_t enum_function(void *enumeration, uint32_t index, uint32_t *type, name_out name,
                               uint32_t *count);
typedef uint32_t count_function(void *enumeration);

enum {
    DENIED = 5,
    INVALID_HANDLE = 6,
    MORE_DATA = 234,
    TIMED_OUT = 258,
    NO_MORE_ITEMS = 259,
    NO_METHOD = 1745
};

static const uint32_t read_access = 0x80000000u;
static const uint32_t all_access = 0x10000000u;
static const uint32_t maximum_allowed = 0x02000000u;

enum kind {
    CLUSTER,
    NODE,
    GROUP,
    RESOURCE,
    NETWORK,
    NETINTERFACE,
    ENUMERATION,
    PORT,
    KEY,
    GROUP_SET
};

/* Is this the fault that the library shall have? */
bool fault_is(const char *name);

/* The function of that name in the library that has no fault. */
any_function real(const char *name);

void set_last_error(uint32_t code);

/* NULL, FALSE or 0 with that last error. */
void *null_with(uint32_t code);
int32_t zero_with(uint32_t code);

/* What the caller has opened so far. */
struct seen {
    void *value;
    enum kind kind;
    struct seen *origin; /* the cluster handle it came from, or NULL */
    bool instance;       /* a cluster handle from GetClusterFrom… */
    bool closed;         /* by its own close */
    bool read_only;      /* opened with less than All */
    uint16_t name[128];  /* what it was opened by */
};

/* Remember a handle; NULL is not remembered. Returns `value`. */
void *see(void *value, enum kind kind, void *origin, name_in name);

/* The newest handle of that value, or NULL: never given out. */
struct seen *seen(const void *value);

/* The newest handle of that kind that is still good, other than `not_this`; or NULL. */
struct seen *newest(enum kind kind, const struct seen *not_this);

/* Was its cluster handle closed, or itself? */
bool is_gone(const struct seen *seen);

/* Is it good, and of that kind? */
bool is_good(const void *value, enum kind kind);

bool same_text(name_in a, name_in b);

#endif
