/*
 * The one way to write octets to be sent, into memory of the caller.
 *
 * Room is checked here and nowhere else. The first write that does not fit sets `full`; from then
 * on nothing is written, so a caller looks at `full` once, at the end.
 */
#ifndef WIRE_BUILDER_H
#define WIRE_BUILDER_H

#include <stdbool.h>
#include <stdint.h>

struct builder {
    uint8_t *octets;
    uint32_t capacity; /* in octets */
    uint32_t length;   /* octets written so far; length <= capacity always */
    bool big;          /* write integers in big-endian order */
    bool full;         /* something did not fit */
};

/* A builder that writes little-endian integers into `capacity` octets of the caller. */
struct builder builder_over(uint8_t *octets, uint32_t capacity);

/* Integers of 1, 2, 4 and 8 octets, where the builder stands. */
void builder_u8(struct builder *b, uint8_t number);
void builder_u16(struct builder *b, uint16_t number);
void builder_u32(struct builder *b, uint32_t number);
void builder_u64(struct builder *b, uint64_t number);

/* The lowest `size` octets (1, 2, 4 or 8) of an integer. */
void builder_number(struct builder *b, uint64_t number, uint32_t size);

/* Copies `size` octets; `octets` may be NULL when size is 0. */
void builder_octets(struct builder *b, const uint8_t *octets, uint32_t size);

/* Writes zeros up to the next multiple of `alignment` (a power of two). */
void builder_align(struct builder *b, uint32_t alignment);

/* Writes again 2 or 4 octets that were written before, at `offset` (a length known only later).
 * Does nothing when the builder is full or the place was not written. */
void builder_put_u16(struct builder *b, uint32_t offset, uint16_t number);
void builder_put_u32(struct builder *b, uint32_t offset, uint32_t number);

#endif
