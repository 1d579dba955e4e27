/* The command line of clusd. */
#ifndef SERVER_CLUSD_OPTIONS_H
#define SERVER_CLUSD_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

/* Exit statuses. */
enum { EXIT_ENDED = 0, EXIT_CANNOT_SERVE = 1, EXIT_BAD_USE = 2 };

enum { MAPPER_PORT = 135 };

struct clusd_options {
    uint32_t listen; /* IPv4 address */
    uint16_t port;
    const char *fixture; /* NULL: CLUSAPI_FIXTURE, else the one built in */
    const char *cluster; /* "$name"; NULL: the local one */
    bool mapper;
    uint16_t mapper_port;
    bool privacy;
    uint32_t connections;
    uint32_t handles;
    uint32_t memory; /* octets */
    uint32_t idle;   /* seconds; 0: no limit */
    const char *log; /* NULL: standard error */
    bool quiet;      /* no log */
};

/* Reads the command line; false: *status is what to exit with, and everything is said. */
bool clusd_options_read(int count, char **words, struct clusd_options *options, int *status);

/* Reads a dotted IPv4 address. */
bool clusd_options_address(const char *text, uint32_t *address);

#endif
