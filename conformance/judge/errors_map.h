/* Error codes of a platform that has other numbers for them than Windows: records
 * `maps NUMBER ERROR` of the user's say which. */
#ifndef CONFORMANCE_ERRORS_MAP_H
#define CONFORMANCE_ERRORS_MAP_H

#include "script/answer.h"
#include "script/suite.h"

/* The n-th such record (from 0) of the user's files; NULL: there are no more. */
const struct record *errors_mapped(const struct suite *suite, size_t n);

/* Put the codes of Windows in the places of the subject's: the last error, and what functions of
 * the API return that return a code. Answers on the wire stay as they are. */
void errors_map(const struct suite *suite, const struct call *call, struct answer *answer);

#endif
