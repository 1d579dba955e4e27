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

/* Writes down why the stub is refused, and at which offset. Always false. */
static inline bool refuse(struct refusal *refusal, enum reason reason, uint32_t offset)
{
    *refusal = (struct refusal){reason, offset};
    return false;
}

static inline bool ndr_refuse(struct reader *r, enum reason reason, uint32_t offset)
{
    return refuse(r->refusal, reason, offset);
}

/* Whether octets were taken; if not, the stub is cut short where the cursor stands. */
static inline bool ndr_whole(struct reader *r, bool taken)
{
    if (!taken)
        return ndr_refuse(r, REASON_TRUNCATED, r->in.offset);
    return true;
}

static inline bool ndr_align(struct reader *r, uint32_t alignment)
{
    return ndr_whole(r, cursor_align(&r->in, alignment));
}

/* The next `size` octets (at most 64), aligned. */
static inline bool ndr_take(struct reader *r, uint32_t alignment, uint32_t size, const uint8_t **at)
{
    return ndr_whole(r, cursor_take_aligned(&r->in, alignment, size, at));
}

/* An integer of 4 octets, aligned by 4. These two take a cursor, for the shortest way there is. */
static inline bool ndr_word(struct cursor *c, struct value *v)
{
    const uint8_t *at;
    if (!cursor_take_aligned(c, 4, 4, &at))
        return false;
    *v = (struct value){.number = octets_u32(at, c->big), .present = true};
    return true;
}

/* A context handle (MS-RPCE 2.2.1.1.4). Its alignment is that of its widest field, 4. */
static inline bool ndr_handle(struct cursor *c, struct value *v)
{
    const uint8_t *at;
    if (!cursor_take_aligned(c, 4, CONTEXT_HANDLE_SIZE, &at))
        return false;
    *v = (struct value){.at = at, .present = true, .big = c->big};
    return true;
}

static inline bool ndr_long(struct reader *r, struct value *v)
{
    return ndr_whole(r, ndr_word(&r->in, v));
}

static inline bool ndr_wide(const struct reader *r)
{
    return r->encoding->syntax == NDR64;
}

/* The octets of a count or referent identifier (MS-RPCE 2.2.5.3.2, 2.2.5.3.5). */
static inline uint32_t ndr_size_width(const struct reader *r)
{
    return ndr_wide(r) ? 8 : 4;
}

/* The count before a conformant array: starts the value with it. */
bool ndr_conformance(struct reader *r, struct value *v);

/* The three counts before a conformant varying array or string: starts the value with them. */
bool ndr_varying(struct reader *r, struct value *v);

/* A referent identifier: sets whether the pointer is NULL. */
bool ndr_referent(struct reader *r, struct value *v);

/* An integer of a shape that has no function of its own here. */
bool ndr_number(struct reader *r, const struct parameter *p, struct value *v);

/* A string or an array of octets or UTF-16 units. */
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
