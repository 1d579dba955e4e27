/*
 * The one way to read received octets. Every bound is checked here and nowhere else.
 *
 * A cursor never passes the end: a read either succeeds and advances, or fails, leaves the cursor
 * where it was and gives zero. The contracts are ACSL, proved by `make prove`.
 */
#ifndef WIRE_CURSOR_H
#define WIRE_CURSOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "align.h"

struct cursor {
    const uint8_t *octets;
    uint32_t length; /* in octets */
    uint32_t offset; /* of the next octet; offset <= length always */
    bool big;        /* integers stand in big-endian order (C706 14.1, data representation label) */
};

/*@ predicate readable(struct cursor c) =
      c.offset <= c.length && (c.length == 0 || \valid_read(c.octets + (0 .. c.length - 1)));
    predicate same_octets(struct cursor a, struct cursor b) =
      a.octets == b.octets && a.length == b.length && a.big == b.big;
*/

/* A cursor at the start of `length` octets. The octets stay the caller's; NULL will do for none. */
/*@ requires length == 0 || \valid_read(octets + (0 .. length - 1));
    assigns \nothing;
    ensures \result.octets != \null && (octets != \null ==> \result.octets == octets);
    ensures \result.length == length && \result.big == big;
    ensures \result.offset == 0 && readable(\result);
*/
static inline struct cursor cursor_over(const uint8_t *octets, uint32_t length, bool big)
{
    static const uint8_t nothing[1] = {0};
    struct cursor c = {octets, length, 0, big};
    if (octets == NULL) {
        c.octets = nothing;
        c.length = 0;
    }
    return c;
}

/* How many octets are left. */
/*@ requires \valid_read(c) && c->offset <= c->length;
    assigns \nothing;
    ensures \result == c->length - c->offset;
*/
static inline uint32_t cursor_left(const struct cursor *c)
{
    return c->length - c->offset;
}

/* Takes `size` octets: *at points to the first. False, and *at NULL, if fewer are left. */
/*@ requires \valid(c) && \valid(at) && \separated(c, at) && readable(*c);
    assigns c->offset, *at \from *c;
    ensures readable(*c) && same_octets(*c, \old(*c));
    behavior taken:
      assumes c->length - c->offset >= size;
      ensures \result == 1 && c->offset == \old(c->offset) + size;
      ensures *at == c->octets + \old(c->offset);
      ensures size == 0 || \valid_read(*at + (0 .. size - 1));
    behavior too_few:
      assumes c->length - c->offset < size;
      ensures \result == 0 && c->offset == \old(c->offset) && *at == \null;
    complete behaviors;
    disjoint behaviors;
*/
static inline bool cursor_take(struct cursor *c, uint32_t size, const uint8_t **at)
{
    *at = NULL;
    if (!(size <= c->length && c->offset <= c->length - size))
        return false;
    *at = c->octets + c->offset;
    c->offset += size;
    //@ assert eva: c->offset <= c->length;
    return true;
}

/* Takes `most` octets, or as many as are left: how many. *at points to the first. */
/*@ requires \valid(c) && \valid(at) && \separated(c, at) && readable(*c);
    assigns c->offset, *at \from *c;
    ensures readable(*c) && same_octets(*c, \old(*c));
    ensures \result == \min(most, \old(c->length) - \old(c->offset));
    ensures c->offset == \old(c->offset) + \result;
    ensures *at == c->octets + \old(c->offset);
    ensures \result == 0 || \valid_read(*at + (0 .. \result - 1));
*/
static inline uint32_t cursor_take_most(struct cursor *c, uint32_t most, const uint8_t **at)
{
    const uint32_t left = cursor_left(c);
    const uint32_t count = most < left ? most : left;
    *at = c->octets + c->offset;
    c->offset += count;
    //@ assert eva: c->offset <= c->length;
    return count;
}

/* Skips to the next multiple of `alignment` (a power of two, counted from the cursor's start).
 * The content of the gap is not looked at (MS-RPCE 3.1.1.5.3.2.2.6). */
