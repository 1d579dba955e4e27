#include "mapper.h"

enum {
    REFERENT = 0x20000,
    CONTEXT_SIZE = 20,
    UUID_SIZE = 16,
    BY_INTERFACE = 1, /* bits of inquiry_type (C706 appendix P.2) */
    BY_OBJECT = 2,
    VERSION_ALL = 1, /* vers_option */
    VERSION_COMPATIBLE = 2,
    VERSION_EXACT = 3,
    VERSION_MAJOR_ONLY = 4,
    VERSION_UP_TO = 5,
};

/* What an ept_lookup asks for. */
struct inquiry {
    uint32_t type;
    bool has_interface;
    struct rpc_syntax interface;
    uint32_t option;
    uint32_t start; /* where the call before stopped */
    uint32_t most;
};

/* A full pointer to something of `size` octets, aligned to 4; NULL gives an empty part. */
static bool take_pointer(struct cursor *c, uint32_t size, bool *present, struct cursor *part)
{
    uint32_t referent;
    if (!cursor_align(c, 4) || !cursor_u32(c, &referent))
        return false;
    *present = referent != 0;
    return cursor_part(c, *present ? size : 0, part);
}

/* [in, ptr] twr_p_t: the octets of a tower, empty if the pointer is NULL. */
static bool take_tower(struct cursor *c, struct cursor *tower)
{
    uint32_t referent, maximum, length;
    *tower = cursor_over(c->octets, 0, false);
    if (!cursor_u32(c, &referent))
        return false;
    if (referent == 0)
        return true;
    return cursor_u32(c, &maximum) && cursor_u32(c, &length) && maximum == length &&
           cursor_part(c, length, tower);
}

/* The entry handle is no handle to anything kept: its UUID's first field says where the next call
 * goes on. All zero: at the start, or nothing more (C706 appendix O, ept_lookup). */
static bool take_entry_handle(struct cursor *c, uint32_t *start)
{
    uint32_t attributes;
    const uint8_t *rest;
    return cursor_align(c, 4) && cursor_u32(c, &attributes) && cursor_u32(c, start) &&
           cursor_take(c, CONTEXT_SIZE - 8, &rest);
}

static void put_zeros(struct builder *b, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        builder_u8(b, 0);
}

static void put_entry_handle(struct builder *b, uint32_t start)
{
    builder_u32(b, 0);
    builder_u32(b, start);
    put_zeros(b, CONTEXT_SIZE - 8);
}

/* A conformant varying array's head, in front of what it holds. */
static void put_array(struct builder *b, uint32_t maximum, uint32_t count)
{
    builder_u32(b, maximum);
    builder_u32(b, 0);
    builder_u32(b, count);
}

/* twr_t: conformance, length, octets. */
static void put_tower(struct builder *b, const struct tower *tower)
{
    builder_align(b, 4);
    builder_u32(b, TOWER_SIZE);
    builder_u32(b, TOWER_SIZE);
    tower_put(b, tower);
}

static bool same_endpoint_kind(const struct tower *known, const struct tower *asked)
{
    return rpc_uuid_equal(&known->abstract.uuid, &asked->abstract.uuid) &&
           known->abstract.major == asked->abstract.major &&
           known->abstract.minor >= asked->abstract.minor &&
           rpc_syntax_equal(&known->transfer, &asked->transfer);
}

static const struct tower *find(const struct tower *towers, uint32_t count, struct cursor *asked)
{
    const uint32_t size = cursor_left(asked);
    const uint8_t *octets;
    struct tower tower;
    (void)cursor_take(asked, size, &octets);
    if (!tower_take(octets, size, &tower))
        return NULL;
    for (uint32_t i = 0; i < count; i++)
        if (same_endpoint_kind(&towers[i], &tower))
            return &towers[i];
    return NULL;
}

/* object, map_tower, entry_handle, max_towers -> entry_handle, num_towers, towers, status. One
 * tower at most fits, so the client is never to come back. */
static uint32_t map(const struct tower *towers, uint32_t count, struct cursor c,
                    struct builder *reply)
{
    struct cursor object, asked;
    bool has_object;
    uint32_t start, most;
    if (!take_pointer(&c, UUID_SIZE, &has_object, &object) || !take_tower(&c, &asked) ||
        !take_entry_handle(&c, &start) || !cursor_u32(&c, &most) || most > EPT_MAX_TOWERS)
        return FAULT_BAD_STUB_DATA;
    const struct tower *found = find(towers, count, &asked);
    const uint32_t given = found != NULL && most > 0 ? 1 : 0;
    put_entry_handle(reply, 0);
    builder_u32(reply, given);
    put_array(reply, most, given);
    if (given == 1) {
        builder_u32(reply, REFERENT);
        put_tower(reply, found);
    }
    builder_align(reply, 4);
    builder_u32(reply, found != NULL ? 0 : (uint32_t)EPT_NOT_REGISTERED);
    return 0;
}

