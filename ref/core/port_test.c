#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "model_test.h"
#include "port.h"

enum { TIES = 3, EVENTS = 3, LINKS = 2 };

static struct port_tie ties[TIES];
static struct port_event events[EVENTS];
static struct port_link links[LINKS];
static struct ports ports;

static int make(void **state)
{
    (void)state;
    memset(ties, 0, sizeof ties);
    memset(events, 0, sizeof events);
    memset(links, 0, sizeof links);
    ports = (struct ports){ties, events, links, TIES, EVENTS, LINKS, 0};
    return 0;
}

static uint32_t tie(uint64_t port, uint64_t cluster, uint64_t object, uint32_t filter)
{
    const struct port_tie t = {port, cluster, object, 5, filter};
    return ports_add_tie(&ports, &t);
}

static void events_come_in_order_to_their_port(void **state)
{
    (void)state;
    assert_null(ports_first(&ports, 1));
    assert_true(ports_queue(&ports, 1, 7, 0x100, NAME("a")));
    assert_true(ports_queue(&ports, 2, 8, 0x200, NAME("b")));
    assert_true(ports_queue(&ports, 1, 9, 0x400, NAME("c")));
    assert_false(ports_queue(&ports, 1, 9, 0x400, NAME("d")));
    assert_int_equal(ports_first(&ports, 1)->key, 7);
    ports_first(&ports, 1)->order = 0;
    assert_int_equal(ports_first(&ports, 1)->filter, 0x400);
    assert_int_equal(ports_first(&ports, 1)->units, 1);
    assert_int_equal(ports_first(&ports, 2)->key, 8);
    static const uint8_t units[2 * (NAME_UNITS_MAX + 1)] = {'x'};
    const struct name longest = {units, NAME_UNITS_MAX, false};
    const struct name longer = {units, NAME_UNITS_MAX + 1, false};
    assert_false(ports_queue(&ports, 1, 10, 1, longer)); /* takes no place */
    assert_true(ports_queue(&ports, 1, 10, 1, longest));
    assert_int_equal(ports_first(&ports, 1)->key, 9); /* an earlier place, a later event */
}

static void closing_a_cluster_keeps_the_events(void **state)
{
    (void)state;
    const uint8_t context[20] = {1};
    tie(1, 50, 0, 1);
    tie(1, 60, 0, 1);
    assert_int_equal(ports_add_link(&ports, 1, 50, context), 0);
    assert_int_equal(ports_add_link(&ports, 1, 60, context), 1);
    assert_int_equal(ports_add_link(&ports, 1, 70, context), LINKS);
    ports_queue(&ports, 1, 7, 1, NAME("a"));
    ports_drop_cluster(&ports, 50);
    assert_int_equal(ports_find_link(&ports, 1, 50), LINKS);
    assert_int_equal(ports_find_link(&ports, 1, 60), 1);
    assert_int_equal(ties[0].port, 0);
    assert_int_equal(ties[1].port, 1);
    assert_non_null(ports_first(&ports, 1));
}

static void closing_a_port_leaves_the_others(void **state)
{
    (void)state;
    const uint8_t context[20] = {1};
    tie(1, 50, 0, 1);
    assert_int_equal(tie(2, 50, 0, 1), 1);
    assert_int_equal(ports_add_link(&ports, 1, 50, context), 0);
    ports_queue(&ports, 1, 7, 1, NAME("a"));
    ports_queue(&ports, 2, 7, 1, NAME("a"));
    ports_drop(&ports, 1);
    assert_null(ports_first(&ports, 1));
    assert_int_equal(links[0].port, 0);
    assert_non_null(ports_first(&ports, 2));
    assert_int_equal(ties[1].port, 2);
    assert_int_equal(tie(3, 50, 0, 1), 0);
    assert_int_equal(tie(3, 50, 0, 1), 2);
    assert_int_equal(tie(3, 50, 0, 1), TIES);
}

