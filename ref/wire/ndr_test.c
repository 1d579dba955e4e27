/* Rows: how many octets their types are, that gaps beside them are not looked at (MS-RPCE
 * 3.1.1.5.3.2.2.6), where they stand and what identifies their pointers. */
#include "builder.h"
#include "codec_test.h"

static const struct encoding ndr = {NDR, false, 3};
static const struct encoding ndr64 = {NDR64, false, 3};

/* The first row of the first parameter of a reply that is accepted. */
static void first_row(uint32_t opnum, const struct encoding *e, const struct builder *b,
                      struct value column[COLUMNS])
{
    const struct method *m = method_of(3, opnum);
    static struct message message;
    struct refusal refusal;
    assert_false(b->full);
    assert_true(decode(m, REPLY, e, b->octets, b->length, NULL, &message, &refusal));
    assert_int_equal(message.value[0].count, 1);
    struct row_iterator rows = rows_of(&m->reply.parameter[0], &message.value[0]);
    assert_true(next_row(&rows, column));
}

/* ApiSetServiceAccountPassword's reply: SetAttempted is a BOOLEAN, with three octets behind it. */
static void a_boolean_is_one_octet(void **state)
{
    struct value column[COLUMNS];
    uint8_t stub[64];
    (void)state;
    struct builder b = builder_over(stub, sizeof stub);
    static const uint32_t words[] = {1, 0, 1, 7, 0xFFFFFF01, 5, 1, 0, 0};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        builder_u32(&b, words[i]);
    first_row(108, &ndr, &b, column);
    assert_true(column[0].number == 7);
    assert_true(column[1].number == 1);
    assert_true(column[2].number == 5);
}

/* ApiGetNotifyV2's reply: dwNotifyKey is 4 octets in NDR, a gap behind it, and 8 in NDR64 (MS-RPCE
 * 2.2.4.1.2, 2.2.5.2). */
static void a_pointer_sized_integer_is_as_wide_as_the_syntax(void **state)
{
    static const uint8_t nulls[40] = {0};
    struct value column[COLUMNS];
    uint8_t stub[128];
    (void)state;
    for (int wide = 0; wide < 2; wide++) {
        struct builder b = builder_over(stub, sizeof stub);
        builder_number(&b, 1, wide ? 8 : 4); /* a pointer, and a count of one */
        builder_number(&b, 1, wide ? 8 : 4);
        builder_u64(&b, 0x8877665544332211u); /* the key, or the key and a gap */
        builder_u32(&b, 3);                   /* dwObjectType, and another gap */
        builder_u32(&b, 0xFFFFFFFF);
        builder_u64(&b, 0x123456789ABCDEF0u);
        builder_octets(&b, nulls, wide ? 40 : 24); /* no buffer, no strings */
        if (wide)
            builder_u64(&b, 0);
        builder_u32(&b, 1); /* dwNumNotifications, return */
        builder_u32(&b, 0);
        first_row(139, wide ? &ndr64 : &ndr, &b, column);
        assert_true(column[0].number == (wide ? 0x8877665544332211u : 0x44332211u));
        assert_true(column[1].number == 3);
        assert_true(column[2].number == 0x123456789ABCDEF0u);
        assert_false(column[3].present);
    }
}

/* ApiSetKeySecurity: a structure has a place too, behind a handle and a number. */
static void a_structure_says_where_it_stands(void **state)
{
    static const uint8_t handle[CONTEXT_HANDLE_SIZE] = {0};
    struct message message;
    struct refusal refusal;
    uint8_t stub[64];
    (void)state;
    struct builder b = builder_over(stub, sizeof stub);
    builder_octets(&b, handle, sizeof handle);
    for (int i = 0; i < 4; i++)
        builder_u32(&b, 0);
    assert_true(decode(method_of(3, 39), REQUEST, &ndr, stub, b.length, NULL, &message, &refusal));
    assert_int_equal(message.value[0].where, 0);
    assert_int_equal(message.value[2].where, 24);
    assert_int_equal(refusal.offset, 36);
}

/* ApiOfflineResource's reply in version 2: what is left out stands nowhere. */
static void no_rpc_status_is_nowhere(void **state)
{
    static const struct encoding old = {NDR, false, 2};
    static const uint8_t stub[4];
    struct message message;
    struct refusal refusal;
    (void)state;
    assert_true(decode(method_of(2, 18), REPLY, &old, stub, 4, NULL, &message, &refusal));
    assert_false(message.value[0].present);
    assert_int_equal(message.value[0].where, 0);
}

/* ApiCreateEnum's reply: a NULL pointer takes no referent identifier. */
static void only_pointers_take_identifiers(void **state)
{
    static const uint8_t name[] = {'a', 0};
    struct value cell[4] = {{.number = 1, .present = true},
                            {.present = false},
                            {.number = 2, .present = true},
                            {.at = name, .count = 1, .present = true}};
    struct message message = {{{.cell = cell, .count = 2, .present = true}}};
    uint8_t stub[64];
    uint32_t length;
    (void)state;
    assert_true(encode(method_of(3, 7), REPLY, &ndr, &message, stub, sizeof stub, &length));
    assert_int_equal(octets_u32(stub, false), 0x00020000);
    assert_int_equal(octets_u32(stub + 16, false), 0);
    assert_int_equal(octets_u32(stub + 24, false), 0x00020004);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_boolean_is_one_octet),
        cmocka_unit_test(a_structure_says_where_it_stands),
        cmocka_unit_test(no_rpc_status_is_nowhere),
        cmocka_unit_test(only_pointers_take_identifiers),
        cmocka_unit_test(a_pointer_sized_integer_is_as_wide_as_the_syntax),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
