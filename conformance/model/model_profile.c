#include "model_profile.h"

#include "model_readings.h"

void model_read_profile(struct model_profile *profile, const struct spec *spec,
                        const struct record *record)
{
    for (enum model_question q = 0; q < MODEL_QUESTIONS; q++) {
        struct span id = span_of(model_question_id(q));
        struct span choice = spec_choice(spec, record, id, NULL);
        profile->chosen[q] = READING_NONE;
        for (unsigned n = 1; model_reading_name(q, n) != NULL; n++) {
            if (span_is(choice, model_reading_name(q, n))) {
                profile->chosen[q] = (uint8_t)n;
            }
        }
    }
}
