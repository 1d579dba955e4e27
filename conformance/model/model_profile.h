/* What a profile of the register chooses, for the model. */
#ifndef CONFORMANCE_MODEL_PROFILE_H
#define CONFORMANCE_MODEL_PROFILE_H

#include "model.h"
#include "register.h"

void model_read_profile(struct model_profile *profile, const struct spec *spec,
                        const struct record *record);

#endif
