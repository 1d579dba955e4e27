#include "layout.h"

#include "wire/cursor.h"
#include "wire/ndr.h"

/* The most rows that are walked: a count may promise more than anyone sent. */
enum { ROWS_WALKED = 32 };

struct walk {
    struct cursor in;
    const struct encoding *encoding;
    struct layout *layout;
};

static bool is_wide(const struct walk *w)
{
    return w->encoding->syntax == NDR64;
}

static void note(struct walk *w, enum role role, const struct parameter *p, uint32_t size)
{
    struct layout *l = w->layout;
    if (w->in.offset > l->end)
        l->end = w->in.offset;
    if (l->places == PLACES)
        return;
    l->place[l->places] = (struct place){role, p, w->in.offset - size, size};
    l->places++;
}

/* An integer of `width` octets, aligned; its low 32 bits are the answer. */
static bool walk_integer(struct walk *w, enum role role, const struct parameter *p, uint32_t width,
                         uint32_t *number)
{
    const uint8_t *at;
    *number = 0;
    if (!cursor_take_aligned(&w->in, width, width, &at))
        return false;
    note(w, role, p, width);
    if (width == 4)
        *number = octets_u32(at, w->in.big);
    else if (width == 8)
        *number = (uint32_t)octets_u64(at, w->in.big);
    return true;
}

static bool walk_size(struct walk *w, enum role role, const struct parameter *p, uint32_t *number)
{
    return walk_integer(w, role, p, is_wide(w) ? 8 : 4, number);
}

/* Elements: as many as the count says, or as there are. */
static bool walk_elements(struct walk *w, enum role role, const struct parameter *p, uint32_t count,
                          uint32_t width)
{
    const uint8_t *at;
    const uint32_t room = cursor_left(&w->in) / width;
    const uint32_t taken = count < room ? count : room;
    if (!cursor_take(&w->in, taken * width, &at))
        return false;
    note(w, role, p, taken * width);
    return taken == count;
}

static bool walk_array(struct walk *w, const struct parameter *p)
{
    const bool varying = p->shape == SHAPE_STRING || p->shape == SHAPE_VARYING;
    const bool units = p->shape == SHAPE_STRING || p->shape == SHAPE_UNITS;
    uint32_t count, offset;
    if (!walk_size(w, ROLE_MAX, p, &count))
        return false;
    if (varying && !(walk_size(w, ROLE_OFFSET, p, &offset) && walk_size(w, ROLE_ACTUAL, p, &count)))
        return false;
    return walk_elements(w, units ? ROLE_UNITS : ROLE_OCTETS, p, count, units ? 2 : 1);
}

static bool walk_number(struct walk *w, const struct parameter *p)
{
    uint32_t number;
    if (p->shape == SHAPE_RPC_STATUS && w->encoding->version == 2)
        return true;
    if (p->shape == SHAPE_FILETIME)
        return walk_integer(w, ROLE_NUMBER, p, 4, &number) &&
               walk_integer(w, ROLE_NUMBER, p, 4, &number);
    return walk_integer(w, ROLE_NUMBER, p, ndr_width(p->shape, is_wide(w)), &number);
}

/* A row's own members, then what they point to, from two cursors as C706 14.3.12.3 has it. */
static bool walk_row(struct walk *rows, struct walk *leaves, const struct structure *s)
{
    bool present[COLUMNS] = {false};
    uint32_t referent = 0;
    for (uint32_t j = 0; j < s->columns; j++) {
        const struct parameter *p = &s->column[j];
        if (p->alignment != 0 && !cursor_align(&rows->in, p->alignment))
            return false;
        if (!(p->unique ? walk_size(rows, ROLE_REFERENT, p, &referent) : walk_number(rows, p)))
            return false;
        present[j] = p->unique && referent != 0;
    }
    for (uint32_t j = 0; j < s->columns; j++)
        if (present[j] && !walk_array(leaves, &s->column[j]))
            return false;
    return true;
}

static bool walk_counts(struct walk *w, const struct parameter *p, uint32_t *count)
{
    uint32_t other;
    *count = 1;
    if (p->shape == SHAPE_STRUCT)
        return true;
    if (!walk_size(w, ROLE_MAX, p, count))
        return false;
    if (p->shape == SHAPE_VARYING_ROWS)
        return walk_size(w, ROLE_OFFSET, p, &other) && walk_size(w, ROLE_ACTUAL, p, count);
    if (p->shape == SHAPE_LIST)
        return cursor_align(&w->in, p->structure->alignment[is_wide(w)]) &&
               walk_integer(w, ROLE_ENTRIES, p, 4, &other);
    return true;
}

static bool walk_rows(struct walk *w, const struct parameter *p)
{
    const struct structure *s = p->structure;
    const uint32_t size = s->size[is_wide(w)];
    uint32_t count;
    if (!walk_counts(w, p, &count) || !cursor_align(&w->in, s->alignment[is_wide(w)]))
        return false;
    struct walk rows = *w;
    const uint32_t room = cursor_left(&w->in) / size;
    const uint32_t taken = count < room ? count : room;
    const uint32_t first = w->in.offset;
    w->in.offset += taken * size;
    for (uint32_t i = 0; i < taken && i < ROWS_WALKED; i++) {
        rows.in.offset = first + i * size;
        if (!walk_row(&rows, w, s))
            return false;
    }
    return taken == count && taken <= ROWS_WALKED;
}

static bool walk_handle(struct walk *w, const struct parameter *p)
{
    const uint8_t *at;
    if (!cursor_take_aligned(&w->in, 4, CONTEXT_HANDLE_SIZE, &at))
        return false;
    note(w, ROLE_HANDLE, p, CONTEXT_HANDLE_SIZE);
    return true;
}

static bool walk_parameter(struct walk *w, const struct parameter *p)
{
    uint32_t referent = 1;
    if (p->unique && !walk_size(w, ROLE_REFERENT, p, &referent))
        return false;
    if (referent == 0)
        return true;
    if (p->shape == SHAPE_HANDLE)
        return walk_handle(w, p);
    if (p->structure != NULL)
        return walk_rows(w, p);
    if (p->shape == SHAPE_STRING || p->shape >= SHAPE_OCTETS)
        return walk_array(w, p);
    return walk_number(w, p);
}

void layout_find(const struct method *method, enum direction direction,
                 const struct encoding *encoding, const uint8_t *stub, uint32_t length,
                 struct layout *layout)
{
    const struct parameter_list *list = parameters(method, direction);
    struct walk w = {cursor_over(stub, length, encoding->big), encoding, layout};
    layout->places = 0;
    layout->end = 0;
    for (uint32_t i = 0; i < list->count; i++)
        if (!walk_parameter(&w, &list->parameter[i]))
            return;
}
