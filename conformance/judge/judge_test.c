#include "judge.h"

#include "script/script_test.h"

static struct small_world world;

/* Judge the case under the profile. `notices` as in judge.h. */
static struct judgement judged(const char *text, const char *profile, bool notices)
{
    struct judgement judgement;
    small_world_open(&world, text);
    if (!world.read) {
        fail_msg("line %u: %s", world.problem.place.line, world.problem.what);
    }
    const struct profile its = {&world.spec, spec_find(&world.spec, "profile", span_of(profile))};
    judge(world.script[0], small_world_answers(&world), &its, notices, &judgement);
    small_world_close(&world);
    judgement.wanted = (struct span){"", 0}; /* its text is gone */
    return judgement;
}

static void check(const char *text, const char *profile, enum verdict wanted)
{
    struct judgement judgement = judged(text, profile, true);
    if (judgement.verdict != wanted) {
        fail_msg("%s under %s, because %s:\n%s", verdict_name(judgement.verdict), profile,
                 judgement.why, text);
    }
}

/* The same under both profiles. */
static void check_both(const char *text, enum verdict wanted)
{
    check(text, "sdk", wanted);
    check(text, "strict", wanted);
}

static void check_each(const char *text, enum verdict sdk, enum verdict strict)
{
    check(text, "sdk", sdk);
    check(text, "strict", strict);
}

#define OPEN_CLUSTER " c = OpenCluster($cluster) -> handle\n => handle\n"
#define CLOSE_CLUSTER " CloseCluster(c) -> TRUE\n => TRUE\n"

static void a_result_is_the_wanted_one_or_fails(void **state)
{
    (void)state;
    check_both("case a\n" OPEN_CLUSTER CLOSE_CLUSTER, VERDICT_PASS);
    check_both("case a\n c = OpenCluster($cluster) -> handle\n => NULL 5\n", VERDICT_FAIL);
    check_both("case a\n c = OpenCluster($cluster) -> NULL error\n => handle\n", VERDICT_FAIL);
    check_both("case a\n" OPEN_CLUSTER " CloseCluster(c) -> TRUE\n => FALSE 5\n", VERDICT_FAIL);
    check_both("case a\n" OPEN_CLUSTER " CloseCluster(c) -> TRUE\n => 2\n", VERDICT_FAIL);
    check_both("case a\n" OPEN_CLUSTER " CloseCluster(c)\n => FALSE 5\n", VERDICT_PASS);
    check_both("case a\n" OPEN_CLUSTER " CloseCluster(c) -> any\n => 7\n", VERDICT_PASS);
}

static void a_code_is_demanded_of_a_failure(void **state)
{
    (void)state;
    check_both("case a\n OpenCluster(\"x\") -> NULL error\n => NULL 5\n", VERDICT_PASS);
    check_both("case a\n OpenCluster(\"x\") -> NULL error\n => NULL 0\n", VERDICT_FAIL);
    check_both("case a\n OpenCluster(\"x\") -> NULL error\n => NULL\n", VERDICT_FAIL);
    check_both("case a\n OpenCluster(\"x\") -> NULL ERROR_ACCESS_DENIED\n => NULL 5\n",
               VERDICT_PASS);
    check_both("case a\n OpenCluster(\"x\") -> NULL ERROR_ACCESS_DENIED\n => NULL 6\n",
               VERDICT_FAIL);
    check_both("case a\n OpenCluster(\"x\") -> NULL\n => NULL\n", VERDICT_PASS);
    check_both("case a\n GetNodeClusterState(NULL, &state) -> error\n => 5, state = kept\n",
               VERDICT_PASS);
    check_both("case a\n GetNodeClusterState(NULL, &state) -> error\n => 0, state = 1\n",
               VERDICT_FAIL);
    check_both("case a\n GetNodeClusterState(NULL, &state) -> 5\n => 6, state = 1\n", VERDICT_FAIL);
}

#define ASK(want, answer)                                                                          \
    "case a\n GetNodeClusterState(NULL, &state = 7) -> zero, state = " want                        \
    "\n => 0, state = " answer "\n"

