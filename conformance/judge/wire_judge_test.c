#include "judge.h"

#include "script/script_test.h"

static struct small_world world;

/* The verdict on a case under the profile strict. */
static enum verdict verdict_of(const char *text)
{
    struct judgement judgement;
    small_world_open(&world, text);
    if (!world.read) {
        fail_msg("line %u: %s\n%s", world.problem.place.line, world.problem.what, text);
    }
    const struct profile its = {&world.spec, spec_find(&world.spec, "profile", span_of("strict"))};
    judge(world.script[0], small_world_answers(&world), &its, true, &judgement);
    small_world_close(&world);
    return judgement.verdict;
}

#define CONNECT "case a\n a = connect($cluster) -> bound\n => bound, syntax = NDR\n"
#define OPEN "case a\n p = open($cluster) -> open\n => open\n"

/* The last step has that want, and that answer. */
static void check(const char *head, const char *step, const char *answer, enum verdict wanted)
{
    char text[2000];
    (void)snprintf(text, sizeof text, "%s %s\n => %s\n", head, step, answer);
    enum verdict verdict = verdict_of(text);
    if (verdict != wanted) {
        fail_msg("%s:\n%s", verdict_name(verdict), text);
    }
}

static void passes(const char *head, const char *step, const char *answer)
{
    check(head, step, answer, VERDICT_PASS);
}

static void fails(const char *head, const char *step, const char *answer)
{
    check(head, step, answer, VERDICT_FAIL);
}

static void refused_is_any_refusal(void **state)
{
    (void)state;
    static const char number[] = "a.ApiGetNetworkState(NULL) -> refused";
    static const char handle[] = "a.ApiOpenNetwork(\"x\") -> refused";
    passes(CONNECT, number, "fault 0x1C00001A");
    passes(CONNECT, number, "6, State = 0, rpc_status = 0");
    passes(CONNECT, number, "closed");
    passes(CONNECT, handle, "NULL, Status = 5045, rpc_status = 0");
    fails(CONNECT, number, "0, State = 0, rpc_status = 0");
    fails(CONNECT, number, "fault 0x0");
    fails(CONNECT, number, "malformed truncated at 0");
    fails(CONNECT, handle, "NULL, Status = 0, rpc_status = 0");
    fails(CONNECT, handle, "handle, Status = 5, rpc_status = 0");
    check(CONNECT, number, "timeout", VERDICT_TIMEOUT);
    check("case a\n", "a = connect($cluster, version = 2) -> refused", "refused, reason0 = 1",
          VERDICT_PASS);
    check("case a\n", "a = connect($cluster, version = 2) -> refused", "closed", VERDICT_PASS);
    check("case a\n", "a = connect($cluster, version = 2) -> refused", "bound", VERDICT_FAIL);
}

static void answered_is_any_reply_that_decodes(void **state)
{
    (void)state;
    static const char step[] = "a.ApiGetNetworkState(NULL) -> answered";
    passes(CONNECT, step, "6, State = 0");
    passes(CONNECT, step, "0, State = 0");
    fails(CONNECT, step, "fault 0x1C00001A");
    fails(CONNECT, step, "closed");
    fails(CONNECT, step, "malformed no-terminator at 12");
    passes(CONNECT, "a.ApiGetNetworkState(NULL) -> any", "malformed no-terminator at 12");
    passes(CONNECT, "a.ApiGetNetworkState(NULL)", "malformed no-terminator at 12");
}

