/* Which options a command has, and which go together. */
#ifndef CONFORMANCE_OPTIONS_FIT_H
#define CONFORMANCE_OPTIONS_FIT_H

#include <getopt.h>
#include <stdint.h>

#include "options.h"

enum option_code {
    OPTION_HELP = 256,
    OPTION_VERSION,
    OPTION_ONLY,
    OPTION_PROFILE,
    OPTION_FIXTURE,
    OPTION_KNOWN,
    OPTION_ERRORS,
    OPTION_ACCEPT,
    OPTION_FAILED,
    OPTION_SAVE,
    OPTION_TAP,
    OPTION_JUNIT,
    OPTION_JSON,
    OPTION_HTML,
    OPTION_MARKDOWN,
    OPTION_TIMEOUT,
    OPTION_JOBS,
    OPTION_DRY_RUN,
    OPTION_HERE,
    OPTION_MAY_DISTURB,
    OPTION_NDR64,
    OPTION_BIG_ENDIAN,
    OPTION_VERSION_2,
    OPTION_LOG,
    OPTION_RESTART,
    OPTION_SEED,
    OPTION_COUNT,
    OPTION_SECONDS,
    OPTION_DEPTH,
    OPTION_DETOURS,
    OPTION_SHARD,
    OPTION_ALPHABET,
    OPTION_KINDS,
    OPTION_FIRST,
    OPTION_WITH,
    OPTION_END
};

/* A bit for each option that was given. */
typedef uint64_t option_set;
#define OPTION_BIT(code) ((option_set)1 << ((code)-OPTION_HELP))
_Static_assert(OPTION_END - OPTION_HELP <= 64, "each option has a bit");

/* A command as it is written. */
const char *options_command_word(enum command command);

/* Does the command have all of these options, and can it do what they say together? False: what is
 * wrong was written to standard error. `names` are those of getopt_long. */
bool options_fit(const struct options *options, option_set given, const struct option *names);

#endif
