#include "link_tcp_resolve.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <winsock2.h>
#include <ws2tcpip.h>

/* A question that a thread puts to the resolver. Whoever leaves it last frees it. */
struct question {
    atomic_int users;
    HMODULE library; /* stays loaded as long as the thread runs */
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
    free(q);
}

static DWORD WINAPI ask(void *question)
{
    struct question *q = question;
    HMODULE library = q->library;
    WSADATA data;
    if (WSAStartup(MAKEWORD(2, 2), &data) == 0) {
        if (getaddrinfo(q->host, q->service, &hints, &q->answer) != 0)
            q->answer = NULL;
        WSACleanup();
    }
    leave(q);
    FreeLibraryAndExitThread(library, 0);
}

static struct question *make(const char *host, const char *service)
{
    const size_t size = strlen(host) + 1;
    struct question *q = calloc(1, sizeof *q + size);
    if (q == NULL)
        return NULL;
    if (!GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS, (LPCWSTR)(const void *)&hints,
                            &q->library)) {
        free(q);
        return NULL;
    }
    atomic_init(&q->users, 2);
    memcpy(q->host, host, size);
    strcpy(q->service, service);
    return q;
}

static bool is_over(HANDLE thread, int64_t deadline)
{
    const int64_t left = deadline - tcp_now();
    return WaitForSingleObject(thread, left > 0 ? (DWORD)left : 0) == WAIT_OBJECT_0;
}

static struct addrinfo *ask_and_wait(const char *host, const char *service, int64_t deadline)
{
    struct addrinfo *answer = NULL;
    struct question *q = make(host, service);
    if (q == NULL)
        return NULL;
    HANDLE thread = CreateThread(NULL, 0, ask, q, 0, NULL);
    if (thread == NULL) {
        FreeLibrary(q->library);
        leave(q);
    } else if (is_over(thread, deadline)) {
        answer = q->answer;
        q->answer = NULL;
    }
    if (thread != NULL)
        CloseHandle(thread);
    leave(q);
    return answer;
}

struct addrinfo *tcp_resolve(const char *host, uint16_t port, int64_t deadline)
{
    struct addrinfo numeric = hints, *list;
    char service[8];
    (void)snprintf(service, sizeof service, "%u", (unsigned)port);
    numeric.ai_flags = AI_NUMERICHOST;
    if (getaddrinfo(host, service, &numeric, &list) == 0)
        return list;
    return ask_and_wait(host, service, deadline);
}
