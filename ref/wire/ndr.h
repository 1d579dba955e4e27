/*
 * The types of NDR (C706 14.2, 14.3) and NDR64 (MS-RPCE 2.2.5), read and written one at a time.
 * The codec walks the method table with these; nobody else needs them.
 *
 * Each ndr_ function that reads aligns first, as the syntax demands, and gives false after writing
 * down the refusal when the octets do not allow what it reads.
 */
#ifndef WIRE_NDR_H
#define WIRE_NDR_H

#include "builder.h"
#include "codec.h"
#include "cursor.h"
#include "methods.h"
#include "value.h"

/* The most elements an array or string may have (MS-RPCE 3.1.1.5.3.2.2.1). */
enum { ELEMENTS = 0x7FFFFFFF };

struct reader {
    struct cursor in;
    const struct encoding *encoding;
    struct refusal *refusal; /* the first failure is written here */
    bool sized;              /* there are counts to be correlated */
};

struct writer {
    struct builder out;
    uint32_t referent; /* the next referent identifier to give */
    uint32_t version;  /* of the interface: 2 or 3 */
    bool wide;         /* NDR64 */
};

/* -- reading ----------------------------------------------------------------------------------- */

/*@ predicate sound_reader(struct reader *r) =
      \valid(r) && readable(r->in) && \valid_read(r->encoding) && \valid(r->refusal) &&
      \separated(r, r->encoding, r->refusal, r->in.octets + (0 .. r->in.length - 1));
    predicate apart(struct reader *r, struct value *v) =
      \valid(v) &&
      \separated(v, r, r->encoding, r->refusal, r->in.octets + (0 .. r->in.length - 1));
    predicate read_on{A, B}(struct reader *r) =
      \at(r->in.octets, A) == \at(r->in.octets, B) &&
      \at(r->in.length, A) == \at(r->in.length, B) && \at(r->in.big, A) == \at(r->in.big, B) &&
      \at(r->encoding, A) == \at(r->encoding, B) && \at(r->refusal, A) == \at(r->refusal, B) &&
      \at(r->in.offset, A) <= \at(r->in.offset, B) <= \at(r->in.length, B);
    predicate cut_short{A, B}(struct reader *r) =
      \at(r->in.offset, B) == \at(r->in.offset, A) &&
      \at(r->refusal->reason, B) == REASON_TRUNCATED &&
      \at(r->refusal->offset, B) == \at(r->in.offset, B);
*/

/* Writes down why the stub is refused, and at which offset. Always false. */
/*@ requires \valid(refusal);
    assigns *refusal;
    ensures !\result && refusal->reason == reason && refusal->offset == offset;
*/
static inline bool refuse(struct refusal *refusal, enum reason reason, uint32_t offset)
{
    *refusal = (struct refusal){reason, offset};
    return false;
}

/*@ requires \valid_read(r) && \valid(r->refusal) && \separated(r, r->refusal);
    assigns *r->refusal;
    ensures !\result && r->refusal->reason == reason && r->refusal->offset == offset;
*/
static inline bool ndr_refuse(struct reader *r, enum reason reason, uint32_t offset)
{
    return refuse(r->refusal, reason, offset);
}

/* Whether octets were taken; if not, the stub is cut short where the cursor stands. */
/*@ requires sound_reader(r);
    assigns *r->refusal;
    ensures \result <==> taken;
    ensures !taken ==> cut_short{Pre, Post}(r);
*/
static inline bool ndr_whole(struct reader *r, bool taken)
{
    if (!taken)
        return ndr_refuse(r, REASON_TRUNCATED, r->in.offset);
    return true;
}

/*@ requires sound_reader(r) && is_alignment(alignment);
    assigns r->in.offset, *r->refusal;
    ensures sound_reader(r) && read_on{Pre, Post}(r);
    ensures \result <==> \old(r->in.length - r->in.offset >= gap_to(r->in.offset, alignment));
    ensures \result ==> r->in.offset == \old(r->in.offset + gap_to(r->in.offset, alignment));
    ensures !\result ==> cut_short{Pre, Post}(r);
*/
static inline bool ndr_align(struct reader *r, uint32_t alignment)
{
    return ndr_whole(r, cursor_align(&r->in, alignment));
}

