/*
 * What number a handle is: a slot's index and the generation that it had when it was opened.
 */
#ifndef CORE_HANDLE_VALUE_H
#define CORE_HANDLE_VALUE_H

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

/*@ logic integer value(integer generation, integer index) =
      HANDLE_MARK + generation * HANDLE_STEP + 2 * index;
    logic integer place(integer handle) = (handle - HANDLE_MARK) % HANDLE_STEP / 2;
    lemma read_back: \forall integer g, i; 0 <= g && 0 <= i <= HANDLE_SLOTS_MAX ==>
      (value(g, i) - HANDLE_MARK) / HANDLE_STEP == g && place(value(g, i)) == i;
*/

/*@ requires value(generation, index) <= 0xFFFFFFFFFFFFFFFF;
    assigns \nothing;
    ensures \result == value(generation, index);
*/
static inline uint64_t handle_value_of(uint64_t generation, uint32_t index)
{
    return HANDLE_MARK + generation * HANDLE_STEP + 2 * (uint64_t)index;
}

/*@ requires HANDLE_MARK <= handle;
    assigns \nothing;
    ensures \result == place(handle);
*/
static inline uint32_t handle_place_of(uint64_t handle)
{
    return (uint32_t)((handle - HANDLE_MARK) % HANDLE_STEP / 2);
}

#endif
