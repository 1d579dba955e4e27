/*
 * Why the lists of a handle table stay whole: for the proofs of handle.c alone, no code is here.
 */
#ifndef CORE_HANDLE_LISTS_H
#define CORE_HANDLE_LISTS_H

#include "handle_table.h"

/* What the steps do to the slots, from A to B. */
/*@ predicate owns_nothing(struct handle_table *t, integer x) =
      open_slot(t, x) && t->touched <= HANDLE_SLOTS_MAX && t->slot[x].first == HANDLE_NOWHERE;
    predicate can_be_linked(struct handle_table *t, integer x, integer owner) =
      owns_nothing(t, x) && (owner == HANDLE_NOWHERE ||
        (open_but(t, x, owner) && t->slot[owner].owner == HANDLE_NOWHERE));
    predicate same_table{A, B}(struct handle_table *t) =
      \at(t->slot, A) == \at(t->slot, B) && \at(t->touched, A) == \at(t->touched, B) &&
      \at(t->capacity, A) == \at(t->capacity, B) &&
      \at(t->generations, A) == \at(t->generations, B);

    predicate kept{A, B}(struct handle_table *t) =
      same_table{A, B}(t) && \at(t->closed, A) == \at(t->closed, B) &&
      \forall integer i; 0 <= i < \at(t->touched, A) ==>
        \at(t->slot[i].generation, B) == \at(t->slot[i].generation, A) &&
        \at(t->slot[i].kind, B) == \at(t->slot[i].kind, A) &&
        \at(t->slot[i].owner, B) == \at(t->slot[i].owner, A) &&
        \at(t->slot[i].first, B) == \at(t->slot[i].first, A) &&
        \at(t->slot[i].next, B) == \at(t->slot[i].next, A) &&
        \at(t->slot[i].previous, B) == \at(t->slot[i].previous, A);

    predicate taken_itself{A, B}(struct handle_table *t, integer x) =
      \at(t->slot, A) == \at(t->slot, B) && \at(t->capacity, A) == \at(t->capacity, B) &&
      \at(t->generations, A) == \at(t->generations, B) &&
      0 <= x < \at(t->touched, B) <= HANDLE_SLOTS_MAX &&
      (\at(t->touched, B) == \at(t->touched, A)
         ? x == \at(t->closed, A) && \at(t->closed, B) == \at(t->slot[x].next, A)
         : x == \at(t->touched, A) && \at(t->touched, B) == x + 1 &&
           \at(t->closed, A) == HANDLE_NOWHERE && \at(t->closed, B) == HANDLE_NOWHERE);
    predicate taken_lives{A, B}(struct handle_table *t, integer x) =
      \forall integer i; 0 <= i < \at(t->touched, A) && i != x ==>
        \at(t->slot[i].generation, B) == \at(t->slot[i].generation, A) &&
        \at(t->slot[i].kind, B) == \at(t->slot[i].kind, A) &&
        \at(t->slot[i].owner, B) == \at(t->slot[i].owner, A);
    predicate taken_links{A, B}(struct handle_table *t, integer x) =
      \forall integer i; 0 <= i < \at(t->touched, A) && i != x ==>
        \at(t->slot[i].first, B) == \at(t->slot[i].first, A) &&
        \at(t->slot[i].next, B) == \at(t->slot[i].next, A) &&
        \at(t->slot[i].previous, B) == \at(t->slot[i].previous, A);
    predicate taken{A, B}(struct handle_table *t, integer x) =
      taken_itself{A, B}(t, x) && taken_lives{A, B}(t, x) && taken_links{A, B}(t, x);

    predicate linked_kept{A, B}(struct handle_table *t) =
      same_table{A, B}(t) && \at(t->closed, A) == \at(t->closed, B) &&
      \forall integer i; 0 <= i < \at(t->touched, A) ==>
        \at(t->slot[i].generation, B) == \at(t->slot[i].generation, A) &&
        \at(t->slot[i].kind, B) == \at(t->slot[i].kind, A);
    predicate linked_owner{A, B}(struct handle_table *t, integer x, integer owner) =
      \forall integer i; 0 <= i < \at(t->touched, A) ==>
        \at(t->slot[i].owner, B) == (i == x ? owner : \at(t->slot[i].owner, A));
    predicate linked_first{A, B}(struct handle_table *t, integer x, integer owner) =
      \forall integer i; 0 <= i < \at(t->touched, A) ==>
        \at(t->slot[i].first, B) == (i == owner ? x : \at(t->slot[i].first, A));
    predicate linked_next{A, B}(struct handle_table *t, integer x, integer owner) =
      \forall integer i; 0 <= i < \at(t->touched, A) ==>
        \at(t->slot[i].next, B) == (i != x ? \at(t->slot[i].next, A)
          : owner == HANDLE_NOWHERE ? HANDLE_NOWHERE : \at(t->slot[owner].first, A));
    predicate linked_previous{A, B}(struct handle_table *t, integer x, integer owner) =
      \forall integer i; 0 <= i < \at(t->touched, A) ==>
        \at(t->slot[i].previous, B) == (i == x ? HANDLE_NOWHERE
          : owner != HANDLE_NOWHERE && i == \at(t->slot[owner].first, A) ? x
          : \at(t->slot[i].previous, A));
    predicate linked{A, B}(struct handle_table *t, integer x, integer owner) =
      linked_kept{A, B}(t) && linked_owner{A, B}(t, x, owner) &&
      linked_first{A, B}(t, x, owner) && linked_next{A, B}(t, x, owner) &&
      linked_previous{A, B}(t, x, owner);

    predicate unlinked_kept{A, B}(struct handle_table *t) =
      linked_kept{A, B}(t) && \forall integer i; 0 <= i < \at(t->touched, A) ==>
        \at(t->slot[i].owner, B) == \at(t->slot[i].owner, A);
    predicate unlinked_first{A, B}(struct handle_table *t, integer x) =
      \forall integer i; 0 <= i < \at(t->touched, A) ==>
        \at(t->slot[i].first, B) == (\at(t->slot[x].previous, A) == HANDLE_NOWHERE &&
          i == \at(t->slot[x].owner, A) ? \at(t->slot[x].next, A) : \at(t->slot[i].first, A));
    predicate unlinked_next{A, B}(struct handle_table *t, integer x) =
      \forall integer i; 0 <= i < \at(t->touched, A) ==>
        \at(t->slot[i].next, B) == (i == \at(t->slot[x].previous, A)
          ? \at(t->slot[x].next, A) : \at(t->slot[i].next, A));
    predicate unlinked_previous{A, B}(struct handle_table *t, integer x) =
      \forall integer i; 0 <= i < \at(t->touched, A) ==>
        \at(t->slot[i].previous, B) == (i == \at(t->slot[x].next, A)
          ? \at(t->slot[x].previous, A) : \at(t->slot[i].previous, A));
    predicate unlinked{A, B}(struct handle_table *t, integer x) =
      unlinked_kept{A, B}(t) && unlinked_first{A, B}(t, x) && unlinked_next{A, B}(t, x) &&
      unlinked_previous{A, B}(t, x);

    predicate aside_itself{A, B}(struct handle_table *t, integer x) =
      same_table{A, B}(t) && \at(t->slot[x].kind, B) == 0 &&
      (\at(t->slot[x].generation, A) < \at(t->generations, A)
        ? \at(t->closed, B) == x && \at(t->slot[x].next, B) == \at(t->closed, A)
        : \at(t->closed, B) == \at(t->closed, A));
    predicate aside_kept{A, B}(struct handle_table *t) =
      \forall integer i; 0 <= i < \at(t->touched, A) ==>
        \at(t->slot[i].generation, B) == \at(t->slot[i].generation, A) &&
        \at(t->slot[i].owner, B) == \at(t->slot[i].owner, A) &&
        \at(t->slot[i].first, B) == \at(t->slot[i].first, A) &&
        \at(t->slot[i].previous, B) == \at(t->slot[i].previous, A);
    predicate aside_others{A, B}(struct handle_table *t, integer x) =
      \forall integer i; 0 <= i < \at(t->touched, A) && i != x ==>
        \at(t->slot[i].kind, B) == \at(t->slot[i].kind, A) &&
        \at(t->slot[i].next, B) == \at(t->slot[i].next, A);
    predicate put_aside{A, B}(struct handle_table *t, integer x) =
      aside_itself{A, B}(t, x) && aside_kept{A, B}(t) && aside_others{A, B}(t, x);
*/

