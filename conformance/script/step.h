/* Reading the lines of a case: steps, choices and wants. */
#ifndef CONFORMANCE_STEP_H
#define CONFORMANCE_STEP_H

#include "script.h"

enum { WHY_MAX = 200 };

/* What a name of a wire case is bound to. */
enum wire_binding { WIRE_UNBOUND, WIRE_CONNECTED, WIRE_OPENED, WIRE_HANDLE };

struct wire_name {
    enum wire_binding binding;
    unsigned handle;  /* WIRE_HANDLE: its type (slots.h) */
    unsigned version; /* of the interface, for a connection */
    size_t bound_by;  /* the step that says which association group a connection belongs to */
};

struct reader {
    struct arena *arena;
    const struct dictionary *dictionary;
    struct script *script;
    struct span name[SCRIPT_NAMES]; /* the names of the script, by number */
    int names;
    enum kind kind[SCRIPT_NAMES]; /* of the handle bound to each name; KIND_NONE: none yet */
    struct wire_name wire[SCRIPT_NAMES];
    const char *lacks; /* the first thing that the fixture lacks, or NULL */
    char why[WHY_MAX]; /* what is wrong, after a false */
};

/* The number of a name; NO_NAME: there is none of that name, or no room for one more. */
int name_find(const struct reader *reader, struct span name);
int name_add(struct reader *reader, struct span name);

/* Does the line give a choice (READING -> want) rather than a step? */
bool is_choice(struct span text);

/* Read a step with its want, if it has one. */
bool step_read(struct reader *reader, struct span text, struct step *step);

/* Read a choice below `step`; `ambiguity` is left to the caller. */
bool choice_read(struct reader *reader, struct span text, const struct step *step,
                 struct choice *choice);

/* Take a value; what the fixture lacks is noted in `lacks` and is no error. */
bool read_value(struct reader *reader, struct scan *scan, struct value *value);

/* Take a number, which a word of the fixture may stand for. */
bool read_numeric(struct reader *reader, struct scan *scan, int64_t *number);

/* Say what is wrong; false. */
bool read_refuse(struct reader *reader, const char *format, ...)
    __attribute__((format(PRINTF_FORMAT, 2, 3)));

/* Read a want up to the end of the line; the step's call and arguments are there already. */
bool want_read(struct reader *reader, struct scan *scan, const struct step *step,
               struct want *want);

#endif
