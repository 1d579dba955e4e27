#include "mutate.h"

#include "input.h"
#include "wire/cursor.h"

#include <string.h>

enum { ROWS_KEPT = 16, FRESH = 2048, UNITS_MOST = 300 };

/* Memory of the values that are made new. */
struct fresh {
    uint8_t octets[FRESH];
    uint32_t used;
    struct value cell[ROWS_KEPT * COLUMNS];
};

/* `size` octets that hold `old`, then random ones. NULL: there is no room. */
static uint8_t *fresh_copy(struct random *random, struct fresh *fresh, const uint8_t *old,
                           uint32_t old_size, uint32_t size)
{
    uint8_t *octets = fresh->octets + fresh->used;
    if (size > FRESH - fresh->used)
        return NULL;
    const uint32_t kept = old_size < size ? old_size : size;
    if (kept > 0)
        memcpy(octets, old, kept);
    for (uint32_t i = kept; i < size; i++)
        octets[i] = (uint8_t)random_next(random);
    fresh->used += size;
    return octets;
}

/* Longer, shorter, or with another element. */
static void change_array(struct random *random, struct fresh *fresh, const struct parameter *p,
                         struct value *v)
{
    const uint32_t width = p->shape == SHAPE_STRING || p->shape == SHAPE_UNITS ? 2 : 1;
    uint32_t count = v->count;
    if (random_below(random, 2) == 0)
        count = random_below(random, 4) == 0 ? random_below(random, UNITS_MOST)
                                             : random_below(random, count + 4);
    uint8_t *octets = fresh_copy(random, fresh, v->at, width * v->count, width * count);
    if (octets == NULL)
        return;
    if (count > 0 && count == v->count)
        octets[random_below(random, width * count)] = (uint8_t)random_next(random);
    v->max = count + (p->shape == SHAPE_VARYING ? random_below(random, 3) : 0);
    v->count = count;
    v->at = octets;
}

static void change_handle(struct random *random, struct fresh *fresh, struct value *v)
{
    uint8_t *octets = fresh_copy(random, fresh, v->at, v->at != NULL ? CONTEXT_HANDLE_SIZE : 0,
                                 CONTEXT_HANDLE_SIZE);
    if (octets == NULL)
        return;
    if (random_below(random, 4) == 0)
        memset(octets, 0, CONTEXT_HANDLE_SIZE);
    else
        octets[random_below(random, CONTEXT_HANDLE_SIZE)] ^=
            (uint8_t)(1u << random_below(random, 8));
    v->at = octets;
}

static void change_leaf(struct random *random, struct fresh *fresh, const struct parameter *p,
                        struct value *v)
{
    if (p->unique && (!v->present || random_below(random, 4) == 0)) {
        *v = (struct value){.present = !v->present};
        if (!v->present)
            return;
    }
    if (p->shape == SHAPE_HANDLE)
        change_handle(random, fresh, v);
    else if (p->shape == SHAPE_STRING || p->shape >= SHAPE_OCTETS)
        change_array(random, fresh, p, v);
    else if (p->shape == SHAPE_RANGED)
        v->number = random_number(random, v->number) % ((uint64_t)p->most + 1);
    else
        v->number = random_number(random, v->number);
}

/* Gives the values that size_is and length_is name what their arrays have. */
static void correlate(const struct parameter *parameter, uint32_t count, struct value *list)
{
    for (uint32_t i = 0; i < count; i++) {
        const struct parameter *p = &parameter[i];
        if (p->length_is != 0)
            list[p->length_is - 1].number = list[i].present ? list[i].count : 0;
        if (p->size_is != 0)
            list[p->size_is - 1].number = list[i].present ? list[i].max : 0;
    }
}

/* The rows of a list as cells, so that they can be changed. False: there is no room. */
static bool own_rows(struct fresh *fresh, const struct parameter *p, struct value *v)
{
    struct value column[COLUMNS];
    struct row_iterator rows = rows_of(p, v);
    uint32_t count = 0;
    while (count < ROWS_KEPT && next_row(&rows, column)) {
        memcpy(fresh->cell + (size_t)count * p->structure->columns, column,
               p->structure->columns * sizeof *column);
        count++;
    }
    v->cell = fresh->cell;
    v->max = v->max - v->count + count;
    v->count = count;
    return count > 0;
}

/* One row again, or one fewer, or a change in one. */
static void change_rows(struct random *random, struct fresh *fresh, const struct parameter *p,
                        struct value *v)
{
    const uint32_t columns = p->structure->columns;
    if (!v->present || !own_rows(fresh, p, v))
        return;
    struct value *row = fresh->cell + (size_t)random_below(random, v->count) * columns;
    const uint32_t choice = p->shape == SHAPE_STRUCT ? 2 : random_below(random, 3);
    if (choice == 0 && v->count < ROWS_KEPT) {
        memcpy(fresh->cell + (size_t)v->count * columns, row, columns * sizeof *row);
        v->count++;
        v->max++;
    } else if (choice == 1) {
        v->count--;
        v->max--;
    } else {
        const uint32_t j = random_below(random, columns);
        change_leaf(random, fresh, &p->structure->column[j], &row[j]);
        correlate(p->structure->column, columns, row);
    }
}

static void change_encoding(struct random *random, struct encoding *encoding)
{
    if (random_below(random, 4) != 0)
        return;
    encoding->syntax = random_below(random, 2) == 0 ? NDR : NDR64;
    encoding->big = encoding->syntax == NDR && random_below(random, 2) == 0;
}

bool mutate_value(struct random *random, const struct method *method, enum direction direction,
                  const struct encoding *encoding, struct encoding *becomes, struct edit *stub)
{
    static struct fresh fresh;
    static uint8_t encoded[STUB_LARGEST];
    const struct parameter_list *list = parameters(method, direction);
    struct message message;
    struct refusal refusal;
    uint32_t length;
    if (list->count == 0 ||
        !decode(method, direction, encoding, stub->octets, stub->size, NULL, &message, &refusal))
        return false;
    fresh.used = 0;
    const uint32_t i = random_below(random, list->count);
    const struct parameter *p = &list->parameter[i];
    if (p->structure != NULL)
        change_rows(random, &fresh, p, &message.value[i]);
    else
        change_leaf(random, &fresh, p, &message.value[i]);
    correlate(list->parameter, list->count, message.value);
    struct encoding other = *encoding;
    if (becomes != NULL)
        change_encoding(random, &other);
    if (!encode(method, direction, &other, &message, encoded, sizeof encoded, &length) ||
        length > stub->capacity)
        return false;
    memcpy(stub->octets, encoded, length);
    stub->size = length;
    if (becomes != NULL)
        *becomes = other;
    return true;
}
