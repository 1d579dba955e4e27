/* Walking through all sequences of calls of one length, subject and model side by side: the part
 * that runs in the process that is at risk.
 *
 * A sequence of n calls is a path of n - 1 calls that are gone on from, and a last one. Every call
 * of the alphabet is tried as the last one. Gone on from are (1) calls that change the model's
 * state; (2) of those that change it in the same way, the first; (3) besides, so many detours:
 * calls that (1) or (2) leaves out. And of handles that are equal to the model, the alphabet has
 * the oldest and the newest.
 *
 * The subject is brought back after each call: what a call opened is closed; otherwise all handles
 * are closed and the path is made again, as it is before its last calls are tried. A process ends
 * at the first difference and after so many calls, and another goes on, so that nothing adds up
 * that it is left in. */
#ifndef CONFORMANCE_EXPLORE_WALK_H
#define CONFORMANCE_EXPLORE_WALK_H

#include <stdio.h>

#include "explore_alphabet.h"
#include "explore_make.h"

enum { EXPLORE_DEPTH = 16, EXPLORE_PATH = EXPLORE_DEPTH * 8 };

/* The number of a call in the alphabet of its state, and whether it succeeded. */
struct explore_step {
    unsigned call;
    bool succeeded;
};

/* Where the walk stands: the path that is gone on from, and the number of the call to try behind
 * it. */
struct explore_place {
    unsigned steps;
    struct explore_step step[EXPLORE_DEPTH];
    unsigned next;
};

/* In words of numbers: 3.14-.2:7 (a `-` marks a call that did not succeed). Returns the length. */
size_t explore_place_print(const struct explore_place *place, char *out);
bool explore_place_read(struct explore_place *place, struct span text);

struct explore_walk {
    struct alphabet alphabet;
    struct model_profile profile;
    struct explore_names names;
    struct explore_stubs stubs;
    struct subject *subject;
    unsigned length;  /* of the sequences */
    unsigned detours; /* allowed in each */
    unsigned shard;   /* this one, from 0, of so many */
    unsigned shards;
    uint64_t calls; /* that one process makes; 0: any number */
    bool careful;   /* tell each call before it is made */
    struct explore_place from;
};

/* Walk on from `from`, and write lines:
 *   at PLACE COUNT       the sequences tried so far in this process; before each path
 *   try PLACE            careful: before each last call
 *   go PLACE, back PLACE careful: before a call that is gone on from, and before the subject is
 * brought back differs PLACE ...    the answer to that call is not permitted (explore_answer_print)
 *   lost PLACE           the path did not answer as it did before; it is left
 *   rest PLACE COUNT     enough calls were made: to be gone on from there by another process
 *   count COUNT          at the end */
void explore_walk(struct explore_walk *walk, FILE *out);

/* An answer as a line, and back. */
size_t explore_answer_print(const struct model_answer *answer, char *out, size_t capacity);
bool explore_answer_read(struct model_answer *answer, struct span text);

/* The states that the path leads through: `model` has room for steps + 1; `call` for the calls, and
 * the one to try at the end. False: there is no such path. */
bool explore_follow(const struct explore_walk *walk, const struct explore_place *place,
                    struct model *model, struct model_call *call);

/* What happens when the call is made, with that success. */
void explore_advance(const struct model *before, const struct model_call *call, bool succeeded,
                     struct model *after);

#endif
