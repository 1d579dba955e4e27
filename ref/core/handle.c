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
static uint32_t take_slot(struct handle_table *table)
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

/* Put a slot at the head of what its owner owns. */
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
    *index = take_slot(table);
    if (*index == HANDLE_NOWHERE)
        return 0;
    struct handle_slot *slot = &table->slot[*index];
    slot->generation++; /* AMB-30: no value is given out twice */
    slot->kind = kind;
    slot->first = HANDLE_NOWHERE;
    link_to_owner(table, *index, owner);
    table->open++;
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

/* Close one slot that owns nothing. A slot whose generation is spent stays closed. */
static void close_slot(struct handle_table *table, uint32_t index)
{
    struct handle_slot *slot = &table->slot[index];
    unlink_from_owner(table, index);
    slot->kind = 0;
    table->open--;
    if (slot->generation >= table->generations)
        return;
    slot->next = table->closed;
    table->closed = index;
}

void handle_close(struct handle_table *table, uint32_t index)
{
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
