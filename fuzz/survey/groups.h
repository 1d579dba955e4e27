/*
 * Differences sorted: those of one class, detail and place are one group, of which one stub is
 * kept.
 */
#ifndef SURVEY_GROUPS_H
#define SURVEY_GROUPS_H

#include "../known.h"

#include <stdio.h>

struct group {
    struct finding finding; /* the first */
    char place[STUB_PLACE];
    const struct record *known; /* NULL: not listed */
    unsigned long count;
    uint8_t *input; /* the stub input that showed it, as stub_input_write gives it */
    size_t size;
};

struct groups {
    struct group *group;
    size_t count, capacity;
};

/* Counts a finding; a new group keeps a copy of the input. */
void groups_add(struct groups *groups, const struct known *known, const struct stub_input *input,
                const struct finding *finding);
void groups_free(struct groups *groups);

/* How many findings belong to a record (NULL: to none). */
unsigned long groups_counted(const struct groups *groups, const struct record *known);

/* Prints what is not listed: for each class and detail a record to put into the list, its stub
 * reduced first. Returns how many. */
size_t groups_print(struct groups *groups, struct differ *differ, FILE *out);

#endif
