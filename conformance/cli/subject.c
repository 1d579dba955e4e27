/* A subject for cli_test.sh: knows one cluster, "cluster1", and one node, "node1"; CLI_SUBJECT says
 * how it misbehaves. It exports only what is here, so that everything else is absent. */
#define _POSIX_C_SOURCE 200809L /* kill */

#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define EXPORT __attribute__((visibility("default")))

static uint32_t last_error;
static char cluster, node;

static int is(const char *behaviour)
{
    const char *given = getenv("CLI_SUBJECT");
    return given != NULL && strcmp(given, behaviour) == 0;
}

static int named(const uint16_t *name, const char *wanted)
{
    size_t n = 0;
    while (wanted[n] != '\0' && name[n] == (unsigned char)wanted[n]) {
        n++;
    }
    return wanted[n] == '\0' && name[n] == 0;
}

__attribute__((constructor)) static void load(void)
{
    if (is("crash-on-load")) {
        abort();
    }
}

EXPORT void SetLastError(uint32_t error)
{
    last_error = error;
}

EXPORT uint32_t GetLastError(void)
{
    return is("deaf") ? 7 : last_error;
}

EXPORT void *OpenCluster(const uint16_t *name)
{
    if (is("chatty")) {
        (void)printf("done\nanswer 0 NULL\nstep 7\n");
        (void)fflush(stdout);
    }
    if (!is("empty") && (name == NULL || named(name, "cluster1"))) {
        return &cluster;
    }
    last_error = 53;
    return NULL;
}

EXPORT int CloseCluster(void *handle)
{
    (void)handle;
    if (is("crash")) {
        (void)raise(SIGSEGV);
    }
    if (is("hang")) {
        for (;;) {
            (void)pause();
        }
    }
    if (is("exit")) {
        exit(0);
    }
    if (is("stub")) {
        last_error = 120;
        return 0;
    }
    if (is("deserter")) { /* nobody hears of it again */
        for (int fd = 3; fd < 64; fd++) {
            (void)close(fd);
        }
        for (;;) {
            (void)pause();
        }
    }
    return !is("false");
}

EXPORT void *OpenClusterNode(void *handle, const uint16_t *name)
{
    (void)handle;
    if (!is("nodeless") && named(name, "node1")) {
        return &node;
    }
    last_error = is("foreign") ? 0x800713B2 : 5042;
    return NULL;
}

EXPORT int CloseClusterNode(void *handle)
{
    (void)handle;
    return 1;
}

EXPORT uint32_t GetClusterNodeId(void *handle, uint16_t *id, uint32_t *length)
{
    if (is("stop")) {
        (void)kill(getppid(), SIGTERM); /* the run, once it is under way */
    }
    (void)handle;
    if (*length == 0) {
        return 234;
    }
    id[0] = '1';
    if (is("overrun")) {
        id[*length] = 0;
    }
    id[1] = 0;
    *length = 1;
    return 0;
}

/* What no document knows of. */
EXPORT int OpenClusterVendorExtension(void *handle)
{
    (void)handle;
    return 1;
}
