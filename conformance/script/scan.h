/* The words and marks of one line of a case. */
#ifndef CONFORMANCE_SCAN_H
#define CONFORMANCE_SCAN_H

#include "text.h"

/* printf arguments for "%.*s" */
#define SPAN(span) (int)(span).length, (span).at

struct scan {
    struct span left;
};

/* Take `mark` off the front, after white space. False and nothing taken where it is not there. */
bool scan_mark(struct scan *scan, const char *mark);

/* Does `mark` come next? */
bool scan_sees(struct scan scan, const char *mark);

/* Take a name: a letter, _ or $, then letters, digits, _, and a dot or dash before a letter. Empty:
 * none comes. */
struct span scan_name(struct scan *scan);

/* Take a number, decimal or 0x hexadecimal (up to 64 bits; the upper half wraps to negative). */
bool scan_number(struct scan *scan, int64_t *number);

/* Take a "quoted string" with its quotes. Empty: none comes. */
struct span scan_quoted(struct scan *scan);

bool scan_done(struct scan *scan);

/* The part of `whole` from its start to where `scan` stands, trimmed. */
struct span scan_since(struct span whole, const struct scan *scan);

/* Does `text` match `pattern`, in which * stands for any characters and ? for one? */
bool glob_match(const char *pattern, const char *text);

#endif