/*@ requires \valid(c) && readable(*c) && is_alignment(alignment);
    assigns c->offset;
    ensures readable(*c) && same_octets(*c, \old(*c));
    behavior aligned:
      assumes c->length - c->offset >= gap_to(c->offset, alignment);
      ensures \result == 1 && c->offset == \old(c->offset + gap_to(c->offset, alignment));
      ensures c->offset % alignment == 0;
    behavior too_few:
      assumes c->length - c->offset < gap_to(c->offset, alignment);
      ensures \result == 0 && c->offset == \old(c->offset);
    complete behaviors;
    disjoint behaviors;
*/
static inline bool cursor_align(struct cursor *c, uint32_t alignment)
{
    uint32_t gap = octets_to_align(c->offset, alignment);
    if (!(gap <= c->length && c->offset <= c->length - gap))
        return false;
    c->offset += gap;
    return true;
}

/* Skips to the next multiple of `alignment`, then takes `size` octets (at most 64). */
/*@ requires \valid(c) && \valid(at) && \separated(c, at) && readable(*c);
    requires is_alignment(alignment) && size <= 64;
    assigns c->offset, *at \from *c;
    ensures readable(*c) && same_octets(*c, \old(*c));
    behavior taken:
      assumes c->length - c->offset >= gap_to(c->offset, alignment) + size;
      ensures \result == 1;
      ensures c->offset == \old(c->offset + gap_to(c->offset, alignment)) + size;
      ensures *at == c->octets + \old(c->offset + gap_to(c->offset, alignment));
      ensures (c->offset - size) % alignment == 0;
      ensures size == 0 || \valid_read(*at + (0 .. size - 1));
    behavior too_few:
      assumes c->length - c->offset < gap_to(c->offset, alignment) + size;
      ensures \result == 0 && c->offset == \old(c->offset) && *at == \null;
    complete behaviors;
    disjoint behaviors;
*/
static inline bool cursor_take_aligned(struct cursor *c, uint32_t alignment, uint32_t size,
                                       const uint8_t **at)
{
    if (c->offset % alignment == 0)
        return cursor_take(c, size, at);
    uint32_t gap = octets_to_align(c->offset, alignment);
    //@ split gap;
    if (!cursor_take(c, gap + size, at))
        return false;
    *at += gap;
    return true;
}

/* A cursor of its own that ends behind the next `size` octets; *c advances past them. It counts
 * from where *c does. */
/*@ requires \valid(c) && \valid(part) && \separated(c, part) && readable(*c);
    assigns c->offset, *part \from *c;
    ensures readable(*c) && same_octets(*c, \old(*c));
    ensures readable(*part) && part->octets == c->octets && part->big == c->big;
    ensures part->offset == \old(c->offset) && part->length == c->offset;
    behavior taken:
      assumes c->length - c->offset >= size;
      ensures \result == 1 && c->offset == \old(c->offset) + size;
    behavior too_few:
      assumes c->length - c->offset < size;
      ensures \result == 0 && c->offset == \old(c->offset);
    complete behaviors;
    disjoint behaviors;
*/
static inline bool cursor_part(struct cursor *c, uint32_t size, struct cursor *part)
{
    const uint8_t *at;
    *part = *c;
    bool taken = cursor_take(c, size, &at);
    part->length = c->offset;
    return taken;
}

/* What octets say, most significant first and last (C706 14.2.4). */
/*@ logic integer two(uint8_t *q, bool big) = big ? q[0] * 256 + q[1] : q[1] * 256 + q[0];
    logic integer four(uint8_t *q, bool big) =
      big ? two(q, big) * 65536 + two(q + 2, big) : two(q + 2, big) * 65536 + two(q, big);
    logic integer eight(uint8_t *q, bool big) =
      big ? four(q, big) * 4294967296 + four(q + 4, big)
          : four(q + 4, big) * 4294967296 + four(q, big);
*/

/* The same at octets that were taken. Written so that a compiler sees one load. */
/*@ requires \valid_read(q + (0 .. 1));
    assigns \nothing;
    ensures \result == two(q, big);
*/
static inline uint32_t octets_u16(const uint8_t *q, bool big)
{
    if (big)
        return ((uint32_t)q[0] << 8) + q[1];
    return ((uint32_t)q[1] << 8) + q[0];
}

