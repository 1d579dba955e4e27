/*
 * From a crash to a case: makes an input that fails shorter, by asking the target's reproducer, and
 * says what it is as text.
 */
#ifndef FUZZ_TRIAGE_H
#define FUZZ_TRIAGE_H

#include "base/growing.h"

enum { TRIAGE_KEY = 240, TRIAGE_NAME = 64, TRIAGE_PATH = 1024, TRIAGE_TRIES = 5000 };

/* What inputs of a target are. */
enum triage_kind {
    TRIAGE_REQUEST,  /* a stub input (input.h) taken for a request's */
    TRIAGE_REPLY,    /* for a reply's */
    TRIAGE_EITHER,   /* for what its header says */
    TRIAGE_STREAM,   /* PDUs (owner.h) */
    TRIAGE_SEQUENCE, /* calls (sequence.h) */
    TRIAGE_API,      /* calls of the API (api_sequence.h) */
    TRIAGE_TEXT
};

struct triage {
    const char *reproducer;
    const char *target; /* its name */
    enum triage_kind kind;
    unsigned seconds;        /* that one input may take */
    char input[TRIAGE_PATH]; /* files of our own, for the reproducer */
    char says[TRIAGE_PATH];
};

/* What inputs of the target of that name are. */
enum triage_kind triage_kind_of(const char *target);

/* Runs the reproducer on an input. How it failed is `key`: the property, the sanitizer's summary,
 * the signal, or that it did not end; the same fault has the same key. Empty: it did not fail.
 * False: it could not be run, a message is on stderr. */
bool triage_run(const struct triage *triage, const uint8_t *octets, size_t size,
                char key[TRIAGE_KEY]);

/* Makes the input as short, and its octets as often 0, as it can be with the same key. */
void triage_shrink(const struct triage *triage, const char *key, struct growing *octets);

/* Appends the input as a case for clus-cts run, with what it means in comments; only the comments
 * where no case can say it. `id` is one word. */
void triage_case(const struct triage *triage, const char *key, const char *id,
                 const struct growing *octets, struct growing *text);

/* Appends the input as a record for fuzz/regressions. */
void triage_record(const struct triage *triage, const char *key, const char *id,
                   const struct growing *octets, struct growing *text);

#endif
