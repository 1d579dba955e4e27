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

/* The answers that the profile permits to an open: a handle, and NULL with any code. */
static void may(const struct model *model, struct model_call call, bool handle, bool null)
{
    struct model_answer answer = handle_granted(SOME_ALL);
    answer.granted = call.access == SOME_READ || call.access == 1 ? SOME_READ : SOME_ALL;
    assert_int_equal(permits(model, call, answer), handle);
    assert_int_equal(permits(model, call, refusal(&call, 31)), null);
    assert_false(permits(model, call, refusal(&call, 0)));
}

static void names_of_clusters(void **state)
{
    (void)state;
    static const struct {
        enum model_name name;
        bool handle[2]; /* strict, sdk */
        bool null[2];
    } rows[] = {{NAME_PLAIN, {true, true}, {false, false}},
                {NAME_DNS, {true, true}, {false, false}},
                {NAME_ADDRESS, {true, true}, {false, false}},
                {NAME_NULL, {true, true}, {false, false}},
                {NAME_OTHER_LETTERS, {true, true}, {false, true}},
                {NAME_EMPTY, {false, true}, {true, true}},
                {NAME_UNKNOWN, {false, false}, {true, true}},
                {NAME_ID, {true, true}, {true, true}}};
    for (size_t n = 0; n < sizeof rows / sizeof rows[0]; n++) {
        struct model models[] = {begun(&strict), begun(&sdk)};
        struct model_call call = open_cluster(MINE);
        call.name = rows[n].name;
        for (size_t k = 0; k < 2; k++) {
            may(&models[k], call, rows[n].handle[k], rows[n].null[k]);
        }
    }
}

static void names_of_objects(void **state)
{
    (void)state;
    static const uint32_t missing[] = {[KIND_NODE] = 5042,
                                       [KIND_GROUP] = 5013,
                                       [KIND_RESOURCE] = 5007,
                                       [KIND_NETWORK] = 5045,
                                       [KIND_NETINTERFACE] = 5047};
    struct model model = begun(&strict);
    struct model other = begun(&sdk);
    int c = opened(&model, open_cluster(MINE));
    (void)opened(&other, open_cluster(MINE));
    for (enum kind kind = KIND_NODE; kind <= KIND_NETINTERFACE; kind++) {
        bool resource = kind == KIND_RESOURCE;
        struct model_call call = open_object(c, kind);
        may(&model, call, true, false);
        call.name = NAME_UNKNOWN;
        refused(&model, call, missing[kind]);
        may(&other, call, false, true);
        call.name = NAME_DNS;
        refused(&model, call, missing[kind]);
        assert_int_equal(permits(&other, call, refusal(&call, 31)), kind != KIND_NODE); /* NDO-10 */
        call.name = NAME_ADDRESS;
        refused(&model, call, missing[kind]);
        may(&other, call, kind == KIND_NODE, true); /* AMB-27 */
        call.name = NAME_EMPTY;
        refused(&model, call, missing[kind]);
        may(&other, call, true, true); /* AMB-10 */
        call.name = NAME_NULL;
        may(&model, call, false, true); /* AMB-09 */
        call.name = NAME_OTHER_LETTERS;
        may(&model, call, true, false);
        may(&other, call, true, !resource); /* RSO-10, AMB-11 */
        call.name = NAME_ID;
        may(&other, call, true, true); /* AMB-12 */
        assert_int_equal(permits(&model, call, refusal(&call, missing[kind])), !resource);
    }
}

static void access_values_of_the_protocol(void **state)
{
    (void)state;
    struct model model = begun(&strict);
    struct model other = begun(&sdk);
    static const uint32_t values[] = {1, 3, 0x40000000u, 0x20000000u};
    for (size_t n = 0; n < 4; n++) { /* ACC-7 */
        may(&model, open_cluster_ex(MINE, values[n]), true, false);
        may(&other, open_cluster_ex(MINE, values[n]), true, true);
    }
    may(&other, open_cluster_ex(MINE, 2), true, true);
    may(&model, open_cluster_ex(MINE, SOME_ALL | 2), true, true);
    may(&model, open_cluster_ex(MINE, 0), true, true);                       /* AMB-05 */
    may(&model, open_cluster_ex(MINE, SOME_ALL | 0x00800000u), false, true); /* AMB-06 */
    may(&other, open_cluster_ex(MINE, SOME_ALL | 0x00800000u), true, true);
    struct model_profile profile = strict;
    profile.chosen[AMB_06] = AMB_06_IGNORED;
    profile.chosen[AMB_07] = AMB_07_MAXIMUM;
    model = begun(&profile);
    may(&model, open_cluster_ex(MINE, SOME_ALL | 0x00800000u), true, false);
    struct model_call call = open_cluster_ex(READERS, SOME_ALL | SOME_MAXIMUM);
    assert_true(permits(&model, call, handle_granted(SOME_READ)));
    assert_false(permits(&model, call, handle_granted(SOME_ALL)));
    profile.chosen[AMB_07] = READING_NONE;
    assert_true(permits(&model, call, refusal(&call, 5)));
    assert_true(permits(&model, call, handle_granted(SOME_READ)));
}

static void a_node_of_an_instance_is_a_question(void **state)
{
    (void)state;
    struct model model = begun(&sdk);
    int c = opened(&model, open_cluster(MINE));
    int w = opened(&model, open_object(c, KIND_NETWORK));
    int d = opened(&model, with(w, MODEL_INSTANCE, KIND_NETWORK));
    may(&model, open_object(d, KIND_NODE), true, true); /* AMB-48 */
    may(&model, open_object(d, KIND_NETWORK), true, false);
    may(&model, open_object(c, KIND_NODE), true, false);
    assert_true(permits(&model, with(w, MODEL_CHANGE, KIND_NETWORK), number(5))); /* AMB-36 */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rights_follow_the_protocol),
        cmocka_unit_test(granted_access_is_exact),
        cmocka_unit_test(names),
        cmocka_unit_test(two_mistakes_leave_the_code_open),
        cmocka_unit_test(names_of_clusters),
        cmocka_unit_test(names_of_objects),
        cmocka_unit_test(access_values_of_the_protocol),
        cmocka_unit_test(a_node_of_an_instance_is_a_question),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
