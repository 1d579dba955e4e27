#include "ledger.h"

#include "script/script_test.h"

/* Where the first misuse is, and what; the number of steps and MISUSE_NONE if there is none. */
static void check(const char *text, size_t wanted_step, enum misuse wanted)
{
    struct small_world world;
    enum misuse misuse;
    small_world_open(&world, text);
    if (!world.read) {
        fail_msg("line %u: %s", world.problem.place.line, world.problem.what);
    }
    assert_int_equal(ledger_first_misuse(world.script[0], small_world_answers(&world), &misuse),
                     wanted_step);
    assert_string_equal(misuse_text(misuse), misuse_text(wanted));
    small_world_close(&world);
}

#define OPEN_CLUSTER " c = OpenCluster($cluster)\n => handle\n"
#define OPEN_NODE " n = OpenClusterNode(c, $node)\n => handle\n"
#define CLOSE_CLUSTER " CloseCluster(c)\n => TRUE\n"
#define CLOSE_NODE " CloseClusterNode(n)\n => TRUE\n"

static void a_proper_caller_is_never_blamed(void **state)
{
    (void)state;
    check("case a\n" OPEN_CLUSTER OPEN_NODE
          " GetClusterNodeState(n)\n => 0\n" CLOSE_NODE CLOSE_CLUSTER,
          5, MISUSE_NONE);
    check("case a\n c = OpenCluster(NULL)\n => handle\n CloseCluster(c)\n => TRUE\n", 2,
          MISUSE_NONE);
    check("case a\n" OPEN_CLUSTER
          " ClusterControl(c, NULL, 1, NULL, 0, NULL, 0, NULL)\n => 5\n" CLOSE_CLUSTER,
          3, MISUSE_NONE);
}

static void a_handle_that_is_none_is_misuse(void **state)
{
    (void)state;
    check("case a\n CloseCluster(NULL)\n => TRUE\n", 0, MISUSE_NULL);
    check("case a\n CloseCluster(0x1234)\n => TRUE\n", 0, MISUSE_INVENTED);
    check("case a\n c = OpenCluster($cluster)\n => NULL 5\n CloseCluster(c)\n => TRUE\n", 1,
          MISUSE_NULL);
    check("case a\n" OPEN_CLUSTER OPEN_NODE " CloseCluster(n as Cluster)\n => TRUE\n", 2,
          MISUSE_KIND);
    check("case a\n" OPEN_CLUSTER
          " ClusterControl(c, c as Node, 1, NULL, 0, NULL, 0, NULL)\n => 6\n",
          1, MISUSE_KIND);
}

static void a_closed_handle_is_misuse(void **state)
{
    (void)state;
    check("case a\n" OPEN_CLUSTER CLOSE_CLUSTER CLOSE_CLUSTER, 2, MISUSE_CLOSED);
    check("case a\n" OPEN_CLUSTER OPEN_NODE CLOSE_NODE " GetClusterNodeState(n)\n => -1 6\n", 3,
          MISUSE_CLOSED);
    check("case a\n" OPEN_CLUSTER " repeat 2 CloseCluster(c)\n => TRUE\n", 1, MISUSE_CLOSED);
    /* the close of a subject that says FALSE is a close all the same */
    check("case a\n" OPEN_CLUSTER " CloseCluster(c)\n => FALSE 5\n" CLOSE_CLUSTER, 2,
          MISUSE_CLOSED);
}

static void a_name_bound_anew_is_another_handle(void **state)
{
    (void)state;
    check("case a\n" OPEN_CLUSTER CLOSE_CLUSTER OPEN_CLUSTER CLOSE_CLUSTER, 4, MISUSE_NONE);
}

