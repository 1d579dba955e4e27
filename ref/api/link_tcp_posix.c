#define _POSIX_C_SOURCE 200809L

#include "link_tcp_resolve.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stddef.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

int64_t tcp_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Waits until the socket can be read or written; false when the deadline passes. */
static bool ready(tcp_socket s, short events, int64_t deadline)
{
    struct pollfd entry = {(int)s, events, 0};
    for (;;) {
        int64_t left = deadline - tcp_now();
        if (left <= 0)
            return false;
        int count = poll(&entry, 1, left < 1000 ? (int)left : 1000);
        if (count > 0)
            return true;
        if (count < 0 && errno != EINTR)
            return false;
    }
}

static bool connected(int s, const struct addrinfo *a, int64_t deadline)
{
    int error = 0;
    socklen_t size = sizeof error;
    if (connect(s, a->ai_addr, a->ai_addrlen) == 0)
        return true;
    return errno == EINPROGRESS && ready(s, POLLOUT, deadline) &&
           getsockopt(s, SOL_SOCKET, SO_ERROR, &error, &size) == 0 && error == 0;
}

static tcp_socket try_address(const struct addrinfo *a, int64_t deadline)
{
    const int yes = 1;
    int s = socket(a->ai_family, a->ai_socktype, a->ai_protocol);
    if (s < 0)
        return TCP_NONE;
    if (fcntl(s, F_SETFL, O_NONBLOCK) != 0 || fcntl(s, F_SETFD, FD_CLOEXEC) != 0 ||
        !connected(s, a, deadline)) {
        close(s);
        return TCP_NONE;
    }
    (void)setsockopt(s, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    return s;
}

tcp_socket tcp_connect(const char *host, uint16_t port, int64_t deadline)
{
    struct addrinfo *list = tcp_resolve(host, port, deadline);
    tcp_socket s = TCP_NONE;
    for (const struct addrinfo *a = list; a != NULL && s == TCP_NONE; a = a->ai_next)
        s = try_address(a, deadline);
    if (list != NULL)
        freeaddrinfo(list);
    return s;
}

bool tcp_send(tcp_socket s, const uint8_t *octets, uint32_t size, int64_t deadline)
{
    while (size > 0) {
        if (!ready(s, POLLOUT, deadline))
            return false;
        ssize_t sent = send((int)s, octets, size, MSG_NOSIGNAL);
        if (sent < 0 && errno != EAGAIN && errno != EINTR)
            return false;
        octets += sent > 0 ? sent : 0;
        size -= sent > 0 ? (uint32_t)sent : 0;
    }
    return true;
}

uint32_t tcp_receive(tcp_socket s, uint8_t *octets, uint32_t size, int64_t deadline)
{
    while (ready(s, POLLIN, deadline)) {
        ssize_t got = recv((int)s, octets, size, 0);
        if (got >= 0)
            return (uint32_t)got;
        if (errno != EAGAIN && errno != EINTR)
            return 0;
    }
    return 0;
}

void tcp_close(tcp_socket s)
{
    if (s != TCP_NONE)
        close((int)s);
}
