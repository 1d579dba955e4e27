/*
 * The handle table: what is open, of which kind, and obtained from what.
 *
 * A handle is a number made of a slot's index and the generation that the slot had when it was
 * opened. It is looked up, never dereferenced; it is never 0, never all ones (which is
 * INVALID_HANDLE_VALUE), never a value that was given out before, and no address that a 64-bit
 * system gives to a program: bit 62 is set and bit 63 is not, and it is odd.
 *
 * What was obtained from a handle is open as long as that one is. So closing an owner closes all
 * that it owns at once; these slots are taken up again one by one, and the owner's own after them.
 * Both what an owner owns and what is closed are doubly linked.
 * Opening, finding and closing take constant time: an owner's too. Only slots that are spent are
 * passed over when one is opened, each once.
 * The slots are the caller's; the table keeps indices only, so they may move.
 */
#ifndef CORE_HANDLE_H
#define CORE_HANDLE_H

#include <stdbool.h>
#include <stdint.h>

#include "handle_value.h"

struct handle_slot {
    uint64_t generation; /* of the handle given out last; 0: none yet */
    uint64_t owner;      /* the handle that it was obtained from; 0: none */
    uint32_t first;      /* index of the first handle that it owns, or HANDLE_NOWHERE */
    uint32_t next;       /* its neighbours among those that its owner owns, or owned; */
    uint32_t previous;   /* of a slot that was closed itself: among those that were */
    uint16_t kind;       /* of the handle given out last; 0: it was closed */
};

struct handle_table {
    struct handle_slot *slot;
    uint32_t capacity;    /* slots in the array */
    uint32_t touched;     /* slots that were ever open */
    uint32_t closed;      /* first closed slot, or HANDLE_NOWHERE; what it owned is closed too */
    uint64_t generations; /* the most that a slot may live through */
};

/*@ predicate has_kind(struct handle_table *t, integer i) =
      0 <= i < t->touched && t->slot[i].kind != 0;
    logic integer handle_in(struct handle_table *t, integer i) = value(t->slot[i].generation, i);
    predicate stays(struct handle_table *t, integer handle) = handle == 0 ||
      (has_kind(t, place(handle)) && handle == handle_in(t, place(handle)));
    predicate open_slot(struct handle_table *t, integer i) =
      has_kind(t, i) && stays(t, t->slot[i].owner);
    predicate stands(struct handle_table *t, integer handle, integer i) =
      open_slot(t, i) && handle == value(t->slot[i].generation, i);
    predicate given(struct handle_table *t, integer handle) =
      \exists integer i, g; 0 <= i < t->touched && 1 <= g <= t->slot[i].generation &&
        handle == value(g, i);
    predicate readable_table(struct handle_table *t) =
      \valid_read(t) && t->touched <= t->capacity <= HANDLE_SLOTS_MAX &&
      (t->capacity == 0 || \valid_read(t->slot + (0 .. t->capacity - 1))) &&
      1 <= t->generations <= HANDLE_GENERATIONS &&
      \forall integer i; 0 <= i < t->touched ==> t->slot[i].generation <= t->generations &&
        (t->slot[i].kind != 0 ==> 1 <= t->slot[i].generation &&
          (t->slot[i].owner != 0 ==>
            HANDLE_MARK <= t->slot[i].owner && place(t->slot[i].owner) < t->touched));

    // The lists are sound, but for the slot x, which is in none; all are for HANDLE_NOWHERE.
    predicate in_list(struct handle_table *t, integer x, integer i) =
      0 <= i < t->touched && i != x;
    predicate head(struct handle_table *t, integer x) = t->closed == HANDLE_NOWHERE ||
      (in_list(t, x, t->closed) && t->slot[t->closed].kind == 0 &&
       t->slot[t->closed].previous == HANDLE_NOWHERE);
    predicate first_is(struct handle_table *t, integer x, integer i, integer f) =
      f == HANDLE_NOWHERE || (in_list(t, x, f) && t->slot[f].kind != 0 &&
        t->slot[f].owner != 0 && place(t->slot[f].owner) == i &&
        t->slot[f].previous == HANDLE_NOWHERE);
    predicate next_is(struct handle_table *t, integer x, integer i, integer n) =
      n == HANDLE_NOWHERE || (in_list(t, x, n) && t->slot[n].previous == i &&
        (t->slot[i].kind == 0 ? t->slot[n].kind == 0
          : t->slot[i].owner != 0 && t->slot[n].kind != 0 && t->slot[n].owner != 0 &&
            place(t->slot[n].owner) == place(t->slot[i].owner)));
    predicate previous_is(struct handle_table *t, integer x, integer i, integer p) =
      t->slot[i].kind == 0 || p == HANDLE_NOWHERE ||
      (in_list(t, x, p) && t->slot[p].kind != 0 && t->slot[p].next == i);
    predicate owner_is(struct handle_table *t, integer i, integer h) =
      t->slot[i].kind == 0 || h == 0 || (h <= handle_in(t, place(h)) &&
        (h == handle_in(t, place(h)) && t->slot[place(h)].kind != 0 ==>
          t->slot[place(h)].owner == 0));
    predicate lists(struct handle_table *t, integer x) = head(t, x) &&
      (\forall integer i; 0 <= i < t->touched ==> first_is(t, x, i, t->slot[i].first)) &&
      (\forall integer i; in_list(t, x, i) ==> next_is(t, x, i, t->slot[i].next)) &&
      (\forall integer i; in_list(t, x, i) ==> previous_is(t, x, i, t->slot[i].previous)) &&
      (\forall integer i; in_list(t, x, i) ==> owner_is(t, i, t->slot[i].owner));
    predicate writable_table(struct handle_table *t) = \valid(t) && readable_table(t) &&
      (t->capacity == 0 || \valid(t->slot + (0 .. t->capacity - 1))) &&
      \separated(t, t->slot + (0 .. t->capacity - 1));
    predicate linked_table(struct handle_table *t) =
      writable_table(t) && lists(t, HANDLE_NOWHERE);
    predicate same_life{A, B}(struct handle_table *t, integer i) =
      \at(t->slot[i].generation, A) == \at(t->slot[i].generation, B) &&
      \at(t->slot[i].kind, A) == \at(t->slot[i].kind, B) &&
      \at(t->slot[i].owner, A) == \at(t->slot[i].owner, B);
    // What is open stays as it is; the kind may go from a slot that is not.
    predicate left_alone{A, B}(struct handle_table *t, integer i) =
      \at(t->slot[i].generation, A) == \at(t->slot[i].generation, B) &&
      \at(t->slot[i].owner, A) == \at(t->slot[i].owner, B) &&
      (open_slot{A}(t, i) ? \at(t->slot[i].kind, A) == \at(t->slot[i].kind, B) &&
        open_slot{B}(t, i) : !open_slot{B}(t, i));
*/

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
    assigns *table;
    ensures readable_table(table) && table->touched == 0 && table->closed == HANDLE_NOWHERE;
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

