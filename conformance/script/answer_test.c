#include "script_test.h"

#include "value.h"

static struct small_world world;

static int open_world(void **state)
{
    (void)state;
    small_world_open(&world, "case a\n c = OpenCluster($cluster)\n");
    return 0;
}

static int close_world(void **state)
{
    (void)state;
    small_world_close(&world);
    return 0;
}

static const struct call *call(const char *name)
{
    const struct call *found = call_find(span_of(name));
    assert_non_null(found);
    return found;
}

/* Read, print with and without names, and look whether it comes out as `printed` and `named`. */
static void goes_through(const char *of, const char *text, const char *printed, const char *named)
{
    struct answer answer;
    char why[200] = "";
    char out[400];
    if (!answer_read(span_of(text), &world.dictionary, &world.arena, &answer, why)) {
        fail_msg("%s: %s", text, why);
    }
    assert_int_equal(answer_print(&answer, call(of), NULL, out, sizeof out), strlen(printed));
    assert_string_equal(out, printed);
    (void)answer_print(&answer, call(of), &world.dictionary, out, sizeof out);
    assert_string_equal(out, named);
}

static void ends_go_there_and_back(void **state)
{
    (void)state;
    goes_through("OpenCluster", "handle", "handle", "handle");
    goes_through("OpenCluster", "NULL", "NULL", "NULL");
    goes_through("OpenCluster", "NULL 5", "NULL 5", "NULL ERROR_ACCESS_DENIED");
    goes_through("OpenCluster", "NULL ERROR_INVALID_HANDLE", "NULL 6", "NULL ERROR_INVALID_HANDLE");
    goes_through("OpenCluster", "NULL 0", "NULL 0", "NULL 0");
    goes_through("CloseCluster", "TRUE", "TRUE", "TRUE");
    goes_through("CloseCluster", "FALSE 6", "FALSE 6", "FALSE ERROR_INVALID_HANDLE");
    goes_through("CloseCluster", "2", "2", "2");
    goes_through("GetClusterNodeState", "-1 6", "-1 6", "-1 ERROR_INVALID_HANDLE");
    goes_through("GetClusterNodeId", "5", "5", "ERROR_ACCESS_DENIED");
    goes_through("GetClusterNodeId", "0", "0", "0");
    goes_through("ClusterGetEnumCount", "5", "5", "5");
    goes_through("OpenCluster", "crash SIGSEGV", "crash SIGSEGV", "crash SIGSEGV");
    goes_through("OpenCluster", "crash 0xC0000005", "crash 0xC0000005", "crash 0xC0000005");
    goes_through("OpenCluster", "timeout", "timeout", "timeout");
    goes_through("OpenCluster", "absent", "absent", "absent");
    goes_through("OpenCluster", "stub", "stub", "stub");
}

static void values_go_there_and_back(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "0, length = 5",
        "0, name = \"node1\", length = kept",
        "0, name = \"a \\\"b\\\" \\\\ \\u00E9\\u0001\"",
        "0, out = x\"00ff10\" overrun",
        "0, out = x\"\"",
        "0, granted = 0xA0000000",
        "0, name = {\"node1\", \"node2\"}, type = {1, 1}",
        "0, name = {}",
        "0, item = \"a\", item.id = \"b\", item.type = 4",
        "0, name = {\"a\" overrun, kept}",
    };
    for (size_t n = 0; n < sizeof texts / sizeof texts[0]; n++) {
        goes_through("ClusterGetEnumCount", texts[n], texts[n], texts[n]);
    }
}

static void a_value_is_found_by_its_whole_name(void **state)
{
    (void)state;
    struct answer answer;
    char why[200];
    assert_true(answer_read(span_of("0, item.id = 1, item = 2"), &world.dictionary, &world.arena,
                            &answer, why));
    assert_int_equal(answer_value(&answer, span_of("item"))->value->number, 2);
    assert_int_equal(answer_value(&answer, span_of("item.id"))->value->number, 1);
    assert_null(answer_value(&answer, span_of("ite")));
}

static void what_is_no_answer_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "nothing",
        "handle,",
        "0, = 5",
        "0, name",
        "0, name = ",
        "0, n = {1",
        "0, n = {1 2}",
        "0 5 6",
        "NULL NO_SUCH_ERROR",
        "0, n = x\"0\"",
        "0, n = \"a",
        "0, n = 1 trailing",
    };
    for (size_t n = 0; n < sizeof texts / sizeof texts[0]; n++) {
        struct answer answer;
        char why[200] = "";
        if (answer_read(span_of(texts[n]), &world.dictionary, &world.arena, &answer, why)) {
            fail_msg("`%s` was read", texts[n]);
        }
        assert_true(why[0] != '\0');
    }
}

static void too_long_an_answer_is_cut_and_terminated(void **state)
{
    (void)state;
    struct answer answer;
    char why[200];
    char out[12];
    memset(out, 'x', sizeof out);
    assert_true(answer_read(span_of("0, name = \"a long name\""), &world.dictionary, &world.arena,
                            &answer, why));
    size_t length = answer_print(&answer, call("ClusterGetEnumCount"), NULL, out, sizeof out);
    assert_int_equal(length, sizeof out - 1);
    assert_string_equal(out, "0, name = \"");
}

/* calls.h, enum result: what says that a call failed */
static void failure_depends_on_the_kind_of_result(void **state)
{
    (void)state;
    static const struct {
        const char *call;
        const char *text;
        bool failed;
    } rows[] = {
        {"OpenCluster", "NULL", true},        {"OpenCluster", "handle", false},
        {"CloseCluster", "FALSE", true},      {"CloseCluster", "TRUE", false},
        {"CloseCluster", "2", false},         {"GetClusterNodeState", "-1", true},
        {"GetClusterNodeState", "0", false},  {"GetClusterNodeId", "234", true},
        {"GetClusterNodeId", "0", false},     {"ClusterGetEnumCount", "0", false},
        {"ClusterGetEnumCount", "-1", false}, {"OpenCluster", "crash SIGSEGV", false},
    };
    for (size_t n = 0; n < sizeof rows / sizeof rows[0]; n++) {
        struct answer answer;
        char why[200];
        assert_true(
            answer_read(span_of(rows[n].text), &world.dictionary, &world.arena, &answer, why));
        if (answer_failed(&answer, call(rows[n].call)) != rows[n].failed) {
            fail_msg("%s -> %s", rows[n].call, rows[n].text);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ends_go_there_and_back),
        cmocka_unit_test(values_go_there_and_back),
        cmocka_unit_test(a_value_is_found_by_its_whole_name),
        cmocka_unit_test(what_is_no_answer_is_refused),
        cmocka_unit_test(too_long_an_answer_is_cut_and_terminated),
        cmocka_unit_test(failure_depends_on_the_kind_of_result),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
