/* clus-cts explore: every sequence of calls up to a length, subject and model side by side. */
#ifndef CONFORMANCE_EXPLORE_H
#define CONFORMANCE_EXPLORE_H

#include "base/child.h"
#include "explore_walk.h"
#include "options.h"
#include "script/suite.h"

enum { FINDINGS_MAX = 100, FINDING_TEXT = 240, EXPLORE_HANGS = 5 /* then it is enough */ };

/* The name of a child's work begins with it. */
#define EXPLORE "(explore)"

/* A call that is answered otherwise than is permitted; the shortest sequence that shows it. */
struct finding {
    char what[FINDING_TEXT]; /* the call, and what came: differences that agree in it are one */
    struct explore_place place;
    struct model_answer answer;
    char cause[CHILD_CAUSE]; /* what ended the process, if it crashed */
    uint64_t count;          /* sequences that end with it */
    bool alone;              /* the sequence shows it in a process of its own */
};

struct exploration {
    struct suite *suite;
    const struct record *profile;
    struct explore_walk walk;
    unsigned depth;
    unsigned seconds; /* for what is done between two lines */
    bool first;       /* end at the first that differs */
    const char *save; /* where each finding is written, as a case and a C program; NULL: nowhere */
    bool progress;
    struct finding finding[FINDINGS_MAX];
    size_t findings;
    uint64_t unlisted;  /* differences for which there was no room */
    uint64_t sequences; /* tried */
    uint64_t abandoned; /* paths that did not answer twice the same */
    unsigned hangs;
    char lacked[CHILD_CAUSE]; /* what kept a process from its work, other than the subject; "" */
    uint64_t processes;
};

/* Everything but `suite`, which is open, from the options. Returns the exit status where it is not
 * EXIT_EXPECTED, after a message. */
int explore_prepare(struct exploration *exploration, const struct options *options,
                    struct subject *subject);

/* False: the subject could not be explored; `why` (SUBJECT_TEXT characters) says why. */
bool explore_all(struct exploration *exploration, char *why);

/* Those findings that their sequences show in a process of their own. */
size_t explore_found(const struct exploration *exploration);

/* The child's part: `name` is that of its work. False: it makes no sense. */
bool explore_child(struct exploration *exploration, const char *name, FILE *out);

/* What the finding is, in a line; FINDING_TEXT characters. */
void explore_describe(const struct exploration *exploration, const struct explore_place *place,
                      const struct model_answer *answer, const char *cause, char *what);

/* The finding as a case. `number` is for its name. */
void explore_case_print(FILE *out, const struct exploration *exploration,
                        const struct finding *finding, size_t number);

/* The same as --save has it: DIR/explored-N.cases and DIR/explored-N.c. False: they are not
 * whole, which was said on standard error. */
bool explore_save(const struct exploration *exploration, const struct finding *finding,
                  size_t number);

/* One step as a case has it, without a want and without the end of the line; `after` is the model
 * when it was made, NULL: it binds nothing. And the want, where it can say what is permitted. */
void explore_print_step(FILE *out, const struct model *before, const struct model *after,
                        const struct model_call *call);
void explore_print_want(FILE *out, const struct model_permitted *permitted,
                        const struct model_call *call);

/* The command; returns the exit status. `child` and `pipe`: of a child that was started again, or
 * NULL. */
int explore_command(const struct options *options, const char *child, const char *pipe);

#endif
