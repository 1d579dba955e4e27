#include "ndr.h"

/* An integer of `width` octets (1, 2, 4 or 8), aligned by them. */
/*@ requires sound_writer(w) && is_alignment(width);
    assigns w->out.length, w->out.full, w->out.octets[w->out.length .. w->out.capacity - 1];
    ensures sound_writer(w) && same_room{Pre, Post}(&w->out);
    ensures put_well{Pre, Post}(&w->out, number, width);
*/
static void put_aligned(struct writer *w, uint64_t number, uint32_t width)
{
    builder_align(&w->out, width);
    //@ ghost const uint32_t place = w->out.length;
    //@ assert w->out.full || place == \at(w->out.length + gap_to(w->out.length, width), Pre);
    //@ assert w->out.full || place % width == 0;
    builder_number(&w->out, number, width);
    //@ assert w->out.full || w->out.length == place + width;
    //@ assert w->out.full || written(w->out.octets + place, number, width, w->out.big);
}

void ndr_put_number(struct writer *w, enum shape shape, uint64_t number)
{
    if (shape == SHAPE_RPC_STATUS && w->version == 2) /* MS-CMRP 6.1 declares none */
        return;
    uint32_t width = ndr_width(shape, w->wide);
    put_aligned(w, number, width);
    if (shape == SHAPE_FILETIME) /* two DWORDs, the low one first (MS-DTYP 2.3.3) */
        builder_number(&w->out, number / 4294967296u, width);
}

void ndr_put_size(struct writer *w, uint32_t size)
{
    put_aligned(w, size, w->wide ? 8 : 4); /* MS-RPCE 2.2.5.3.2, 2.2.5.3.5 */
}

void ndr_put_referent(struct writer *w, const struct value *v)
{
    ndr_put_size(w, v->present ? w->referent : 0);
    if (v->present)
        w->referent += 4;
}

/* The same octets in the opposite order, for each of the four fields that have one. */
/*@ requires sound_writer(w) && \valid_read(octets + (0 .. CONTEXT_HANDLE_SIZE - 1));
    requires \separated(octets + (0 .. CONTEXT_HANDLE_SIZE - 1), w,
      w->out.octets + (0 .. w->out.capacity - 1));
    assigns w->out.length, w->out.full, w->out.octets[w->out.length .. w->out.capacity - 1];
    ensures sound_writer(w) && same_room{Pre, Post}(&w->out);
    ensures \old(has_room(&w->out, CONTEXT_HANDLE_SIZE))
      ? grown{Pre, Post}(&w->out, CONTEXT_HANDLE_SIZE) : w->out.full;
*/
static void put_swapped_handle(struct writer *w, const uint8_t octets[CONTEXT_HANDLE_SIZE])
{
    builder_u32(&w->out, octets_u32(octets, false));
    builder_u32(&w->out, octets_u32(octets + 4, false));
    builder_u16(&w->out, (uint16_t)octets_u16(octets + 8, false));
    builder_u16(&w->out, (uint16_t)octets_u16(octets + 10, false));
    builder_octets(&w->out, octets + 12, 8);
}

/* Where the octet at place i of a little-endian handle stands in a big-endian one: attributes and
 * three fields of a UUID, whose last eight octets have no order. */
/*@ logic integer turned(integer i) =
      i < 4 ? 3 - i : i < 8 ? 11 - i : i < 10 ? 17 - i : i < 12 ? 21 - i : i;
*/
/*@ assigns \nothing;
    ensures \result == turned(i);
*/
static uint32_t place_turned(uint32_t i)
{
    if (i < 8)
        return (i < 4 ? 3 : 11) - i;
    if (i < 12)
        return (i < 10 ? 17 : 21) - i;
    return i;
}

void handle_octets(const struct value *handle, uint8_t octets[CONTEXT_HANDLE_SIZE])
{
    /*@ loop invariant 0 <= i <= CONTEXT_HANDLE_SIZE;
        loop invariant handle->at == \null ==>
          \forall integer j; 0 <= j < i ==> octets[j] == 0;
        loop invariant handle->at != \null && !handle->big ==>
          \forall integer j; 0 <= j < i ==> octets[j] == handle->at[j];
        loop invariant handle->at != \null && handle->big ==>
          \forall integer j; 0 <= j < i ==> octets[j] == handle->at[turned(j)];
        loop assigns i, octets[0 .. CONTEXT_HANDLE_SIZE - 1];
        loop variant CONTEXT_HANDLE_SIZE - i;
    */
    for (uint32_t i = 0; i < CONTEXT_HANDLE_SIZE; i++)
        octets[i] = handle->at == NULL ? 0 : handle->at[handle->big ? place_turned(i) : i];
}

void ndr_put_handle(struct writer *w, const struct value *v)
{
    uint8_t octets[CONTEXT_HANDLE_SIZE];
    handle_octets(v, octets);
    builder_align(&w->out, 4);
    if (w->out.big)
        put_swapped_handle(w, octets);
    else
        builder_octets(&w->out, octets, CONTEXT_HANDLE_SIZE);
}

