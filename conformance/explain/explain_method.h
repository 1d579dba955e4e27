/* The table's row of a method, for `explain`: apart from the runner, whose types bear its names. */
#ifndef CONFORMANCE_EXPLAIN_METHOD_H
#define CONFORMANCE_EXPLAIN_METHOD_H

struct method;

/* Print its opnum, whom it admits, since when it exists, what it carries. */
void explain_print_method(const struct method *method);

#endif
