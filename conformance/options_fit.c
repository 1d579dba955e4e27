#include "options_fit.h"

#include <stdio.h>

enum { OPTIONS_OF_COMMAND = 18 };

/* A command and the options that mean something to it; 0 ends them. */
static const struct {
    const char *word;
    int code[OPTIONS_OF_COMMAND];
} commands[] = {
    [COMMAND_RUN] = {"run",
                     {OPTION_ONLY, OPTION_FAILED, OPTION_MAY_DISTURB, OPTION_DRY_RUN,
                      OPTION_FIXTURE, OPTION_PROFILE, OPTION_KNOWN, OPTION_ERRORS, OPTION_TIMEOUT,
                      OPTION_JOBS, OPTION_HERE, OPTION_SAVE, OPTION_ACCEPT, OPTION_HTML, OPTION_TAP,
                      OPTION_JUNIT, OPTION_JSON}},
    [COMMAND_LIST] = {"list", {OPTION_ONLY}},
    [COMMAND_EXPLAIN] = {"explain", {OPTION_WITH, OPTION_PROFILE}},
    [COMMAND_DECODE] = {"decode", {OPTION_NDR64, OPTION_BIG_ENDIAN, OPTION_VERSION_2}},
    [COMMAND_EXPLORE] = {"explore",
                         {OPTION_DEPTH, OPTION_ALPHABET, OPTION_KINDS, OPTION_DETOURS, OPTION_SHARD,
                          OPTION_FIRST, OPTION_SAVE, OPTION_FIXTURE, OPTION_PROFILE,
                          OPTION_TIMEOUT}},
    [COMMAND_FUZZ] = {"fuzz",
                      {OPTION_SEED, OPTION_COUNT, OPTION_SECONDS, OPTION_TIMEOUT,
                       OPTION_MAY_DISTURB, OPTION_FIXTURE, OPTION_LOG, OPTION_SAVE,
                       OPTION_RESTART}},
    [COMMAND_VERIFY] = {"verify", {OPTION_PROFILE}},
    [COMMAND_COMPARE] = {"compare", {OPTION_PROFILE, OPTION_ONLY, OPTION_MARKDOWN, OPTION_HTML}},
    [COMMAND_SHRINK] = {"shrink",
                        {OPTION_SAVE, OPTION_PROFILE, OPTION_FIXTURE, OPTION_ERRORS, OPTION_TIMEOUT,
                         OPTION_MAY_DISTURB}},
    [COMMAND_DISCOVER] = {"discover",
                          {OPTION_DRY_RUN, OPTION_MAY_DISTURB, OPTION_TIMEOUT, OPTION_FIXTURE}},
    [COMMAND_HELP] = {"help", {0}},
};

const char *options_command_word(enum command command)
{
    return commands[command].word;
}

static bool has(enum command command, int code)
{
    for (size_t n = 0; n < OPTIONS_OF_COMMAND; n++) {
        if (commands[command].code[n] == code) {
            return true;
        }
    }
    return false;
}

/* With --dry-run nothing is asked, with --here one case is only shown: there is nothing to write.
 */
static bool writes_in_vain(const struct options *options, int code)
{
    static const int writing[] = {OPTION_SAVE, OPTION_ACCEPT, OPTION_HTML,
                                  OPTION_TAP,  OPTION_JUNIT,  OPTION_JSON};
    for (size_t n = 0; n < sizeof writing / sizeof writing[0]; n++) {
        if (writing[n] == code) {
            return options->command == COMMAND_RUN && (options->dry_run || options->here);
        }
    }
    return false;
}

bool options_fit(const struct options *options, option_set given, const struct option *names)
{
    const char *word = commands[options->command].word;
    for (; names->name != NULL; names++) {
        if ((given & OPTION_BIT(names->val)) == 0) {
            continue;
        }
        if (!has(options->command, names->val)) {
            (void)fprintf(stderr, "clus-cts: %s has no --%s; clus-cts %s --help says what it has\n",
                          word, names->name, word);
            return false;
        }
        if (writes_in_vain(options, names->val)) {
            (void)fprintf(stderr, "clus-cts: %s writes no report: leave out --%s\n",
                          options->dry_run ? "--dry-run" : "--here", names->name);
            return false;
        }
    }
    return true;
}
