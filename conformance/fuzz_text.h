/* Sequences as cases (notation.md, "Wire cases"), and back. */
#ifndef CONFORMANCE_FUZZ_TEXT_H
#define CONFORMANCE_FUZZ_TEXT_H

#include "fuzz_sequence.h"

struct script;

/* Append the line of one step, without a want and without its end. */
void fuzz_step_text(const struct fuzz_sequence *sequence, uint16_t step, struct growing *text);

/* Append the whole case. `id` is one word. Every step is followed by `want`, if that is not NULL.
 */
void fuzz_text(const struct fuzz_sequence *sequence, const char *id, struct growing *text);

/* Take over a case: all its steps that a sequence can have. Methods called by name become calls of
 * parts. Returns how many steps were left out. */
size_t fuzz_of_script(const struct script *script, struct fuzz_sequence *sequence);

#endif
