/* Each thing that must hold, broken alone: the one check that sees it. */
#include "consistent.h"

#include "server_calls_test.h"

enum { TOUCHED = 7, NONE = HANDLE_NOWHERE };

/* The handle of a slot and its generation. */
#define OWNER(generation, index) (HANDLE_MARK + (generation)*HANDLE_STEP + 2 * (index))

static struct handle_slot slot[TOUCHED + 1];
static struct handle_table table;

/* Slot 0 owns 1 and 2; slot 3 stands alone; slots 4 and 5 are closed; slot 4 owned 6. */
static void make_table(void)
{
    static const struct handle_slot whole[TOUCHED] = {
        {1, 0, 1, NONE, NONE, 1},
        {1, OWNER(1, 0), NONE, 2, NONE, 2},
        {1, OWNER(1, 0), NONE, NONE, 1, 2},
        {1, 0, NONE, NONE, NONE, 1},
        {2, 0, 6, 5, NONE, 0},
        {3, 0, NONE, NONE, 4, 0},
        {1, OWNER(2, 4), NONE, NONE, NONE, 2},
    };
    memcpy(slot, whole, sizeof whole);
    table = (struct handle_table){slot, TOUCHED + 1, TOUCHED, 4, 5};
    assert_true(handle_table_consistent(&table));
    assert_int_equal(handles_open(&table), 4);
}

static void a_slot_stands_between_its_neighbours(void **state)
{
    (void)state;
    make_table();
    slot[0].next = 3;
    assert_false(handle_table_consistent(&table));
    make_table();
    slot[0].previous = 3;
    assert_false(handle_table_consistent(&table));
    make_table();
    slot[3].owner = OWNER(2, 4); /* closed */
    assert_false(handle_table_consistent(&table));
    make_table();
    slot[3].owner = OWNER(1, TOUCHED); /* never open */
    assert_false(handle_table_consistent(&table));
    make_table();
    slot[1].next = 4;
    assert_false(handle_table_consistent(&table));
    make_table();
    slot[2].previous = 0;
    assert_false(handle_table_consistent(&table));
    make_table();
    slot[2].owner = OWNER(1, 3);
    assert_false(handle_table_consistent(&table));
    const uint32_t before[] = {NONE, 4, 3}; /* not the first; after a closed one, after another's */
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        make_table();
        slot[1].next = NONE;
        slot[2].previous = before[i];
        assert_false(handle_table_consistent(&table));
    }
}

static void an_owner_knows_its_first(void **state)
{
    (void)state;
    const uint32_t first[] = {4, 3, 2, 6}; /* closed, nobody's, not the first, what another owned */
    for (size_t i = 0; i < sizeof first / sizeof *first; i++) {
        make_table();
        slot[0].first = first[i];
        assert_false(handle_table_consistent(&table));
        make_table();
        slot[3].first = first[i];
        assert_false(handle_table_consistent(&table));
    }
    make_table();
    slot[0].first = NONE;
    assert_false(handle_table_consistent(&table));
}

static void what_is_owned_owns_nothing(void **state)
{
    (void)state;
    make_table();
    slot[2].first = 6;
    assert_false(handle_table_consistent(&table));
    make_table();
    slot[3].owner = OWNER(1, 3); /* its own */
    assert_false(handle_table_consistent(&table));
    slot[3].first = 3;
    assert_false(handle_table_consistent(&table));
    make_table();
    slot[3].owner = OWNER(1, 2);
    assert_false(handle_table_consistent(&table));
    slot[2].first = 3;
    assert_false(handle_table_consistent(&table));
}

