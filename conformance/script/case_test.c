#include "script_test.h"

static void is_read(const char *text, struct small_world *world)
{
    small_world_open(world, text);
    if (!world->read) {
        fail_msg("line %u: %s\n%s", world->problem.place.line, world->problem.what, text);
    }
}

/* The file is refused in that line, in words that hold `what`. */
static void is_refused(const char *text, unsigned line, const char *what)
{
    struct small_world world;
    small_world_open(&world, text);
    if (world.read) {
        fail_msg("it was read:\n%s", text);
    }
    if (world.problem.place.line != line || strstr(world.problem.what, what) == NULL) {
        fail_msg("line %u: %s\ninstead of line %u: %s\n%s", world.problem.place.line,
                 world.problem.what, line, what, text);
    }
    assert_true(span_is(world.problem.place.file, "test"));
    small_world_close(&world);
}

#define CASE "case a\nclause T-1\n c = OpenCluster($cluster) -> handle\n"

static void a_case_is_read_with_all_its_fields(void **state)
{
    (void)state;
    struct small_world world;
    is_read(
        "case a\nclause T-1\nclause T-2\ndecides AMB-16\nunder AMB-32 noticed\nneeds $node $group\n"
        "disturbs it changes names\nwithin 7 s\nabout prose\n"
        "   c = OpenCluster($cluster) -> handle\n       CloseCluster(c)\n"
        "      ended -> TRUE\n      kept -> FALSE error\n",
        &world);
    const struct script *script = world.script[0];
    assert_int_equal(world.scripts, 1);
    assert_string_equal(script->id, "a");
    assert_int_equal(script->clauses, 2);
    assert_true(span_is(script->clause[1], "T-2"));
    assert_true(span_is(script->decides[0], "AMB-16"));
    assert_true(span_is(script->under[0].reading, "noticed"));
    assert_int_equal(script->within, 7);
    assert_true(span_is(script->disturbs, "it changes names"));
    assert_true(span_is(script->about, "prose"));
    assert_null(script->skip);
    assert_int_equal(script->steps, 2);
    assert_int_equal(script->step[1].choices, 2);
    assert_true(span_is(script->step[1].choice[0].ambiguity, "AMB-16"));
    assert_true(span_is(script->step[1].choice[1].want.text, "FALSE error"));
    assert_int_equal(script->step[1].line, 11);
    small_world_close(&world);
}

static void a_table_makes_a_case_of_each_row(void **state)
{
    (void)state;
    struct small_world world;
    is_read("case a\nwhere object\n c = OpenCluster($cluster) -> handle\n"
            " x = OpenCluster{object}(c, {name}) -> handle\n {state} -> 0..4\n",
            &world);
    assert_int_equal(world.scripts, 2);
    assert_string_equal(world.script[0]->id, "a[Node]");
    assert_string_equal(world.script[1]->id, "a[Group]");
    assert_string_equal(world.script[1]->step[1].call->name, "OpenClusterGroup");
    assert_string_equal(world.script[1]->step[2].call->name, "GetClusterGroupState");
    assert_int_equal(world.script[0]->step[1].argument[1].value.count, strlen("Node1"));
    small_world_close(&world);
}

static void two_tables_make_all_combinations(void **state)
{
    (void)state;
    struct small_world world;
    static const char *const ids[] = {"a[Node,read]", "a[Node,all]", "a[Group,read]",
                                      "a[Group,all]"};
    is_read("case a\nwhere object wanted\n c = OpenCluster($cluster) -> handle\n"
            " x = OpenCluster{object}Ex(c, {name}, {access}, NULL) -> handle\n",
            &world);
    assert_int_equal(world.scripts, 4);
    for (size_t n = 0; n < 4; n++) {
        assert_string_equal(world.script[n]->id, ids[n]);
    }
    assert_int_equal(world.script[1]->step[1].argument[2].number, 0x10000000);
    small_world_close(&world);
}

