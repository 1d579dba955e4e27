/* The explorer over the reference with faults that hide behind its reductions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "clusapi.h"
#include "explore.h"

static struct suite suite;
static struct exploration exploration;

static int open_suite(void **state)
{
    struct suite_request request = {.file = NULL};
    (void)state;
    return suite_open(&suite, &request, stderr) ? 0 : 1;
}

static int close_suite(void **state)
{
    (void)state;
    suite_close(&suite);
    return 0;
}

/* -- faults: functions in the place of the reference's own. Each process that explores has its own
 * memory of what was called. */

static unsigned spoilt; /* bits */

static int spoiling_state(HNODE node)
{
    spoilt |= node == NULL ? 1u : 0u;
    return GetClusterNodeState(node);
}

static int spoiling_network_state(HNETWORK network)
{
    spoilt |= network == NULL ? 2u : 0u;
    return GetClusterNetworkState(network);
}

static HNETWORK network_unless_spoilt(HCLUSTER cluster, LPCWSTR name)
{
    if (spoilt != 0) {
        SetLastError(8);
        return NULL;
    }
    return OpenClusterNetwork(cluster, name);
}

static HNETWORK network_unless_spoilt_twice(HCLUSTER cluster, LPCWSTR name)
{
    unsigned was = spoilt;
    spoilt = was == 3 ? was : 0;
    HNETWORK network = network_unless_spoilt(cluster, name);
    spoilt = was;
    return network;
}

static HCLUSTER by_ex; /* the newest from OpenClusterEx(GENERIC_ALL) */

static HCLUSTER remembering_open(LPCWSTR name, DWORD access, LPDWORD granted)
{
    HCLUSTER cluster = OpenClusterEx(name, access, granted);
    by_ex = access == GENERIC_ALL ? cluster : by_ex;
    return cluster;
}

static BOOL close_but_by_ex(HCLUSTER cluster)
{
    return cluster != NULL && cluster == by_ex ? TRUE : CloseCluster(cluster);
}

enum { NODES = 1000 };
static HNODE node[NODES];
static size_t nodes;

static HNODE counting_open(HCLUSTER cluster, LPCWSTR name)
{
    HNODE opened = OpenClusterNode(cluster, name);
    if (opened != NULL && nodes < NODES) {
        node[nodes++] = opened;
    }
    return opened;
}

/* Where the handle stands among three that were opened. */
static size_t place_of(HNODE handle)
{
    size_t n = 0;
    while (n < nodes && node[n] != handle) {
        n++;
    }
    return nodes == 3 ? n : NODES;
}

static BOOL close_but_place(HNODE handle, size_t place)
{
    if (place_of(handle) == place) {
        SetLastError(8);
        return FALSE;
    }
    nodes = 0;
    return CloseClusterNode(handle);
}

static BOOL close_but_middle(HNODE handle)
{
    return close_but_place(handle, 1);
}

static BOOL close_but_oldest(HNODE handle)
{
    return close_but_place(handle, 0);
}

static BOOL forgetting_close(HCLUSTER cluster)
{
    nodes = 0;
    return CloseCluster(cluster);
}

static BOOL crashing_close(HCLUSTER cluster)
{
    if (cluster == (HCLUSTER)(uintptr_t)INVENTED_HANDLE) {
        abort();
    }
    return CloseCluster(cluster);
}

/* -- a subject that has some of them */

struct fault {
    const char *name;
    any_function function;
};

static const struct fault *faults; /* no name after the last */

static any_function find(const struct subject *subject, const char *name)
{
    for (size_t n = 0; faults[n].name != NULL; n++) {
        if (strcmp(faults[n].name, name) == 0) {
            return faults[n].function;
        }
    }
    return subject_ref.find(subject, name);
}