static void faults_have_their_status(void **state)
{
    (void)state;
    passes(CONNECT, "a.call(81) -> fault 0x6F7", "fault 0x6F7");
    fails(CONNECT, "a.call(81) -> fault 0x6F7", "fault 0x5");
    fails(CONNECT, "a.call(81) -> fault 6", "6, Status = 0");
    fails(CONNECT, "a.ApiGetNetworkState(NULL) -> 6", "fault 0x6");
    fails(CONNECT, "a.call(81) -> fault 0", "fault 0x0"); /* MS-RPCE 3.3.3.5.1 */
    passes(OPEN, "p.request(81) -> refused, status = 1..0xFFFFFFFF, pfc_flags = lacks 0x20",
           "fault 0x6F7, pfc_flags = 3, status = 0x6F7");
    fails(OPEN, "p.request(81) -> refused, pfc_flags = lacks 0x20",
          "fault 0x6F7, pfc_flags = 35, status = 0x6F7");
    fails(OPEN, "p.request(81) -> refused, pfc_flags = has 0x20", "closed");
}

static void pdus_are_wanted_by_type_and_field(void **state)
{
    (void)state;
    static const char bind[] =
        "p.bind(context(0, clusapi3, NDR)) -> bind_ack, result0 = 0, syntax0 "
        "= NDR, sec_addr = \"1\", packed_drep = x\"10000000\"";
    passes(OPEN, bind,
           "bind_ack, packed_drep = x\"10000000\", sec_addr = \"1\", result0 = 0, syntax0 = NDR");
    fails(OPEN, bind,
          "bind_ack, packed_drep = x\"10000000\", sec_addr = \"1\", result0 = 0, syntax0 = NDR64");
    fails(OPEN, bind,
          "bind_ack, packed_drep = x\"10000000\", sec_addr = \"2\", result0 = 0, syntax0 = NDR");
    fails(OPEN, bind, "bind_nak, provider_reject_reason = 0");
    passes(OPEN, "p.request(3) -> response, stub_length = 24..1432", "response, stub_length = 24");
    fails(OPEN, "p.request(3) -> response, stub_length = 24..1432", "response, stub_length = 23");
    fails(OPEN, "p.request(3) -> response", "alter_context_resp");
}

static void rows_stand_in_any_order(void **state)
{
    (void)state;
    static const char some[] = "a.ApiCreateEnum(1) -> 0, ReturnEnum = {{1, \"a\"}, ...}";
    static const char all[] = "a.ApiCreateEnum(1) -> 0, ReturnEnum = {{1, any}, {2, \"b\"}}";
    passes(CONNECT, some, "0, ReturnEnum = {{2, \"b\"}, {1, \"a\"}}");
    fails(CONNECT, some, "0, ReturnEnum = {{2, \"a\"}, {1, \"b\"}}");
    fails(CONNECT, some, "0, ReturnEnum = {}");
    fails(CONNECT, some, "0, ReturnEnum = NULL");
    passes(CONNECT, all, "0, ReturnEnum = {{2, \"b\"}, {1, \"a\"}}");
    fails(CONNECT, all, "0, ReturnEnum = {{2, \"b\"}, {1, \"a\"}, {1, \"c\"}}");
    passes(CONNECT, "a.ApiCreateEnum(1) -> 0, ReturnEnum = {}", "0, ReturnEnum = {}");
    fails(CONNECT, "a.ApiCreateEnum(1) -> 0, ReturnEnum = {}", "0, ReturnEnum = {{1, \"a\"}}");
}

static void a_structure_stands_in_its_order(void **state)
{
    (void)state;
    static const char step[] =
        "a.ApiGetClusterVersion2() -> 0, ppClusterOpVerInfo = {20, any, any, 0..1, 0}";
    passes(CONNECT, step, "0, ppClusterOpVerInfo = {20, 7, 8, 1, 0}");
    fails(CONNECT, step, "0, ppClusterOpVerInfo = {20, 7, 8, 2, 0}");
    fails(CONNECT, step, "0, ppClusterOpVerInfo = {20, 7, 8, 1}");
    fails(CONNECT, step, "0, ppClusterOpVerInfo = {7, 20, 8, 1, 0}");
    fails(CONNECT, step, "0, ppClusterOpVerInfo = NULL");
}

static void handles_in_replies_are_zero_or_not(void **state)
{
    (void)state;
    static const char step[] = "a.ApiCloseNetwork(NULL) -> 0, Network = zero";
    passes(CONNECT, step, "0, Network = zero");
    fails(CONNECT, step, "0, Network = handle");
    fails(CONNECT, step, "0");
}

