#include "script/script_test.h"

#include "shrink.h"

static const char whole[] = "case    whole\nclause  T-1\nunder   AMB-32 noticed\n"
                            "        c = OpenCluster($cluster)  -> handle\n"
                            "        x = OpenClusterNode(c, \"a -> b\")  -> handle\n"
                            "        repeat 8 GetClusterNodeState(x)  -> 0..3\n"
                            "        CloseCluster(c)  -> TRUE\n"
                            "        GetClusterNodeState(x)  -> -1 error\n";

static const char two[] = "case    two\nclause  T-1\n"
                          "        c = OpenCluster($cluster)\n"
                          "        GetClusterNodeState(NULL)\n"
                          "versus  codes\n"
                          "        c = OpenClusterEx($cluster, GENERIC_ALL, NULL)\n"
                          "        GetClusterNodeState(NULL)\n";

static const char *text_of(const struct shrunk *shrunk, struct growing *text)
{
    text->length = 0;
    shrunk_text(shrunk, "less", NULL, text);
    return (const char *)text->octets;
}

static void wants_stay_at_the_last_step_alone(void **state)
{
    (void)state;
    struct small_world world;
    static struct shrunk shrunk;
    struct growing text = {.octets = NULL};
    small_world_open(&world, whole);
    assert_true(world.read);
    shrunk_whole(&shrunk, world.script[0]);
    shrunk.keep[3] = false;
    assert_string_equal(text_of(&shrunk, &text),
                        "case    less\nclause  T-1\nunder   AMB-32 noticed\n"
                        "        c = OpenCluster($cluster)\n"
                        "        x = OpenClusterNode(c, \"a -> b\")\n"
                        "        repeat 8 GetClusterNodeState(x)\n"
                        "        GetClusterNodeState(x)  -> -1 error\n");
    shrunk.repeat[2] = 1;
    assert_non_null(strstr(text_of(&shrunk, &text), "\n        GetClusterNodeState(x)\n"));
    growing_free(&text);
    small_world_close(&world);
}

static void a_word_stands_for_the_steps(void **state)
{
    (void)state;
    struct small_world world;
    static struct shrunk shrunk;
    static struct shrunk again;
    struct growing word = {.octets = NULL};
    small_world_open(&world, whole);
    shrunk_whole(&shrunk, world.script[0]);
    shrunk.keep[1] = false;
    shrunk.repeat[2] = 4;
    shrunk_word(&shrunk, &word);
    assert_string_equal((const char *)word.octets, "0.2x4.3.4.");
    assert_true(shrunk_read(&again, world.script[0], (const char *)word.octets));
    assert_memory_equal(again.keep, shrunk.keep, sizeof again.keep);
    assert_int_equal(again.repeat[2], 4);
    assert_false(shrunk_read(&again, world.script[0], "5."));
    assert_false(shrunk_read(&again, world.script[0], "1,"));
    assert_false(shrunk_read(&again, world.script[0], "x"));
    growing_free(&word);
    small_world_close(&world);
}

static void the_step_that_cannot_stand_is_named(void **state)
{
    (void)state;
    struct small_world world;
    static struct shrunk shrunk;
    struct growing text = {.octets = NULL};
    struct suite suite = {.scripts = 0};
    size_t step = 0;
    small_world_open(&world, whole);
    suite.dictionary = world.dictionary;
    shrunk_whole(&shrunk, world.script[0]);
    assert_non_null(shrunk_script(&suite, text_of(&shrunk, &text), &world.arena, &step));
    shrunk.keep[0] = false;
    assert_null(shrunk_script(&suite, text_of(&shrunk, &text), &world.arena, &step));
    assert_int_equal(step, 0); /* of those that are kept: the first uses `c` */
    shrunk.keep[1] = shrunk.keep[2] = false;
    shrunk.keep[0] = true;
    assert_null(shrunk_script(&suite, text_of(&shrunk, &text), &world.arena, &step));
    assert_int_equal(step, 2);
    growing_free(&text);
    small_world_close(&world);
}

static void two_programs_stay_two(void **state)
{
    (void)state;
    struct small_world world;
    static struct shrunk shrunk;
    struct growing text = {.octets = NULL};
    small_world_open(&world, two);
    assert_true(world.read);
    shrunk_whole(&shrunk, world.script[0]);
    shrunk.keep[0] = shrunk.keep[2] = false;
    assert_string_equal(text_of(&shrunk, &text), "case    less\nclause  T-1\n"
                                                 "        GetClusterNodeState(NULL)\n"
                                                 "versus  codes\n"
                                                 "        GetClusterNodeState(NULL)\n");
    growing_free(&text);
    small_world_close(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wants_stay_at_the_last_step_alone),
        cmocka_unit_test(a_word_stands_for_the_steps),
        cmocka_unit_test(the_step_that_cannot_stand_is_named),
        cmocka_unit_test(two_programs_stay_two),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
