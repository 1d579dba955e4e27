#include "ndr.h"

uint32_t ndr_width(enum shape shape, bool wide)
{
    switch (shape) {
    case SHAPE_OCTET:
        return 1;
    case SHAPE_SHORT:
        return 2;
    case SHAPE_HYPER:
        return 8;
    case SHAPE_ENUM: /* C706 14.2.5; MS-RPCE 2.2.5.2 */
        return wide ? 4 : 2;
    case SHAPE_POINTER_SIZED: /* MS-RPCE 2.2.4.1.2 */
        return wide ? 8 : 4;
    default:
        return 4;
    }
}

bool ndr_referent(struct reader *r, struct value *v)
{
    uint64_t referent;
    if (!ndr_size(r, &referent))
        return false;
    *v = (struct value){.present = referent != 0, .where = r->base + ndr_size_place(r)};
    return true;
}

/* An integer of 1, 2, 4 or 8 octets at the cursor. */
static bool take_integer(struct cursor *c, uint32_t width, uint64_t *number)
{
    uint8_t u8;
    uint16_t u16;
    uint32_t u32;
    bool taken;
    switch (width) {
    case 1:
        taken = cursor_u8(c, &u8);
        *number = u8;
        return taken;
    case 2:
        taken = cursor_u16(c, &u16);
        *number = u16;
        return taken;
    case 4:
        taken = cursor_u32(c, &u32);
        *number = u32;
        return taken;
    default:
        return cursor_u64(c, number);
    }
}

/* Two DWORDs, the low one first (MS-DTYP 2.3.3). */
static bool take_filetime(struct reader *r, struct value *v)
{
    struct value high;
    if (!ndr_long(r, v) || !ndr_long(r, &high))
        return false;
    v->number += high.number * 4294967296u;
    return true;
}

static bool take_ranged(struct reader *r, const struct parameter *p, struct value *v)
{
    if (!ndr_long(r, v))
        return false;
    if (v->number < p->low || v->number > p->high) /* MS-RPCE 3.1.1.5.3.2.2.4 */
        return ndr_refuse(r, REASON_RANGE, v->where - r->base);
    return true;
}

static bool take_other(struct reader *r, uint32_t width, struct value *v)
{
    uint64_t number;
    if (!ndr_align(r, width))
        return false;
    if (!take_integer(&r->in, width, &number))
        return ndr_refuse(r, REASON_TRUNCATED, r->in.offset);
    *v = (struct value){.number = number, .where = r->base + r->in.offset - width, .present = true};
    return true;
}

bool ndr_number(struct reader *r, const struct parameter *p, struct value *v)
{
    switch (p->shape) {
    case SHAPE_RANGED:
        return take_ranged(r, p, v);
    case SHAPE_FILETIME:
        return take_filetime(r, v);
    default:
        return take_other(r, ndr_width(p->shape, r->wide), v);
    }
}

bool ndr_array(struct reader *r, enum shape shape, struct value *v)
{
    if (shape == SHAPE_STRING)
        return ndr_string(r, v);
    if (!ndr_conformance(r, v))
        return false;
    if (shape == SHAPE_VARYING && !ndr_variance(r, v))
        return false;
    return ndr_elements(r, shape == SHAPE_UNITS ? 2 : 1, v);
}

bool ndr_correlate(struct reader *r, const struct parameter *p, const struct value *v,
                   const struct value *list)
{
    uint32_t place = v->where - r->base;
    if (p->size_is != 0) {
        uint64_t size = list[p->size_is - 1].number;
        if (!v->present) /* MS-RPCE 3.1.1.5.3.3.1.2, target level 6.0 */
            return r->version == 2 || size == 0 || ndr_refuse(r, REASON_NULL_WITH_SIZE, place);
        if (v->max != size) /* MS-RPCE 3.1.1.5.3.2.1.1 */
            return ndr_refuse(r, REASON_SIZE_IS, place);
    }
    if (p->length_is != 0 && v->count != list[p->length_is - 1].number) /* …2.1.8 */
        return ndr_refuse(r, REASON_LENGTH_IS, place + (r->wide ? 16u : 8u));
    return true;
}
