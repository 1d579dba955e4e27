/* Towers of ncacn_ip_tcp, as C706 appendix L and MS-RPCE 2.2.1.2.3 lay them out. */
#include "tower.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct tower here = {
    {{0xb97db8b2, 0x4c63, 0x11cf, {0xbf, 0xf6, 8, 0, 0x2b, 0xe2, 0x3f, 0x2f}}, 3, 1},
    {{0x8a885d04, 0x1ceb, 0x11c9, {0x9f, 0xe8, 8, 0, 0x2b, 0x10, 0x48, 0x60}}, 2, 0},
    49153,
    0xc6336401};

static const uint8_t octets[TOWER_SIZE] = {
    5,    0,                                                           // floors
    19,   0, 13, 0xb2, 0xb8, 0x7d, 0xb9, 0x63, 0x4c, 0xcf, 0x11, 0xbf, // interface
    0xf6, 8, 0,  0x2b, 0xe2, 0x3f, 0x2f, 3,    0,    2,    0,    1,    0,
    19,   0, 13, 0x04, 0x5d, 0x88, 0x8a, 0xeb, 0x1c, 0xc9, 0x11, 0x9f, // transfer syntax
    0xe8, 8, 0,  0x2b, 0x10, 0x48, 0x60, 2,    0,    2,    0,    0,    0,
    1,    0, 11, 2,    0,    0,    0,             // connection-oriented RPC
    1,    0, 7,  2,    0,    0xc0, 1,             // TCP, port 49153
    1,    0, 9,  4,    0,    198,  51,   100,  1, // IP
};

static void a_tower_is_written_and_read(void **state)
{
    (void)state;
    uint8_t out[TOWER_SIZE];
    struct builder b = builder_over(out, sizeof out);
    struct tower tower;
    tower_put(&b, &here);
    assert_false(b.full);
    assert_int_equal(b.length, TOWER_SIZE);
    assert_memory_equal(out, octets, TOWER_SIZE);
    assert_true(tower_take(out, sizeof out, &tower));
    assert_true(rpc_syntax_equal(&tower.abstract, &here.abstract));
    assert_true(rpc_syntax_equal(&tower.transfer, &here.transfer));
    assert_int_equal(tower.port, 49153);
    assert_int_equal(tower.address, 0xc6336401);
}

/* Each cut stands in memory of exactly its size, so that a read past the end is seen. */
static void a_tower_cut_anywhere_is_none(void **state)
{
    (void)state;
    for (uint32_t size = 0; size < TOWER_SIZE; size++) {
        uint8_t *cut = malloc(size + 1);
        struct tower tower;
        memcpy(cut, octets, size);
        assert_false(tower_take(cut, size, &tower));
        free(cut);
    }
}

/* A length, a count or a protocol that is another. */
static void every_field_that_counts_is_looked_at(void **state)
{
    (void)state;
    static const struct {
        uint8_t at, octet;
    } rows[] = {
        {0, 4},  {0, 6},   {1, 1},            /* floors */
        {2, 0},  {2, 18},  {4, 12},  {23, 1}, /* interface: no protocol, short, other, short */
        {27, 0}, {27, 18}, {29, 12}, {48, 1}, /* transfer syntax */
        {52, 0}, {54, 10}, {55, 1},           /* connectionless RPC, a short right side */
        {59, 0}, {61, 8},  {62, 1},           /* UDP */
        {66, 0}, {68, 10}, {69, 3},  {69, 5}, /* another network */
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint8_t changed[TOWER_SIZE];
        struct tower tower;
        memcpy(changed, octets, sizeof changed);
        changed[rows[i].at] = rows[i].octet;
        assert_false(tower_take(changed, sizeof changed, &tower));
    }
}

/* The floors' lengths stay consistent; only the one side is too short for what it should hold. */
static void a_side_too_short_for_its_field_is_refused(void **state)
{
    (void)state;
    uint8_t out[TOWER_SIZE];
    struct tower tower;
    struct builder b = builder_over(out, sizeof out);
    builder_octets(&b, octets, 59);
    builder_octets(&b, (const uint8_t *)"\1\0\7\1\0\xc0", 6); /* a port of one octet */
    builder_octets(&b, octets + 66, 9);
    assert_false(tower_take(out, b.length, &tower));
    b = builder_over(out, sizeof out);
    builder_octets(&b, octets, 2);
    builder_octets(&b, (const uint8_t *)"\1\0\x0d\2\0\0\0", 7); /* an interface without a UUID */
    builder_octets(&b, octets + 27, 48);
    assert_false(tower_take(out, b.length, &tower));
    b = builder_over(out, sizeof out);
    builder_octets(&b, octets, 23);
    builder_octets(&b, (const uint8_t *)"\1\0\0", 3); /* a minor version of one octet */
    builder_octets(&b, octets + 27, 48);
    assert_false(tower_take(out, b.length, &tower));
    b = builder_over(out, sizeof out);
    builder_octets(&b, octets, 2);
    builder_octets(&b, (const uint8_t *)"\0\0\0\0", 4); /* a left side without a protocol */
    builder_octets(&b, octets + 27, 48);
    assert_false(tower_take(out, b.length, &tower));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tower_is_written_and_read),
        cmocka_unit_test(a_tower_cut_anywhere_is_none),
        cmocka_unit_test(every_field_that_counts_is_looked_at),
        cmocka_unit_test(a_side_too_short_for_its_field_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
