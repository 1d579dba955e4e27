/* The octets of a wire case, as they went over its connections. */
#ifndef CONFORMANCE_OCTETS_H
#define CONFORMANCE_OCTETS_H

#include <stdio.h>

#include "base/growing.h"
#include "script/script.h"
#include "subject/subject.h"

struct octets_work {
    struct subject *subject;
    const struct script *script;
};

/* The child's part: take the steps, and write a line for each piece that is sent or comes:
 * `sent CONNECTION HEX`, `came CONNECTION HEX`, `step NUMBER` before each step. */
void octets_work(void *context, FILE *out);

/* Run it in a child of that name, and append what went over the wire as comments of the notation.
 */
void octets_put(struct octets_work *work, const char *name, unsigned seconds, struct growing *text);

#endif