/* Open a handle of `kind` (not 0) that was obtained from the open slot `owner`, itself obtained
 * from none, or from none (HANDLE_NOWHERE). Returns the handle and sets *index; 0 if no slot is
 * left, and no handle has changed. */
/*@ requires linked_table(table) && kind != 0 && \valid(index);
    requires \separated(index, table, table->slot + (0 .. table->capacity - 1));
    requires owner == HANDLE_NOWHERE || (open_slot(table, owner) && table->slot[owner].owner == 0);
    assigns *index, table->touched, table->closed, table->slot[0 .. table->capacity - 1];
    ensures linked_table(table) && (\result == 0 <==> *index == HANDLE_NOWHERE);
    ensures opened: \result != 0 ==> stands(table, \result, *index);
    ensures of_its_kind: \result != 0 ==> table->slot[*index].kind == kind;
    ensures of_its_owner: \result != 0 ==> table->slot[*index].owner ==
      (owner == HANDLE_NOWHERE ? 0 : \old(handle_in(table, owner)));
    ensures AMB_30: \result != 0 ==> !given{Pre}(table, \result);
    ensures others: \forall integer i; 0 <= i < \old(table->touched) && i != *index ==>
      left_alone{Pre, Post}(table, i);
*/
uint64_t handle_open(struct handle_table *table, uint16_t kind, uint32_t owner, uint32_t *index);

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

/* The slot that the one in `index` was obtained from, or HANDLE_NOWHERE. */
/*@ requires readable_table(table) && has_kind(table, index);
    assigns \nothing;
    ensures table->slot[index].owner == 0 ? \result == HANDLE_NOWHERE
      : \result == place(table->slot[index].owner);
*/
uint32_t handle_owner(const struct handle_table *table, uint32_t index);

/* Is the handle open that was given out last for the slot `index`, one of those `touched`? */
/*@ requires readable_table(table) && index < table->touched;
    assigns \nothing;
    ensures CC_3: \result <==> open_slot(table, index);
*/
bool handle_is_open(const struct handle_table *table, uint32_t index);

/* Close the open slot `index` and every handle that it owns. */
/*@ requires linked_table(table) && open_slot(table, index);
    assigns table->closed, table->slot[index].kind, table->slot[0 .. table->touched - 1].first;
    assigns table->slot[0 .. table->touched - 1].next;
    assigns table->slot[0 .. table->touched - 1].previous;
    ensures linked_table(table);
    ensures closed: !open_slot(table, index);
    ensures CC_3: \forall integer i; has_kind{Pre}(table, i) &&
      \at(table->slot[i].owner, Pre) == handle_in{Pre}(table, index) ==> !open_slot(table, i);
    ensures GCN_6_GCN_7: \forall integer i; 0 <= i < table->touched && i != index ==>
      same_life{Pre, Post}(table, i);
    ensures same: \forall integer i; open_slot{Pre}(table, i) && i != index &&
      \at(table->slot[i].owner, Pre) != handle_in{Pre}(table, index) ==> open_slot(table, i);
*/
void handle_close(struct handle_table *table, uint32_t index);

/* The handle that stands in the open slot `index`. */
/*@ requires readable_table(table) && has_kind(table, index);
    assigns \nothing;
    ensures \result == handle_in(table, index);
    ensures open_slot(table, index) ==> stands(table, \result, index);
*/
uint64_t handle_at(const struct handle_table *table, uint32_t index);

/* The code that a look-up's verdict becomes; 0 for HANDLE_IS_VALID. */
/*@ assigns \nothing;
    ensures \result == 0 <==> verdict == HANDLE_IS_VALID;
*/
uint32_t handle_error(enum handle_verdict verdict);

#endif
