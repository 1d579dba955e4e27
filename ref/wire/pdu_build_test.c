#include "pdu_build.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { LIMIT = 5840 };

static void assert_failure(struct pdu_failure failure, enum pdu_error error, uint32_t offset)
{
    assert_int_equal(failure.error, error);
    assert_int_equal(failure.offset, offset);
}

/* The secondary address counts its terminator and is padded to 4 (MS-RPCE 3.3.1.5.5). */
static void a_bind_ack_pads_its_address(void **state)
{
    (void)state;
    static const struct {
        const char *address;
        uint8_t length;
        uint32_t results_at;
    } rows[] = {{"", 0, 28},     {"1", 2, 28},  {"135", 4, 32},   {"65535", 6, 32},
                {"4915", 5, 32}, {"13", 3, 32}, {"123456", 7, 36}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint8_t out[96];
        struct pdu pdu;
        struct pdu_bind_ack ack;
        struct pdu_result result = {RESULT_NEGOTIATE_ACK, 2, rpc_syntax_none}, got;
        struct builder b = pdu_begin(out, sizeof out, false, PDU_BIND_ACK, PFC_WHOLE, 1);
        pdu_add_bind_ack(&b, 5840, 1432, 9, rows[i].address, 1);
        pdu_add_result(&b, &result);
        const uint32_t size = pdu_end(&b);
        assert_int_equal(size, rows[i].results_at + 4 + 24);
        assert_int_equal(out[24], rows[i].length);
        assert_memory_equal(out + rows[i].results_at, "\1\0\0\0", 4); /* one result */
        assert_failure(pdu_parse(out, size, LIMIT, &pdu), PDU_OK, 0);
        assert_failure(pdu_parse_bind_ack(&pdu, &ack), PDU_OK, 0);
        assert_int_equal(ack.address_size, rows[i].length);
        assert_memory_equal(ack.address, rows[i].address, rows[i].length);
        assert_true(pdu_result_next(&ack.results, &got));
        assert_int_equal(got.result, RESULT_NEGOTIATE_ACK);
        assert_int_equal(got.reason, 2);
        assert_false(pdu_result_next(&ack.results, &got));
        for (uint32_t cut = 16; cut < size; cut++) {
            out[8] = (uint8_t)cut;
            assert_failure(pdu_parse(out, cut, LIMIT, &pdu), PDU_OK, 0);
            assert_int_equal(pdu_parse_bind_ack(&pdu, &ack).error, PDU_SHORT);
        }
    }
}

static void the_syntaxes_are_the_published_ones(void **state)
{
    (void)state;
    const uint8_t want[] = {
        0x04, 0x5d, 0x88, 0x8a, 0xeb, 0x1c, 0xc9, 0x11, 0x9f, 0xe8,
        0x08, 0x00, 0x2b, 0x10, 0x48, 0x60, 2,    0,    0,    0, // NDR
        0x33, 0x05, 0x71, 0x71, 0xba, 0xbe, 0x37, 0x49, 0x83, 0x19,
        0xb5, 0xdb, 0xef, 0x9c, 0xcc, 0x36, 1,    0,    0,    0, // NDR64
        0,    0,    0,    0,    0,    0,    0,    0,    0,    0,
        0,    0,    0,    0,    0,    0,    0,    0,    0,    0, // none
    };
    uint8_t out[sizeof want];
    struct builder b = builder_over(out, sizeof out);
    pdu_add_syntax(&b, &rpc_syntax_ndr);
    pdu_add_syntax(&b, &rpc_syntax_ndr64);
    pdu_add_syntax(&b, &rpc_syntax_none);
    assert_memory_equal(out, want, sizeof want);
}

