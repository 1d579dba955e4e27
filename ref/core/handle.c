#include "handle.h"

#include "error.h"

/*@ requires value(generation, index) <= 0xFFFFFFFFFFFFFFFF;
    assigns \nothing;
    ensures \result == value(generation, index);
*/
static uint64_t value_of(uint64_t generation, uint32_t index)
{
    return HANDLE_MARK + generation * HANDLE_STEP + 2 * (uint64_t)index;
}

/*@ requires HANDLE_MARK <= handle;
    assigns \nothing;
    ensures \result == place(handle);
*/
static uint32_t place_of(uint64_t handle)
{
    return (uint32_t)((handle - HANDLE_MARK) % HANDLE_STEP / 2);
}

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
    return owner == 0 ? HANDLE_NOWHERE : place_of(owner);
}

bool handle_is_open(const struct handle_table *table, uint32_t index)
{
    const struct handle_slot *slot = &table->slot[index];
    if (slot->kind == 0)
        return false;
    return slot->owner == 0 || table->slot[place_of(slot->owner)].kind != 0; /* CC-3 */
}

/* Takes a slot off those that are closed. What the first of them owned goes before itself: so
 * nothing knows a slot as its owner that stands for another handle now. */
/*@ predicate cleared(struct handle_table *t, integer i) = 0 <= i < t->touched &&
      t->slot[i].kind == 0 && t->slot[i].next == HANDLE_NOWHERE;
*/
/*@ requires linked_table(table) && table->closed != HANDLE_NOWHERE;
    assigns table->closed, table->slot[0 .. table->touched - 1].kind;
    assigns table->slot[0 .. table->touched - 1].first;
    assigns table->slot[0 .. table->touched - 1].next;
    ensures linked_table(table) && cleared(table, \result);
    ensures \forall integer i; 0 <= i < table->touched ==> left_alone{Pre, Post}(table, i);
*/
static uint32_t take_closed(struct handle_table *table)
{
    struct handle_slot *closed = &table->slot[table->closed];
    uint32_t index = closed->first;
    if (index == HANDLE_NOWHERE) {
        index = table->closed;
        table->closed = closed->next;
    } else {
        closed->first = table->slot[index].next;
    }
    table->slot[index].kind = 0;
    table->slot[index].next = HANDLE_NOWHERE;
    return index;
}

/* A slot that was never used. */
/*@ requires linked_table(table) && table->touched < table->capacity;
    assigns table->touched, table->slot[table->touched];
    ensures linked_table(table) && cleared(table, \result);
    ensures \result == \old(table->touched) && table->touched == \result + 1;
    ensures table->slot[\result].generation == 0;
    ensures \forall integer i; 0 <= i < \result ==> same_life{Pre, Post}(table, i);
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
    //@ assert readable_table(table);
    //@ assert \forall integer i; 0 <= i < table->touched ==> link(table, table->slot[i].first);
    //@ assert \forall integer i; 0 <= i < table->touched ==> link(table, table->slot[i].next);
    //@ assert \forall integer i; 0 <= i < table->touched ==> link(table, table->slot[i].previous);
    return index;
}

/* A slot that is closed and not spent; what is spent is left. HANDLE_NOWHERE: none. */
static uint32_t take_again(struct handle_table *table)
{
    while (table->closed != HANDLE_NOWHERE) {
        const uint32_t index = take_closed(table);
        if (table->slot[index].generation < table->generations)
            return index;
    }
    return HANDLE_NOWHERE;
}

/* A slot to open; HANDLE_NOWHERE: none is left. */
static uint32_t take_slot(struct handle_table *table)
{
    const uint32_t index = take_again(table);
    if (index != HANDLE_NOWHERE || table->touched == table->capacity)
        return index;
    return take_new(table);
}

/* Put a slot at the head of what its owner owns. */
/*@ requires linked_table(table) && has_kind(table, index) && has_kind(table, owner);
    assigns table->slot[index].owner, table->slot[0 .. table->touched - 1].first;
    assigns table->slot[0 .. table->touched - 1].next;
    assigns table->slot[0 .. table->touched - 1].previous;
    ensures linked_table(table) && table->slot[index].owner == handle_in(table, owner);
    ensures \forall integer i; 0 <= i < table->touched && i != index ==>
      table->slot[i].owner == \at(table->slot[i].owner, Pre);
*/
static void link_to_owner(struct handle_table *table, uint32_t index, uint32_t owner)
{
    struct handle_slot *slot = &table->slot[index];
    slot->owner = handle_at(table, owner);
    slot->next = table->slot[owner].first;
    if (slot->next != HANDLE_NOWHERE)
        table->slot[slot->next].previous = index;
    table->slot[owner].first = index;
    //@ assert place(handle_in(table, owner)) == owner;
    //@ assert table->slot[index].owner == handle_in(table, owner);
    //@ assert readable_table(table);
    //@ assert \forall integer i; 0 <= i < table->touched ==> link(table, table->slot[i].first);
    //@ assert \forall integer i; 0 <= i < table->touched ==> link(table, table->slot[i].next);
    //@ assert \forall integer i; 0 <= i < table->touched ==> link(table, table->slot[i].previous);
}

