/*
 * The handle table in memory, and what is always true of it between two calls of handle.h.
 */
#ifndef CORE_HANDLE_TABLE_H
#define CORE_HANDLE_TABLE_H

#include <stdint.h>

enum {
    HANDLE_SLOTS_MAX = 0x7FFFFFF, /* at most 134 million slots; the last index serves as "none" */
    HANDLE_NOWHERE = HANDLE_SLOTS_MAX, /* an index that no slot has */
};

/* The most generations that a slot can live through: what is left of 62 bits. */
#define HANDLE_GENERATIONS UINT64_C(0x3FFFFFFFF)

/* A handle's value: the mark, so many steps as its generation says, and twice its slot's index. */
#define HANDLE_STEP UINT64_C(0x10000000)
#define HANDLE_MARK ((HANDLE_GENERATIONS + 1) * HANDLE_STEP + 1)

struct handle_slot {
    uint64_t generation; /* of the handle given out last; 0: none yet */
    uint32_t kind;       /* of the handle that is open; 0: closed */
    uint32_t owner;      /* index of the slot it was obtained from, or HANDLE_NOWHERE */
    uint32_t first;      /* index of the first handle that it owns, or HANDLE_NOWHERE */
    uint32_t next;       /* its neighbours among those that its owner owns; */
    uint32_t previous;   /* of a closed slot: `next` is the next closed one */
};

struct handle_table {
    struct handle_slot *slot;
    uint32_t capacity;    /* slots in the array */
    uint32_t touched;     /* slots that were ever open */
    uint32_t closed;      /* first closed slot that can be opened again, or HANDLE_NOWHERE */
    uint32_t open;        /* handles open now */
    uint64_t generations; /* the most that a slot may live through */
};

/*@ logic integer value(integer generation, integer index) =
      HANDLE_MARK + generation * HANDLE_STEP + 2 * index;
    lemma read_back: \forall integer g, i; 0 <= g && 0 <= i <= HANDLE_SLOTS_MAX ==>
      (value(g, i) - HANDLE_MARK) / HANDLE_STEP == g &&
      (value(g, i) - HANDLE_MARK) % HANDLE_STEP / 2 == i;
    lemma one_each: \forall integer g, i, h, j; 0 <= g && 0 <= i <= HANDLE_SLOTS_MAX && 0 <= h &&
      0 <= j <= HANDLE_SLOTS_MAX && value(g, i) == value(h, j) ==> g == h && i == j;
    predicate open_slot(struct handle_table *t, integer i) =
      0 <= i < t->touched && t->slot[i].kind != 0;
    predicate stands(struct handle_table *t, integer handle, integer i) =
      open_slot(t, i) && handle == value(t->slot[i].generation, i);
    predicate given(struct handle_table *t, integer handle) =
      \exists integer i, g; 0 <= i < t->touched && 1 <= g <= t->slot[i].generation &&
        handle == value(g, i);
    predicate same_slot{A, B}(struct handle_table *t, integer i) =
      \at(t->slot[i].kind, A) == \at(t->slot[i].kind, B) &&
      \at(t->slot[i].owner, A) == \at(t->slot[i].owner, B);
    predicate generations_but(struct handle_table *t, integer x) =
      \forall integer i; 0 <= i < t->touched && i != x ==>
        t->slot[i].generation <= t->generations &&
        (t->slot[i].kind != 0 ==> 1 <= t->slot[i].generation);
    predicate readable_table(struct handle_table *t) =
      \valid_read(t) && t->touched <= t->capacity <= HANDLE_SLOTS_MAX &&
      (t->capacity == 0 || \valid_read(t->slot + (0 .. t->capacity - 1))) &&
      1 <= t->generations <= HANDLE_GENERATIONS && generations_but(t, -1);
    predicate table_room(struct handle_table *t) =
      \valid(t) && t->touched <= t->capacity <= HANDLE_SLOTS_MAX &&
      (t->capacity == 0 || \valid(t->slot + (0 .. t->capacity - 1))) &&
      1 <= t->generations <= HANDLE_GENERATIONS &&
      \separated(t, t->slot + (0 .. t->capacity - 1));
*/

/*
 * A list is all that one open slot owns, or all closed slots that can be opened again; the newest
 * member comes first. The table does not keep the times: that there are such times is what makes a
 * list whole, so that all its members are met on the way from its head.
 */
