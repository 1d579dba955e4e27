/* Where one filter, notice, port or call ends and the next begins. */
#include "event_test.h"

/* Where the numbers of two types, or of two versions, look alike. */
static void a_filter_takes_what_it_names_only(void **state)
{
    (void)state;
    listen(PORT, 2, EVENT_OF_GROUP, 0x1FF);
    kept->subtree = true;
    happens(RESOURCE_STATE, RESOURCE, RESOURCE);
    happens(KEY_NAME, GROUP, GROUP);
    kept->type = EVENT_OF_RESOURCE;
    kept->filter = 0x1;
    happens(RESOURCE_STATE, RESOURCE, RESOURCE);
    assert_false(events_any(&events, PORT));
    listen(OTHER, 1, 0, 0x10);
    kept->object = GROUP;
    happens(KEY_NAME, GROUP, GROUP); /* not a filter for a key */
    assert_false(events_any(&events, OTHER));
}

/* Of a group that gained a resource, the node is the parent; a group has no type. */
static void an_indication_is_about_the_child(void **state)
{
    (void)state;
    listen(PORT, 2, EVENT_OF_GROUP, 0x88);
    happens(GROUP_RESOURCE_GAINED, GROUP, RESOURCE);
    const struct notice *n = next(PORT);
    assert_true(name_equal(n->name, NAME("Cluster Name")));
    assert_true(name_equal(n->parent, NAME("1")));
    assert_int_equal(n->kind.units, 0);
    listen(OTHER, 2, EVENT_OF_RESOURCE, 0x4);
    happens(RESOURCE_STATE, RESOURCE, RESOURCE);
    assert_true(name_equal(next(OTHER)->kind, NAME("Network Name")));
}

static void nothing_is_left_of_the_notice_before(void **state)
{
    (void)state;
    const uint8_t octet = 0x5A;
    listen(PORT, 2, EVENT_OF_RESOURCE, 0x4);
    listen(PORT, 2, EVENT_OF_CLUSTER, 0x80);
    happens(RESOURCE_STATE, RESOURCE, RESOURCE);
    const struct notice *first = next(PORT);
    struct happening h = {.change = CLUSTER_PROPERTY,
                          .target = OBJECT_NONE,
                          .about = OBJECT_NONE,
                          .octets = &octet,
                          .size = 1};
    events_post(&events, &m.cluster[ALL], &h);
    const struct notice *n = next(PORT);
    assert_ptr_equal(n, first);
    assert_int_equal(n->name.units + n->id.units + n->parent.units + n->kind.units, 0);
    assert_int_equal(n->octets[0], octet);
    memset(&events.lost, 0xEE, sizeof events.lost);
    events.notices = 0;
    events_post(&events, &m.cluster[ALL], &h);
    n = next(PORT);
    assert_int_equal(n->port, PORT);
    assert_int_equal(n->name.units + n->id.units + n->parent.units + n->kind.units, 0);
    assert_int_equal(n->size, 0);
}

static void a_path_may_be_as_long_as_a_name(void **state)
{
    (void)state;
    static const uint8_t units[2 * NAME_UNITS_MAX] = {'x'};
    listen(PORT, 2, EVENT_OF_REGISTRY, 0x7);
    kept->subtree = true;
    m.object[ALL][GROUP].id = (struct name){units, NAME_UNITS_MAX - 7, false};
    happens(KEY_NAME, GROUP, GROUP);
    assert_int_equal(next(PORT)->name.units, NAME_UNITS_MAX);
    m.object[ALL][GROUP].id.units++;
    happens(KEY_NAME, GROUP, GROUP);
    expect_lost(PORT, 0x200);
}

