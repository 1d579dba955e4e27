/* Reading the steps of a wire case (notation.md, "Wire cases"). */
#ifndef CONFORMANCE_WIRE_READ_H
#define CONFORMANCE_WIRE_READ_H

#include "step.h"
#include "wire_step.h"

/* Is `name`, which stands before the parenthesis, a call on an endpoint? */
bool is_wire_call(struct span name);

/* Read a step from its parenthesis on: `call` stands before it, and `bound` before that, or is
 * empty. `step` has each, repeat and `when`. */
bool wire_step_read(struct reader *reader, struct scan *scan, struct span bound, struct span call,
                    enum wire_when when, struct step *step);

/* Arguments. Each takes what comes up to a comma or a parenthesis, and says what is wrong. */

/* Parts, as many as come, up to `FIELD =` or the parenthesis. */
bool parts_read(struct reader *reader, struct scan *scan, const struct part **part, size_t *parts);

/* The typed arguments of a method or a structure, up to `end`. */
bool arguments_read(struct reader *reader, struct scan *scan, const char *of,
                    const struct slot *slot, size_t slots, const char *end, bool each,
                    const struct part **part);

/* The arguments of a PDU step, up to its parenthesis. */
bool pdu_read(struct reader *reader, struct scan *scan, struct wire_step *wire);

/* A number of at most `most`. */
bool read_fitting(struct reader *reader, struct scan *scan, uint64_t most, uint64_t *number);

/* NAME.assoc_group_id, whose connection is `*name`. False, and nothing is taken: it does not come.
 */
bool read_group(const struct reader *reader, struct scan *scan, int *name);

/* Does `FIELD =` come next? Then its name is `field`, and nothing is taken. */
bool sees_field(struct scan scan, struct span *field);

/* Take a mark, or say that it was expected. */
bool expect(struct reader *reader, struct scan *scan, const char *mark);

/* Read a want up to the end of the line. */
bool wire_want_read(struct reader *reader, struct scan *scan, const struct step *step,
                    struct want *want);

#endif
