/* An instance, and a second open, is the same pointer with one more count; everything is checked.
 */
#include "vendor.h"

const struct habits habits = {
    .same_instance = true,
    .same_open = true,
    .ids_open = true,
    .plain_ex = true,
    .enumerations_end = true,
};