/* The next `size` octets (at most 64), aligned. */
/*@ requires sound_reader(r) && is_alignment(alignment) && size <= 64;
    requires \valid(at) && \separated(at, r, r->encoding, r->refusal);
    assigns r->in.offset, *r->refusal, *at;
    ensures sound_reader(r) && read_on{Pre, Post}(r);
    ensures \result <==>
      \old(r->in.length - r->in.offset >= gap_to(r->in.offset, alignment) + size);
    ensures \result ==> r->in.offset == \old(r->in.offset + gap_to(r->in.offset, alignment)) + size;
    ensures \result ==> (r->in.offset - size) % alignment == 0;
    ensures \result ==> *at == r->in.octets + (r->in.offset - size);
    ensures !\result ==> cut_short{Pre, Post}(r);
*/
static inline bool ndr_take(struct reader *r, uint32_t alignment, uint32_t size, const uint8_t **at)
{
    return ndr_whole(r, cursor_take_aligned(&r->in, alignment, size, at));
}

/* A parameter that is a number. */
/*@ requires \valid(v);
    assigns *v;
    ensures v->present && v->number == number;
*/
static inline void ndr_is_number(struct value *v, uint64_t number)
{
    *v = (struct value){.number = number, .present = true};
}

/* A value of which no more is known yet. */
/*@ requires \valid(v);
    assigns *v;
    ensures (v->present <==> present) && v->where == where;
*/
static inline void ndr_begin(struct value *v, bool present, uint32_t where)
{
    *v = (struct value){.present = present, .where = where};
}

/* An integer of 4 octets, aligned by 4. These two take a cursor, for the shortest way there is. */
/*@ requires \valid(c) && \valid(v) && readable(*c);
    requires \separated(c, v, c->octets + (0 .. c->length - 1));
    assigns c->offset, *v;
    ensures readable(*c) && same_octets(*c, \old(*c));
    ensures \result <==> \old(c->length - c->offset >= gap_to(c->offset, 4) + 4);
    ensures \result ==> c->offset == \old(c->offset + gap_to(c->offset, 4)) + 4 &&
      v->present && v->number == four(c->octets + (c->offset - 4), c->big);
    ensures \result ==> (c->offset - 4) % 4 == 0;
    ensures !\result ==> c->offset == \old(c->offset);
*/
static inline bool ndr_word(struct cursor *c, struct value *v)
{
    const uint8_t *at;
    if (!cursor_take_aligned(c, 4, 4, &at))
        return false;
    ndr_is_number(v, octets_u32(at, c->big));
    return true;
}

/* A context handle (MS-RPCE 2.2.1.1.4). Its alignment is that of its widest field, 4. */
/*@ requires \valid(c) && \valid(v) && readable(*c);
    requires \separated(c, v, c->octets + (0 .. c->length - 1));
    assigns c->offset, *v;
    ensures readable(*c) && same_octets(*c, \old(*c));
    ensures \result <==> \old(c->length - c->offset >= gap_to(c->offset, 4) + CONTEXT_HANDLE_SIZE);
    ensures \result ==>
      c->offset == \old(c->offset + gap_to(c->offset, 4)) + CONTEXT_HANDLE_SIZE && v->present &&
      v->big == c->big && v->at == c->octets + (c->offset - CONTEXT_HANDLE_SIZE);
    ensures !\result ==> c->offset == \old(c->offset);
*/
static inline bool ndr_handle(struct cursor *c, struct value *v)
{
    const uint8_t *at;
    if (!cursor_take_aligned(c, 4, CONTEXT_HANDLE_SIZE, &at))
        return false;
    ndr_begin(v, true, 0);
    v->at = at;
    v->big = c->big;
    return true;
}

