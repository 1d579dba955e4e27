#include "model_test.h"

static void every_reading_is_one_of_the_register(void **state)
{
    (void)state;
    for (enum model_question q = 0; q < MODEL_QUESTIONS; q++) {
        const char *id = model_question_id(q);
        const struct record *record = spec_ambiguity(&suite.spec, (struct span){id, strlen(id)});
        struct span name;
        assert_non_null(record);
        unsigned n = 1;
        for (; model_reading_name(q, n) != NULL; n++) {
            assert_non_null(ambiguity_nth_reading(record, n - 1, &name));
            assert_true(span_is(name, model_reading_name(q, n)));
        }
        assert_null(ambiguity_nth_reading(record, n - 1, &name));
    }
    assert_int_equal(sdk.chosen[AMB_32], READING_NONE);
    assert_int_equal(strict.chosen[AMB_32], AMB_32_NOTICED);
    assert_int_equal(strict.chosen[AMB_12], READING_NONE);
}

static void closing_a_cluster_ends_what_came_from_it(void **state)
{
    (void)state;
    struct model model = begun(&strict);
    int c = opened(&model, open_cluster(MINE));
    int other = opened(&model, open_cluster(MINE));
    int n = opened(&model, open_object(c, KIND_NODE));
    int w = opened(&model, open_object(other, KIND_NETWORK));
    assert_true(lives(&model, n, KIND_NODE));
    closed(&model, c, KIND_CLUSTER);
    assert_false(lives(&model, c, KIND_CLUSTER));
    assert_false(lives(&model, n, KIND_NODE));           /* CC-3 */
    assert_true(lives(&model, w, KIND_NETWORK));         /* AMB-20 */
    refused(&model, with(n, MODEL_CLOSE, KIND_NODE), 6); /* AMB-22 */
    refused(&model, with(n, MODEL_INSTANCE, KIND_NODE), 6);
    refused(&model, open_object(c, KIND_NODE), 6);
    assert_true(permits(&model, with(c, MODEL_CLOSE, KIND_CLUSTER), number(1))); /* AMB-01 */
    assert_false(permits(&model, with(c, MODEL_CLOSE, KIND_CLUSTER), number(0)));
}

static void an_instance_is_independent(void **state)
{
    (void)state;
    struct model model = begun(&strict);
    int c = opened(&model, open_cluster(MINE));
    int n = opened(&model, open_object(c, KIND_NODE));
    int d = opened(&model, with(n, MODEL_INSTANCE, KIND_NODE));
    int x = opened(&model, open_object(d, KIND_NETWORK));
    struct model other = model;
    closed(&model, c, KIND_CLUSTER);
    assert_false(lives(&model, n, KIND_NODE));   /* AMB-16 */
    assert_true(lives(&model, d, KIND_CLUSTER)); /* AMB-14 */
    assert_true(lives(&model, x, KIND_NETWORK)); /* AMB-15 */
    closed(&other, d, KIND_CLUSTER);
    assert_true(lives(&other, c, KIND_CLUSTER));  /* GCN-7 */
    assert_true(lives(&other, n, KIND_NODE));     /* GCN-6 */
    assert_false(lives(&other, d, KIND_CLUSTER)); /* AMB-13 */
    assert_false(lives(&other, x, KIND_NETWORK)); /* AMB-15 */
    closed(&other, n, KIND_NODE);
    assert_true(lives(&other, c, KIND_CLUSTER));
}