static void a_value_is_the_wanted_one_or_fails(void **state)
{
    (void)state;
    check_both(ASK("3", "3"), VERDICT_PASS);
    check_both(ASK("3", "4"), VERDICT_FAIL);
    check_both(ASK("3..5", "5"), VERDICT_PASS);
    check_both(ASK("3..5", "6"), VERDICT_FAIL);
    check_both(ASK("3..5", "2"), VERDICT_FAIL);
    check_both(ASK("written", "3"), VERDICT_PASS);
    check_both(ASK("written", "kept"), VERDICT_FAIL);
    check_both(ASK("kept", "kept"), VERDICT_PASS);
    check_both(ASK("kept", "3"), VERDICT_FAIL);
    check_both(ASK("has 6", "7"), VERDICT_PASS);
    check_both(ASK("has 6", "5"), VERDICT_FAIL);
    check_both(ASK("any", "kept"), VERDICT_PASS);
    check_both(ASK("7", "kept"), VERDICT_PASS); /* what stood there before is 7 */
    check_both(ASK("6", "kept"), VERDICT_FAIL);
    check_both("case a\n GetNodeClusterState(NULL, &state) -> zero, state = 3\n => 0\n",
               VERDICT_FAIL);
}

#define ENUMERATE(want, answer)                                                                    \
    "case a\n" OPEN_CLUSTER " e = ClusterOpenEnum(c, 1) -> handle\n => handle\n"                   \
    " each ClusterEnum(e, #, &type, name[9], &length = 9) -> 259, name = " want                    \
    "\n => 259, type = {}, name = " answer ", length = {}\n"

static void a_set_is_met_in_any_order(void **state)
{
    (void)state;
    check_both(ENUMERATE("{\"a\", \"b\"}", "{\"b\", \"a\"}"), VERDICT_PASS);
    check_both(ENUMERATE("{\"a\", \"b\"}", "{\"b\"}"), VERDICT_FAIL);
    check_both(ENUMERATE("{\"a\", \"b\"}", "{\"b\", \"a\", \"c\"}"), VERDICT_FAIL);
    check_both(ENUMERATE("{\"a\", \"b\"}", "{\"b\", \"b\"}"), VERDICT_FAIL);
    check_both(ENUMERATE("{\"a\", \"a\"}", "{\"a\", \"b\"}"), VERDICT_FAIL);
    check_both(ENUMERATE("{\"a\", ...}", "{\"c\", \"a\", \"b\"}"), VERDICT_PASS);
    check_both(ENUMERATE("{\"a\", ...}", "{\"c\", \"b\"}"), VERDICT_FAIL);
    check_both(ENUMERATE("{\"a\", ...}", "{\"a\", \"a\"}"), VERDICT_PASS);
    check_both(ENUMERATE("{}", "{}"), VERDICT_PASS);
    check_both(ENUMERATE("{}", "{\"c\"}"), VERDICT_FAIL);
}

static void what_is_written_behind_a_buffer_fails_any_step(void **state)
{
    (void)state;
    check_both("case a\n" OPEN_CLUSTER " GetClusterInformation(c, name[4], &length = 4, NULL)\n"
               " => 0, name = \"abc\" overrun, length = 3\n",
               VERDICT_FAIL);
    check_both("case a\n" OPEN_CLUSTER " GetClusterInformation(c, name[4], &length = 4, NULL)\n"
               " => 0, name = \"abc\", length = 3\n",
               VERDICT_PASS);
}

static void how_a_process_ends_is_a_verdict(void **state)
{
    (void)state;
    check_both("case a\n OpenCluster(\"x\")\n => crash SIGSEGV\n", VERDICT_CRASH);
    check_both("case a\n OpenCluster(\"x\") -> any\n => timeout\n", VERDICT_TIMEOUT);
    check_both("case a\n OpenCluster(\"x\") -> handle\n => absent\n", VERDICT_UNIMPLEMENTED);
    check_both("case a\n OpenCluster(\"x\") -> handle\n => stub\n", VERDICT_UNIMPLEMENTED);
    /* an earlier failure comes first */
    check_both(
        "case a\n OpenCluster(\"x\") -> NULL\n => handle\n OpenCluster(\"y\")\n => crash 1\n",
        VERDICT_FAIL);
    /* a step that was not made because its handle is NULL decides nothing */
    check_both("case a\n c = OpenCluster(\"x\")\n => NULL 5\n CloseCluster(c) -> TRUE\n",
               VERDICT_INCONCLUSIVE);
}

