#include "handle_lists.h"

/* Takes a slot off those that are closed. What the first of them owned goes before itself. */
/*@ requires linked_table(table) && table->closed != HANDLE_NOWHERE;
    assigns table->closed, table->slot[0 .. table->touched - 1];
    ensures writable_table(table) && lists(table, \result) && cleared(table, \result);
    ensures same_room{Pre, Post}(table) && !open_slot{Pre}(table, \result);
    ensures \forall integer i; 0 <= i < table->touched ==> left_alone{Pre, Post}(table, i);
*/
static uint32_t take_closed(struct handle_table *table)
{
    struct handle_slot *closed = &table->slot[table->closed];
    const bool owned = closed->first != HANDLE_NOWHERE;
    const uint32_t index = owned ? closed->first : table->closed;
    struct handle_slot *slot = &table->slot[index];
    //@ ghost const uint32_t head = table->closed;
    //@ ghost const uint32_t after = slot->next;
    /*@ assert owned ==> index != head && slot->kind != 0 && slot->owner != 0 &&
          place(slot->owner) == head && table->slot[head].kind == 0; */
    /*@ assert owned && after != HANDLE_NOWHERE ==> after != head && after != index &&
          table->slot[after].kind != 0 && table->slot[after].owner != 0 &&
          place(table->slot[after].owner) == head && table->slot[after].previous == index; */
    /*@ assert owned ==> \forall integer i; 0 <= i < table->touched ==>
          table->slot[i].next != index && (table->slot[i].first == index ==> i == head); */
    /*@ assert after != HANDLE_NOWHERE ==> \forall integer i;
          0 <= i < table->touched && i != index ==> table->slot[i].next != after; */
    /*@ assert owned ==> \forall integer i; has_kind(table, i) && table->slot[i].owner != 0 &&
          place(table->slot[i].owner) == index ==> !open_slot(table, i); */
    if (slot->next != HANDLE_NOWHERE)
        table->slot[slot->next].previous = HANDLE_NOWHERE;
    if (owned)
        closed->first = slot->next;
    else
        table->closed = slot->next;
    slot->kind = 0;
    slot->next = HANDLE_NOWHERE;
    //@ assert readable_table(table) && head(table, index);
    /*@ assert firsts: \forall integer i; 0 <= i < table->touched ==>
          first_is(table, index, i, table->slot[i].first); */
    /*@ assert nexts: \forall integer i; in_list(table, index, i) ==>
          next_is(table, index, i, table->slot[i].next); */
    /*@ assert previouss: \forall integer i; in_list(table, index, i) ==>
          previous_is(table, index, i, table->slot[i].previous); */
    /*@ assert owners: \forall integer i; in_list(table, index, i) ==>
          owner_is(table, i, table->slot[i].owner); */
    /*@ assert \forall integer i; 0 <= i < table->touched && i != index ==>
          \at(table->slot[i].kind, Pre) == table->slot[i].kind; */
    return index;
}

/* A slot that was never used. */
/*@ requires linked_table(table) && table->touched < table->capacity;
    assigns table->touched, table->slot[table->touched];
    ensures writable_table(table) && lists(table, \result) && cleared(table, \result);
    ensures \result == \old(table->touched) && table->touched == \result + 1;
    ensures table->slot[\result].generation == 0;
    ensures \forall integer i; 0 <= i < \result ==> same_life{Pre, Post}(table, i);
    ensures \forall integer i; 0 <= i < \result ==> left_alone{Pre, Post}(table, i);
*/
static uint32_t take_new(struct handle_table *table)
{
    const uint32_t index = table->touched;
    struct handle_slot *slot = &table->slot[index]; /* the caller's memory may hold anything */
    slot->generation = 0;
    slot->kind = 0;
    slot->first = HANDLE_NOWHERE;
    slot->next = HANDLE_NOWHERE;
    slot->previous = HANDLE_NOWHERE;
    table->touched++;
    //@ assert \forall integer i; 0 <= i < index ==> same_life{Pre, Here}(table, i);
    /*@ assert \forall integer i; 0 <= i < index && table->slot[i].kind != 0 &&
          table->slot[i].owner != 0 ==> 0 <= place(table->slot[i].owner) < index; */
    /*@ assert \forall integer i; 0 <= i < index ==>
          (open_slot(table, i) <==> open_slot{Pre}(table, i)); */
    //@ assert readable_table(table) && head(table, index);
    /*@ assert firsts: \forall integer i; 0 <= i < table->touched ==>
          first_is(table, index, i, table->slot[i].first); */
    /*@ assert nexts: \forall integer i; in_list(table, index, i) ==>
          next_is(table, index, i, table->slot[i].next); */
    /*@ assert previouss: \forall integer i; in_list(table, index, i) ==>
          previous_is(table, index, i, table->slot[i].previous); */
    /*@ assert owners: \forall integer i; in_list(table, index, i) ==>
          owner_is(table, i, table->slot[i].owner); */
    return index;
}

