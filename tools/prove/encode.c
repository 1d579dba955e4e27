/*
 * Encoding any values as any method's request and reply, into rooms that end anywhere up to ROOM
 * octets; the names of methods and levels. Strings and arrays have up to UNITS elements, lists up
 * to ROWS rows.
 */
#include "arbitrary.h"
#include "wire/codec.h"

enum { ROOM = 120, UNITS = 4, ROWS = 2 };

static uint8_t octets[2 * UNITS + CONTEXT_HANDLE_SIZE];
static struct value cells[ROWS * COLUMNS];

/* Any value at all, but that what it points to is there; a context handle may be none. */
static struct value any_value(const struct value *cell, bool handle)
{
    return (struct value){.number = (uint64_t)any_number() << any_between(0, 32),
                          .present = any_bool(),
                          .big = any_bool(),
                          .at = handle && any_bool() ? NULL : octets,
                          .cell = cell,
                          .count = any_between(0, cell != NULL ? ROWS : UNITS),
                          .max = any_number()};
}

static void one(const struct method *method, enum direction direction,
                const struct encoding *encoding)
{
    const struct parameter_list *list = parameters(method, direction);
    uint8_t stub[ROOM];
    struct message message = {0};
    uint32_t length;
    for (uint32_t i = 0; i < list->count; i++)
        message.value[i] = any_value(list->parameter[i].structure != NULL ? cells : NULL,
                                     list->parameter[i].shape == SHAPE_HANDLE);
    (void)encode(method, direction, encoding, &message, stub, any_between(0, ROOM), &length);
}

static void every(uint32_t version, enum transfer_syntax syntax)
{
    const struct encoding encoding = {syntax, syntax == NDR && any_bool(), version};
    /*@ loop unroll 265; */
    for (uint32_t opnum = 0; opnum < OPNUMS; opnum++) {
        const struct method *method = method_of(version, opnum);
        if (method == NULL)
            continue;
        one(method, REQUEST, &encoding);
        one(method, REPLY, &encoding);
    }
}

static void names(void)
{
    char name[ROOM];
    fill((uint8_t *)name, sizeof name);
    name[ROOM - 1] = 0;
    (void)method_of(any_between(2, 3), any_number());
    (void)method_named(any_between(2, 3), name);
    (void)access_text((enum method_access)any_between(0, ACCESS_BY_QUORUM_SIZE));
    (void)since_text((enum method_since)any_between(0, SINCE_2025));
    (void)handle_type_text((enum handle_type)any_between(0, HANDLE_GROUPSET));
    (void)reason_text((enum reason)any_between(0, REASONS - 1));
}

int main(void)
{
    names();
    fill(octets, sizeof octets);
    /*@ loop unroll 18; */
    for (uint32_t i = 0; i < ROWS * COLUMNS; i++)
        cells[i] = any_value(NULL, false);
    every(2, NDR);
    every(3, NDR);
    every(3, NDR64);
    return 0;
}
