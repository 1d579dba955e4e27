/* All handles to one cluster are one connection: closing one ends the objects of all. */
#include "vendor.h"

const struct habits habits = {
    .shared = true,
    .close_says_no = true,
    .enumerations_end = true,
    .needs_buffer = true,
    .parent_rights = true,
    .counts_states = true,
};
