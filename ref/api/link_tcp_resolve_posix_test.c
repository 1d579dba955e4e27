/* A resolver of the test's own stands in the place of the system's: it answers when it is told to.
 */
#define _POSIX_C_SOURCE 200809L

#include "link_tcp_resolve.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <netdb.h>
#include <netinet/in.h>
#include <unistd.h>

#include <cmocka.h>

enum { LONG = 60000, SHORT = 20 };

static int gate[2];     /* the resolver reads an octet before it answers a name */
static int finished[2]; /* and writes one when its answer is freed or was none */

int getaddrinfo(const char *host, const char *service, const struct addrinfo *hints,
                struct addrinfo **list)
{
    static struct sockaddr_in name;
    char octet;
    (void)service;
    if ((hints->ai_flags & AI_NUMERICHOST) != 0 && strcmp(host, "127.0.0.1") != 0)
        return EAI_NONAME;
    if ((hints->ai_flags & AI_NUMERICHOST) == 0)
        (void)!read(gate[0], &octet, 1);
    if (strcmp(host, "none.example") == 0)
        return EAI_NONAME;
    *list = calloc(1, sizeof **list);
    (*list)->ai_addr = (struct sockaddr *)&name;
    (*list)->ai_addrlen = sizeof name;
    return 0;
}

void freeaddrinfo(struct addrinfo *list)
{
    free(list);
    (void)!write(finished[1], "", 1);
}

static int open_gate(void **state)
{
    (void)state;
    return pipe(gate) != 0 || pipe(finished) != 0;
}

static void answers(void)
{
    (void)!write(gate[1], "", 1);
}

static void an_address_needs_no_resolver(void **state)
{
    (void)state;
    freeaddrinfo(tcp_resolve("127.0.0.1", 1, tcp_now() + LONG));
    freeaddrinfo(tcp_resolve("localhost", 1, tcp_now() + LONG));
}

static void a_name_is_resolved(void **state)
{
    (void)state;
    answers();
    struct addrinfo *list = tcp_resolve("some.example", 1, tcp_now() + LONG);
    assert_non_null(list);
    freeaddrinfo(list);
    answers();
    assert_null(tcp_resolve("none.example", 1, tcp_now() + LONG));
}

/* The deadline ends the wait although the resolver has said nothing, and what it says later is
 * freed. */
static void a_resolver_that_is_silent(void **state)
{
    (void)state;
    char octets[8];
    (void)!read(finished[0], octets, 3); /* of the tests before */
    assert_null(tcp_resolve("some.example", 1, tcp_now() + SHORT));
    assert_true(tcp_connect("some.example", 1, tcp_now() - 1) == TCP_NONE);
    answers();
    answers();
    assert_int_equal(read(finished[0], octets, 1), 1);
    assert_int_equal(read(finished[0], octets, 1), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_address_needs_no_resolver),
        cmocka_unit_test(a_name_is_resolved),
        cmocka_unit_test(a_resolver_that_is_silent),
    };
    return cmocka_run_group_tests(tests, open_gate, NULL);
}
