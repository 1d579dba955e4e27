/* clus-cts compare DIR...: saved runs side by side. */
#ifndef CONFORMANCE_COMPARE_H
#define CONFORMANCE_COMPARE_H

#include "options.h"

/* Returns the exit status. */
int compare_command(const struct options *options);

#endif