static void whole_pdus_are_laid_out_as_in_the_book(void **state)
{
    (void)state;
    const uint8_t want_fault[] = {5, 0, 3, 3, 0x10, 0, 0, 0, 32,   0, 0, 0,    7, 0, 0, 0,
                                  0, 0, 0, 0, 4,    0, 1, 0, 0x1a, 0, 0, 0x1c, 0, 0, 0, 0};
    const uint8_t want_plain[] = {5, 0, 19, 3, 0x10, 0, 0, 0, 16, 0, 0, 0, 7, 0, 0, 0};
    const uint8_t want_auth3[] = {5, 0, 16, 3, 0x10, 0, 0, 0, 30, 0, 2, 0, 7, 0,   0,
                                  0, 0, 0,  0, 0,    9, 6, 0, 0,  1, 0, 0, 0, 'x', 'y'};
    const struct pdu_fault fault = {4, 1, FAULT_CONTEXT_MISMATCH};
    uint8_t out[64];
    assert_int_equal(pdu_build_fault(out, sizeof out, 7, 0, &fault), sizeof want_fault);
    assert_memory_equal(out, want_fault, sizeof want_fault);
    assert_int_equal(pdu_build_plain(out, sizeof out, PDU_ORPHANED, 7), sizeof want_plain);
    assert_memory_equal(out, want_plain, sizeof want_plain);
    struct builder b = pdu_begin(out, sizeof out, false, PDU_AUTH3, PFC_WHOLE, 7);
    builder_u32(&b, 0);
    pdu_add_trailer(&b, 9, 6, 1, (const uint8_t *)"xy", 2);
    assert_int_equal(pdu_end(&b), sizeof want_auth3);
    assert_memory_equal(out, want_auth3, sizeof want_auth3);
}

/* The list of MS-RPCE 3.3.3.5.1, and what stands next to each of its entries. */
static void the_forbidden_statuses_are_fourteen(void **state)
{
    (void)state;
    static const uint32_t list[] = {0x00000000, 0x80000001, 0x80000002, 0x80000003, 0xC0000005,
                                    0xC0000006, 0xC000001D, 0xC0000096, 0xC00000AA, 0xC00000FD,
                                    0xC0000194, 0xC0000235, 0xC0000409, 0xC0000420};
    const size_t count = sizeof list / sizeof *list;
    for (size_t i = 0; i < count; i++) {
        assert_true(pdu_status_forbidden(list[i]));
        if (i + 1 == count || list[i + 1] != list[i] + 1)
            assert_false(pdu_status_forbidden(list[i] + 1));
        if (i == 0 || list[i - 1] != list[i] - 1)
            assert_false(pdu_status_forbidden(list[i] - 1));
    }
}

static void a_pdu_is_at_most_65535_octets(void **state)
{
    (void)state;
    static uint8_t out[65536];
    struct builder b = pdu_begin(out, sizeof out, false, PDU_REQUEST, PFC_WHOLE, 1);
    b.length = 65535;
    assert_int_equal(pdu_end(&b), 65535);
    b.length = 65536;
    assert_int_equal(pdu_end(&b), 0);
}

static void a_long_address_is_cut(void **state)
{
    (void)state;
    uint8_t out[400];
    char address[300];
    memset(address, 'a', sizeof address);
    for (uint32_t length = 254; length < 258; length++) {
        address[length] = '\0';
        struct builder b = pdu_begin(out, sizeof out, false, PDU_BIND_ACK, PFC_WHOLE, 1);
        pdu_add_bind_ack(&b, 5840, 5840, 9, address, 0);
        assert_true(pdu_end(&b) > 0);
        assert_int_equal(out[24] + 256 * out[25], (length < 255 ? length : 255) + 1);
        address[length] = 'a';
    }
}

