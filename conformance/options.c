#include "options_fit.h"

#include <errno.h>
#include <getopt.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct option long_options[] = {
    {"help", no_argument, NULL, OPTION_HELP},
    {"version", no_argument, NULL, OPTION_VERSION},
    {"only", required_argument, NULL, OPTION_ONLY},
    {"profile", required_argument, NULL, OPTION_PROFILE},
    {"fixture", required_argument, NULL, OPTION_FIXTURE},
    {"known", required_argument, NULL, OPTION_KNOWN},
    {"errors", required_argument, NULL, OPTION_ERRORS},
    {"accept", required_argument, NULL, OPTION_ACCEPT},
    {"failed", required_argument, NULL, OPTION_FAILED},
    {"save", required_argument, NULL, OPTION_SAVE},
    {"tap", required_argument, NULL, OPTION_TAP},
    {"junit", required_argument, NULL, OPTION_JUNIT},
    {"json", required_argument, NULL, OPTION_JSON},
    {"html", required_argument, NULL, OPTION_HTML},
    {"markdown", required_argument, NULL, OPTION_MARKDOWN},
    {"timeout", required_argument, NULL, OPTION_TIMEOUT},
    {"jobs", required_argument, NULL, OPTION_JOBS},
    {"dry-run", no_argument, NULL, OPTION_DRY_RUN},
    {"here", no_argument, NULL, OPTION_HERE},
    {"may-disturb", no_argument, NULL, OPTION_MAY_DISTURB},
    {"ndr64", no_argument, NULL, OPTION_NDR64},
    {"big-endian", no_argument, NULL, OPTION_BIG_ENDIAN},
    {"v2", no_argument, NULL, OPTION_VERSION_2},
    {"log", required_argument, NULL, OPTION_LOG},
    {"restart", required_argument, NULL, OPTION_RESTART},
    {"seed", required_argument, NULL, OPTION_SEED},
    {"count", required_argument, NULL, OPTION_COUNT},
    {"seconds", required_argument, NULL, OPTION_SECONDS},
    {"depth", required_argument, NULL, OPTION_DEPTH},
    {"detours", required_argument, NULL, OPTION_DETOURS},
    {"shard", required_argument, NULL, OPTION_SHARD},
    {"alphabet", required_argument, NULL, OPTION_ALPHABET},
    {"kinds", required_argument, NULL, OPTION_KINDS},
    {"first", no_argument, NULL, OPTION_FIRST},
    {"with", required_argument, NULL, OPTION_WITH},
    {NULL, 0, NULL, 0},
};

static bool misuse(const char *what, const char *word)
{
    (void)fprintf(stderr, "clus-cts: %s%s%s; clus-cts --help says how it is used\n", what,
                  word[0] != '\0' ? " " : "", word);
    return false;
}

static bool add(const char **list, size_t *count, const char *word)
{
    if (*count == WORDS_OF_OPTION) {
        return misuse("too many words at", word);
    }
    list[(*count)++] = word;
    return true;
}

/* A whole number from 1 to `most`; otherwise `what` says what is wanted. */
static bool read_count(unsigned *count, const char *text, unsigned long most, const char *what)
{
    char *end;
    unsigned long number = strtoul(text, &end, 10);
    *count = (unsigned)number;
    return (*end == '\0' && text[0] >= '1' && text[0] <= '9' && number <= most) ||
           misuse(what, text);
}

/* Where the value of an option with one value goes; NULL: it is not such an option. */
static const char **place_of(struct options *options, int code)
{
    switch (code) {
    case OPTION_PROFILE:
        return &options->profile;
    case OPTION_FIXTURE:
        return &options->fixture;
    case OPTION_KNOWN:
        return &options->known;
    case OPTION_ERRORS:
        return &options->errors;
    case OPTION_ACCEPT:
        return &options->accept;
    case OPTION_FAILED:
        return &options->failed;
    case OPTION_SAVE:
        return &options->save;
    case OPTION_LOG:
        return &options->log;
    case OPTION_RESTART:
        return &options->restart;
    case OPTION_TAP:
        return &options->tap;
    case OPTION_JUNIT:
        return &options->junit;
    case OPTION_JSON:
        return &options->json;
    case OPTION_HTML:
        return &options->html;
    case OPTION_MARKDOWN:
        return &options->markdown;
    case OPTION_ALPHABET:
        return &options->alphabet;
    case OPTION_KINDS:
        return &options->kinds;
    default:
        return NULL;
    }
}

/* I/N, I from 1 to N. */
static bool read_shard(struct options *options, const char *text)
{
    static const char what[] = "--shard wants I/N, I from 1 to N, not";
    char number[16] = "";
    const char *slash = strchr(text, '/');
    size_t length = slash != NULL ? (size_t)(slash - text) : 0;
    if (length == 0 || length >= sizeof number) {
        return misuse(what, text);
    }
    memcpy(number, text, length);
    return read_count(&options->shards, slash + 1, MOST_SHARDS, what) &&
           read_count(&options->shard, number, options->shards, what);
}

