/* Everything that operations on group sets do, step by step. */
#include "operation_journal_test.h"

static struct token second, set1, set2;

static void sets_take_and_lose_groups(void **state)
{
    (void)state;
    step(create(163, NAME("Set 1"), &set1),
         "0\n"
         "v1 10 GroupSets\\c0000000-0000-4000-8000-000000000001\n"
         "v2 8:2 GroupSets\\c0000000-0000-4000-8000-000000000001\n"
         "= Set 1: kind 11, state 0, s0, incarnation 0, of nobody\n");
    step(create(163, NAME("Set 2"), &set2),
         "0\n"
         "v1 10 GroupSets\\c0000000-0000-4000-8000-000000000002\n"
         "v2 8:2 GroupSets\\c0000000-0000-4000-8000-000000000002\n"
         "= Set 2: kind 11, state 0, s0, incarnation 0, of nobody\n");
    step(ask_about_two(167, set1, group), "0\n"
                                          "v2 13:10 Set 1 {g-1}\n"
                                          "~ 0: 3, 0 to 7\n");
    step(ask_about_two(167, set1, group), "183\n");
    step(ask_about_two(167, set2, group), "5023\n");
    step(ask_about_two(169, set2, group), "0\n"
                                          "v2 13:20 Set 1 {g-1}\n"
                                          "v2 13:10 Set 2 {g-1}\n"
                                          "~ 0: 3, 0 to 8\n");
    step(ask_about(168, group), "0\n"
                                "v2 13:20 Set 2 {g-1}\n"
                                "~ 0: 0, 0 to 8\n");
    step(ask_about(168, group), "5023\n");
    step(ask_about(166, set2), "0\n"
                               "v1 10 GroupSets\\c0000000-0000-4000-8000-000000000002\n"
                               "v2 13:1 Set 2\n"
                               "v2 8:2 GroupSets\\c0000000-0000-4000-8000-000000000002\n"
                               "= Set 2: kind 0, state 0, s0, incarnation 1, of nobody\n");
    step(ask_about(166, set2), "5991\n");
}

static void sets_and_groups_depend_on_sets(void **state)
{
    (void)state;
    (void)create(163, NAME("Set 1"), &set1);
    (void)create(163, NAME("Set 2"), &set2);
    (void)create(42, NAME("Second"), &second);
    begin_step();
    put_number(2, 0);
    step(ask_about_two(171, set1, set2), "87\n");
    step(ask_about_two(167, set1, group), "0\n"
                                          "v2 13:10 Set 1 {g-1}\n"
                                          "~ 0: 3, 0 to 7\n");
    step(ask_about_two(167, set2, second), "0\n"
                                           "v2 13:10 Set 2 {c0000000-0000-4000-8000-000000000003}\n"
                                           "~ 1: 3, 9 to 8\n");
    step(ask_about_two(171, set1, set2), "0\n"
                                         "v2 13:40 Set 1\n"
                                         "v2 13:80 Set 2\n"
                                         "~ 2: 1, 7 to 8\n");
    step(ask_about_two(171, set1, set2), "5003\n");
    step(ask_about_two(171, set2, set1), "87\n");
    step(ask_about_two(172, group, set2), "0\n"
                                          "v2 13:80 Set 2\n"
                                          "~ 3: 1, 0 to 8\n");
    step(ask_about_two(172, group, set1), "87\n");
    step(ask_about(166, set2), "145\n");
    step(ask_about_two(178, set1, set2), "0\n"
                                         "v2 13:40 Set 1\n"
                                         "v2 13:80 Set 2\n"
                                         "~ 2: 0, 7 to 8\n");
    step(ask_about_two(178, set1, set2), "5002\n");
    step(ask_about_two(179, group, set2), "0\n"
                                          "v2 13:80 Set 2\n"
                                          "~ 3: 0, 0 to 8\n");
    step(ask_about_two(179, group, set2), "5002\n");
    relations[ALL][2] = (struct relation){RELATION_DEPENDS, 0, 9}; /* a group on a group */
    begin_step();
    step(ask_about_two(176, group, second), "0\n"
                                            "~ 2: 0, 0 to 9\n");
}

/* The room for relations ends before all of them are made. */
static void what_finds_no_room_is_not_told(void **state)
{
    (void)state;
    (void)create(163, NAME("Set 1"), &set1);
    (void)create(163, NAME("Set 2"), &set2);
    (void)create(42, NAME("Second"), &second);
    (void)ask_about_two(167, set1, group);
    (void)ask_about_two(167, set2, second);
    m.cluster[ALL].relations = 2;
    begin_step();
    step(ask_about_two(171, set1, set2), "8\n");
    step(ask_about_two(172, group, set1), "8\n");
    step(ask_about_two(19, other, resource), "8\n");
    step(ask_about_two(24, resource, node2), "8\n");
    step(ask_about(168, group), "0\n"
                                "v2 13:20 Set 1 {g-1}\n"
                                "~ 0: 0, 0 to 7\n");
    m.cluster[ALL].relations = 1;
    relations[ALL][0] = (struct relation){RELATION_EXCLUDES, RESOURCE2, NODE1};
    begin_step();
    step(ask_about_two(167, set1, group), "8\n");
    step(ask_about_two(169, set1, group), "8\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(sets_take_and_lose_groups, with_a_group_first),
        cmocka_unit_test_setup(sets_and_groups_depend_on_sets, with_a_group_first),
        cmocka_unit_test_setup(what_finds_no_room_is_not_told, with_a_group_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
