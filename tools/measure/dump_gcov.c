/* Linked into the coverage build of clus-cts: a case's child leaves by _exit, and may be ended as
 * soon as it has said that it is done, so its counters are written when its steps are over. */
#include "run/execute.h"

void __gcov_dump(void);
void __gcov_reset(void);
void __real_execute(const struct script *script, const struct subject *subject,
                    const struct witness *witness);
void __wrap_execute(const struct script *script, const struct subject *subject,
                    const struct witness *witness);

void __wrap_execute(const struct script *script, const struct subject *subject,
                    const struct witness *witness)
{
    __real_execute(script, subject, witness);
    __gcov_dump();
    __gcov_reset();
}
