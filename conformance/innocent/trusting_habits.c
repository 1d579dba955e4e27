/* Counts references, looks at nothing it is given, and frees memory: a stale handle may crash it.
 */
#include "vendor.h"

const struct habits habits = {
    .trusting = true,
    .lax = true,
    .needs_buffer = true,
};
