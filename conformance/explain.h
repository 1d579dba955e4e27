/* Looking things up in the register and the cases. */
#ifndef CONFORMANCE_EXPLAIN_H
#define CONFORMANCE_EXPLAIN_H

#include "suite.h"

/* Print one line for each case that a pattern names (none: all). False: there is none. */
bool list(const struct suite *suite, const char *const *only, size_t onlys);

/* Print what is known of a clause, ambiguity, case, error name or number. False: nothing is. */
bool explain(const struct suite *suite, const char *word);

/* All ambiguities as one Markdown page, for those who write the documents. */
void ambiguities_page(const struct suite *suite);

#endif
