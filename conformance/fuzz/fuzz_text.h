/* Sequences as cases (notation.md, "Wire cases"), and back. */
#ifndef CONFORMANCE_FUZZ_TEXT_H
#define CONFORMANCE_FUZZ_TEXT_H

#include "fuzz_sequence.h"

struct script;

/* Append the line of one step, without its end. */
void fuzz_step_text(const struct fuzz_sequence *sequence, uint16_t step, struct growing *text);

/* The same for a call, without the name of its method, so that a want can follow. */
void fuzz_call_text(const struct fuzz_sequence *sequence, uint16_t step, struct growing *text);

/* Append the whole case. `id` is one word. */
void fuzz_text(const struct fuzz_sequence *sequence, const char *id, struct growing *text);

/* Take over a case: all its steps that a sequence can have. Methods called by name become calls of
 * parts. Returns how many steps were left out. */
size_t fuzz_of_script(const struct script *script, struct fuzz_sequence *sequence);

#endif
