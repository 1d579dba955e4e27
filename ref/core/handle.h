/*
 * The handle table: what is open, of which kind, and obtained from what.
 *
 * A handle is a number made of a slot's index and the generation that the slot had when it was
 * opened. It is looked up, never dereferenced; it is never 0, never all ones (which is
 * INVALID_HANDLE_VALUE), never a value that was given out before, and no address that a 64-bit
 * system gives to a program: bit 62 is set and bit 63 is not, and it is odd.
 *
 * Opening, finding and closing take constant time. Closing an owner takes time linear in what it
 * owns. The slots are the caller's; the table keeps indices only, so they may move.
 */
#ifndef CORE_HANDLE_H
#define CORE_HANDLE_H

#include <stdbool.h>
#include <stdint.h>

#include "handle_table.h"

/* What a look-up found. */
enum handle_verdict {
    HANDLE_IS_VALID,
    HANDLE_IS_NULL,       /* 0 */
    HANDLE_IS_INVENTED,   /* never given out by this table */
    HANDLE_IS_STALE,      /* given out before and closed since */
    HANDLE_IS_OTHER_KIND, /* open, but not of the kind asked for */
};

/* An empty table over `capacity` slots of the caller (at most HANDLE_SLOTS_MAX), whose content does
 * not matter. `generations` is how often one slot may be opened, at most HANDLE_GENERATIONS; a slot
 * that was opened so often is retired. */
/*@ requires \valid(table) && capacity <= HANDLE_SLOTS_MAX;
    requires 1 <= generations <= HANDLE_GENERATIONS;
    requires capacity == 0 || \valid(slots + (0 .. capacity - 1));
    requires \separated(table, slots + (0 .. capacity - 1));
    assigns *table;
    ensures readable_table(table) && table_room(table) && table->touched == 0 && table->open == 0;
    ensures empty: \forall times o; lists(table, o, -1);
    ensures \forall integer handle; !given(table, handle);
*/
void handle_table_init(struct handle_table *table, struct handle_slot *slots, uint32_t capacity,
                       uint64_t generations);

/* Go on with a larger array, into which the caller has copied the old one. */
/*@ requires \valid(table);
    assigns table->slot \from slots;
    assigns table->capacity \from capacity;
    ensures table->slot == slots && table->capacity == capacity;
*/
void handle_table_move(struct handle_table *table, struct handle_slot *slots, uint32_t capacity);

/* Open a handle of `kind` (not 0) that was obtained from the open slot `owner`, which was obtained
 * from none, or from none itself (HANDLE_NOWHERE). Returns the handle and sets *index; 0 if no slot
 * is left, and nothing has changed. */
/*@ requires sound_table(table) && kind != 0 && \valid(index);
    requires owner == HANDLE_NOWHERE ||
      (open_slot(table, owner) && table->slot[owner].owner == HANDLE_NOWHERE);
    requires \separated(index, table, table->slot + (0 .. table->capacity - 1));
    assigns *index, table->closed, table->touched, table->open,
      table->slot[0 .. table->capacity - 1];
    ensures sound_table(table);
    ensures none_left: \result == 0 ==> *index == HANDLE_NOWHERE &&
      table->touched == table->capacity && \forall integer i; !spare_but(table, -1, i);
    ensures opened: \result != 0 ==> stands(table, \result, *index) &&
      table->slot[*index].kind == kind && table->slot[*index].owner == owner &&
      table->slot[*index].first == HANDLE_NOWHERE;
    ensures AMB_30: \result != 0 ==> !given{Pre}(table, \result);
    ensures still_given: \forall integer h; given{Pre}(table, h) ==> given(table, h);
    ensures others: \forall integer h, i; i != *index ==>
      (stands(table, h, i) <==> stands{Pre}(table, h, i)) &&
      (open_slot(table, i) ==> same_slot{Pre, Post}(table, i));
*/
uint64_t handle_open(struct handle_table *table, uint32_t kind, uint32_t owner, uint32_t *index);

/* Look `handle` up; `kind` 0 accepts every kind. *index is its slot, or HANDLE_NOWHERE unless the
 * verdict is HANDLE_IS_VALID or HANDLE_IS_OTHER_KIND. Changes nothing. */
/*@ requires readable_table(table) && \valid(index);
    requires \separated(index, table, table->slot + (0 .. table->capacity - 1));
    assigns *index;
    ensures \result == HANDLE_IS_NULL <==> handle == 0;
    ensures found: \result == HANDLE_IS_VALID || \result == HANDLE_IS_OTHER_KIND
      ? stands(table, handle, *index) : *index == HANDLE_NOWHERE;
    ensures of_its_kind: \result == HANDLE_IS_VALID ==> kind == 0 ||
      kind == table->slot[*index].kind;
    ensures of_other_kind: \result == HANDLE_IS_OTHER_KIND ==> kind != 0 &&
      kind != table->slot[*index].kind;
    ensures all_found: \forall integer i; stands(table, handle, i) ==> *index == i;
    ensures AMB_30: \result == HANDLE_IS_STALE ==> given(table, handle);
    ensures never_given: \result == HANDLE_IS_INVENTED ==> !given(table, handle);
*/
enum handle_verdict handle_find(const struct handle_table *table, uint64_t handle, uint32_t kind,
                                uint32_t *index);

/* Close the open slot `index` and every handle that it owns. */
/*@ requires sound_table(table) && open_slot(table, index);
    assigns table->closed, table->open, table->slot[0 .. table->capacity - 1];
    ensures sound_table(table);
    ensures ended: \forall integer h, i; i == index ==> !stands(table, h, i);
    ensures CC_3: \forall integer h, i;
      stands{Pre}(table, h, i) && \old(table->slot[i].owner) == index ==> !stands(table, h, i);
    ensures GCN_6_GCN_7: \forall integer h, i;
      stands{Pre}(table, h, i) && i != index && \at(table->slot[i].owner, Pre) != index ==>
        stands(table, h, i) && same_slot{Pre, Post}(table, i);
    ensures none_more: \forall integer h, i; stands(table, h, i) ==> stands{Pre}(table, h, i);
    ensures still_given: \forall integer h; given{Pre}(table, h) <==> given(table, h);
*/
void handle_close(struct handle_table *table, uint32_t index);

/* The handle that stands in the open slot `index`. */
/*@ requires readable_table(table) && open_slot(table, index);
    assigns \nothing;
    ensures stands(table, \result, index);
*/
uint64_t handle_at(const struct handle_table *table, uint32_t index);

/* The code that a look-up's verdict becomes; 0 for HANDLE_IS_VALID. */
/*@ assigns \nothing;
    ensures \result == 0 <==> verdict == HANDLE_IS_VALID;
*/
uint32_t handle_error(enum handle_verdict verdict);

#endif