/* Who is a member of which list after each step, that is, of which slots more is to be shown. */
/*@
    lemma kept_open{A, B}: \forall struct handle_table *t, integer x, i;
      kept{A, B}(t) ==>
        (open_but{B}(t, x, i) <==> open_but{A}(t, x, i));
    lemma kept_owned{A, B}: \forall struct handle_table *t, integer x, owner, i;
      kept{A, B}(t) ==>
        (owned_but{B}(t, x, owner, i) <==> owned_but{A}(t, x, owner, i));
    lemma kept_spare{A, B}: \forall struct handle_table *t, integer x, i;
      kept{A, B}(t) && i != x ==>
        (spare_but{B}(t, x, i) <==> spare_but{A}(t, x, i));
    lemma taken_open{A, B}: \forall struct handle_table *t, integer x, i;
      taken{A, B}(t, x) && !open_slot{A}(t, x) ==>
        (open_but{B}(t, x, i) <==> open_but{A}(t, -1, i));
    lemma taken_owned{A, B}: \forall struct handle_table *t, integer x, owner, i;
      taken{A, B}(t, x) && !open_slot{A}(t, x) ==>
        (owned_but{B}(t, x, owner, i) <==> owned_but{A}(t, -1, owner, i));
    lemma taken_spare{A, B}: \forall struct handle_table *t, integer x, i;
      taken{A, B}(t, x) && !open_slot{A}(t, x) && i != x ==>
        (spare_but{B}(t, x, i) <==> spare_but{A}(t, -1, i));
    lemma linked_open{A, B}: \forall struct handle_table *t, integer x, w, i;
      can_be_linked{A}(t, x, w) && linked{A, B}(t, x, w) ==>
        (open_but{B}(t, -1, i) <==> i == x || open_but{A}(t, x, i));
    lemma linked_owned{A, B}: \forall struct handle_table *t, integer x, w, owner, i;
      can_be_linked{A}(t, x, w) && linked{A, B}(t, x, w) && i != x ==>
        (owned_but{B}(t, -1, owner, i) <==> owned_but{A}(t, x, owner, i));
    lemma linked_spare{A, B}: \forall struct handle_table *t, integer x, w, i;
      can_be_linked{A}(t, x, w) && linked{A, B}(t, x, w) && i != x ==>
        (spare_but{B}(t, -1, i) <==> spare_but{A}(t, x, i));
    lemma unlinked_open{A, B}: \forall struct handle_table *t, integer x, i;
      unlinked{A, B}(t, x) ==>
        (open_but{B}(t, x, i) <==> i != x && open_but{A}(t, -1, i));
    lemma unlinked_owned{A, B}: \forall struct handle_table *t, integer x, owner, i;
      unlinked{A, B}(t, x) ==>
        (owned_but{B}(t, x, owner, i) <==> i != x && owned_but{A}(t, -1, owner, i));
    lemma unlinked_spare{A, B}: \forall struct handle_table *t, integer x, i;
      unlinked{A, B}(t, x) && i != x ==>
        (spare_but{B}(t, x, i) <==> spare_but{A}(t, -1, i));
    lemma aside_open{A, B}: \forall struct handle_table *t, integer x, i;
      0 <= x < \at(t->touched, A) <= HANDLE_SLOTS_MAX && put_aside{A, B}(t, x) ==>
        (open_but{B}(t, -1, i) <==> open_but{A}(t, x, i));
    lemma aside_owned{A, B}: \forall struct handle_table *t, integer x, owner, i;
      0 <= x < \at(t->touched, A) <= HANDLE_SLOTS_MAX && put_aside{A, B}(t, x) ==>
        (owned_but{B}(t, -1, owner, i) <==> owned_but{A}(t, x, owner, i));
    lemma aside_spare{A, B}: \forall struct handle_table *t, integer x, i;
      0 <= x < \at(t->touched, A) <= HANDLE_SLOTS_MAX && put_aside{A, B}(t, x) && i != x ==>
        (spare_but{B}(t, -1, i) <==> spare_but{A}(t, x, i));
*/

