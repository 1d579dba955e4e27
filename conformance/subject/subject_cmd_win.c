/* cmd:PROGRAM, which Windows does not have: it takes a shell, and pipes that can be waited for. */
#include <string.h>

#include "subject.h"

static enum subject_ready prepare(struct subject *subject, char *why)
{
    (void)subject;
    (void)strcpy(why, "cmd: is there on POSIX systems only; rpc: reaches an endpoint from here");
    return SUBJECT_MISNAMED;
}

static bool open_it(struct subject *subject, char *why)
{
    return prepare(subject, why) == SUBJECT_READY;
}

static struct stream *connect_to(const struct subject *subject, struct span cluster,
                                 const char *endpoint, char *why)
{
    (void)subject;
    (void)cluster;
    (void)endpoint;
    (void)why;
    return NULL;
}

static void close_it(struct subject *subject)
{
    (void)subject;
}

const struct subject_type subject_cmd = {
    .prefix = "cmd:",
    .means = "a PROGRAM that makes the calls (POSIX systems only)",
    .foreign = true,
    .prepare = prepare,
    .open = open_it,
    .close = close_it,
    .connect = connect_to,
    .lines = true,
};
