/* Whole replies, as text. */
#ifndef CORE_OPERATION_REPLIES_TEST_H
#define CORE_OPERATION_REPLIES_TEST_H

#include "server_calls_test.h"

#include "wire/print.h"

static struct token resource, group, node, network, interface, cluster;
static char text[4096];

static inline int open_all(void **state)
{
    make(state);
    resource = open_named(all, 8, NAME("Cluster Name"));
    group = open_named(all, 41, NAME("Cluster Group"));
    node = open_named(all, 66, NAME("node1"));
    network = open_named(all, 81, NAME("Cluster Network 1"));
    interface = open_named(all, 92, NAME("node1 - Ethernet"));
    assert_int_equal(ask(all, 0), 0);
    cluster = returned();
    room[ALL][GROUP].sequence = 300;
    room[ALL][GROUP].state = GROUP_PARTIAL_ONLINE;
    return 0;
}

static inline void expect_reply(uint32_t code, const char *expected)
{
    (void)code;
    assert_true(message_text(call.method, REPLY, &reply, text, sizeof text));
    assert_string_equal(text, expected);
}

#endif
