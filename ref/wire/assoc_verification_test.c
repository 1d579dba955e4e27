#include "assoc_test.h"

static const uint8_t signature[] = {0x8a, 0xe3, 0x13, 0x71, 0x02, 0xf4, 0x36, 0x71};

/* A call with four octets of parameters, three of padding, and a trailer of one command. */
static struct assoc_call call_with(uint8_t *stub, uint16_t command, const uint8_t *octets,
                                   uint16_t size)
{
    struct assoc_call call = {0};
    struct builder b = builder_over(stub, 100);
    builder_u32(&b, 1);
    builder_u16(&b, 0);
    builder_u8(&b, 0);
    builder_octets(&b, signature, sizeof signature);
    builder_u16(&b, command);
    builder_u16(&b, size);
    builder_octets(&b, octets, size);
    call.call_id = 0x01020304;
    call.context_id = 6;
    call.opnum = 122;
    call.interface = &interfaces[1];
    call.transfer = TRANSFER_NDR;
    call.drep[0] = 0x10;
    call.stub = stub;
    call.stub_size = b.length;
    assert_false(b.full);
    return call;
}

static void without_a_trailer_nothing_is_wrong(void **state)
{
    (void)state;
    uint8_t stub[100];
    struct assoc_call call = call_with(stub, 0xffff, NULL, 0);
    assert_int_equal(assoc_verification(&call, 4), FAULT_ACCESS_DENIED);
    assert_int_equal(assoc_verification(&call, 8), 0);  /* the signature begins at 7 */
    assert_int_equal(assoc_verification(&call, 19), 0); /* all was parameters */
    assert_int_equal(assoc_verification(&call, 20), 0); /* more than there is */
    call.stub_size = 14;                                /* the signature is cut */
    assert_int_equal(assoc_verification(&call, 4), 0);
    call.stub_size = 4;
    assert_int_equal(assoc_verification(&call, 4), 0);
}

/* MS-RPCE 2.2.2.13: unknown commands count only if they must be processed. */
static void unknown_commands_are_ignored_unless_they_must_not(void **state)
{
    (void)state;
    uint8_t stub[100];
    static const uint32_t rows[][2] = {
        {0x4004, 0}, {0x7fff, 0}, {0xc004, FAULT_ACCESS_DENIED}, {0xffff, FAULT_ACCESS_DENIED},
        {0x4001, 0}, {0xc001, 0}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct assoc_call call =
            call_with(stub, (uint16_t)rows[i][0], (const uint8_t *)"\1\0\0", 4);
        assert_int_equal(assoc_verification(&call, 4), rows[i][1]);
    }
}

static void a_trailer_cut_short_is_bad_data(void **state)
{
    (void)state;
    uint8_t stub[100];
    struct assoc_call call = call_with(stub, 0x0004, (const uint8_t *)"\1\0\0", 4);
    for (uint32_t size = 15; size <= 23; size++) { /* and the last command is never marked */
        call.stub_size = size;
        assert_int_equal(assoc_verification(&call, 4), FAULT_BAD_STUB_DATA);
    }
    call = call_with(stub, 0x4004, (const uint8_t *)"\1\0\0", 4);
    for (uint32_t size = 15; size <= 22; size++) { /* it is the last, and cut */
        call.stub_size = size;
        assert_int_equal(assoc_verification(&call, 4), FAULT_BAD_STUB_DATA);
    }
    call = call_with(stub, 0x4004, (const uint8_t *)"\1\0", 3); /* not a multiple of 4 */
    assert_int_equal(assoc_verification(&call, 4), FAULT_BAD_STUB_DATA);
}

static void the_presentation_context_must_be_the_same(void **state)
{
    (void)state;
    uint8_t stub[100], octets[40];
    for (uint16_t flip = 0; flip <= 40; flip++) {
        struct builder b = builder_over(octets, sizeof octets);
        pdu_add_syntax(&b, V3);
        pdu_add_syntax(&b, &rpc_syntax_ndr);
        if (flip < 40)
            octets[flip] ^= 1;
        const struct assoc_call call = call_with(stub, 0x4002, octets, 40);
        const bool minor = flip == 18 || flip == 19; /* the interface serves more than one */
        assert_int_equal(assoc_verification(&call, 4),
                         flip == 40 || minor ? 0 : FAULT_ACCESS_DENIED);
    }
    struct assoc_call call = call_with(stub, 0x4002, octets, 16);
    assert_int_equal(assoc_verification(&call, 4), FAULT_ACCESS_DENIED);
    call = call_with(stub, 0x4002, octets, 36);
    assert_int_equal(assoc_verification(&call, 4), FAULT_ACCESS_DENIED);
    call = call_with(stub, 0x4002, octets, 40);
    call.transfer = TRANSFER_NDR64;
    assert_int_equal(assoc_verification(&call, 4), FAULT_ACCESS_DENIED);
}

static void the_header_must_be_the_same(void **state)
{
    (void)state;
    uint8_t stub[100];
    for (uint16_t flip = 0; flip <= 16; flip++) {
        uint8_t octets[16] = {0, 0, 0, 0, 0x10, 0, 0, 0, 4, 3, 2, 1, 6, 0, 122, 0};
        if (flip < 16)
            octets[flip] ^= 1;
        const struct assoc_call call = call_with(stub, 0xc003, octets, 16);
        const bool reserved = flip >= 1 && flip <= 3;
        assert_int_equal(assoc_verification(&call, 4),
                         flip == 16 || reserved ? 0 : FAULT_ACCESS_DENIED);
    }
}

static void a_header_cut_short_differs(void **state)
{
    (void)state;
    uint8_t stub[100];
    const uint8_t octets[16] = {0, 0, 0, 0, 0x10, 0, 0, 0, 4, 3, 2, 1, 6, 0, 122, 0};
    for (uint16_t size = 0; size < 16; size += 4) {
        const struct assoc_call call = call_with(stub, 0x4003, octets, size);
        assert_int_equal(assoc_verification(&call, 4), FAULT_ACCESS_DENIED);
    }
}

/* Each command is looked at up to the one that is marked as the last. */
static void commands_are_read_to_the_end_mark(void **state)
{
    (void)state;
    uint8_t stub[100];
    const struct assoc_call call =
        call_with(stub, 0x0001, (const uint8_t *)"\1\0\0\0\x04\xc0\0", 8);
    stub[17] = 4; /* the first command has 4 octets; the rest is a second command */
    assert_int_equal(assoc_verification(&call, 4), FAULT_ACCESS_DENIED);
    stub[16] = 0x40; /* the first is the last */
    assert_int_equal(assoc_verification(&call, 4), 0);
    stub[15] = 4; /* the first must be processed and is unknown, the last is good */
    stub[16] = 0x80;
    stub[23] = 1;
    stub[24] = 0x40;
    assert_int_equal(assoc_verification(&call, 4), FAULT_ACCESS_DENIED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_trailer_nothing_is_wrong),
        cmocka_unit_test(unknown_commands_are_ignored_unless_they_must_not),
        cmocka_unit_test(a_trailer_cut_short_is_bad_data),
        cmocka_unit_test(the_presentation_context_must_be_the_same),
        cmocka_unit_test(the_header_must_be_the_same),
        cmocka_unit_test(a_header_cut_short_differs),
        cmocka_unit_test(commands_are_read_to_the_end_mark),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