static void a_group_is_that_of_another_connection(void **state)
{
    (void)state;
    static const char head[] = "case a\n a = connect($cluster)\n => bound, assoc_group_id = 7\n";
    static const char step[] =
        "b = connect($cluster, group = a) -> bound, assoc_group_id = a.assoc_group_id";
    passes(head, step, "bound, assoc_group_id = 7");
    fails(head, step, "bound, assoc_group_id = 8");
}

static void methods_that_are_not_there_are_unimplemented(void **state)
{
    (void)state;
    static const char new[] = "a.ApiOpenNetworkEx(\"x\", 1) -> handle";
    static const char old[] = "a.ApiOpenNetwork(\"x\") -> handle";
    check(CONNECT, new, "fault 0x1C010002", VERDICT_UNIMPLEMENTED);
    check(CONNECT, new, "NULL, Status = 0x6D1", VERDICT_UNIMPLEMENTED);
    check(CONNECT, new, "NULL, Status = 120", VERDICT_UNIMPLEMENTED);
    check(CONNECT, new, "fault 0x6F7", VERDICT_FAIL);
    check(CONNECT, old, "fault 0x1C010002", VERDICT_FAIL);
    check(CONNECT, old, "NULL, Status = 120", VERDICT_UNIMPLEMENTED);
    check(CONNECT, "a.ApiOpenNetworkEx(\"x\", 1) -> refused", "fault 0x1C010002", VERDICT_PASS);
    check("case a\ndecides AMB-16\n a = connect($cluster)\n => bound\n",
          "a.ApiOpenNetworkEx(\"x\", 1)\n  ended -> handle\n  kept -> fault 0x1C010002",
          "fault 0x1C010002", VERDICT_FAIL);
}

static void wire_steps_are_never_misuse(void **state)
{
    (void)state;
    struct judgement judgement;
    small_world_open(&world, CONNECT " h = a.ApiOpenNetwork(\"x\") -> handle\n => handle\n"
                                     " a.ApiCloseNetwork(h) -> 0\n => 0\n"
                                     " a.ApiCloseNetwork(h) -> refused\n => 0\n");
    assert_true(world.read);
    const struct profile sdk = {&world.spec, spec_find(&world.spec, "profile", span_of("sdk"))};
    judge(world.script[0], small_world_answers(&world), &sdk, true, &judgement);
    assert_int_equal(judgement.verdict, VERDICT_FAIL);
    small_world_close(&world);
}

static void versus_takes_one_connection_as_another(void **state)
{
    (void)state;
#define PROGRAM(group, id)                                                                         \
    " a = connect($cluster)\n => bound, assoc_group_id = " group                                   \
    "\n a.ApiGetNetworkId(NULL)\n => 0, pGuid = " id "\n"
    assert_int_equal(verdict_of("case a\n" PROGRAM("1", "\"x\"") "versus\n" PROGRAM("2", "\"x\"")),
                     VERDICT_PASS);
    assert_int_equal(verdict_of("case a\n" PROGRAM("1", "\"x\"") "versus\n" PROGRAM("2", "\"y\"")),
                     VERDICT_FAIL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refused_is_any_refusal),
        cmocka_unit_test(answered_is_any_reply_that_decodes),
        cmocka_unit_test(faults_have_their_status),
        cmocka_unit_test(pdus_are_wanted_by_type_and_field),
        cmocka_unit_test(rows_stand_in_any_order),
        cmocka_unit_test(a_structure_stands_in_its_order),
        cmocka_unit_test(handles_in_replies_are_zero_or_not),
        cmocka_unit_test(a_group_is_that_of_another_connection),
        cmocka_unit_test(methods_that_are_not_there_are_unimplemented),
        cmocka_unit_test(wire_steps_are_never_misuse),
        cmocka_unit_test(versus_takes_one_connection_as_another),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
