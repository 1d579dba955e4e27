/*
 * Names to addresses within a time limit, on POSIX systems (link_tcp_resolve_posix.c) and Windows
 * (link_tcp_resolve_win.c). The system's resolver knows no limit of ours: it works in a thread of
 * its own, which touches nothing but the question, and is left to itself when the time is over.
 */
#ifndef API_LINK_TCP_RESOLVE_H
#define API_LINK_TCP_RESOLVE_H

#include "link_tcp_socket.h"

struct addrinfo;

/* The IPv4 addresses of a name or dotted address, for freeaddrinfo; NULL: none, or the deadline
 * (tcp_now) passed. */
struct addrinfo *tcp_resolve(const char *host, uint16_t port, int64_t deadline);

#endif
