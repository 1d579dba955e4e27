/*
 * Fixtures (spec/notation.md, "Fixtures"): from text to the modelled clusters. Every cluster of a
 * fixture holds the same objects, each cluster a copy of its own.
 */
#ifndef API_FIXTURE_H
#define API_FIXTURE_H

#include "core/cluster.h"
#include "document.h"

enum { FIXTURE_HOST_MAX = 255, FIXTURE_PATIENCE = 5 /* seconds */ };

/* What a fixture says of a cluster beside the model: its $name, and where it is served. */
struct fixture_place {
    struct name named;               /* without the $ */
    char host[FIXTURE_HOST_MAX + 1]; /* name or address; empty: served in this process */
    uint16_t port;
    bool mapper;       /* an endpoint mapper listens there, not the server itself */
    uint32_t patience; /* seconds for connecting, and for each call */
    bool privacy;      /* its server refuses what is below packet privacy */
};

struct fixture {
    struct clusters clusters;
    struct fixture_place *place; /* of each cluster */
    uint32_t handles;            /* the most that the library gives out (`limit handles N`) */
    /* memory: */
    struct object *objects;     /* of all clusters, each with room for more */
    struct relation *relations; /* the same */
    uint8_t *units;             /* of all names */
};

/* Read the first fixture of `length` octets at `bytes`, which are not needed afterwards; `name` is
 * the file's, for `problem`. False: `problem` says where and what, and nothing is left to close. */
bool fixture_open(struct fixture *fixture, const char *name, const char *bytes, size_t length,
                  struct problem *problem);

/* The fixture of the file `path`; NULL: of the file named by the environment variable
 * CLUSAPI_FIXTURE, else the built-in one. */
bool fixture_open_file(struct fixture *fixture, const char *path, struct problem *problem);

/* The same without a path. False: what is wrong has been written to the standard error. */
bool fixture_open_default(struct fixture *fixture);

void fixture_close(struct fixture *fixture);

#endif