/*@ axiomatic times {
      type times;
      logic integer since(times o, integer i);
      logic times renewed(times o, integer i);
      axiom renewed_is_newest: \forall times o, integer i, j;
        since(renewed(o, i), i) > since(o, j);
      axiom renewed_alone: \forall times o, integer i, j;
        i != j ==> since(renewed(o, i), j) == since(o, j);
    }
*/

/* Slot x is left out in each of these: it is on its way from one list to another. */
/*@ predicate open_but(struct handle_table *t, integer x, integer i) = i != x && open_slot(t, i);
    predicate spare_but(struct handle_table *t, integer x, integer i) = i != x &&
      0 <= i < t->touched && t->slot[i].kind == 0 && t->slot[i].generation < t->generations;
    predicate owned_but(struct handle_table *t, integer x, integer owner, integer i) =
      owner != HANDLE_NOWHERE && open_but(t, x, i) && t->slot[i].owner == owner;

    predicate origins(struct handle_table *t, integer x) =
      \forall integer i; open_but(t, x, i) && t->slot[i].owner == HANDLE_NOWHERE ==>
        t->slot[i].next == HANDLE_NOWHERE && t->slot[i].previous == HANDLE_NOWHERE &&
        (t->slot[i].first == HANDLE_NOWHERE || (owned_but(t, x, i, t->slot[i].first) &&
          t->slot[t->slot[i].first].previous == HANDLE_NOWHERE));
    predicate owners(struct handle_table *t, integer x) =
      \forall integer i; open_but(t, x, i) && t->slot[i].owner != HANDLE_NOWHERE ==>
        open_but(t, x, t->slot[i].owner) &&
        t->slot[t->slot[i].owner].owner == HANDLE_NOWHERE && t->slot[i].first == HANDLE_NOWHERE;
    predicate neighbours(struct handle_table *t, times o, integer x) =
      \forall integer i; owned_but(t, x, t->slot[i].owner, i) ==>
        (t->slot[i].next == HANDLE_NOWHERE ||
         (owned_but(t, x, t->slot[i].owner, t->slot[i].next) &&
          t->slot[t->slot[i].next].previous == i &&
          since(o, t->slot[i].next) < since(o, i))) &&
        (t->slot[i].previous == HANDLE_NOWHERE
         ? t->slot[t->slot[i].owner].first == i
         : open_but(t, x, t->slot[i].previous) && t->slot[t->slot[i].previous].next == i &&
           t->slot[t->slot[i].previous].owner == t->slot[i].owner);
    predicate heads(struct handle_table *t, times o, integer x) =
      \forall integer i; owned_but(t, x, t->slot[i].owner, i) ==>
        t->slot[t->slot[i].owner].first != HANDLE_NOWHERE &&
        since(o, i) <= since(o, t->slot[t->slot[i].owner].first);
    predicate no_gap(struct handle_table *t, times o, integer x) =
      \forall integer i, j; owned_but(t, x, t->slot[i].owner, i) &&
        owned_but(t, x, t->slot[i].owner, j) && since(o, j) < since(o, i) ==>
        t->slot[i].next != HANDLE_NOWHERE && since(o, j) <= since(o, t->slot[i].next);

    predicate spares(struct handle_table *t, times o, integer x) =
      (t->closed == HANDLE_NOWHERE || spare_but(t, x, t->closed)) &&
      (\forall integer i; spare_but(t, x, i) ==>
        t->closed != HANDLE_NOWHERE && since(o, i) <= since(o, t->closed) &&
        (t->slot[i].next == HANDLE_NOWHERE ||
         (spare_but(t, x, t->slot[i].next) && since(o, t->slot[i].next) < since(o, i))));
    predicate no_spare_gap(struct handle_table *t, times o, integer x) =
      \forall integer i, j; spare_but(t, x, i) && spare_but(t, x, j) &&
        since(o, j) < since(o, i) ==>
        t->slot[i].next != HANDLE_NOWHERE && since(o, j) <= since(o, t->slot[i].next);
    predicate distinct(struct handle_table *t, times o, integer x) =
      \forall integer i, j; 0 <= i < t->touched && 0 <= j < t->touched && i != x && j != x &&
        since(o, i) == since(o, j) ==> i == j;

    predicate lists(struct handle_table *t, times o, integer x) =
      origins(t, x) && owners(t, x) && neighbours(t, o, x) && heads(t, o, x) &&
      no_gap(t, o, x) && spares(t, o, x) && no_spare_gap(t, o, x) && distinct(t, o, x);
    predicate sound_table(struct handle_table *t) = readable_table(t) && table_room(t) &&
      \exists times o; lists(t, o, -1);
*/

#endif