/* Explore it; the number of findings. */
static size_t explore(const struct fault *chosen, struct options options, uint64_t calls)
{
    static struct subject_type type;
    static struct subject subject;
    char why[SUBJECT_TEXT] = "";
    type = subject_ref;
    type.find = find;
    subject = (struct subject){.type = &type, .rest = ""};
    faults = chosen;
    exploration = (struct exploration){.suite = &suite};
    options.seconds = 20;
    assert_int_equal(explore_prepare(&exploration, &options, &subject), EXIT_EXPECTED);
    exploration.walk.calls = calls;
    assert_true(explore_all(&exploration, why));
    return explore_found(&exploration);
}

static const struct fault no_fault[] = {{NULL, NULL}};

/* -- the tests */

static void the_reference_and_the_model_agree(void **state)
{
    (void)state;
    struct options options = {.depth = 3, .detours = 1};
    assert_int_equal(explore(no_fault, options, 0), 0);
    assert_int_equal(exploration.findings, 0);
    assert_true(exploration.sequences > 20000);
    options.kinds = "Resource,NetInterface";
    assert_int_equal(explore(no_fault, options, 0), 0);
    options.profile = "sdk";
    assert_int_equal(explore(no_fault, options, 0), 0);
}

static void shards_and_processes_share_the_work(void **state)
{
    (void)state;
    struct options options = {.depth = 3, .detours = 1};
    uint64_t shared = 0;
    (void)explore(no_fault, options, 0);
    uint64_t whole = exploration.sequences;
    (void)explore(no_fault, options, 500);
    assert_true(exploration.processes > 20);
    assert_true(exploration.sequences == whole);
    for (unsigned n = 1; n <= 3; n++) {
        options.shard = n;
        options.shards = 3;
        (void)explore(no_fault, options, 0);
        assert_true(exploration.sequences < whole);
        shared += exploration.sequences;
    }
    assert_true(shared == whole);
}

/* Reduction 1: after a call that changes nothing the walk does not go on, but for one detour. */
static void a_call_without_effect_that_has_one_is_found(void **state)
{
    (void)state;
    const struct fault fault[] = {{"GetClusterNodeState", (any_function)spoiling_state},
                                  {"OpenClusterNetwork", (any_function)network_unless_spoilt},
                                  {NULL, NULL}};
    struct options options = {.depth = 3};
    assert_int_equal(explore(fault, options, 0), 0);
    assert_true(exploration.findings > 0); /* seen, but not in a process of its own */
    options.detours = 1;
    assert_true(explore(fault, options, 0) > 0);
}

/* Reduction 2: of calls with the same effect only the first is gone on from, but for one detour. */
static void a_fault_of_one_of_two_ways_to_open_is_found(void **state)
{
    (void)state;
    const struct fault fault[] = {{"OpenClusterEx", (any_function)remembering_open},
                                  {"CloseCluster", (any_function)close_but_by_ex},
                                  {NULL, NULL}};
    struct options options = {.depth = 3};
    assert_int_equal(explore(fault, options, 0), 0);
    options.detours = 1;
    assert_true(explore(fault, options, 0) > 0);
}

/* Out of reach of one detour. */
static void a_fault_behind_two_detours_takes_two(void **state)
{
    (void)state;
    const struct fault fault[] = {{"GetClusterNodeState", (any_function)spoiling_state},
                                  {"GetClusterNetworkState", (any_function)spoiling_network_state},
                                  {"OpenClusterNetwork", (any_function)network_unless_spoilt_twice},
                                  {NULL, NULL}};
    struct options options = {.depth = 3, .detours = 1, .first = true};
    assert_int_equal(explore(fault, options, 200), 0);
    options.detours = 2;
    assert_true(explore(fault, options, 200) > 0);
}

