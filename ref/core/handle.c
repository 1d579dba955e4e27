#include "handle.h"

#include "error.h"
#include "handle_lists.h"

void handle_table_init(struct handle_table *table, struct handle_slot *slots, uint32_t capacity,
                       uint64_t generations)
{
    table->slot = slots;
    table->capacity = capacity;
    table->touched = 0;
    table->closed = HANDLE_NOWHERE;
    table->generations = generations;
}

void handle_table_move(struct handle_table *table, struct handle_slot *slots, uint32_t capacity)
{
    table->slot = slots;
    table->capacity = capacity;
}

uint32_t handle_owner(const struct handle_table *table, uint32_t index)
{
    const uint64_t owner = table->slot[index].owner;
    return owner == 0 ? HANDLE_NOWHERE : handle_place_of(owner);
}

bool handle_is_open(const struct handle_table *table, uint32_t index)
{
    const struct handle_slot *slot = &table->slot[index];
    if (slot->kind == 0 || slot->owner == 0)
        return slot->kind != 0;
    const uint32_t owner = handle_place_of(slot->owner); /* CC-3 */
    return table->slot[owner].kind != 0 && slot->owner == handle_at(table, owner);
}

/* The slot `index`, which is in no list, stands for a new handle. */
/*@ requires writable_table(table) && lists(table, index) && cleared(table, index) && kind != 0;
    requires table->slot[index].generation < table->generations;
    requires owner == HANDLE_NOWHERE || (owner != index && open_slot(table, owner) &&
      table->slot[owner].owner == 0);
    assigns table->slot[0 .. table->touched - 1];
    ensures linked_table(table) && same_room{Pre, Post}(table);
    ensures \result == handle_in(table, index);
    ensures table->slot[index].generation == \old(table->slot[index].generation) + 1;
    ensures table->slot[index].kind == kind && open_slot(table, index);
    ensures table->slot[index].owner ==
      (owner == HANDLE_NOWHERE ? 0 : \old(handle_in(table, owner)));
    ensures \forall integer i; in_list(table, index, i) ==> left_alone{Pre, Post}(table, i);
*/
static uint64_t begin(struct handle_table *table, uint32_t index, uint16_t kind, uint32_t owner)
{
    struct handle_slot *slot = &table->slot[index];
    /*@ assert older: \forall integer i; in_list(table, index, i) && table->slot[i].kind != 0 &&
          table->slot[i].owner != 0 && place(table->slot[i].owner) == index ==>
          table->slot[i].owner <= handle_in(table, index) && !open_slot(table, i); */
    slot->generation++; /* AMB-30: no value is given out twice */
    slot->kind = kind;
    slot->owner = 0;
    //@ assert place(handle_in(table, index)) == index;
    /*@ assert fresh: \forall integer i; has_kind(table, i) ==>
          table->slot[i].owner != handle_in(table, index); */
    /*@ assert same: table->generations == \at(table->generations, Pre) &&
          table->touched == \at(table->touched, Pre) &&
          table->capacity == \at(table->capacity, Pre) && table->slot == \at(table->slot, Pre); */
    /*@ assert same: \forall integer i; in_list(table, index, i) ==>
          same_life{Pre, Here}(table, i); */
    //@ assert same: 1 <= slot->generation <= table->generations;
    //@ assert fresh: readable_table(table);
    //@ assert lists: head(table, index);
    /*@ assert lists: \forall integer i; 0 <= i < table->touched ==>
          first_is(table, index, i, table->slot[i].first); */
    /*@ assert lists: \forall integer i; in_list(table, index, i) ==>
          next_is(table, index, i, table->slot[i].next) &&
          previous_is(table, index, i, table->slot[i].previous); */
    /*@ assert lists: \forall integer i; in_list(table, index, i) ==>
          owner_is(table, i, table->slot[i].owner); */
    //@ assert lists: lists(table, index);
    /*@ assert fresh: \forall integer i; in_list(table, index, i) ==>
          (open_slot(table, i) <==> open_slot{Pre}(table, i)); */
    //@ assert alone: head(table, HANDLE_NOWHERE);
    /*@ assert alone: owner == HANDLE_NOWHERE ==> \forall integer i; 0 <= i < table->touched ==>
          first_is(table, HANDLE_NOWHERE, i, table->slot[i].first) &&
          next_is(table, HANDLE_NOWHERE, i, table->slot[i].next); */
    /*@ assert alone: owner == HANDLE_NOWHERE ==> \forall integer i; 0 <= i < table->touched ==>
          previous_is(table, HANDLE_NOWHERE, i, table->slot[i].previous); */
    /*@ assert alone: owner == HANDLE_NOWHERE ==> \forall integer i; 0 <= i < table->touched ==>
          owner_is(table, i, table->slot[i].owner); */
    //@ assert alone: owner == HANDLE_NOWHERE ==> lists(table, HANDLE_NOWHERE);
    /*@ assert fresh: \forall integer i; in_list(table, index, i) ==>
          left_alone{Pre, Here}(table, i); */
    //@ ghost begun: ;
    if (owner != HANDLE_NOWHERE)
        handle_link_to_owner(table, index, owner);
    //@ assert linked: same_room{begun, Here}(table);
    /*@ assert linked: \forall integer i; 0 <= i < table->touched ==>
          \at(table->slot[i].kind, begun) == table->slot[i].kind &&
          \at(table->slot[i].generation, begun) == table->slot[i].generation &&
          (i != index ==> \at(table->slot[i].owner, begun) == table->slot[i].owner); */
    /*@ assert linked: \forall integer i; 0 <= i < table->touched ==>
          (has_kind{begun}(table, i) <==> has_kind(table, i)) &&
          handle_in{begun}(table, i) == handle_in(table, i); */
    /*@ assert linked: \forall integer i; in_list(table, index, i) ==>
          (stays{begun}(table, table->slot[i].owner) <==> stays(table, table->slot[i].owner)); */
    /*@ assert linked: \forall integer i; in_list(table, index, i) ==>
          (open_slot{begun}(table, i) <==> open_slot(table, i)); */
    /*@ assert others: \forall integer i; in_list(table, index, i) ==>
          left_alone{begun, Here}(table, i); */
    /*@ assert others: \forall integer i; left_alone{Pre, begun}(table, i) &&
          left_alone{begun, Here}(table, i) ==> left_alone{Pre, Here}(table, i); */
    /*@ assert opened: owner != HANDLE_NOWHERE ==> has_kind(table, owner) &&
          handle_in(table, owner) == handle_in{Pre}(table, owner) &&
          place(handle_in(table, owner)) == owner; */
    //@ assert opened: open_slot(table, index);
    return handle_value_of(slot->generation, index);
}

