/* Everything that operations on resources do, step by step: MS-CMRP 3.1.4.2.138 says what is told
 * of each, 3.1.1.8 which sequence numbers count. */
#include "operation_journal_test.h"

static void resources_go_online_and_offline(void **state)
{
    (void)state;
    step(ask_about_two(19, other, resource), "0\n"
                                             "v1 800 Other Name\n"
                                             "v2 3:10 Other Name\n"
                                             "v2 3:20 Cluster Name\n"
                                             "~ 0: 1, 4 to 0\n");
    step(ask_about(18, other),
         "0\n"
         "v1 100 Other Name s1 #3\n"
         "v1 1000 Cluster Group s1 #3\n"
         "v2 3:4 Other Name s1 #3\n"
         "v2 2:8 Cluster Group s1 #3\n"
         "= Cluster Group: kind 3, state 3, s1, incarnation 0, of node1\n"
         "= Other Name: kind 4, state 3, s1, incarnation 0, of Cluster Group\n");
    step(ask_about(18, other), "0\n");
    step(ask_about(18, resource),
         "0\n"
         "v1 100 Cluster Name s1 #3\n"
         "v1 1000 Cluster Group s2 #1\n"
         "v2 3:4 Cluster Name s1 #3\n"
         "v2 2:8 Cluster Group s2 #1\n"
         "= Cluster Name: kind 4, state 3, s1, incarnation 0, of Cluster Group\n"
         "= Cluster Group: kind 3, state 1, s2, incarnation 0, of node1\n");
    step(ask_about(17, other),
         "0\n"
         "v1 100 Cluster Name s2 #2\n"
         "v1 1000 Cluster Group s3 #3\n"
         "v1 100 Other Name s2 #2\n"
         "v1 1000 Cluster Group s4 #0\n"
         "v2 3:4 Cluster Name s2 #2\n"
         "v2 2:8 Cluster Group s3 #3\n"
         "v2 3:4 Other Name s2 #2\n"
         "v2 2:8 Cluster Group s4 #0\n"
         "= Cluster Name: kind 4, state 2, s2, incarnation 0, of Cluster Group\n"
         "= Cluster Group: kind 3, state 0, s4, incarnation 0, of node1\n"
         "= Other Name: kind 4, state 2, s2, incarnation 0, of Cluster Group\n");
    step(ask_about(17, other), "0\n");
    step(ask_about(18, resource),
         "0\n"
         "v1 100 Other Name s3 #3\n"
         "v1 1000 Cluster Group s5 #3\n"
         "v1 100 Cluster Name s3 #3\n"
         "v1 1000 Cluster Group s6 #1\n"
         "v2 3:4 Other Name s3 #3\n"
         "v2 2:8 Cluster Group s5 #3\n"
         "v2 3:4 Cluster Name s3 #3\n"
         "v2 2:8 Cluster Group s6 #1\n"
         "= Cluster Name: kind 4, state 3, s3, incarnation 0, of Cluster Group\n"
         "= Cluster Group: kind 3, state 1, s6, incarnation 0, of node1\n"
         "= Other Name: kind 4, state 3, s3, incarnation 0, of Cluster Group\n");
    step(ask_about(49, group),
         "0\n"
         "v1 100 Cluster Name s4 #2\n"
         "v1 1000 Cluster Group s7 #3\n"
         "v1 100 Other Name s4 #2\n"
         "v1 1000 Cluster Group s8 #0\n"
         "v2 3:4 Cluster Name s4 #2\n"
         "v2 2:8 Cluster Group s7 #3\n"
         "v2 3:4 Other Name s4 #2\n"
         "v2 2:8 Cluster Group s8 #0\n"
         "= Cluster Name: kind 4, state 2, s4, incarnation 0, of Cluster Group\n"
         "= Cluster Group: kind 3, state 0, s8, incarnation 0, of node1\n"
         "= Other Name: kind 4, state 2, s4, incarnation 0, of Cluster Group\n");
    step(ask_about(16, resource),
         "0\n"
         "v1 100 Cluster Name s5 #4\n"
         "v1 1000 Cluster Group s9 #2\n"
         "v1 100 Other Name s5 #3\n"
         "v2 3:4 Cluster Name s5 #4\n"
         "v2 2:8 Cluster Group s9 #2\n"
         "v2 3:4 Other Name s5 #3\n"
         "= Cluster Name: kind 4, state 4, s5, incarnation 0, of Cluster Group\n"
         "= Cluster Group: kind 3, state 2, s9, incarnation 0, of node1\n"
         "= Other Name: kind 4, state 3, s5, incarnation 0, of Cluster Group\n");
    step(ask_about(18, resource),
         "0\n"
         "v1 100 Cluster Name s6 #3\n"
         "v1 1000 Cluster Group s10 #1\n"
         "v2 3:4 Cluster Name s6 #3\n"
         "v2 2:8 Cluster Group s10 #1\n"
         "= Cluster Name: kind 4, state 3, s6, incarnation 0, of Cluster Group\n"
         "= Cluster Group: kind 3, state 1, s10, incarnation 0, of node1\n");
    step(ask_about(17, resource),
         "0\n"
         "v1 100 Cluster Name s7 #2\n"
         "v1 1000 Cluster Group s11 #3\n"
         "v2 3:4 Cluster Name s7 #2\n"
         "v2 2:8 Cluster Group s11 #3\n"
         "= Cluster Name: kind 4, state 2, s7, incarnation 0, of Cluster Group\n"
         "= Cluster Group: kind 3, state 3, s11, incarnation 0, of node1\n");
    put_number(1, 0);
    step(ask_about(146, resource),
         "0\n"
         "v1 100 Cluster Name s8 #3\n"
         "v1 1000 Cluster Group s12 #1\n"
         "v1 100 Cluster Name s9 #2\n"
         "v1 1000 Cluster Group s13 #3\n"
         "v2 3:4 Cluster Name s8 #3\n"
         "v2 2:8 Cluster Group s12 #1\n"
         "v2 3:4 Cluster Name s9 #2\n"
         "v2 2:8 Cluster Group s13 #3\n"
         "= Cluster Name: kind 4, state 2, s9, incarnation 0, of Cluster Group\n"
         "= Cluster Group: kind 3, state 3, s13, incarnation 0, of node1\n");
    step(ask_about(50, group),
         "0\n"
         "v1 100 Cluster Name s10 #3\n"
         "v1 1000 Cluster Group s14 #1\n"
         "v2 3:4 Cluster Name s10 #3\n"
         "v2 2:8 Cluster Group s14 #1\n"
         "= Cluster Name: kind 4, state 3, s10, incarnation 0, of Cluster Group\n"
         "= Cluster Group: kind 3, state 1, s14, incarnation 0, of node1\n");
    put_number(1, 0x2F);
    step(ask_about(135, other),
         "0\n"
         "v1 100 Cluster Name s11 #2\n"
         "v1 1000 Cluster Group s15 #3\n"
         "v1 100 Other Name s6 #2\n"
         "v1 1000 Cluster Group s16 #0\n"
         "v2 3:4 Cluster Name s11 #2\n"
         "v2 2:8 Cluster Group s15 #3\n"
         "v2 3:4 Other Name s6 #2\n"
         "v2 2:8 Cluster Group s16 #0\n"
         "= Cluster Name: kind 4, state 2, s11, incarnation 0, of Cluster Group\n"
         "= Cluster Group: kind 3, state 0, s16, incarnation 0, of node1\n"
         "= Other Name: kind 4, state 2, s6, incarnation 0, of Cluster Group\n");
    put_number(1, 0x30);
    step(ask_about(135, other), "87\n");
    put_number(1, 0x7);
    step(ask_about(136, other),
         "0\n"
         "v1 100 Other Name s7 #3\n"
         "v1 1000 Cluster Group s17 #3\n"
         "v2 3:4 Other Name s7 #3\n"
         "v2 2:8 Cluster Group s17 #3\n"
         "= Cluster Group: kind 3, state 3, s17, incarnation 0, of node1\n"
         "= Other Name: kind 4, state 3, s7, incarnation 0, of Cluster Group\n");
    put_number(1, 0x8);
    step(ask_about(136, other), "87\n");
    step(ask_about_two(20, other, resource), "0\n"
                                             "v1 800 Other Name s7\n"
                                             "v2 3:10 Other Name s7\n"
                                             "v2 3:20 Cluster Name s11\n"
                                             "~ 0: 0, 4 to 0\n");
    step(ask_about_two(20, other, resource), "5002\n");
}

