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
    struct refusal *refusal; /* the first failure is written here */
    uint32_t base;           /* offset of the cursor's first octet in the stub */
    uint32_t version;        /* of the interface: 2 or 3 */
    bool wide;               /* NDR64 */
};

struct writer {
    struct builder out;
    uint32_t referent; /* the last referent identifier given */
    uint32_t version;  /* of the interface: 2 or 3 */
    bool wide;         /* NDR64 */
};

/* -- reading ----------------------------------------------------------------------------------- */

/* Writes down why the stub is refused, at an offset of this reader's octets. Always false. */
static inline bool ndr_refuse(struct reader *r, enum reason reason, uint32_t offset)
{
    r->refusal->reason = reason;
    r->refusal->offset = r->base + offset;
    return false;
}

static inline bool ndr_align(struct reader *r, uint32_t alignment)
{
    return cursor_align(&r->in, alignment) || ndr_refuse(r, REASON_TRUNCATED, r->in.offset);
}

/* An integer of 4 octets. */
static inline bool ndr_u32(struct reader *r, uint32_t *number)
{
    return ndr_align(r, 4) &&
           (cursor_u32(&r->in, number) || ndr_refuse(r, REASON_TRUNCATED, r->in.offset));
}

/* A count or referent identifier: 4 octets, or 8 in NDR64 (MS-RPCE 2.2.5.3.2, 2.2.5.3.5). */
static inline bool ndr_size(struct reader *r, uint64_t *size)
{
    uint32_t narrow = 0;
    if (r->wide)
        return ndr_align(r, 8) &&
               (cursor_u64(&r->in, size) || ndr_refuse(r, REASON_TRUNCATED, r->in.offset));
    bool taken = ndr_u32(r, &narrow);
    *size = narrow;
    return taken;
}

/* The offset in the cursor of the count that was just read. */
static inline uint32_t ndr_size_place(const struct reader *r)
{
    return r->in.offset - (r->wide ? 8u : 4u);
}

/* A DWORD or another integer of 4 octets. */
static inline bool ndr_long(struct reader *r, struct value *v)
{
    uint32_t number;
    if (!ndr_u32(r, &number))
        return false;
    *v = (struct value){.number = number, .where = r->base + r->in.offset - 4u, .present = true};
    return true;
}

/* rpc_status, which MS-CMRP 6.1 (version 2) does not declare. */
static inline bool ndr_rpc_status(struct reader *r, struct value *v)
{
    if (r->version != 2)
        return ndr_long(r, v);
    *v = (struct value){.where = r->base + r->in.offset};
    return true;
}

/* A context handle (MS-RPCE 2.2.1.1.4). Its alignment is that of its widest field, 4. */
static inline bool ndr_handle(struct reader *r, struct value *v)
{
    const uint8_t *at;
    if (!ndr_align(r, 4))
        return false;
    if (!cursor_take(&r->in, CONTEXT_HANDLE_SIZE, &at))
        return ndr_refuse(r, REASON_TRUNCATED, r->in.offset);
    *v = (struct value){.at = at,
                        .count = CONTEXT_HANDLE_SIZE,
                        .where = r->base + r->in.offset - CONTEXT_HANDLE_SIZE,
                        .present = true,
                        .big = r->in.big};
    return true;
}

/* The maximum count that begins a conformant array: starts the value with it. */
static inline bool ndr_conformance(struct reader *r, struct value *v)
{
    uint64_t max;
    if (!ndr_size(r, &max))
        return false;
    if (max > ELEMENTS) /* MS-RPCE 3.1.1.5.3.2.2.1 */
        return ndr_refuse(r, REASON_TOO_MANY, ndr_size_place(r));
    *v = (struct value){.count = (uint32_t)max,
                        .max = (uint32_t)max,
                        .where = r->base + ndr_size_place(r),
                        .present = true,
                        .big = r->in.big};
    return true;
}

/* Offset and actual count of a varying array, or string, whose maximum count is v->max. */
static inline bool ndr_variance(struct reader *r, struct value *v)
{
    uint64_t offset, actual;
    if (!ndr_size(r, &offset))
        return false;
    if (offset != 0) /* MS-RPCE 3.1.1.5.3.2.1.7 and .10 */
        return ndr_refuse(r, REASON_OFFSET, ndr_size_place(r));
    if (!ndr_size(r, &actual))
        return false;
    if (actual > v->max) /* MS-RPCE 3.1.1.5.3.2.1.12 */
        return ndr_refuse(r, REASON_ACTUAL_OVER_MAX, ndr_size_place(r));
    v->count = (uint32_t)actual;
    return true;
}

/* The elements of an array of octets (width 1) or UTF-16 units (width 2). */
static inline bool ndr_elements(struct reader *r, uint32_t width, struct value *v)
{
    return cursor_take(&r->in, v->count * width, &v->at) ||
           ndr_refuse(r, REASON_TRUNCATED, r->in.offset);
}

/* A conformant varying string (C706 14.3.4). Its terminator is checked and left out. */
static inline bool ndr_string(struct reader *r, struct value *v)
{
    if (!ndr_conformance(r, v) || !ndr_variance(r, v))
        return false;
    if (v->count == 0)
        return ndr_refuse(r, REASON_NO_TERMINATOR, ndr_size_place(r));
    if (!ndr_elements(r, 2, v))
        return false;
    v->count -= 1;
    if (v->at[2 * v->count] != 0 || v->at[2 * v->count + 1] != 0)
        return ndr_refuse(r, REASON_NO_TERMINATOR, r->in.offset - 2u);
    return true;
}

/* A referent identifier: sets whether the pointer is NULL. */
bool ndr_referent(struct reader *r, struct value *v);

/* An integer of a shape that has no function of its own here. */
bool ndr_number(struct reader *r, const struct parameter *p, struct value *v);

/* A string or an array of octets or UTF-16 units. */
bool ndr_array(struct reader *r, enum shape shape, struct value *v);

/* Holds a value's counts against those of its list that size_is and length_is name. */
bool ndr_correlate(struct reader *r, const struct parameter *p, const struct value *v,
                   const struct value *list);

/* One row, taken from `rows`; what its pointers refer to from `leaves`. */
bool ndr_row(struct reader *rows, struct reader *leaves, const struct structure *s,
             struct value column[COLUMNS]);

/* A list of rows with all they refer to. */
bool ndr_rows(struct reader *r, const struct parameter *p, struct value *v);

/* -- writing ----------------------------------------------------------------------------------- */

/* Octets that an integer of this shape takes. */
uint32_t ndr_width(enum shape shape, bool wide);

/* An integer of any shape; nothing for rpc_status in version 2. */
void ndr_put_number(struct writer *w, enum shape shape, uint64_t number);

/* A count or referent identifier. */
void ndr_put_size(struct writer *w, uint32_t size);

/* A referent identifier: 0 for NULL, else one that is not yet used. */
void ndr_put_referent(struct writer *w, const struct value *v);

void ndr_put_handle(struct writer *w, const struct value *v);

/* A string or an array of octets or UTF-16 units. */
void ndr_put_array(struct writer *w, enum shape shape, const struct value *v);

/* A list of rows with all they refer to. */
void ndr_put_rows(struct writer *w, const struct parameter *p, const struct value *v);

#endif