static void other_readings_lead_elsewhere(void **state)
{
    (void)state;
    struct model_profile profile = strict;
    profile.chosen[AMB_14] = AMB_14_ENDED;
    profile.chosen[AMB_15] = AMB_15_WITH_THE_ORIGIN;
    profile.chosen[AMB_17] = AMB_17_ENDED;
    struct model model = begun(&profile);
    int c = opened(&model, open_cluster(MINE));
    int n = opened(&model, open_object(c, KIND_NODE));
    int d = opened(&model, with(n, MODEL_INSTANCE, KIND_NODE));
    int x = opened(&model, open_object(d, KIND_NETWORK));
    struct model other = model;
    closed(&model, d, KIND_CLUSTER);
    assert_true(lives(&model, x, KIND_NETWORK));
    closed(&model, c, KIND_CLUSTER);
    assert_false(lives(&model, x, KIND_NETWORK));
    closed(&other, n, KIND_NODE);
    assert_false(lives(&other, d, KIND_CLUSTER));
    assert_false(lives(&other, x, KIND_NETWORK));
    assert_true(lives(&other, c, KIND_CLUSTER));

    profile.chosen[AMB_15] = AMB_15_WITH_THE_LAST;
    profile.chosen[AMB_16] = AMB_16_KEPT;
    profile.chosen[AMB_14] = AMB_14_INDEPENDENT;
    model = begun(&profile);
    c = opened(&model, open_cluster(MINE));
    n = opened(&model, open_object(c, KIND_NODE));
    d = opened(&model, with(n, MODEL_INSTANCE, KIND_NODE));
    x = opened(&model, open_object(d, KIND_NETWORK));
    closed(&model, c, KIND_CLUSTER);
    assert_true(lives(&model, n, KIND_NODE));
    assert_true(lives(&model, x, KIND_NETWORK));
    closed(&model, d, KIND_CLUSTER);
    assert_false(lives(&model, n, KIND_NODE));
    assert_false(lives(&model, x, KIND_NETWORK));
}

static void ends_go_on_through_instances(void **state)
{
    (void)state;
    struct model_profile profile = strict;
    profile.chosen[AMB_17] = AMB_17_ENDED;
    static const uint8_t readings[] = {AMB_14_INDEPENDENT, AMB_14_ENDED, READING_NONE};
    for (size_t n = 0; n < 3; n++) {
        profile.chosen[AMB_14] = readings[n];
        struct model model = begun(&profile);
        int c = opened(&model, open_cluster(MINE));
        int x = opened(&model, open_object(c, KIND_NODE));
        int d = opened(&model, with(x, MODEL_INSTANCE, KIND_NODE));
        int y = opened(&model, open_object(d, KIND_NODE));
        int e = opened(&model, with(y, MODEL_INSTANCE, KIND_NODE));
        closed(&model, x, KIND_NODE);
        assert_false(lives(&model, d, KIND_CLUSTER));
        assert_false(lives(&model, y, KIND_NODE));
        assert_int_equal(model.handle[e].life, readings[n] == AMB_14_INDEPENDENT ? MODEL_OPEN
                                               : readings[n] == AMB_14_ENDED     ? MODEL_ENDED
                                                                                 : MODEL_DOUBTFUL);
    }
}

static void what_has_ended_is_closed_once_or_never(void **state)
{
    (void)state;
    struct model_profile profile = strict;
    profile.chosen[AMB_22] = AMB_22_ACCEPTED;
    struct model model = begun(&profile);
    int c = opened(&model, open_cluster(MINE));
    int x = opened(&model, open_object(c, KIND_NODE));
    struct model before = model;
    closed(&model, c, KIND_CLUSTER);
    assert_false(model_same(&before, &model));
    closed(&model, x, KIND_NODE);
    refused(&model, with(x, MODEL_CLOSE, KIND_NODE), 6);
    profile.chosen[AMB_22] = AMB_22_REFUSED;
    closed(&before, c, KIND_CLUSTER);
    refused(&before, with(x, MODEL_CLOSE, KIND_NODE), 6);
}

