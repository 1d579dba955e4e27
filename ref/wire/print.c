#include "print.h"

#include "cursor.h"

struct text {
    char *at;
    uint32_t room; /* the null character not counted, as in the length */
    uint32_t length;
    bool cut;
};

static void put(struct text *t, char character)
{
    if (t->length < t->room) {
        t->at[t->length] = character;
        t->length++;
        t->at[t->length] = 0;
    } else {
        t->cut = true;
    }
}

static void put_text(struct text *t, const char *text)
{
    for (const char *c = text; *c != 0; c++)
        put(t, *c);
}

static void put_hex(struct text *t, uint64_t number, uint32_t digits)
{
    for (uint32_t i = digits; i > 0; i--)
        put(t, "0123456789abcdef"[(number >> (4 * (i - 1))) & 15u]);
}

static void put_decimal(struct text *t, uint64_t number)
{
    char digit[20] = {0};
    uint32_t count = 0;
    /*@ loop unroll 20; */
    do {
        digit[count] = (char)('0' + number % 10);
        count++;
        number /= 10;
    } while (number != 0);
    for (; count > 0; count--)
        put(t, digit[count - 1]);
}

/* Small numbers in decimal; larger ones in hexadecimal too. */
static void put_number(struct text *t, uint64_t number)
{
    uint32_t digits = 1;
    put_decimal(t, number);
    if (number < 10)
        return;
    while (digits < 16 && number >> (4 * digits) != 0)
        digits++;
    put_text(t, " (0x");
    put_hex(t, number, digits);
    put(t, ')');
}

static void put_octets(struct text *t, const uint8_t *octets, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        put_hex(t, octets[i], 2);
}

static void put_unit(struct text *t, uint32_t unit)
{
    if (unit == '"' || unit == '\\') {
        put(t, '\\');
        put(t, (char)unit);
    } else if (unit >= ' ' && unit <= '~') {
        put(t, (char)unit);
    } else {
        put_text(t, "\\u");
        put_hex(t, unit, 4);
    }
}

static void put_units(struct text *t, const struct value *v)
{
    put(t, '"');
    for (uint32_t i = 0; i < v->count; i++)
        put_unit(t, octets_u16(v->at + 2 * (size_t)i, v->big));
    put(t, '"');
}

static void put_array(struct text *t, const struct parameter *p, const struct value *v)
{
    put_decimal(t, v->count);
    if (p->shape == SHAPE_VARYING) {
        put_text(t, " of ");
        put_decimal(t, v->max);
    }
    put_text(t, v->count == 0 ? " octets" : " octets ");
    put_octets(t, v->at, v->count);
}

static void put_handle(struct text *t, const struct value *v)
{
    uint8_t octets[CONTEXT_HANDLE_SIZE];
    handle_octets(v, octets);
    put_octets(t, octets, CONTEXT_HANDLE_SIZE);
}

/* A value that is no list. */
static void put_leaf(struct text *t, const struct parameter *p, const struct value *v)
{
    if (p->unique && !v->present)
        put_text(t, "NULL");
    else if (p->shape == SHAPE_HANDLE)
        put_handle(t, v);
    else if (p->shape == SHAPE_STRING || p->shape == SHAPE_UNITS)
        put_units(t, v);
    else if (p->shape >= SHAPE_OCTETS)
        put_array(t, p, v);
    else
        put_number(t, v->number);
    put(t, '\n');
}

static void put_row(struct text *t, const struct parameter *p, uint32_t index,
                    const struct value *column)
{
    for (uint32_t j = 0; j < p->structure->columns; j++) {
        put_text(t, p->name);
        put(t, '[');
        put_decimal(t, index);
        put_text(t, "].");
        put_text(t, p->structure->column[j].name);
        put_text(t, " = ");
        put_leaf(t, &p->structure->column[j], &column[j]);
    }
}

static void put_list(struct text *t, const struct parameter *p, const struct value *v)
{
    struct value column[COLUMNS];
    if (!v->present) {
        put_text(t, "NULL\n");
        return;
    }
    put_decimal(t, v->count);
    put_text(t, v->count == 1 ? " row\n" : " rows\n");
    struct row_iterator rows = rows_of(p, v);
    while (next_row(&rows, column) && !t->cut)
        put_row(t, p, rows.next - 1, column);
}

bool message_text(const struct method *method, enum direction direction,
                  const struct message *message, char *text, uint32_t capacity)
{
    const struct parameter_list *list = parameters(method, direction);
    struct text t = {text, capacity > 0 ? capacity - 1 : 0, 0, false};
    if (capacity > 0)
        text[0] = 0;
    for (uint32_t i = 0; i < list->count; i++) {
        const struct parameter *p = &list->parameter[i];
        const struct value *v = &message->value[i];
        if (p->shape == SHAPE_RPC_STATUS && !v->present)
            continue;
        put_text(&t, p->name);
        put_text(&t, " = ");
        if (p->structure != NULL)
            put_list(&t, p, v);
        else
            put_leaf(&t, p, v);
    }
    return !t.cut;
}
