/* The strict readings throughout: the second implementation that they can be kept by. */
#include "vendor.h"

const struct habits habits = {
    .never_reuses = true,
};