static void what_the_fixture_lacks_is_skipped_and_says_so(void **state)
{
    (void)state;
    struct small_world world;
    is_read("case a\n c = OpenCluster($reader) -> handle\n", &world);
    assert_non_null(strstr(world.script[0]->skip, "$reader"));
    small_world_close(&world);
    is_read("case a\nneeds $cluster.fqdn\n c = OpenCluster($cluster) -> handle\n", &world);
    assert_non_null(strstr(world.script[0]->skip, "$cluster.fqdn"));
    small_world_close(&world);
    is_read("case a\nneeds $cluster.address\n OpenCluster($cluster.address)\n", &world);
    assert_null(world.script[0]->skip);
    small_world_close(&world);
}

static void forms_of_a_name_are_filled_in(void **state)
{
    (void)state;
    struct small_world world;
    is_read(CASE " OpenClusterNode(c, $node.upper)\n OpenClusterNode(c, $node.lower)\n"
                 " GetClusterInformation(c, name[$group.size], &length = $group.length, NULL)\n"
                 " OpenClusterNodeById(c, $node.id)\n OpenClusterNode(c, $group.owner)\n",
            &world);
    const struct step *step = world.script[0]->step;
    assert_int_equal(step[1].argument[1].value.units[1], 'O');
    assert_int_equal(step[2].argument[1].value.units[0], 'n');
    assert_int_equal(step[3].argument[1].number, 10);
    assert_int_equal(step[3].argument[2].number, 9);
    assert_int_equal(step[4].argument[1].number, 1);
    assert_int_equal(step[5].argument[1].value.count, 5);
    small_world_close(&world);
}

static void answers_of_a_saved_run_are_kept(void **state)
{
    (void)state;
    struct small_world world;
    is_read("case a[Node]\n c = OpenCluster($cluster) -> handle\n     => handle\n"
            " CloseCluster(c)\n     => FALSE\n     => 5\n",
            &world);
    assert_true(span_is(world.script[0]->step[0].recorded, "handle"));
    assert_true(span_is(world.script[0]->step[1].recorded, "FALSE 5"));
    small_world_close(&world);
}

static void unknown_words_are_refused_where_they_stand(void **state)
{
    (void)state;
    is_refused("case a\nclause T-9\n OpenCluster(NULL)\n", 2, "T-9");
    is_refused("case a\ndecides AMB-9\n OpenCluster(NULL)\n", 2, "AMB-9");
    is_refused("case a\nunder AMB-16 gone\n OpenCluster(NULL)\n", 2, "gone");
    is_refused("case a\nunder AMB-9 gone\n OpenCluster(NULL)\n", 2, "AMB-9");
    is_refused("case a\nwhere objects\n OpenCluster(NULL)\n", 2, "objects");
    is_refused("case a\nwhere object\n OpenCluster({nome})\n", 3, "nome");
    is_refused("case a\nwho me\n OpenCluster(NULL)\n", 2, "who");
    is_refused("case a\n OpenClutser(NULL)\n", 2, "OpenClutser");
    is_refused("case a\n OpenClusterEx(NULL, GENERIC_REED, NULL)\n", 2, "GENERIC_REED");
    is_refused("case a\n OpenCluster(NULL) -> NULL ERROR_NO\n", 2, "ERROR_NO");
    is_refused("case a\n OpenCluster(NULL) -> handel\n", 2, "handel");
    is_refused("case a\ndecides AMB-16\n OpenCluster(NULL)\n   gone -> NULL\n", 4, "gone");
}

static void tables_must_fit_their_case(void **state)
{
    (void)state;
    is_refused("table t one two\n\ncase a\nwhere t\n OpenCluster(NULL)\n", 1, "no rows");
    is_refused("table t one two\n r \"a b\" c\n r d\n\ncase a\nwhere t\n OpenCluster(NULL)\n", 3,
               "no cell for `two`");
    is_refused("table t one\n r a b\n\ncase a\nwhere t\n OpenCluster(NULL)\n", 2, "too many");
    is_refused("table t name\n r \"n\"\n\ncase a\nwhere object t\n OpenCluster(NULL)\n", 1,
               "same name");
}

