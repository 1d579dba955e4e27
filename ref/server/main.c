#define _GNU_SOURCE /* getrandom, setrlimit */

#include "api/fixture.h"
#include "clusd_options.h"
#include "interfaces.h"
#include "loop_posix.h"
#include "report.h"
#include "store.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <unistd.h>

enum { TOWERS = 3, OWN_DESCRIPTORS = 16, NAME_ROOM = 256 };

/* Everything that lives as long as the program. */
struct program {
    struct clusd_options options;
    struct fixture fixture;
    struct store store;
    struct host host;
    struct loop loop;
    struct tower towers[TOWERS];
    struct assoc_interface interfaces[CLUSTER_INTERFACES];
    struct assoc_interface mapper_interfaces[MAPPER_INTERFACES];
    struct assoc_service service, mapper;
    char port[8], mapper_port[8]; /* as secondary addresses */
};

static int wake[2];

/* The handler's one act: a signal that comes while nothing waits is not lost in a pipe. If that
 * fails, though there is room, the loop will never hear of it. */
static void end(int signal_number)
{
    const int why = errno;
    (void)signal_number;
    if (write(wake[1], "", 1) < 0 && errno != EAGAIN) {
        static const char text[] = "clusd: it ends at once: the signal could not be passed on\n";
        (void)!write(STDERR_FILENO, text, sizeof text - 1);
        _exit(EXIT_CANNOT_SERVE);
    }
    errno = why;
}

static bool catch_signals(void)
{
    struct sigaction action = {.sa_handler = end};
    if (pipe(wake) == 0 && fcntl(wake[1], F_SETFL, O_NONBLOCK) == 0 &&
        sigaction(SIGTERM, &action, NULL) == 0 && sigaction(SIGINT, &action, NULL) == 0 &&
        signal(SIGPIPE, SIG_IGN) != SIG_ERR)
        return true;
    fprintf(stderr, "clusd: signals cannot be caught: %s\n", strerror(errno));
    return false;
}

/* As many descriptors as there may be connections, if the system permits. */
static void raise_limit(uint32_t connections)
{
    struct rlimit limit;
    const rlim_t wanted = (rlim_t)connections + OWN_DESCRIPTORS;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted)
        return;
    limit.rlim_cur = wanted < limit.rlim_max ? wanted : limit.rlim_max;
    if (setrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur < wanted)
        fprintf(stderr, "clusd: the system permits %lu descriptors only\n",
                (unsigned long)limit.rlim_cur);
}

static bool say_address(const char *what, uint32_t a, uint16_t port)
{
    const int written = printf("clusd: %s on ncacn_ip_tcp:%u.%u.%u.%u[%u]\n", what, a >> 24,
                               a >> 16 & 255, a >> 8 & 255, a & 255, port);
    if (written >= 0 && fflush(stdout) == 0)
        return true;
    fprintf(stderr, "clusd: standard output: %s\n", strerror(errno));
    return false;
}

static bool listen_on(struct program *p, uint16_t port, struct assoc_service *service,
                      char secondary[8])
{
    struct endpoint *endpoint = &p->loop.endpoint[p->loop.endpoints];
    if (!loop_listen(endpoint, p->options.listen, port, service)) {
        fprintf(stderr, "clusd: port %u: %s\n", port, strerror(errno));
        return false;
    }
    snprintf(secondary, 8, "%u", endpoint->port);
    service->address = secondary;
    p->loop.endpoints++;
    return true;
}

/* What the endpoint mapper knows: each version of clusapi that is offered, in each syntax. */
static void raise_towers(struct program *p, uint16_t port)
{
    const struct tower towers[TOWERS] = {{interface_clusapi_2, rpc_syntax_ndr, port, 0},
                                         {interface_clusapi_3, rpc_syntax_ndr, port, 0},
                                         {interface_clusapi_3, rpc_syntax_ndr64, port, 0}};
    memcpy(p->towers, towers, sizeof towers);
    p->host.towers = p->towers;
    p->host.tower_count = p->service.interface_count == CLUSTER_INTERFACES ? TOWERS : 1;
}

static bool listen_to_all(struct program *p)
{
    const struct clusd_options *o = &p->options;
    const enum method_since release = p->fixture.clusters.cluster[p->host.serve.cluster].release;
    const bool privacy = o->privacy || p->fixture.place[p->host.serve.cluster].privacy;
    const uint8_t offered = interfaces_of_cluster(p->interfaces, release, privacy);
    interfaces_of_mapper(p->mapper_interfaces);
    p->service = (struct assoc_service){p->interfaces, offered, ASSOC_FRAGMENT, "", false};
    p->mapper =
        (struct assoc_service){p->mapper_interfaces, MAPPER_INTERFACES, ASSOC_FRAGMENT, "", false};
    if (!listen_on(p, o->port, &p->service, p->port) ||
        (o->mapper && !listen_on(p, o->mapper_port, &p->mapper, p->mapper_port)))
        return false;
    raise_towers(p, p->loop.endpoint[0].port);
    return true;
}

