/* Before any case: can the subject be judged at all, and with this fixture? */
#ifndef CONFORMANCE_PREFLIGHT_H
#define CONFORMANCE_PREFLIGHT_H

#include "base/child.h"
#include "script/dictionary.h"
#include "subject/subject.h"

enum { ABSENT_MAX = 128, PROBLEM_MAX = 1200 };

struct preflight {
    char file[SUBJECT_TEXT];        /* what was really loaded */
    const char *absent[ABSENT_MAX]; /* calls that the subject does not export */
    size_t absents;
    bool privacy; /* the endpoint answers only with packet privacy */
    bool cannot;  /* the subject cannot be judged: */
    char problem[PROBLEM_MAX];
    /* what the fixture names and the subject does not find, by kind */
    size_t named[KINDS];
    size_t missing[KINDS];
    char names[400];
};

/* The name of the child's work. */
#define PREFLIGHT "(preflight)"

/* The child's part: open the subject and try the fixture's names, writing a line for each find. */
struct preflight_work {
    struct subject *subject;
    const struct dictionary *dictionary;
};
void preflight_work(void *context, FILE *out);

/* Run it in a child. False: the subject cannot be judged, `problem` says why. */
bool preflight_run(struct preflight *preflight, struct subject *subject,
                   const struct dictionary *dictionary, unsigned seconds);

#endif
