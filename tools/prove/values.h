/*
 * Any values as any method's request or reply. Strings and arrays have up to UNITS elements, lists
 * up to ROWS rows.
 */
#ifndef PROVE_VALUES_H
#define PROVE_VALUES_H

#include "arbitrary.h"
#include "wire/codec.h"

enum { UNITS = 4, ROWS = 2 };

/* What the values point to. */
struct pointed {
    uint8_t octets[2 * UNITS + CONTEXT_HANDLE_SIZE];
    struct value cells[ROWS * COLUMNS];
};

/* Any value at all, but that what it points to is there; a context handle may be none. */
static inline struct value any_value(const struct pointed *to, const struct value *cell,
                                     bool handle)
{
    return (struct value){.number = (uint64_t)any_number() << any_between(0, 32),
                          .present = any_bool(),
                          .big = any_bool(),
                          .at = handle && any_bool() ? NULL : to->octets,
                          .cell = cell,
                          .count = any_between(0, cell != NULL ? ROWS : UNITS),
                          .max = any_number()};
}

static inline void any_pointed(struct pointed *to)
{
    fill(to->octets, sizeof to->octets);
    /*@ loop unroll 18; */
    for (uint32_t i = 0; i < ROWS * COLUMNS; i++)
        to->cells[i] = any_value(to, NULL, false);
}

static inline struct message any_message(const struct pointed *to,
                                         const struct parameter_list *list)
{
    struct message message = {0};
    for (uint32_t i = 0; i < list->count; i++)
        message.value[i] = any_value(to, list->parameter[i].structure != NULL ? to->cells : NULL,
                                     list->parameter[i].shape == SHAPE_HANDLE);
    return message;
}

#endif
