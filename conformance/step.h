/* Reading the lines of a case: steps, choices and wants. */
#ifndef CONFORMANCE_STEP_H
#define CONFORMANCE_STEP_H

#include "script.h"

enum { WHY_MAX = 200 };

struct reader {
    struct arena *arena;
    const struct dictionary *dictionary;
    struct script *script;
    enum kind kind[SCRIPT_NAMES]; /* of the handle bound to each name; KIND_NONE: none yet */
    const char *lacks;            /* the first thing that the fixture lacks, or NULL */
    char why[WHY_MAX];            /* what is wrong, after a false */
};

/* Does the line give a choice (READING -> want) rather than a step? */
bool is_choice(struct span text);

/* Read a step with its want, if it has one. */
bool step_read(struct reader *reader, struct span text, struct step *step);

/* Read a choice below `step`; `ambiguity` is left to the caller. */
bool choice_read(struct reader *reader, struct span text, const struct step *step,
                 struct choice *choice);

/* Take a value; what the fixture lacks is noted in `lacks` and is no error. */
bool read_value(struct reader *reader, struct scan *scan, struct value *value);

/* Say what is wrong; false. */
bool refuse(struct reader *reader, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Read a want up to the end of the line; the step's call and arguments are there already. */
bool want_read(struct reader *reader, struct scan *scan, const struct step *step,
               struct want *want);

#endif
