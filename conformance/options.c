#include "options.h"

#include <getopt.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum option_code {
    OPTION_HELP = 256,
    OPTION_ONLY,
    OPTION_PROFILE,
    OPTION_FIXTURE,
    OPTION_KNOWN,
    OPTION_FAILED,
    OPTION_SAVE,
    OPTION_TAP,
    OPTION_JUNIT,
    OPTION_JSON,
    OPTION_TIMEOUT,
    OPTION_JOBS,
    OPTION_DRY_RUN,
    OPTION_HERE,
    OPTION_MAY_DISTURB,
    OPTION_NDR64,
    OPTION_BIG_ENDIAN,
    OPTION_VERSION_2,
    OPTION_DEPTH,
    OPTION_DETOURS,
    OPTION_SHARD,
    OPTION_ALPHABET,
    OPTION_KINDS,
    OPTION_FIRST
};

static const struct option long_options[] = {
    {"help", no_argument, NULL, OPTION_HELP},
    {"only", required_argument, NULL, OPTION_ONLY},
    {"profile", required_argument, NULL, OPTION_PROFILE},
    {"fixture", required_argument, NULL, OPTION_FIXTURE},
    {"known", required_argument, NULL, OPTION_KNOWN},
    {"failed", required_argument, NULL, OPTION_FAILED},
    {"save", required_argument, NULL, OPTION_SAVE},
    {"tap", required_argument, NULL, OPTION_TAP},
    {"junit", required_argument, NULL, OPTION_JUNIT},
    {"json", required_argument, NULL, OPTION_JSON},
    {"timeout", required_argument, NULL, OPTION_TIMEOUT},
    {"jobs", required_argument, NULL, OPTION_JOBS},
    {"dry-run", no_argument, NULL, OPTION_DRY_RUN},
    {"here", no_argument, NULL, OPTION_HERE},
    {"may-disturb", no_argument, NULL, OPTION_MAY_DISTURB},
    {"ndr64", no_argument, NULL, OPTION_NDR64},
    {"big-endian", no_argument, NULL, OPTION_BIG_ENDIAN},
    {"v2", no_argument, NULL, OPTION_VERSION_2},
    {"depth", required_argument, NULL, OPTION_DEPTH},
    {"detours", required_argument, NULL, OPTION_DETOURS},
    {"shard", required_argument, NULL, OPTION_SHARD},
    {"alphabet", required_argument, NULL, OPTION_ALPHABET},
    {"kinds", required_argument, NULL, OPTION_KINDS},
    {"first", no_argument, NULL, OPTION_FIRST},
    {NULL, 0, NULL, 0},
};

static const char general_help[] =
    "clus-cts: does an implementation keep what the cluster documents promise?\n"
    "\n"
    "  clus-cts run SUBJECT [FILE...]   judge it; FILEs are cases or a saved run, otherwise all "
    "that\n"
    "                                   is built in\n"
    "  clus-cts explore SUBJECT         every sequence of calls up to a length, against the model\n"
    "  clus-cts list [FILE...]          the cases, the clauses they test, what they decide\n"
    "  clus-cts explain WORD            a clause, ambiguity, case, error name or number\n"
    "  clus-cts decode METHOD in|out HEX    the values of a stub\n"
    "\n"
    "  clus-cts COMMAND --help          more about a command\n";