static void steps_must_fit_their_calls(void **state)
{
    (void)state;
    is_refused("case a\n OpenCluster()\n", 2, "takes 1");
    is_refused("case a\n OpenCluster(NULL, 1)\n", 2, "takes 1");
    is_refused("case a\n OpenCluster(NULL\n", 2, ")");
    is_refused("case a\n CloseCluster(c)\n", 2, "`c`");
    is_refused(CASE " CloseClusterNode(c)\n", 4, "Cluster handle");
    is_refused(CASE " CloseClusterNode(c as Group)\n", 4, "as Group");
    is_refused(CASE " CloseClusterNode(c as Nodes)\n", 4, "Nodes");
    is_refused(CASE " x = CloseCluster(c)\n", 4, "no handle");
    is_refused(CASE " CloseCluster(c) -> handle\n", 4, "handle");
    is_refused(CASE " CloseCluster(c) -> TRUE error\n", 4, "success");
    is_refused("case a\n OpenCluster(NULL) -> TRUE\n", 2, "TRUE");
    is_refused("case a\n GetNodeClusterState(NULL, &state) -> 0 5\n", 2, "last error");
    is_refused("case a\n GetNodeClusterState(NULL, &state) -> 0, stat = 5\n", 2, "stat");
    is_refused("case a\n GetNodeClusterState(NULL, state) -> 0\n", 2, "&");
    is_refused("case a\n OpenCluster(NULL) -> NULL rubbish\n", 2, "rubbish");
}

static void records_must_make_sense(void **state)
{
    (void)state;
    is_refused("case a\nclause T-1\n", 1, "no steps");
    is_refused("case\n OpenCluster(NULL)\n", 1, "no name");
    is_refused("case a\nclause\n OpenCluster(NULL)\n", 2, "no id");
    is_refused("case a\nwithin 10\n OpenCluster(NULL)\n", 2, "10 s");
    is_refused("case a\nwithin 0 s\n OpenCluster(NULL)\n", 2, "10 s");
    is_refused("case a\nneeds node\n OpenCluster(NULL)\n", 2, "node");
    is_refused("case a\ndisturbs\n OpenCluster(NULL)\n", 2, "why");
    is_refused("case a\ndecides AMB-16\n    ended -> NULL\n", 3, "below a step");
    is_refused("case a\n     => handle\n", 2, "below a step");
    is_refused("case a\n OpenCluster(NULL)\nversus\n OpenCluster(NULL)\n OpenCluster(NULL)\n", 1,
               "length");
    is_refused("case a\nversus\n OpenCluster(NULL)\n", 2, "versus");
    is_refused("case a\n OpenCluster(NULL)\nversus errors\n OpenCluster(NULL)\n", 3, "errors");
}

static void names_of_the_first_program_are_gone_in_the_second(void **state)
{
    (void)state;
    is_refused("case a\n c = OpenCluster(NULL)\nversus\n CloseCluster(c)\n", 4, "`c`");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_case_is_read_with_all_its_fields),
        cmocka_unit_test(a_table_makes_a_case_of_each_row),
        cmocka_unit_test(two_tables_make_all_combinations),
        cmocka_unit_test(what_the_fixture_lacks_is_skipped_and_says_so),
        cmocka_unit_test(forms_of_a_name_are_filled_in),
        cmocka_unit_test(answers_of_a_saved_run_are_kept),
        cmocka_unit_test(unknown_words_are_refused_where_they_stand),
        cmocka_unit_test(tables_must_fit_their_case),
        cmocka_unit_test(steps_must_fit_their_calls),
        cmocka_unit_test(records_must_make_sense),
        cmocka_unit_test(names_of_the_first_program_are_gone_in_the_second),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
