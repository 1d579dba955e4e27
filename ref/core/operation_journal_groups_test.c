/* Everything that operations on groups and nodes do, step by step. */
#include "operation_journal_test.h"

static struct token second;

static void resources_change_their_group(void **state)
{
    (void)state;
    step(create(42, NAME("Second"), &second),
         "0\n"
         "v1 4000 Second #0000270f\n"
         "v1 10 Groups\\c0000000-0000-4000-8000-000000000001\n"
         "v2 1:4 Second #0000270f\n"
         "v2 8:2 Groups\\c0000000-0000-4000-8000-000000000001\n"
         "= Second: kind 3, state 1, s0, incarnation 0, of node1\n");
    step(ask_about_two(19, other, resource), "0\n"
                                             "v1 800 Other Name\n"
                                             "v2 3:10 Other Name\n"
                                             "v2 3:20 Cluster Name\n"
                                             "~ 0: 1, 4 to 0\n");
    step(ask_about_two(25, other, second),
         "0\n"
         "v1 8000 Cluster Group {r-1}\n"
         "v1 8000 Second {r-1}\n"
         "v1 8000 Cluster Group {r-2}\n"
         "v1 8000 Second {r-2}\n"
         "v1 1000 Cluster Group s1 #1\n"
         "v1 1000 Second s1 #0\n"
         "v2 2:100 Cluster Group {r-1}\n"
         "v2 2:80 Second {r-1}\n"
         "v2 3:8 Cluster Name s1 {c0000000-0000-4000-8000-000000000001}\n"
         "v2 2:100 Cluster Group {r-2}\n"
         "v2 2:80 Second {r-2}\n"
         "v2 3:8 Other Name s1 {c0000000-0000-4000-8000-000000000001}\n"
         "v2 2:8 Cluster Group s1 #1\n"
         "v2 2:8 Second s1 #0\n"
         "= Cluster Name: kind 4, state 2, s1, incarnation 0, of Second\n"
         "= Cluster Group: kind 3, state 1, s1, incarnation 0, of node1\n"
         "= Other Name: kind 4, state 2, s1, incarnation 0, of Second\n"
         "= Second: kind 3, state 0, s1, incarnation 0, of node1\n");
    step(ask_about_two(25, other, second), "183\n");
    put_number(2, 0);
    step(ask_about_two(184, resource, group),
         "0\n"
         "v1 8000 Second s1 {r-1}\n"
         "v1 8000 Cluster Group s1 {r-1}\n"
         "v1 8000 Second s1 {r-2}\n"
         "v1 8000 Cluster Group s1 {r-2}\n"
         "v1 1000 Second s2 #1\n"
         "v1 1000 Cluster Group s2 #0\n"
         "v2 2:100 Second s1 {r-1}\n"
         "v2 2:80 Cluster Group s1 {r-1}\n"
         "v2 3:8 Cluster Name s2 {g-1}\n"
         "v2 2:100 Second s1 {r-2}\n"
         "v2 2:80 Cluster Group s1 {r-2}\n"
         "v2 3:8 Other Name s2 {g-1}\n"
         "v2 2:8 Second s2 #1\n"
         "v2 2:8 Cluster Group s2 #0\n"
         "= Cluster Name: kind 4, state 2, s2, incarnation 0, of Cluster Group\n"
         "= Cluster Group: kind 3, state 0, s2, incarnation 0, of node1\n"
         "= Other Name: kind 4, state 2, s2, incarnation 0, of Cluster Group\n"
         "= Second: kind 3, state 1, s2, incarnation 0, of node1\n");
    step(rename_to(46, second, NAME("Third")),
         "0\n"
         "v1 40 Groups\\c0000000-0000-4000-8000-000000000001 s2\n"
         "v1 8000 Third s2\n"
         "v2 8:8 Groups\\c0000000-0000-4000-8000-000000000001 s2\n"
         "v2 2:2 Third s2\n");
    put_number(1, 0);
    step(ask_about(43, group), "145\n");
    put_number(1, 1);
    step(ask_about(43, group),
         "0\n"
         "v1 100 Other Name s3 #3\n"
         "v1 1000 Cluster Group s3 #3\n"
         "v1 100 Cluster Name s3 #3\n"
         "v1 1000 Cluster Group s4 #1\n"
         "v1 200 Cluster Name s3 {g-1}\n"
         "v1 10 Resources\\r-1 s3\n"
         "v1 200 Other Name s3 {g-1}\n"
         "v1 10 Resources\\r-2 s3\n"
         "v1 2000 Cluster Group s4\n"
         "v1 10 Groups\\g-1 s4\n"
         "v2 3:4 Other Name s3 #3\n"
         "v2 2:8 Cluster Group s3 #3\n"
         "v2 3:4 Cluster Name s3 #3\n"
         "v2 2:8 Cluster Group s4 #1\n"
         "v2 3:80 Cluster Name s3 {g-1}\n"
         "v2 8:2 Resources\\r-1 s3\n"
         "v2 3:80 Other Name s3 {g-1}\n"
         "v2 8:2 Resources\\r-2 s3\n"
         "v2 2:1 Cluster Group s4\n"
         "v2 8:2 Groups\\g-1 s4\n"
         "= Cluster Name: kind 0, state 3, s3, incarnation 1, of Cluster Group\n"
         "= Cluster Group: kind 0, state 1, s4, incarnation 1, of node1\n"
         "= Other Name: kind 0, state 3, s3, incarnation 1, of Cluster Group\n"
         "~ 0: 0, 4 to 0\n");
}

