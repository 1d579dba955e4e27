/* The part that all links share, with a link of the test's own. */
#include "library.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const uint8_t big_reply[28] = {0, 0, 0,    0,    0,    0,    0,    0,    0,    0,
                                      0, 0, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88,
                                      1, 2, 3,    4,    5,    6,    7,    8};
static bool big;
static uint32_t failure;
static uint32_t sent;

static uint32_t exchange(struct link *link, const struct carried *request, const uint8_t **reply,
                         uint32_t *reply_length)
{
    (void)request;
    sent++;
    link->big = big;
    link->broken = failure != 0;
    *reply = big_reply;
    *reply_length = sizeof big_reply;
    return failure;
}

static const struct link_kind kind = {exchange, NULL};

static uint32_t open_node(struct link *link, struct message *reply)
{
    const struct message request = {
        .value = {{.at = (const uint8_t *)"n\0", .count = 1, .present = true}}};
    return link_call(link, 66, &request, reply);
}

static void context_handles_are_kept_in_one_order(void **state)
{
    (void)state;
    static const uint8_t expected[20] = {0,    0,    0, 0, 0x44, 0x33, 0x22, 0x11, 0x66, 0x55,
                                         0x88, 0x77, 1, 2, 3,    4,    5,    6,    7,    8};
    struct link link = {.kind = &kind};
    struct message reply;
    big = true;
    assert_int_equal(open_node(&link, &reply), 0);
    assert_memory_equal(reply.value[2].at, expected, sizeof expected);
    big = false;
    assert_int_equal(open_node(&link, &reply), 0);
    assert_memory_equal(reply.value[2].at, big_reply + 8, 20);
}

static void strings_are_given_in_this_computers_order(void **state)
{
    (void)state;
    static const uint8_t units[] = {0, 'n', 0x20, 0x1c};
    const struct value string = {.at = units, .count = 2, .present = true, .big = true};
    WCHAR buffer[3];
    DWORD capacity = 3;
    assert_int_equal(give_string(&string, buffer, &capacity), ERROR_SUCCESS);
    assert_int_equal(capacity, 2);
    assert_int_equal(buffer[0], 'n');
    assert_int_equal(buffer[1], 0x201c);
    assert_int_equal(buffer[2], 0);
}

static void a_broken_link_sends_nothing(void **state)
{
    (void)state;
    struct link link = {.kind = &kind};
    struct message reply;
    failure = 1726;
    sent = 0;
    assert_int_equal(open_node(&link, &reply), 1726);
    assert_int_equal(open_node(&link, &reply), 1722);
    assert_int_equal(sent, 1);
    failure = 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(context_handles_are_kept_in_one_order),
        cmocka_unit_test(strings_are_given_in_this_computers_order),
        cmocka_unit_test(a_broken_link_sends_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