/*@ requires sound_reader(r) && apart(r, v);
    assigns r->in.offset, *r->refusal, *v;
    ensures sound_reader(r) && read_on{Pre, Post}(r);
    ensures \result <==> \old(r->in.length - r->in.offset >= gap_to(r->in.offset, 4) + 4);
    ensures \result ==> r->in.offset == \old(r->in.offset + gap_to(r->in.offset, 4)) + 4 &&
      v->present && v->number == four(r->in.octets + (r->in.offset - 4), r->in.big);
    ensures \result ==> (r->in.offset - 4) % 4 == 0;
    ensures !\result ==> cut_short{Pre, Post}(r);
*/
static inline bool ndr_long(struct reader *r, struct value *v)
{
    return ndr_whole(r, ndr_word(&r->in, v));
}

/*@ requires \valid_read(r) && \valid_read(r->encoding);
    assigns \nothing;
    ensures \result <==> r->encoding->syntax == NDR64;
*/
static inline bool ndr_wide(const struct reader *r)
{
    return r->encoding->syntax == NDR64;
}

/* The octets of a count or referent identifier (MS-RPCE 2.2.5.3.2, 2.2.5.3.5). */
/*@ requires \valid_read(r) && \valid_read(r->encoding);
    assigns \nothing;
    ensures \result == (r->encoding->syntax == NDR64 ? 8 : 4);
*/
static inline uint32_t ndr_size_width(const struct reader *r)
{
    return ndr_wide(r) ? 8 : 4;
}

/* The count before a conformant array: starts the value with it. */
/*@ requires sound_reader(r) && apart(r, v);
    assigns r->in.offset, *r->refusal, *v;
    ensures sound_reader(r) && read_on{Pre, Post}(r);
    ensures \result ==> v->present && v->count == v->max <= ELEMENTS;
    ensures !\result ==> cut_short{Pre, Post}(r) || r->refusal->reason == REASON_TOO_MANY;
    behavior ndr:
      assumes r->encoding->syntax != NDR64;
      ensures \result ==> v->where % 4 == 0 && r->in.offset == v->where + 4 &&
        v->max == four(r->in.octets + v->where, r->in.big);
    behavior ndr64:
      assumes r->encoding->syntax == NDR64;
      ensures \result ==> v->where % 8 == 0 && r->in.offset == v->where + 8 &&
        v->max == eight(r->in.octets + v->where, r->in.big);
*/
bool ndr_conformance(struct reader *r, struct value *v);

/* The three counts before a conformant varying array or string: starts the value with them. */
/*@ requires sound_reader(r) && apart(r, v);
    assigns r->in.offset, *r->refusal, *v;
    ensures sound_reader(r) && read_on{Pre, Post}(r);
    ensures \result ==> v->present && v->count <= v->max <= ELEMENTS;
    ensures !\result ==> cut_short{Pre, Post}(r) ||
      r->refusal->reason \in {REASON_TOO_MANY, REASON_OFFSET, REASON_ACTUAL_OVER_MAX};
    behavior ndr:
      assumes r->encoding->syntax != NDR64;
      ensures \result ==> v->where % 4 == 0 && r->in.offset == v->where + 12 &&
        v->max == four(r->in.octets + v->where, r->in.big) &&
        four(r->in.octets + (v->where + 4), r->in.big) == 0 &&
        v->count == four(r->in.octets + (v->where + 8), r->in.big);
    behavior ndr64:
      assumes r->encoding->syntax == NDR64;
      ensures \result ==> v->where % 8 == 0 && r->in.offset == v->where + 24 &&
        v->max == eight(r->in.octets + v->where, r->in.big) &&
        eight(r->in.octets + (v->where + 8), r->in.big) == 0 &&
        v->count == eight(r->in.octets + (v->where + 16), r->in.big);
*/
bool ndr_varying(struct reader *r, struct value *v);