/* From the start of the stub where there is one, else from the start of the PDU. */
static void a_trailer_is_aligned(void **state)
{
    (void)state;
    static const struct {
        enum pdu_type type;
        uint32_t body, at;
    } rows[] = {{PDU_REQUEST, 8, 24},   {PDU_REQUEST, 9, 40},   {PDU_RESPONSE, 8, 24},
                {PDU_RESPONSE, 20, 40}, {PDU_FAULT, 16, 40},    {PDU_AUTH3, 4, 20},
                {PDU_BIND, 57, 76},     {PDU_CO_CANCEL, 0, 16}, {PDU_ORPHANED, 1, 20}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint8_t out[128];
        struct pdu pdu;
        struct builder b = pdu_begin(out, sizeof out, false, rows[i].type, PFC_WHOLE, 1);
        for (uint32_t k = 0; k < rows[i].body; k++)
            builder_u8(&b, 0);
        pdu_add_trailer(&b, 9, 5, 3, (const uint8_t *)"x", 1);
        const uint32_t size = pdu_end(&b);
        assert_int_equal(size, rows[i].at + 9);
        assert_failure(pdu_parse(out, size, LIMIT, &pdu), PDU_OK, 0);
        assert_true(pdu.trailer.present);
        assert_int_equal(pdu.trailer.type, 9);
        assert_int_equal(pdu.trailer.token_size, 1);
        assert_int_equal(cursor_left(&pdu.body), rows[i].body);
    }
}

static void a_bind_nak_names_version_5_0(void **state)
{
    (void)state;
    const uint8_t want[] = {5, 0, 13, 3, 0x10, 0, 0, 0, 21, 0, 0, 0, 3, 0, 0, 0, 8, 0, 1, 5, 0};
    uint8_t out[32];
    struct pdu pdu;
    struct pdu_bind_nak nak;
    assert_int_equal(pdu_build_bind_nak(out, sizeof out, 3, NAK_AUTHENTICATION_TYPE), sizeof want);
    assert_memory_equal(out, want, sizeof want);
    assert_failure(pdu_parse(out, sizeof want, LIMIT, &pdu), PDU_OK, 0);
    assert_failure(pdu_parse_bind_nak(&pdu, &nak), PDU_OK, 0);
    assert_int_equal(nak.reason, 8);
    assert_int_equal(nak.version_count, 1);
    out[18] = 2;
    assert_failure(pdu_parse_bind_nak(&pdu, &nak), PDU_SHORT, 19);
}

static void a_fault_never_carries_a_forbidden_status(void **state)
{
    (void)state;
    static const uint32_t rows[][2] = {
        {0x1c01000b, 0x1c01000b}, {5, 5},
        {0x6f7, 0x6f7},           {0, 0x1c000012},
        {0xc0000005, 0x1c000012}, {0xc0000420, 0x1c000012},
        {0x80000001, 0x1c000012}, {0xc0000022, 0xc0000022},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint8_t out[32];
        struct pdu pdu;
        const struct pdu_fault fault = {4, 1, rows[i][0]};
        struct pdu_fault got;
        assert_int_equal(pdu_build_fault(out, sizeof out, 6, PFC_DID_NOT_EXECUTE, &fault), 32);
        assert_int_equal(out[3], 0x23);
        assert_failure(pdu_parse(out, 32, LIMIT, &pdu), PDU_OK, 0);
        assert_failure(pdu_parse_fault(&pdu, &got), PDU_OK, 0);
        assert_int_equal(got.status, rows[i][1]);
        assert_int_equal(got.context_id, 4);
        assert_int_equal(got.cancel_count, 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bind_ack_pads_its_address),
        cmocka_unit_test(the_syntaxes_are_the_published_ones),
        cmocka_unit_test(whole_pdus_are_laid_out_as_in_the_book),
        cmocka_unit_test(the_forbidden_statuses_are_fourteen),
        cmocka_unit_test(a_pdu_is_at_most_65535_octets),
        cmocka_unit_test(a_long_address_is_cut),
        cmocka_unit_test(a_trailer_is_aligned),
        cmocka_unit_test(a_bind_nak_names_version_5_0),
        cmocka_unit_test(a_fault_never_carries_a_forbidden_status),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