static void groups_move(void **state)
{
    (void)state;
    step(create(42, NAME("Second"), &second),
         "0\n"
         "v1 4000 Second #0000270f\n"
         "v1 10 Groups\\c0000000-0000-4000-8000-000000000001\n"
         "v2 1:4 Second #0000270f\n"
         "v2 8:2 Groups\\c0000000-0000-4000-8000-000000000001\n"
         "= Second: kind 3, state 1, s0, incarnation 0, of node1\n");
    room[ALL][RESOURCE2].state = RESOURCE_OFFLINE;
    step(ask_about(51, group),
         "0\n"
         "v1 100 Cluster Name s1 #3\n"
         "v1 1000 Cluster Group s1 #1\n"
         "v1 100 Cluster Name s2 #2\n"
         "v1 1000 Cluster Group s3 #3\n"
         "v2 3:4 Cluster Name s1 #3\n"
         "v2 2:8 Cluster Group s1 #1\n"
         "v2 7:40 node1 {g-1}\n"
         "v2 7:20 node2 {g-1}\n"
         "v2 2:10 Cluster Group s2 #50\n"
         "v2 3:4 Cluster Name s2 #2\n"
         "v2 2:8 Cluster Group s3 #3\n"
         "= Cluster Group: kind 3, state 3, s3, incarnation 0, of node2\n"
         "= Cluster Name: kind 4, state 2, s2, incarnation 0, of Cluster Group\n"
         "= Other Name: kind 4, state 3, s0, incarnation 0, of Cluster Group\n");
    step(ask_about_two(52, group, node2), "0\n");
    step(ask_about_two(52, group, node1),
         "0\n"
         "v1 100 Cluster Name s3 #3\n"
         "v1 1000 Cluster Group s4 #1\n"
         "v1 100 Cluster Name s4 #2\n"
         "v1 1000 Cluster Group s6 #3\n"
         "v2 3:4 Cluster Name s3 #3\n"
         "v2 2:8 Cluster Group s4 #1\n"
         "v2 7:40 node2 {g-1}\n"
         "v2 7:20 node1 {g-1}\n"
         "v2 2:10 Cluster Group s5 #49\n"
         "v2 3:4 Cluster Name s4 #2\n"
         "v2 2:8 Cluster Group s6 #3\n"
         "= Cluster Group: kind 3, state 3, s6, incarnation 0, of node1\n"
         "= Cluster Name: kind 4, state 2, s4, incarnation 0, of Cluster Group\n");
    put_number(1, 1);
    put_number(2, 0);
    step(ask_about(126, node1),
         "997\n"
         "v1 1 node1 s1 #2\n"
         "v1 100 Cluster Name s5 #3\n"
         "v1 1000 Cluster Group s7 #1\n"
         "v1 100 Cluster Name s6 #2\n"
         "v1 1000 Cluster Group s9 #3\n"
         "v2 7:10 node1 s1 #2\n"
         "v2 3:4 Cluster Name s5 #3\n"
         "v2 2:8 Cluster Group s7 #1\n"
         "v2 7:40 node1 s1 {g-1}\n"
         "v2 7:20 node2 {g-1}\n"
         "v2 2:10 Cluster Group s8 #50\n"
         "v2 3:4 Cluster Name s6 #2\n"
         "v2 2:8 Cluster Group s9 #3\n"
         "v2 7:40 node1 s1 {c0000000-0000-4000-8000-000000000001}\n"
         "v2 7:20 node2 {c0000000-0000-4000-8000-000000000001}\n"
         "v2 2:10 Second s1 #50\n"
         "= Cluster Group: kind 3, state 3, s9, incarnation 0, of node2\n"
         "= node1: kind 2, state 2, s1, incarnation 0, of nobody\n"
         "= Cluster Name: kind 4, state 2, s6, incarnation 0, of Cluster Group\n"
         "= Second: kind 3, state 1, s1, incarnation 0, of node2\n");
    step(ask_about(49, second), "0\n");
    step(ask_about_two(52, group, node1), "70\n");
    put_number(1, 0);
    step(ask_about(126, node2), "0\n"
                                "v1 1 node2 s1 #2\n"
                                "v2 7:10 node2 s1 #2\n"
                                "= node2: kind 2, state 2, s1, incarnation 0, of nobody\n");
    step(ask_about(49, group), "70\n");
    step(ask_about(70, node1), "0\n"
                               "v1 1 node1 s2 #0\n"
                               "v2 7:10 node1 s2 #0\n"
                               "= node1: kind 2, state 0, s2, incarnation 0, of nobody\n");
    put_number(1, 0);
    step(ask_about(128, node2), "0\n"
                                "v1 1 node2 s2 #0\n"
                                "v2 7:10 node2 s2 #0\n"
                                "= node2: kind 2, state 0, s2, incarnation 0, of nobody\n");
    put_handle(2, &node1);
    step(ask_about(127, node2),
         "997\n"
         "v1 1 node2 s3 #2\n"
         "v1 100 Cluster Name s7 #3\n"
         "v1 1000 Cluster Group s10 #1\n"
         "v1 100 Cluster Name s8 #2\n"
         "v1 1000 Cluster Group s12 #3\n"
         "v2 7:10 node2 s3 #2\n"
         "v2 3:4 Cluster Name s7 #3\n"
         "v2 2:8 Cluster Group s10 #1\n"
         "v2 7:40 node2 s3 {g-1}\n"
         "v2 7:20 node1 s2 {g-1}\n"
         "v2 2:10 Cluster Group s11 #49\n"
         "v2 3:4 Cluster Name s8 #2\n"
         "v2 2:8 Cluster Group s12 #3\n"
         "v2 7:40 node2 s3 {c0000000-0000-4000-8000-000000000001}\n"
         "v2 7:20 node1 s2 {c0000000-0000-4000-8000-000000000001}\n"
         "v2 2:10 Second s2 #49\n"
         "= Cluster Group: kind 3, state 3, s12, incarnation 0, of node1\n"
         "= node2: kind 2, state 2, s3, incarnation 0, of nobody\n"
         "= Cluster Name: kind 4, state 2, s8, incarnation 0, of Cluster Group\n"
         "= Second: kind 3, state 1, s2, incarnation 0, of node1\n");
    step(ask_about(69, node1), "0\n"
                               "v1 1 node1 s3 #2\n"
                               "v2 7:10 node1 s3 #2\n"
                               "= node1: kind 2, state 2, s3, incarnation 0, of nobody\n");
    step(ask_about(71, node1), "5009\n");
}

