/* The memory that a call is given: DWORDs, buffers with guard octets behind them, strings. */
#ifndef CONFORMANCE_BUFFERS_H
#define CONFORMANCE_BUFFERS_H

#include "script/answer.h"

/* Make what argument n of the step needs (names are the caller's affair) ready to be passed. */
void buffer_prepare(const struct step *step, size_t n, uint32_t index, struct arena *arena,
                    struct actual *actual);

/* Append what the argument holds now to the values of the answer; nothing for arguments that have
 * no name there. */
void buffer_answer(const struct step *step, size_t n, const struct actual *actual,
                   struct arena *arena, struct answer_value *value, size_t *values);

#endif
