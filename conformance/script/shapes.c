#include "shapes.h"

#ifdef _WIN32
#define API __stdcall
#else
#define API
#endif

typedef const uint16_t *string;
typedef uint16_t *units;
typedef uint32_t *address;

static void open_cluster(any_function f, const struct actual *a, struct outcome *o)
{
    typedef void *(API * type)(string);
    o->handle = ((type)f)(a[0].pointer);
}

static void open_cluster_ex(any_function f, const struct actual *a, struct outcome *o)
{
    typedef void *(API * type)(string, uint32_t, address);
    o->handle = ((type)f)(a[0].pointer, a[1].number, a[2].pointer);
}

static void open(any_function f, const struct actual *a, struct outcome *o)
{
    typedef void *(API * type)(void *, string);
    o->handle = ((type)f)(a[0].pointer, a[1].pointer);
}

static void open_ex(any_function f, const struct actual *a, struct outcome *o)
{
    typedef void *(API * type)(void *, string, uint32_t, address);
    o->handle = ((type)f)(a[0].pointer, a[1].pointer, a[2].number, a[3].pointer);
}

static void open_by_id(any_function f, const struct actual *a, struct outcome *o)
{
    typedef void *(API * type)(void *, uint32_t);
    o->handle = ((type)f)(a[0].pointer, a[1].number);
}

static void open_enum_ex(any_function f, const struct actual *a, struct outcome *o)
{
    typedef void *(API * type)(void *, uint32_t, void *);
    o->handle = ((type)f)(a[0].pointer, a[1].number, a[2].pointer);
}

static void from(any_function f, const struct actual *a, struct outcome *o)
{
    typedef void *(API * type)(void *);
    o->handle = ((type)f)(a[0].pointer);
}

static void state(any_function f, const struct actual *a, struct outcome *o)
{
    typedef int32_t(API * type)(void *);
    o->number = ((type)f)(a[0].pointer);
}

static void code(any_function f, const struct actual *a, struct outcome *o)
{
    typedef uint32_t(API * type)(void *);
    o->number = ((type)f)(a[0].pointer);
}

static void group_state(any_function f, const struct actual *a, struct outcome *o)
{
    typedef int32_t(API * type)(void *, units, address);
    o->number = ((type)f)(a[0].pointer, a[1].pointer, a[2].pointer);
}

static void resource_state(any_function f, const struct actual *a, struct outcome *o)
{
    typedef int32_t(API * type)(void *, units, address, units, address);
    o->number = ((type)f)(a[0].pointer, a[1].pointer, a[2].pointer, a[3].pointer, a[4].pointer);
}

static void id(any_function f, const struct actual *a, struct outcome *o)
{
    typedef uint32_t(API * type)(void *, units, address);
    o->number = ((type)f)(a[0].pointer, a[1].pointer, a[2].pointer);
}

static void information(any_function f, const struct actual *a, struct outcome *o)
{
    typedef uint32_t(API * type)(void *, units, address, void *);
    o->number = ((type)f)(a[0].pointer, a[1].pointer, a[2].pointer, a[3].pointer);
}

static void net_interface(any_function f, const struct actual *a, struct outcome *o)
{
    typedef uint32_t(API * type)(void *, string, string, units, address);
    o->number = ((type)f)(a[0].pointer, a[1].pointer, a[2].pointer, a[3].pointer, a[4].pointer);
}

static void node_cluster_state(any_function f, const struct actual *a, struct outcome *o)
{
    typedef uint32_t(API * type)(string, address);
    o->number = ((type)f)(a[0].pointer, a[1].pointer);
}

static void enumerate(any_function f, const struct actual *a, struct outcome *o)
{
    typedef uint32_t(API * type)(void *, uint32_t, address, units, address);
    o->number = ((type)f)(a[0].pointer, a[1].number, a[2].pointer, a[3].pointer, a[4].pointer);
}

static void enumerate_ex(any_function f, const struct actual *a, struct outcome *o)
{
    typedef uint32_t(API * type)(void *, uint32_t, void *, address);
    o->number = ((type)f)(a[0].pointer, a[1].number, a[2].pointer, a[3].pointer);
}

static void open_detailed(any_function f, const struct actual *a, struct outcome *o)
{
    typedef void *(API * type)(void *, void *, uint32_t, void *, uint32_t, uint32_t);
    o->handle =
        ((type)f)(a[0].pointer, a[1].pointer, a[2].number, a[3].pointer, a[4].number, a[5].number);
}

static void control(any_function f, const struct actual *a, struct outcome *o)
{
    typedef uint32_t(API * type)(void *, void *, uint32_t, void *, uint32_t, void *, uint32_t,
                                 address);
    o->number = ((type)f)(a[0].pointer, a[1].pointer, a[2].number, a[3].pointer, a[4].number,
                          a[5].pointer, a[6].number, a[7].pointer);
}

const struct shape shape_open_cluster = {"s", open_cluster};
const struct shape shape_open_cluster_ex = {"sda", open_cluster_ex};
const struct shape shape_open = {"hs", open};
const struct shape shape_open_ex = {"hsda", open_ex};
const struct shape shape_open_by_id = {"hd", open_by_id};
const struct shape shape_open_enum_ex = {"hdo", open_enum_ex};
const struct shape shape_from = {"h", from};
const struct shape shape_close = {"h", state}; /* BOOL and an enumeration are both an int */
const struct shape shape_state = {"h", state};
const struct shape shape_code = {"h", code};
const struct shape shape_group_state = {"hua", group_state};
const struct shape shape_resource_state = {"huaua", resource_state};
const struct shape shape_id = {"hua", id};
const struct shape shape_node_id = {"Hua", id};
const struct shape shape_information = {"huav", information};
const struct shape shape_net_interface = {"hssua", net_interface};
const struct shape shape_node_cluster_state = {"sa", node_cluster_state};
const struct shape shape_enum = {"hdaua", enumerate};
const struct shape shape_enum_ex = {"hdia", enumerate_ex};
const struct shape shape_open_detailed = {"hxdxdd", open_detailed};
const struct shape shape_group_item = {"hdga", enumerate_ex};
const struct shape shape_resource_item = {"hdra", enumerate_ex};
const struct shape shape_control = {"hndxdoda", control};
