#include "link_tcp_resolve.h"

#include <winsock2.h>
#include <ws2tcpip.h>

int64_t tcp_now(void)
{
    return (int64_t)GetTickCount64();
}

/* Waits until the socket can be read or written; false when the deadline passes. A connect(2) that
 * fails shows as an exception. */
static bool ready(tcp_socket s, bool to_write, int64_t deadline)
{
    fd_set wanted, failed;
    int64_t left = deadline - tcp_now();
    struct timeval limit = {(long)(left / 1000), (long)(left % 1000 * 1000)};
    FD_ZERO(&wanted);
    FD_ZERO(&failed);
    FD_SET((SOCKET)s, &wanted);
    FD_SET((SOCKET)s, &failed);
    return left > 0 &&
           select(0, to_write ? NULL : &wanted, to_write ? &wanted : NULL, &failed, &limit) > 0;
}

static bool would_wait(void)
{
    return WSAGetLastError() == WSAEWOULDBLOCK;
}

static bool connected(SOCKET s, const struct addrinfo *a, int64_t deadline)
{
    int error = 0, size = sizeof error;
    if (connect(s, a->ai_addr, (int)a->ai_addrlen) == 0)
        return true;
    return would_wait() && ready((tcp_socket)s, true, deadline) &&
           getsockopt(s, SOL_SOCKET, SO_ERROR, (char *)&error, &size) == 0 && error == 0;
}

static tcp_socket try_address(const struct addrinfo *a, int64_t deadline)
{
    const BOOL yes = TRUE;
    u_long unblocked = 1;
    SOCKET s = socket(a->ai_family, a->ai_socktype, a->ai_protocol);
    if (s == INVALID_SOCKET)
        return TCP_NONE;
    if (ioctlsocket(s, (long)FIONBIO, &unblocked) != 0 || !connected(s, a, deadline)) {
        closesocket(s);
        return TCP_NONE;
    }
    (void)setsockopt(s, IPPROTO_TCP, TCP_NODELAY, (const char *)&yes, sizeof yes);
    return (tcp_socket)s;
}

static tcp_socket try_all(const char *host, uint16_t port, int64_t deadline)
{
    struct addrinfo *list = tcp_resolve(host, port, deadline);
    tcp_socket s = TCP_NONE;
    for (const struct addrinfo *a = list; a != NULL && s == TCP_NONE; a = a->ai_next)
        s = try_address(a, deadline);
    if (list != NULL)
        freeaddrinfo(list);
    return s;
}

/* Windows counts who uses sockets: each open one counts once. */
tcp_socket tcp_connect(const char *host, uint16_t port, int64_t deadline)
{
    WSADATA data;
    if (WSAStartup(MAKEWORD(2, 2), &data) != 0)
        return TCP_NONE;
    tcp_socket s = try_all(host, port, deadline);
    if (s == TCP_NONE)
        WSACleanup();
    return s;
}

bool tcp_send(tcp_socket s, const uint8_t *octets, uint32_t size, int64_t deadline)
{
    while (size > 0) {
        if (!ready(s, true, deadline))
            return false;
        int sent = send((SOCKET)s, (const char *)octets, (int)size, 0);
        if (sent < 0 && !would_wait())
            return false;
        octets += sent > 0 ? sent : 0;
        size -= sent > 0 ? (uint32_t)sent : 0;
    }
    return true;
}

uint32_t tcp_receive(tcp_socket s, uint8_t *octets, uint32_t size, int64_t deadline)
{
    while (ready(s, false, deadline)) {
        int got = recv((SOCKET)s, (char *)octets, (int)size, 0);
        if (got >= 0)
            return (uint32_t)got;
        if (!would_wait())
            return 0;
    }
    return 0;
}

void tcp_close(tcp_socket s)
{
    if (s == TCP_NONE)
        return;
    closesocket((SOCKET)s);
    WSACleanup();
}
