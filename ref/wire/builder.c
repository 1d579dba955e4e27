#include "builder.h"

#include <string.h>

struct builder builder_over(uint8_t *octets, uint32_t capacity)
{
    struct builder b = {octets, capacity, 0, false, false};
    return b;
}

/* Is there room for `size` octets more? If not, the builder is full from now on. */
static bool room(struct builder *b, uint32_t size)
{
    if (!b->full && size <= b->capacity && b->length <= b->capacity - size)
        return true;
    b->full = true;
    return false;
}

/* Writes `size` octets of `number` at `offset`, where they have room. */
static void put(struct builder *b, uint32_t offset, uint64_t number, uint32_t size)
{
    for (uint32_t i = 0; i < size; i++) {
        b->octets[offset + (b->big ? size - 1 - i : i)] = (uint8_t)(number % 256u);
        number /= 256u;
    }
}

void builder_number(struct builder *b, uint64_t number, uint32_t size)
{
    if (!room(b, size))
        return;
    put(b, b->length, number, size);
    b->length += size;
}

void builder_u8(struct builder *b, uint8_t number)
{
    builder_number(b, number, 1);
}

void builder_u16(struct builder *b, uint16_t number)
{
    builder_number(b, number, 2);
}

void builder_u32(struct builder *b, uint32_t number)
{
    builder_number(b, number, 4);
}

void builder_u64(struct builder *b, uint64_t number)
{
    builder_number(b, number, 8);
}

void builder_octets(struct builder *b, const uint8_t *octets, uint32_t size)
{
    //@ split size;
    if (size == 0 || !room(b, size))
        return;
    memcpy(b->octets + b->length, octets, size);
    b->length += size;
}

void builder_align(struct builder *b, uint32_t alignment)
{
    uint32_t gap = (0u - b->length) & (alignment - 1u);
    //@ split gap;
    if (gap == 0 || !room(b, gap))
        return;
    memset(b->octets + b->length, 0, gap);
    b->length += gap;
}

static void put_again(struct builder *b, uint32_t offset, uint64_t number, uint32_t size)
{
    if (!b->full && size <= b->length && offset <= b->length - size)
        put(b, offset, number, size);
}

void builder_put_u16(struct builder *b, uint32_t offset, uint16_t number)
{
    put_again(b, offset, number, 2);
}

void builder_put_u32(struct builder *b, uint32_t offset, uint32_t number)
{
    put_again(b, offset, number, 4);
}
