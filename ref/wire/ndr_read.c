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
    const uint8_t *at;
    uint32_t width = ndr_size_width(r);
    if (!ndr_take(r, width, width, &at))
        return false;
    uint64_t referent = ndr_wide(r) ? octets_u64(at, r->in.big) : octets_u32(at, r->in.big);
    ndr_begin(v, referent != 0, r->in.offset - width);
    return true;
}

/* Starts the value with the counts before an array; the maximum count stands at `place`. */
/*@ requires sound_reader(r) && apart(r, v);
    assigns *r->refusal, *v;
    ensures \result <==> max <= ELEMENTS;
    ensures \result ==> v->present && v->where == place && v->max == max &&
      (actual <= ELEMENTS ==> v->count == actual);
    ensures !\result ==> r->refusal->reason == REASON_TOO_MANY && r->refusal->offset == place;
*/
static inline bool start_array(struct reader *r, uint64_t max, uint64_t actual, uint32_t place,
                               struct value *v)
{
    if (max > ELEMENTS) /* MS-RPCE 3.1.1.5.3.2.2.1 */
        return ndr_refuse(r, REASON_TOO_MANY, place);
    *v = (struct value){.where = place,
                        .present = true,
                        .big = r->in.big,
                        .count = (uint32_t)actual,
                        .max = (uint32_t)max};
    return true;
}

bool ndr_conformance(struct reader *r, struct value *v)
{
    const uint8_t *at;
    uint32_t width = ndr_size_width(r);
    if (!ndr_take(r, width, width, &at))
        return false;
    uint64_t max = ndr_wide(r) ? octets_u64(at, r->in.big) : octets_u32(at, r->in.big);
    return start_array(r, max, max, r->in.offset - width, v);
}

/* The same for a varying array: three counts of `width` octets each end at the cursor. */
/*@ requires sound_reader(r) && apart(r, v) && (width == 4 || width == 8);
    requires 3 * width <= r->in.offset;
    assigns *r->refusal, *v;
    ensures \result <==> offset == 0 && actual <= max <= ELEMENTS;
    ensures \result ==> v->present && v->where == \old(r->in.offset) - 3 * width &&
      v->max == max && v->count == actual;
    ensures !\result ==>
      r->refusal->reason \in {REASON_TOO_MANY, REASON_OFFSET, REASON_ACTUAL_OVER_MAX};
*/
static inline bool start_varying(struct reader *r, uint64_t max, uint64_t offset, uint64_t actual,
                                 uint32_t width, struct value *v)
{
    uint32_t place = r->in.offset - 3 * width;
    if (!start_array(r, max, actual, place, v))
        return false;
    if (offset != 0) /* MS-RPCE 3.1.1.5.3.2.1.7 and .10 */
        return ndr_refuse(r, REASON_OFFSET, place + width);
    if (actual > max) /* MS-RPCE 3.1.1.5.3.2.1.12 */
        return ndr_refuse(r, REASON_ACTUAL_OVER_MAX, place + 2 * width);
    return true;
}

/*@ requires sound_reader(r) && r->encoding->syntax == NDR64 && apart(r, v);
    assigns r->in.offset, *r->refusal, *v;
    ensures sound_reader(r) && read_on{Pre, Post}(r);
    ensures \result ==> v->present && v->count <= v->max <= ELEMENTS;
    ensures \result ==> v->where % 8 == 0 && r->in.offset == v->where + 24 &&
      v->max == eight(r->in.octets + v->where, r->in.big) &&
      eight(r->in.octets + (v->where + 8), r->in.big) == 0 &&
      v->count == eight(r->in.octets + (v->where + 16), r->in.big);
    ensures !\result ==> cut_short{Pre, Post}(r) ||
      r->refusal->reason \in {REASON_TOO_MANY, REASON_OFFSET, REASON_ACTUAL_OVER_MAX};
*/
static bool wide_varying(struct reader *r, struct value *v)
{
    const uint8_t *at;
    bool big = r->in.big;
    return ndr_take(r, 8, 24, &at) && start_varying(r, octets_u64(at, big), octets_u64(at + 8, big),
                                                    octets_u64(at + 16, big), 8, v);
}

bool ndr_varying(struct reader *r, struct value *v)
{
    const uint8_t *at;
    bool big = r->in.big;
    if (ndr_wide(r))
        return wide_varying(r, v);
    if (!ndr_take(r, 4, 12, &at))
        return false;
    //@ assert taken: at == r->in.octets + (r->in.offset - 12) && (r->in.offset - 12) % 4 == 0;
    return start_varying(r, octets_u32(at, big), octets_u32(at + 4, big), octets_u32(at + 8, big),
                         4, v);
}

