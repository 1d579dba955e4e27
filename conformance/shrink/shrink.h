/* clus-cts shrink: the shortest case that still shows a failure. */
#ifndef CONFORMANCE_SHRINK_H
#define CONFORMANCE_SHRINK_H

#include "base/growing.h"
#include "options.h"
#include "run/report.h"

/* The name of a child's work: one of these, for the subject, the reference, or the subject's
 * octets; the id of the whole case, a colon, and a shrunk_word. */
#define SHRINK_SUBJECT "shrink:"
#define SHRINK_REFERENCE "shrink-ref:"
#define SHRINK_OCTETS "shrink-octets:"

/* Which steps of a case are kept, and how often each is made. */
struct shrunk {
    const struct script *of;
    bool keep[SCRIPT_STEPS];
    unsigned repeat[SCRIPT_STEPS];
};

/* All of it. */
void shrunk_whole(struct shrunk *shrunk, const struct script *script);

/* As a word, and back: the numbers of the steps, with xN where one is repeated. False: it makes no
 * sense for that case. */
void shrunk_word(const struct shrunk *shrunk, struct growing *text);
bool shrunk_read(struct shrunk *shrunk, const struct script *script, const char *word);

/* The case with only these steps, of that id; `about` may be NULL. Wants stay at the last step of
 * each program alone. */
void shrunk_text(const struct shrunk *shrunk, const char *id, const char *about,
                 struct growing *text);

/* Read such a text as a script, which is the arena's. NULL: it is not one; *step is the number
 * among those kept of the step that cannot stand so, if that is why. */
const struct script *shrunk_script(const struct suite *suite, const char *text, struct arena *arena,
                                   size_t *step);

/* Make it shorter as long as the subject's answers are accused at the last step and the reference's
 * pass. `report` has the suite, the options and the profile; `subject` and `reference` are not
 * open. False: the case does not fail; `why` (SUBJECT_TEXT characters) says what it does. */
struct shrink_request {
    struct report *report;
    struct subject *subject;
    struct subject *reference;
    unsigned seconds;
    struct judgement judgement; /* of the whole case */
    bool guided;                /* the reference passes the whole case, and so says what may go */
    unsigned tries;
};
bool shrink(struct shrink_request *request, const struct script *script, struct shrunk *shrunk,
            char *why);

/* The command; returns the exit status. `child` and `pipe`: of a child that was started again, or
 * NULL. */
int shrink_command(const struct options *options, const char *child, const char *pipe);

#endif