static void a_group_of_nobody_moves(void **state)
{
    (void)state;
    room[ALL][0].owner = OBJECT_NONE;
    begin_step();
    step(ask_about_two(52, group, node2),
         "0\n"
         "v1 100 Cluster Name s1 #3\n"
         "v1 1000 Cluster Group s1 #3\n"
         "v1 100 Other Name s1 #3\n"
         "v1 1000 Cluster Group s2 #1\n"
         "v1 100 Cluster Name s2 #2\n"
         "v1 1000 Cluster Group s4 #3\n"
         "v1 100 Other Name s2 #2\n"
         "v1 1000 Cluster Group s5 #0\n"
         "v2 3:4 Cluster Name s1 #3\n"
         "v2 2:8 Cluster Group s1 #3\n"
         "v2 3:4 Other Name s1 #3\n"
         "v2 2:8 Cluster Group s2 #1\n"
         "v2 7:20 node2 {g-1}\n"
         "v2 2:10 Cluster Group s3 #50\n"
         "v2 3:4 Cluster Name s2 #2\n"
         "v2 2:8 Cluster Group s4 #3\n"
         "v2 3:4 Other Name s2 #2\n"
         "v2 2:8 Cluster Group s5 #0\n"
         "= Cluster Group: kind 3, state 0, s5, incarnation 0, of node2\n"
         "= Cluster Name: kind 4, state 2, s2, incarnation 0, of Cluster Group\n"
         "= Other Name: kind 4, state 2, s2, incarnation 0, of Cluster Group\n");
}