/* The elements of an array of octets (width 1) or UTF-16 units (width 2). */
/*@ requires sound_reader(r) && apart(r, v) && (width == 1 || width == 2) && v->count <= ELEMENTS;
    assigns r->in.offset, *r->refusal, v->at;
    ensures sound_reader(r) && read_on{Pre, Post}(r);
    ensures \result <==> \old(r->in.length - r->in.offset) >= v->count * width;
    ensures \result ==> r->in.offset == \old(r->in.offset) + v->count * width &&
      v->at == r->in.octets + \old(r->in.offset);
    ensures \result && v->count > 0 ==> \valid_read(v->at + (0 .. width * v->count - 1));
    ensures !\result ==> cut_short{Pre, Post}(r);
*/
static bool take_elements(struct reader *r, uint32_t width, struct value *v)
{
    return ndr_whole(r, cursor_take(&r->in, v->count * width, &v->at));
}

/* A conformant varying string (C706 14.3.4). Its terminator is checked and left out. */
/*@ requires sound_reader(r) && apart(r, v);
    assigns r->in.offset, *r->refusal, *v;
    ensures on: sound_reader(r) && read_on{Pre, Post}(r);
    ensures \result ==> v->present && v->count < v->max <= ELEMENTS &&
      v->at == r->in.octets + (r->in.offset - 2 * v->count - 2) &&
      v->at[2 * v->count] == 0 && v->at[2 * v->count + 1] == 0;
    ensures \result ==> \valid_read(v->at + (0 .. 2 * v->count + 1));
    ensures !\result ==> r->refusal->reason != REASON_NONE;
*/
static inline bool take_string(struct reader *r, struct value *v)
{
    const uint8_t *at, *terminator;
    if (!ndr_varying(r, v))
        return false;
    uint32_t place = r->in.offset;
    if (v->count == 0)
        return ndr_refuse(r, REASON_NO_TERMINATOR, place - ndr_size_width(r));
    uint32_t count = v->count - 1;
    //@ assert begun: read_on{Pre, Here}(r) && sound_reader(r);
    if (!cursor_take(&r->in, 2 * count, &at) || !cursor_take(&r->in, 2, &terminator)) {
        //@ assert cut: read_on{Pre, Here}(r) && sound_reader(r);
        return ndr_refuse(r, REASON_TRUNCATED, place);
    }
    if (octets_u16(terminator, false) != 0)
        return ndr_refuse(r, REASON_NO_TERMINATOR, r->in.offset - 2u);
    //@ assert terminator == at + 2 * count && at == r->in.octets + place;
    //@ assert terminator[1] * 256 + terminator[0] == 0;
    //@ assert terminator[0] == 0 && terminator[1] == 0;
    v->at = at;
    v->count = count;
    return true;
}

/*@ requires \valid_read(at + (0 .. width - 1));
    requires width == 1 || width == 2 || width == 4 || width == 8;
    assigns \nothing;
    ensures \result == (width == 1 ? at[0] : width == 2 ? two(at, big)
      : width == 4 ? four(at, big) : eight(at, big));
*/
static uint64_t integer_at(const uint8_t *at, uint32_t width, bool big)
{
    if (width == 1)
        return at[0];
    if (width == 2)
        return octets_u16(at, big);
    return width == 4 ? octets_u32(at, big) : octets_u64(at, big);
}

/* Two DWORDs, the low one first (MS-DTYP 2.3.3). */
/*@ requires sound_reader(r) && apart(r, v);
    assigns r->in.offset, *r->refusal, *v;
    ensures sound_reader(r) && read_on{Pre, Post}(r);
    ensures \result ==> v->present &&
      v->number == four(r->in.octets + (r->in.offset - 8), r->in.big) +
        4294967296 * four(r->in.octets + (r->in.offset - 4), r->in.big);
    ensures !\result ==> r->refusal->reason == REASON_TRUNCATED;
*/
static bool take_filetime(struct reader *r, struct value *v)
{
    struct value high;
    if (!ndr_long(r, v) || !ndr_long(r, &high))
        return false;
    //@ assert r->in.offset == \at(r->in.offset, Pre) + gap_to(\at(r->in.offset, Pre), 4) + 8;
    //@ assert v->number == four(r->in.octets + (r->in.offset - 8), r->in.big);
    //@ assert v->number <= 4294967295 && high.number <= 4294967295;
    v->number += high.number * 4294967296u;
    return true;
}