uint64_t handle_open(struct handle_table *table, uint16_t kind, uint32_t owner, uint32_t *index)
{
    const uint32_t taken = handle_take_slot(table);
    //@ ghost taken_up: ;
    /*@ assert owner: owner != HANDLE_NOWHERE ==> left_alone{Pre, Here}(table, owner); */
    /*@ assert owner: owner != HANDLE_NOWHERE ==> open_slot(table, owner) && owner != taken &&
          table->slot[owner].owner == 0 &&
          handle_in(table, owner) == handle_in{Pre}(table, owner); */
    /*@ assert fresh: \forall integer i; 0 <= i < \at(table->touched, Pre) ==>
          \at(table->slot[i].generation, Pre) == table->slot[i].generation; */
    /*@ assert fresh: taken != HANDLE_NOWHERE ==> \forall integer i, g;
          0 <= i < HANDLE_NOWHERE &&
          value(g, i) == value(table->slot[taken].generation + 1, taken) ==>
            i == taken && g == table->slot[taken].generation + 1; */
    /*@ assert fresh: taken != HANDLE_NOWHERE ==>
          !given{Pre}(table, value(table->slot[taken].generation + 1, taken)); */
    const uint64_t handle = taken == HANDLE_NOWHERE ? 0 : begin(table, taken, kind, owner);
    //@ ghost begun: ;
    /*@ assert others: \forall integer i; left_alone{Pre, taken_up}(table, i) &&
          left_alone{taken_up, Here}(table, i) ==> left_alone{Pre, Here}(table, i); */
    /*@ assert others: \forall integer i; 0 <= i < \at(table->touched, Pre) && i != taken ==>
          left_alone{Pre, Here}(table, i); */
    //@ assert bounds: table->touched <= table->capacity <= HANDLE_NOWHERE;
    /*@ assert bounds: table->slot == \at(table->slot, Pre) &&
          table->capacity == \at(table->capacity, Pre); */
    *index = taken;
    //@ assert same: same_room{begun, Here}(table) && table->closed == \at(table->closed, begun);
    /*@ assert same: \forall integer i; 0 <= i < table->touched ==>
          table->slot[i].first == \at(table->slot[i].first, begun) &&
          table->slot[i].next == \at(table->slot[i].next, begun); */
    /*@ assert same: \forall integer i; 0 <= i < table->touched ==>
          table->slot[i].previous == \at(table->slot[i].previous, begun); */
    /*@ assert same: \forall integer i; 0 <= i < table->touched ==>
          (has_kind{begun}(table, i) <==> has_kind(table, i)) &&
          handle_in{begun}(table, i) == handle_in(table, i); */
    /*@ assert same: \forall integer i; 0 <= i < table->touched ==>
          (stays{begun}(table, table->slot[i].owner) <==> stays(table, table->slot[i].owner)); */
    /*@ assert same: \forall integer i; 0 <= i < table->touched ==>
          (open_slot{begun}(table, i) <==> open_slot(table, i)); */
    /*@ assert same: \forall integer i; 0 <= i < table->touched ==>
          left_alone{begun, Here}(table, i); */
    /*@ assert others: \forall integer i; left_alone{Pre, begun}(table, i) &&
          left_alone{begun, Here}(table, i) ==> left_alone{Pre, Here}(table, i); */
    //@ assert whole: readable_table(table) && head(table, HANDLE_NOWHERE);
    /*@ assert firsts: \forall integer i, f; 0 <= i < table->touched &&
          first_is{begun}(table, HANDLE_NOWHERE, i, f) ==>
          first_is(table, HANDLE_NOWHERE, i, f); */
    /*@ assert firsts: \forall integer i; 0 <= i < table->touched ==>
          first_is(table, HANDLE_NOWHERE, i, table->slot[i].first); */
    /*@ assert nexts: \forall integer i, n; 0 <= i < table->touched &&
          next_is{begun}(table, HANDLE_NOWHERE, i, n) ==>
          next_is(table, HANDLE_NOWHERE, i, n); */
    /*@ assert nexts: \forall integer i; in_list(table, HANDLE_NOWHERE, i) ==>
          next_is(table, HANDLE_NOWHERE, i, table->slot[i].next); */
    /*@ assert previouss: \forall integer i, p; 0 <= i < table->touched &&
          previous_is{begun}(table, HANDLE_NOWHERE, i, p) ==>
          previous_is(table, HANDLE_NOWHERE, i, p); */
    /*@ assert previouss: \forall integer i; in_list(table, HANDLE_NOWHERE, i) ==>
          previous_is(table, HANDLE_NOWHERE, i, table->slot[i].previous); */
    /*@ assert owners: \forall integer i; in_list(table, HANDLE_NOWHERE, i) ==>
          owner_is(table, i, table->slot[i].owner); */
    return handle;
}

