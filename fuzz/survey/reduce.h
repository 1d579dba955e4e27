/*
 * A stub made smaller and plainer while it shows the same difference.
 */
#ifndef SURVEY_REDUCE_H
#define SURVEY_REDUCE_H

#include "../differ.h"

/* Whether an input shows a difference of that class and detail. `says`, if not NULL, receives the
 * words for it. */
bool shows(struct differ *differ, const struct stub_input *input, const struct finding *finding,
           char says[DIFFER_SAYS]);

/* Reduces an input of `size` octets (input.h) in place: takes octets out, then makes what is left
 * zero. Returns the new size; finding->says then speaks of the smaller stub. */
size_t reduce(struct differ *differ, uint8_t *data, size_t size, struct finding *finding);

#endif
