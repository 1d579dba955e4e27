/* Looking things up: in the register, the cases, the table of methods, and in runs. */
#ifndef CONFORMANCE_EXPLAIN_H
#define CONFORMANCE_EXPLAIN_H

#include "background.h"
#include "options.h"
#include "run/report.h"

/* Print one line for each case that a pattern names (none: all). False: there is none. */
bool list(const struct suite *suite, const char *const *only, size_t onlys);

/* All ambiguities as one Markdown page, for those who write the documents. */
void ambiguities_page(const struct suite *suite);

/* The command `explain`; returns the exit status. `child` and `pipe`: of a child that was started
 * again (child.h), or NULL. */
int explain_command(const struct options *options, const char *child, const char *pipe);

/* -- its parts. Each prints what is known of the word, and returns whether anything is. */

struct explaining {
    const struct suite *suite;
    const struct background *background;
    const struct options *options;
};

bool explain_clause(const struct explaining *explaining, const char *word);
bool explain_ambiguity(const struct explaining *explaining, const char *word);
bool explain_number(const struct explaining *explaining, const char *word);
bool explain_function(const struct explaining *explaining, const char *word);
bool explain_method(const struct explaining *explaining, const char *word);

/* What became of the cases of that pattern: asked of the built-in reference now, listed as known of
 * foreign implementations, and in the runs given by --with. `steps`: with the reference's answers.
 */
void explain_seen(const struct explaining *explaining, const char *pattern, bool steps);

/* The words most like it, to standard error. */
void explain_suggest(const struct explaining *explaining, const char *word);

/* -- for the parts */

/* A line with its label, if there is such a field. */
void explain_field(const char *label, const struct field *field, size_t skip);

/* A list of words that goes on in further lines. */
struct explain_list {
    const char *label;
    size_t column; /* 0: nothing was printed yet */
};
void explain_word(struct explain_list *list, struct span word);
void explain_list_end(const struct explain_list *list);

/* Print the cases for which `touches` holds, a table's rows as one; whether there is one. */
typedef bool script_touches(const struct script *script, const void *what);
bool explain_cases(const struct suite *suite, script_touches *touches, const void *what);

/* Does the field's text hold the word, with nothing of a name around it? */
bool explain_mentions(const struct field *field, struct span word);

/* Print the clauses, and the ambiguities, that name the word. */
void explain_named_by(const struct explaining *explaining, const char *word);

#endif
