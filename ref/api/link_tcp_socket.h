/* TCP with time limits, on POSIX systems (link_tcp_posix.c) and Windows (link_tcp_win.c). */
#ifndef API_LINK_TCP_SOCKET_H
#define API_LINK_TCP_SOCKET_H

#include <stdbool.h>
#include <stdint.h>

/* A socket; TCP_NONE: none. */
typedef intptr_t tcp_socket;
#define TCP_NONE ((tcp_socket)-1)

/* A clock that only goes forward, in milliseconds. Deadlines are given by it. */
int64_t tcp_now(void);

/* Connects to a name or dotted address; TCP_NONE if that fails or the deadline passes, be it that
 * the name was not resolved. */
tcp_socket tcp_connect(const char *host, uint16_t port, int64_t deadline);

/* Sends all, or receives at least one octet. False, or 0, if the connection is lost or the deadline
 * passes. */
bool tcp_send(tcp_socket s, const uint8_t *octets, uint32_t size, int64_t deadline);
uint32_t tcp_receive(tcp_socket s, uint8_t *octets, uint32_t size, int64_t deadline);

/* Closes a socket; TCP_NONE is nothing to close. */
void tcp_close(tcp_socket s);

#endif
