/* How far it is to the next multiple of an alignment: the cursor and the builder both align. */
#ifndef WIRE_ALIGN_H
#define WIRE_ALIGN_H

#include <stdint.h>

/*@ predicate is_alignment(integer a) = a == 1 || a == 2 || a == 4 || a == 8;
    logic integer gap_to(integer offset, integer a) = (a - offset % a) % a;
*/

/* The octets from `offset` to the next multiple of `alignment` (1, 2, 4 or 8). */
/*@ requires is_alignment(alignment);
    assigns \nothing;
    ensures \result == gap_to(offset, alignment);
    ensures (offset + \result) % alignment == 0 && \result < alignment;
*/
static inline uint32_t octets_to_align(uint32_t offset, uint32_t alignment)
{
    uint32_t over = offset % alignment;
    uint32_t gap = over == 0 ? 0 : alignment - over;
    /*@ assert eva: alignment == 2 ==> (offset + gap) % 2 == 0; */
    /*@ assert eva: alignment == 4 ==> (offset + gap) % 4 == 0; */
    /*@ assert eva: alignment == 8 ==> (offset + gap) % 8 == 0; */
    return gap;
}

#endif
