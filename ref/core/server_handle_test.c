/* What the server makes of context handles that are not what the method takes. */
#include "server_calls_test.h"

static uint32_t fault_of(uint32_t association, uint32_t opnum)
{
    prepare(association, opnum);
    return server_call(&call);
}

static void another_kind_is_refused_by_the_method(void **state)
{
    (void)state;
    struct token node = open_named(all, 66, NAME("node1"));
    assert_int_equal(ask_about(83, node), ERROR_INVALID_HANDLE);
    assert_int_equal(ask_about(82, node), ERROR_INVALID_HANDLE);
    assert_int_equal(ask_about(68, node), 0);
}

static void foreign_and_altered_handles_fault(void **state)
{
    (void)state;
    struct token node = open_named(all, 66, NAME("node1"));
    put_handle(0, &node);
    assert_int_equal(fault_of(reader, 68), FAULT_CONTEXT_MISMATCH);
    for (int i = 0; i < 20; i++) {
        node.octets[i] ^= 1;
        assert_int_equal(fault_of(all, 68), FAULT_CONTEXT_MISMATCH);
        assert_int_equal(fault_of(all, 67), FAULT_CONTEXT_MISMATCH);
        node.octets[i] ^= 1;
    }
    assert_int_equal(ask_about(68, node), 0);
}

static void closed_handles_fault(void **state)
{
    (void)state;
    struct token node = open_named(all, 66, NAME("node1"));
    assert_int_equal(ask_about(67, node), 0);
    assert_null(reply.value[0].at);
    assert_int_equal(fault_of(all, 68), FAULT_CONTEXT_MISMATCH);
    assert_int_equal(fault_of(all, 67), FAULT_CONTEXT_MISMATCH);
}

static void null_reaches_the_close_methods_only(void **state)
{
    (void)state;
    const struct token null = {{0}};
    const uint32_t closes[] = {1, 11, 37, 44, 56, 67, 82, 93, 116, 165};
    for (size_t i = 0; i < sizeof closes / sizeof *closes; i++) {
        assert_int_equal(ask_about(closes[i], null), ERROR_INVALID_HANDLE);
        assert_null(reply.value[0].at);
    }
    const uint32_t others[] = {9, 68, 83, 107, 114};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_int_equal(fault_of(all, others[i]), FAULT_CONTEXT_MISMATCH);
}

static void a_resource_may_be_in_no_group(void **state)
{
    (void)state;
    room[ALL][RESOURCE].owner = OBJECT_NONE;
    room[ALL][GROUP].owner = OBJECT_NONE;
    assert_int_equal(ask_about(12, open_named(all, 8, NAME("Cluster Name"))), 0);
    assert_true(is_text(&reply.value[1], NAME("")));
    assert_true(is_text(&reply.value[2], NAME("")));
    assert_int_equal(ask_about(12, open_named(all, 8, NAME("Other Name"))), 0);
    assert_true(is_text(&reply.value[1], NAME("")));
    assert_true(is_text(&reply.value[2], NAME("Cluster Group")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(another_kind_is_refused_by_the_method, make),
        cmocka_unit_test_setup(foreign_and_altered_handles_fault, make),
        cmocka_unit_test_setup(closed_handles_fault, make),
        cmocka_unit_test_setup(null_reaches_the_close_methods_only, make),
        cmocka_unit_test_setup(a_resource_may_be_in_no_group, make),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
