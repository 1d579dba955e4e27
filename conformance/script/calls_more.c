/* Calls about notification ports, the cluster database, group sets and changes, with their C types.
 */
#include "calls.h"

#ifdef _WIN32
#define API __stdcall
#else
#define API
#endif

typedef const uint16_t *string;
typedef uint16_t *units;
typedef uint32_t *address;

static void create_port(any_function f, const struct actual *a, struct outcome *o)
{
    typedef void *(API * type)(void *, void *, uint32_t, uintptr_t);
    o->handle = ((type)f)(a[0].pointer, a[1].pointer, a[2].number, a[3].number);
}

static void register_notify(any_function f, const struct actual *a, struct outcome *o)
{
    typedef uint32_t(API * type)(void *, uint32_t, void *, uintptr_t);
    o->number = ((type)f)(a[0].pointer, a[1].number, a[2].pointer, a[3].number);
}

/* The key is as wide as a pointer; cases give and see 32 bits of it. */
static void get_notify(any_function f, const struct actual *a, struct outcome *o)
{
    typedef uint32_t(API * type)(void *, uintptr_t *, address, units, address, uint32_t);
    address shown = a[1].pointer;
    uintptr_t key = shown != NULL ? *shown : 0;
    o->number = ((type)f)(a[0].pointer, shown != NULL ? &key : NULL, a[2].pointer, a[3].pointer,
                          a[4].pointer, a[5].number);
    if (shown != NULL) {
        *shown = (uint32_t)key;
    }
}

/* The key that is written is the result; a code that is not 0 is the result's code. */
static void open_key(any_function f, const struct actual *a, struct outcome *o)
{
    typedef int32_t(API * type)(void *, string, uint32_t, void **);
    void *key = NULL;
    o->number = (uint32_t)((type)f)(a[0].pointer, a[1].pointer, a[2].number, &key);
    o->handle = o->number == 0 ? key : NULL;
}

/* The time is never asked for: a cluster's cannot be foretold. */
static void enum_key(any_function f, const struct actual *a, struct outcome *o)
{
    typedef uint32_t(API * type)(void *, uint32_t, units, address, void *);
    o->number = ((type)f)(a[0].pointer, a[1].number, a[2].pointer, a[3].pointer, NULL);
}

static void query_value(any_function f, const struct actual *a, struct outcome *o)
{
    typedef uint32_t(API * type)(void *, string, address, void *, address);
    o->number = ((type)f)(a[0].pointer, a[1].pointer, a[2].pointer, a[3].pointer, a[4].pointer);
}

static void root_key(any_function f, const struct actual *a, struct outcome *o)
{
    typedef void *(API * type)(void *, uint32_t);
    o->handle = ((type)f)(a[0].pointer, a[1].number);
}

static void open_named(any_function f, const struct actual *a, struct outcome *o)
{
    typedef void *(API * type)(void *, string);
    o->handle = ((type)f)(a[0].pointer, a[1].pointer);
}

static void one(any_function f, const struct actual *a, struct outcome *o)
{
    typedef uint32_t(API * type)(void *);
    o->number = ((type)f)(a[0].pointer);
}

static void two(any_function f, const struct actual *a, struct outcome *o)
{
    typedef uint32_t(API * type)(void *, void *);
    o->number = ((type)f)(a[0].pointer, a[1].pointer);
}

static const struct shape shape_create_port = {"PCdd", create_port};
static const struct shape shape_register = {"hdOd", register_notify};
static const struct shape shape_get_notify = {"haauad", get_notify};
static const struct shape shape_root_key = {"hd", root_key};
static const struct shape shape_open_key = {"hsd", open_key};
static const struct shape shape_enum_key = {"hdua", enum_key};
static const struct shape shape_query_value = {"hsaoa", query_value};
static const struct shape shape_open = {"hs", open_named};
static const struct shape shape_one = {"h", one};
static const struct shape shape_and_node = {"hN", two};
static const struct shape shape_and_host = {"hn", two};
static const struct shape shape_and_group = {"hG", two};
static const struct shape shape_and_resource = {"hR", two};

/* clang-format off */
const struct call calls_more[] = {
    {"CreateClusterNotifyPort", &shape_create_port, KIND_PORT, RESULT_HANDLE, RELATION_OPENS, KIND_PORT},
    {"RegisterClusterNotify", &shape_register, KIND_PORT, RESULT_CODE, RELATION_USES, KIND_NONE},
    {"GetClusterNotify", &shape_get_notify, KIND_PORT, RESULT_CODE, RELATION_USES, KIND_NONE},
    {"CloseClusterNotifyPort", &shape_one, KIND_PORT, RESULT_BOOL, RELATION_CLOSES, KIND_NONE},

    {"GetClusterKey", &shape_root_key, KIND_CLUSTER, RESULT_HANDLE, RELATION_OPENS, KIND_KEY},
    {"ClusterRegOpenKey", &shape_open_key, KIND_KEY, RESULT_HANDLE, RELATION_OPENS, KIND_KEY},
    {"ClusterRegEnumKey", &shape_enum_key, KIND_KEY, RESULT_CODE, RELATION_USES, KIND_NONE},
    {"ClusterRegQueryValue", &shape_query_value, KIND_KEY, RESULT_CODE, RELATION_USES, KIND_NONE},
    {"ClusterRegCloseKey", &shape_one, KIND_KEY, RESULT_CODE, RELATION_CLOSES, KIND_NONE},

    {"OpenClusterGroupSet", &shape_open, KIND_CLUSTER, RESULT_HANDLE, RELATION_OPENS, KIND_GROUP_SET},
    {"CloseClusterGroupSet", &shape_one, KIND_GROUP_SET, RESULT_BOOL, RELATION_CLOSES, KIND_NONE},

    {"OnlineClusterResource", &shape_one, KIND_RESOURCE, RESULT_CODE, RELATION_USES, KIND_NONE},
    {"OfflineClusterResource", &shape_one, KIND_RESOURCE, RESULT_CODE, RELATION_USES, KIND_NONE},
    {"AddClusterResourceNode", &shape_and_node, KIND_RESOURCE, RESULT_CODE, RELATION_USES, KIND_NONE},
    {"RemoveClusterResourceNode", &shape_and_node, KIND_RESOURCE, RESULT_CODE, RELATION_USES, KIND_NONE},
    {"ChangeClusterResourceGroup", &shape_and_group, KIND_RESOURCE, RESULT_CODE, RELATION_USES, KIND_NONE},
    {"CanResourceBeDependent", &shape_and_resource, KIND_RESOURCE, RESULT_BOOL, RELATION_USES, KIND_NONE},
    {"AddClusterResourceDependency", &shape_and_resource, KIND_RESOURCE, RESULT_CODE, RELATION_USES, KIND_NONE},
    {"RemoveClusterResourceDependency", &shape_and_resource, KIND_RESOURCE, RESULT_CODE, RELATION_USES, KIND_NONE},
    {"OnlineClusterGroup", &shape_and_host, KIND_GROUP, RESULT_CODE, RELATION_USES, KIND_NONE},
    {"OfflineClusterGroup", &shape_one, KIND_GROUP, RESULT_CODE, RELATION_USES, KIND_NONE},
    {"MoveClusterGroup", &shape_and_host, KIND_GROUP, RESULT_CODE, RELATION_USES, KIND_NONE},
};
/* clang-format on */

const size_t calls_more_count = sizeof calls_more / sizeof calls_more[0];
