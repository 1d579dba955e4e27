#include "fuzz_watch.h"

#include <stdlib.h>

enum { PAUSE = 50 /* milliseconds */ };

enum fuzz_health fuzz_ask_health(const struct fuzz_runner *runner)
{
    static struct fuzz_sequence question; /* large */
    struct fuzz_runner quiet = *runner;
    struct fuzz_report report;
    quiet.log = NULL;
    fuzz_begin(&question);
    (void)fuzz_add_connect(&question, FUZZ_NONE);
    (void)fuzz_add_call(&question, 0, FUZZ_OPNUM_NAME);
    fuzz_run(&quiet, &question, "alive", &report);
    if (report.came == FUZZ_SILENT) {
        return FUZZ_STUCK;
    }
    return report.came == FUZZ_ALL && report.taken[1] ? FUZZ_ALIVE : FUZZ_DEAD;
}

bool fuzz_bring_back(const struct fuzz_runner *runner, const char *restart, unsigned seconds)
{
    int64_t until = child_now() + (int64_t)seconds * 1000;
    if (restart != NULL && system(restart) != 0) {
        (void)fprintf(stderr, "clus-cts: --restart did not succeed: %s\n", restart);
        return false;
    }
    while (fuzz_ask_health(runner) != FUZZ_ALIVE) {
        if (child_now() >= until) {
            return false;
        }
        child_rest(PAUSE);
    }
    return true;
}
