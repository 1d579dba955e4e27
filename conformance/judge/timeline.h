/* What happens to the handles of a case, step by step: derived from its steps and answers alone. Of
 * the API by the ledger; on the wire by what the protocol says of context handles: a close ends
 * one, the end of the last connection of an association ends the rest (MS-RPCE 3.3.1.4.1,
 * C706 5.1.6). */
#ifndef CONFORMANCE_TIMELINE_H
#define CONFORMANCE_TIMELINE_H

#include "ledger.h"

enum mark {
    MARK_OPENED,
    MARK_CLOSED,
    MARK_INVALIDATED, /* by closing what it was obtained from */
    MARK_QUESTIONED,  /* an instance, when what it was obtained from ends: AMB-14 */
    MARK_USED,
    MARK_USED_AFTER, /* when it was closed or invalidated */
    MARK_USED_WRONG, /* as another kind than it is, or with altered octets */
    MARKS
};

enum { TIMELINE_LANES = LEDGER_ENTRIES, TIMELINE_EVENTS = 8 * SCRIPT_STEPS };

/* One handle, or one connection. */
struct lane {
    struct span name; /* empty: it was bound to none */
    const char *kind;
    int origin;    /* the lane it was obtained from, or NOBODY */
    size_t opened; /* the step */
    bool instance; /* another instance of the cluster handle behind its origin */
    bool ended;    /* closed or invalidated */
    bool questioned;
};

struct event {
    int lane;
    size_t step;
    enum mark mark;
};

struct timeline {
    struct lane lane[TIMELINE_LANES];
    int lanes;
    struct event
        event[TIMELINE_EVENTS]; /* in the order of the steps; what goes beyond is left out */
    size_t events;
};

/* `answer` has one element for each step. */
void timeline_make(struct timeline *timeline, const struct script *script,
                   const struct answer *answer);

/* A step's name for its result, from the text: `n` of "n = OpenCluster…"; empty: it has none. */
struct span step_name(const struct step *step);

/* Add an event. */
void timeline_mark(struct timeline *timeline, int lane, size_t step, enum mark mark);

/* The same as timeline_make for a case on the wire. */
void timeline_wire(struct timeline *timeline, const struct script *script,
                   const struct answer *answer);

/* In words: opened, closed, invalidated, in question, used, used after, misused. */
const char *mark_text(enum mark mark);

#endif
