/* Where the counts, offsets, sizes and referents of a request stand, by the rows of its method. */
#ifndef SERVER_SWEEP_FIELD_TEST_H
#define SERVER_SWEEP_FIELD_TEST_H

#include "sweep_call_test.h"

#include "wire/ndr.h"

enum role {
    MAXIMUM,  /* maximum count of a string or array */
    OFFSET,   /* its offset */
    ACTUAL,   /* its actual count */
    REFERENT, /* of a unique pointer */
    SIZE,     /* a number that size_is or length_is of an array names */
    RANGED,   /* a number with a range */
    ROOM,     /* a number that says how much output there is room for */
};

struct spot {
    enum role role;
    uint32_t at; /* in the stub */
    uint32_t width;
    uint64_t truth;
    uint32_t least; /* MAXIMUM: elements that are there; RANGED: bounds */
    uint32_t most;
    bool correlated; /* MAXIMUM, ACTUAL: must be what another value says; SIZE: size_is names it */
    bool present;    /* SIZE, REFERENT: an array whose size it is, or that it refers to, is there */
    bool sized;      /* REFERENT: to an array of more than no elements whose size is given */
};

enum { FIELDS = 64 };

struct spots {
    const struct call *call;
    uint32_t at, count;
    bool wide;
    struct spot field[FIELDS];
};

static void align_to(struct spots *f, uint32_t alignment)
{
    f->at = (f->at + alignment - 1) / alignment * alignment;
}

static struct spot *add(struct spots *f, enum role role, uint32_t at, uint32_t width,
                        uint64_t truth)
{
    assert_true(f->count < FIELDS);
    struct spot *field = &f->field[f->count++];
    *field = (struct spot){.role = role, .at = at, .width = width, .truth = truth};
    return field;
}

static void add_size(struct spots *f, enum role role, const struct parameter *p, uint64_t truth,
                     uint32_t elements)
{
    const uint32_t width = f->wide ? 8 : 4;
    struct spot *field = add(f, role, f->at, width, truth);
    field->least = elements;
    field->correlated = role == MAXIMUM ? p->size_is != 0 : p->length_is != 0;
    f->at += width;
}

/* The counts and elements of a string or array that is no list of rows. */
static void walk_array(struct spots *f, const struct parameter *p, const struct value *v)
{
    const bool string = p->shape == SHAPE_STRING;
    const uint32_t count = v->count + string;
    const bool varying = string || p->shape == SHAPE_VARYING;
    align_to(f, f->wide ? 8 : 4);
    add_size(f, MAXIMUM, p, string || !varying ? count : v->max, count);
    if (varying) {
        add_size(f, OFFSET, p, 0, 0);
        add_size(f, ACTUAL, p, count, count);
    }
    f->at += (string || p->shape == SHAPE_UNITS ? 2 : 1) * count;
}

static void add_referent(struct spots *f, uint32_t at, const struct parameter *p,
                         const struct value *v)
{
    struct spot *field = add(f, REFERENT, at, f->wide ? 8 : 4, v->present);
    field->present = v->present;
    field->sized = p->size_is != 0 && v->max > 0;
}

/* A number, if something depends on it. */
static void add_number(struct spots *f, uint32_t at, const struct parameter *list, uint32_t count,
                       uint32_t i, const struct value *value)
{
    const struct parameter_list *reply = &f->call->method->reply;
    const struct parameter *p = &list[i];
    const uint32_t width = ndr_width(p->shape, f->wide);
    bool size = false, length = false, room = false, present = false;
    for (uint32_t k = 0; k < count; k++) {
        const bool its_size = list[k].size_is == i + 1, its_length = list[k].length_is == i + 1;
        size = size || its_size;
        length = length || its_length;
        present = present || ((its_size || its_length) && value[k].present);
    }
    for (uint32_t k = 0; k < reply->count && list == f->call->method->request.parameter; k++)
        room = room || (reply->parameter[k].bounded_by == i + 1 &&
                        reply->parameter[k].shape == SHAPE_VARYING);
    if (!size && !length && !room && p->shape != SHAPE_RANGED)
        return;
    const enum role role = size || length ? SIZE : p->shape == SHAPE_RANGED ? RANGED : ROOM;
    struct spot *field = add(f, role, at, width, value[i].number);
    field->correlated = size;
    field->least = 0;
    field->most = p->most;
    field->present = present;
}

static void walk_members(struct spots *f, const struct structure *s, uint32_t at,
                         const struct value *column)
{
    for (uint32_t j = 0; j < s->columns; j++) {
        const struct parameter *p = &s->column[j];
        const uint32_t width = p->unique ? (f->wide ? 8 : 4) : ndr_width(p->shape, f->wide);
        const uint32_t alignment = p->alignment > width ? p->alignment : width;
        at = (at + alignment - 1) / alignment * alignment;
        if (p->unique)
            add_referent(f, at, p, &column[j]);
        else
            add_number(f, at, s->column, s->columns, j, column);
        at += width;
    }
}

static void walk_rows(struct spots *f, const struct parameter *p, const struct value *v)
{
    const struct structure *s = p->structure;
    struct value column[COLUMNS];
    if (p->shape == SHAPE_ROWS) {
        align_to(f, f->wide ? 8 : 4);
        add_size(f, MAXIMUM, p, v->count, v->count);
    } else {
        assert_int_equal(p->shape, SHAPE_STRUCT);
    }
    align_to(f, s->alignment[f->wide]);
    const uint32_t first = f->at;
    struct row_iterator rows = rows_of(p, v);
    f->at += v->count * s->size[f->wide];
    for (uint32_t i = 0; next_row(&rows, column); i++) {
        walk_members(f, s, first + i * s->size[f->wide], column);
        for (uint32_t j = 0; j < s->columns; j++)
            if (s->column[j].unique && column[j].present)
                walk_array(f, &s->column[j], &column[j]);
    }
}

static void walk_parameter(struct spots *f, const struct parameter_list *list, uint32_t i,
                           const struct value *value)
{
    const struct parameter *p = &list->parameter[i];
    const uint32_t width = f->wide ? 8 : 4;
    if (p->shape == SHAPE_HANDLE) {
        align_to(f, 4);
        f->at += CONTEXT_HANDLE_SIZE;
        return;
    }
    if (p->unique) {
        align_to(f, width);
        add_referent(f, f->at, p, &value[i]);
        f->at += width;
    }
    if (p->structure != NULL && value[i].present) {
        walk_rows(f, p, &value[i]);
    } else if (p->shape == SHAPE_STRING || p->shape >= SHAPE_OCTETS) {
        if (value[i].present)
            walk_array(f, p, &value[i]);
    } else {
        align_to(f, ndr_width(p->shape, f->wide));
        add_number(f, f->at, list->parameter, list->count, i, value);
        f->at += ndr_width(p->shape, f->wide);
    }
}

/* Finds all fields of a request; that they end where its stub ends shows that none was missed. */
static void find_fields(const struct call *c, struct spots *f)
{
    const struct parameter_list *list = &c->method->request;
    f->call = c;
    f->at = f->count = 0;
    f->wide = c->way->encoding.syntax == NDR64;
    for (uint32_t i = 0; i < list->count; i++)
        walk_parameter(f, list, i, c->request.message.value);
    assert_true(f->at <= c->stub_size && c->stub_size - f->at < 8);
}

#endif
