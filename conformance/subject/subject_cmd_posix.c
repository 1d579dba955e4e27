/* cmd:PROGRAM: a program that makes the calls, one line each (notation.md, "Programs"). */
#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/give_up.h"
#include "subject.h"

struct program {
    struct stream stream; /* first */
    int to;
    int from;
};

static bool write_all(struct stream *stream, const uint8_t *octets, size_t size)
{
    struct program *program = (struct program *)stream;
    while (size > 0) {
        ssize_t written = write(program->to, octets, size);
        if (written < 0 && errno != EINTR) {
            return false;
        }
        octets += written > 0 ? written : 0;
        size -= written > 0 ? (size_t)written : 0;
    }
    return true;
}

static enum stream_state read_some(struct stream *stream, uint8_t *octets, size_t size, bool wait,
                                   size_t *got)
{
    struct program *program = (struct program *)stream;
    struct pollfd one = {.fd = program->from, .events = POLLIN};
    int found = wait ? 1 : poll(&one, 1, 0);
    if (found < 0 && errno != EINTR) {
        give_up(strerror(errno));
    }
    if (found <= 0) {
        return STREAM_NOTHING;
    }
    ssize_t length;
    do {
        length = read(program->from, octets, size);
    } while (length < 0 && errno == EINTR);
    if (length < 0) {
        give_up(strerror(errno));
    }
    *got = (size_t)length;
    return length > 0 ? STREAM_OCTETS : STREAM_ENDED;
}

/* The program sees the end of its input. It is not waited for: what does not end by itself ends
 * with the group of processes that the case runs in. */
static void close_it(struct stream *stream)
{
    struct program *program = (struct program *)stream;
    (void)close(program->to);
    (void)close(program->from);
    free(program);
}

_Noreturn static void be_program(const char *command, const int in[2], const int out[2])
{
    (void)signal(SIGPIPE, SIG_DFL);
    if (dup2(in[0], STDIN_FILENO) < 0 || dup2(out[1], STDOUT_FILENO) < 0) {
        give_up(strerror(errno));
    }
    (void)close(in[0]);
    (void)close(in[1]);
    (void)close(out[0]);
    (void)close(out[1]);
    (void)execl("/bin/sh", "sh", "-c", command, (char *)NULL);
    give_up("there is no /bin/sh");
}

static struct stream *start(const char *command)
{
    int in[2];
    int out[2];
    struct program *program = malloc(sizeof *program);
    pid_t pid = program != NULL && pipe(in) == 0 && pipe(out) == 0 ? fork() : -1;
    if (pid < 0) { /* whatever the program is like */
        char text[200];
        (void)snprintf(text, sizeof text, "the program cannot be started: %s", strerror(errno));
        give_up(text);
    }
    if (pid == 0) {
        be_program(command, in, out);
    }
    (void)close(in[0]);
    (void)close(out[1]);
    *program = (struct program){{write_all, read_some, close_it}, in[1], out[0]};
    (void)signal(SIGPIPE, SIG_IGN); /* that it has ended shows when it is written to */
    return &program->stream;
}

/* A process for each connection. */
static struct stream *connect_to(const struct subject *subject, struct span cluster,
                                 const char *endpoint, char *why)
{
    (void)cluster;
    (void)endpoint;
    (void)why;
    return start(subject->rest);
}

static bool open_it(struct subject *subject, char *why)
{
    (void)why;
    (void)snprintf(subject->file, sizeof subject->file, "%s", subject->rest);
    return true;
}

static void close_subject(struct subject *subject)
{
    (void)subject;
}

const struct subject_type subject_cmd = {
    .prefix = "cmd:",
    .means = "a PROGRAM that makes the calls: `OPNUM HEX` a line in, `HEX` or `fault N` a line out",
    .foreign = true,
    .open = open_it,
    .close = close_subject,
    .connect = connect_to,
    .lines = true,
};
