#define _POSIX_C_SOURCE 200809L

#include "link_tcp_resolve.h"

#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* A question that a thread puts to the resolver. Whoever leaves it last frees it. */
struct question {
    atomic_int users;
    int told[2]; /* a pipe: the thread closes its end when the answer is there */
    struct addrinfo *answer;
    char service[8];
    char host[];
};

static const struct addrinfo hints = {.ai_family = AF_INET, .ai_socktype = SOCK_STREAM};

static void leave(struct question *q)
{
    if (atomic_fetch_sub(&q->users, 1) > 1)
        return;
    if (q->answer != NULL)
        freeaddrinfo(q->answer);
    close(q->told[0]);
    free(q);
}

static void *ask(void *question)
{
    struct question *q = question;
    if (getaddrinfo(q->host, q->service, &hints, &q->answer) != 0)
        q->answer = NULL;
    close(q->told[1]);
    leave(q);
    return NULL;
}

static struct question *make(const char *host, const char *service)
{
    const size_t size = strlen(host) + 1;
    struct question *q = calloc(1, sizeof *q + size);
    if (q == NULL)
        return NULL;
    if (pipe(q->told) != 0) {
        free(q);
        return NULL;
    }
    atomic_init(&q->users, 2);
    memcpy(q->host, host, size);
    strcpy(q->service, service);
    return q;
}

/* The thread handles none of the caller's signals. False: there is no thread, and errno says why.
 */
static bool start(struct question *q)
{
    pthread_t thread;
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    const int why = pthread_create(&thread, NULL, ask, q);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (why == 0)
        pthread_detach(thread);
    errno = why;
    return why == 0;
}

static bool is_told(int end, int64_t deadline)
{
    struct pollfd entry = {end, POLLIN, 0};
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

static struct addrinfo *ask_and_wait(const char *host, const char *service, int64_t deadline)
{
    struct addrinfo *answer = NULL;
    struct question *q = make(host, service);
    if (q == NULL)
        return NULL;
    if (!start(q)) {
        close(q->told[1]);
        leave(q);
    } else if (is_told(q->told[0], deadline)) {
        answer = q->answer;
        q->answer = NULL;
    }
    leave(q);
    return answer;
}

struct addrinfo *tcp_resolve(const char *host, uint16_t port, int64_t deadline)
{
    struct addrinfo numeric = hints, *list;
    char service[8];
    (void)snprintf(service, sizeof service, "%u", (unsigned)port);
    if (strcmp(host, "localhost") == 0) /* RFC 6761 6.3; a bare system has no file that says so */
        host = "127.0.0.1";
    numeric.ai_flags = AI_NUMERICHOST;
    if (getaddrinfo(host, service, &numeric, &list) == 0)
        return list;
    return ask_and_wait(host, service, deadline);
}