static void after_a_misuse_only_strict_judges(void **state)
{
    (void)state;
    check_each("case a\n CloseCluster(NULL) -> TRUE\n => TRUE\n", VERDICT_OBSERVED, VERDICT_PASS);
    check_each("case a\n CloseCluster(NULL) -> TRUE\n => FALSE 6\n", VERDICT_OBSERVED,
               VERDICT_FAIL);
    check_each("case a\n CloseCluster(NULL) -> TRUE\n => crash SIGSEGV\n", VERDICT_OBSERVED,
               VERDICT_CRASH);
    check_each("case a\n CloseCluster(NULL) -> TRUE\n => timeout\n", VERDICT_OBSERVED,
               VERDICT_TIMEOUT);
    check_each(
        "case a\n CloseCluster(NULL)\n => TRUE\n OpenCluster($cluster) -> handle\n => NULL 5\n",
        VERDICT_OBSERVED, VERDICT_FAIL);
    check_each("case a\n CloseCluster(NULL)\n => TRUE\n OpenCluster($cluster)\n => crash SIGABRT\n",
               VERDICT_OBSERVED, VERDICT_CRASH);
    /* what stands before it is judged under every profile */
    check_both(
        "case a\n OpenCluster($cluster) -> handle\n => NULL 5\n CloseCluster(NULL)\n => TRUE\n",
        VERDICT_FAIL);
    check_both("case a\nunder AMB-32 noticed\n OpenCluster($cluster) -> handle\n => NULL 5\n"
               " CloseCluster(NULL)\n => TRUE\n",
               VERDICT_FAIL);
}

static void a_reading_that_is_not_chosen_makes_all_of_it_observed(void **state)
{
    (void)state;
    check_each("case a\nunder AMB-16 ended\n OpenCluster(\"x\") -> handle\n => NULL 5\n",
               VERDICT_OBSERVED, VERDICT_FAIL);
    check_each("case a\nunder AMB-16 kept\n OpenCluster(\"x\") -> handle\n => crash 1\n",
               VERDICT_OBSERVED, VERDICT_OBSERVED);
}

#define CHOICE(answer)                                                                             \
    "case a\ndecides AMB-16\n OpenCluster(\"x\")\n"                                                \
    "   ended -> NULL 5\n   kept -> handle\n => " answer "\n"

static void a_choice_binds_who_chose(void **state)
{
    (void)state;
    check_each(CHOICE("NULL 5"), VERDICT_OBSERVED, VERDICT_PASS);
    check_each(CHOICE("handle"), VERDICT_OBSERVED, VERDICT_FAIL);
    check_each(CHOICE("NULL 6"), VERDICT_OBSERVED, VERDICT_FAIL);
    check_each("case a\ndecides AMB-16\n OpenCluster(\"x\")\n   ended -> NULL\n => NULL 5\n"
               " OpenCluster(\"y\") -> handle\n => NULL 5\n",
               VERDICT_FAIL, VERDICT_FAIL);
    check_both(CHOICE("crash 1"), VERDICT_CRASH);
}

#define FINER                                                                                      \
    "case a\ndecides AMB-16\nunder AMB-32 noticed\n" OPEN_CLUSTER CLOSE_CLUSTER                    \
    " CloseCluster(c)\n   ended -> FALSE\n   kept -> TRUE\n => TRUE\n"

static void finer_questions_need_a_subject_that_notices(void **state)
{
    (void)state;
    assert_int_equal(judged(FINER, "strict", true).verdict, VERDICT_FAIL);
    assert_int_equal(judged(FINER, "strict", false).verdict, VERDICT_INCONCLUSIVE);
    assert_int_equal(judged("case a\ndecides AMB-32\n CloseCluster(NULL)\n   noticed -> TRUE\n"
                            "   overlooked -> FALSE\n => FALSE 6\n",
                            "strict", false)
                         .verdict,
                     VERDICT_FAIL);
    assert_int_equal(
        judged("case a\nunder AMB-32 noticed\n CloseCluster(NULL) -> TRUE\n => FALSE 6\n", "strict",
               false)
            .verdict,
        VERDICT_FAIL);
}

#define VERSUS(codes, first, second)                                                               \
    "case a\n OpenCluster(\"x\")\n => " first "\nversus" codes                                     \
    "\n OpenCluster(\"x\")\n => " second "\n"

static void two_programs_give_the_same_answers(void **state)
{
    (void)state;
    check_both(VERSUS("", "handle", "handle"), VERDICT_PASS);
    check_both(VERSUS("", "NULL 5", "NULL 6"), VERDICT_PASS);
    check_both(VERSUS(" codes", "NULL 5", "NULL 6"), VERDICT_FAIL);
    check_both(VERSUS(" codes", "NULL 5", "NULL 5"), VERDICT_PASS);
    check_both(VERSUS(" codes", "NULL 5", "NULL"), VERDICT_FAIL);
    check_both(VERSUS("", "handle", "NULL 5"), VERDICT_FAIL);
    check_both("case a\n GetNodeClusterState(NULL, &state)\n => 0, state = 1\nversus\n"
               " GetNodeClusterState(NULL, &state)\n => 0, state = 2\n",
               VERDICT_FAIL);
    check_both("case a\n GetNodeClusterState(NULL, &state)\n => 0, state = 1\nversus\n"
               " GetNodeClusterState(NULL, &state)\n => 0, state = 1\n",
               VERDICT_PASS);
    /* both ended early where a handle was NULL */
    check_both("case a\n c = OpenCluster(\"x\")\n => NULL 5\n CloseCluster(c)\nversus\n"
               " c = OpenCluster(\"x\")\n => NULL 5\n CloseCluster(c)\n",
               VERDICT_PASS);
}

