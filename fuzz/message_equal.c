#include "message.h"

#include "wire/cursor.h"

#include <string.h>

static bool same_units(const struct value *a, const struct value *b)
{
    if (a->count != b->count)
        return false;
    if (a->big == b->big)
        return a->count == 0 || memcmp(a->at, b->at, 2 * (size_t)a->count) == 0;
    for (size_t i = 0; i < a->count; i++)
        if (octets_u16(a->at + 2 * i, a->big) != octets_u16(b->at + 2 * i, b->big))
            return false;
    return true;
}

static bool same_handle(const struct value *a, const struct value *b)
{
    uint8_t one[CONTEXT_HANDLE_SIZE], other[CONTEXT_HANDLE_SIZE];
    handle_octets(a, one);
    handle_octets(b, other);
    return memcmp(one, other, sizeof one) == 0;
}

static bool same_octets(const struct value *a, const struct value *b)
{
    return a->count == b->count && (a->count == 0 || memcmp(a->at, b->at, a->count) == 0);
}

/* A value that is no list. */
static bool same_leaf(const struct parameter *p, const struct value *a, const struct value *b)
{
    if (a->present != b->present || !a->present)
        return a->present == b->present;
    switch (p->shape) {
    case SHAPE_HANDLE:
        return same_handle(a, b);
    case SHAPE_STRING:
    case SHAPE_UNITS:
        return same_units(a, b);
    case SHAPE_OCTETS:
        return same_octets(a, b);
    case SHAPE_VARYING:
        return a->max == b->max && same_octets(a, b);
    default:
        return a->number == b->number;
    }
}

static bool same_row(const struct structure *s, const struct value *a, const struct value *b)
{
    for (uint32_t j = 0; j < s->columns; j++)
        if (!same_leaf(&s->column[j], &a[j], &b[j]))
            return false;
    return true;
}

static bool same_list(const struct parameter *p, const struct value *a, const struct value *b)
{
    struct value one[COLUMNS], other[COLUMNS];
    struct row_iterator left = rows_of(p, a), right = rows_of(p, b);
    if (a->present != b->present || (a->present && a->count != b->count))
        return false;
    if (a->present && p->shape == SHAPE_VARYING_ROWS && a->max != b->max)
        return false;
    while (next_row(&left, one))
        if (!next_row(&right, other) || !same_row(p->structure, one, other))
            return false;
    return !next_row(&right, other);
}

bool message_equal(const struct method *method, enum direction direction, uint32_t version,
                   const struct message *a, const struct message *b)
{
    const struct parameter_list *list = parameters(method, direction);
    for (uint32_t i = 0; i < list->count; i++) {
        const struct parameter *p = &list->parameter[i];
        if (p->shape == SHAPE_RPC_STATUS && version == 2)
            continue;
        if (!(p->structure != NULL ? same_list(p, &a->value[i], &b->value[i])
                                   : same_leaf(p, &a->value[i], &b->value[i])))
            return false;
    }
    return true;
}
