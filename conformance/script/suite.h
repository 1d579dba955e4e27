/* Everything that is read before anything runs: the register, the fixture, the cases. */
#ifndef CONFORMANCE_SUITE_H
#define CONFORMANCE_SUITE_H

#include <stdio.h>

#include "case.h"
#include "script.h"

enum { SUITE_FILES = 64 };

struct suite {
    struct arena arena;
    struct document document[SUITE_FILES];
    size_t documents;
    struct spec spec;
    struct dictionary dictionary;
    const struct script **script; /* in the order of the files */
    size_t scripts;
};

/* What to read beside what is built in; NULL: nothing. */
struct suite_request {
    const char *const *file; /* cases; with none, those that are built in */
    size_t files;
    const char *fixture;
    const char *fixture_text; /* the same as text, which must outlive the suite */
    const char *known;
    const char *errors;   /* the error codes of another platform */
    const char *profile;  /* a file with a profile, not a name */
    const char *saved;    /* run.cases of a saved run: its fixture, profile, known deviations */
    const char *endpoint; /* HOST[PORT] that serves $cluster */
    const char *only;     /* the id of the one case to read, out of files that were read before and
                           * hold no errors: what a child needs. NULL: all, with every check */
    bool everywhere;      /* every cluster is served, with or without an endpoint of its own */
};

/* Read all of it. False: the errors are written to `errors`, one a line, and nothing is left to
 * close. */
bool suite_open(struct suite *suite, const struct suite_request *request, FILE *errors);
void suite_close(struct suite *suite);

/* The profile of that name; NULL: there is none. Or the first that the file given as
 * `request.profile` holds. */
const struct record *suite_profile(const struct suite *suite, const char *name);

/* All profiles, a name only once; returns how many, at most `capacity`. */
size_t suite_profiles(const struct suite *suite, const struct record **profile, size_t capacity);

/* The script of that id, or NULL. */
const struct script *suite_script(const struct suite *suite, const char *id);

/* What a failure of the script makes one ask: its first clause or question, else the case. */
struct span script_subject(const struct script *script);

/* Does `pattern` (glob) name the script, a clause that it tests or an ambiguity it touches? */
bool script_matches(const struct script *script, const char *pattern);

#endif
