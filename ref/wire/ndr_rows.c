#include "ndr.h"

/* What stands in the row itself: integers, and referent identifiers. The rows were taken whole, so
 * nothing can be missing; if it were, the column would be zero. */
static void take_members(struct reader *rows, const struct structure *s, struct value *column)
{
    for (uint32_t j = 0; j < s->columns; j++) {
        const struct parameter *p = &s->column[j];
        column[j] = (struct value){0};
        if (p->alignment != 0)
            (void)ndr_align(rows, p->alignment);
        if (p->unique)
            (void)ndr_referent(rows, &column[j]);
        else
            (void)ndr_number(rows, p, &column[j]);
    }
}

bool ndr_row(struct reader *rows, struct reader *leaves, const struct structure *s,
             struct value column[COLUMNS])
{
    take_members(rows, s, column);
    for (uint32_t j = 0; j < s->columns; j++) { /* C706 14.3.12.3: deferred, in order */
        const struct parameter *p = &s->column[j];
        if (p->unique && column[j].present && !ndr_array(leaves, p->shape, &column[j]))
            return false;
        if (!ndr_correlate(p, &column[j], column, leaves->encoding, leaves->refusal))
            return false;
    }
    return true;
}

/* The counts that stand before the rows. */
static bool take_counts(struct reader *r, const struct parameter *p, struct value *v)
{
    struct value entries;
    if (p->shape == SHAPE_STRUCT) {
        *v = (struct value){.count = 1, .present = true, .big = r->in.big};
        return true;
    }
    if (p->shape == SHAPE_VARYING_ROWS)
        return ndr_varying(r, v);
    if (!ndr_conformance(r, v))
        return false;
    if (p->shape == SHAPE_ROWS)
        return true;
    /* A conformant structure: its maximum count stands first, aligned as the structure is, then
     * EntryCount. */
    if (!ndr_long(r, &entries))
        return false;
    if (entries.number != v->max) /* MS-RPCE 3.1.1.5.3.2.1.2 */
        return ndr_refuse(r, REASON_SIZE_IS, v->where);
    return true;
}

/* Takes the octets of v->count rows in one piece; *rows is left standing at the first of them. */
static bool take_whole(struct reader *r, const struct structure *s, struct value *v,
                       struct reader *rows)
{
    const uint8_t *first;
    if (!ndr_align(r, s->alignment[ndr_wide(r)]))
        return false;
    uint64_t size = (uint64_t)v->count * s->size[ndr_wide(r)];
    *rows = *r;
    if (size > cursor_left(&r->in))
        return ndr_refuse(r, REASON_TRUNCATED, r->in.offset);
    (void)cursor_take(&r->in, (uint32_t)size, &first);
    v->at = r->in.octets;
    v->size = r->in.length;
    v->row = rows->in.offset;
    v->wide = ndr_wide(r);
    return true;
}

bool ndr_rows(struct reader *r, const struct parameter *p, struct value *v)
{
    struct value column[COLUMNS];
    struct reader rows;
    if (!take_counts(r, p, v) || !take_whole(r, p->structure, v, &rows))
        return false;
    if (p->shape == SHAPE_STRUCT)
        v->where = v->row;
    for (uint32_t i = 0; i < v->count; i++) {
        rows.in.offset = v->row + i * p->structure->size[ndr_wide(r)];
        if (!ndr_row(&rows, r, p->structure, column))
            return false;
    }
    return true;
}

struct row_iterator rows_of(const struct parameter *parameter, const struct value *list)
{
    const struct structure *s = parameter->structure;
    struct row_iterator rows = {s, list, 0, list->row,
                                list->row + list->count * s->size[list->wide]};
    return rows;
}

/* The next row of a list that was decoded, and accepted. */
static bool next_decoded(struct row_iterator *rows, struct value column[COLUMNS])
{
    const struct value *list = rows->list;
    struct refusal refusal;
    struct encoding encoding = {list->wide ? NDR64 : NDR, list->big, 2};
    struct reader members = {cursor_over(list->at, list->size, list->big), &encoding, &refusal,
                             false};
    struct reader leaves = members;
    members.in.offset = rows->row;
    leaves.in.offset = rows->leaf;
    bool taken = ndr_row(&members, &leaves, rows->structure, column);
    rows->row += rows->structure->size[list->wide];
    rows->leaf = leaves.in.offset;
    return taken;
}

bool next_row(struct row_iterator *rows, struct value column[COLUMNS])
{
    const struct value *list = rows->list;
    if (rows->next >= list->count)
        return false;
    rows->next += 1;
    if (list->cell == NULL)
        return next_decoded(rows, column);
    const struct value *cell = list->cell + (size_t)(rows->next - 1) * rows->structure->columns;
    for (uint32_t j = 0; j < rows->structure->columns; j++)
        column[j] = cell[j];
    return true;
}
