/*
 * Sequences of calls of the API, for the target api: records of class 4 (sequence.h).
 *
 *   code    low octet: 1 open a cluster, 2 open an object, 3 GetClusterFrom…, 4 close, 5 ask (state
 *           or information), 6 change (a control code); high octet: the kind, 1 cluster, 2 node,
 *           3 group, 4 resource, 5 network, 6 network interface. Taken modulo what there is.
 *   items   26 the handle: a distance (2); 28 NULL; 29 a value that was never given out;
 *           32 the Ex form, with the access asked for (4); 33 which cluster (1); 34 the name: 1
 * NULL, 2 empty, 3 nobody's, else the one there is; 35 no address for the granted access
 *
 * Other records are skipped, and count in distances.
 */
#ifndef FUZZ_API_SEQUENCE_H
#define FUZZ_API_SEQUENCE_H

#include "model/model.h"

struct random;
struct script;

enum { API_STEPS = 40, API_NO_STEP = MODEL_NULL };

/* A call's `handle` is the step that gave it, or MODEL_NULL or MODEL_INVENTED. */
struct api_sequence {
    int steps;
    struct model_call call[API_STEPS];
};

/* Reads any octets. */
void api_read(const uint8_t *data, size_t size, struct api_sequence *sequence);

/* Writes a sequence. Returns its size, 0 if it is more than `capacity` octets. */
size_t api_write(const struct api_sequence *sequence, uint8_t *data, size_t capacity);

/* Takes over from a case what the model knows of it. */
void api_of_script(const struct script *script, struct api_sequence *sequence);

/* Leaves out a step; handles that it gave become NULL. */
void api_remove(struct api_sequence *sequence, int step);

/* Changes one or a few things of a sequence, or makes one of nothing. */
void api_change(struct random *random, struct api_sequence *sequence);

#endif