/* A slot that is closed and not spent; what is spent is left. HANDLE_NOWHERE: none. */
/*@ requires linked_table(table);
    assigns table->closed, table->slot[0 .. table->touched - 1];
    ensures writable_table(table) && lists(table, \result) && same_room{Pre, Post}(table);
    ensures cleared: \result != HANDLE_NOWHERE ==> cleared(table, \result);
    ensures closed: \result != HANDLE_NOWHERE ==> !open_slot{Pre}(table, \result);
    ensures \result != HANDLE_NOWHERE ==> table->slot[\result].generation < table->generations;
    ensures others: \forall integer i; 0 <= i < table->touched ==>
      left_alone{Pre, Post}(table, i);
*/
static uint32_t take_again(struct handle_table *table)
{
    /*@ loop invariant linked_table(table) && same_room{Pre, Here}(table);
        loop invariant \forall integer i; 0 <= i < table->touched ==>
          left_alone{Pre, Here}(table, i);
        loop assigns table->closed, table->slot[0 .. \at(table->touched, Pre) - 1];
    */
    while (table->closed != HANDLE_NOWHERE) {
        const uint32_t index = take_closed(table);
        /*@ assert others: \forall integer i; left_alone{Pre, LoopCurrent}(table, i) &&
              left_alone{LoopCurrent, Here}(table, i) ==> left_alone{Pre, Here}(table, i); */
        //@ assert closed: left_alone{Pre, LoopCurrent}(table, index);
        //@ assert closed: !open_slot{Pre}(table, index);
        if (table->slot[index].generation < table->generations)
            return index;
        //@ assert firsts: head(table, HANDLE_NOWHERE);
        /*@ assert firsts: \forall integer i; 0 <= i < table->touched ==>
              first_is(table, HANDLE_NOWHERE, i, table->slot[i].first); */
        /*@ assert nexts: \forall integer i; in_list(table, HANDLE_NOWHERE, i) ==>
              next_is(table, HANDLE_NOWHERE, i, table->slot[i].next); */
        /*@ assert previouss: \forall integer i; in_list(table, HANDLE_NOWHERE, i) ==>
              previous_is(table, HANDLE_NOWHERE, i, table->slot[i].previous); */
        /*@ assert owners: \forall integer i; in_list(table, HANDLE_NOWHERE, i) ==>
              owner_is(table, i, table->slot[i].owner); */
    }
    return HANDLE_NOWHERE;
}

uint32_t handle_take_slot(struct handle_table *table)
{
    //@ assert bounds: table->touched <= table->capacity;
    const uint32_t index = take_again(table);
    //@ ghost taken: ;
    //@ assert bounds: same_room{Pre, Here}(table) && table->touched <= table->capacity;
    if (index != HANDLE_NOWHERE || table->touched == table->capacity)
        return index;
    const uint32_t new = take_new(table);
    /*@ assert others: \forall integer i; left_alone{Pre, taken}(table, i) &&
          left_alone{taken, Here}(table, i) ==> left_alone{Pre, Here}(table, i); */
    return new;
}

void handle_link_to_owner(struct handle_table *table, uint32_t index, uint32_t owner)
{
    struct handle_slot *slot = &table->slot[index];
    //@ ghost const uint32_t after = table->slot[owner].first;
    /*@ assert \forall integer i; 0 <= i < table->touched ==> table->slot[i].first != index &&
          (i != index ==> table->slot[i].next != index &&
            (after != HANDLE_NOWHERE ==> table->slot[i].next != after)); */
    slot->owner = handle_at(table, owner);
    slot->next = table->slot[owner].first;
    if (slot->next != HANDLE_NOWHERE)
        table->slot[slot->next].previous = index;
    table->slot[owner].first = index;
    //@ assert same: same_room{Pre, Here}(table);
    //@ assert place(handle_in(table, owner)) == owner;
    //@ assert slot->owner == handle_in(table, owner) && slot->owner != 0;
    //@ assert slot->kind != 0 && slot->previous == HANDLE_NOWHERE;
    /*@ assert after != HANDLE_NOWHERE ==> place(table->slot[after].owner) == owner &&
          table->slot[after].owner != 0 && table->slot[after].kind != 0; */
    //@ assert next: next_is(table, HANDLE_NOWHERE, index, slot->next);
    /*@ assert same: \forall integer i; in_list(table, index, i) ==>
          table->slot[i].next == \at(table->slot[i].next, Pre) &&
          table->slot[i].kind == \at(table->slot[i].kind, Pre) &&
          table->slot[i].owner == \at(table->slot[i].owner, Pre) &&
          (i != after ==> table->slot[i].previous == \at(table->slot[i].previous, Pre)); */
    /*@ assert next: \forall integer i; in_list(table, index, i) ==>
          next_is(table, HANDLE_NOWHERE, i, table->slot[i].next); */
    /*@ assert \forall integer i; 0 <= i < table->touched ==>
          handle_in(table, i) == handle_in{Pre}(table, i); */
    //@ assert readable_table(table) && head(table, HANDLE_NOWHERE);
    /*@ assert firsts: \forall integer i; 0 <= i < table->touched ==>
          first_is(table, HANDLE_NOWHERE, i, table->slot[i].first); */
    /*@ assert nexts: \forall integer i; in_list(table, HANDLE_NOWHERE, i) ==>
          next_is(table, HANDLE_NOWHERE, i, table->slot[i].next); */
    /*@ assert previouss: \forall integer i; in_list(table, HANDLE_NOWHERE, i) ==>
          previous_is(table, HANDLE_NOWHERE, i, table->slot[i].previous); */
    /*@ assert owners: \forall integer i; in_list(table, HANDLE_NOWHERE, i) ==>
          owner_is(table, i, table->slot[i].owner); */
    //@ assert whole: writable_table(table);
    //@ assert whole: lists(table, HANDLE_NOWHERE);
}

