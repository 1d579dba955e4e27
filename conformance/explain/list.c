/* The command `list`. */
#include <stdio.h>
#include <string.h>

#include "explain.h"

static bool is_listed(const struct script *script, const char *const *only, size_t onlys)
{
    for (size_t n = 0; n < onlys; n++) {
        if (script_matches(script, only[n])) {
            return true;
        }
    }
    return onlys == 0;
}

bool list(const struct suite *suite, const char *const *only, size_t onlys)
{
    size_t listed = 0;
    for (size_t n = 0; n < suite->scripts; n++) {
        const struct script *script = suite->script[n];
        if (!is_listed(script, only, onlys)) {
            continue;
        }
        listed++;
        (void)printf("%-50s", script->id);
        for (size_t c = 0; c < script->clauses; c++) {
            (void)printf(" %.*s", SPAN(script->clause[c]));
        }
        for (size_t d = 0; d < script->decided; d++) {
            (void)printf(" decides %.*s", SPAN(script->decides[d]));
        }
        (void)printf("  (%.*s:%u)\n", SPAN(script->file), script->line);
    }
    if (listed == 0) {
        (void)fprintf(stderr, "clus-cts: no case matches\n");
    }
    return listed > 0;
}