/* Reduction 3: of equal handles the oldest and the newest; one between two is out of reach. */
static void a_fault_of_the_handle_between_two_is_not_found(void **state)
{
    (void)state;
    const struct fault middle[] = {{"OpenClusterNode", (any_function)counting_open},
                                   {"CloseClusterNode", (any_function)close_but_middle},
                                   {"CloseCluster", (any_function)forgetting_close},
                                   {NULL, NULL}};
    const struct fault oldest[] = {{"OpenClusterNode", (any_function)counting_open},
                                   {"CloseClusterNode", (any_function)close_but_oldest},
                                   {"CloseCluster", (any_function)forgetting_close},
                                   {NULL, NULL}};
    struct options options = {.depth = 5, .detours = 1, .alphabet = "core", .first = true};
    assert_int_equal(explore(middle, options, 50), 0);
    assert_true(explore(oldest, options, 50) > 0);
    assert_int_equal(exploration.walk.length, 5);
}

static void a_crash_is_an_answer_and_the_walk_goes_on(void **state)
{
    (void)state;
    const struct fault fault[] = {{"CloseCluster", (any_function)crashing_close}, {NULL, NULL}};
    struct options options = {.depth = 2};
    (void)explore(no_fault, options, 0);
    uint64_t whole = exploration.sequences;
    assert_int_equal(explore(fault, options, 0), 1);
    assert_true(exploration.finding[0].answer.crashed);
    assert_int_equal(exploration.finding[0].place.steps, 0);
    assert_true(exploration.sequences == whole);
}

static void a_difference_is_printed_as_a_case(void **state)
{
    (void)state;
    static const char wanted[] =
        "case    explored-1\n"
        "clause  INF-5\n"
        "under   AMB-30 never\n"
        "under   AMB-32 noticed\n"
        "about   GetClusterInformation of a closed handle: 0, name = $cluster\n"
        "        c1 = OpenClusterEx($cluster, GENERIC_ALL, &granted)\n"
        "             CloseCluster(c1)\n"
        "             GetClusterInformation(c1, name[256], &length = 256, NULL) -> 6\n"
        "\n";
    const struct fault fault[] = {{"OpenClusterEx", (any_function)remembering_open},
                                  {"CloseCluster", (any_function)close_but_by_ex},
                                  {NULL, NULL}};
    struct options options = {.depth = 3, .detours = 1, .first = true};
    char text[1000];
    FILE *file = tmpfile();
    assert_int_equal(explore(fault, options, 0), 1);
    assert_non_null(file);
    explore_case_print(file, &exploration, &exploration.finding[0], 1);
    rewind(file);
    size_t length = fread(text, 1, sizeof text - 1, file);
    text[length] = '\0';
    (void)fclose(file);
    assert_string_equal(text, wanted);
}

static void places_are_text(void **state)
{
    (void)state;
    struct explore_place place;
    char text[EXPLORE_PATH];
    assert_true(explore_place_read(&place, span_of("3.14-.0:7")));
    assert_int_equal(place.steps, 3);
    assert_int_equal(place.step[1].call, 14);
    assert_false(place.step[1].succeeded);
    assert_int_equal(place.next, 7);
    assert_int_equal(explore_place_print(&place, text), 9);
    assert_string_equal(text, "3.14-.0:7");
    assert_true(explore_place_read(&place, span_of(":0")));
    static const char *const wrong[] = {
        "", "3", "3:", ".3:1", "3..1:1", "3:1 ", "x:1", "1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1:0"};
    for (size_t n = 0; n < sizeof wrong / sizeof wrong[0]; n++) {
        assert_false(explore_place_read(&place, span_of(wrong[n])));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_reference_and_the_model_agree),
        cmocka_unit_test(shards_and_processes_share_the_work),
        cmocka_unit_test(a_call_without_effect_that_has_one_is_found),
        cmocka_unit_test(a_fault_of_one_of_two_ways_to_open_is_found),
        cmocka_unit_test(a_fault_behind_two_detours_takes_two),
        cmocka_unit_test(a_fault_of_the_handle_between_two_is_not_found),
        cmocka_unit_test(a_crash_is_an_answer_and_the_walk_goes_on),
        cmocka_unit_test(a_difference_is_printed_as_a_case),
        cmocka_unit_test(places_are_text),
    };
    return cmocka_run_group_tests(tests, open_suite, close_suite);
}
