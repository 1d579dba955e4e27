/*
 * Values of a method's parameters, apart from their encoding.
 *
 * A decoded value is a view: it points into the stub it was decoded from and is valid as long as
 * those octets are. A value to be encoded points to memory of the caller. Nothing here owns memory.
 */
#ifndef WIRE_VALUE_H
#define WIRE_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    PARAMETERS = 9,          /* the most that one direction of a method carries (opnum 38, reply) */
    COLUMNS = 9,             /* the most that one row of a list carries (GROUP_ENUM_ENTRY) */
    CONTEXT_HANDLE_SIZE = 20 /* MS-RPCE 2.2.1.1.4: all 20 octets are one opaque token */
};

struct value {
    uint64_t number;   /* integer, boolean, enumeration, FILETIME (high * 2^32 + low) */
    uint32_t where;    /* decoded string, array, list or NULL pointer: its offset in the stub */
    bool present;      /* the pointer is not NULL; true where there is no pointer */
    bool big;          /* UTF-16 units, handle fields and rows stand in big-endian order */
    bool wide;         /* decoded list: it stands in NDR64 */
    const uint8_t *at; /* string: its UTF-16 units without the terminator; array: its octets;
                          context handle: its 20 octets; decoded list: the whole stub */
    const struct value *cell; /* list to encode: count rows of the structure's columns, row after
                                 row; NULL when the list was decoded */
    uint32_t count;           /* elements: UTF-16 units, octets, rows */
    uint32_t max;             /* a varying array's maximum count (size_is) */
    uint32_t row;             /* decoded list: offset of the first row in the stub */
    uint32_t size;            /* decoded list: length of the stub */
};

/* The parameters of one direction in wire order, as the method's list names them; the return
 * value, where there is one, comes last. */
struct message {
    struct value value[PARAMETERS];
};

#endif
