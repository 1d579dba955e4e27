/*
 * The handle table: every sequence of STEPS operations on a table of SLOTS, each a look-up of any
 * handle, then an opening or a closing, after which the table agrees with itself; and the rules on
 * rights and names.
 */
#include "core/handle.h"
#include "arbitrary.h"
#include "core/access.h"
#include "core/consistent.h"
#include "core/name.h"

enum { SLOTS = 3, STEPS = 6, UNITS = 70 /* a label has 63 */ };

static bool is_open(const struct handle_table *table, uint32_t index)
{
    return index < table->touched && handle_is_open(table, index);
}

/* What is open and obtained from nothing: only that has handles obtained from it. */
static bool is_origin(const struct handle_table *table, uint32_t index)
{
    return is_open(table, index) && table->slot[index].owner == 0;
}

static void find_any(const struct handle_table *table)
{
    const uint64_t handle = ((uint64_t)any_number() << 32) + any_number();
    uint32_t index;
    const enum handle_verdict verdict = handle_find(table, handle, any_between(0, 9), &index);
    (void)handle_error(verdict);
}

/* Each path goes on by itself: which operation, on which slot. */
static void sequences(void)
{
    struct handle_slot slots[SLOTS];
    struct handle_table table;
    uint32_t generations = any_between(1, 2), index;
    //@ split generations;
    handle_table_init(&table, slots, SLOTS, generations);
    /*@ loop unroll 6; */
    for (int step = 0; step < STEPS; step++) {
        uint32_t place = any_between(0, SLOTS);
        bool opens = any_bool();
        //@ split place;
        //@ split opens;
        find_any(&table);
        if (opens && place == SLOTS)
            (void)handle_open(&table, (uint16_t)any_between(1, 9), HANDLE_NOWHERE, &index);
        else if (opens && is_origin(&table, place))
            (void)handle_open(&table, (uint16_t)any_between(1, 9), place, &index);
        else if (is_open(&table, place)) {
            (void)handle_at(&table, place);
            handle_close(&table, place);
        }
        const bool consistent = handle_table_consistent(&table);
        //@ check consistent;
    }
    handle_table_move(&table, slots, SLOTS);
}

static void rights(void)
{
    const struct caller caller = {(enum level)any_between(LEVEL_NONE, LEVEL_ALL), any_bool()};
    enum level level;
    if (access_decide(any_number(), caller, &level) == 0)
        (void)access_granted(level);
    (void)access_of_control_code(any_number());
}

static void names(void)
{
    uint8_t one[2 * UNITS], other[2 * UNITS], room[2 * UNITS];
    fill(one, sizeof one);
    fill(other, sizeof other);
    const struct name a = {one, any_between(0, UNITS), any_bool()};
    const struct name b = {other, any_between(0, UNITS), any_bool()};
    struct name copy;
    (void)name_equal(a, b);
    (void)name_spelling(a);
    (void)name_copy(a, room, any_between(0, UNITS), &copy);
}

int main(void)
{
    sequences();
    rights();
    names();
    return 0;
}
