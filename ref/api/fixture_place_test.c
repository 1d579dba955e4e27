/* Where a fixture says that a cluster is served. */
#include "fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static bool take(struct fixture *fixture, const char *attributes, struct problem *problem)
{
    char text[400];
    snprintf(text, sizeof text, "fixture x\ncluster $there \"c\" %s\n", attributes);
    return fixture_open(fixture, "my.fixture", text, strlen(text), problem);
}

static void expect(const char *attributes, const char *host, uint16_t port, bool mapper,
                   uint32_t patience)
{
    struct fixture f;
    struct problem problem;
    assert_true(take(&f, attributes, &problem));
    assert_string_equal(f.place[0].host, host);
    assert_int_equal(f.place[0].port, port);
    assert_int_equal(f.place[0].mapper, mapper);
    assert_int_equal(f.place[0].patience, patience);
    assert_int_equal(f.place[0].named.units, 5);
    fixture_close(&f);
}

static void places(void **state)
{
    (void)state;
    expect("", "", 0, false, 5);
    expect("endpoint 127.0.0.1[65535]", "127.0.0.1", 65535, false, 5);
    expect("endpoint \"host.example[1]\"", "host.example", 1, false, 5);
    expect("endpoint host.example[1] patience 3600", "host.example", 1, false, 3600);
    expect("patience 1 mapper h", "h", 135, true, 1);
    expect("mapper h[1135]", "h", 1135, true, 5);
}

static void what_is_no_place(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "endpoint \"h[1]", "endpoint \"",   "endpoint",        "endpoint h",   "endpoint [1]",
        "endpoint h[]",    "endpoint h[0]", "endpoint h[x]",   "endpoint h[1", "endpoint h[65536]",
        "endpoint h[1]x",  "mapper",        "mapper h[65536]", "patience",     "patience 0",
        "patience 3601",   "patient 1"};
    for (unsigned i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct fixture f;
        struct problem problem;
        assert_false(take(&f, wrong[i], &problem));
        assert_int_equal(problem.place.line, 2);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places),
        cmocka_unit_test(what_is_no_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