/* MS-CMRP 6.1 (version 2) declares no rpc_status. */
/*@ requires sound_reader(r) && apart(r, v);
    assigns r->in.offset, *r->refusal, *v;
    ensures sound_reader(r) && read_on{Pre, Post}(r);
    ensures r->encoding->version == 2 ==>
      \result && !v->present && r->in.offset == \old(r->in.offset);
    ensures \result && r->encoding->version != 2 ==>
      v->present && v->number == four(r->in.octets + (r->in.offset - 4), r->in.big);
    ensures !\result ==> cut_short{Pre, Post}(r);
*/
static bool take_rpc_status(struct reader *r, struct value *v)
{
    ndr_begin(v, false, 0);
    return r->encoding->version == 2 || ndr_long(r, v);
}

/*@ requires sound_reader(r) && apart(r, v) && \valid_read(p) && \separated(p, v, r, r->refusal);
    assigns r->in.offset, *r->refusal, *v;
    ensures sound_reader(r) && read_on{Pre, Post}(r);
    ensures \result ==> v->present && v->number <= p->most &&
      v->number == four(r->in.octets + (r->in.offset - 4), r->in.big);
    ensures !\result ==> r->refusal->reason \in {REASON_TRUNCATED, REASON_RANGE};
*/
static bool take_ranged(struct reader *r, const struct parameter *p, struct value *v)
{
    if (!ndr_long(r, v))
        return false;
    if (v->number > p->most) /* MS-RPCE 3.1.1.5.3.2.2.4 */
        return ndr_refuse(r, REASON_RANGE, r->in.offset - 4u);
    return true;
}

/* An integer of 1, 2, 4 or 8 octets. */
/*@ requires sound_reader(r) && apart(r, v);
    requires width == 1 || width == 2 || width == 4 || width == 8;
    assigns r->in.offset, *r->refusal, *v;
    ensures sound_reader(r) && read_on{Pre, Post}(r);
    ensures \result ==> v->present && r->in.offset >= width && (r->in.offset - width) % width == 0;
    ensures \result && width == 1 ==> v->number == r->in.octets[r->in.offset - 1];
    ensures \result && width == 2 ==>
      v->number == two(r->in.octets + (r->in.offset - 2), r->in.big);
    ensures \result && width == 4 ==>
      v->number == four(r->in.octets + (r->in.offset - 4), r->in.big);
    ensures \result && width == 8 ==>
      v->number == eight(r->in.octets + (r->in.offset - 8), r->in.big);
    ensures !\result ==> cut_short{Pre, Post}(r);
*/
static bool take_integer(struct reader *r, uint32_t width, struct value *v)
{
    const uint8_t *at;
    if (!ndr_take(r, width, width, &at))
        return false;
    ndr_is_number(v, integer_at(at, width, r->in.big));
    return true;
}

bool ndr_number(struct reader *r, const struct parameter *p, struct value *v)
{
    if (p->shape == SHAPE_RPC_STATUS)
        return take_rpc_status(r, v);
    if (p->shape == SHAPE_RANGED)
        return take_ranged(r, p, v);
    if (p->shape == SHAPE_FILETIME)
        return take_filetime(r, v);
    return take_integer(r, ndr_width(p->shape, ndr_wide(r)), v);
}

bool ndr_array(struct reader *r, enum shape shape, struct value *v)
{
    if (shape == SHAPE_STRING)
        return take_string(r, v);
    if (!(shape == SHAPE_VARYING ? ndr_varying(r, v) : ndr_conformance(r, v)))
        return false;
    return take_elements(r, shape == SHAPE_UNITS ? 2 : 1, v);
}

/* A parameter of none of the most frequent shapes. */
static bool take_rare(struct reader *r, const struct parameter *p, struct value *v)
{
    r->sized = r->sized || p->shape >= SHAPE_OCTETS;
    if (p->unique) {
        if (!ndr_referent(r, v))
            return false;
        if (!v->present)
            return true;
    }
    if (p->structure != NULL)
        return ndr_rows(r, p, v);
    if (p->shape == SHAPE_STRING || p->shape >= SHAPE_OCTETS)
        return ndr_array(r, p->shape, v);
    return ndr_number(r, p, v);
}

static inline bool take(struct reader *r, const struct parameter *p, struct value *v)
{
    if (p->shape == SHAPE_STRING && !p->unique)
        return take_string(r, v);
    if (p->shape == SHAPE_LONG)
        return ndr_long(r, v);
    if (p->shape == SHAPE_HANDLE)
        return ndr_whole(r, ndr_handle(&r->in, v));
    return take_rare(r, p, v);
}

bool ndr_parameters(struct reader *r, const struct parameter *p, const struct parameter *end,
                    struct value *v)
{
    do {
        if (!take(r, p, v))
            return false;
        p++;
        v++;
    } while (p != end);
    *r->refusal = (struct refusal){REASON_NONE, r->in.offset};
    return true;
}
