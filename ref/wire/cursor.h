/*
 * The one way to read received octets. Every bound is checked here and nowhere else.
 *
 * A cursor never passes the end: a read either succeeds and advances, or fails, leaves the cursor
 * where it was and gives zero.
 */
#ifndef WIRE_CURSOR_H
#define WIRE_CURSOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct cursor {
    const uint8_t *octets;
    uint32_t length; /* in octets */
    uint32_t offset; /* of the next octet; offset <= length always */
    bool big;        /* integers stand in big-endian order (C706 14.1, data representation label) */
};

/* A cursor at the start of `length` octets. The octets stay the caller's. */
static inline struct cursor cursor_over(const uint8_t *octets, uint32_t length, bool big)
{
    struct cursor c = {octets, length, 0, big};
    return c;
}

/* How many octets are left. */
static inline uint32_t cursor_left(const struct cursor *c)
{
    return c->length - c->offset;
}

/* Takes `size` octets: *at points to the first. False, and *at NULL, if fewer are left. */
static inline bool cursor_take(struct cursor *c, uint32_t size, const uint8_t **at)
{
    *at = NULL;
    if (!(size <= c->length && c->offset <= c->length - size))
        return false;
    *at = c->octets + c->offset;
    c->offset += size;
    //@ assert c->offset <= c->length;
    return true;
}

/* Skips to the next multiple of `alignment` (a power of two, counted from the cursor's start).
 * The content of the gap is not looked at (MS-RPCE 3.1.1.5.3.2.2.6). */
static inline bool cursor_align(struct cursor *c, uint32_t alignment)
{
    uint32_t gap = (0u - c->offset) & (alignment - 1u);
    if (!(gap <= c->length && c->offset <= c->length - gap))
        return false;
    c->offset += gap;
    return true;
}

/* Skips to the next multiple of `alignment`, then takes `size` octets (at most 64). */
static inline bool cursor_take_aligned(struct cursor *c, uint32_t alignment, uint32_t size,
                                       const uint8_t **at)
{
    if (c->offset % alignment == 0)
        return cursor_take(c, size, at);
    uint32_t gap = (0u - c->offset) & (alignment - 1u);
    //@ split gap;
    if (!cursor_take(c, gap + size, at))
        return false;
    *at += gap;
    return true;
}

/* A cursor of its own over the next `size` octets; *c advances past them. */
static inline bool cursor_part(struct cursor *c, uint32_t size, struct cursor *part)
{
    const uint8_t *at;
    bool taken = cursor_take(c, size, &at);
    *part = cursor_over(at, taken ? size : 0u, c->big);
    return taken;
}

/* The same at octets that were taken. Written so that a compiler sees one load. */
static inline uint32_t octets_u16(const uint8_t *q, bool big)
{
    if (big)
        return ((uint32_t)q[0] << 8) + q[1];
    return ((uint32_t)q[1] << 8) + q[0];
}

static inline uint32_t octets_u32(const uint8_t *q, bool big)
{
    if (big)
        return ((uint32_t)q[0] << 24) + ((uint32_t)q[1] << 16) + ((uint32_t)q[2] << 8) + q[3];
    return ((uint32_t)q[3] << 24) + ((uint32_t)q[2] << 16) + ((uint32_t)q[1] << 8) + q[0];
}

static inline uint64_t octets_u64(const uint8_t *q, bool big)
{
    uint64_t first = octets_u32(q, big), second = octets_u32(q + 4, big);
    return big ? (first << 32) + second : (second << 32) + first;
}

/* Integers of 1, 2, 4 and 8 octets, in the cursor's octet order, where the cursor stands. */
static inline bool cursor_u8(struct cursor *c, uint8_t *out)
{
    const uint8_t *q;
    bool taken = cursor_take(c, 1, &q);
    *out = taken ? q[0] : 0;
    return taken;
}

static inline bool cursor_u16(struct cursor *c, uint16_t *out)
{
    const uint8_t *q;
    bool taken = cursor_take(c, 2, &q);
    *out = taken ? (uint16_t)octets_u16(q, c->big) : 0;
    return taken;
}

static inline bool cursor_u32(struct cursor *c, uint32_t *out)
{
    const uint8_t *q;
    bool taken = cursor_take(c, 4, &q);
    *out = taken ? octets_u32(q, c->big) : 0;
    return taken;
}

static inline bool cursor_u64(struct cursor *c, uint64_t *out)
{
    const uint8_t *q;
    bool taken = cursor_take(c, 8, &q);
    *out = taken ? octets_u64(q, c->big) : 0;
    return taken;
}

#endif
