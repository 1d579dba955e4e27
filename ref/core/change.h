/*
 * Changes of the modelled cluster: objects that come and go, their names, what holds between them.
 *
 * Everything stays within the arrays that the cluster was lent. Nothing here tells anybody of a
 * change (event.h does) or asks for rights (server.h does).
 */
#ifndef CORE_CHANGE_H
#define CORE_CHANGE_H

#include "cluster.h"

/* The dependency tree of a resource is at most so deep (MS-CMRP 3.1.1.1.2). */
enum { DEPENDENCY_DEPTH = 100 };

/* A new object of that kind and name, with an id that the cluster assigns; all else is zero, owner
 * and network are OBJECT_NONE. Sets *index. Returns 0, or ERROR_NOT_ENOUGH_MEMORY: no room for the
 * object or its name, and nothing has changed. */
uint32_t cluster_add(struct cluster *cluster, enum handle_type kind, struct name name,
                     uint32_t *index);

/* Delete an object and every relation it is in. Its index may be given out again, with the next
 * incarnation. */
void cluster_remove(struct cluster *cluster, uint32_t object);

/* Whether an object of that kind other than `except` has this name or this id. */
bool cluster_name_taken(const struct cluster *cluster, enum handle_type kind, struct name name,
                        uint32_t except);

/* Give an object a name: 0, or ERROR_NOT_ENOUGH_MEMORY and the old one stays. */
uint32_t cluster_rename(struct cluster *cluster, uint32_t object, struct name name);

/* A copy of a resource type's name: as cluster_rename. */
uint32_t cluster_set_type(struct cluster *cluster, uint32_t resource, struct name type);

/* Whether some resource has this resource type. */
bool cluster_has_type(const struct cluster *cluster, struct name type);

/* -- relations ------------------------------------------------------------------------------- */

bool related(const struct cluster *cluster, enum relation_kind kind, uint32_t from, uint32_t to);

/* The object that `from` stands to in this relation, or OBJECT_NONE; the first if several. */
uint32_t related_to(const struct cluster *cluster, enum relation_kind kind, uint32_t from);

/* Whether some object stands to `to` in this relation. */
bool relation_ends_at(const struct cluster *cluster, enum relation_kind kind, uint32_t to);

/* 0, or ERROR_NOT_ENOUGH_MEMORY. */
uint32_t relate(struct cluster *cluster, enum relation_kind kind, uint32_t from, uint32_t to);

/* False: there was no such relation. */
bool unrelate(struct cluster *cluster, enum relation_kind kind, uint32_t from, uint32_t to);

enum direction_of_walk { TO_PROVIDERS, TO_DEPENDENTS };

/* Sets object.mark to 1 for `start` and everything that a chain of dependencies leads to, and to 0
 * for all others. */
void mark_chain(struct cluster *cluster, uint32_t start, enum direction_of_walk direction);

/* How many dependencies the longest chain from `start` has; at most DEPENDENCY_DEPTH + 1. Uses
 * object.mark. */
uint32_t chain_length(struct cluster *cluster, uint32_t start, enum direction_of_walk direction);

#endif
