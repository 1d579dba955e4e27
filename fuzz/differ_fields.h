/*
 * Two texts in the normal form of vendor.h, held against each other.
 */
#ifndef FUZZ_DIFFER_FIELDS_H
#define FUZZ_DIFFER_FIELDS_H

#include "differ.h"

/* Adds a finding of that kind for every line of `theirs` that `ours` has otherwise, or not at all.
 * Lines that `theirs` lacks are not missed. */
void compare_fields(const char *ours, uint32_t our_length, const char *theirs,
                    uint32_t their_length, enum difference kind, struct findings *found);

/* A new finding to fill in; once there are too many, the last one again. */
struct finding *finding_add(struct findings *findings, enum difference kind);

#endif
