#include "mutate.h"

#include "mutate_sequence.h"

#include <string.h>

enum mutation mutation_of(const char *target)
{
    static const struct {
        const char *target;
        enum mutation mutation;
    } known[] = {{"request", MUTATE_REQUEST}, {"reply", MUTATE_REPLY}, {"roundtrip", MUTATE_EITHER},
                 {"vendor", MUTATE_EITHER},   {"pdu", MUTATE_STREAM},  {"rpc", MUTATE_SEQUENCE},
                 {"api", MUTATE_API}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(known[i].target, target) == 0)
            return known[i].mutation;
    return MUTATE_NOTHING;
}

size_t mutate(enum mutation mutation, struct random *random, uint8_t *data, size_t size,
              size_t capacity)
{
    if (mutation == MUTATE_NOTHING)
        return size < capacity ? size : capacity;
    if (mutation == MUTATE_API)
        return sequence_mutate_api(random, data, size, capacity);
    if (mutation == MUTATE_SEQUENCE)
        return sequence_mutate(random, data, size, capacity);
    if (mutation == MUTATE_STREAM)
        return mutate_stream(random, data, size, capacity);
    return mutate_stub(mutation, random, data, size, capacity);
}

void edit_insert(struct edit *edit, uint32_t offset, const uint8_t *octets, uint32_t count)
{
    const uint32_t at = offset < edit->size ? offset : edit->size;
    const uint32_t room = edit->capacity - edit->size;
    const uint32_t taken = count < room ? count : room;
    if (taken == 0)
        return;
    memmove(edit->octets + at + taken, edit->octets + at, edit->size - at);
    if (octets != NULL)
        memcpy(edit->octets + at, octets, taken);
    else
        memset(edit->octets + at, 0, taken);
    edit->size += taken;
}

void edit_erase(struct edit *edit, uint32_t offset, uint32_t count)
{
    const uint32_t at = offset < edit->size ? offset : edit->size;
    const uint32_t taken = count < edit->size - at ? count : edit->size - at;
    if (taken == 0)
        return;
    memmove(edit->octets + at, edit->octets + at + taken, edit->size - at - taken);
    edit->size -= taken;
}

void edit_number(struct edit *edit, uint32_t offset, uint32_t width, bool big, uint64_t number)
{
    if (width > edit->size || offset > edit->size - width)
        return;
    for (uint32_t i = 0; i < width; i++)
        edit->octets[offset + i] = (uint8_t)(number >> (8 * (big ? width - 1 - i : i)));
}

uint32_t random_below(struct random *random, uint32_t end)
{
    return end == 0 ? 0 : random_next(random) % end;
}

uint64_t random_number(struct random *random, uint64_t old)
{
    /* the edges of signs and widths, and counts that overflow when multiplied by a row's size */
    static const uint64_t edges[] = {0,
                                     1,
                                     2,
                                     0x7F,
                                     0xFF,
                                     0x100,
                                     0x7FFF,
                                     0x8000,
                                     0xFFFF,
                                     0x10000,
                                     0x7FFFFFFF,
                                     0x80000000,
                                     0xFFFFFFFF,
                                     0xFFFFFFFE,
                                     0x40000000,
                                     0x20000000,
                                     0x10000001,
                                     0x55555556,
                                     0x15555556,
                                     0x100000000,
                                     0x100000001,
                                     0x7FFFFFFFFFFFFFFF,
                                     0x8000000000000000,
                                     0xFFFFFFFFFFFFFFFF};
    switch (random_below(random, 8)) {
    case 0:
        return old + 1;
    case 1:
        return old - 1;
    case 2:
        return old * 2;
    case 3:
        return old ^ ((uint64_t)1 << random_below(random, 64));
    case 4:
        return random_below(random, 64);
    default:
        return edges[random_below(random, sizeof edges / sizeof *edges)];
    }
}
