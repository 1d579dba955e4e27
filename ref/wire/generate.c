#include "generate.h"

/* The counts of generated things: small, so that everything fits. */
enum { LONGEST_STRING = 12, LONGEST_ARRAY = 40, MOST_ROWS = 4, SPARE = 8 };

/* splitmix64 (Steele, Lea, Flood 2014) */
uint32_t random_next(struct random *random)
{
    random->state += 0x9E3779B97F4A7C15u;
    uint64_t z = random->state;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return (uint32_t)((z ^ (z >> 31)) >> 32);
}

/* A number below `end`. */
static uint32_t below(struct random *random, uint32_t end)
{
    return random_next(random) % end;
}

static uint32_t least(uint64_t a, uint32_t b)
{
    return a < b ? (uint32_t)a : b;
}

/* `size` octets of the message's own memory. Its room is enough for the counts above. */
static uint8_t *fresh_octets(struct random *random, struct generated *out, uint32_t size)
{
    uint8_t *octets = out->octets + out->octets_used;
    for (uint32_t i = 0; i < size; i++)
        octets[i] = (uint8_t)random_next(random);
    out->octets_used += size;
    return octets;
}

/* UTF-16 units that are never a null character, mostly ASCII. */
static void make_string(struct random *random, struct generated *out, struct value *v)
{
    v->count = below(random, LONGEST_STRING + 1);
    uint8_t *octets = fresh_octets(random, out, 2 * v->count);
    for (uint32_t i = 0; i < v->count; i++) {
        uint8_t *unit = &octets[2 * (size_t)i];
        unit[0] = (uint8_t)('0' + unit[0] % 75);
        unit[1] = below(random, 8) == 0 ? unit[1] : 0;
    }
    v->at = octets;
}

/* An array, of whose maximum count `room` is the bound. */
static void make_array(struct random *random, struct generated *out, enum shape shape,
                       uint64_t room, struct value *v)
{
    v->count = least(room, below(random, LONGEST_ARRAY + 1));
    v->at = fresh_octets(random, out, shape == SHAPE_UNITS ? 2 * v->count : v->count);
    v->max = v->count;
    if (shape == SHAPE_VARYING)
        v->max += least(room - v->count, below(random, SPARE));
}

/* The largest value an integer of this shape has in both syntaxes, less one bit. */
static uint64_t mask_of(enum shape shape)
{
    switch (shape) {
    case SHAPE_OCTET:
        return 0xFF;
    case SHAPE_SHORT:
        return 0xFFFF;
    case SHAPE_ENUM:
        return 0x7FFF;
    case SHAPE_HYPER:
    case SHAPE_FILETIME:
        return UINT64_MAX;
    default:
        return UINT32_MAX;
    }
}

static void make_number(struct random *random, const struct parameter *p, struct value *v)
{
    uint64_t number = random_next(random);
    number = (number * 4294967296u + random_next(random)) & mask_of(p->shape);
    if (below(random, 4) == 0)
        number %= 100;
    if (p->shape == SHAPE_RANGED)
        number %= (uint64_t)p->most + 1;
    v->number = number;
}

/* A value that is no list. */
static void make_leaf(struct random *random, struct generated *out, const struct parameter *p,
                      uint64_t room, struct value *v)
{
    *v = (struct value){.present = !p->unique || below(random, 4) != 0};
    if (!v->present)
        return;
    if (p->shape == SHAPE_HANDLE)
        v->at = fresh_octets(random, out, CONTEXT_HANDLE_SIZE);
    else if (p->shape == SHAPE_STRING)
        make_string(random, out, v);
    else if (p->shape >= SHAPE_OCTETS)
        make_array(random, out, p->shape, room, v);
    else
        make_number(random, p, v);
}

/* Gives the values that size_is and length_is name what the arrays have. */
static void correlate(const struct parameter *parameter, uint32_t count, struct value *list)
{
    for (uint32_t i = 0; i < count; i++) {
        const struct parameter *p = &parameter[i];
        if (p->length_is != 0)
            list[p->length_is - 1].number = list[i].count;
        if (p->size_is != 0)
            list[p->size_is - 1].number = list[i].max;
    }
}

static void make_list(struct random *random, struct generated *out, const struct parameter *p,
                      uint64_t room, struct value *v)
{
    const struct structure *s = p->structure;
    *v = (struct value){.present = !p->unique || below(random, 4) != 0};
    if (!v->present)
        return;
    v->count = p->shape == SHAPE_STRUCT ? 1 : least(room, below(random, MOST_ROWS + 1));
    v->max = v->count;
    if (p->shape == SHAPE_VARYING_ROWS)
        v->max += least(room - v->count, below(random, SPARE));
    struct value *cell = out->cell + out->cells_used;
    v->cell = cell;
    out->cells_used += v->count * s->columns;
    for (uint32_t i = 0; i < v->count; i++) {
        for (uint32_t j = 0; j < s->columns; j++)
            make_leaf(random, out, &s->column[j], room, &cell[j]);
        correlate(s->column, s->columns, cell);
        cell += s->columns;
    }
}

/* What a request has room for: a number, or the size its security descriptor gives. */
static uint64_t room_of(const struct parameter *p, const struct message *request)
{
    const struct structure *s = p->structure;
    struct value column[COLUMNS] = {{0}};
    if (p->bounded_by == 0 || request == NULL)
        return 0x7FFFFFFF;
    const struct value *asked = &request->value[p->bounded_by - 1];
    if (s == NULL || p->shape != SHAPE_STRUCT)
        return least(asked->number, 0x7FFFFFFF);
    struct row_iterator rows = rows_of(p, asked);
    (void)next_row(&rows, column); /* there is one */
    return column[s->column[0].size_is - 1].number;
}

void generate(struct random *random, const struct method *method, enum direction direction,
              const struct message *request, struct generated *out)
{
    const struct parameter_list *list = parameters(method, direction);
    out->octets_used = 0;
    out->cells_used = 0;
    for (uint32_t i = 0; i < list->count; i++) {
        const struct parameter *p = &list->parameter[i];
        struct value *v = &out->message.value[i];
        if (p->structure != NULL)
            make_list(random, out, p, room_of(p, request), v);
        else
            make_leaf(random, out, p, room_of(p, request), v);
    }
    correlate(list->parameter, list->count, out->message.value);
}
