/* clus-cts verify DIR: judge the answers of a saved run again, and say whether it adds up. */
#ifndef CONFORMANCE_VERIFY_H
#define CONFORMANCE_VERIFY_H

#include "options.h"

/* Returns the exit status. */
int verify_command(const struct options *options);

#endif
