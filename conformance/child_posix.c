#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "child.h"

void child_setup(int count, char **argument)
{
    (void)count;
    (void)argument;
}

FILE *child_out(const char *number)
{
    (void)number;
    return NULL; /* nothing is started again here */
}

static int64_t now(void)
{
    struct timespec time;
    (void)clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* In the copy: no core file, a group of its own so that what it starts ends with it; what the
 * subject prints does not mix with the report, which may be read by a program. */
_Noreturn static void be_child(const struct child_work *work, int fd)
{
    struct rlimit none = {0, 0};
    (void)setrlimit(RLIMIT_CORE, &none);
    (void)setpgid(0, 0);
    (void)dup2(STDERR_FILENO, STDOUT_FILENO);
    FILE *out = fdopen(fd, "w");
    if (out == NULL) {
        _exit(127);
    }
    work->work(work->context, out);
    (void)fputs("done\n", out);
    (void)fflush(out);
    _exit(0);
}

/* Read until the work is done, the pipe ends or time is over. False: time is over. */
static bool follow(int fd, int64_t deadline, struct child_lines *lines)
{
    char piece[4096];
    while (!lines->done) {
        int64_t left = deadline - now();
        struct pollfd one = {.fd = fd, .events = POLLIN};
        int ready = left > 0 ? poll(&one, 1, (int)left) : 0;
        if (ready == 0) {
            return false;
        }
        ssize_t length = ready > 0 ? read(fd, piece, sizeof piece) : -1;
        if (length == 0 || (length < 0 && errno != EINTR)) {
            return true;
        }
        if (length > 0 && !child_lines_add(lines, piece, (size_t)length)) {
            return true;
        }
    }
    return true;
}

static void say_cause(int status, char *cause)
{
    if (WIFSIGNALED(status)) {
        const char *name = sigabbrev_np(WTERMSIG(status));
        (void)snprintf(cause, CHILD_CAUSE, "SIG%s", name != NULL ? name : "?");
    } else {
        (void)snprintf(cause, CHILD_CAUSE, "exit-%d", WEXITSTATUS(status));
    }
}

enum child_end child_run(const struct child_work *work, unsigned seconds, child_line *line,
                         void *context, char *cause)
{
    int ends[2];
    struct child_lines lines = {.line = line, .context = context};
    (void)fflush(NULL);
    if (pipe(ends) != 0) {
        (void)snprintf(cause, CHILD_CAUSE, "no pipe");
        return CHILD_FAILED;
    }
    pid_t pid = fork();
    if (pid == 0) {
        (void)close(ends[0]);
        be_child(work, ends[1]);
    }
    (void)close(ends[1]);
    if (pid < 0) {
        (void)close(ends[0]);
        (void)snprintf(cause, CHILD_CAUSE, "no process");
        return CHILD_FAILED;
    }
    bool in_time = follow(ends[0], now() + (int64_t)seconds * 1000, &lines);
    (void)close(ends[0]);
    if (!in_time || lines.done) {
        (void)kill(-pid, SIGKILL);
        (void)kill(pid, SIGKILL); /* it may not have a group of its own yet */
    }
    int status = 0;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    child_lines_close(&lines);
    say_cause(status, cause);
    return !in_time ? CHILD_HUNG : lines.done ? CHILD_ENDED : CHILD_CRASHED;
}
