/* Changes of the model, below the methods that make them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "change.h"
#include "error.h"
#include "model_test.h"

enum { ROOM = OBJECTS + 2, LONG = DEPENDENCY_DEPTH + 4 };

static struct object object[LONG];
static struct relation relation[LONG];
static struct cluster cluster;

/* The model's objects, with room for more. */
static int make(void **state)
{
    (void)state;
    memset(object, 0, sizeof object);
    memset(relation, 0, sizeof relation);
    model_objects(object);
    cluster = (struct cluster){.object = object,
                               .objects = OBJECTS,
                               .room = ROOM,
                               .relation = relation,
                               .relations = LONG};
    return 0;
}

/* `count` resources, each depending on the next. `forward`: the relations stand in the order of the
 * chain. */
static void make_chain(uint32_t count, bool forward)
{
    make(NULL);
    cluster.objects = count;
    for (uint32_t i = 0; i < count; i++)
        object[i] = (struct object){.kind = HANDLE_RESOURCE};
    for (uint32_t i = 0; i + 1 < count; i++) {
        uint32_t from = forward ? i : count - 2 - i;
        assert_int_equal(relate(&cluster, RELATION_DEPENDS, from, from + 1), 0);
    }
}

static void an_assigned_id_is_nobodys_name(void **state)
{
    (void)state;
    uint32_t first, second;
    object[GROUP].name = NAME("C0000000-0000-4000-8000-000000000001");
    assert_int_equal(cluster_add(&cluster, HANDLE_GROUP, NAME("a"), &first), 0);
    assert_true(name_equal(object[first].id, NAME("c0000000-0000-4000-8000-000000000002")));
    assert_int_equal(cluster_add(&cluster, HANDLE_NODE, NAME("b"), &second), 0);
    assert_true(name_equal(object[second].id, NAME("c0000000-0000-4000-8000-000000000003")));
}

static void a_type_passes_to_the_next_resource_of_it(void **state)
{
    (void)state;
    object[RESOURCE2].type = NAME("IP Address");
    object[RESOURCE2].first_of_type = true;
    object[INTERFACE] = (struct object){.kind = HANDLE_RESOURCE, .type = NAME("network name")};
    cluster_remove(&cluster, RESOURCE);
    assert_true(object[INTERFACE].first_of_type);
    object[RESOURCE2].first_of_type = false; /* one that does not stand for its type */
    cluster_remove(&cluster, RESOURCE2);
    assert_false(object[GROUP].first_of_type);
}

static void the_last_of_a_type_leaves_it_to_nobody(void **state)
{
    (void)state;
    object[RESOURCE2].type = NAME("IP Address");
    cluster_remove(&cluster, RESOURCE);
    assert_false(object[RESOURCE2].first_of_type);
    assert_false(cluster_has_type(&cluster, NAME("Network Name")));
}

static void what_does_not_fit_leaves_the_old_one(void **state)
{
    (void)state;
    static const uint8_t units[2 * (NAME_UNITS_MAX + 1)] = {'x'};
    const struct name longest = {units, NAME_UNITS_MAX, false};
    const struct name longer = {units, NAME_UNITS_MAX + 1, false};
    assert_int_equal(cluster_set_type(&cluster, RESOURCE, longer), ERROR_NOT_ENOUGH_MEMORY);
    assert_int_equal(cluster_rename(&cluster, RESOURCE, longer), ERROR_NOT_ENOUGH_MEMORY);
    assert_true(name_equal(object[RESOURCE].type, NAME("Network Name")));
    assert_true(name_equal(object[RESOURCE].name, NAME("Cluster Name")));
    assert_int_equal(cluster_set_type(&cluster, RESOURCE, longest), 0);
    assert_int_equal(object[RESOURCE].type.units, NAME_UNITS_MAX);
}

/* However the relations stand, and if the chain is all that there is. */
static void a_chain_is_marked_to_its_end(void **state)
{
    (void)state;
    for (int forward = 0; forward < 2; forward++) {
        make_chain(5, forward);
        object[4].mark = 7;
        mark_chain(&cluster, 0, TO_PROVIDERS);
        for (uint32_t i = 0; i < 5; i++)
            assert_int_equal(object[i].mark, 1);
        mark_chain(&cluster, 2, TO_DEPENDENTS);
        for (uint32_t i = 0; i < 5; i++)
            assert_int_equal(object[i].mark, i <= 2);
        assert_int_equal(chain_length(&cluster, 0, TO_PROVIDERS), 4);
        assert_int_equal(chain_length(&cluster, 1, TO_DEPENDENTS), 1);
    }
}

static void no_chain_counts_as_longer_than_one_too_many(void **state)
{
    (void)state;
    make_chain(DEPENDENCY_DEPTH + 1, true);
    assert_int_equal(chain_length(&cluster, 0, TO_PROVIDERS), DEPENDENCY_DEPTH);
    make_chain(DEPENDENCY_DEPTH + 2, true);
    assert_int_equal(chain_length(&cluster, 0, TO_PROVIDERS), DEPENDENCY_DEPTH + 1);
    make_chain(DEPENDENCY_DEPTH + 4, true);
    assert_int_equal(chain_length(&cluster, 0, TO_PROVIDERS), DEPENDENCY_DEPTH + 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(an_assigned_id_is_nobodys_name, make),
        cmocka_unit_test_setup(a_type_passes_to_the_next_resource_of_it, make),
        cmocka_unit_test_setup(the_last_of_a_type_leaves_it_to_nobody, make),
        cmocka_unit_test_setup(what_does_not_fit_leaves_the_old_one, make),
        cmocka_unit_test_setup(a_chain_is_marked_to_its_end, make),
        cmocka_unit_test_setup(no_chain_counts_as_longer_than_one_too_many, make),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
