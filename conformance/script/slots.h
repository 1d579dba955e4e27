/* What a method of the table (ref/wire/methods.h) takes and gives, as a case sees it. The rows
 * themselves stay on the other side: their types bear names that the runner uses too. */
#ifndef CONFORMANCE_SLOTS_H
#define CONFORMANCE_SLOTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct method;
struct structure;

enum slot_takes {
    SLOT_NUMBER,
    SLOT_STRING,
    SLOT_UNITS,
    SLOT_OCTETS,
    SLOT_VARYING, /* octets, or room for some */
    SLOT_HANDLE,
    SLOT_MEMBERS, /* a structure */
    SLOT_ROWS,
    SLOT_COUNT /* no argument: it follows from an array */
};

enum { SLOTS_MAX = 9, OPNUM_MAX = 0xFFFF };

struct slot {
    const char *name;
    enum slot_takes takes;
    bool may_be_null;
    unsigned handle;                   /* SLOT_HANDLE: its type; 0: any */
    uint64_t most;                     /* SLOT_NUMBER: the largest that fits */
    const struct structure *structure; /* SLOT_MEMBERS, SLOT_ROWS */
};

/* NULL: interface version 2 or 3 has no such method, or no such opnum. */
const struct method *slots_method(unsigned version, const char *name);
const struct method *slots_opnum(unsigned version, unsigned opnum);

const char *method_text(const struct method *method);
unsigned method_opnum(const struct method *method);

/* Does version 2.0 of the interface lack it? */
bool method_is_new(const struct method *method);

/* The parameters of the request, and the members of a structure; returns how many. */
size_t method_slots(const struct method *method, struct slot slot[SLOTS_MAX]);
size_t structure_slots(const struct structure *structure, struct slot slot[SLOTS_MAX]);

/* How the reply names its values. */
enum output {
    OUTPUT_NONE,  /* there is none of that name */
    OUTPUT_PLAIN, /* one value */
    OUTPUT_ROW,   /* a structure */
    OUTPUT_ROWS   /* rows in any order */
};
enum output method_output(const struct method *method, const char *name, size_t length);

/* Does the method return a context handle, and of which type? 0: a number. */
unsigned method_returns(const struct method *method);

/* Types of context handles by the names of the notation, and the type that a reply parameter of the
 * request's handle has. 0: none. */
unsigned handle_type_named(const char *name, size_t length);
const char *handle_type_name(unsigned type);

#endif
