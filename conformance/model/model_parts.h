/* What the parts of the model share. */
#ifndef CONFORMANCE_MODEL_PARTS_H
#define CONFORMANCE_MODEL_PARTS_H

#include "model.h"
#include "model_readings.h"

enum model_check { PASSES, STOPS, EITHER };

enum { ANY_CODE = -1 };

/* Add one thing that may be wrong with the call: whether it lets the call succeed, and the code
 * with which it stops it (a number or ANY_CODE). */
void model_check(struct model_permitted *permitted, enum model_check check, int64_t code);

/* A question with two readings: `passes` lets the call succeed, the other does not. */
enum model_check model_asked(const struct model *model, enum model_question question,
                             uint8_t passes);

/* AMB-36: does the API hand on what MS-CMRP decides? And the code, if it does. */
bool model_hands_on(const struct model *model);
int64_t model_handed_on(const struct model *model, int64_t code);

/* What may be wrong with an open beside its handle. `cluster`: where it is opened, -1 where that is
 * not known; `parent`: the handle given, if it is valid. */
void model_ask_open_cluster(const struct model *model, const struct model_call *call,
                            struct model_permitted *permitted);
void model_ask_open_object(const struct model *model, const struct model_call *call,
                           struct model_permitted *permitted, int cluster,
                           const struct model_handle *parent);

#endif
