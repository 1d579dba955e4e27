#include "builder.h"

#include <string.h>

struct builder builder_over(uint8_t *octets, uint32_t capacity)
{
    struct builder b = {octets, capacity, 0, false, false};
    return b;
}

/* Is there room for `size` octets more? If not, the builder is full from now on. */
/*@ requires sound(b);
    assigns b->full;
    ensures \result <==> \old(has_room(b, size));
    ensures b->full <==> \old(!has_room(b, size));
*/
static bool room(struct builder *b, uint32_t size)
{
    if (!b->full && size <= b->capacity && b->length <= b->capacity - size)
        return true;
    b->full = true;
    return false;
}

/* Writes `size` octets of `number` at `offset`, where they have room. */
/*@ requires \valid_read(b) && size <= 8 && offset + size <= b->capacity;
    requires size == 0 || \valid(b->octets + (offset .. offset + size - 1));
    requires \separated(b, b->octets + (offset .. offset + size - 1));
    assigns b->octets[offset .. offset + size - 1];
    ensures written(b->octets + offset, number, size, b->big);
*/
static void put(struct builder *b, uint32_t offset, uint64_t number, uint32_t size)
{
    /*@ loop invariant 0 <= i <= size;
        loop invariant \forall integer j; i <= j ==>
          digit(\at(number, Pre), j) == digit(number, j - i);
        loop invariant \forall integer j; 0 <= j < i ==>
          b->octets[offset + (b->big ? size - 1 - j : j)] == digit(\at(number, Pre), j);
        loop assigns i, number, b->octets[offset .. offset + size - 1];
        loop variant size - i;
    */
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

/* What memcpy does (C11 7.24.2.1), in terms of octets. */
/*@ requires \valid(to + (0 .. size - 1)) && \valid_read(from + (0 .. size - 1));
    requires \separated(to + (0 .. size - 1), from + (0 .. size - 1));
    assigns to[0 .. size - 1] \from from[0 .. size - 1];
    ensures \forall integer i; 0 <= i < size ==> to[i] == from[i];
*/
static void copy(uint8_t *to, const uint8_t *from, uint32_t size)
{
    memcpy(to, from, size);
}

void builder_octets(struct builder *b, const uint8_t *octets, uint32_t size)
{
    //@ split size;
    if (size == 0 || !room(b, size))
        return;
    copy(b->octets + b->length, octets, size);
    b->length += size;
}

void builder_align(struct builder *b, uint32_t alignment)
{
    uint32_t gap = octets_to_align(b->length, alignment);
    //@ split gap;
    if (gap == 0 || !room(b, gap))
        return;
    put(b, b->length, 0, gap);
    b->length += gap;
}

/*@ requires sound(b) && size <= 8;
    assigns b->octets[offset .. offset + size - 1];
    ensures !b->full && offset + size <= b->length ==>
      written(b->octets + offset, number, size, b->big);
    ensures b->full || offset + size > b->length ==>
      \forall integer i; 0 <= i < b->capacity ==> b->octets[i] == \old(b->octets[i]);
*/
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