static void what_was_owned_is_known_by_its_owner(void **state)
{
    (void)state;
    const uint32_t first[] = {NONE, TOUCHED, 3, 5,
                              1}; /* lost; never open, open, closed, another's */
    for (size_t i = 0; i < sizeof first / sizeof *first; i++) {
        make_table();
        slot[4].first = first[i];
        assert_false(handle_table_consistent(&table));
    }
    make_table();
    slot[6].next = 6; /* for ever */
    assert_false(handle_table_consistent(&table));
    make_table();
    slot[6].owner = OWNER(3, 5);
    assert_false(handle_table_consistent(&table));
    make_table();
    slot[6].first = 1;
    assert_false(handle_table_consistent(&table));
    make_table();
    slot[6].kind = 0; /* closed itself */
    assert_false(handle_table_consistent(&table));
    make_table();
    slot[6].generation = 5; /* spent: listed or not */
    assert_true(handle_table_consistent(&table));
    slot[4].first = NONE;
    assert_true(handle_table_consistent(&table));
    slot[6].first = 3; /* it owns one that looks open */
    slot[3].owner = OWNER(5, 6);
    assert_false(handle_table_consistent(&table));
}

static void generations_are_right(void **state)
{
    (void)state;
    make_table();
    table.touched = table.capacity + 1;
    assert_false(handle_table_consistent(&table));
    make_table();
    slot[0].generation = 0;
    assert_false(handle_table_consistent(&table));
    make_table();
    slot[3].generation = 0;
    assert_false(handle_table_consistent(&table));
    slot[3].generation = 6;
    assert_false(handle_table_consistent(&table));
    make_table();
    slot[0].generation = 2; /* of which nothing was obtained */
    assert_false(handle_table_consistent(&table));
    make_table();
    slot[0].first = NONE; /* slot 1 comes before the owner that it names */
    slot[1] = (struct handle_slot){1, OWNER(2, 3), NONE, NONE, NONE, 2};
    slot[3].first = 1;
    assert_false(handle_table_consistent(&table));
    slot[1].owner = OWNER(1, 3);
    slot[0].first = 2;
    slot[2].previous = NONE;
    assert_true(handle_table_consistent(&table));
}

static void the_closed_are_listed_once(void **state)
{
    (void)state;
    const uint32_t first[] = {TOUCHED, 0, 6, 5,
                              NONE}; /* never open, open, owned, two ways left out */
    for (size_t i = 0; i < sizeof first / sizeof *first; i++) {
        make_table();
        table.closed = first[i];
        assert_false(handle_table_consistent(&table));
    }
    make_table();
    slot[5].next = 4; /* for ever */
    assert_false(handle_table_consistent(&table));
    make_table();
    slot[5].generation = 5; /* spent: listed or not */
    assert_true(handle_table_consistent(&table));
    slot[4].next = NONE;
    assert_true(handle_table_consistent(&table));
}

/* -- the server ------------------------------------------------------------------------------ */

static void an_association_is_one_of_version_2_or_3(void **state)
{
    (void)state;
    uint32_t old = server_connect(&server, ALL, 2);
    assert_true(server_consistent(&server));
    contexts[old].version = 1;
    assert_false(server_consistent(&server));
    contexts[old].version = 3;
    contexts[old].object = 0;
    assert_false(server_consistent(&server));
}

/* No context handle is obtained from another. */
static void context_handles_belong_to_associations(void **state)
{
    (void)state;
    uint32_t index;
    struct token before = open_named(all, 66, NAME("node1"));
    (void)open_named(all, 41, NAME("Cluster Group"));
    const uint32_t owner = slots[all].first;
    const struct server_context context = contexts[owner];
    assert_int_equal(ask_about(67, before), 0); /* its place comes before the owner's */
    assert_true(server_consistent(&server));
    assert_int_not_equal(handle_open(&server.table, HANDLE_NODE, owner, &index), 0);
    assert_true(index < owner);
    contexts[index] = context;
    assert_false(server_consistent(&server));
    handle_close(&server.table, index);
    assert_true(server_consistent(&server));
    assert_int_not_equal(handle_open(&server.table, HANDLE_NODE, all, &index), 0);
    contexts[index] = context;
    assert_true(server_consistent(&server));
    assert_int_not_equal(handle_open(&server.table, HANDLE_NODE, index, &index), 0);
    contexts[index] = context; /* behind its owner: seen as what that one owns */
    assert_false(server_consistent(&server));
}

static void ports_have_a_version(void **state)
{
    (void)state;
    for (uint32_t opnum = 55; opnum <= 137; opnum += 82) { /* version 1, version 2 */
        assert_int_equal(ask(all, opnum), 0);
        assert_true(server_consistent(&server));
    }
    contexts[slots[all].first].version = 0;
    assert_false(server_consistent(&server));
}