/* A referent identifier: sets whether the pointer is NULL. */
/*@ requires sound_reader(r) && apart(r, v);
    assigns r->in.offset, *r->refusal, *v;
    ensures sound_reader(r) && read_on{Pre, Post}(r);
    ensures !\result ==> cut_short{Pre, Post}(r);
    behavior ndr:
      assumes r->encoding->syntax != NDR64;
      ensures \result ==> v->where % 4 == 0 && r->in.offset == v->where + 4 &&
        (v->present <==> four(r->in.octets + v->where, r->in.big) != 0);
    behavior ndr64:
      assumes r->encoding->syntax == NDR64;
      ensures \result ==> v->where % 8 == 0 && r->in.offset == v->where + 8 &&
        (v->present <==> eight(r->in.octets + v->where, r->in.big) != 0);
*/
bool ndr_referent(struct reader *r, struct value *v);

/* An integer of a shape that has no function of its own here. */
/*@ requires sound_reader(r) && apart(r, v) && \valid_read(p);
    requires \separated(p, v, r, r->refusal);
    assigns r->in.offset, *r->refusal, *v;
    ensures sound_reader(r) && read_on{Pre, Post}(r);
    ensures ranged: \result && p->shape == SHAPE_RANGED ==> v->number <= p->most;
    ensures !\result ==> r->refusal->reason \in {REASON_TRUNCATED, REASON_RANGE};
*/
bool ndr_number(struct reader *r, const struct parameter *p, struct value *v);

/* A string or an array of octets or UTF-16 units. */
/*@ requires sound_reader(r) && apart(r, v);
    assigns r->in.offset, *r->refusal, *v;
    ensures sound_reader(r) && read_on{Pre, Post}(r);
    ensures backed: \result ==> v->present && (v->count == 0 ||
      \valid_read(v->at + (0 .. (shape == SHAPE_STRING || shape == SHAPE_UNITS ? 2 : 1) * v->count -
   1))); ensures ended: \result && shape == SHAPE_STRING ==> v->at[2 * v->count] == 0 && v->at[2 *
   v->count + 1] == 0; ensures \result ==> v->count <= v->max <= ELEMENTS;
*/
bool ndr_array(struct reader *r, enum shape shape, struct value *v);

/* Holds a value's counts against those of its list that size_is and length_is name. */
bool ndr_correlate(const struct parameter *p, const struct value *v, const struct value *list,
                   const struct encoding *encoding, struct refusal *refusal);

/* The same for all values of a message, and for what its request has room for. */
bool ndr_correlated(const struct parameter_list *list, const struct encoding *encoding,
                    const struct value *value, const struct message *request,
                    struct refusal *refusal);

/* The parameters from p up to `end`, of any shapes, at least one. Writes down where they end. */
bool ndr_parameters(struct reader *r, const struct parameter *p, const struct parameter *end,
                    struct value *v);

/* One row, taken from `rows`; what its pointers refer to from `leaves`. */
bool ndr_row(struct reader *rows, struct reader *leaves, const struct structure *s,
             struct value column[COLUMNS]);

/* A list of rows with all they refer to. */
bool ndr_rows(struct reader *r, const struct parameter *p, struct value *v);

/* -- writing ----------------------------------------------------------------------------------- */

/*@ predicate sound_writer(struct writer *w) = \valid(w) && sound(&w->out) &&
      \separated(w, w->out.octets + (0 .. w->out.capacity - 1));
    predicate beside(struct writer *w, struct value *v, integer size) =
      \valid_read(v) && \separated(w, v) &&
      \separated(w->out.octets + (0 .. w->out.capacity - 1), v) &&
      (size == 0 || (\valid_read(v->at + (0 .. size - 1)) &&
        \separated(w, v->at + (0 .. size - 1)) &&
        \separated(w->out.octets + (0 .. w->out.capacity - 1), v->at + (0 .. size - 1))));
    predicate units_of(struct writer *w, struct value *v) =
      v->count < ELEMENTS && beside(w, v, 2 * v->count);
*/

/* Octets that an integer of this shape takes. */
/*@ assigns \nothing;
    ensures \result == (shape == SHAPE_OCTET ? 1 : shape == SHAPE_SHORT ? 2 : shape == SHAPE_HYPER ?
   8 : shape == SHAPE_ENUM ? (wide ? 4 : 2) : shape == SHAPE_POINTER_SIZED && wide ? 8 : 4);
*/
uint32_t ndr_width(enum shape shape, bool wide);

