/* Notification ports below the methods: which port, which order, what is lost. */
#include "event_test.h"

static void each_port_has_its_own_order(void **state)
{
    (void)state;
    listen(PORT, 1, 0, 0x100);
    listen(OTHER, 1, 0, 0x1000);
    assert_false(events_any(&events, PORT));
    assert_null(events_fetch(&events, PORT));
    happens(GROUP_STATE, GROUP, GROUP);
    happens(RESOURCE_STATE, RESOURCE, RESOURCE);
    assert_true(name_equal(next(PORT)->name, NAME("Cluster Name")));
    happens(RESOURCE_STATE, RESOURCE2, RESOURCE2);
    happens(RESOURCE_STATE, RESOURCE,
            RESOURCE); /* stands before the other in memory, not in time */
    assert_true(name_equal(next(OTHER)->name, NAME("Cluster Group")));
    happens(RESOURCE_STATE, RESOURCE, RESOURCE);
    assert_true(name_equal(next(PORT)->name, NAME("Other Name")));
    assert_true(name_equal(next(PORT)->name, NAME("Cluster Name")));
    assert_true(name_equal(next(PORT)->name, NAME("Cluster Name")));
    assert_null(events_fetch(&events, PORT));
}

/* MS-CMRP 3.1.4.2.138: the id of what an object belongs to; a node belongs to nothing. */
static void an_indication_names_the_parent(void **state)
{
    (void)state;
    listen(PORT, 1, 0, 0x1101);
    happens(RESOURCE_STATE, RESOURCE, RESOURCE);
    assert_true(name_equal(next(PORT)->parent, NAME("g-1")));
    happens(GROUP_STATE, GROUP, GROUP);
    assert_true(name_equal(next(PORT)->parent, NAME("1")));
    happens(NODE_STATE, NODE2, NODE2);
    assert_int_equal(next(PORT)->parent.units, 0);
}

/* Names that a fixture may have and an indication has no room for. */
static void a_name_that_does_not_fit_is_lost(void **state)
{
    (void)state;
    static const uint8_t units[2 * (NAME_UNITS_MAX + 1)] = {'x'};
    const struct name longer = {units, NAME_UNITS_MAX + 1, false};
    struct object *o = m.object[ALL];
    listen(PORT, 1, 0, 0x100);
    for (int row = 0; row < 5; row++) {
        model_objects(o);
        if (row == 1)
            o[RESOURCE].name = longer;
        if (row == 2)
            o[RESOURCE].id = longer;
        if (row == 3)
            o[GROUP].id = longer;
        if (row == 4)
            o[RESOURCE].type = longer;
        happens(RESOURCE_STATE, RESOURCE, RESOURCE);
        if (row == 0)
            assert_true(name_equal(next(PORT)->parent, NAME("g-1")));
        else
            expect_lost(PORT, 0x80000);
    }
}

static void a_path_that_does_not_fit_is_lost(void **state)
{
    (void)state;
    static const uint8_t units[2 * NAME_UNITS_MAX] = {'x'};
    listen(PORT, 2, EVENT_OF_REGISTRY, 0x7);
    kept->subtree = true;
    m.object[ALL][GROUP].id = (struct name){units, NAME_UNITS_MAX, false};
    happens(KEY_NAME, GROUP, GROUP);
    expect_lost(PORT, 0x200);
}

static void more_octets_than_there_is_room_for_are_lost(void **state)
{
    (void)state;
    static const uint8_t octets[PROPERTY_LIST_MAX + 1];
    struct happening h = {
        .change = GROUP_PROPERTY, .target = GROUP, .about = GROUP, .octets = octets};
    listen(PORT, 2, EVENT_OF_GROUP, 0x2);
    h.size = PROPERTY_LIST_MAX;
    events_post(&events, &m.cluster[ALL], &h);
    assert_int_equal(next(PORT)->size, PROPERTY_LIST_MAX);
    h.size++;
    events_post(&events, &m.cluster[ALL], &h);
    expect_lost(PORT, 0x200);
}

/* What is lost is told to the port that lost it, and to no other. */
static void only_who_lost_something_is_told(void **state)
{
    (void)state;
    listen(OTHER, 1, 0, 0x1000);
    listen(PORT, 1, 0, 0x100);
    events.notices = 0;
    happens(RESOURCE_STATE, RESOURCE, RESOURCE);
    assert_false(events_any(&events, OTHER));
    assert_true(events_any(&events, PORT));
    events_close_port(&events, PORT);
    assert_false(events_any(&events, PORT));
}