static void pending_resources_stay_as_they_are(void **state)
{
    (void)state;
    struct object *o = room[ALL];
    o[RESOURCE2].state = RESOURCE_PENDING;
    step(ask_about(17, other),
         "5023\n"
         "= Other Name: kind 4, state 128, s0, incarnation 0, of Cluster Group\n");
    step(ask_about(18, other), "5023\n");
    step(ask_about(18, resource),
         "0\n"
         "v1 100 Cluster Name s1 #3\n"
         "v1 1000 Cluster Group s1 #4\n"
         "v2 3:4 Cluster Name s1 #3\n"
         "v2 2:8 Cluster Group s1 #4\n"
         "= Cluster Group: kind 3, state 4, s1, incarnation 0, of node1\n"
         "= Cluster Name: kind 4, state 3, s1, incarnation 0, of Cluster Group\n");
    step(ask_about(49, group), "5023\n");
    step(ask_about(50, group), "5023\n");
    put_number(1, 0);
    step(ask_about(146, other), "5023\n");
}

static void resources_are_made_and_deleted(void **state)
{
    (void)state;
    struct token made;
    put_name(1, NAME("Made"));
    put_name(2, NAME("Network Name"));
    put_number(3, 0);
    uint32_t code = ask_about(9, group);
    made = returned();
    step(code, "0\n"
               "v1 400 Made {g-1}\n"
               "v1 8000 Cluster Group {c0000000-0000-4000-8000-000000000001}\n"
               "v1 10 Resources\\c0000000-0000-4000-8000-000000000001\n"
               "v1 1000 Cluster Group s1 #3\n"
               "v2 2:40 Made {g-1}\n"
               "v2 2:80 Cluster Group {c0000000-0000-4000-8000-000000000001}\n"
               "v2 8:2 Resources\\c0000000-0000-4000-8000-000000000001\n"
               "v2 2:8 Cluster Group s1 #3\n"
               "= Cluster Group: kind 3, state 3, s1, incarnation 0, of node1\n"
               "= Made: kind 4, state 3, s0, incarnation 0, of Cluster Group\n");
    step(rename_to(13, made, NAME("Renamed")),
         "0\n"
         "v1 40 Resources\\c0000000-0000-4000-8000-000000000001\n"
         "v1 800 Renamed\n"
         "v2 8:8 Resources\\c0000000-0000-4000-8000-000000000001\n"
         "v2 3:1 Renamed\n");
    step(rename_to(13, made, NAME("Other Name")), "183\n");
    step(ask_about_two(24, made, node1), "0\n"
                                         "v1 800 Renamed\n"
                                         "v2 3:40 Renamed\n"
                                         "~ 0: 2, 7 to 3\n");
    step(ask_about_two(24, made, node1), "5042\n");
    step(ask_about_two(23, made, node1), "0\n"
                                         "v1 800 Renamed\n"
                                         "v2 3:40 Renamed\n"
                                         "~ 0: 0, 7 to 3\n");
    step(ask_about_two(23, made, node1), "5010\n");
    step(ask_about(10, made), "0\n"
                              "v1 8000 Cluster Group s1 {c0000000-0000-4000-8000-000000000001}\n"
                              "v1 200 Renamed {g-1}\n"
                              "v1 10 Resources\\c0000000-0000-4000-8000-000000000001\n"
                              "v1 1000 Cluster Group s2 #0\n"
                              "v2 2:100 Cluster Group s1 {c0000000-0000-4000-8000-000000000001}\n"
                              "v2 3:80 Renamed {g-1}\n"
                              "v2 8:2 Resources\\c0000000-0000-4000-8000-000000000001\n"
                              "v2 2:8 Cluster Group s2 #0\n"
                              "= Cluster Group: kind 3, state 0, s2, incarnation 0, of node1\n"
                              "= Renamed: kind 0, state 3, s0, incarnation 1, of Cluster Group\n");
    step(ask_about(10, made), "5006\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(resources_go_online_and_offline, with_a_resource_first),
        cmocka_unit_test_setup(pending_resources_stay_as_they_are, with_a_group_first),
        cmocka_unit_test_setup(resources_are_made_and_deleted, with_a_resource_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