/* CC-4 */
static void closing_a_cluster_in_use_is_misuse(void **state)
{
    (void)state;
    check("case a\n" OPEN_CLUSTER OPEN_NODE CLOSE_CLUSTER, 2, MISUSE_IN_USE);
    check("case a\n" OPEN_CLUSTER OPEN_NODE CLOSE_NODE CLOSE_CLUSTER, 4, MISUSE_NONE);
    check("case a\n" OPEN_CLUSTER " e = ClusterOpenEnum(c, 1)\n => handle\n" CLOSE_CLUSTER, 2,
          MISUSE_IN_USE);
    check("case a\n" OPEN_CLUSTER OPEN_NODE
          " e = ClusterNodeOpenEnum(n, 1)\n => handle\n" CLOSE_NODE CLOSE_CLUSTER,
          4, MISUSE_IN_USE);
    check("case a\n" OPEN_CLUSTER
          " repeat 2 n = OpenClusterNode(c, $node)\n => handle\n" CLOSE_NODE CLOSE_CLUSTER,
          3, MISUSE_IN_USE);
    /* an open that failed holds nothing */
    check("case a\n" OPEN_CLUSTER " n = OpenClusterNode(c, $node)\n => NULL 5\n" CLOSE_CLUSTER, 3,
          MISUSE_NONE);
    /* another cluster handle is not in the way */
    check("case a\n" OPEN_CLUSTER OPEN_NODE " d = OpenCluster($cluster)\n => handle\n"
          " CloseCluster(d)\n => TRUE\n",
          4, MISUSE_NONE);
}

static void an_instance_does_not_hold_its_origin(void **state)
{
    (void)state;
    check("case a\n" OPEN_CLUSTER OPEN_NODE " d = GetClusterFromNode(n)\n => handle\n" CLOSE_NODE
          " CloseCluster(d)\n => TRUE\n" CLOSE_CLUSTER,
          6, MISUSE_NONE);
    check("case a\n" OPEN_CLUSTER OPEN_NODE
          " d = GetClusterFromNode(n)\n => handle\n" CLOSE_NODE CLOSE_CLUSTER,
          5, MISUSE_NONE);
}

/* CC-3; what was obtained through an instance is obtained from its origin too (AMB-14) */
static void what_was_obtained_from_a_closed_cluster_is_ended(void **state)
{
    (void)state;
    static const char instance[] =
        "case a\n" OPEN_CLUSTER OPEN_NODE
        " d = GetClusterFromNode(n)\n => handle\n" CLOSE_NODE CLOSE_CLUSTER
        " CloseCluster(d)\n => TRUE\n";
    check(instance, 5, MISUSE_ENDED);
}

static void a_step_not_made_counts_for_nothing(void **state)
{
    (void)state;
    check("case a\n" OPEN_CLUSTER " CloseCluster(NULL)\n CloseCluster(c)\n => TRUE\n", 3,
          MISUSE_NONE);
}

static void handles_of_two_clusters_are_not_combined(void **state)
{
    (void)state;
    check("case a\n" OPEN_CLUSTER " d = OpenCluster($cluster)\n => handle\n"
          " n = OpenClusterNode(d, $node)\n => handle\n"
          " ClusterControl(c, n, 1, NULL, 0, NULL, 0, NULL)\n => 0\n",
          3, MISUSE_FOREIGN);
    check("case a\n" OPEN_CLUSTER OPEN_NODE
          " ClusterControl(c, n, 1, NULL, 0, NULL, 0, NULL)\n => 0\n",
          3, MISUSE_NONE);
}

static void the_second_program_is_judged_like_the_first(void **state)
{
    (void)state;
    check("case a\n" OPEN_CLUSTER CLOSE_CLUSTER "versus\n" OPEN_CLUSTER CLOSE_CLUSTER, 4,
          MISUSE_NONE);
    check("case a\n" OPEN_CLUSTER CLOSE_CLUSTER "versus\n" OPEN_CLUSTER
          " CloseCluster(NULL)\n => TRUE\n",
          3, MISUSE_NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_proper_caller_is_never_blamed),
        cmocka_unit_test(a_handle_that_is_none_is_misuse),
        cmocka_unit_test(a_closed_handle_is_misuse),
        cmocka_unit_test(a_name_bound_anew_is_another_handle),
        cmocka_unit_test(closing_a_cluster_in_use_is_misuse),
        cmocka_unit_test(an_instance_does_not_hold_its_origin),
        cmocka_unit_test(what_was_obtained_from_a_closed_cluster_is_ended),
        cmocka_unit_test(a_step_not_made_counts_for_nothing),
        cmocka_unit_test(handles_of_two_clusters_are_not_combined),
        cmocka_unit_test(the_second_program_is_judged_like_the_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
