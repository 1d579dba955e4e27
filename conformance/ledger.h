/* Which step of a trace is misuse by its caller (notation.md, "Misuse"): derived from the steps and
 * answers alone, whatever the subject thinks of its handles. */
#ifndef CONFORMANCE_LEDGER_H
#define CONFORMANCE_LEDGER_H

#include "answer.h"

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

/* The first step that is misuse, and why; `steps` of the script and MISUSE_NONE if none is.
 * `answer` has one element for each step. */
size_t ledger_first_misuse(const struct script *script, const struct answer *answer,
                           enum misuse *why);

const char *misuse_text(enum misuse misuse);

#endif
