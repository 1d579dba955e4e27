/* Its own codes, the last error changed by success, granted access zeroed by failure. */
#include "vendor.h"

const struct habits habits = {
    .own_codes = true,
    .clobbers = true,
    .sensitive = true,
    .fine_rights = true,
    .close_says_no = true,
    .cuts_names = true,
};