/*@ requires linked_table(table) && open_slot(table, index);
    assigns table->slot[0 .. table->touched - 1].first;
    assigns table->slot[0 .. table->touched - 1].next;
    assigns table->slot[0 .. table->touched - 1].previous;
    ensures linked_table(table);
    ensures \forall integer i; 0 <= i < table->touched ==> same_life{Pre, Post}(table, i);
*/
static void unlink_from_owner(struct handle_table *table, uint32_t index)
{
    const struct handle_slot *slot = &table->slot[index];
    if (slot->next != HANDLE_NOWHERE)
        table->slot[slot->next].previous = slot->previous;
    if (slot->previous != HANDLE_NOWHERE)
        table->slot[slot->previous].next = slot->next;
    else if (slot->owner != 0)
        table->slot[place_of(slot->owner)].first = slot->next;
}

uint64_t handle_open(struct handle_table *table, uint16_t kind, uint32_t owner, uint32_t *index)
{
    *index = take_slot(table);
    if (*index == HANDLE_NOWHERE)
        return 0;
    struct handle_slot *slot = &table->slot[*index];
    slot->generation++; /* AMB-30: no value is given out twice */
    slot->kind = kind;
    slot->owner = 0;
    slot->previous = HANDLE_NOWHERE;
    if (owner != HANDLE_NOWHERE)
        link_to_owner(table, *index, owner);
    return value_of(slot->generation, *index);
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
    uint32_t place = place_of(handle);
    if (handle != value_of(generation, place) || place >= table->touched)
        return HANDLE_IS_INVENTED;
    const struct handle_slot *slot = &table->slot[place];
    if (generation == 0 || generation > slot->generation)
        return HANDLE_IS_INVENTED;
    if (generation != slot->generation || !handle_is_open(table, place))
        return HANDLE_IS_STALE;
    *index = place;
    return is_kind(slot->kind, kind) ? HANDLE_IS_VALID : HANDLE_IS_OTHER_KIND;
}

/* Move a slot from what its owner owns to those that are closed. */
/*@ requires linked_table(table) && open_slot(table, index);
    assigns table->closed, table->slot[0 .. table->touched - 1].first;
    assigns table->slot[0 .. table->touched - 1].next;
    assigns table->slot[0 .. table->touched - 1].previous;
    ensures linked_table(table);
*/
static void list_closed(struct handle_table *table, uint32_t index)
{
    unlink_from_owner(table, index);
    table->slot[index].next = table->closed;
    table->closed = index;
    //@ assert listed: table->touched == \at(table->touched, Pre) && index < table->touched;
    //@ assert listed: readable_table(table);
    //@ assert listed: link(table, table->closed);
    //@ assert \forall integer i; 0 <= i < table->touched ==> link(table, table->slot[i].first);
    //@ assert \forall integer i; 0 <= i < table->touched ==> link(table, table->slot[i].next);
    //@ assert \forall integer i; 0 <= i < table->touched ==> link(table, table->slot[i].previous);
}

/* CC-3: with the slot closed, nothing that it owns is open; that stays in its list until it is
 * opened again. GCN-6, GCN-7: nothing else knows of it. */
void handle_close(struct handle_table *table, uint32_t index)
{
    list_closed(table, index);
    //@ assert place(handle_in(table, index)) == index;
    table->slot[index].kind = 0;
    //@ assert !stays(table, handle_in{Pre}(table, index));
    //@ assert \forall integer i; has_kind(table, i) <==> has_kind{Pre}(table, i) && i != index;
}

uint64_t handle_at(const struct handle_table *table, uint32_t index)
{
    return value_of(table->slot[index].generation, index);
}

/* MS-CMRP 3.1.4.2.2 and its sisters name ERROR_INVALID_HANDLE for whatever is not a valid handle of
 * the expected type; a null handle in [in] is refused by the client's runtime, of which the SDK
 * pages surface nothing (AMB-18, AMB-36): one code for all. */
uint32_t handle_error(enum handle_verdict verdict)
{
    return verdict == HANDLE_IS_VALID ? ERROR_SUCCESS : ERROR_INVALID_HANDLE;
}