static void closing_a_port_takes_all_of_it_and_no_more(void **state)
{
    (void)state;
    listen(OTHER, 1, 0, 0x1000);
    listen(PORT, 1, 0, 0x100);
    happens(GROUP_STATE, GROUP, GROUP);
    for (int n = 0; n < NOTICES - 1; n++)
        happens(RESOURCE_STATE, RESOURCE, RESOURCE);
    assert_int_equal(events_wait(&events, OTHER, 1, 3), 0);
    waitings[1] = (struct waiting){.port = PORT}; /* a place that was used before */
    events.registrations = 2;
    filters[2] = filters[1];
    events_close_port(&events, PORT);
    assert_int_equal(filters[2].version, 1);
    assert_int_equal(waitings[1].code, 0);
    happens(RESOURCE_STATE, RESOURCE, RESOURCE); /* for nobody */
    assert_false(events_any(&events, PORT));
    for (int n = 0; n < NOTICES - 1; n++)
        happens(GROUP_STATE, GROUP, GROUP);
    assert_false(filters[0].lost);
    for (int n = 0; n < NOTICES; n++)
        assert_int_equal(next(OTHER)->port, OTHER);
    assert_int_equal(events_waiting(&events, 1)->code, 0);
}

static void what_is_behind_the_last_is_not_there(void **state)
{
    (void)state;
    listen(PORT, 1, 0, 0x100);
    listen(PORT, 1, 0, 0x100);
    kept->lost = true;
    events.registrations = 1;
    notices[2] = (struct notice){.order = 1, .port = PORT};
    waitings[2] = (struct waiting){.token = 9, .port = PORT, .order = 1, .association = 3};
    events.notices = events.waitings = 2;
    assert_false(events_any(&events, PORT));
    happens(RESOURCE_STATE, RESOURCE, RESOURCE);
    assert_int_equal(next(PORT)->order, 0);
    assert_null(events_fetch(&events, PORT));
    assert_null(events_waiting(&events, 9));
    assert_null(events_ready(&events));
    events_unblock(&events, PORT);
    events_forget_calls(&events, 3);
    events_close_port(&events, PORT);
    assert_int_equal(waitings[2].code, 0);
    assert_int_equal(waitings[2].order, 1);
    assert_int_equal(notices[2].order, 1);
}

/* A filter's place is free then, whatever stands in it. */
static void a_closed_port_hears_nothing(void **state)
{
    (void)state;
    listen(PORT, 2, EVENT_OF_RESOURCE, 0x4);
    happens(RESOURCE_STATE, RESOURCE, RESOURCE);
    events_close_port(&events, PORT);
    assert_false(events_any(&events, PORT));
    happens(RESOURCE_STATE, RESOURCE, RESOURCE);
    assert_false(events_any(&events, PORT));
}

static void an_association_forgets_its_own_calls(void **state)
{
    (void)state;
    assert_int_equal(events_wait(&events, PORT, 1, 7), 0);
    assert_int_equal(events_wait(&events, PORT, 2, 8), 0);
    assert_int_equal(events_wait(&events, PORT, 3, 7), 0);
    events_forget_calls(&events, 7);
    assert_null(events_waiting(&events, 1));
    assert_non_null(events_waiting(&events, 2));
    assert_null(events_waiting(&events, 3));
}

/* MS-CMRP 3.1.4.2.58 to .62, .90, .99. */
static void each_kind_has_filters_of_version_1(void **state)
{
    (void)state;
    assert_int_equal(events_version_1_filters(HANDLE_NODE), 0x0000000F);
    assert_int_equal(events_version_1_filters(HANDLE_RESOURCE), 0x00000F00);
    assert_int_equal(events_version_1_filters(HANDLE_GROUP), 0x0000F000);
    assert_int_equal(events_version_1_filters(HANDLE_KEY), 0x00000070);
    assert_int_equal(events_version_1_filters(HANDLE_NETWORK), 0x00F00000);
    assert_int_equal(events_version_1_filters(HANDLE_NETINTERFACE), 0x0F000000);
    assert_int_equal(events_version_1_filters(HANDLE_CLUSTER), 0x5FF7FFFF);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_filter_takes_what_it_names_only, make),
        cmocka_unit_test_setup(an_indication_is_about_the_child, make),
        cmocka_unit_test_setup(nothing_is_left_of_the_notice_before, make),
        cmocka_unit_test_setup(a_path_may_be_as_long_as_a_name, make),
        cmocka_unit_test_setup(closing_a_port_takes_all_of_it_and_no_more, make),
        cmocka_unit_test_setup(what_is_behind_the_last_is_not_there, make),
        cmocka_unit_test_setup(a_closed_port_hears_nothing, make),
        cmocka_unit_test_setup(an_association_forgets_its_own_calls, make),
        cmocka_unit_test_setup(each_kind_has_filters_of_version_1, make),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
