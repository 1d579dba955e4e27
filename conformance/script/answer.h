/* What came back from a step (notation.md, "Answers"). */
#ifndef CONFORMANCE_ANSWER_H
#define CONFORMANCE_ANSWER_H

#include "script.h"

enum answer_end {
    ANSWER_NONE,   /* the step was not made */
    ANSWER_HANDLE, /* not NULL */
    ANSWER_NULL,
    ANSWER_NUMBER,
    ANSWER_CRASH,
    ANSWER_TIMEOUT,
    ANSWER_ABSENT,
    ANSWER_STUB,
    /* on the wire: */
    ANSWER_WORD,     /* `cause`: bound, closed, a type of PDU, … */
    ANSWER_FAULT,    /* `number` is its status */
    ANSWER_MALFORMED /* `cause`: what is wrong; `number`: at which octet */
};

/* What an argument held afterwards. */
struct answer_value {
    struct span name;
    bool list; /* `each`: one value for each call that gave zero */
    const struct value *value;
    size_t count;
};

struct answer {
    enum answer_end end;
    int64_t number; /* ANSWER_NUMBER */
    bool coded;     /* the call failed and set the last error, to: */
    int64_t code;
    struct span cause; /* ANSWER_CRASH: the signal or exception code; words of the wire */
    const struct answer_value *value;
    size_t values;
};

/* Print without "=> ". `names` gives error codes their names; NULL: as numbers. Returns the
 * length, less than `capacity`. */
size_t answer_print(const struct answer *answer, const struct call *call,
                    const struct dictionary *names, char *out, size_t capacity);

/* Read what answer_print wrote. False: `why` (200 characters) says why not. */
bool answer_read(struct span text, const struct dictionary *dictionary, struct arena *arena,
                 struct answer *answer, char *why);

/* The value of that name, or NULL. */
const struct answer_value *answer_value(const struct answer *answer, struct span name);

/* Did the call say that it failed (calls.h, enum result)? */
bool answer_failed(const struct answer *answer, const struct call *call);

#endif