static void a_judgement_says_where_and_why(void **state)
{
    (void)state;
    struct judgement judgement =
        judged("case a\n" OPEN_CLUSTER " CloseCluster(c) -> TRUE\n => FALSE 5\n", "sdk", true);
    assert_int_equal(judgement.step, 1);
    assert_string_equal(judgement.why, "another result is wanted");
    judgement = judged("case a\n" OPEN_CLUSTER CLOSE_CLUSTER, "sdk", true);
    assert_int_equal(judgement.step, 2);
}

static void shows(const char *text, const char *wanted)
{
    struct shown shown[8];
    char out[200] = "";
    small_world_open(&world, text);
    assert_true(world.read);
    size_t count = judge_shown(world.script[0], small_world_answers(&world), shown, 8);
    for (size_t n = 0; n < count; n++) {
        size_t at = strlen(out);
        (void)snprintf(out + at, sizeof out - at, "%.*s:%.*s ", (int)shown[n].ambiguity.length,
                       shown[n].ambiguity.at, (int)shown[n].reading.length, shown[n].reading.at);
    }
    assert_string_equal(out, wanted);
    small_world_close(&world);
}

static void readings_are_shown_whoever_chooses(void **state)
{
    (void)state;
    shows(CHOICE("NULL 5"), "AMB-16:ended ");
    shows(CHOICE("handle"), "AMB-16:kept ");
    shows(CHOICE("NULL 6"), "AMB-16: ");
    shows(CHOICE("absent"), "");
    shows(CHOICE("stub"), "");
    shows("case a\ndecides AMB-16\n OpenCluster(\"x\") -> handle\n => NULL 5\n"
          " OpenCluster(\"x\")\n   ended -> NULL\n => NULL 5\n",
          ""); /* the case has gone astray before */
    shows("case a\ndecides AMB-16\n OpenCluster(\"x\")\n   ended -> NULL 5\n   kept -> NULL\n => "
          "NULL 5\n",
          "AMB-16:ended "); /* the first that is met */
}

static void verdicts_have_names(void **state)
{
    (void)state;
    for (enum verdict verdict = VERDICT_PASS; verdict < VERDICTS; verdict++) {
        assert_int_equal(verdict_find(span_of(verdict_name(verdict))), verdict);
    }
    assert_int_equal(verdict_find(span_of("passed")), VERDICTS);
    assert_false(verdict_accuses(VERDICT_PASS));
    assert_true(verdict_accuses(VERDICT_FAIL));
    assert_true(verdict_accuses(VERDICT_CRASH));
    assert_true(verdict_accuses(VERDICT_TIMEOUT));
    assert_false(verdict_accuses(VERDICT_UNIMPLEMENTED));
    assert_false(verdict_accuses(VERDICT_SKIPPED));
    assert_false(verdict_accuses(VERDICT_OBSERVED));
    assert_false(verdict_accuses(VERDICT_INCONCLUSIVE));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_result_is_the_wanted_one_or_fails),
        cmocka_unit_test(a_code_is_demanded_of_a_failure),
        cmocka_unit_test(a_value_is_the_wanted_one_or_fails),
        cmocka_unit_test(a_set_is_met_in_any_order),
        cmocka_unit_test(what_is_written_behind_a_buffer_fails_any_step),
        cmocka_unit_test(how_a_process_ends_is_a_verdict),
        cmocka_unit_test(after_a_misuse_only_strict_judges),
        cmocka_unit_test(a_reading_that_is_not_chosen_makes_all_of_it_observed),
        cmocka_unit_test(a_choice_binds_who_chose),
        cmocka_unit_test(finer_questions_need_a_subject_that_notices),
        cmocka_unit_test(two_programs_give_the_same_answers),
        cmocka_unit_test(a_judgement_says_where_and_why),
        cmocka_unit_test(readings_are_shown_whoever_chooses),
        cmocka_unit_test(verdicts_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
