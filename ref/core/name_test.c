#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "name.h"

#define NAME(text) ((struct name){(const uint8_t *)u"" text, sizeof u"" text / 2 - 1, false})

static void ascii_letters_are_folded(void **state)
{
    (void)state;
    assert_true(name_equal(NAME("Cluster Network 1"), NAME("cLUSTER nETWORK 1")));
    assert_true(name_equal(NAME(""), NAME("")));
    assert_false(name_equal(NAME("node1"), NAME("node2")));
    assert_false(name_equal(NAME("node1"), NAME("node")));
    assert_false(name_equal(NAME("node"), NAME("node1")));
    assert_false(name_equal(NAME("["), NAME("{")));
    assert_false(name_equal(NAME("@"), NAME("`")));
}

static void other_letters_are_not(void **state)
{
    (void)state;
    assert_true(name_equal(NAME("N\u00f6de"), NAME("n\u00f6DE")));
    assert_false(name_equal(NAME("N\u00f6de"), NAME("n\u00d6de")));
}

static void octet_order_is_heeded(void **state)
{
    (void)state;
    const uint8_t big[] = {0, 'N', 0, '1'};
    assert_true(name_equal((struct name){big, 2, true}, NAME("n1")));
    assert_false(name_equal((struct name){big, 2, false}, NAME("n1")));
}

static void spellings_are_told_apart(void **state)
{
    (void)state;
    assert_int_equal(name_spelling(NAME("")), NAME_EMPTY);
    assert_int_equal(name_spelling(NAME("node1")), NAME_NETBIOS);
    assert_int_equal(name_spelling(NAME("FIFTEEN-LETTERS")), NAME_NETBIOS);
    assert_int_equal(name_spelling(NAME("SIXTEEN--LETTERS")), NAME_OTHER);
    assert_int_equal(name_spelling(NAME("\\\\node1")), NAME_OTHER);
    assert_int_equal(name_spelling(NAME("a\tb")), NAME_OTHER);
    assert_int_equal(name_spelling(NAME("node1.example.test")), NAME_DNS);
    assert_int_equal(name_spelling(NAME("a.b")), NAME_DNS);
    assert_int_equal(name_spelling(NAME("a_b.c-d")), NAME_DNS);
    assert_int_equal(name_spelling(NAME("node1.example.test.")), NAME_OTHER);
    assert_int_equal(name_spelling(NAME(".example")), NAME_OTHER);
    assert_int_equal(name_spelling(NAME("a..b")), NAME_OTHER);
    assert_int_equal(name_spelling(NAME("a b.example")), NAME_OTHER);
    assert_int_equal(name_spelling(NAME(".")), NAME_OTHER);
    assert_int_equal(name_spelling(NAME("::1")), NAME_OTHER);
    assert_int_equal(
        name_spelling(NAME("a23456789012345678901234567890123456789012345678901234567890123.b")),
        NAME_DNS);
    assert_int_equal(
        name_spelling(NAME("a234567890123456789012345678901234567890123456789012345678901234.b")),
        NAME_OTHER);
}

static void addresses_are_four_numbers(void **state)
{
    (void)state;
    assert_int_equal(name_spelling(NAME("192.0.2.10")), NAME_ADDRESS);
    assert_int_equal(name_spelling(NAME("0.0.0.0")), NAME_ADDRESS);
    assert_int_equal(name_spelling(NAME("255.255.255.255")), NAME_ADDRESS);
    assert_int_not_equal(name_spelling(NAME("256.0.0.1")), NAME_ADDRESS);
    assert_int_not_equal(name_spelling(NAME("192.0.2")), NAME_ADDRESS);
    assert_int_not_equal(name_spelling(NAME("192.0.2.10.1")), NAME_ADDRESS);
    assert_int_not_equal(name_spelling(NAME("192.0.2.")), NAME_ADDRESS);
    assert_int_not_equal(name_spelling(NAME("192.0.2.01")), NAME_ADDRESS);
    assert_int_not_equal(name_spelling(NAME("192.0.2.x")), NAME_ADDRESS);
}

static void characters_at_the_edges_are_what_they_are(void **state)
{
    (void)state;
    assert_true(name_equal(NAME("az"), NAME("AZ")));
    assert_int_equal(name_spelling(NAME("z.Z")), NAME_DNS);
    assert_int_equal(name_spelling(NAME("a[.b")), NAME_OTHER);
    assert_int_equal(name_spelling(NAME("a@.b")), NAME_OTHER);
    assert_int_equal(name_spelling(NAME("192.0.2.:")), NAME_OTHER);
    assert_int_equal(name_spelling(NAME("192.0.2./")), NAME_OTHER);
    assert_int_equal(name_spelling(NAME("a b")), NAME_NETBIOS);
    assert_int_equal(name_spelling(NAME("a\"b")), NAME_OTHER);
    assert_int_equal(name_spelling(NAME(".1.2.3")), NAME_OTHER);
    assert_int_equal(name_spelling(NAME("1..2.3")), NAME_OTHER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ascii_letters_are_folded),
        cmocka_unit_test(other_letters_are_not),
        cmocka_unit_test(octet_order_is_heeded),
        cmocka_unit_test(spellings_are_told_apart),
        cmocka_unit_test(addresses_are_four_numbers),
        cmocka_unit_test(characters_at_the_edges_are_what_they_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