static const char run_help[] =
    "clus-cts run SUBJECT [FILE...]\n"
    "\n"
    "SUBJECT\n"
    "  ref                the reference that is built in\n"
    "  dll:PATH           a DLL or shared object; on Windows a bare name is the system's own\n"
    "  rpc:ncacn_ip_tcp:HOST[PORT]\n"
    "                     an endpoint; without [PORT] the endpoint mapper on port 135 is asked\n"
    "  cmd:PROGRAM        a program (by /bin/sh -c, one for each connection) that makes the "
    "calls:\n"
    "                     a line OPNUM HEX in, a line HEX or `fault N` out; tools/relay is one\n"
    "\n"
    "Which cases\n"
    "  --only PATTERN     of that name, clause or ambiguity (* and ? as in file names; "
    "repeatable)\n"
    "  --failed DIR       those that failed in a saved run\n"
    "  --may-disturb      also those that change the cluster\n"
    "  --dry-run          only print their steps, and what would be skipped and why\n"
    "\n"
    "How\n"
    "  --fixture FILE     what the subject serves: names, rights (see spec/two-node.fixture)\n"
    "  --profile NAME     the readings that decide the exit status: sdk (default), strict (default "
    "of\n"
    "                     ref), or a FILE with one of your own\n"
    "  --known FILE       deviations that are known, with their reasons\n"
    "  --timeout SECONDS  for a case that says nothing itself (default 5)\n"
    "  --jobs N           cases side by side (default: one a processor; 1: one after another). "
    "The\n"
    "                     results are the same. The cases of an rpc: or cmd: subject share its\n"
    "                     endpoint and never run side by side, and those that disturb a cluster\n"
    "                     run alone\n"
    "  --here             one case in this process, for a debugger\n"
    "\n"
    "Results\n"
    "  --save DIR         the whole run, to be looked at, repeated and compared\n"
    "  --tap FILE --junit FILE --json FILE\n"
    "\n"
    "Exit status: 0 nothing unexpected, 1 something unexpected, 2 bad use or file, 3 the subject "
    "cannot\n"
    "be judged.\n"
    "\n"
    "Examples\n"
    "  clus-cts run dll:./libclusapi.so --fixture my.fixture\n"
    "  clus-cts run 'rpc:ncacn_ip_tcp:127.0.0.1[49152]' --profile strict\n"
    "  clus-cts run dll:clusapi.dll --only 'CC-*' --profile strict\n"
    "  clus-cts run ref --only 'close-ends[Network]' --here\n";

static const char explore_help[] =
    "clus-cts explore SUBJECT\n"
    "\n"
    "Tries every sequence of calls up to a length on SUBJECT (ref or dll:PATH), with the model of "
    "the\n"
    "clauses beside it, and prints each answer that is not permitted as the shortest case that "
    "shows\n"
    "it, which clus-cts run SUBJECT FILE repeats. Only handles are explored: opens, closes,\n"
    "GetClusterFrom, states, a control code that needs All, with every handle given out, NULL and "
    "an\n"
    "invented one.\n"
    "\n"
    "  --depth N          the longest sequences, in calls (default 4, at most 12)\n"
    "  --alphabet whole|core\n"
    "                     whole (default): two clusters, by name and NULL, Ex with three access\n"
    "                     values, two kinds of objects, handles of the wrong kind; core: one "
    "cluster,\n"
    "                     one kind, only handles that were given out\n"
    "  --kinds KIND,KIND  the kinds of objects (default Node,Network)\n"
    "  --detours N        see below (default 1)\n"
    "  --shard I/N        the I-th of N parts of equal kind, for N computers\n"
    "  --first            end at the first sequence that differs\n"
    "  --fixture FILE --profile NAME --timeout SECONDS    as for run; under sdk nothing is tried\n"
    "                     that is a mistake of the caller\n"
    "\n"
    "Which sequences\n"
    "  Every call is tried as the last of a sequence. Others follow only (1) calls that change "
    "the\n"
    "  model's state and (2) of those that change it alike the first, and in each sequence N "
    "detours:\n"
    "  calls that (1) or (2) leaves out. (3) Of handles that are equal to the model the oldest "
    "and\n"
    "  the newest are tried. What shows only after two calls that (1) or (2) leaves out takes\n"
    "  --detours 2; what shows only in a handle between two equal ones is not found.\n"
    "\n"
    "Exit status: 0 no difference, 1 differences, 2 bad use or file, 3 the subject cannot be "
    "judged.\n"
    "\n"
    "Examples\n"
    "  clus-cts explore ref --depth 6\n"
    "  clus-cts explore dll:./libclusapi.so --profile strict --shard 3/8\n";

static const char list_help[] =
    "clus-cts list [FILE...] [--only PATTERN]\n"
    "\n"
    "One line a case: its name, the clauses it tests, what it decides, where it stands.\n"
    "\n"
    "Example\n"
    "  clus-cts list --only AMB-16\n";

