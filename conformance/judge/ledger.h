/* Which step of a trace is misuse by its caller (notation.md, "Misuse"): derived from the steps and
 * answers alone, whatever the subject thinks of its handles. */
#ifndef CONFORMANCE_LEDGER_H
#define CONFORMANCE_LEDGER_H

#include "script/answer.h"

enum misuse {
    MISUSE_NONE,
    MISUSE_NULL,
    MISUSE_INVENTED,
    MISUSE_KIND,
    MISUSE_CLOSED,
    MISUSE_ENDED,  /* obtained from a cluster handle since closed (CC-3) */
    MISUSE_IN_USE, /* closes a cluster handle while an object obtained from it is open (CC-4) */
    MISUSE_FOREIGN /* two handles that come from different cluster handles (OCX-14) */
};

enum { NOBODY = -1, LEDGER_ENTRIES = 2 * SCRIPT_STEPS };

/* One handle that was opened. */
struct ledger_entry {
    enum kind kind;
    int origin; /* the entry it was obtained from, or NOBODY */
    bool closed;
};

struct ledger {
    struct ledger_entry entry[LEDGER_ENTRIES];
    int entries;
    int bound[SCRIPT_NAMES]; /* the entry behind a name, or NOBODY: it is NULL */
};

/* An empty ledger; then each step that was made, in order: is it misuse, and what does it do to the
 * handles? */
void ledger_start(struct ledger *ledger);
enum misuse ledger_take(struct ledger *ledger, const struct step *step,
                        const struct answer *answer);

/* Was a cluster handle closed from which this one was obtained, directly or not? */
bool ledger_is_ended(const struct ledger *ledger, int entry);

/* The first step that is misuse, and why; `steps` of the script and MISUSE_NONE if none is.
 * `answer` has one element for each step. */
size_t ledger_first_misuse(const struct script *script, const struct answer *answer,
                           enum misuse *why);

const char *misuse_text(enum misuse misuse);

#endif