static bool open_log(struct program *p)
{
    if (p->options.quiet)
        return true;
    FILE *log = p->options.log != NULL ? fopen(p->options.log, "a") : stderr;
    if (log == NULL) {
        fprintf(stderr, "clusd: %s: %s\n", p->options.log, strerror(errno));
        return false;
    }
    setvbuf(log, NULL, _IOLBF, BUFSIZ);
    p->host.report = report;
    p->host.reporter = log;
    return true;
}

/* What was lost is said once. */
static void close_log(struct program *p)
{
    FILE *log = p->host.reporter;
    if (log == NULL)
        return;
    bool whole = fflush(log) == 0 && ferror(log) == 0;
    if (p->options.log != NULL)
        whole = fclose(log) == 0 && whole;
    if (!whole)
        fprintf(stderr, "clusd: not all of the log could be written\n");
}

/* Whoever has started the server waits for the last of these lines. */
static bool say_addresses(const struct program *p)
{
    const struct loop *loop = &p->loop;
    return (loop->endpoints == 1 ||
            say_address("endpoint mapper", p->options.listen, loop->endpoint[1].port)) &&
           say_address("ready", p->options.listen, loop->endpoint[0].port);
}

static int run(struct program *p)
{
    p->loop.host = &p->host;
    p->loop.connections = p->options.connections;
    p->loop.idle = p->options.idle;
    p->loop.wake = wake[0];
    if (!listen_to_all(p))
        return EXIT_CANNOT_SERVE;
    bool ready = loop_begin(&p->loop);
    if (!ready)
        fprintf(stderr, "clusd: it cannot begin to serve: %s\n", strerror(errno));
    ready = ready && say_addresses(p);
    if (ready)
        loop_run(&p->loop);
    loop_end(&p->loop);
    return ready ? EXIT_ENDED : EXIT_CANNOT_SERVE;
}

/* With the cluster loaded: memory, log, signals, then service. */
static int serve(struct program *p, uint32_t cluster)
{
    const struct store_limits limits = {p->options.connections, p->options.handles,
                                        p->options.memory};
    uint8_t secret[CONTEXT_SECRET_SIZE];
    if (getrandom(secret, sizeof secret, 0) != sizeof secret ||
        !store_open(&p->store, &p->host, &p->fixture.clusters, cluster, &limits, secret)) {
        fprintf(stderr, "clusd: %s\n", strerror(errno));
        return EXIT_CANNOT_SERVE;
    }
    raise_limit(p->options.connections);
    int status = open_log(p) && catch_signals() ? run(p) : EXIT_CANNOT_SERVE;
    for (uint32_t i = 0; i < p->loop.endpoints; i++)
        close(p->loop.endpoint[i].socket);
    close_log(p);
    store_close(&p->store, &p->host);
    return status;
}

/* The cluster that is called `name`: its $name or its own. */
static bool is_called(const struct program *p, uint32_t cluster, const char *name)
{
    const struct name *own = &p->fixture.clusters.cluster[cluster].name;
    const struct name *named = &p->fixture.place[cluster].named;
    const struct name *compared = name[0] == '$' ? named : own;
    uint8_t units[2 * NAME_ROOM];
    uint32_t count = 0;
    for (name += name[0] == '$'; name[count] != 0 && count < NAME_ROOM; count++) {
        units[2 * count] = (uint8_t)name[count];
        units[2 * count + 1] = 0;
    }
    return name_equal((struct name){units, count, false}, *compared);
}

/* The one asked for, else the local one, else the first. */
static bool choose_cluster(const struct program *p, uint32_t *cluster)
{
    const char *name = p->options.cluster;
    const uint32_t count = p->fixture.clusters.count;
    *cluster = 0;
    for (uint32_t i = count; name == NULL && i-- > 0;)
        if (p->fixture.clusters.cluster[i].local)
            *cluster = i;
    while (name != NULL && *cluster < count && !is_called(p, *cluster, name))
        (*cluster)++;
    if (*cluster == count)
        fprintf(stderr, "clusd: the fixture has no cluster %s\n", name);
    return *cluster < count;
}

static bool load(struct program *p)
{
    struct problem problem;
    char text[600];
    if (fixture_open_file(&p->fixture, p->options.fixture, &problem))
        return true;
    problem_print(&problem, text, sizeof text);
    fprintf(stderr, "clusd: %s\n", text);
    return false;
}

int main(int count, char **words)
{
    static struct program p;
    uint32_t cluster;
    int status;
    if (!clusd_options_read(count, words, &p.options, &status))
        return status;
    if (!load(&p))
        return EXIT_BAD_USE;
    status = choose_cluster(&p, &cluster) ? serve(&p, cluster) : EXIT_BAD_USE;
    fixture_close(&p.fixture);
    return status;
}
