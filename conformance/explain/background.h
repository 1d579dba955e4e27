/* What `explain` knows besides the register and the cases: where the reference decides a clause,
 * which methods it serves, how foreign implementations are known to deviate. Joined by
 * background.sh. */
#ifndef CONFORMANCE_BACKGROUND_H
#define CONFORMANCE_BACKGROUND_H

#include "document.h"

struct background {
    struct document document;
};

/* False: what was built in cannot be read; nothing is left to close. */
bool background_open(struct background *background);
void background_close(struct background *background);

/* Print where the reference decides the clause or ambiguity, as FILE:LINE words; whether anywhere.
 */
bool background_print_places(const struct background *background, struct span id);

/* What the reference's server makes of the method: served, 120, 0x6D1 or local. */
struct span background_serves(const struct background *background, const char *method);

/* The n-th record (from 0) of that type, or NULL. `known` records say what one case makes of an
 * implementation, `differs` records what its decoder makes of a stub. */
const struct record *background_record(const struct background *background, const char *type,
                                       size_t n);

/* The implementation that a record speaks of: the last part of its file's name. */
struct span background_of(const struct record *record);

#endif