void handle_unlink_from_owner(struct handle_table *table, uint32_t index)
{
    const struct handle_slot *slot = &table->slot[index];
    //@ ghost const uint32_t after = slot->next;
    //@ ghost const uint32_t before = slot->previous;
    /*@ assert before != HANDLE_NOWHERE ==> table->slot[before].next == index &&
          table->slot[before].kind != 0 && table->slot[before].owner != 0 && slot->owner != 0 &&
          place(table->slot[before].owner) == place(slot->owner); */
    /*@ assert after != HANDLE_NOWHERE ==> table->slot[after].previous == index &&
          table->slot[after].kind != 0 && table->slot[after].owner != 0 && slot->owner != 0 &&
          place(table->slot[after].owner) == place(slot->owner); */
    /*@ assert \forall integer i; 0 <= i < table->touched && i != index ==>
          (table->slot[i].next == index ==> i == before) &&
          (after != HANDLE_NOWHERE ==> table->slot[i].next != after) &&
          (table->slot[i].kind != 0 && table->slot[i].previous == index ==> i == after) &&
          (table->slot[i].kind != 0 && before != HANDLE_NOWHERE ==>
            table->slot[i].previous != before); */
    /*@ assert \forall integer i; 0 <= i < table->touched && table->slot[i].first == index ==>
          before == HANDLE_NOWHERE && slot->owner != 0 && i == place(slot->owner); */
    if (slot->next != HANDLE_NOWHERE)
        table->slot[slot->next].previous = slot->previous;
    if (slot->previous != HANDLE_NOWHERE)
        table->slot[slot->previous].next = slot->next;
    else if (slot->owner != 0)
        table->slot[handle_place_of(slot->owner)].first = slot->next;
    //@ assert same: same_room{Pre, Here}(table);
    //@ assert readable_table(table) && head(table, index);
    /*@ assert firsts: \forall integer i; 0 <= i < table->touched ==>
          first_is(table, index, i, table->slot[i].first); */
    /*@ assert nexts: \forall integer i; in_list(table, index, i) ==>
          next_is(table, index, i, table->slot[i].next); */
    /*@ assert previouss: \forall integer i; in_list(table, index, i) ==>
          previous_is(table, index, i, table->slot[i].previous); */
    /*@ assert owners: \forall integer i; in_list(table, index, i) ==>
          owner_is(table, i, table->slot[i].owner); */
    //@ assert whole: writable_table(table);
    //@ assert whole: lists(table, index);
}

void handle_put_closed(struct handle_table *table, uint32_t index)
{
    struct handle_slot *slot = &table->slot[index];
    /*@ assert \forall integer i; 0 <= i < table->touched ==> table->slot[i].first != index &&
          (i != index ==> table->slot[i].next != index &&
            (table->closed != HANDLE_NOWHERE ==> table->slot[i].next != table->closed) &&
            (table->slot[i].kind != 0 ==> table->slot[i].previous != index)); */
    slot->kind = 0;
    slot->next = table->closed;
    slot->previous = HANDLE_NOWHERE;
    if (slot->next != HANDLE_NOWHERE)
        table->slot[slot->next].previous = index;
    table->closed = index;
    //@ assert same: same_room{Pre, Here}(table);
    //@ assert readable_table(table) && head(table, HANDLE_NOWHERE);
    /*@ assert firsts: \forall integer i; 0 <= i < table->touched ==>
          first_is(table, HANDLE_NOWHERE, i, table->slot[i].first); */
    /*@ assert nexts: \forall integer i; in_list(table, HANDLE_NOWHERE, i) ==>
          next_is(table, HANDLE_NOWHERE, i, table->slot[i].next); */
    /*@ assert previouss: \forall integer i; in_list(table, HANDLE_NOWHERE, i) ==>
          previous_is(table, HANDLE_NOWHERE, i, table->slot[i].previous); */
    /*@ assert owners: \forall integer i; in_list(table, HANDLE_NOWHERE, i) ==>
          owner_is(table, i, table->slot[i].owner); */
    //@ assert whole: writable_table(table);
    //@ assert whole: lists(table, HANDLE_NOWHERE);
}
