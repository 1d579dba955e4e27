/* From a `case` record to scripts: one for each row of its tables, checked. */
#ifndef CONFORMANCE_CASE_H
#define CONFORMANCE_CASE_H

#include "script.h"

/* Called with each script of the record. */
typedef void case_found(void *context, const struct script *script);

/* Read one `case` record. False: `problem` says where and what, and nothing more is found. */
bool case_read(const struct record *record, const struct dictionary *dictionary,
               struct arena *arena, case_found *found, void *context, struct problem *problem);

#endif
