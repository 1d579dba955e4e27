/* Linked into the MC/DC build of clus-cts, for the reason that dump_gcov.c gives. */
#include "run/execute.h"

int __llvm_profile_write_file(void);
void __llvm_profile_reset_counters(void);
void __real_execute(const struct script *script, const struct subject *subject,
                    const struct witness *witness);
void __wrap_execute(const struct script *script, const struct subject *subject,
                    const struct witness *witness);

void __wrap_execute(const struct script *script, const struct subject *subject,
                    const struct witness *witness)
{
    __real_execute(script, subject, witness);
    (void)__llvm_profile_write_file();
    __llvm_profile_reset_counters();
}