static void a_node_is_evicted(void **state)
{
    (void)state;
    step(ask_about(71, node1),
         "0\n"
         "v1 100 Cluster Name s1 #3\n"
         "v1 1000 Cluster Group s1 #3\n"
         "v1 100 Other Name s1 #3\n"
         "v1 1000 Cluster Group s2 #1\n"
         "v1 100 Cluster Name s2 #2\n"
         "v1 1000 Cluster Group s4 #3\n"
         "v1 100 Other Name s2 #2\n"
         "v1 1000 Cluster Group s5 #0\n"
         "v1 2000000 node1 - Ethernet\n"
         "v1 10 NetworkInterfaces\\i-1\n"
         "v1 2 node1\n"
         "v1 10 Nodes\\1\n"
         "v2 3:4 Cluster Name s1 #3\n"
         "v2 2:8 Cluster Group s1 #3\n"
         "v2 3:4 Other Name s1 #3\n"
         "v2 2:8 Cluster Group s2 #1\n"
         "v2 7:40 node1 {g-1}\n"
         "v2 7:20 node2 {g-1}\n"
         "v2 2:10 Cluster Group s3 #50\n"
         "v2 3:4 Cluster Name s2 #2\n"
         "v2 2:8 Cluster Group s4 #3\n"
         "v2 3:4 Other Name s2 #2\n"
         "v2 2:8 Cluster Group s5 #0\n"
         "v2 5:1 node1 - Ethernet\n"
         "v2 8:2 NetworkInterfaces\\i-1\n"
         "v2 7:2 node1\n"
         "v2 8:2 Nodes\\1\n"
         "= node1 - Ethernet: kind 0, state 2, s0, incarnation 1, of node1\n"
         "= Cluster Group: kind 3, state 0, s5, incarnation 0, of node2\n"
         "= Cluster Name: kind 4, state 2, s2, incarnation 0, of Cluster Group\n"
         "= Other Name: kind 4, state 2, s2, incarnation 0, of Cluster Group\n"
         "= node1: kind 0, state 0, s0, incarnation 1, of nobody\n");
    step(ask_about(71, node2), "5009\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(resources_change_their_group, with_a_resource_first),
        cmocka_unit_test_setup(groups_move, with_a_group_first),
        cmocka_unit_test_setup(a_group_of_nobody_moves, with_a_group_first),
        cmocka_unit_test_setup(a_node_is_evicted, with_an_interface_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
