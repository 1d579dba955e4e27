#include "slots.h"

#include <string.h>

#include "wire/methods.h"

static const char *const type_names[] = {
    [HANDLE_CLUSTER] = "Cluster",
    [HANDLE_NODE] = "Node",
    [HANDLE_GROUP] = "Group",
    [HANDLE_RESOURCE] = "Resource",
    [HANDLE_KEY] = "Key",
    [HANDLE_NOTIFY] = "Notify",
    [HANDLE_NETWORK] = "Network",
    [HANDLE_NETINTERFACE] = "NetInterface",
    [HANDLE_BATCH_PORT] = "BatchPort",
    [HANDLE_GROUPSET] = "GroupSet",
};

enum { TYPES = sizeof type_names / sizeof type_names[0] };

const struct method *slots_method(unsigned version, const char *name)
{
    return method_named(version, name);
}

const struct method *slots_opnum(unsigned version, unsigned opnum)
{
    const struct method *method = method_of(version, opnum);
    return method != NULL && method->use == USE_CALLED ? method : NULL;
}

const char *method_text(const struct method *method)
{
    return method->name;
}

unsigned method_opnum(const struct method *method)
{
    return method->opnum;
}

bool method_is_new(const struct method *method)
{
    return method->opnum >= OPNUMS_VERSION_2;
}

static uint64_t most(enum shape shape)
{
    switch (shape) {
    case SHAPE_OCTET:
        return UINT8_MAX;
    case SHAPE_SHORT:
        return UINT16_MAX;
    case SHAPE_HYPER:
    case SHAPE_FILETIME:
        return UINT64_MAX;
    default:
        return UINT32_MAX;
    }
}

static enum slot_takes takes(enum shape shape)
{
    switch (shape) {
    case SHAPE_STRING:
        return SLOT_STRING;
    case SHAPE_HANDLE:
        return SLOT_HANDLE;
    case SHAPE_OCTETS:
        return SLOT_OCTETS;
    case SHAPE_UNITS:
        return SLOT_UNITS;
    case SHAPE_VARYING:
        return SLOT_VARYING;
    case SHAPE_STRUCT:
        return SLOT_MEMBERS;
    case SHAPE_ROWS:
    case SHAPE_VARYING_ROWS:
    case SHAPE_LIST:
        return SLOT_ROWS;
    default:
        return SLOT_NUMBER;
    }
}

/* Does an array of the list name that place as its size or length? */
static bool is_count(const struct parameter *list, size_t count, size_t place)
{
    for (size_t n = 0; n < count; n++) {
        if (list[n].size_is == place || list[n].length_is == place) {
            return true;
        }
    }
    return false;
}

static size_t slots_of(const struct parameter *list, size_t count, struct slot slot[SLOTS_MAX])
{
    for (size_t n = 0; n < count; n++) {
        const struct parameter *p = &list[n];
        slot[n] = (struct slot){.name = p->name,
                                .takes = takes(p->shape),
                                .may_be_null = p->unique || p->shape == SHAPE_HANDLE,
                                .handle = p->handle == HANDLE_GENERIC ? 0 : p->handle,
                                .most = most(p->shape),
                                .structure = p->structure};
        if (is_count(list, count, n + 1)) {
            slot[n].takes = SLOT_COUNT;
        }
    }
    return count;
}

size_t method_slots(const struct method *method, struct slot slot[SLOTS_MAX])
{
    return slots_of(method->request.parameter, method->request.count, slot);
}

size_t structure_slots(const struct structure *structure, struct slot slot[SLOTS_MAX])
{
    return slots_of(structure->column, structure->columns, slot);
}

enum output method_output(const struct method *method, const char *name, size_t length)
{
    for (size_t n = 0; n < method->reply.count; n++) {
        const struct parameter *p = &method->reply.parameter[n];
        if (strlen(p->name) == length && memcmp(p->name, name, length) == 0 &&
            strcmp(p->name, "return") != 0) {
            return p->shape == SHAPE_STRUCT ? OUTPUT_ROW
                   : p->structure != NULL   ? OUTPUT_ROWS
                                            : OUTPUT_PLAIN;
        }
    }
    return OUTPUT_NONE;
}

unsigned method_returns(const struct method *method)
{
    if (method->reply.count == 0) {
        return HANDLE_NONE;
    }
    const struct parameter *last = &method->reply.parameter[method->reply.count - 1];
    return last->shape == SHAPE_HANDLE ? last->handle : HANDLE_NONE;
}

unsigned handle_type_named(const char *name, size_t length)
{
    for (unsigned type = 0; type < TYPES; type++) {
        const char *its = type_names[type];
        if (its != NULL && strlen(its) == length && memcmp(its, name, length) == 0) {
            return type;
        }
    }
    return HANDLE_NONE;
}

const char *handle_type_name(unsigned type)
{
    return type < TYPES && type_names[type] != NULL ? type_names[type] : "any";
}