/*@ requires \valid_read(q + (0 .. 3));
    assigns \nothing;
    ensures \result == four(q, big);
*/
static inline uint32_t octets_u32(const uint8_t *q, bool big)
{
    if (big)
        return ((uint32_t)q[0] << 24) + ((uint32_t)q[1] << 16) + ((uint32_t)q[2] << 8) + q[3];
    return ((uint32_t)q[3] << 24) + ((uint32_t)q[2] << 16) + ((uint32_t)q[1] << 8) + q[0];
}

/*@ requires \valid_read(q + (0 .. 7));
    assigns \nothing;
    ensures \result == eight(q, big);
*/
static inline uint64_t octets_u64(const uint8_t *q, bool big)
{
    uint64_t first = octets_u32(q, big), second = octets_u32(q + 4, big);
    return big ? (first << 32) + second : (second << 32) + first;
}

/* Integers of 1, 2, 4 and 8 octets, in the cursor's octet order, where the cursor stands. */
/*@ requires \valid(c) && \valid(out) && readable(*c);
    requires \separated(c, out, c->octets + (0 .. c->length - 1));
    assigns c->offset, *out;
    ensures readable(*c) && same_octets(*c, \old(*c));
    behavior taken:
      assumes c->length - c->offset >= 1;
      ensures \result == 1 && c->offset == \old(c->offset) + 1;
      ensures *out == c->octets[\old(c->offset)];
    behavior too_few:
      assumes c->length - c->offset < 1;
      ensures \result == 0 && c->offset == \old(c->offset) && *out == 0;
    complete behaviors;
    disjoint behaviors;
*/
static inline bool cursor_u8(struct cursor *c, uint8_t *out)
{
    const uint8_t *q;
    bool taken = cursor_take(c, 1, &q);
    *out = taken ? q[0] : 0;
    return taken;
}

/*@ requires \valid(c) && \valid(out) && readable(*c);
    requires \separated(c, out, c->octets + (0 .. c->length - 1));
    assigns c->offset, *out;
    ensures readable(*c) && same_octets(*c, \old(*c));
    behavior taken:
      assumes c->length - c->offset >= 2;
      ensures \result == 1 && c->offset == \old(c->offset) + 2;
      ensures *out == two(c->octets + \old(c->offset), c->big);
    behavior too_few:
      assumes c->length - c->offset < 2;
      ensures \result == 0 && c->offset == \old(c->offset) && *out == 0;
    complete behaviors;
    disjoint behaviors;
*/
static inline bool cursor_u16(struct cursor *c, uint16_t *out)
{
    const uint8_t *q;
    bool taken = cursor_take(c, 2, &q);
    *out = taken ? (uint16_t)octets_u16(q, c->big) : 0;
    return taken;
}

/*@ requires \valid(c) && \valid(out) && readable(*c);
    requires \separated(c, out, c->octets + (0 .. c->length - 1));
    assigns c->offset, *out;
    ensures readable(*c) && same_octets(*c, \old(*c));
    behavior taken:
      assumes c->length - c->offset >= 4;
      ensures \result == 1 && c->offset == \old(c->offset) + 4;
      ensures *out == four(c->octets + \old(c->offset), c->big);
    behavior too_few:
      assumes c->length - c->offset < 4;
      ensures \result == 0 && c->offset == \old(c->offset) && *out == 0;
    complete behaviors;
    disjoint behaviors;
*/
static inline bool cursor_u32(struct cursor *c, uint32_t *out)
{
    const uint8_t *q;
    bool taken = cursor_take(c, 4, &q);
    *out = taken ? octets_u32(q, c->big) : 0;
    return taken;
}

/*@ requires \valid(c) && \valid(out) && readable(*c);
    requires \separated(c, out, c->octets + (0 .. c->length - 1));
    assigns c->offset, *out;
    ensures readable(*c) && same_octets(*c, \old(*c));
    behavior taken:
      assumes c->length - c->offset >= 8;
      ensures \result == 1 && c->offset == \old(c->offset) + 8;
      ensures *out == eight(c->octets + \old(c->offset), c->big);
    behavior too_few:
      assumes c->length - c->offset < 8;
      ensures \result == 0 && c->offset == \old(c->offset) && *out == 0;
    complete behaviors;
    disjoint behaviors;
*/
static inline bool cursor_u64(struct cursor *c, uint64_t *out)
{
    const uint8_t *q;
    bool taken = cursor_take(c, 8, &q);
    *out = taken ? octets_u64(q, c->big) : 0;
    return taken;
}

#endif