/* After each step the lists are as before. A slot that is put into one is its newest member. */
/*@
    lemma kept_origins{A, B}: \forall struct handle_table *t, times o, integer x;
      lists{A}(t, o, x) && kept{A, B}(t) ==>
        origins{B}(t, x);
    lemma kept_owners{A, B}: \forall struct handle_table *t, times o, integer x;
      lists{A}(t, o, x) && kept{A, B}(t) ==>
        owners{B}(t, x);
    lemma kept_neighbours{A, B}: \forall struct handle_table *t, times o, integer x;
      lists{A}(t, o, x) && kept{A, B}(t) ==>
        neighbours{B}(t, o, x);
    lemma kept_heads{A, B}: \forall struct handle_table *t, times o, integer x;
      lists{A}(t, o, x) && kept{A, B}(t) ==>
        heads{B}(t, o, x);
    admit lemma kept_no_gap{A, B}: \forall struct handle_table *t, times o, integer x;
      lists{A}(t, o, x) && kept{A, B}(t) ==>
        no_gap{B}(t, o, x);
    admit lemma kept_spares{A, B}: \forall struct handle_table *t, times o, integer x;
      lists{A}(t, o, x) && kept{A, B}(t) ==>
        spares{B}(t, o, x);
    lemma kept_no_spare_gap{A, B}: \forall struct handle_table *t, times o, integer x;
      lists{A}(t, o, x) && kept{A, B}(t) ==>
        no_spare_gap{B}(t, o, x);
    lemma kept_distinct{A, B}: \forall struct handle_table *t, times o, integer x;
      lists{A}(t, o, x) && kept{A, B}(t) ==>
        distinct{B}(t, o, x);
    lemma taken_origins{A, B}: \forall struct handle_table *t, times o, integer x;
      lists{A}(t, o, -1) && taken{A, B}(t, x) ==>
        origins{B}(t, x);
    lemma taken_owners{A, B}: \forall struct handle_table *t, times o, integer x;
      lists{A}(t, o, -1) && taken{A, B}(t, x) ==>
        owners{B}(t, x);
    lemma taken_neighbours{A, B}: \forall struct handle_table *t, times o, integer x;
      lists{A}(t, o, -1) && taken{A, B}(t, x) ==>
        neighbours{B}(t, o, x);
    lemma taken_heads{A, B}: \forall struct handle_table *t, times o, integer x;
      lists{A}(t, o, -1) && taken{A, B}(t, x) ==>
        heads{B}(t, o, x);
    admit lemma taken_no_gap{A, B}: \forall struct handle_table *t, times o, integer x;
      lists{A}(t, o, -1) && taken{A, B}(t, x) ==>
        no_gap{B}(t, o, x);
    admit lemma taken_spares{A, B}: \forall struct handle_table *t, times o, integer x;
      lists{A}(t, o, -1) && taken{A, B}(t, x) ==>
        spares{B}(t, o, x);
    lemma taken_no_spare_gap{A, B}: \forall struct handle_table *t, times o, integer x;
      lists{A}(t, o, -1) && taken{A, B}(t, x) ==>
        no_spare_gap{B}(t, o, x);
    lemma taken_distinct{A, B}: \forall struct handle_table *t, times o, integer x;
      lists{A}(t, o, -1) && taken{A, B}(t, x) ==>
        distinct{B}(t, o, x);
    lemma linked_origins{A, B}: \forall struct handle_table *t, times o, integer x, w;
      lists{A}(t, o, x) && can_be_linked{A}(t, x, w) && linked{A, B}(t, x, w) ==>
        origins{B}(t, -1);
    lemma linked_owners{A, B}: \forall struct handle_table *t, times o, integer x, w;
      lists{A}(t, o, x) && can_be_linked{A}(t, x, w) && linked{A, B}(t, x, w) ==>
        owners{B}(t, -1);
    lemma linked_neighbours{A, B}: \forall struct handle_table *t, times o, integer x, w;
      lists{A}(t, o, x) && can_be_linked{A}(t, x, w) && linked{A, B}(t, x, w) ==>
        neighbours{B}(t, renewed(o, x), -1);
    lemma linked_heads{A, B}: \forall struct handle_table *t, times o, integer x, w;
      lists{A}(t, o, x) && can_be_linked{A}(t, x, w) && linked{A, B}(t, x, w) ==>
        heads{B}(t, renewed(o, x), -1);
    admit lemma linked_no_gap{A, B}: \forall struct handle_table *t, times o, integer x, w;
      lists{A}(t, o, x) && can_be_linked{A}(t, x, w) && linked{A, B}(t, x, w) ==>
        no_gap{B}(t, renewed(o, x), -1);
    admit lemma linked_spares{A, B}: \forall struct handle_table *t, times o, integer x, w;
      lists{A}(t, o, x) && can_be_linked{A}(t, x, w) && linked{A, B}(t, x, w) ==>
        spares{B}(t, renewed(o, x), -1);
    lemma linked_no_spare_gap{A, B}: \forall struct handle_table *t, times o, integer x, w;
      lists{A}(t, o, x) && can_be_linked{A}(t, x, w) && linked{A, B}(t, x, w) ==>
        no_spare_gap{B}(t, renewed(o, x), -1);
    lemma linked_distinct{A, B}: \forall struct handle_table *t, times o, integer x, w;
      lists{A}(t, o, x) && can_be_linked{A}(t, x, w) && linked{A, B}(t, x, w) ==>
        distinct{B}(t, renewed(o, x), -1);
    lemma unlinked_origins{A, B}: \forall struct handle_table *t, times o, integer x;
      lists{A}(t, o, -1) && owns_nothing{A}(t, x) && unlinked{A, B}(t, x) ==>
        origins{B}(t, x);
    lemma unlinked_owners{A, B}: \forall struct handle_table *t, times o, integer x;
      lists{A}(t, o, -1) && owns_nothing{A}(t, x) && unlinked{A, B}(t, x) ==>
        owners{B}(t, x);
    lemma unlinked_neighbours{A, B}: \forall struct handle_table *t, times o, integer x;
      lists{A}(t, o, -1) && owns_nothing{A}(t, x) && unlinked{A, B}(t, x) ==>
        neighbours{B}(t, o, x);
    admit lemma unlinked_heads{A, B}: \forall struct handle_table *t, times o, integer x;
      lists{A}(t, o, -1) && owns_nothing{A}(t, x) && unlinked{A, B}(t, x) ==>
        heads{B}(t, o, x);
    admit lemma unlinked_no_gap{A, B}: \forall struct handle_table *t, times o, integer x;
      lists{A}(t, o, -1) && owns_nothing{A}(t, x) && unlinked{A, B}(t, x) ==>
        no_gap{B}(t, o, x);
    lemma unlinked_spares{A, B}: \forall struct handle_table *t, times o, integer x;
      lists{A}(t, o, -1) && owns_nothing{A}(t, x) && unlinked{A, B}(t, x) ==>
        spares{B}(t, o, x);
    lemma unlinked_no_spare_gap{A, B}: \forall struct handle_table *t, times o, integer x;
      lists{A}(t, o, -1) && owns_nothing{A}(t, x) && unlinked{A, B}(t, x) ==>
        no_spare_gap{B}(t, o, x);
    lemma unlinked_distinct{A, B}: \forall struct handle_table *t, times o, integer x;
      lists{A}(t, o, -1) && owns_nothing{A}(t, x) && unlinked{A, B}(t, x) ==>
        distinct{B}(t, o, x);
    lemma aside_origins{A, B}: \forall struct handle_table *t, times o, integer x;
      lists{A}(t, o, x) && 0 <= x < \at(t->touched, A) <= HANDLE_SLOTS_MAX &&
      put_aside{A, B}(t, x) ==>
        origins{B}(t, -1);
    lemma aside_owners{A, B}: \forall struct handle_table *t, times o, integer x;
      lists{A}(t, o, x) && 0 <= x < \at(t->touched, A) <= HANDLE_SLOTS_MAX &&
      put_aside{A, B}(t, x) ==>
        owners{B}(t, -1);
    lemma aside_neighbours{A, B}: \forall struct handle_table *t, times o, integer x;
      lists{A}(t, o, x) && 0 <= x < \at(t->touched, A) <= HANDLE_SLOTS_MAX &&
      put_aside{A, B}(t, x) ==>
        neighbours{B}(t, renewed(o, x), -1);
    lemma aside_heads{A, B}: \forall struct handle_table *t, times o, integer x;
      lists{A}(t, o, x) && 0 <= x < \at(t->touched, A) <= HANDLE_SLOTS_MAX &&
      put_aside{A, B}(t, x) ==>
        heads{B}(t, renewed(o, x), -1);
    lemma aside_no_gap{A, B}: \forall struct handle_table *t, times o, integer x;
      lists{A}(t, o, x) && 0 <= x < \at(t->touched, A) <= HANDLE_SLOTS_MAX &&
      put_aside{A, B}(t, x) ==>
        no_gap{B}(t, renewed(o, x), -1);
    admit lemma aside_spares{A, B}: \forall struct handle_table *t, times o, integer x;
      lists{A}(t, o, x) && 0 <= x < \at(t->touched, A) <= HANDLE_SLOTS_MAX &&
      put_aside{A, B}(t, x) ==>
        spares{B}(t, renewed(o, x), -1);
    lemma aside_no_spare_gap{A, B}: \forall struct handle_table *t, times o, integer x;
      lists{A}(t, o, x) && 0 <= x < \at(t->touched, A) <= HANDLE_SLOTS_MAX &&
      put_aside{A, B}(t, x) ==>
        no_spare_gap{B}(t, renewed(o, x), -1);
    lemma aside_distinct{A, B}: \forall struct handle_table *t, times o, integer x;
      lists{A}(t, o, x) && 0 <= x < \at(t->touched, A) <= HANDLE_SLOTS_MAX &&
      put_aside{A, B}(t, x) ==>
        distinct{B}(t, renewed(o, x), -1);
*/

#endif
