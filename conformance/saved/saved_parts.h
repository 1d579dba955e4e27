/* The parts of reading a saved run, for each other. */
#ifndef CONFORMANCE_SAVED_PARTS_H
#define CONFORMANCE_SAVED_PARTS_H

#include "saved.h"

/* Find the answers of the suite's cases in the saved run, one result for each case that it holds,
 * and complain of cases that are missing, were not attempted, or are not the suite's. */
void saved_read_cases(struct saved *saved);

/* The first step without an answer although nothing before it ended the case; the number of steps:
 * there is none. */
size_t answers_stop(const struct script *script, const struct answer *answer);

#endif