static const char explain_help[] =
    "clus-cts explain WORD\n"
    "\n"
    "WORD is a clause, an ambiguity, a case, an error name or an error number.\n"
    "\n"
    "Examples\n"
    "  clus-cts explain CC-3\n"
    "  clus-cts explain 5042\n"
    "  clus-cts explain ambiguities     all open questions as one Markdown page\n";

static const char decode_help[] =
    "clus-cts decode OPNUM|METHOD in|out HEX [--ndr64] [--big-endian] [--v2]\n"
    "\n"
    "The values of a request (in) or a reply (out), one a line. HEX is the stub, in one word or "
    "more.\n"
    "  --ndr64            in NDR64\n"
    "  --big-endian       from a big-endian sender\n"
    "  --v2               of interface version 2.0\n"
    "\n"
    "Exit status: 0, 1 the stub is refused (why, and at which octet), 2 bad use.\n"
    "\n"
    "Examples\n"
    "  clus-cts decode ApiOpenNetwork in 0300000000000000030000004e0031000000\n"
    "  clus-cts decode 83 out 00000000 00000000 00000000\n";

void options_help(enum command command)
{
    static const char *const texts[] = {
        [COMMAND_RUN] = run_help,         [COMMAND_LIST] = list_help,
        [COMMAND_EXPLAIN] = explain_help, [COMMAND_DECODE] = decode_help,
        [COMMAND_EXPLORE] = explore_help, [COMMAND_HELP] = general_help};
    (void)fputs(texts[command], stdout);
}

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
    case OPTION_FAILED:
        return &options->failed;
    case OPTION_SAVE:
        return &options->save;
    case OPTION_TAP:
        return &options->tap;
    case OPTION_JUNIT:
        return &options->junit;
    case OPTION_JSON:
        return &options->json;
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

static bool read_option(struct options *options, int code, bool *help)
{
    const char **place = place_of(options, code);
    if (place != NULL) {
        *place = optarg;
        return true;
    }
    switch (code) {
    case OPTION_HELP:
        *help = true;
        return true;
    case OPTION_ONLY:
        return add(options->only, &options->onlys, optarg);
    case OPTION_TIMEOUT:
        return read_count(&options->seconds, optarg, MOST_SECONDS,
                          "--timeout wants seconds from 1 to 3600, not");
    case OPTION_JOBS:
        return read_count(&options->jobs, optarg, MOST_JOBS,
                          "--jobs wants a number from 1 to 64, not");
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
    static const char *const words[] = {"run", "list", "explain", "decode", "explore", "help"};
    for (size_t n = 0; n < sizeof words / sizeof words[0]; n++) {
        if (strcmp(word, words[n]) == 0) {
            options->command = (enum command)n;
            return true;
        }
    }
    return misuse("unknown command", word);
}

static bool read_words(struct options *options, int count, char **argument)
{
    int n = optind + 1; /* after the command */
    static const char *const wants[] = {[COMMAND_RUN] = "run wants a SUBJECT",
                                        [COMMAND_LIST] = NULL,
                                        [COMMAND_EXPLAIN] = "explain wants a WORD",
                                        [COMMAND_DECODE] = "decode wants OPNUM|METHOD in|out HEX",
                                        [COMMAND_EXPLORE] = "explore wants a SUBJECT",
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
    if (options->command == COMMAND_DECODE && options->files == 0) {
        return misuse(wants[COMMAND_DECODE], "");
    }
    bool one = options->command == COMMAND_EXPLAIN || options->command == COMMAND_EXPLORE;
    return !one || options->files == 0 || misuse("one word is enough, not also", options->file[0]);
}

bool options_read(struct options *options, int count, char **argument)
{
    bool help = false;
    *options = (struct options){
        .command = COMMAND_HELP, .seconds = DEFAULT_SECONDS, .depth = DEFAULT_DEPTH, .detours = 1};
    for (int code; (code = getopt_long(count, argument, "", long_options, NULL)) != -1;) {
        if (!read_option(options, code, &help)) {
            return false;
        }
    }
    if (optind >= count) {
        return help || misuse("no command", "");
    }
    if (!find_command(options, argument[optind])) {
        return false;
    }
    if (help) {
        options_help(options->command);
        exit(EXIT_EXPECTED);
    }
    return read_words(options, count, argument);
}
