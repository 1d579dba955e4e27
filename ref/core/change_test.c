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

/* Whichever it is, and whatever stood there. */
static void a_new_object_takes_a_free_place(void **state)
{
    (void)state;
    uint32_t index;
    memset(&object[OBJECTS], 0xA5, 2 * sizeof object[0]);
    const uint32_t freed[] = {0, RESOURCE2, OBJECTS};
    for (size_t i = 0; i < sizeof freed / sizeof *freed; i++) {
        uint32_t before = freed[i] < OBJECTS ? object[freed[i]].incarnation + 1 : 0;
        if (freed[i] < OBJECTS)
            cluster_remove(&cluster, freed[i]);
        assert_int_equal(cluster_add(&cluster, HANDLE_GROUP, NAME("new"), &index), 0);
        assert_int_equal(index, freed[i]);
        const struct object *o = &object[index];
        assert_int_equal(o->kind, HANDLE_GROUP);
        assert_int_equal(o->incarnation, before);
        assert_int_equal(o->owner, OBJECT_NONE);
        assert_int_equal(o->network, OBJECT_NONE);
        assert_int_equal(o->state, 0);
        assert_int_equal(o->type.units, 0);
        assert_int_equal(o->description.units, 0);
        assert_false(o->local || o->core || o->quorum || o->resume || o->first_of_type);
        assert_true(name_equal(o->name, NAME("new")));
        assert_int_equal(cluster_rename(&cluster, index, NAME("other")), 0);
    }
    assert_int_equal(cluster.objects, OBJECTS + 1);
}

static void an_id_shows_the_whole_number(void **state)
{
    (void)state;
    uint32_t index;
    cluster.assigned = 0x89ABCDEE;
    assert_int_equal(cluster_add(&cluster, HANDLE_GROUP, NAME("a"), &index), 0);
    assert_true(name_equal(object[index].id, NAME("c0000000-0000-4000-8000-000089abcdef")));
    cluster.assigned = 0x76543210;
    assert_int_equal(cluster_add(&cluster, HANDLE_GROUP, NAME("b"), &index), 0);
    assert_true(name_equal(object[index].id, NAME("c0000000-0000-4000-8000-000076543211")));
}

static void removing_ends_what_is_related_only(void **state)
{
    (void)state;
    assert_int_equal(relate(&cluster, RELATION_DEPENDS, RESOURCE2, RESOURCE), 0);
    assert_int_equal(relate(&cluster, RELATION_MEMBER, GROUP, NETWORK), 0);
    assert_int_equal(relate(&cluster, RELATION_EXCLUDES, RESOURCE, NODE1), 0);
    relation[3] = (struct relation){RELATION_EXCLUDES, RESOURCE, NODE2};
    cluster.relations = 3;
    cluster_remove(&cluster, RESOURCE);
    assert_false(related(&cluster, RELATION_DEPENDS, RESOURCE2, RESOURCE));
    assert_true(related(&cluster, RELATION_MEMBER, GROUP, NETWORK));
    assert_false(related(&cluster, RELATION_EXCLUDES, RESOURCE, NODE1));
    assert_int_equal(relation[3].kind, RELATION_EXCLUDES);
    assert_int_equal(object[RESOURCE].incarnation, 1);
}