/* An integer of any shape; nothing for rpc_status in version 2. */
/*@ requires sound_writer(w);
    assigns w->out.length, w->out.full, w->out.octets[w->out.length .. w->out.capacity - 1];
    ensures sound_writer(w) && same_room{Pre, Post}(&w->out);
    behavior none:
      assumes shape == SHAPE_RPC_STATUS && w->version == 2;
      ensures w->out.length == \old(w->out.length) && w->out.full == \old(w->out.full);
    behavior one:
      assumes shape != SHAPE_FILETIME && !(shape == SHAPE_RPC_STATUS && w->version == 2);
      ensures shape == SHAPE_OCTET ==> put_well{Pre, Post}(&w->out, number, 1);
      ensures shape == SHAPE_SHORT ==> put_well{Pre, Post}(&w->out, number, 2);
      ensures shape == SHAPE_HYPER ==> put_well{Pre, Post}(&w->out, number, 8);
      ensures shape == SHAPE_LONG ==> put_well{Pre, Post}(&w->out, number, 4);
*/
void ndr_put_number(struct writer *w, enum shape shape, uint64_t number);

/* A count or referent identifier. */
/*@ requires sound_writer(w);
    assigns w->out.length, w->out.full, w->out.octets[w->out.length .. w->out.capacity - 1];
    ensures sound_writer(w) && same_room{Pre, Post}(&w->out);
    ensures put_well{Pre, Post}(&w->out, size, w->wide ? 8 : 4);
*/
void ndr_put_size(struct writer *w, uint32_t size);

/* A referent identifier: 0 for NULL, else one that is not yet used. */
/*@ requires sound_writer(w) && \valid_read(v) && \separated(w, v);
    requires \separated(w->out.octets + (0 .. w->out.capacity - 1), v);
    assigns w->out.length, w->out.full, w->out.octets[w->out.length .. w->out.capacity - 1];
    assigns w->referent;
    ensures sound_writer(w) && same_room{Pre, Post}(&w->out);
    ensures put_well{Pre, Post}(&w->out, v->present ? \old(w->referent) : 0, w->wide ? 8 : 4);
    ensures w->referent == (v->present ? (uint32_t)(\old(w->referent) + 4) : \old(w->referent));
*/
void ndr_put_referent(struct writer *w, const struct value *v);

/*@ requires sound_writer(w) && \valid_read(v) && \separated(w, v);
    requires \separated(w->out.octets + (0 .. w->out.capacity - 1), v);
    requires v->at == \null || \valid_read(v->at + (0 .. CONTEXT_HANDLE_SIZE - 1));
    assigns w->out.length, w->out.full, w->out.octets[w->out.length .. w->out.capacity - 1];
    ensures sound_writer(w) && same_room{Pre, Post}(&w->out);
    ensures
      \old(has_room(&w->out, gap_to(w->out.length, 4) + CONTEXT_HANDLE_SIZE))
        ? grown{Pre, Post}(&w->out, \old(gap_to(w->out.length, 4)) + CONTEXT_HANDLE_SIZE)
        : w->out.full;
*/
void ndr_put_handle(struct writer *w, const struct value *v);

/* A string or an array of octets or UTF-16 units. */
/*@ requires sound_writer(w) && v->count < ELEMENTS;
    requires beside(w, v, (shape == SHAPE_STRING || shape == SHAPE_UNITS ? 2 : 1) * v->count);
    assigns w->out.length, w->out.full, w->out.octets[w->out.length .. w->out.capacity - 1];
    ensures sound_writer(w) && same_room{Pre, Post}(&w->out);
    ensures w->out.length >= \old(w->out.length);
*/
void ndr_put_array(struct writer *w, enum shape shape, const struct value *v);

/* A list of rows with all they refer to. */
void ndr_put_rows(struct writer *w, const struct parameter *p, const struct value *v);

#endif
