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

#include "align.h"

struct builder {
    uint8_t *octets;
    uint32_t capacity; /* in octets */
    uint32_t length;   /* octets written so far; length <= capacity always */
    bool big;          /* write integers in big-endian order */
    bool full;         /* something did not fit */
};

/*@ predicate sound(struct builder *b) =
      \valid(b) && b->length <= b->capacity && \separated(b, b->octets + (0 .. b->capacity - 1)) &&
      (b->capacity == 0 || \valid(b->octets + (0 .. b->capacity - 1)));
    predicate same_room{A, B}(struct builder *b) =
      \at(b->octets, A) == \at(b->octets, B) && \at(b->capacity, A) == \at(b->capacity, B) &&
      \at(b->big, A) == \at(b->big, B);
    predicate has_room(struct builder *b, integer size) =
      !b->full && size <= b->capacity - b->length;
    predicate grown{A, B}(struct builder *b, integer size) =
      !\at(b->full, B) && \at(b->length, B) == \at(b->length, A) + size;
    predicate refused{A, B}(struct builder *b) =
      \at(b->full, B) && \at(b->length, B) == \at(b->length, A) &&
      \forall integer i; 0 <= i < \at(b->capacity, A) ==>
        \at(b->octets[i], A) == \at(b->octets[i], B);
*/
/* The octet at place `i` of a number, the least significant first, and all of them; and these
 * behind what aligns them. */
/*@ logic integer digit(integer number, integer i) =
      i <= 0 ? number % 256 : digit(number / 256, i - 1);
    predicate written(uint8_t *at, integer number, integer size, bool big) =
      \forall integer i; 0 <= i < size ==> at[big ? size - 1 - i : i] == digit(number, i);
    predicate put_well{A, B}(struct builder *b, integer number, integer width) =
      \at(b->length, A) <= \at(b->length, B) &&
      (!has_room{A}(b, gap_to(\at(b->length, A), width) + width) ==> \at(b->full, B)) &&
      (has_room{A}(b, gap_to(\at(b->length, A), width) + width) ==>
        grown{A, B}(b, gap_to(\at(b->length, A), width) + width) &&
        (\at(b->length, A) + gap_to(\at(b->length, A), width)) % width == 0 &&
        written{B}(\at(b->octets, B) + (\at(b->length, A) + gap_to(\at(b->length, A), width)),
          number, width, \at(b->big, B)));
*/

/* A builder that writes little-endian integers into `capacity` octets of the caller. */
/*@ requires capacity == 0 || \valid(octets + (0 .. capacity - 1));
    assigns \nothing;
    ensures \result.octets == octets && \result.capacity == capacity;
    ensures \result.length == 0 && !\result.big && !\result.full;
*/
struct builder builder_over(uint8_t *octets, uint32_t capacity);

/* Integers of 1, 2, 4 and 8 octets, where the builder stands. */
/*@ requires sound(b);
    assigns b->length, b->full, b->octets[b->length .. b->capacity - 1];
    ensures sound(b) && same_room{Pre, Post}(b);
    ensures \old(has_room(b, 1)) ==>
      grown{Pre, Post}(b, 1) && written(b->octets + \old(b->length), number, 1, b->big);
    ensures !\old(has_room(b, 1)) ==> refused{Pre, Post}(b);
*/
void builder_u8(struct builder *b, uint8_t number);
/*@ requires sound(b);
    assigns b->length, b->full, b->octets[b->length .. b->capacity - 1];
    ensures sound(b) && same_room{Pre, Post}(b);
    ensures \old(has_room(b, 2)) ==>
      grown{Pre, Post}(b, 2) && written(b->octets + \old(b->length), number, 2, b->big);
    ensures !\old(has_room(b, 2)) ==> refused{Pre, Post}(b);
*/
void builder_u16(struct builder *b, uint16_t number);
/*@ requires sound(b);
    assigns b->length, b->full, b->octets[b->length .. b->capacity - 1];
    ensures sound(b) && same_room{Pre, Post}(b);
    ensures \old(has_room(b, 4)) ==>
      grown{Pre, Post}(b, 4) && written(b->octets + \old(b->length), number, 4, b->big);
    ensures !\old(has_room(b, 4)) ==> refused{Pre, Post}(b);
*/
void builder_u32(struct builder *b, uint32_t number);
/*@ requires sound(b);
    assigns b->length, b->full, b->octets[b->length .. b->capacity - 1];
    ensures sound(b) && same_room{Pre, Post}(b);
    ensures \old(has_room(b, 8)) ==>
      grown{Pre, Post}(b, 8) && written(b->octets + \old(b->length), number, 8, b->big);
    ensures !\old(has_room(b, 8)) ==> refused{Pre, Post}(b);
*/
void builder_u64(struct builder *b, uint64_t number);

