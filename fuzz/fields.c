#include "fields.h"

#include "wire/cursor.h"

#include <string.h>

struct out {
    char *at;
    uint32_t capacity;
    uint32_t length;
    bool full;
};

static void put(struct out *o, char character)
{
    if (o->length < o->capacity)
        o->at[o->length++] = character;
    else
        o->full = true;
}

static void put_text(struct out *o, const char *text)
{
    for (const char *c = text; *c != '\0'; c++)
        put(o, *c);
}

static void put_decimal(struct out *o, uint64_t number)
{
    char digit[20];
    uint32_t count = 0;
    do {
        digit[count++] = (char)('0' + number % 10);
        number /= 10;
    } while (number != 0);
    while (count > 0)
        put(o, digit[--count]);
}

static void put_hex(struct out *o, uint32_t number, uint32_t digits)
{
    for (uint32_t i = digits; i > 0; i--)
        put(o, "0123456789abcdef"[(number >> (4 * (i - 1))) & 15u]);
}

static void put_octets(struct out *o, const uint8_t *octets, uint32_t count)
{
    put_text(o, "x\"");
    for (uint32_t i = 0; i < count && !o->full; i++)
        put_hex(o, octets[i], 2);
    put(o, '"');
}

static void put_unit(struct out *o, uint32_t unit)
{
    if (unit == '"' || unit == '\\') {
        put(o, '\\');
        put(o, (char)unit);
    } else if (unit >= ' ' && unit <= '~') {
        put(o, (char)unit);
    } else {
        put_text(o, "\\u");
        put_hex(o, unit, 4);
    }
}

static void put_units(struct out *o, const struct value *v)
{
    put(o, '"');
    for (uint32_t i = 0; i < v->count && !o->full; i++)
        put_unit(o, octets_u16(v->at + 2 * (size_t)i, v->big));
    put(o, '"');
}

static void put_handle(struct out *o, const struct value *v)
{
    uint8_t octets[CONTEXT_HANDLE_SIZE];
    handle_octets(v, octets);
    put_octets(o, octets, CONTEXT_HANDLE_SIZE);
}

/* Where a value stands: a parameter alone, or a member of one of its rows. */
struct name {
    const struct parameter *parameter;
    const struct parameter *member; /* NULL: the parameter itself */
    uint32_t row;
};

static void put_name(struct out *o, const struct name *name, const char *suffix)
{
    put_text(o, name->parameter->name);
    if (name->member != NULL && name->parameter->shape != SHAPE_STRUCT) {
        put(o, '[');
        put_decimal(o, name->row);
        put(o, ']');
    }
    if (name->member != NULL) {
        put(o, '.');
        put_text(o, name->member->name);
    }
    put_text(o, suffix);
    put(o, '=');
}

static void put_line(struct out *o, const struct name *name, const char *suffix, uint64_t number)
{
    put_name(o, name, suffix);
    put_decimal(o, number);
    put(o, '\n');
}

/* A value that is no list. */
static void put_leaf(struct out *o, const struct name *name, const struct value *v)
{
    const struct parameter *p = name->member != NULL ? name->member : name->parameter;
    put_name(o, name, "");
    if (p->unique && !v->present)
        put_text(o, "NULL");
    else if (p->shape == SHAPE_HANDLE)
        put_handle(o, v);
    else if (p->shape == SHAPE_STRING || p->shape == SHAPE_UNITS)
        put_units(o, v);
    else if (p->shape >= SHAPE_OCTETS)
        put_octets(o, v->at, v->count);
    else
        put_decimal(o, v->number);
    put(o, '\n');
    if (p->shape == SHAPE_VARYING && v->present)
        put_line(o, name, ".max", v->max);
}

static void put_list(struct out *o, const struct parameter *p, const struct value *v)
{
    struct value column[COLUMNS];
    struct name name = {p, NULL, 0};
    if (!v->present) {
        put_name(o, &name, "");
        put_text(o, "NULL\n");
        return;
    }
    if (p->shape != SHAPE_STRUCT)
        put_line(o, &name, ".count", v->count);
    struct row_iterator rows = rows_of(p, v);
    while (next_row(&rows, column) && !o->full) {
        name.row = rows.next - 1;
        for (uint32_t j = 0; j < p->structure->columns; j++) {
            name.member = &p->structure->column[j];
            put_leaf(o, &name, &column[j]);
        }
    }
    name.member = NULL;
    if (p->shape == SHAPE_VARYING_ROWS)
        put_line(o, &name, ".max", v->max);
}

uint32_t fields_write(const struct method *method, enum direction direction,
                      const struct message *message, char *text, uint32_t capacity)
{
    const struct parameter_list *list = parameters(method, direction);
    struct out o = {text, capacity, 0, false};
    for (uint32_t i = 0; i < list->count; i++) {
        const struct parameter *p = &list->parameter[i];
        const struct value *v = &message->value[i];
        const struct name name = {p, NULL, 0};
        if (p->shape == SHAPE_RPC_STATUS && !v->present)
            continue;
        if (p->structure != NULL)
            put_list(&o, p, v);
        else
            put_leaf(&o, &name, v);
    }
    return o.full ? UINT32_MAX : o.length;
}
