/* Fixtures: what is read, and what is said of what cannot be. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "core/error.h"
#include "fixture.h"

static bool take(struct fixture *fixture, const char *text, struct problem *problem)
{
    return fixture_open(fixture, "my.fixture", text, strlen(text), problem);
}

static void each_cluster_has_objects_of_its_own(void **state)
{
    (void)state;
    struct fixture f;
    struct problem problem;
    assert_true(take(&f,
                     "fixture x\n"
                     "cluster $a \"A\" fqdn a.example address 192.0.2.1 nodes 1 local\n"
                     "cluster $b \"B\" grants GENERIC_READ release 6.0\n"
                     "node $n \"N\" paused id 7 local\n"
                     "group $g \"G \\u00e9\" offline owner $n\n"
                     "resource $r \"R\" failed group $g type T\n"
                     "network $w \"W\" partitioned\n"
                     "netinterface $i \"I\" unreachable node $n network $w\n"
                     "limit handles 12\n",
                     &problem));
    assert_int_equal(f.handles, 12);
    assert_int_equal(f.clusters.count, 2);
    const struct cluster *a = &f.clusters.cluster[0], *b = &f.clusters.cluster[1];
    assert_int_equal(a->caller.permitted, LEVEL_ALL);
    assert_int_equal(b->caller.permitted, LEVEL_READ);
    assert_int_equal(b->release, SINCE_2008);
    assert_true(a->local && !b->local && !a->unreachable);
    assert_ptr_not_equal(a->object, b->object);
    assert_int_equal(b->objects, 5);
    assert_int_equal(b->object[0].state, NODE_PAUSED);
    assert_int_equal(b->object[1].name.units, 3);
    assert_int_equal(name_unit(b->object[1].name, 2), 0xe9);
    assert_int_equal(b->object[2].owner, 1);
    assert_int_equal(b->object[2].state, 4);
    assert_int_equal(b->object[4].owner, 0);
    assert_int_equal(b->object[4].network, 3);
    assert_int_equal(b->object[4].state, 2);
    fixture_close(&f);
}

static void refuse(const char *text, unsigned line, const char *what)
{
    struct fixture f;
    struct problem problem;
    char said[300];
    assert_false(take(&f, text, &problem));
    problem_print(&problem, said, sizeof said);
    assert_memory_equal(said, "my.fixture:", 11);
    assert_int_equal(problem.place.line, line);
    assert_non_null(strstr(said, what));
}

static void what_is_wrong_is_said_with_its_line(void **state)
{
    (void)state;
    refuse("", 1, "no record");
    refuse("fixture x\n", 1, "no cluster");
    refuse("fixture x\ncluster a \"A\"\n", 2, "expected a $name, not a");
    refuse("fixture x\ncluster $a\n", 2, "expected a name");
    refuse("fixture x\ncluster $a \"A\" colour red\n", 2, "colour");
    refuse("fixture x\ncluster $a \"A\" grants NOTHING\n", 2, "NOTHING");
    refuse("fixture x\ncluster $a \"A\" release ten\n", 2, "ten");
    refuse("fixture x\ncluster $a \"A\" nodes two\n", 2, "two");
    refuse("fixture x\ncluster $a \"A\"\nnode $n \"N\" online\n", 3, "online");
    refuse("fixture x\ncluster $a \"A\"\ngroup $g \"G\" owner $n\n", 3, "$n");
    refuse("fixture x\ncluster $a \"A\"\nprinter $p \"P\"\n", 3, "printer");
    refuse("fixture x\ncluster $a \"A\"\nlimit handles 0\n", 3, "16777216");
    refuse("fixture x\ncluster $a \"A\"\nlimit clusters 3\n", 3, "limit handles");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_cluster_has_objects_of_its_own),
        cmocka_unit_test(what_is_wrong_is_said_with_its_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
