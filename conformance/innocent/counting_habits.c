/* An instance is the same pointer with one more count; everything is checked. */
#include "vendor.h"

const struct habits habits = {
    .same_instance = true,
    .ids_open = true,
    .plain_ex = true,
    .enumerations_end = true,
};
