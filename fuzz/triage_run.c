#define _XOPEN_SOURCE 700
#include "triage.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LINE = 1024, CANNOT_START = 127 };

static bool complain(const char *what)
{
    (void)fprintf(stderr, "triage: %s: %s\n", what, strerror(errno));
    return false;
}

static bool write_input(const struct triage *t, const uint8_t *octets, size_t size)
{
    FILE *file = fopen(t->input, "wb");
    if (file == NULL)
        return complain(t->input);
    const bool written = size == 0 || fwrite(octets, 1, size, file) == size;
    return (fclose(file) == 0 && written) || complain(t->input);
}

/* In the child: what it says goes to a file, an alarm ends it. */
_Noreturn static void become_reproducer(const struct triage *t)
{
    const struct rlimit none = {0, 0};
    const int says = open(t->says, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    (void)setrlimit(RLIMIT_CORE, &none);
    if (says >= 0) {
        (void)dup2(says, STDOUT_FILENO);
        (void)dup2(says, STDERR_FILENO);
        (void)alarm(t->seconds);
        (void)execl(t->reproducer, t->reproducer, t->input, (char *)NULL);
    }
    _exit(CANNOT_START);
}

/* The line that tells faults apart, if there is one: the part of it from `mark` on. */
static bool find_line(const struct triage *t, const char *mark, char key[TRIAGE_KEY])
{
    char line[LINE];
    FILE *file = fopen(t->says, "r");
    bool found = false;
    while (file != NULL && !found && fgets(line, sizeof line, file) != NULL) {
        const char *at = strstr(line, mark);
        found = at != NULL;
        if (found)
            (void)snprintf(key, TRIAGE_KEY, "%.*s", (int)strcspn(at, "\n"), at);
    }
    if (file != NULL)
        (void)fclose(file);
    return found;
}

static void read_key(const struct triage *t, int status, char key[TRIAGE_KEY])
{
    static const char *const marks[] = {"property: ", "runtime error: ", "SUMMARY: "};
    const bool over = WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM;
    key[0] = '\0';
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return;
    for (size_t i = 0; !over && i < sizeof marks / sizeof *marks; i++)
        if (find_line(t, marks[i], key))
            return;
    if (over)
        (void)snprintf(key, TRIAGE_KEY, "no end within %u s", t->seconds);
    else if (WIFSIGNALED(status))
        (void)snprintf(key, TRIAGE_KEY, "signal %d", WTERMSIG(status));
    else
        (void)snprintf(key, TRIAGE_KEY, "exit %d", WEXITSTATUS(status));
}

bool triage_run(const struct triage *t, const uint8_t *octets, size_t size, char key[TRIAGE_KEY])
{
    int status;
    if (!write_input(t, octets, size))
        return false;
    const pid_t child = fork();
    if (child == 0)
        become_reproducer(t);
    if (child < 0 || waitpid(child, &status, 0) != child)
        return complain("no process");
    if (WIFEXITED(status) && WEXITSTATUS(status) == CANNOT_START) {
        (void)fprintf(stderr, "triage: %s cannot be run\n", t->reproducer);
        return false;
    }
    read_key(t, status, key);
    return true;
}