/* Is it the kind that is asked for? 0 asks for any. */
/*@ assigns \nothing;
    ensures \result <==> (wanted == 0 || wanted == kind);
*/
static bool is_kind(uint32_t kind, uint32_t wanted)
{
    return wanted == 0 || wanted == kind;
}

enum handle_verdict handle_find(const struct handle_table *table, uint64_t handle, uint32_t kind,
                                uint32_t *index)
{
    *index = HANDLE_NOWHERE;
    if (handle == 0)
        return HANDLE_IS_NULL;
    if (handle < HANDLE_MARK)
        return HANDLE_IS_INVENTED;
    uint64_t generation = (handle - HANDLE_MARK) / HANDLE_STEP;
    uint32_t place = handle_place_of(handle);
    if (handle != handle_value_of(generation, place) || place >= table->touched)
        return HANDLE_IS_INVENTED;
    const struct handle_slot *slot = &table->slot[place];
    if (generation == 0 || generation > slot->generation)
        return HANDLE_IS_INVENTED;
    if (generation != slot->generation || !handle_is_open(table, place))
        return HANDLE_IS_STALE;
    *index = place;
    return is_kind(slot->kind, kind) ? HANDLE_IS_VALID : HANDLE_IS_OTHER_KIND;
}

/* CC-3: with the slot closed, nothing that it owns is open; that stays in its list until it is
 * opened again. GCN-6, GCN-7: nothing else knows of it. */
void handle_close(struct handle_table *table, uint32_t index)
{
    //@ assert closing: has_kind(table, index);
    handle_unlink_from_owner(table, index);
    //@ assert closing: same_room{Pre, Here}(table) && has_kind(table, index);
    handle_put_closed(table, index);
    //@ assert closing: same_room{Pre, Here}(table);
    //@ assert place(handle_in(table, index)) == index;
    //@ assert !stays(table, handle_in{Pre}(table, index));
    //@ assert \forall integer i; has_kind(table, i) <==> has_kind{Pre}(table, i) && i != index;
}

uint64_t handle_at(const struct handle_table *table, uint32_t index)
{
    return handle_value_of(table->slot[index].generation, index);
}

/* MS-CMRP 3.1.4.2.2 and its sisters name ERROR_INVALID_HANDLE for whatever is not a valid handle of
 * the expected type; a null handle in [in] is refused by the client's runtime, of which the SDK
 * pages surface nothing (AMB-18, AMB-36): one code for all. */
uint32_t handle_error(enum handle_verdict verdict)
{
    return verdict == HANDLE_IS_VALID ? ERROR_SUCCESS : ERROR_INVALID_HANDLE;
}
