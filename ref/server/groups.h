/*
 * Association groups: the connections of one client that share its context handles (C706 9.3.3,
 * MS-RPCE 3.3.1.5.7, 3.3.3.7.1).
 *
 * A group lives as long as one of its connections. Its context handles belong to one association of
 * core/server for each interface version: a handle made through one version is unknown to the other
 * (strict_context_handle, MS-CMRP 2.1).
 */
#ifndef SERVER_GROUPS_H
#define SERVER_GROUPS_H

#include <stdbool.h>
#include <stdint.h>

enum {
    GROUPS_MAX = 65535,
    GROUP_VERSIONS = 2, /* interface versions 2.0 and 3.0 */
};

struct group {
    uint32_t id;      /* as bind and bind_ack carry it; 0: free */
    uint32_t address; /* the client's, IPv4 */
    uint32_t connections;
    uint32_t association[GROUP_VERSIONS]; /* of core/server; HANDLE_NOWHERE: none yet */
};

struct groups {
    struct group *group;
    uint32_t capacity;
    uint32_t begun; /* groups begun so far: makes ids differ */
};

/* No groups yet, over an array of `capacity` (at most GROUPS_MAX) elements that stays the caller's
 * and whose content does not matter. */
void groups_init(struct groups *groups, struct group *array, uint32_t capacity);

/* A connection from `address` asks for group `asked` (0: a new one). Returns the group's id, or 0
 * if there is no such group, it is another address's (MS-RPCE 3.3.1.5.7), or no room is left. */
uint32_t groups_join(struct groups *groups, uint32_t asked, uint32_t address);

/* The group of that id, or NULL. */
struct group *groups_find(const struct groups *groups, uint32_t id);

/* A connection of the group has ended. True if it was the last: the group's associations are the
 * caller's to end, after which it calls groups_free (MS-RPCE 3.3.3.7.1). */
bool groups_leave(struct group *group);
void groups_free(struct group *group);

#endif