static void what_is_behind_the_last_is_not_there(void **state)
{
    (void)state;
    cluster.relations = 2;
    relation[2] = (struct relation){RELATION_DEPENDS, RESOURCE, RESOURCE2};
    assert_false(related(&cluster, RELATION_DEPENDS, RESOURCE, RESOURCE2));
    assert_int_equal(related_to(&cluster, RELATION_DEPENDS, RESOURCE), OBJECT_NONE);
    assert_false(relation_ends_at(&cluster, RELATION_DEPENDS, RESOURCE2));
    assert_int_equal(chain_length(&cluster, RESOURCE, TO_PROVIDERS), 0);
    assert_false(unrelate(&cluster, RELATION_DEPENDS, RESOURCE, RESOURCE2));
    assert_int_equal(relate(&cluster, RELATION_MEMBER, 0, 1), 0);
    assert_int_equal(relate(&cluster, RELATION_MEMBER, 0, 2), 0);
    relation[2].kind = RELATION_FREE;
    assert_int_equal(relate(&cluster, RELATION_MEMBER, 0, 3), ERROR_NOT_ENOUGH_MEMORY);
    object[OBJECTS] = object[GROUP];
    object[OBJECTS].name = NAME("behind");
    object[OBJECTS].mark = 7;
    assert_false(cluster_name_taken(&cluster, HANDLE_GROUP, NAME("behind"), OBJECT_NONE));
    mark_chain(&cluster, RESOURCE, TO_PROVIDERS);
    assert_int_equal(object[OBJECTS].mark, 7);
    object[OBJECTS] = object[RESOURCE]; /* of the same type as the one that goes */
    object[OBJECTS].first_of_type = false;
    object[RESOURCE2].type = NAME("other");
    cluster_remove(&cluster, RESOURCE);
    assert_false(object[OBJECTS].first_of_type);
    object[OBJECTS].type = NAME("behind");
    assert_false(cluster_has_type(&cluster, NAME("behind")));
}

/* To the first there is, even if it stands first of all, and to no other kind of object. */
static void a_type_passes_to_one_resource(void **state)
{
    (void)state;
    object[NODE1] = (struct object){.kind = HANDLE_GROUP, .type = NAME("Network Name")};
    cluster_remove(&cluster, RESOURCE);
    assert_false(object[NODE1].first_of_type);
    assert_true(object[RESOURCE2].first_of_type);
    object[NODE1].kind = object[NODE2].kind = HANDLE_RESOURCE;
    object[NODE2].type = NAME("Network Name");
    cluster_remove(&cluster, RESOURCE2);
    assert_true(object[NODE1].first_of_type);
    assert_false(object[NODE2].first_of_type);
    object[RESOURCE] = object[NODE2];
    cluster_remove(&cluster, NODE2); /* which does not stand for its type */
    assert_false(object[RESOURCE].first_of_type);
}

static void the_first_object_has_a_name(void **state)
{
    (void)state;
    assert_true(cluster_name_taken(&cluster, HANDLE_NODE, NAME("NODE1"), OBJECT_NONE));
    assert_false(cluster_name_taken(&cluster, HANDLE_NODE, NAME("NODE1"), NODE1));
}

/* Not always the one in the first place, which may be younger. */
static void one_resource_stands_for_a_type(void **state)
{
    (void)state;
    object[NODE1] = (struct object){.kind = HANDLE_RESOURCE, .type = NAME("Network Name")};
    cluster_remove(&cluster, RESOURCE2);
    assert_true(object[RESOURCE].first_of_type);
    assert_false(object[NODE1].first_of_type);
}

static void a_type_is_there_while_a_resource_has_it(void **state)
{
    (void)state;
    object[NODE1] = (struct object){.kind = HANDLE_RESOURCE, .type = NAME("t")};
    object[NODE2] = (struct object){.kind = HANDLE_RESOURCE, .type = NAME("")};
    assert_true(cluster_has_type(&cluster, NAME("T")));
    assert_false(cluster_has_type(&cluster, NAME("")));
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
        cmocka_unit_test_setup(a_new_object_takes_a_free_place, make),
        cmocka_unit_test_setup(an_id_shows_the_whole_number, make),
        cmocka_unit_test_setup(removing_ends_what_is_related_only, make),
        cmocka_unit_test_setup(what_is_behind_the_last_is_not_there, make),
        cmocka_unit_test_setup(a_type_passes_to_one_resource, make),
        cmocka_unit_test_setup(the_first_object_has_a_name, make),
        cmocka_unit_test_setup(one_resource_stands_for_a_type, make),
        cmocka_unit_test_setup(a_type_is_there_while_a_resource_has_it, make),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
