/*
 * The cluster registry, as far as the model has it: below the root one key for each kind of object,
 * below that one key for each object, named by its id (MS-CMRP 3.1.3.3). It is read from the model
 * when asked, and kept nowhere.
 */
#ifndef CORE_REGISTRY_H
#define CORE_REGISTRY_H

#include "cluster.h"

/* A branch is a place in the list of kinds, from 1; 0 is the root. */
enum { REGISTRY_ROOT = 0 };

struct registry_key {
    uint32_t branch;
    uint32_t object; /* OBJECT_NONE: the key of the branch, or the root */
};

/* A value is a terminated string, REG_SZ. */
struct registry_value {
    struct name name;
    struct name text;
};

/* The subkey of `key` at a path of names and backslashes, or itself if that is empty. False: there
 * is none, or the path begins with a backslash. */
bool registry_open(const struct cluster *cluster, struct registry_key key, struct name path,
                   struct registry_key *subkey);

/* The name of the key's subkey number `index`; false: it has not so many. */
bool registry_subkey(const struct cluster *cluster, struct registry_key key, uint32_t index,
                     struct name *name);

/* The key's value number `index`; false: it has not so many. */
bool registry_value(const struct cluster *cluster, struct registry_key key, uint32_t index,
                    struct registry_value *value);

/* The branch that has the keys of objects of that kind. */
uint32_t registry_branch_of(enum handle_type kind);

/* The path of an object's key from the root, into `room` of `capacity` units; false: it does not
 * fit. */
bool registry_path(const struct cluster *cluster, uint32_t object, uint8_t *room, uint32_t capacity,
                   struct name *path);

#endif
