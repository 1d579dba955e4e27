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
    } rows[] = {{"", 0, 28}, {"1", 2, 28}, {"135", 4, 32}, {"65535", 6, 32}, {"4915", 5, 32}};
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
        assert_int_equal(out[rows[i].results_at], 1);
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
        cmocka_unit_test(a_bind_nak_names_version_5_0),
        cmocka_unit_test(a_fault_never_carries_a_forbidden_status),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
