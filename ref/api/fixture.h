/*
 * Fixtures (spec/notation.md, "Fixtures"): from text to the modelled clusters. Every cluster of a
 * fixture holds the same objects, each cluster a copy of its own.
 */
#ifndef API_FIXTURE_H
#define API_FIXTURE_H

#include "core/cluster.h"
#include "document.h"

struct fixture {
    struct clusters clusters;
    uint32_t handles; /* the most that the library gives out (`limit handles N`) */
    /* memory: */
    struct object *objects; /* of all clusters */
    uint8_t *units;         /* of all names */
};

/* Read the first fixture of `length` octets at `bytes`, which are not needed afterwards; `name` is
 * the file's, for `problem`. False: `problem` says where and what, and nothing is left to close. */
bool fixture_open(struct fixture *fixture, const char *name, const char *bytes, size_t length,
                  struct problem *problem);

/* The fixture of the file named by the environment variable CLUSAPI_FIXTURE, else the built-in one.
 * False: what is wrong has been written to the standard error. */
bool fixture_open_default(struct fixture *fixture);

void fixture_close(struct fixture *fixture);

#endif