/* RPC_IF_ID: unlike in a bind, its version is two short integers. */
static bool take_interface(struct cursor part, struct rpc_syntax *syntax)
{
    struct cursor version = part;
    const uint8_t *uuid;
    uint16_t major, minor;
    if (!rpc_syntax_take(&part, syntax) || !cursor_take(&version, UUID_SIZE, &uuid) ||
        !cursor_u16(&version, &major) || !cursor_u16(&version, &minor))
        return false;
    syntax->major = major;
    syntax->minor = minor;
    return true;
}

static bool take_inquiry(struct cursor c, struct inquiry *inquiry)
{
    struct cursor object, interface;
    bool has_object;
    if (!cursor_u32(&c, &inquiry->type) || !take_pointer(&c, UUID_SIZE, &has_object, &object) ||
        !take_pointer(&c, UUID_SIZE + 4, &inquiry->has_interface, &interface))
        return false;
    if (inquiry->has_interface && !take_interface(interface, &inquiry->interface))
        return false;
    return cursor_u32(&c, &inquiry->option) && take_entry_handle(&c, &inquiry->start) &&
           cursor_u32(&c, &inquiry->most) && inquiry->most <= EPT_MAX_TOWERS;
}

static bool version_fits(const struct rpc_syntax *known, const struct rpc_syntax *asked,
                         uint32_t option)
{
    const bool major = known->major == asked->major;
    switch (option) {
    case VERSION_ALL:
        return true;
    case VERSION_COMPATIBLE:
        return major && known->minor >= asked->minor;
    case VERSION_EXACT:
        return major && known->minor == asked->minor;
    case VERSION_MAJOR_ONLY:
        return major;
    case VERSION_UP_TO:
        return known->major < asked->major || (major && known->minor <= asked->minor);
    default:
        return false;
    }
}

/* No entry is bound to an object. */
static bool fits(const struct tower *tower, const struct inquiry *inquiry)
{
    if ((inquiry->type & BY_OBJECT) != 0)
        return false;
    if ((inquiry->type & BY_INTERFACE) == 0)
        return true;
    return inquiry->has_interface &&
           rpc_uuid_equal(&tower->abstract.uuid, &inquiry->interface.uuid) &&
           version_fits(&tower->abstract, &inquiry->interface, inquiry->option);
}

/* The next tower from `*at` on that fits; NULL: none. *at moves behind it. */
static const struct tower *next(const struct tower *towers, uint32_t count,
                                const struct inquiry *inquiry, uint32_t *at)
{
    while (*at < count) {
        const struct tower *tower = &towers[*at];
        (*at)++;
        if (fits(tower, inquiry))
            return tower;
    }
    return NULL;
}

/* ept_entry_t without what its pointer points to: object, tower, annotation. */
static void put_entry(struct builder *b, uint32_t place)
{
    put_zeros(b, UUID_SIZE);
    builder_u32(b, REFERENT + 4 * place);
    builder_u32(b, 0);
    builder_u32(b, 1); /* an empty annotation: its terminator alone */
    builder_u8(b, 0);
    builder_align(b, 4);
}

/* inquiry_type, object, interface_id, vers_option, entry_handle, max_ents -> entry_handle,
 * num_ents, entries, status. Clients go on until the status says that nothing is left; some look at
 * nothing else. */
static uint32_t lookup(const struct tower *towers, uint32_t count, struct cursor c,
                       struct builder *reply)
{
    struct inquiry inquiry;
    uint32_t given = 0;
    if (!take_inquiry(c, &inquiry))
        return FAULT_BAD_STUB_DATA;
    uint32_t at = inquiry.start;
    while (given < inquiry.most && next(towers, count, &inquiry, &at) != NULL)
        given++;
    put_entry_handle(reply, given > 0 ? at : 0);
    builder_u32(reply, given);
    put_array(reply, inquiry.most, given);
    for (uint32_t i = 0; i < given; i++)
        put_entry(reply, i);
    at = inquiry.start;
    for (uint32_t i = 0; i < given; i++)
        put_tower(reply, next(towers, count, &inquiry, &at));
    builder_align(reply, 4);
    builder_u32(reply, given > 0 ? 0 : (uint32_t)EPT_NOT_REGISTERED);
    return 0;
}

static uint32_t free_handle(struct cursor c, struct builder *reply)
{
    uint32_t start;
    if (!take_entry_handle(&c, &start))
        return FAULT_BAD_STUB_DATA;
    put_entry_handle(reply, 0);
    builder_u32(reply, 0);
    return 0;
}

uint32_t mapper_call(const struct tower *towers, uint32_t count, const struct assoc_call *call,
                     struct builder *reply)
{
    const struct cursor stub = cursor_over(call->stub, call->stub_size, call->big_endian);
    switch (call->opnum) {
    case EPT_LOOKUP:
        return lookup(towers, count, stub, reply);
    case EPT_MAP:
        return map(towers, count, stub, reply);
    case EPT_LOOKUP_HANDLE_FREE:
        return free_handle(stub, reply);
    default:
        return FAULT_OPERATION_RANGE;
    }
}
