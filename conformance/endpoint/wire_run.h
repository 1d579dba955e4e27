/* Taking the steps of a wire case. */
#ifndef CONFORMANCE_WIRE_RUN_H
#define CONFORMANCE_WIRE_RUN_H

#include "channel.h"
#include "script/answer.h"
#include "subject/subject.h"

/* What the names of a case are bound to. */
struct wire_run {
    const struct script *script;
    const struct subject *subject;
    struct channel channel[SCRIPT_NAMES];
    part_token token[SCRIPT_NAMES];
    struct growing groups; /* the association groups seen, a uint32_t each */
};

/* Take step `s`. The answer lives in the arena. False: the program, which ends before step `end`,
 * ends here. */
bool wire_take(struct wire_run *run, size_t s, size_t end, struct arena *arena,
               struct answer *answer);

/* Can the step be taken: is the connection that it uses there? */
bool wire_can_take(const struct wire_run *run, size_t s);

/* Close the connections that are still open, and free what the run holds. */
void wire_run_end(struct wire_run *run);

/* Why the subject cannot be asked this case, or NULL: it can. */
const char *wire_skips(const struct script *script, const struct subject_type *type);

#endif
