/* What the codec's tests share: whether two messages say the same. */
#ifndef WIRE_CODEC_TEST_H
#define WIRE_CODEC_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>
#include <string.h>

#include "codec.h"
#include "cursor.h"
#include "generate.h"

static inline void assert_same_units(const struct value *a, const struct value *b)
{
    assert_int_equal(a->count, b->count);
    for (size_t i = 0; i < a->count; i++)
        assert_int_equal(octets_u16(a->at + 2 * i, a->big), octets_u16(b->at + 2 * i, b->big));
}

static inline void assert_same_leaf(const struct parameter *p, const struct value *a,
                                    const struct value *b)
{
    uint8_t one[CONTEXT_HANDLE_SIZE], other[CONTEXT_HANDLE_SIZE];
    assert_int_equal(a->present, b->present);
    if (!a->present)
        return;
    if (p->shape == SHAPE_VARYING)
        assert_int_equal(a->max, b->max);
    if (p->shape == SHAPE_HANDLE) {
        handle_octets(a, one);
        handle_octets(b, other);
        assert_memory_equal(one, other, sizeof one);
    } else if (p->shape == SHAPE_STRING || p->shape == SHAPE_UNITS) {
        assert_same_units(a, b);
    } else if (p->shape >= SHAPE_OCTETS) {
        assert_int_equal(a->count, b->count);
        assert_memory_equal(a->at, b->at, a->count);
    } else {
        assert_true(a->number == b->number);
    }
}

static inline void assert_same_list(const struct parameter *p, const struct value *a,
                                    const struct value *b)
{
    struct value one[COLUMNS], other[COLUMNS];
    struct row_iterator left = rows_of(p, a), right = rows_of(p, b);
    assert_int_equal(a->present, b->present);
    if (!a->present)
        return;
    assert_int_equal(a->count, b->count);
    if (p->shape == SHAPE_VARYING_ROWS)
        assert_int_equal(a->max, b->max);
    for (uint32_t i = 0; i < a->count; i++) {
        assert_true(next_row(&left, one));
        assert_true(next_row(&right, other));
        for (uint32_t j = 0; j < p->structure->columns; j++)
            assert_same_leaf(&p->structure->column[j], &one[j], &other[j]);
    }
    assert_false(next_row(&left, one));
    assert_false(next_row(&right, other));
}

/* Do the two messages of a method say the same? rpc_status is left out in version 2. */
static inline void assert_same_message(const struct method *m, enum direction d, uint32_t version,
                                       const struct message *a, const struct message *b)
{
    const struct parameter_list *list = parameters(m, d);
    for (uint32_t i = 0; i < list->count; i++) {
        const struct parameter *p = &list->parameter[i];
        if (p->shape == SHAPE_RPC_STATUS && version == 2)
            assert_true(!b->value[i].present && b->value[i].number == 0);
        else if (p->structure != NULL)
            assert_same_list(p, &a->value[i], &b->value[i]);
        else
            assert_same_leaf(p, &a->value[i], &b->value[i]);
    }
}

#endif
