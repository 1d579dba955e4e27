/* The command line. */
#ifndef CONFORMANCE_OPTIONS_H
#define CONFORMANCE_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

enum {
    WORDS_OF_OPTION = 64,
    DEFAULT_SECONDS = 5,
    MOST_SECONDS = 3600,
    MOST_JOBS = 64,
    MOST_SPAN = 10000000,
    DEFAULT_DEPTH = 4,
    MOST_DEPTH = 12,
    MOST_SHARDS = 10000
};

/* Exit status. */
enum {
    EXIT_EXPECTED = 0,   /* nothing unexpected */
    EXIT_UNEXPECTED = 1, /* a case fails that is not known to, or a known failure passes */
    EXIT_USE = 2,        /* bad use, or a file that cannot be read */
    EXIT_SUBJECT = 3     /* the subject cannot be judged */
};

enum command {
    COMMAND_RUN,
    COMMAND_LIST,
    COMMAND_EXPLAIN,
    COMMAND_DECODE,
    COMMAND_EXPLORE,
    COMMAND_FUZZ,
    COMMAND_VERIFY,
    COMMAND_COMPARE,
    COMMAND_SHRINK,
    COMMAND_DISCOVER,
    COMMAND_HELP,
    COMMAND_VERSION
};

struct options {
    enum command command;
    enum command helped; /* of COMMAND_HELP: the command that is explained */
    const char *word;    /* run, explore, fuzz, shrink, discover: the subject; explain: the word,
                          * decode: the method; verify, compare: the (first) folder */
    const char *file[WORDS_OF_OPTION];
    size_t files;
    const char *only[WORDS_OF_OPTION];
    size_t onlys;
    const char *profile; /* a name or a file; NULL: the subject's default */
    const char *fixture;
    const char *known;
    const char *errors;
    const char *accept;
    const char *failed;
    const char *save;
    const char *tap;
    const char *junit;
    const char *json;
    const char *html;
    const char *markdown;
    unsigned seconds; /* --timeout */
    unsigned jobs;    /* 0: as many as there are processors */
    bool dry_run;
    bool here;
    bool may_disturb;
    /* decode: `word` is the method, file[0] the direction, then the stub */
    bool ndr64;
    bool big_endian;
    bool version_2;
    /* fuzz */
    const char *log;
    const char *restart;
    unsigned seed;
    unsigned count;                    /* of sequences; 0: no limit */
    unsigned span;                     /* --seconds, of the whole; 0: no limit */
    const char *with[WORDS_OF_OPTION]; /* explain: saved runs */
    size_t with_count;
    /* explore */
    unsigned depth;
    unsigned detours;
    unsigned shard; /* from 1; 0: nothing said */
    unsigned shards;
    const char *alphabet;
    const char *kinds;
    bool first;
};

/* Read the command line. False: what is wrong was written to standard error. */
bool options_read(struct options *options, int count, char **argument);

/* The profile if it is a file: it looks like a path and is one. NULL: it is a name, or none is
 * given.
 */
const char *options_profile_file(const struct options *options);

/* Print the help of a command, or of all (COMMAND_HELP), to standard output. */
void options_help(enum command command);

#endif