/*@ requires sound_writer(w) && units_of(w, v);
    assigns w->out.length, w->out.full, w->out.octets[w->out.length .. w->out.capacity - 1];
    ensures sound_writer(w) && same_room{Pre, Post}(&w->out);
    ensures \old(has_room(&w->out, 2 * v->count)) ==> grown{Pre, Post}(&w->out, 2 * v->count);
    ensures v->count > 0 && !\old(has_room(&w->out, 2 * v->count)) ==> w->out.full;
    ensures w->out.length >= \old(w->out.length);
*/
static void put_units(struct writer *w, const struct value *v)
{
    if (v->big == w->out.big) {
        builder_octets(&w->out, v->at, 2 * v->count);
        return;
    }
    /*@ loop invariant 0 <= i <= v->count && sound_writer(w) && same_room{Pre, Here}(&w->out);
        loop invariant w->out.length >= \at(w->out.length, Pre);
        loop invariant !w->out.full ==> w->out.length == \at(w->out.length, Pre) + 2 * i;
        loop invariant \at(has_room(&w->out, 2 * v->count), Pre) ==> !w->out.full;
        loop invariant \at(w->out.full, Pre) ==> w->out.full;
        loop assigns i, w->out.length, w->out.full,
          w->out.octets[\at(w->out.length, Pre) .. w->out.capacity - 1];
        loop variant v->count - i;
    */
    for (uint32_t i = 0; i < v->count; i++)
        builder_u16(&w->out, (uint16_t)octets_u16(v->at + 2 * (size_t)i, v->big));
}

/* C706 14.3.4: all three counts include the terminator */
/*@ requires sound_writer(w) && units_of(w, v);
    assigns w->out.length, w->out.full, w->out.octets[w->out.length .. w->out.capacity - 1];
    ensures sound_writer(w) && same_room{Pre, Post}(&w->out);
    ensures w->out.length >= \old(w->out.length);
    ensures ended: !w->out.full ==> written(w->out.octets + (w->out.length - 2), 0, 2, w->out.big);
*/
static void put_string(struct writer *w, const struct value *v)
{
    ndr_put_size(w, v->count + 1);
    ndr_put_size(w, 0);
    ndr_put_size(w, v->count + 1);
    put_units(w, v);
    //@ ghost const uint32_t place = w->out.length;
    builder_u16(&w->out, 0);
    //@ assert w->out.full || w->out.length == place + 2;
    //@ assert w->out.full || written(w->out.octets + place, 0, 2, w->out.big);
}

void ndr_put_array(struct writer *w, enum shape shape, const struct value *v)
{
    switch (shape) {
    case SHAPE_STRING:
        put_string(w, v);
        break;
    case SHAPE_UNITS:
        ndr_put_size(w, v->count);
        put_units(w, v);
        break;
    case SHAPE_VARYING:
        ndr_put_size(w, v->max);
        ndr_put_size(w, 0);
        ndr_put_size(w, v->count);
        builder_octets(&w->out, v->at, v->count);
        break;
    default:
        ndr_put_size(w, v->count);
        builder_octets(&w->out, v->at, v->count);
        break;
    }
}

/* What stands in the row itself: integers, and referent identifiers. */
static void put_members(struct writer *w, const struct structure *s, const struct value *column)
{
    uint32_t alignment = s->alignment[w->wide];
    builder_align(&w->out, alignment);
    for (uint32_t j = 0; j < s->columns; j++) {
        const struct parameter *p = &s->column[j];
        if (p->alignment != 0)
            builder_align(&w->out, p->alignment);
        if (p->unique)
            ndr_put_referent(w, &column[j]);
        else
            ndr_put_number(w, p->shape, column[j].number);
    }
    if (w->wide) /* MS-RPCE 2.2.5.3.4.1 */
        builder_align(&w->out, alignment);
}

static void put_pointees(struct writer *w, const struct structure *s, const struct value *column)
{
    for (uint32_t j = 0; j < s->columns; j++) {
        const struct parameter *p = &s->column[j];
        if (p->unique && column[j].present)
            ndr_put_array(w, p->shape, &column[j]);
    }
}

/* The counts that stand before the rows. */
static void put_counts(struct writer *w, const struct parameter *p, const struct value *v)
{
    switch (p->shape) {
    case SHAPE_VARYING_ROWS:
        ndr_put_size(w, v->max);
        ndr_put_size(w, 0);
        ndr_put_size(w, v->count);
        break;
    case SHAPE_LIST:
        ndr_put_size(w, v->count); /* aligned as the structure is */
        builder_u32(&w->out, v->count);
        if (w->wide) /* MS-RPCE 2.2.5.3.4.1; it counts where no row follows */
            builder_align(&w->out, p->structure->alignment[w->wide]);
        break;
    case SHAPE_ROWS:
        ndr_put_size(w, v->count);
        break;
    default: /* SHAPE_STRUCT */
        break;
    }
}

void ndr_put_rows(struct writer *w, const struct parameter *p, const struct value *v)
{
    struct value column[COLUMNS];
    struct row_iterator members = rows_of(p, v), pointees = members;
    put_counts(w, p, v);
    while (next_row(&members, column) && !w->out.full)
        put_members(w, p->structure, column);
    while (next_row(&pointees, column) && !w->out.full)
        put_pointees(w, p->structure, column);
}
