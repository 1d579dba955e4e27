/* What the words of a case stand for: constants, error names (register.h), the fixture's $names. */
#ifndef CONFORMANCE_DICTIONARY_H
#define CONFORMANCE_DICTIONARY_H

#include "base/arena.h"
#include "register.h"

struct dictionary {
    const struct spec *spec;      /* where constants, errors and tables stand */
    const struct record *fixture; /* NULL: nothing is known of the cluster */
    const char *endpoint;         /* HOST[PORT] that serves $cluster; NULL: not known */
    bool endpoints;               /* every cluster of the fixture is served */
};

/* What `$name.attribute…` stands for: `quoted` as it stands in the fixture (a word or a quoted
 * string), and the last parts of the name that ask for a form of it (upper, lower, length, size).
 * False: the fixture lacks it. */
bool dictionary_fixture(const struct dictionary *dictionary, struct span name, struct span *found,
                        struct span *form);

#endif
