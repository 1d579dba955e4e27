/* From the arguments of a case to the octets of a request. */
#include "stub.h"

#include <string.h>

#include "wire/codec.h"

/* A request while it is made. */
struct making {
    struct arena *arena;
    const part_token *tokens;
    uint32_t index;
};

static void fill_rows(struct making *making, const struct parameter *parameter,
                      const struct part *part, struct value *value);

/* UTF-16 units as a little-endian sender has them; a value says so. */
static const uint8_t *units_of(struct making *making, const struct part *part)
{
    uint8_t *octets = arena_take(making->arena, 2 * part->count + 1);
    for (size_t n = 0; n < part->count; n++) {
        octets[2 * n] = (uint8_t)part->units[n];
        octets[2 * n + 1] = (uint8_t)(part->units[n] >> 8);
    }
    return octets;
}

static const uint8_t *handle_of(struct making *making, const struct part *part)
{
    uint8_t *octets = arena_take(making->arena, TOKEN_OCTETS);
    part_handle(part, making->tokens, octets);
    return octets;
}

static void fill(struct making *making, const struct parameter *parameter, const struct part *part,
                 struct value *value)
{
    *value = (struct value){.present = part->type != PART_NULL};
    if (parameter->shape == SHAPE_HANDLE) {
        value->present = true;
        value->at = handle_of(making, part);
        return;
    }
    switch (part->type) {
    case PART_NUMBER:
        value->number = part->number;
        break;
    case PART_INDEX:
        value->number = making->index;
        break;
    case PART_STRING:
    case PART_UNITS:
        value->at = units_of(making, part);
        value->count = (uint32_t)part->count;
        break;
    case PART_OCTETS:
        value->at = part->octets;
        value->count = (uint32_t)part->count;
        break;
    case PART_ZEROS:
        value->at = arena_take(making->arena, (size_t)part->number + 1);
        value->count = (uint32_t)part->number;
        break;
    case PART_MEMBERS:
        fill_rows(making, parameter, part, value);
        break;
    default:
        break;
    }
    value->max = part->type == PART_ROOM ? (uint32_t)part->number : value->count;
}

/* Each size and length follows from its array. */
static void fill_list(struct making *making, const struct parameter *list, size_t count,
                      const struct part *part, struct value *value)
{
    for (size_t n = 0; n < count; n++) {
        fill(making, &list[n], &part[n], &value[n]);
    }
    for (size_t n = 0; n < count; n++) {
        if (list[n].size_is != 0) {
            value[list[n].size_is - 1].number = value[n].max;
        }
        if (list[n].length_is != 0) {
            value[list[n].length_is - 1].number = value[n].count;
        }
    }
}

static void fill_rows(struct making *making, const struct parameter *parameter,
                      const struct part *part, struct value *value)
{
    const struct structure *structure = parameter->structure;
    bool one = parameter->shape == SHAPE_STRUCT;
    size_t rows = one ? 1 : part->parts;
    struct value *cell = arena_take(making->arena, (rows * structure->columns + 1) * sizeof *cell);
    value->cell = cell;
    value->count = (uint32_t)rows;
    for (size_t n = 0; n < rows; n++) {
        const struct part *members = one ? part->part : part->part[n].part;
        fill_list(making, structure->column, structure->columns, members,
                  &cell[n * structure->columns]);
    }
}

void stub_put(const struct method *method, const struct part *part, struct stub_form form,
              const part_token *tokens, uint32_t index, struct growing *out)
{
    struct arena arena = {NULL};
    struct making making = {&arena, tokens, index};
    struct message message;
    struct encoding encoding = {form.part.wide ? NDR64 : NDR, form.part.big, form.version};
    uint32_t capacity = 4096;
    uint32_t length = 0;
    memset(&message, 0, sizeof message);
    fill_list(&making, method->request.parameter, method->request.count, part, message.value);
    uint8_t *stub = arena_take(&arena, capacity);
    while (!encode(method, REQUEST, &encoding, &message, stub, capacity, &length) &&
           capacity < UINT32_MAX / 2) {
        capacity *= 2;
        stub = arena_take(&arena, capacity);
    }
    growing_put(out, stub, length);
    arena_free(&arena);
}
