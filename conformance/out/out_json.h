/* Parts of a run's JSON. */
#ifndef CONFORMANCE_OUT_JSON_H
#define CONFORMANCE_OUT_JSON_H

#include "run/report.h"

/* A text in quotes. */
void json_string(FILE *file, const char *text);
void json_span(FILE *file, struct span span);

/* A step of a case that was run, with its answer, as an object. */
void json_step(FILE *file, const struct report *report, const struct case_result *result,
               size_t step);

#endif
