/* Counts references and never notices a stale handle: what it stood for is still there. More names
 * open than need to. */
#include "vendor.h"

const struct habits habits = {
    .trusting = true,
    .never_reuses = true,
    .spellings = true,
    .ids_open = true,
    .any_access = true,
};
