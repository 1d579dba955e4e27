#include "clusd_options.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char help[] =
    "clusd: serves a cluster of a fixture by the cluster management protocol (MS-CMRP) over TCP\n"
    "\n"
    "  clusd [options]\n"
    "\n"
    "  --listen ADDRESS   IPv4 address to listen on (127.0.0.1)\n"
    "  --port N           port; 0 takes a free one (0)\n"
    "  --fixture FILE     the clusters (CLUSAPI_FIXTURE, else two nodes that are built in)\n"
    "  --cluster NAME     which of them is served: $name or its name (the one marked local)\n"
    "  --epm[=PORT]       an endpoint mapper too, on port 135 or another; 0 takes a free one\n"
    "  --require-privacy  refuse every call below packet privacy, as MS-CMRP 2.1 demands; this\n"
    "                     server knows no security, so it then refuses all\n"
    "  --connections N    connections at a time (2000)\n"
    "  --handles N        context handles at a time, all clients together (100000); a\n"
    "                     client's connection takes one more for itself\n"
    "  --memory BYTES     for requests and replies longer than one fragment (67108864)\n"
    "  --idle SECONDS     end a connection on which nothing moves for so long; 0: never (3600)\n"
    "  --log FILE         one line a call: who, method, verdict, handle (standard error)\n"
    "  --quiet            no such lines\n"
    "  --help             this\n"
    "\n"
    "When it can be reached it prints  clusd: ready on ncacn_ip_tcp:ADDRESS[PORT]\n"
    "SIGTERM or SIGINT ends it.\n"
    "\n"
    "Exit status: 0 ended by a signal; 1 cannot serve (port taken, no memory); 2 bad use or "
    "fixture\n"
    "\n"
    "Examples\n"
    "  clusd --port 0                           a free port of this computer\n"
    "  clusd --cluster '$reader' --port 4000    a cluster whose caller may only read\n"
    "  clusd --listen 0.0.0.0 --epm             for clients that ask the endpoint mapper\n";

enum option_name {
    LISTEN = 256,
    PORT,
    FIXTURE,
    CLUSTER,
    MAPPER,
    PRIVACY,
    CONNECTIONS,
    HANDLES,
    MEMORY,
    IDLE,
    LOG,
    QUIET,
    HELP
};

static const struct option names[] = {{"listen", required_argument, NULL, LISTEN},
                                      {"port", required_argument, NULL, PORT},
                                      {"fixture", required_argument, NULL, FIXTURE},
                                      {"cluster", required_argument, NULL, CLUSTER},
                                      {"epm", optional_argument, NULL, MAPPER},
                                      {"require-privacy", no_argument, NULL, PRIVACY},
                                      {"connections", required_argument, NULL, CONNECTIONS},
                                      {"handles", required_argument, NULL, HANDLES},
                                      {"memory", required_argument, NULL, MEMORY},
                                      {"idle", required_argument, NULL, IDLE},
                                      {"log", required_argument, NULL, LOG},
                                      {"quiet", no_argument, NULL, QUIET},
                                      {"help", no_argument, NULL, HELP},
                                      {NULL, 0, NULL, 0}};

/* A decimal number from `least` to `most`. */
static bool number(const char *text, uint32_t least, uint32_t most, uint32_t *out)
{
    char *end;
    errno = 0;
    unsigned long long n = strtoull(text, &end, 10);
    if (text[0] < '0' || text[0] > '9' || *end != 0 || errno != 0 || n < least || n > most) {
        fprintf(stderr, "clusd: %s is not a number from %lu to %lu\n", text, (unsigned long)least,
                (unsigned long)most);
        return false;
    }
    *out = (uint32_t)n;
    return true;
}

static bool port(const char *text, uint16_t *out)
{
    uint32_t n;
    if (!number(text, 0, 65535, &n))
        return false;
    *out = (uint16_t)n;
    return true;
}

bool clusd_options_address(const char *text, uint32_t *address)
{
    *address = 0;
    for (int i = 0; i < 4; i++) {
        char *end;
        unsigned long n = strtoul(text, &end, 10);
        if (text[0] < '0' || text[0] > '9' || n > 255 || *end != (i < 3 ? '.' : 0))
            return false;
        *address = *address * 256 + (uint32_t)n;
        text = end + 1;
    }
    return true;
}

static bool listen_on(const char *text, struct clusd_options *options)
{
    if (clusd_options_address(text, &options->listen))
        return true;
    fprintf(stderr, "clusd: %s is not an IPv4 address\n", text);
    return false;
}

/* Takes one option that has a number or address; false if that is bad. */
static bool take_limit(int option, const char *value, struct clusd_options *options)
{
    switch (option) {
    case LISTEN:
        return listen_on(value, options);
    case PORT:
        return port(value, &options->port);
    case MAPPER:
        options->mapper = true;
        return value == NULL || port(value, &options->mapper_port);
    case CONNECTIONS:
        return number(value, 1, 60000, &options->connections);
    case HANDLES:
        return number(value, 1, 100000000, &options->handles);
    case MEMORY:
        return number(value, 0, 4000000000, &options->memory);
    case IDLE:
        return number(value, 0, 1000000, &options->idle);
    default:
        return false;
    }
}

static bool take(int option, const char *value, struct clusd_options *options)
{
    switch (option) {
    case FIXTURE:
        options->fixture = value;
        return true;
    case CLUSTER:
        options->cluster = value;
        return true;
    case PRIVACY:
        options->privacy = true;
        return true;
    case LOG:
        options->log = value;
        return true;
    case QUIET:
        options->quiet = true;
        return true;
    default:
        return take_limit(option, value, options);
    }
}

bool clusd_options_read(int count, char **words, struct clusd_options *options, int *status)
{
    *options = (struct clusd_options){.listen = 0x7F000001,
                                      .mapper_port = MAPPER_PORT,
                                      .connections = 2000,
                                      .handles = 100000,
                                      .memory = 64u << 20,
                                      .idle = 3600};
    for (;;) {
        int option = getopt_long(count, words, "", names, NULL);
        if (option == HELP) {
            const bool written = fputs(help, stdout) >= 0 && fflush(stdout) == 0;
            if (!written)
                fprintf(stderr, "clusd: standard output: %s\n", strerror(errno));
            *status = written ? EXIT_ENDED : EXIT_CANNOT_SERVE;
            return false;
        }
        *status = EXIT_BAD_USE;
        if (option == -1)
            break;
        if (!take(option, optarg, options)) {
            fputs("clusd: try --help\n", stderr);
            return false;
        }
    }
    if (optind == count)
        return true;
    fprintf(stderr, "clusd: what is %s? (--epm takes its port as --epm=PORT)\n", words[optind]);
    return false;
}
