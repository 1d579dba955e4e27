/*
 * The lists of a handle table: of what is closed, and of what each handle owns.
 */
#ifndef CORE_HANDLE_LISTS_H
#define CORE_HANDLE_LISTS_H

#include "handle.h"

/*@ predicate cleared(struct handle_table *t, integer i) = 0 <= i < t->touched &&
      t->slot[i].kind == 0 && t->slot[i].next == HANDLE_NOWHERE &&
      t->slot[i].previous == HANDLE_NOWHERE;
    predicate same_room{A, B}(struct handle_table *t) = \at(t->slot, A) == \at(t->slot, B) &&
      \at(t->capacity, A) == \at(t->capacity, B) && \at(t->touched, A) == \at(t->touched, B) &&
      \at(t->generations, A) == \at(t->generations, B);
*/

/* A slot to open; HANDLE_NOWHERE: none is left. */
/*@ requires linked_table(table);
    assigns table->touched, table->closed, table->slot[0 .. table->capacity - 1];
    ensures writable_table(table) && lists(table, \result);
    ensures table->slot == \old(table->slot) && table->capacity == \old(table->capacity);
    ensures \old(table->touched) <= table->touched;
    ensures \result != HANDLE_NOWHERE ==> cleared(table, \result);
    ensures \result < \old(table->touched) ==> !open_slot{Pre}(table, \result);
    ensures \old(table->touched) <= \result < table->touched ==>
      table->slot[\result].generation == 0;
    ensures \result != HANDLE_NOWHERE ==> table->slot[\result].generation < table->generations;
    ensures \forall integer i; 0 <= i < \old(table->touched) ==> left_alone{Pre, Post}(table, i);
*/
uint32_t handle_take_slot(struct handle_table *table);

/* Put a slot at the head of what its owner owns. */
/*@ requires writable_table(table) && lists(table, index) && has_kind(table, index);
    requires has_kind(table, owner) && owner != index && table->slot[owner].owner == 0;
    requires table->slot[index].previous == HANDLE_NOWHERE;
    requires \forall integer i; has_kind(table, i) ==>
      table->slot[i].owner != handle_in(table, index);
    assigns table->slot[0 .. table->touched - 1];
    ensures linked_table(table) && same_room{Pre, Post}(table);
    ensures table->slot[index].owner == \old(handle_in(table, owner));
    ensures \forall integer i; 0 <= i < table->touched ==>
      table->slot[i].kind == \old(table->slot[i].kind) &&
      table->slot[i].generation == \old(table->slot[i].generation) &&
      (i != index ==> table->slot[i].owner == \old(table->slot[i].owner));
*/
void handle_link_to_owner(struct handle_table *table, uint32_t index, uint32_t owner);

/* Take an open slot out of the list that it is in. */
/*@ requires linked_table(table) && open_slot(table, index);
    assigns table->slot[0 .. table->touched - 1].first;
    assigns table->slot[0 .. table->touched - 1].next;
    assigns table->slot[0 .. table->touched - 1].previous;
    ensures writable_table(table) && lists(table, index) && same_room{Pre, Post}(table);
    ensures \forall integer i; 0 <= i < table->touched ==> same_life{Pre, Post}(table, i);
*/
void handle_unlink_from_owner(struct handle_table *table, uint32_t index);

/* Put a slot that is in no list at the head of those that are closed. */
/*@ requires writable_table(table) && lists(table, index) && has_kind(table, index);
    assigns table->closed, table->slot[index].kind, table->slot[0 .. table->touched - 1].next;
    assigns table->slot[0 .. table->touched - 1].previous;
    ensures linked_table(table) && same_room{Pre, Post}(table);
    ensures table->slot[index].kind == 0;
*/
void handle_put_closed(struct handle_table *table, uint32_t index);

#endif
