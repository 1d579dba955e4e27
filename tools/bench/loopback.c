/*
 * A call over the loopback interface beside a bare echo: the same client code sends the same octets
 * and awaits as many; the echo's server turns round the same way as clusd's loop, poll(2) then
 * recv(2) and send(2) on a socket that does not block, and does nothing else.
 */
#define _POSIX_C_SOURCE 200809L

#include "bench.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 512, HEADER = 16, REQUEST_HEADER = 24, ENTRIES = 3, NODE = 66, NODE_STATE = 68 };

/* Octets of the call that is timed: ApiGetNodeState, NDR. */
enum { ASKED = REQUEST_HEADER + 20, ANSWERED = REQUEST_HEADER + 12 };

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static struct sockaddr_in here(uint16_t port)
{
    struct sockaddr_in name = {.sin_family = AF_INET};
    name.sin_port = htons(port);
    name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return name;
}

static int dial(uint16_t port)
{
    const struct sockaddr_in name = here(port);
    const int yes = 1;
    int s = socket(AF_INET, SOCK_STREAM, 0);
    (void)setsockopt(s, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (s >= 0 && connect(s, (const struct sockaddr *)&name, sizeof name) == 0)
        return s;
    perror("connect");
    return -1;
}

/* -- the echo's server: answers each ASKED octets with ANSWERED -----------------------------------
 */

static void echo_until_closed(int listener, int wake)
{
    const int yes = 1;
    uint8_t octets[MOST] = {0};
    int s = accept(listener, NULL, NULL);
    (void)setsockopt(s, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    (void)fcntl(s, F_SETFL, O_NONBLOCK);
    struct pollfd entry[ENTRIES] = {{wake, POLLIN, 0}, {listener, POLLIN, 0}, {s, POLLIN, 0}};
    ssize_t got = 1, have = 0;
    while (got != 0 && poll(entry, ENTRIES, -1) >= 0) {
        got = recv(s, octets, sizeof octets, 0);
        have += got > 0 ? got : 0;
        for (; have >= ASKED; have -= ASKED)
            if (send(s, octets, ANSWERED, MSG_NOSIGNAL) != ANSWERED)
                return;
    }
}

static pid_t start_echo(uint16_t *port)
{
    struct sockaddr_in name = here(0);
    socklen_t size = sizeof name;
    int wake[2], listener = socket(AF_INET, SOCK_STREAM, 0);
    if (listener < 0 || bind(listener, (struct sockaddr *)&name, size) != 0 ||
        listen(listener, 1) != 0 || getsockname(listener, (struct sockaddr *)&name, &size) != 0 ||
        pipe(wake) != 0)
        return -1;
    *port = ntohs(name.sin_port);
    const pid_t child = fork();
    if (child == 0) {
        echo_until_closed(listener, wake[0]);
        _exit(0);
    }
    close(listener);
    return child;
}

/* -- the client
 * ------------------------------------------------------------------------------------ */

static bool exchange(int s, const uint8_t *octets, size_t size, uint8_t *answer, size_t expected)
{
    size_t have = 0;
    if (send(s, octets, size, MSG_NOSIGNAL) != (ssize_t)size)
        return false;
    while (have < expected) {
        ssize_t got = recv(s, answer + have, MOST - have, 0);
        if (got <= 0)
            return false;
        have += (size_t)got;
    }
    return have == expected;
}

static void put16(uint8_t *at, size_t number)
{
    at[0] = (uint8_t)number;
    at[1] = (uint8_t)(number >> 8);
}

static void put_pdu(uint8_t *pdu, uint8_t type, size_t size)
{
    static const uint8_t head[HEADER] = {5, 0, 0, 3, 0x10};
    memcpy(pdu, head, sizeof head);
    pdu[2] = type;
    put16(pdu + 8, size);
}

/* Binds to clusapi version 3.0 in NDR (C706 12.6.4.3, MS-CMRP 1.9). */
static bool bind_clusapi(int s)
{
    static const uint8_t body[] = {
        0xD0, 0x16, 0xD0, 0x16, 0,    0,    0,    0,    1,    0,    0,    0,    0,    0,
        1,    0,    0xb2, 0xb8, 0x7d, 0xb9, 0x63, 0x4c, 0xcf, 0x11, 0xbf, 0xf6, 0x08, 0x00,
        0x2b, 0xe2, 0x3f, 0x2f, 3,    0,    0,    0,    0x04, 0x5d, 0x88, 0x8a, 0xeb, 0x1c,
        0xc9, 0x11, 0x9f, 0xe8, 0x08, 0x00, 0x2b, 0x10, 0x48, 0x60, 2,    0,    0,    0};
    uint8_t pdu[MOST], answer[MOST];
    put_pdu(pdu, 11, HEADER + sizeof body);
    memcpy(pdu + HEADER, body, sizeof body);
    if (send(s, pdu, HEADER + sizeof body, MSG_NOSIGNAL) < 0)
        return false;
    return recv(s, answer, sizeof answer, 0) > HEADER && answer[2] == 12;
}

static void put_request(uint8_t *pdu, uint16_t opnum, const uint8_t *stub, size_t size)
{
    put_pdu(pdu, 0, REQUEST_HEADER + size);
    put16(pdu + 16, size);
    memset(pdu + 18, 0, 4);
    put16(pdu + 22, opnum);
    memcpy(pdu + REQUEST_HEADER, stub, size);
}

/* The request for the state of node1, whose context handle is asked for first. */
static bool make_request(int s, uint8_t request[ASKED])
{
    static const uint8_t name[] = {6,   0, 0,   0, 0,   0, 0,   0, 6,   0, 0, 0,
                                   'n', 0, 'o', 0, 'd', 0, 'e', 0, '1', 0, 0, 0};
    uint8_t pdu[MOST], answer[MOST];
    put_request(pdu, NODE, name, sizeof name);
    pdu[12] = 1; /* call id */
    if (!exchange(s, pdu, REQUEST_HEADER + sizeof name, answer, REQUEST_HEADER + 28))
        return false;
    put_request(request, NODE_STATE, answer + REQUEST_HEADER + 8, 20);
    return true;
}

/* Nanoseconds for `count` exchanges; 0 if one fails. Call ids increase (MS-RPCE 3.3.3.5.2). */
static double timed(int s, uint8_t request[ASKED], uint32_t *call, uint32_t count)
{
    uint8_t answer[MOST];
    const double start = now();
    for (uint32_t i = 0; i < count; i++) {
        ++*call;
        put16(request + 12, *call & 0xFFFF);
        put16(request + 14, *call >> 16);
        if (!exchange(s, request, ASKED, answer, ANSWERED))
            return 0;
    }
    return now() - start;
}

static bool compare(int clusd, int echo, uint32_t rounds, uint32_t count)
{
    uint8_t request[ASKED];
    uint32_t call = 1;
    bool right = bind_clusapi(clusd) && make_request(clusd, request);
    for (uint32_t i = 0; i < rounds && right; i++) {
        const double ours = timed(clusd, request, &call, count);
        const double bare = timed(echo, request, &call, count);
        right = ours > 0 && bare > 0;
        printf("call %.1f\necho %.1f\nratio %.4f\n", ours / count, bare / count, ours / bare);
    }
    return right;
}

bool bench_loopback(uint16_t port, uint32_t rounds, uint32_t count)
{
    uint16_t echo_port;
    const pid_t echo = start_echo(&echo_port);
    if (echo < 0)
        return false;
    const int ours = dial(port), bare = dial(echo_port);
    const bool right = ours >= 0 && bare >= 0 && compare(ours, bare, rounds, count);
    close(ours);
    close(bare);
    if (!right)
        kill(echo, SIGTERM);
    waitpid(echo, NULL, 0);
    return right;
}
