#include "handle.h"

#include "error.h"
#include "handle_lists.h"

/*@ requires value(generation, index) <= 0xFFFFFFFFFFFFFFFF;
    assigns \nothing;
    ensures \result == value(generation, index);
*/
static uint64_t value_of(uint64_t generation, uint32_t index)
{
    return HANDLE_MARK + generation * HANDLE_STEP + 2 * (uint64_t)index;
}

void handle_table_init(struct handle_table *table, struct handle_slot *slots, uint32_t capacity,
                       uint64_t generations)
{
    table->slot = slots;
    table->capacity = capacity;
    table->touched = 0;
    table->closed = HANDLE_NOWHERE;
    table->open = 0;
    table->generations = generations;
}

void handle_table_move(struct handle_table *table, struct handle_slot *slots, uint32_t capacity)
{
    table->slot = slots;
    table->capacity = capacity;
}

/* A slot to open: one that was closed, else one that was never used. HANDLE_NOWHERE: none left. */
/*@ requires sound_table(table);
    assigns table->closed, table->touched, table->slot[table->touched].generation;
    ensures table_room(table);
    ensures \result != HANDLE_NOWHERE ==> taken_itself{Pre, Post}(table, \result);
    ensures \result != HANDLE_NOWHERE ==> taken_lives{Pre, Post}(table, \result);
    ensures \result != HANDLE_NOWHERE ==> taken_links{Pre, Post}(table, \result);
    ensures none_left: \result == HANDLE_NOWHERE ==> kept{Pre, Post}(table) &&
      table->touched == table->capacity && table->closed == HANDLE_NOWHERE;
    ensures not_open: \result != HANDLE_NOWHERE ==> !open_slot{Pre}(table, \result) &&
      table->slot[\result].generation < table->generations;
    ensures never_used: \result != HANDLE_NOWHERE ==> (\result < \old(table->touched)
      ? table->slot[\result].generation == \old(table->slot[\result].generation)
      : table->slot[\result].generation == 0);
*/
static uint32_t spare_slot(struct handle_table *table)
{
    uint32_t index = table->closed;
    if (index != HANDLE_NOWHERE) {
        table->closed = table->slot[index].next;
        return index;
    }
    if (table->touched == table->capacity)
        return HANDLE_NOWHERE;
    index = table->touched;
    table->touched++;
    table->slot[index].generation = 0; /* the caller's memory may hold anything */
    return index;
}

/* Take a slot for a handle that owns nothing. HANDLE_NOWHERE: none is left. */
/*@ requires sound_table(table) && kind != 0;
    assigns table->closed, table->touched, table->open,
      table->slot[0 .. table->capacity - 1];
    ensures table_room(table);
    ensures \result != HANDLE_NOWHERE ==> taken_itself{Pre, Post}(table, \result);
    ensures \result != HANDLE_NOWHERE ==> taken_lives{Pre, Post}(table, \result);
    ensures \result != HANDLE_NOWHERE ==> taken_links{Pre, Post}(table, \result);
    ensures none_left: \result == HANDLE_NOWHERE ==> kept{Pre, Post}(table) &&
      table->touched == table->capacity && table->closed == HANDLE_NOWHERE;
    ensures not_open: \result != HANDLE_NOWHERE ==> !open_slot{Pre}(table, \result) &&
      owns_nothing(table, \result) && table->slot[\result].kind == kind &&
      generations_but(table, -1);
    ensures AMB_30: \result != HANDLE_NOWHERE ==> table->slot[\result].generation ==
      1 + (\result < \old(table->touched) ? \old(table->slot[\result].generation) : 0);
*/
static uint32_t take_slot(struct handle_table *table, uint32_t kind)
{
    uint32_t index = spare_slot(table);
    if (index == HANDLE_NOWHERE)
        return HANDLE_NOWHERE;
    struct handle_slot *slot = &table->slot[index];
    slot->generation++; /* AMB-30: no value is given out twice */
    slot->kind = kind;
    slot->first = HANDLE_NOWHERE;
    table->open++;
    return index;
}

/* Put a slot at the head of what its owner owns. */
/*@ requires table_room(table) && origins(table, index) && can_be_linked(table, index, owner);
    assigns table->slot[0 .. table->capacity - 1];
    ensures linked_kept{Pre, Post}(table) && linked_owner{Pre, Post}(table, index, owner);
    ensures linked_first{Pre, Post}(table, index, owner);
    ensures linked_next{Pre, Post}(table, index, owner);
    ensures linked_previous{Pre, Post}(table, index, owner);
*/
static void link_to_owner(struct handle_table *table, uint32_t index, uint32_t owner)
{
    struct handle_slot *slot = &table->slot[index];
    slot->owner = owner;
    slot->previous = HANDLE_NOWHERE;
    slot->next = HANDLE_NOWHERE;
    if (owner == HANDLE_NOWHERE)
        return;
    slot->next = table->slot[owner].first;
    if (slot->next != HANDLE_NOWHERE)
        table->slot[slot->next].previous = index;
    table->slot[owner].first = index;
}

