/* Handles are small numbers that are given out again at once. */
#include "vendor.h"

const struct habits habits = {
    .small_values = true,
    .any_access = true,
    .nameless = true,
    .instance_ends = true,
    .whole_length = true,
    .cuts_names = true,
};