static void who_hears_of_a_close(void **state)
{
    (void)state;
    const struct port_tie of_cluster = {1, 50, 0, 5, CHANGE_HANDLE_CLOSE};
    const struct port_tie of_object = {1, 50, 51, 5, CHANGE_HANDLE_CLOSE | 0x1000};
    const struct port_tie of_states = {1, 50, 51, 5, 0x1000};
    assert_true(ports_tells_of_close(&of_cluster, 50, 51));
    assert_true(ports_tells_of_close(&of_cluster, 50, 50));
    assert_false(ports_tells_of_close(&of_cluster, 60, 61));
    assert_true(ports_tells_of_close(&of_object, 50, 51));
    assert_false(ports_tells_of_close(&of_object, 50, 52));
    assert_false(ports_tells_of_close(&of_states, 50, 51));
}

static void what_is_behind_the_last_is_not_there(void **state)
{
    (void)state;
    const uint8_t context[20] = {1};
    ports.ties = ports.links = ports.events = 1;
    assert_int_equal(tie(1, 50, 0, 1), 0);
    assert_int_equal(tie(1, 50, 0, 1), 1);
    assert_int_equal(ties[1].port, 0);
    assert_int_equal(ports_add_link(&ports, 1, 50, context), 0);
    assert_int_equal(ports_add_link(&ports, 1, 60, context), 1);
    assert_int_equal(links[1].port, 0);
    links[1] = (struct port_link){.port = 1, .cluster = 60};
    assert_int_equal(ports_find_link(&ports, 1, 60), 1); /* the count: there is none */
    links[1].port = 2;
    assert_int_equal(ports_find_link(&ports, 2, 60), 1);
    ties[1] = (struct port_tie){.port = 1, .cluster = 50};
    links[1] = (struct port_link){.port = 1, .cluster = 50};
    events[1] = (struct port_event){.order = 1, .port = 1};
    assert_null(ports_first(&ports, 1));
    ports_drop_cluster(&ports, 50);
    ports_drop(&ports, 1);
    assert_int_equal(ties[1].port + links[1].port + events[1].order, 3);
}

static void all_of_a_cluster_and_of_a_port_go(void **state)
{
    (void)state;
    const uint8_t context[20] = {1};
    tie(1, 60, 0, 1);
    tie(1, 50, 0, 1);
    tie(2, 50, 0, 1);
    ports_add_link(&ports, 2, 60, context);
    ports_add_link(&ports, 1, 50, context);
    ports_drop_cluster(&ports, 50);
    assert_int_equal(ties[0].port, 1);
    assert_int_equal(ties[1].port + ties[2].port, 0);
    assert_int_equal(links[0].port, 2);
    assert_int_equal(links[1].port, 0);
    ports_add_link(&ports, 1, 60, context);
    tie(2, 60, 0, 1);
    tie(1, 60, 0, 1);
    for (uint64_t n = 0; n < EVENTS; n++)
        ports_queue(&ports, n == 0 ? 2 : 1, n, 1, NAME("a"));
    ports_drop(&ports, 1);
    assert_int_equal(ties[0].port + ties[2].port, 0);
    assert_int_equal(ties[1].port, 2);
    assert_int_equal(links[0].port, 2);
    assert_int_equal(links[1].port, 0);
    assert_int_equal(events[0].port, 2);
    assert_int_not_equal(events[0].order, 0);
    assert_int_equal(events[1].order + events[2].order, 0);
}

static void a_close_is_told_to_who_asked(void **state)
{
    (void)state;
    const struct port_tie dropped = {0, 50, 0, 5, CHANGE_HANDLE_CLOSE};
    const struct port_tie of_nodes = {1, 50, 0, 5, 1};
    assert_false(ports_tells_of_close(&dropped, 50, 51));
    assert_false(ports_tells_of_close(&of_nodes, 50, 51));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(events_come_in_order_to_their_port, make),
        cmocka_unit_test_setup(closing_a_cluster_keeps_the_events, make),
        cmocka_unit_test_setup(closing_a_port_leaves_the_others, make),
        cmocka_unit_test_setup(who_hears_of_a_close, make),
        cmocka_unit_test_setup(what_is_behind_the_last_is_not_there, make),
        cmocka_unit_test_setup(all_of_a_cluster_and_of_a_port_go, make),
        cmocka_unit_test_setup(a_close_is_told_to_who_asked, make),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
