/* The calls that the explorer tries in a state of the model. */
#ifndef CONFORMANCE_EXPLORE_ALPHABET_H
#define CONFORMANCE_EXPLORE_ALPHABET_H

#include "model/model.h"

enum { EXPLORE_CALLS = 400 };

struct alphabet {
    bool whole;   /* otherwise the core: one cluster by its name, one kind, handles that were given
                     out */
    int clusters; /* of the world: 1 or 2 */
    bool local;   /* one of them is opened by NULL */
    enum kind kind[2]; /* of the objects; the core has the first alone */
};

/* All calls in this state, always in the same order; returns how many (at most EXPLORE_CALLS).
 * Handles that are equal to the model are tried only as the oldest and the newest of them. */
size_t alphabet_calls(const struct alphabet *alphabet, const struct model *model,
                      struct model_call *call);

#endif
