/* Who was judged, where, when, and by which suite: what a saved run says of itself. */
#ifndef CONFORMANCE_IDENTITY_H
#define CONFORMANCE_IDENTITY_H

#include "base/growing.h"
#include "base/sha256.h"
#include "script/suite.h"

enum { PLATFORM_TEXT = 100, DATE_TEXT = 24 };

/* Digests of what was asked. */
struct suite_digests {
    char suite[SHA256_TEXT];   /* all that is built in */
    char clauses[SHA256_TEXT]; /* of it the clauses and ambiguities */
    char cases[SHA256_TEXT];
    char profiles[SHA256_TEXT];
};

struct identity {
    const char *subject;      /* as it stood on the command line */
    const char *loaded;       /* what was really opened */
    char digest[SHA256_TEXT]; /* of the file that was opened; empty: it is no file */
    const char *endpoint;     /* HOST[PORT] that serves $cluster; empty: there is none */
    char platform[PLATFORM_TEXT];
    char date[DATE_TEXT];
    struct suite_digests digests;
    char fixture[SHA256_TEXT]; /* of the fixture as a saved run prints it; empty: there is none */
    const char *version;
};

/* A text as every file that is written can hold it: what is no UTF-8 and every control character
 * becomes ?. The arena's. */
const char *clean_text(const char *text, struct arena *arena);

/* Fill in all of it for a run that is made now; the texts are cleaned. */
void identity_now(struct identity *identity, const struct suite *suite, const char *subject,
                  const char *loaded, const char *endpoint, struct arena *arena);

/* Of the suite that is built into this program. */
void identity_suite(struct suite_digests *digests);
extern const char suite_version[];

/* A record as a saved run prints it, and the digest of that. */
void record_text(struct growing *text, const struct record *record);
void record_digest(const struct record *record, char digest[SHA256_TEXT]);

/* The date of the run: that of SOURCE_DATE_EPOCH if the environment has it, otherwise the clock's,
 * as 2026-01-31T23:59:59Z. */
void identity_date(char date[DATE_TEXT]);

/* The system that this program runs on. */
void identity_platform(char text[PLATFORM_TEXT]);

#endif