/* The reverse: its neighbours and its owner name it no more. */
/*@ requires sound_table(table) && owns_nothing(table, index);
    assigns table->slot[0 .. table->capacity - 1];
    ensures unlinked_kept{Pre, Post}(table) && unlinked_first{Pre, Post}(table, index);
    ensures unlinked_next{Pre, Post}(table, index);
    ensures neighbours_know: unlinked_previous{Pre, Post}(table, index);
*/
static void unlink_from_owner(struct handle_table *table, uint32_t index)
{
    const struct handle_slot *slot = &table->slot[index];
    if (slot->next != HANDLE_NOWHERE)
        table->slot[slot->next].previous = slot->previous;
    if (slot->previous != HANDLE_NOWHERE)
        table->slot[slot->previous].next = slot->next;
    else if (slot->owner != HANDLE_NOWHERE)
        table->slot[slot->owner].first = slot->next;
}

uint64_t handle_open(struct handle_table *table, uint32_t kind, uint32_t owner, uint32_t *index)
{
    uint32_t place = take_slot(table, kind);
    //@ ghost took: ;
    *index = place;
    //@ assert kept{took, Here}(table);
    if (place == HANDLE_NOWHERE)
        return 0;
    //@ assert taken{Pre, took}(table, place);
    //@ assert \forall times o; lists{Pre}(table, o, -1) ==> lists{took}(table, o, place);
    //@ assert \forall times o; lists{Pre}(table, o, -1) ==> lists{Here}(table, o, place);
    //@ ghost between: ;
    link_to_owner(table, place, owner);
    //@ assert linked{between, Here}(table, place, owner);
    /*@ assert \forall times o; lists{Pre}(table, o, -1) ==>
          lists{Here}(table, renewed(o, place), -1); */
    return value_of(table->slot[place].generation, place);
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
    uint64_t rest = handle - HANDLE_MARK;
    uint64_t generation = rest / HANDLE_STEP;
    uint32_t place = (uint32_t)(rest % HANDLE_STEP / 2);
    if (handle != value_of(generation, place) || place >= table->touched)
        return HANDLE_IS_INVENTED;
    const struct handle_slot *slot = &table->slot[place];
    if (generation == 0 || generation > slot->generation)
        return HANDLE_IS_INVENTED;
    if (generation != slot->generation || slot->kind == 0)
        return HANDLE_IS_STALE;
    *index = place;
    return is_kind(slot->kind, kind) ? HANDLE_IS_VALID : HANDLE_IS_OTHER_KIND;
}

/* Close a slot that is in no list. One whose generation is spent is not opened again. */
/*@ requires table_room(table) && 0 <= index < table->touched;
    assigns table->closed, table->open, table->slot[0 .. table->capacity - 1];
    ensures aside_itself{Pre, Post}(table, index);
    ensures aside_kept{Pre, Post}(table) && aside_others{Pre, Post}(table, index);
*/
static void put_aside(struct handle_table *table, uint32_t index)
{
    struct handle_slot *slot = &table->slot[index];
    slot->kind = 0;
    table->open--;
    if (slot->generation >= table->generations)
        return;
    slot->next = table->closed;
    table->closed = index;
}

/* Close one slot that owns nothing. */
/*@ requires sound_table(table) && owns_nothing(table, index);
    assigns table->closed, table->open, table->slot[0 .. table->capacity - 1];
    ensures sound_table(table) && same_table{Pre, Post}(table);
    ensures closed: table->slot[index].kind == 0;
    ensures alone: \forall integer i; 0 <= i < table->touched ==>
      table->slot[i].generation == \at(table->slot[i].generation, Pre) &&
      table->slot[i].owner == \at(table->slot[i].owner, Pre) &&
      (i != index ==> table->slot[i].kind == \at(table->slot[i].kind, Pre));
*/
static void close_slot(struct handle_table *table, uint32_t index)
{
    unlink_from_owner(table, index);
    //@ assert unlinked{Pre, Here}(table, index);
    //@ assert \forall times o; lists{Pre}(table, o, -1) ==> lists{Here}(table, o, index);
    //@ ghost between: ;
    put_aside(table, index);
    //@ assert put_aside{between, Here}(table, index);
}

void handle_close(struct handle_table *table, uint32_t index)
{
    /*@ loop invariant sound_table(table) && open_slot(table, index);
        loop invariant same_table{Pre, Here}(table);
        loop invariant \forall integer i; 0 <= i < table->touched ==>
          table->slot[i].generation == \at(table->slot[i].generation, Pre) &&
          table->slot[i].owner == \at(table->slot[i].owner, Pre) &&
          (table->slot[i].kind != 0 || \at(table->slot[i].owner, Pre) != index ==>
            table->slot[i].kind == \at(table->slot[i].kind, Pre));
        loop assigns table->closed, table->open, table->slot[0 .. table->capacity - 1];
    */
    while (table->slot[index].first != HANDLE_NOWHERE) /* CC-3 */
        close_slot(table, table->slot[index].first);
    close_slot(table, index);
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
