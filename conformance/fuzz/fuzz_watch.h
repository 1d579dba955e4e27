/* Is the server alive? And bringing it back. */
#ifndef CONFORMANCE_FUZZ_WATCH_H
#define CONFORMANCE_FUZZ_WATCH_H

#include "fuzz_run.h"

enum fuzz_health {
    FUZZ_ALIVE,
    FUZZ_DEAD, /* nobody takes a connection, or keeps it */
    FUZZ_STUCK /* nobody answers in time */
};

/* Ask the server its name on a connection of its own. */
enum fuzz_health fuzz_ask_health(const struct fuzz_runner *runner);

/* Run `restart` by the shell, unless it is NULL, and wait until the server is alive, so many
 * seconds. False: it is not. */
bool fuzz_bring_back(const struct fuzz_runner *runner, const char *restart, unsigned seconds);

#endif
