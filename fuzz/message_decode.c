#include "message.h"

#include "property.h"

#include <string.h>

/* The stub that views must lie in, how much of it was used, and what views take together. */
struct extent {
    const uint8_t *stub;
    uint32_t length;
    uint32_t used;
    uint64_t taken;
};

static void demand_inside(struct extent *extent, const uint8_t *at, uint64_t size)
{
    const uintptr_t stub = (uintptr_t)extent->stub, view = (uintptr_t)at;
    property(at != NULL || size == 0, "a view of one octet or more points somewhere");
    property(at == NULL || (view >= stub && view - stub <= extent->used &&
                            size <= extent->used - (view - stub)),
             "a view lies within what was used of the stub");
    extent->taken += size;
}

/* A value that is no list. */
static void demand_leaf(struct extent *extent, const struct parameter *p, const struct value *v)
{
    if (!v->present)
        return;
    property(v->where <= extent->used, "where a value stands lies within the stub");
    if (p->shape == SHAPE_HANDLE)
        demand_inside(extent, v->at, CONTEXT_HANDLE_SIZE);
    else if (p->shape == SHAPE_STRING || p->shape == SHAPE_UNITS)
        demand_inside(extent, v->at, 2 * (uint64_t)v->count);
    else if (p->shape == SHAPE_OCTETS || p->shape == SHAPE_VARYING)
        demand_inside(extent, v->at, v->count);
    if (p->shape == SHAPE_VARYING)
        property(v->count <= v->max, "an actual count is at most the maximum count");
    if (p->shape == SHAPE_RANGED)
        property(v->number <= p->most, "a number lies in its range");
}

static void demand_list(struct extent *extent, const struct parameter *p, const struct value *v)
{
    struct value column[COLUMNS];
    struct row_iterator rows = rows_of(p, v);
    uint32_t count = 0;
    if (!v->present)
        return;
    property(v->at == extent->stub && v->size == extent->length, "a list knows its stub");
    demand_inside(extent, v->at + v->row, (uint64_t)v->count * p->structure->size[v->wide]);
    while (next_row(&rows, column)) {
        count++;
        for (uint32_t j = 0; j < p->structure->columns; j++)
            demand_leaf(extent, &p->structure->column[j], &column[j]);
    }
    property(count == v->count, "a list has as many rows as it says");
}

static void demand_views(const struct parameter_list *list, const struct encoding *encoding,
                         const struct message *message, struct extent extent)
{
    for (uint32_t i = 0; i < list->count; i++) {
        const struct parameter *p = &list->parameter[i];
        if (p->shape == SHAPE_RPC_STATUS && encoding->version == 2)
            continue;
        if (p->structure != NULL)
            demand_list(&extent, p, &message->value[i]);
        else
            demand_leaf(&extent, p, &message->value[i]);
    }
    /* This bounds the work: no count is believed that octets do not back. */
    property(extent.taken <= extent.used, "views take no more octets than were used");
}

static bool same_refusal(struct refusal a, struct refusal b)
{
    return a.reason == b.reason && a.offset == b.offset;
}

bool message_decode(const struct method *method, enum direction direction,
                    const struct encoding *encoding, const uint8_t *stub, uint32_t length,
                    const struct message *request, struct message *message, struct refusal *refusal)
{
    struct message again;
    struct refusal end;
    memset(message, 0xAA, sizeof *message);
    memset(&again, 0x55, sizeof again);
    const bool accepted =
        decode(method, direction, encoding, stub, length, request, message, refusal);
    property(accepted == (refusal->reason == REASON_NONE), "a refusal has a reason");
    property(refusal->reason < REASONS, "the reason is one of those listed");
    property(refusal->offset <= length, "the offset lies within the stub");
    const uint32_t used = accepted ? refusal->offset : length;
    property(decode(method, direction, encoding, stub, used, request, &again, &end) == accepted &&
                 same_refusal(*refusal, end),
             "the same octets get the same answer, whatever follows the last parameter");
    if (!accepted)
        return false;
    demand_views(parameters(method, direction), encoding, message,
                 (struct extent){stub, length, used, 0});
    property(message_equal(method, direction, encoding->version, message, &again),
             "the same octets give the same message");
    property(used == 0 ||
                 (!decode(method, direction, encoding, stub, used - 1, request, &again, &end) &&
                  end.reason == REASON_TRUNCATED),
             "a stub without its last octet is truncated");
    return true;
}