static void what_is_no_handle_is_refused(void **state)
{
    (void)state;
    struct model model = begun(&strict);
    int c = opened(&model, open_cluster(MINE));
    int n = opened(&model, open_object(c, KIND_NODE));
    int none[] = {MODEL_NULL, MODEL_INVENTED, c};
    for (size_t k = 0; k < sizeof none / sizeof none[0]; k++) {
        refused(&model, with(none[k], MODEL_ASK, KIND_NETWORK), 6);
        refused(&model, with(none[k], MODEL_CLOSE, KIND_NODE), 6);
        refused(&model, with(none[k], MODEL_INSTANCE, KIND_NODE), 6);
    }
    refused(&model, open_object(n, KIND_NODE), 6);
    refused(&model, with(n, MODEL_ASK, KIND_CLUSTER), 6);
    refused(&model, with(n, MODEL_CHANGE, KIND_CLUSTER), 6);
    assert_true(lives(&model, n, KIND_NODE));
    closed(&model, n, KIND_CLUSTER); /* AMB-01: TRUE, and nothing happens */
    assert_true(lives(&model, n, KIND_NODE));
}

static void sdk_demands_nothing_after_a_mistake(void **state)
{
    (void)state;
    struct model model = begun(&sdk);
    int c = opened(&model, open_cluster(MINE));
    int n = opened(&model, open_object(c, KIND_NODE));
    struct model_answer crash = {.crashed = true};
    assert_false(permits(&model, with(n, MODEL_ASK, KIND_NODE), crash));
    assert_false(permits(&model, with(n, MODEL_ASK, KIND_NODE), number(4))); /* NDS-1 */
    assert_true(permits(&model, with(n, MODEL_ASK, KIND_NETWORK), crash));   /* AMB-32 */
    assert_true(permits(&model, with(c, MODEL_CLOSE, KIND_CLUSTER), crash)); /* CC-4 */
    closed(&model, n, KIND_NODE);
    assert_false(permits(&model, with(c, MODEL_CLOSE, KIND_CLUSTER), crash));
    assert_false(permits(&model, with(c, MODEL_CLOSE, KIND_CLUSTER), number(0))); /* CC-2 */
    assert_true(permits(&model, with(n, MODEL_ASK, KIND_NODE), crash));
    assert_false(model.lost);
    closed(&model, n, KIND_NODE);
    assert_true(model.lost);
    assert_true(permits(&model, with(c, MODEL_ASK, KIND_CLUSTER), crash));
}

static void sdk_lets_an_instance_end_or_live(void **state)
{
    (void)state;
    struct model model = begun(&sdk);
    int c = opened(&model, open_cluster(MINE));
    int n = opened(&model, open_object(c, KIND_NETWORK));
    int d = opened(&model, with(n, MODEL_INSTANCE, KIND_NETWORK));
    struct model other = model;
    closed(&model, d, KIND_CLUSTER);
    assert_false(permits(&model, with(n, MODEL_ASK, KIND_NETWORK), number(-1))); /* GCN-6 */
    closed(&other, n, KIND_NETWORK);
    closed(&other, c, KIND_CLUSTER);
    assert_false(other.lost);
    assert_true(permits(&other, with(d, MODEL_ASK, KIND_CLUSTER), information(MINE)));
    assert_true(permits(&other, with(d, MODEL_ASK, KIND_CLUSTER), information(READERS)));
}

static void it_is_full_at_its_capacity(void **state)
{
    (void)state;
    struct model model = begun(&strict);
    struct model_call call = open_cluster(MINE);
    while (model_has_room(&model, &call)) {
        (void)opened(&model, call);
    }
    assert_int_equal(model.handles, MODEL_HANDLES);
    assert_true(model_has_room(&model, &(struct model_call){.verb = MODEL_CLOSE}));
    assert_true(sizeof model <= 512);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_reading_is_one_of_the_register),
        cmocka_unit_test(closing_a_cluster_ends_what_came_from_it),
        cmocka_unit_test(an_instance_is_independent),
        cmocka_unit_test(other_readings_lead_elsewhere),
        cmocka_unit_test(ends_go_on_through_instances),
        cmocka_unit_test(what_has_ended_is_closed_once_or_never),
        cmocka_unit_test(what_is_no_handle_is_refused),
        cmocka_unit_test(sdk_demands_nothing_after_a_mistake),
        cmocka_unit_test(sdk_lets_an_instance_end_or_live),
        cmocka_unit_test(it_is_full_at_its_capacity),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
