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
#include "give_up.h"

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

unsigned child_processors(void)
{
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online < 1 ? 1 : online > CHILDREN_MAX ? CHILDREN_MAX : (unsigned)online;
}

int64_t child_now(void)
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
        static const char line[] = UNABLE " " NO_MEMORY "\n";
        (void)!write(fd, line, sizeof line - 1);
        _exit(2);
    }
    give_up_tells(out);
    work->work(work->context, out);
    child_tell(out, "done\n");
    _exit(0);
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

void child_rest(unsigned milliseconds)
{
    (void)poll(NULL, 0, (int)milliseconds);
}

static bool fail(struct child *child, const char *what)
{
    child->end = CHILD_FAILED;
    (void)snprintf(child->cause, sizeof child->cause, "%s", what);
    return false;
}

bool child_start(struct child *child, const struct child_work *work, unsigned seconds,
                 child_line *line, void *context)
{
    int ends[2];
    *child = (struct child){.lines = {.line = line, .context = context}};
    (void)fflush(NULL);
    if (pipe(ends) != 0) {
        return fail(child, "no pipe");
    }
    pid_t pid = fork();
    if (pid == 0) {
        (void)close(ends[0]);
        be_child(work, ends[1]);
    }
    (void)close(ends[1]); /* before the next copy is made: the pipe ends when this child does */
    if (pid < 0) {
        (void)close(ends[0]);
        return fail(child, "no process");
    }
    child->running = true;
    child->process = pid;
    child->pipe = ends[0];
    child->deadline = child_now() + (int64_t)seconds * 1000;
    return true;
}

/* It has ended, or has to now, and its group with it. A process that has begun to end by itself
 * keeps its own status; one that only closed its pipe could never say that it is done. */
static void finish(struct child *child, bool in_time)
{
    pid_t pid = (pid_t)child->process;
    int status = 0;
    child->running = false;
    (void)kill(-pid, SIGKILL);
    (void)kill(pid, SIGKILL); /* it may not have a group of its own yet */
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    (void)close((int)child->pipe); /* not before: it might be ended by writing to it */
    child_lines_close(&child->lines);
    say_cause(status, child->cause);
    child->end = in_time ? child_lines_end(&child->lines, child->cause) : CHILD_HUNG;
}

/* Take what the pipe holds. False: nothing comes any more. */
static bool take(struct child *child)
{
    char piece[1 << 16]; /* all that a pipe holds */
    ssize_t length = read((int)child->pipe, piece, sizeof piece);
    if (length < 0 && errno != EINTR) {
        (void)snprintf(child->lines.unable, CHILD_CAUSE, "its answers: %s", strerror(errno));
    }
    if (length <= 0) {
        return length < 0 && errno == EINTR;
    }
    return child_lines_add(&child->lines, piece, (size_t)length);
}

/* Wait, at most until `left` milliseconds are over, for those that run to write or to close. */
static void wait_for_pipes(const struct child *child, size_t count, int64_t left, bool *ready)
{
    struct pollfd pipes[CHILDREN_MAX];
    for (size_t n = 0; n < count; n++) {
        pipes[n] =
            (struct pollfd){.fd = child[n].running ? (int)child[n].pipe : -1, .events = POLLIN};
    }
    int found = poll(pipes, (nfds_t)count, (int)left);
    for (size_t n = 0; n < count; n++) {
        ready[n] = found > 0 && pipes[n].revents != 0;
    }
}

size_t child_wait(struct child *child, size_t count)
{
    bool ready[CHILDREN_MAX];
    for (;;) {
        int64_t before = child_now();
        int64_t left = child_time_left(child, count, before);
        if (left < 0) {
            return count;
        }
        wait_for_pipes(child, count, left, ready);
        for (size_t n = 0; n < count; n++) {
            bool ended = ready[n] && !take(&child[n]);
            /* late is what had said nothing when the pipes were looked at after its time */
            if (ended || (child[n].running && child[n].deadline <= before)) {
                finish(&child[n], ended);
                return n;
            }
        }
    }
}