static void what_waits_belongs_to_an_open_port(void **state)
{
    (void)state;
    notices[0] = (struct notice){.order = 1, .port = 5};
    assert_false(server_consistent(&server));
    notices[0].order = 0;
    assert_true(server_consistent(&server));
    waitings[0] = (struct waiting){.token = 1, .order = 1, .code = 1, .association = SLOTS};
    assert_false(server_consistent(&server));
    waitings[0].association = all;
    assert_true(server_consistent(&server));
    assert_int_equal(ask(all, 55), 0);
    waitings[0].code = 0;
    assert_false(server_consistent(&server));
    waitings[0].port = handle_at(&server.table, slots[all].first);
    assert_true(server_consistent(&server));
    notices[0] = (struct notice){.order = 1, .port = waitings[0].port};
    assert_true(server_consistent(&server));
}

/* Whoever followed one of these would read what is not his. */
static void an_index_far_outside_is_not_followed(void **state)
{
    (void)state;
    const uint32_t far = 0x0FFFFFFF;
    uint32_t *const field[] = {&slot[2].previous, &slot[2].next, &slot[1].previous,
                               &slot[3].first,    &table.closed, &slot[5].next,
                               &slot[4].first,    &slot[6].next, &slot[0].first};
    for (size_t i = 0; i < sizeof field / sizeof *field; i++) {
        make_table();
        *field[i] = far;
        assert_false(handle_table_consistent(&table));
    }
    for (size_t i = 0; i < TOUCHED; i++) {
        make_table();
        slot[i].owner = OWNER(1, far / 2);
        assert_int_equal(handle_table_consistent(&table), slot[i].kind == 0);
    }
    make_table();
    slot[1].next = NONE;
    slot[2].previous = far;
    assert_false(handle_table_consistent(&table));
}

/* Closed slots, and those that never were open, keep what stood in them. */
static void what_is_not_open_is_not_believed(void **state)
{
    (void)state;
    const uint32_t other[] = {4, TOUCHED};
    for (size_t i = 0; i < sizeof other / sizeof *other; i++) {
        make_table();
        slot[TOUCHED] = (struct handle_slot){1, OWNER(1, 0), NONE, NONE, 0, 2};
        slot[2].next = other[i];
        slot[other[i]].owner = OWNER(1, 0);
        slot[other[i]].previous = 2;
        assert_false(handle_table_consistent(&table));
    }
    make_table();
    slot[TOUCHED] = (struct handle_slot){1, 0, NONE, NONE, 0, 0};
    slot[4].next = TOUCHED; /* as many closed ones as there should be */
    assert_false(handle_table_consistent(&table));
    make_table();
    slot[TOUCHED] = (struct handle_slot){1, 0, NONE, NONE, 4, 0};
    slot[4].next = TOUCHED; /* that names the one before it too */
    assert_false(handle_table_consistent(&table));
    make_table();
    slot[4].next = 3; /* open */
    slot[3].previous = 4;
    assert_false(handle_table_consistent(&table));
}

static void a_ring_has_no_first(void **state)
{
    (void)state;
    make_table();
    slot[1].previous = 2;
    slot[2].next = 1;
    assert_false(handle_table_consistent(&table));
    slot[0].first = NONE; /* of an owner that there was before */
    slot[1].owner = OWNER(2, 0);
    slot[2].owner = OWNER(2, 0);
    assert_false(handle_table_consistent(&table));
    make_table();
    slot[2].next = 3; /* the list leads into it */
    slot[2].previous = 3;
    slot[3] = (struct handle_slot){1, OWNER(1, 0), NONE, 2, 2, 2};
    assert_false(handle_table_consistent(&table));
}

/* Nothing is wrong with either of the two but that nobody leads to them. */
static void a_ring_beside_the_list_is_noticed(void **state)
{
    (void)state;
    make_table();
    slot[1].previous = 2;
    slot[2].next = 1;
    slot[0].first = NONE;
    assert_false(handle_table_consistent(&table));
    make_table();
    slot[4].next = NONE; /* and among the closed */
    slot[5].next = 5;
    slot[5].previous = 5;
    assert_false(handle_table_consistent(&table));
}

