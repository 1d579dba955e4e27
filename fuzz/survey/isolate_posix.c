#define _DEFAULT_SOURCE /* MAP_ANONYMOUS */
#include "isolate.h"

#include "../watch.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/* What a child leaves behind; it lies in memory that both see. */
struct progress {
    uint32_t number; /* of the input at work */
    bool fault;      /* seen by the child itself */
    enum difference kind;
    char detail[16];
};

/* What goes through the pipe. */
struct message_up {
    uint32_t number;
    struct finding finding;
};

static struct progress *progress;

static void on_fault(enum difference kind, const char *detail)
{
    progress->fault = true;
    progress->kind = kind;
    strncpy(progress->detail, detail, sizeof progress->detail - 1);
    _exit(1);
}

/* The child: compares from `first` on. */
static void work(struct differ *differ, const struct source *source, uint32_t first, int up)
{
    const struct stub_input *input;
    struct findings found;
    watch_faults(differ, on_fault);
    for (uint32_t n = first; (input = source->input(source->from, n)) != NULL; n++) {
        progress->number = n;
        (void)alarm(SURVEY_SECONDS);
        differ_stub(differ, input, &found);
        for (uint32_t i = 0; i < found.count; i++) {
            const struct message_up message = {n, found.finding[i]};
            if (write(up, &message, sizeof message) != (ssize_t)sizeof message)
                _exit(2);
        }
        progress->number = n + 1;
    }
    _exit(0);
}

/* Hands everything that comes through the pipe on, until the child is gone. */
static void gather(int from, const struct sink *sink)
{
    struct message_up message;
    size_t held = 0;
    ssize_t got;
    while ((got = read(from, (char *)&message + held, sizeof message - held)) > 0) {
        held += (size_t)got;
        if (held < sizeof message)
            continue;
        sink->found(sink->to, message.number, &message.finding);
        held = 0;
    }
}

/* How a child ended that did not finish. */
static void tell_end(int status, const struct sink *sink)
{
    struct finding f = {.kind = DIFFERENCE_CRASH};
    if (progress->fault) {
        f.kind = progress->kind;
        (void)snprintf(f.detail, sizeof f.detail, "%s", progress->detail);
    } else if (WIFSIGNALED(status)) {
        const int number = WTERMSIG(status);
        (void)snprintf(f.detail, sizeof f.detail, "%s",
                       number == SIGALRM   ? "time-out"
                       : number == SIGABRT ? "SIGABRT"
                                           : "signal");
    } else {
        (void)snprintf(f.detail, sizeof f.detail, "exit-%d", WEXITSTATUS(status));
    }
    (void)snprintf(f.says, sizeof f.says, "the vendor's process ends: %s", f.detail);
    sink->found(sink->to, progress->number, &f);
}

static void stop(const char *what)
{
    perror(what);
    exit(2);
}

uint32_t isolate(struct differ *differ, const struct source *source, const struct sink *sink)
{
    int pair[2], status = 1;
    uint32_t first = 0;
    if (progress == NULL)
        progress =
            mmap(NULL, sizeof *progress, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (progress == MAP_FAILED)
        stop("mmap");
    do {
        *progress = (struct progress){.number = first};
        (void)fflush(NULL);
        if (pipe(pair) != 0)
            stop("pipe");
        const pid_t child = fork();
        if (child == -1)
            stop("fork");
        if (child == 0)
            work(differ, source, first, pair[1]);
        (void)close(pair[1]);
        gather(pair[0], sink);
        (void)close(pair[0]);
        if (waitpid(child, &status, 0) != child)
            stop("waitpid");
        if (status != 0)
            tell_end(status, sink);
        first = progress->number + (status != 0 ? 1 : 0);
    } while (status != 0);
    return first;
}