/* Registry events of version 2: flags of their own; a port for another type does not hear them. */
static void version_2_hears_of_keys(void **state)
{
    (void)state;
    listen(PORT, 2, EVENT_OF_GROUP, 0xFFFF);
    listen(OTHER, 2, EVENT_OF_REGISTRY, 0x8);
    kept->subtree = true;
    happens(KEY_VALUE, GROUP, GROUP);
    assert_false(events_any(&events, PORT));
    const struct notice *n = next(OTHER);
    assert_int_equal(n->type, EVENT_OF_REGISTRY);
    assert_int_equal(n->filter, 0x8);
    assert_true(name_equal(n->name, NAME("Groups\\g-1")));
    happens(KEY_NAME, GROUP, GROUP); /* not asked for */
    assert_false(events_any(&events, OTHER));
}

/* A version 2 filter for one object takes its own events of its type only. */
static void version_2_hears_of_its_own_object(void **state)
{
    (void)state;
    listen(PORT, 2, EVENT_OF_RESOURCE, 0x4);
    kept->object = RESOURCE;
    happens(RESOURCE_STATE, RESOURCE2, RESOURCE2);
    happens(GROUP_STATE, GROUP, GROUP);
    assert_false(events_any(&events, PORT));
    happens(RESOURCE_STATE, RESOURCE, RESOURCE);
    assert_true(events_any(&events, PORT));
}

/* An event of the cluster itself has no object: no name, no sequence number. */
static void the_cluster_itself_has_no_name_in_an_event(void **state)
{
    (void)state;
    listen(PORT, 2, EVENT_OF_CLUSTER, 0x80);
    m.object[ALL][GROUP].sequence = 5;
    happens(CLUSTER_PROPERTY, OBJECT_NONE, OBJECT_NONE);
    const struct notice *n = next(PORT);
    assert_int_equal(n->sequence, 0);
    assert_int_equal(n->name.units, 0);
    assert_int_equal(n->parent.units, 0);
}

/* The first code counts: a call that was unblocked is not told that its port was closed. */
static void a_wait_ends_once(void **state)
{
    (void)state;
    assert_int_equal(events_wait(&events, PORT, 1, 0), 0);
    assert_int_equal(events_wait(&events, OTHER, 2, 0), 0);
    events_unblock(&events, PORT);
    events_close_port(&events, PORT);
    assert_int_equal(events_waiting(&events, 1)->code, ERROR_INVALID_FUNCTION);
    assert_int_equal(events_waiting(&events, 2)->code, 0);
    assert_null(events_waiting(&events, 3));
}

/* The longest wait is answered first, wherever it stands. */
static void the_oldest_ready_call_comes_first(void **state)
{
    (void)state;
    assert_null(events_ready(&events));
    assert_int_equal(events_wait(&events, PORT, 1, 0), 0);
    assert_int_equal(events_wait(&events, PORT, 2, 0), 0);
    assert_int_equal(events_wait(&events, PORT, 3, 0), 0);
    assert_int_equal(events_wait(&events, PORT, 4, 0), ERROR_NOT_ENOUGH_MEMORY);
    events_waiting(&events, 1)->order = 0;
    assert_int_equal(events_wait(&events, PORT, 5, 0), 0); /* in the first place, but the last */
    events_unblock(&events, PORT);
    assert_int_equal(events_ready(&events)->token, 2);
    events_waiting(&events, 2)->order = 0;
    assert_int_equal(events_ready(&events)->token, 3);
    events_waiting(&events, 3)->order = 0;
    assert_int_equal(events_ready(&events)->token, 5);
}

static void unknown_types_have_neither_flags_nor_handle(void **state)
{
    (void)state;
    assert_int_equal(events_handle_of(EVENT_OF_GROUPSET), HANDLE_GROUPSET);
    assert_int_equal(events_handle_of(EVENT_OF_GROUPSET + 1), HANDLE_NONE);
    assert_int_equal(events_version_2_filters(EVENT_OF_GROUPSET + 1), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(each_port_has_its_own_order, make),
        cmocka_unit_test_setup(an_indication_names_the_parent, make),
        cmocka_unit_test_setup(a_name_that_does_not_fit_is_lost, make),
        cmocka_unit_test_setup(a_path_that_does_not_fit_is_lost, make),
        cmocka_unit_test_setup(more_octets_than_there_is_room_for_are_lost, make),
        cmocka_unit_test_setup(only_who_lost_something_is_told, make),
        cmocka_unit_test_setup(version_2_hears_of_keys, make),
        cmocka_unit_test_setup(version_2_hears_of_its_own_object, make),
        cmocka_unit_test_setup(the_cluster_itself_has_no_name_in_an_event, make),
        cmocka_unit_test_setup(a_wait_ends_once, make),
        cmocka_unit_test_setup(the_oldest_ready_call_comes_first, make),
        cmocka_unit_test(unknown_types_have_neither_flags_nor_handle),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