static bool read_option(struct options *options, int code)
{
    const char **place = place_of(options, code);
    if (place != NULL) {
        *place = optarg;
        return true;
    }
    switch (code) {
    case OPTION_HELP:
    case OPTION_VERSION:
        return true; /* options_read sees them */
    case OPTION_ONLY:
        return add(options->only, &options->onlys, optarg);
    case OPTION_WITH:
        return add(options->with, &options->with_count, optarg);
    case OPTION_TIMEOUT:
        return read_count(&options->seconds, optarg, MOST_SECONDS,
                          "--timeout wants seconds from 1 to 3600, not");
    case OPTION_JOBS:
        return read_count(&options->jobs, optarg, MOST_JOBS,
                          "--jobs wants a number from 1 to 64, not");
    case OPTION_SEED:
        return read_count(&options->seed, optarg, UINT32_MAX, "--seed wants a number from 1, not");
    case OPTION_COUNT:
        return read_count(&options->count, optarg, UINT32_MAX,
                          "--count wants a number from 1, not");
    case OPTION_SECONDS:
        return read_count(&options->span, optarg, MOST_SPAN,
                          "--seconds wants seconds from 1 to 10000000, not");
    case OPTION_DRY_RUN:
        options->dry_run = true;
        return true;
    case OPTION_HERE:
        options->here = true;
        return true;
    case OPTION_MAY_DISTURB:
        options->may_disturb = true;
        return true;
    case OPTION_NDR64:
        options->ndr64 = true;
        return true;
    case OPTION_BIG_ENDIAN:
        options->big_endian = true;
        return true;
    case OPTION_VERSION_2:
        options->version_2 = true;
        return true;
    case OPTION_DEPTH:
        return read_count(&options->depth, optarg, MOST_DEPTH,
                          "--depth wants a number of calls from 1 to 12, not");
    case OPTION_DETOURS:
        options->detours = 0;
        return strcmp(optarg, "0") == 0 || read_count(&options->detours, optarg, MOST_DEPTH,
                                                      "--detours wants a number from 0 to 12, not");
    case OPTION_SHARD:
        return read_shard(options, optarg);
    case OPTION_FIRST:
        options->first = true;
        return true;
    default:
        return misuse("that option cannot be read", ""); /* getopt has said which */
    }
}

static bool find_command(struct options *options, const char *word)
{
    for (enum command n = 0; n <= COMMAND_HELP; n++) {
        if (strcmp(word, options_command_word(n)) == 0) {
            options->command = n;
            return true;
        }
    }
    return misuse("unknown command", word);
}

static const char shrink_wants[] = "shrink wants SUBJECT CASE";

static bool read_words(struct options *options, int count, char **argument)
{
    int n = optind + 1; /* after the command */
    static const char *const wants[] = {[COMMAND_RUN] = "run wants a SUBJECT",
                                        [COMMAND_LIST] = NULL,
                                        [COMMAND_EXPLAIN] = "explain wants a WORD",
                                        [COMMAND_DECODE] = "decode wants OPNUM|METHOD in|out HEX",
                                        [COMMAND_FUZZ] = "fuzz wants a SUBJECT",
                                        [COMMAND_EXPLORE] = "explore wants a SUBJECT",
                                        [COMMAND_VERIFY] = "verify wants a folder, DIR",
                                        [COMMAND_COMPARE] = "compare wants folders, DIR...",
                                        [COMMAND_SHRINK] = shrink_wants,
                                        [COMMAND_DISCOVER] = "discover wants a SUBJECT",
                                        [COMMAND_HELP] = NULL};
    if (wants[options->command] != NULL) {
        if (n >= count) {
            return misuse(wants[options->command], "");
        }
        options->word = argument[n++];
    }
    for (; n < count; n++) {
        if (!add(options->file, &options->files, argument[n])) {
            return false;
        }
    }
    bool two = options->command == COMMAND_DECODE || options->command == COMMAND_SHRINK;
    if (two && options->files == 0) {
        return misuse(wants[options->command], "");
    }
    bool one = options->command == COMMAND_EXPLAIN || options->command == COMMAND_EXPLORE ||
               options->command == COMMAND_VERIFY;
    return !one || options->files == 0 || misuse("one word is enough, not also", options->file[0]);
}

/* help COMMAND, or COMMAND --help. */
static bool read_helped(struct options *options, int count, char **argument)
{
    if (options->command == COMMAND_HELP && optind + 1 < count &&
        !find_command(options, argument[optind + 1])) {
        return false;
    }
    options->helped = options->command;
    options->command = COMMAND_HELP;
    return true;
}

bool options_read(struct options *options, int count, char **argument)
{
    option_set given = 0;
    *options = (struct options){.command = COMMAND_HELP,
                                .helped = COMMAND_HELP,
                                .seconds = DEFAULT_SECONDS,
                                .depth = DEFAULT_DEPTH,
                                .detours = 1,
                                .seed = 1};
    for (int code; (code = getopt_long(count, argument, "", long_options, NULL)) != -1;) {
        if (!read_option(options, code)) {
            return false;
        }
        given |= OPTION_BIT(code);
    }
    bool help = (given & OPTION_BIT(OPTION_HELP)) != 0;
    if (optind >= count && (given & OPTION_BIT(OPTION_VERSION)) != 0) {
        options->command = COMMAND_VERSION;
        return true;
    }
    if (optind >= count) {
        return help || misuse("no command", "");
    }
    if (!find_command(options, argument[optind])) {
        return false;
    }
    if (help || options->command == COMMAND_HELP) {
        return read_helped(options, count, argument);
    }
    return read_words(options, count, argument) && options_fit(options, given, long_options);
}

const char *options_profile_file(const struct options *options)
{
    const char *word = options->profile;
    if (word == NULL || strpbrk(word, "/\\.") == NULL) {
        return NULL;
    }
    FILE *file = fopen(word, "rb");
    if (file != NULL) {
        (void)fclose(file);
    }
    return file != NULL || errno != ENOENT ? word
                                           : NULL; /* that it cannot be opened is said later */
}
