/* Short forms of calls about notification ports. */
#ifndef CORE_NOTIFY_CALLS_TEST_H
#define CORE_NOTIFY_CALLS_TEST_H

#include "server_calls_test.h"

static struct token port, resource, group, cluster;

static inline int open_all(void **state)
{
    make(state);
    resource = open_named(all, 8, NAME("Cluster Name"));
    group = open_named(all, 41, NAME("Cluster Group"));
    assert_int_equal(ask(all, 0), 0);
    cluster = returned();
    assert_int_equal(ask(all, 55), 0);
    port = returned();
    return 0;
}

static inline uint32_t add(uint32_t opnum, struct token object, uint32_t filter, uint32_t key)
{
    put_number(2, filter);
    put_number(3, key);
    return ask_about_two(opnum, port, object);
}

/* A call for an event, by name; SERVER_PENDING or 0. */
static inline uint32_t fetch(uint32_t opnum, uint64_t token)
{
    put_handle(0, &port);
    prepare(all, opnum);
    call.token = token;
    uint32_t status = server_call(&call);
    if (status == 0)
        assert_fits_the_wire(NDR);
    return status;
}

static inline uint32_t complete(uint32_t opnum, uint64_t token)
{
    prepare(all, opnum);
    call.request = NULL;
    call.token = token;
    uint32_t status = server_complete(&call);
    if (status == 0)
        assert_fits_the_wire(NDR64);
    return status;
}

static inline void expect_notice(uint32_t key, uint32_t filter, struct name name)
{
    assert_int_equal(fetch(65, 1), 0);
    assert_int_equal(code_of(call.method), 0);
    assert_int_equal(reply.value[0].number, key);
    assert_int_equal(reply.value[1].number, filter);
    assert_true(is_text(&reply.value[3], name));
}

static inline void expect_none(void)
{
    assert_int_equal(fetch(65, 99), SERVER_PENDING);
    assert_true(server_end_wait(&server, 99, 0));
}

#endif
