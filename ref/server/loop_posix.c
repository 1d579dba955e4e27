#define _POSIX_C_SOURCE 200809L

#include "loop_posix.h"

#include "connection_posix.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { BACKLOG = 128, TICK = 500 /* milliseconds */, ACCEPTS = 32 /* a turn */ };

/* While it runs. The poll entries are: wake, the endpoints, the connections. */
struct turn {
    struct loop *loop;
    uint32_t count; /* of connections */
};

static int64_t milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int64_t seconds(const struct turn *turn)
{
    return turn->loop->host->now / 1000;
}

bool loop_listen(struct endpoint *endpoint, uint32_t address, uint16_t port,
                 const struct assoc_service *service)
{
    struct sockaddr_in name = {.sin_family = AF_INET};
    socklen_t size = sizeof name;
    const int yes = 1;
    name.sin_addr.s_addr = htonl(address);
    name.sin_port = htons(port);
    int s = socket(AF_INET, SOCK_STREAM, 0);
    if (s < 0)
        return false;
    (void)setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(s, (struct sockaddr *)&name, sizeof name) != 0 || listen(s, BACKLOG) != 0 ||
        fcntl(s, F_SETFL, O_NONBLOCK) != 0 ||
        getsockname(s, (struct sockaddr *)&name, &size) != 0) {
        int why = errno;
        close(s);
        errno = why;
        return false;
    }
    *endpoint = (struct endpoint){s, ntohs(name.sin_port), service};
    return true;
}

static struct pollfd *entry_of(const struct turn *turn, uint32_t connection)
{
    return &turn->loop->entry[1 + turn->loop->endpoints + connection];
}

static void add(struct turn *turn, int socket, const struct endpoint *endpoint)
{
    if (turn->count == turn->loop->connections) {
        close(socket); /* one too many */
        return;
    }
    struct connection *c =
        connection_begin(socket, turn->loop->host, endpoint->service, seconds(turn));
    if (c == NULL)
        return;
    turn->loop->connection[turn->count] = c;
    *entry_of(turn, turn->count) = (struct pollfd){socket, POLLIN, 0};
    turn->count++;
}

/* No descriptor is left: a client that waits would keep poll(2) from ever waiting. */
static void turn_away(struct turn *turn, const struct endpoint *endpoint)
{
    close(turn->loop->spare);
    close(accept(endpoint->socket, NULL, NULL));
    turn->loop->spare = open("/dev/null", O_RDONLY);
}

static void accept_some(struct turn *turn, const struct endpoint *endpoint)
{
    for (int i = 0; i < ACCEPTS; i++) {
        int s = accept(endpoint->socket, NULL, NULL);
        if (s >= 0) {
            add(turn, s, endpoint);
            continue;
        }
        if (errno == EMFILE || errno == ENFILE)
            turn_away(turn, endpoint);
        return;
    }
}

static void drop(struct turn *turn, uint32_t i)
{
    connection_free(turn->loop->connection[i]);
    turn->count--;
    turn->loop->connection[i] = turn->loop->connection[turn->count];
    *entry_of(turn, i) = *entry_of(turn, turn->count);
}

/* Backwards, because the last one takes the place of one that is dropped. */
static void serve_all(struct turn *turn)
{
    for (uint32_t i = turn->count; i-- > 0;) {
        struct connection *c = turn->loop->connection[i];
        enum connection_wish wish = CONNECTION_READS;
        if (entry_of(turn, i)->revents != 0)
            wish = connection_advance(c, seconds(turn));
        if (wish == CONNECTION_OVER || connection_is_stale(c, seconds(turn), turn->loop->idle))
            drop(turn, i);
    }
}

/* A connection that has something to send is not read (MS-RPCE 3.3.1.5.8). Looked at when all were
 * served, because one client's call may complete another's. */
static void set_events(struct turn *turn)
{
    uint32_t size;
    for (uint32_t i = 0; i < turn->count; i++)
        entry_of(turn, i)->events =
            assoc_output(&turn->loop->connection[i]->peer.assoc, &size) != NULL ? POLLOUT : POLLIN;
}

static void turn_round(struct turn *turn)
{
    struct host *host = turn->loop->host;
    while (turn->loop->entry[0].revents == 0) {
        nfds_t entries = 1 + turn->loop->endpoints + turn->count;
        if (poll(turn->loop->entry, entries, turn->count > 0 ? TICK : -1) < 0)
            continue; /* a signal: the handler has written to `wake` */
        host->now = milliseconds();
        serve_all(turn);
        peer_expire_all(host);
        for (uint32_t i = 0; i < turn->loop->endpoints; i++)
            if (turn->loop->entry[1 + i].revents != 0)
                accept_some(turn, &turn->loop->endpoint[i]);
        set_events(turn);
    }
}

bool loop_begin(struct loop *loop)
{
    loop->connection = calloc(loop->connections, sizeof *loop->connection);
    loop->entry = calloc(1 + loop->endpoints + loop->connections, sizeof *loop->entry);
    loop->spare = open("/dev/null", O_RDONLY);
    return loop->connection != NULL && loop->entry != NULL && loop->spare >= 0;
}

void loop_run(struct loop *loop)
{
    struct turn turn = {.loop = loop};
    loop->entry[0] = (struct pollfd){loop->wake, POLLIN, 0};
    for (uint32_t i = 0; i < loop->endpoints; i++)
        loop->entry[1 + i] = (struct pollfd){loop->endpoint[i].socket, POLLIN, 0};
    turn_round(&turn);
    while (turn.count > 0)
        drop(&turn, turn.count - 1);
}

void loop_end(struct loop *loop)
{
    if (loop->spare >= 0)
        close(loop->spare);
    free(loop->entry);
    free(loop->connection);
}
