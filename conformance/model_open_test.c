#include "model_test.h"

static void rights_follow_the_protocol(void **state)
{
    (void)state;
    struct model model = begun(&strict);
    int c = opened(&model, open_cluster_ex(MINE, SOME_READ));
    int n = opened(&model, open_object(c, KIND_NODE)); /* AMB-28 */
    int d = opened(&model, with(n, MODEL_INSTANCE, KIND_NODE));
    refused(&model, with(c, MODEL_CHANGE, KIND_CLUSTER), 5);                    /* ACC-3 */
    refused(&model, with(d, MODEL_CHANGE, KIND_CLUSTER), 5);                    /* AMB-19 */
    assert_false(permits(&model, with(n, MODEL_CHANGE, KIND_NODE), number(5))); /* ACC-1 */
    assert_true(permits(&model, with(n, MODEL_CHANGE, KIND_NODE), number(0)));
    assert_true(permits(&model, with(n, MODEL_CHANGE, KIND_NODE), number(87)));

    refused(&model, open_cluster(READERS), 5);
    refused(&model, open_cluster_ex(READERS, SOME_ALL | SOME_READ), 5);
    refused(&model, open_cluster_ex(READERS, SOME_ALL | SOME_MAXIMUM), 5); /* AMB-07 */
    refused(&model, open_cluster_ex(MINE, 2), 87);                         /* ACC-5 */
    refused(&model, open_cluster_ex(OLD, SOME_READ), 1745);                /* OCX-11 */
    refused(&model, open_cluster_ex(OLD, SOME_ALL), 1745);                 /* AMB-08 */
    int r = opened(&model, open_cluster_ex(READERS, SOME_READ));
    refused(&model, open_object(r, KIND_GROUP), 5);
    refused(&model, open_object_ex(r, KIND_GROUP, SOME_ALL), 5);
    assert_true(permits(&model, open_cluster_ex(MINE, 0), handle_granted(SOME_READ))); /* AMB-05 */
}

static void granted_access_is_exact(void **state)
{
    (void)state;
    struct model model = begun(&strict);
    int c = opened(&model, open_cluster(MINE));
    struct model_call read = open_object_ex(c, KIND_NETWORK, SOME_READ);
    struct model_call maximum = open_object_ex(c, KIND_NETWORK, SOME_READ | SOME_MAXIMUM);
    assert_true(permits(&model, read, handle_granted(SOME_READ)));
    assert_false(permits(&model, read, handle_granted(SOME_READ | 1)));
    assert_false(permits(&model, read, handle_granted(BEFORE)));
    assert_true(permits(&model, maximum, handle_granted(SOME_ALL))); /* OCX-9c */
    assert_false(permits(&model, maximum, handle_granted(SOME_READ)));
    struct model_call wrong = open_cluster_ex(READERS, SOME_ALL);
    struct model_answer answer = refusal(&wrong, 5);
    assert_true(permits(&model, wrong, answer));
    answer.granted = 0; /* AMB-03 */
    assert_false(permits(&model, wrong, answer));
    wrong.asks = false;
    assert_true(permits(&model, wrong, answer));

    model = begun(&sdk);
    maximum = open_cluster_ex(MINE, SOME_MAXIMUM);
    assert_true(permits(&model, maximum, handle_granted(SOME_ALL | 7)));
    assert_false(permits(&model, maximum, handle_granted(SOME_READ)));
    read = open_cluster_ex(MINE, SOME_READ);
    assert_true(permits(&model, read, handle_granted(1)));
    assert_false(permits(&model, read, handle_granted(BEFORE))); /* OCX-9b */
}

static void names(void **state)
{
    (void)state;
    struct model model = begun(&strict);
    int c = opened(&model, open_cluster(MINE));
    struct model_call call = open_object(c, KIND_NODE);
    call.name = NAME_DNS;
    refused(&model, call, 5042); /* NDO-10 */
    call.kind = KIND_GROUP;
    call.name = NAME_UNKNOWN;
    refused(&model, call, 5013);
    call.kind = KIND_NETWORK;
    call.name = NAME_OTHER_LETTERS;
    assert_true(permits(&model, call, handle_granted(0))); /* AMB-11 */
    call.name = NAME_ID;
    assert_true(permits(&model, call, handle_granted(0))); /* AMB-12 is not chosen */
    assert_true(permits(&model, call, refusal(&call, 5045)));
    assert_false(permits(&model, call, refusal(&call, 0)));
    call = open_cluster(NOWHERE);
    assert_true(permits(&model, call, refusal(&call, 1722)));
    assert_false(permits(&model, call, handle_granted(0)));
    call.name = NAME_NULL;
    c = opened(&model, call);
    assert_true(permits(&model, with(c, MODEL_ASK, KIND_CLUSTER), information(MINE)));
    assert_false(permits(&model, with(c, MODEL_ASK, KIND_CLUSTER), information(READERS)));
}

static void two_mistakes_leave_the_code_open(void **state)
{
    (void)state;
    struct model model = begun(&strict);
    struct model_call call = open_object(MODEL_NULL, KIND_NODE);
    call.name = NAME_UNKNOWN;
    assert_true(permits(&model, call, refusal(&call, 6)));
    assert_true(permits(&model, call, refusal(&call, 5042)));
    assert_false(permits(&model, call, refusal(&call, 5)));
    assert_false(permits(&model, call, handle_granted(0)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rights_follow_the_protocol),
        cmocka_unit_test(granted_access_is_exact),
        cmocka_unit_test(names),
        cmocka_unit_test(two_mistakes_leave_the_code_open),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
