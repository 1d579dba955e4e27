#define _POSIX_C_SOURCE 200809L

#include "connection_posix.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static uint32_t address_of(const struct sockaddr_in *name)
{
    return ntohl(name->sin_addr.s_addr);
}

struct connection *connection_begin(int socket, struct host *host,
                                    const struct assoc_service *service, int64_t now)
{
    struct sockaddr_in name = {0};
    socklen_t size = sizeof name;
    const int yes = 1;
    struct connection *c = calloc(1, sizeof *c);
    if (c == NULL || fcntl(socket, F_SETFL, O_NONBLOCK) != 0) {
        free(c);
        close(socket);
        return NULL;
    }
    (void)setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    (void)setsockopt(socket, SOL_SOCKET, SO_KEEPALIVE, &yes, sizeof yes);
    peer_begin(&c->peer, host, service);
    c->socket = socket;
    c->moved = now;
    if (getpeername(socket, (struct sockaddr *)&name, &size) == 0) {
        c->peer.address = address_of(&name);
        c->peer.port = ntohs(name.sin_port);
    }
    size = sizeof name;
    if (getsockname(socket, (struct sockaddr *)&name, &size) == 0)
        c->peer.local = address_of(&name);
    return c;
}

void connection_free(struct connection *c)
{
    peer_end(&c->peer);
    close(c->socket);
    free(c);
}

static bool would_wait(void)
{
    return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

/* Sends what waits: CONNECTION_READS when all is gone. */
static enum connection_wish send_out(struct connection *c, int64_t now)
{
    uint32_t size;
    const uint8_t *octets;
    while ((octets = assoc_output(&c->peer.assoc, &size)) != NULL) {
        ssize_t sent = send(c->socket, octets, size, MSG_NOSIGNAL);
        if (sent < 0)
            return would_wait() ? CONNECTION_WRITES : CONNECTION_OVER;
        c->moved = now;
        peer_sent(&c->peer, (uint32_t)sent);
    }
    return CONNECTION_READS;
}

/* Nothing more is to be said. Closing while octets of the client are unread would destroy what is
 * on its way to it, so they are read for a little while. */
static enum connection_wish linger(struct connection *c, int64_t now)
{
    if (!c->lingering) {
        peer_end(&c->peer);
        c->lingering = true;
        c->moved = now;
        if (shutdown(c->socket, SHUT_WR) != 0)
            return CONNECTION_OVER;
    }
    ssize_t got = recv(c->socket, c->input, sizeof c->input, 0);
    return got > 0 || (got < 0 && would_wait()) ? CONNECTION_READS : CONNECTION_OVER;
}

/* Does all that can be done with the octets received: CONNECTION_READS when none are left and
 * nothing waits to be sent. */
static enum connection_wish work(struct connection *c, int64_t now)
{
    for (;;) {
        enum connection_wish wish = send_out(c, now);
        if (wish != CONNECTION_READS)
            return wish;
        uint32_t used, size;
        if (!peer_take(&c->peer, c->input + c->used, c->filled - c->used, &used))
            return linger(c, now);
        c->used += used;
        if (c->used == c->filled && assoc_output(&c->peer.assoc, &size) == NULL)
            return CONNECTION_READS;
    }
}

/* One helping of octets a turn, so that a busy client does not keep the others waiting. */
enum connection_wish connection_advance(struct connection *c, int64_t now)
{
    if (c->lingering)
        return linger(c, now);
    enum connection_wish wish = work(c, now);
    if (wish != CONNECTION_READS || c->lingering)
        return wish;
    ssize_t got = recv(c->socket, c->input, sizeof c->input, 0);
    if (got <= 0)
        return got < 0 && would_wait() ? CONNECTION_READS : CONNECTION_OVER;
    c->moved = now;
    c->used = 0;
    c->filled = (uint32_t)got;
    return work(c, now);
}

bool connection_is_stale(const struct connection *c, int64_t now, uint32_t idle)
{
    if (c->lingering)
        return now - c->moved >= CONNECTION_LINGER;
    return idle > 0 && c->peer.token == 0 && now - c->moved > idle; /* whole seconds */
}
