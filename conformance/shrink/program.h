/* A case of the API as a C program that needs clusapi.h and the library alone. */
#ifndef CONFORMANCE_PROGRAM_H
#define CONFORMANCE_PROGRAM_H

#include "base/growing.h"
#include "script/script.h"

struct program_request {
    const struct script *script; /* its last step, or the last of each of two programs, is judged */
    const struct spec *spec;
    const struct record *profile;
    const char *subject; /* what it was found in */
    const char *why;     /* what was found */
};

/* Append the program: it makes the calls, prints each and what came of it, and exits 1 if the last
 * answer is not what is wanted, 0 if it is, 2 if it does not come so far. NULL, or why this case
 * cannot be such a program. */
const char *program_print(const struct program_request *request, struct growing *text);

/* -- its parts */

struct program {
    const struct program_request *request;
    struct growing *out;
    size_t bound[SCRIPT_NAMES]; /* the step that bound each name last */
    const char *why_not;        /* NULL: all could be said so far */
};

/* The name of a step's variable in C. */
void program_name(char *out, size_t capacity, struct span word, size_t step);
enum { PROGRAM_NAME = 80 };

/* The C type of a handle. */
const char *program_type(enum kind kind);

/* The octets of a buffer without its guard. */
size_t program_size(const struct step *step, size_t parameter);

/* One step: declarations, the call, what is shown of it. `last`: with the variable `holds`. */
void program_step(struct program *program, size_t s, bool last);

/* An argument: what is declared for it, what stands in it before the call, and how it is passed. */
void program_declare(struct program *program, size_t s, size_t parameter);
void program_preset(struct program *program, size_t s, size_t parameter);
void program_pass(struct program *program, size_t s, size_t parameter);

/* What has to hold of a step's answer. `inside`: of one answer of `each`; otherwise of the whole.
 */
void program_want(struct program *program, size_t s, const struct want *want, bool inside);

/* That the last steps of both programs agree. */
void program_versus(struct program *program);

/* The want of a step under the profile, or NULL. */
const struct want *program_wanted(const struct program *program, size_t s);

/* Are the values of that name, one from each call of `each`, wanted as a set? */
bool program_gathers(const struct program *program, size_t s, struct span name);

/* Units as the elements of an array in C. */
void program_units(struct growing *out, const struct value *value);

/* The functions that the text calls. */
void program_helpers(const char *text, struct growing *out);

#endif
