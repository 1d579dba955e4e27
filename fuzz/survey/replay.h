/*
 * The stubs of a list of known differences, tried again.
 */
#ifndef SURVEY_REPLAY_H
#define SURVEY_REPLAY_H

#include "../known.h"

/* Whether the n-th stub of a record, which it has, still shows a difference that the list counts
 * to that record. */
bool replay_stub(struct differ *differ, const struct known *known, const struct record *record,
                 size_t n);

#endif
