#include "timeline.h"

#include "script/script_test.h"

enum { DRAWN = 600 };

/* The timeline as text: `c Cluster: opened 0, used 1, closed 2; …`. */
static void draw(const struct timeline *timeline, char *out, size_t capacity)
{
    size_t at = 0;
    for (int n = 0; n < timeline->lanes; n++) {
        const struct lane *lane = &timeline->lane[n];
        at = append_text(out, at, capacity, "%s%.*s %s:", n > 0 ? "; " : "", SPAN(lane->name),
                         lane->kind);
        for (size_t e = 0; e < timeline->events; e++) {
            if (timeline->event[e].lane == n) {
                at = append_text(out, at, capacity, " %s %zu", mark_text(timeline->event[e].mark),
                                 timeline->event[e].step);
            }
        }
    }
}

static void check(const char *text, const char *wanted)
{
    static struct timeline timeline;
    struct small_world world;
    char drawn[DRAWN] = "";
    small_world_open(&world, text);
    if (!world.read) {
        fail_msg("line %u: %s", world.problem.place.line, world.problem.what);
    }
    timeline_make(&timeline, world.script[0], small_world_answers(&world));
    draw(&timeline, drawn, sizeof drawn);
    assert_string_equal(drawn, wanted);
    small_world_close(&world);
}

#define OPEN_CLUSTER " c = OpenCluster($cluster)\n => handle\n"
#define OPEN_NODE " n = OpenClusterNode(c, $node)\n => handle\n"
#define CLOSE_CLUSTER " CloseCluster(c)\n => TRUE\n"
#define STATE " GetClusterNodeState(n)\n => 0\n"

static void a_life(void **state)
{
    (void)state;
    check("case a\n" OPEN_CLUSTER OPEN_NODE STATE " CloseClusterNode(n)\n => TRUE\n" CLOSE_CLUSTER,
          "c Cluster: opened 0 used 1 closed 4; n Node: opened 1 used 2 closed 3");
}

static void closing_a_cluster_invalidates_what_came_from_it(void **state)
{
    (void)state;
    check("case a\n" OPEN_CLUSTER OPEN_NODE CLOSE_CLUSTER STATE,
          "c Cluster: opened 0 used 1 closed 2; n Node: opened 1 invalidated 2 used after 3");
}

static void what_a_stale_handle_gives_is_invalid_at_once(void **state)
{
    (void)state;
    check("case a\n" OPEN_CLUSTER CLOSE_CLUSTER OPEN_NODE,
          "c Cluster: opened 0 closed 1 used after 2; n Node: opened 2 invalidated 2");
}

static void whether_an_instance_ends_with_its_origin_is_a_question(void **state)
{
    (void)state;
    check("case a\n" OPEN_CLUSTER OPEN_NODE
          " d = GetClusterFromNode(n)\n => handle\n e = OpenClusterNode(d, $node)\n => "
          "handle\n" CLOSE_CLUSTER " CloseCluster(d)\n => TRUE\n",
          "c Cluster: opened 0 used 1 closed 4; n Node: opened 1 used 2 invalidated 4; "
          "d Cluster: opened 2 used 3 in question 4 closed 5; "
          "e Node: opened 3 in question 4 invalidated 5");
}

static void misuse_closes_nothing(void **state)
{
    (void)state;
    check("case a\n" OPEN_CLUSTER OPEN_NODE " CloseCluster(n as Cluster)\n => TRUE\n" STATE,
          "c Cluster: opened 0 used 1; n Node: opened 1 misused 2 used 3");
}

static void a_second_close_is_use(void **state)
{
    (void)state;
    check("case a\n" OPEN_CLUSTER CLOSE_CLUSTER CLOSE_CLUSTER,
          "c Cluster: opened 0 closed 1 used after 2");
}

static void null_has_no_line(void **state)
{
    (void)state;
    check("case a\n c = OpenCluster($cluster)\n => NULL 5\n" CLOSE_CLUSTER, "");
}

static void repeated_opens_have_no_names_but_the_last(void **state)
{
    (void)state;
    check("case a\n repeat 2 c = OpenCluster($cluster)\n => handle\n" CLOSE_CLUSTER,
          " Cluster: opened 0; c Cluster: opened 0 closed 1");
}

#define BOUND "a = connect($cluster)\n => bound\n"
#define WIRE_OPEN_NODE " h = a.ApiOpenNode(\"n\")\n => handle, Status = 0, rpc_status = 0\n"

static void on_the_wire_handles_live_with_their_association(void **state)
{
    (void)state;
    check("case a\n " BOUND " b = connect($cluster, group = a)\n => bound\n" WIRE_OPEN_NODE
          " a.close()\n => closed\n b.ApiGetNodeState(h)\n => 0\n b.close()\n => closed\n",
          "a connection: opened 0 used 2 closed 3; b connection: opened 1 used 4 closed 5; "
          "h Node: opened 2 used 4 invalidated 5");
}

static void a_close_on_the_wire_counts_when_it_succeeds(void **state)
{
    (void)state;
    check("case a\n " BOUND WIRE_OPEN_NODE " a.ApiCloseNode(h)\n => 6\n a.ApiCloseNode(h)\n => 0\n"
          " a.ApiGetNodeState(h)\n => 6\n a.ApiGetNodeState(altered(h, 4))\n => fault 6\n",
          "a connection: opened 0 used 1 used 2 used 3 used 4 used 5; "
          "h Node: opened 1 used 2 closed 3 used after 4 misused 5");
}

static void what_the_server_ends_is_over(void **state)
{
    (void)state;
    check("case a\n " BOUND " a.ApiGetClusterName()\n => closed\n",
          "a connection: opened 0 used 1 invalidated 1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_life),
        cmocka_unit_test(closing_a_cluster_invalidates_what_came_from_it),
        cmocka_unit_test(what_a_stale_handle_gives_is_invalid_at_once),
        cmocka_unit_test(whether_an_instance_ends_with_its_origin_is_a_question),
        cmocka_unit_test(misuse_closes_nothing),
        cmocka_unit_test(a_second_close_is_use),
        cmocka_unit_test(null_has_no_line),
        cmocka_unit_test(repeated_opens_have_no_names_but_the_last),
        cmocka_unit_test(on_the_wire_handles_live_with_their_association),
        cmocka_unit_test(a_close_on_the_wire_counts_when_it_succeeds),
        cmocka_unit_test(what_the_server_ends_is_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