/* The lowest `size` octets (1, 2, 4 or 8) of an integer. */
/*@ requires sound(b) && size <= 8;
    assigns b->length, b->full, b->octets[b->length .. b->capacity - 1];
    ensures sound(b) && same_room{Pre, Post}(b);
    ensures \old(has_room(b, size)) ==>
      grown{Pre, Post}(b, size) && written(b->octets + \old(b->length), number, size, b->big);
    ensures !\old(has_room(b, size)) ==> refused{Pre, Post}(b);
*/
void builder_number(struct builder *b, uint64_t number, uint32_t size);

/* Copies `size` octets; `octets` may be NULL when size is 0. */
/*@ requires sound(b);
    requires size == 0 || \valid_read(octets + (0 .. size - 1));
    requires \separated(b, octets + (0 .. size - 1));
    requires \separated(b->octets + (0 .. b->capacity - 1), octets + (0 .. size - 1));
    assigns b->length, b->full, b->octets[b->length .. b->capacity - 1];
    ensures sound(b) && same_room{Pre, Post}(b);
    ensures \old(has_room(b, size)) ==> grown{Pre, Post}(b, size) &&
      \forall integer i; 0 <= i < size ==> b->octets[\old(b->length) + i] == octets[i];
    ensures size == 0 ==> b->full == \old(b->full) && b->length == \old(b->length);
    ensures size > 0 && !\old(has_room(b, size)) ==> refused{Pre, Post}(b);
*/
void builder_octets(struct builder *b, const uint8_t *octets, uint32_t size);

/* Writes zeros up to the next multiple of `alignment` (a power of two). */
/*@ requires sound(b) && is_alignment(alignment);
    assigns b->length, b->full, b->octets[b->length .. b->capacity - 1];
    ensures sound(b) && same_room{Pre, Post}(b);
    ensures \old(has_room(b, gap_to(b->length, alignment))) ==>
      grown{Pre, Post}(b, \old(gap_to(b->length, alignment))) && b->length % alignment == 0 &&
      written(b->octets + \old(b->length), 0, \old(gap_to(b->length, alignment)), b->big);
    ensures \old(b->length) % alignment == 0 ==>
      b->full == \old(b->full) && b->length == \old(b->length);
    ensures \old(b->length % alignment != 0 && !has_room(b, gap_to(b->length, alignment))) ==>
      refused{Pre, Post}(b);
*/
void builder_align(struct builder *b, uint32_t alignment);

/* Writes again 2 or 4 octets that were written before, at `offset` (a length known only later).
 * Does nothing when the builder is full or the place was not written. */
/*@ requires sound(b);
    assigns b->octets[offset .. offset + 1];
    ensures !b->full && offset + 2 <= b->length ==> written(b->octets + offset, number, 2, b->big);
    ensures b->full || offset + 2 > b->length ==>
      \forall integer i; 0 <= i < b->capacity ==> b->octets[i] == \old(b->octets[i]);
*/
void builder_put_u16(struct builder *b, uint32_t offset, uint16_t number);
/*@ requires sound(b);
    assigns b->octets[offset .. offset + 3];
    ensures !b->full && offset + 4 <= b->length ==> written(b->octets + offset, number, 4, b->big);
    ensures b->full || offset + 4 > b->length ==>
      \forall integer i; 0 <= i < b->capacity ==> b->octets[i] == \old(b->octets[i]);
*/
void builder_put_u32(struct builder *b, uint32_t offset, uint32_t number);

#endif