static void the_closed_name_the_one_before(void **state)
{
    (void)state;
    const uint32_t before[] = {NONE, 5, 0};
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        make_table();
        slot[5].previous = before[i];
        assert_false(handle_table_consistent(&table));
        make_table();
        slot[4].previous = i == 0 ? 4 : before[i];
        assert_false(handle_table_consistent(&table));
        make_table();
        slot[6].previous = i == 0 ? 6 : before[i];
        assert_false(handle_table_consistent(&table));
    }
}

static void a_table_can_be_full(void **state)
{
    (void)state;
    make_table();
    table.capacity = TOUCHED;
    assert_true(handle_table_consistent(&table));
    table.capacity = TOUCHED - 1;
    assert_false(handle_table_consistent(&table));
}

static void all_of_a_table_can_be_closed(void **state)
{
    (void)state;
    slot[0] = (struct handle_slot){1, 0, NONE, 1, NONE, 0};
    slot[1] = (struct handle_slot){1, 0, NONE, NONE, 0, 0};
    table = (struct handle_table){slot, 2, 2, 0, 5};
    assert_true(handle_table_consistent(&table));
}

static void each_slot_of_the_server_is_looked_at(void **state)
{
    (void)state;
    const uint32_t other = server_connect(&server, ALL, 3);
    (void)open_named(other, 41, NAME("Cluster Group"));
    const uint32_t group = slots[other].first;
    contexts[group].object = m.cluster[ALL].objects;
    assert_false(server_consistent(&server));
    contexts[group].object = GROUP;
    slots[group].kind = HANDLE_GROUPSET;
    assert_true(server_consistent(&server));
    slots[group].kind = HANDLE_GROUPSET + 1;
    assert_false(server_consistent(&server));
    slots[group].kind = HANDLE_GROUP;
    assert_int_equal(all, 0);
    contexts[all].version = 1;
    assert_false(server_consistent(&server));
}

static void each_filter_notice_and_wait_is_looked_at(void **state)
{
    (void)state;
    filters[1] = (struct registration){.version = 1, .port = 5};
    assert_false(server_consistent(&server));
    server.events.registrations = 1;
    assert_true(server_consistent(&server));
    notices[1] = (struct notice){.order = 1, .port = 5};
    assert_false(server_consistent(&server));
    server.events.notices = 1;
    assert_true(server_consistent(&server));
    waitings[1] = (struct waiting){.token = 1, .order = 1, .code = 1, .association = 0x0FFFFFFF};
    assert_false(server_consistent(&server));
    assert_int_equal(ask(all, 137), 0); /* a port of version 2 is no association */
    waitings[1].association = slots[all].first;
    assert_false(server_consistent(&server));
    server.events.waitings = 1;
    assert_true(server_consistent(&server));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_slot_stands_between_its_neighbours),
        cmocka_unit_test(an_owner_knows_its_first),
        cmocka_unit_test(what_is_owned_owns_nothing),
        cmocka_unit_test(what_was_owned_is_known_by_its_owner),
        cmocka_unit_test(generations_are_right),
        cmocka_unit_test(the_closed_are_listed_once),
        cmocka_unit_test_setup(an_association_is_one_of_version_2_or_3, make),
        cmocka_unit_test_setup(context_handles_belong_to_associations, make),
        cmocka_unit_test_setup(ports_have_a_version, make),
        cmocka_unit_test_setup(what_waits_belongs_to_an_open_port, make),
        cmocka_unit_test(an_index_far_outside_is_not_followed),
        cmocka_unit_test(what_is_not_open_is_not_believed),
        cmocka_unit_test(a_ring_has_no_first),
        cmocka_unit_test(a_ring_beside_the_list_is_noticed),
        cmocka_unit_test(the_closed_name_the_one_before),
        cmocka_unit_test(a_table_can_be_full),
        cmocka_unit_test(all_of_a_table_can_be_closed),
        cmocka_unit_test_setup(each_slot_of_the_server_is_looked_at, make),
        cmocka_unit_test_setup(each_filter_notice_and_wait_is_looked_at, make),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
