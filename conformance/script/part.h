/* What stubs, PDUs and the arguments of methods are put together from (notation.md, "Parts"). */
#ifndef CONFORMANCE_PART_H
#define CONFORMANCE_PART_H

#include "base/growing.h"

enum { TOKEN_OCTETS = 20 }; /* of a context handle (MS-RPCE 2.2.1.1.4) */

enum part_type {
    PART_OCTETS,
    PART_U8,
    PART_U16,
    PART_U32,
    PART_U64,
    PART_COUNT,
    PART_POINTER,
    PART_STRING,
    PART_UNITS,
    PART_ZEROS,
    PART_HANDLE,
    PART_ALTERED,
    PART_NULL,
    PART_FIRST,
    PART_AFTER,
    /* arguments of methods only: */
    PART_NUMBER,
    PART_INDEX, /* the # of `each` */
    PART_ROOM,
    PART_MEMBERS
};

struct part {
    enum part_type type;
    uint64_t number; /* a number; the N of zeros, room, first, after; the octet of altered */
    int name;        /* PART_HANDLE, PART_ALTERED: whose handle */
    const uint16_t *units;
    const uint8_t *octets;
    size_t count;            /* units or octets */
    const struct part *part; /* PART_FIRST, PART_AFTER, PART_MEMBERS */
    size_t parts;
};

/* How parts stand: in NDR64 or NDR, integers in big-endian or little-endian order. */
struct part_form {
    bool wide;
    bool big;
};

/* The context handles that names are bound to, as a little-endian sender has them. */
typedef uint8_t part_token[TOKEN_OCTETS];

/* Append the parts. They are aligned from where the first of them stands; so are those within
 * `first` and `after`. */
void parts_put(const struct part *part, size_t parts, struct part_form form,
               const part_token *tokens, struct growing *out);

/* The octets of the handle that a part means: little-endian, or as the part gives them. */
void part_handle(const struct part *part, const part_token *tokens, part_token octets);

#endif
