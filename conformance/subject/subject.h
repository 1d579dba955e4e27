/* What is judged. A kind of subject is a few functions: open it, call it by name, close it. */
#ifndef CONFORMANCE_SUBJECT_H
#define CONFORMANCE_SUBJECT_H

#include "script/calls.h"

#include "stream.h"

enum { SUBJECT_TEXT = 1024 };

struct subject {
    const struct subject_type *type;
    const char *rest;       /* what follows the prefix on the command line */
    const char *fixture;    /* the file that tells it what to serve, or NULL */
    void *library;          /* the subject's own */
    any_function set_error; /* SetLastError, GetLastError of its side */
    any_function get_error;
    char file[SUBJECT_TEXT];     /* what was really opened */
    char endpoint[SUBJECT_TEXT]; /* HOST[PORT] where $cluster is served; empty: not known */
};

enum subject_ready {
    SUBJECT_READY,
    SUBJECT_MISNAMED,   /* what follows the prefix makes no sense, or not on this system */
    SUBJECT_UNREACHABLE /* it cannot be judged */
};

struct subject_type {
    const char *prefix; /* `ref`, or `dll:` that something follows */
    const char *means;
    bool foreign; /* not ours: judged by the profile sdk unless told otherwise, and not disturbed */
    /* Look at what follows the prefix, and find the endpoint, before anything is read; NULL: there
     * is nothing to do. `why` (SUBJECT_TEXT characters) says what is wrong. */
    enum subject_ready (*prepare)(struct subject *subject, char *why);
    /* False: it cannot be used, `why` (SUBJECT_TEXT characters) says why. */
    bool (*open)(struct subject *subject, char *why);
    /* The function of that name; NULL: there is none. */
    any_function (*find)(const struct subject *subject, const char *name);
    /* Set the last error, call, read the last error. False: there is no such function. NULL, like
     * `find`, for subjects that have no functions. */
    bool (*call)(const struct subject *subject, const struct call *call,
                 const struct actual *argument, struct outcome *outcome, uint32_t *last_error);
    void (*close)(struct subject *subject);

    /* On the wire. A new connection to `endpoint` (HOST[PORT]), or where the subject serves the
     * cluster of that $name if it is NULL. NULL: there is none, `why` (SUBJECT_TEXT characters)
     * says why. The function itself is NULL for subjects that offer no endpoint. */
    struct stream *(*connect)(const struct subject *subject, struct span cluster,
                              const char *endpoint, char *why);
    bool lines;      /* its streams carry the lines of cmd:, not PDUs */
    bool everywhere; /* every cluster of the fixture is served, not only those with an endpoint */
};

extern const struct subject_type subject_dll;
extern const struct subject_type subject_ref;
extern const struct subject_type subject_rpc;
extern const struct subject_type subject_cmd;

/* The subject that the word of the command line means, not yet open. False: there is none. */
bool subject_choose(struct subject *subject, const char *word);

/* The kinds there are; NULL after the last. */
const struct subject_type *subject_at(size_t n);

/* For kinds of subject whose functions lie in this process. */
bool subject_call_function(const struct subject *subject, any_function function,
                           const struct call *call, const struct actual *argument,
                           struct outcome *outcome, uint32_t *last_error);

/* Set and read the last error as the subject's caller does. */
uint32_t subject_canary(const struct subject *subject, uint32_t error);

#endif
