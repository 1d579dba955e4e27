#include "part.h"

#include <string.h>

void part_handle(const struct part *part, const part_token *tokens, part_token octets)
{
    memset(octets, 0, TOKEN_OCTETS);
    if (part->type == PART_OCTETS) {
        memcpy(octets, part->octets, part->count < TOKEN_OCTETS ? part->count : TOKEN_OCTETS);
    } else if (part->type != PART_NULL) {
        memcpy(octets, tokens[part->name], TOKEN_OCTETS);
    }
    if (part->type == PART_ALTERED) {
        octets[part->number] ^= 1;
    }
}

/* Attributes and three fields of a UUID are integers, the last eight octets have no order
 * (MS-RPCE 2.2.1.1.4). */
static void put_handle(const struct part *part, struct part_form form, const part_token *tokens,
                       struct growing *out)
{
    static const uint8_t swapped[TOKEN_OCTETS] = {3,  2,  1,  0,  7,  6,  5,  4,  9,  8,
                                                  11, 10, 12, 13, 14, 15, 16, 17, 18, 19};
    part_token octets;
    part_handle(part, tokens, octets);
    for (size_t n = 0; n < TOKEN_OCTETS; n++) {
        growing_put(out, &octets[form.big ? swapped[n] : n], 1);
    }
}

static void put_units(const struct part *part, struct part_form form, struct growing *out)
{
    for (size_t n = 0; n < part->count; n++) {
        growing_number(out, part->units[n], 2, form.big);
    }
}

static void put_count(uint64_t number, size_t origin, struct part_form form, struct growing *out)
{
    size_t size = form.wide ? 8 : 4;
    growing_align(out, origin, size);
    growing_number(out, number, size, form.big);
}

static void put_string(const struct part *part, size_t origin, struct part_form form,
                       struct growing *out)
{
    put_count(part->count + 1, origin, form, out);
    put_count(0, origin, form, out);
    put_count(part->count + 1, origin, form, out);
    put_units(part, form, out);
    growing_number(out, 0, 2, form.big);
}

static void put_aligned(const struct part *part, size_t size, size_t origin, struct part_form form,
                        struct growing *out)
{
    growing_align(out, origin, size);
    growing_number(out, part->number, size, form.big);
}

static void put_piece(const struct part *part, struct part_form form, const part_token *tokens,
                      struct growing *out)
{
    struct growing inner = {.octets = NULL};
    parts_put(part->part, part->parts, form, tokens, &inner);
    size_t cut = part->number < inner.length ? (size_t)part->number : inner.length;
    if (part->type == PART_FIRST) {
        growing_put(out, inner.octets, cut);
    } else {
        growing_put(out, inner.octets + cut, inner.length - cut);
    }
    growing_free(&inner);
}

static void put(const struct part *part, size_t origin, struct part_form form,
                const part_token *tokens, struct growing *out)
{
    switch (part->type) {
    case PART_OCTETS:
        growing_put(out, part->octets, part->count);
        break;
    case PART_U8:
        growing_number(out, part->number, 1, form.big);
        break;
    case PART_U16:
        put_aligned(part, 2, origin, form, out);
        break;
    case PART_U32:
        put_aligned(part, 4, origin, form, out);
        break;
    case PART_U64:
        put_aligned(part, 8, origin, form, out);
        break;
    case PART_COUNT:
    case PART_POINTER:
        put_count(part->number, origin, form, out);
        break;
    case PART_STRING:
        put_string(part, origin, form, out);
        break;
    case PART_UNITS:
        put_units(part, form, out);
        break;
    case PART_ZEROS:
        growing_zeros(out, (size_t)part->number);
        break;
    case PART_HANDLE:
    case PART_ALTERED:
    case PART_NULL:
        growing_align(out, origin, 4);
        put_handle(part, form, tokens, out);
        break;
    case PART_FIRST:
    case PART_AFTER:
        put_piece(part, form, tokens, out);
        break;
    case PART_NUMBER:
    case PART_INDEX:
    case PART_ROOM:
    case PART_MEMBERS:
        break; /* never in a stub put together by hand */
    }
}

void parts_put(const struct part *part, size_t parts, struct part_form form,
               const part_token *tokens, struct growing *out)
{
    size_t origin = out->length;
    for (size_t n = 0; n < parts; n++) {
        put(&part[n], origin, form, tokens, out);
    }
}
