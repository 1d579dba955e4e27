/* The bodies of PDUs, and the frame that they arrive in. */
#include "pdu_body_test.h"
#include "pdu_frame.h"

static void what_is_built_is_read(void **state)
{
    (void)state;
    uint8_t out[100];
    struct pdu pdu;
    struct pdu_bind_ack ack;
    struct pdu_response response;
    struct pdu_fault fault;
    struct pdu_result result;
    assert_int_equal(pdu_parse(out, build(out, sizeof out, PDU_BIND_ACK), LIMIT, &pdu).error,
                     PDU_OK);
    assert_int_equal(pdu_parse_bind_ack(&pdu, &ack).error, PDU_OK);
    assert_int_equal(ack.group, 9);
    assert_int_equal(ack.address_size, 4);
    assert_memory_equal(ack.address, "135", 4);
    assert_int_equal(ack.result_count, 2);
    assert_true(pdu_result_next(&ack.results, &result));
    assert_int_equal(result.reason, 7);
    assert_true(rpc_syntax_equal(&result.transfer, &accepted.transfer));
    assert_int_equal(pdu_parse(out, build(out, sizeof out, PDU_RESPONSE), LIMIT, &pdu).error,
                     PDU_OK);
    assert_int_equal(pdu_parse_response(&pdu, &response).error, PDU_OK);
    assert_int_equal(response.alloc_hint, 6);
    assert_int_equal(response.context_id, 3);
    assert_int_equal(response.cancel_count, 1);
    assert_int_equal(response.stub_size, 0);
    assert_int_equal(build(out, sizeof out, PDU_FAULT), 28);
    assert_int_equal(pdu_parse(out, sizeof out, LIMIT, &pdu).error, PDU_OK);
    assert_int_equal(pdu_parse_fault(&pdu, &fault).error, PDU_OK);
    assert_int_equal(fault.context_id, 3);
    assert_int_equal(fault.cancel_count, 1);
    assert_int_equal(fault.status, 5);
}

/* Octets that come one at a time, and none at all in between, make the same PDU. */
static void a_frame_is_filled_in_any_pieces(void **state)
{
    (void)state;
    static struct pdu_frame frame;
    uint8_t out[100];
    struct pdu pdu;
    struct pdu_failure failure;
    const uint32_t size = build(out, sizeof out, PDU_BIND_ACK);
    for (uint32_t i = 0; i < size; i++) {
        struct cursor none = cursor_over(NULL, 0, false), one = cursor_over(out + i, 1, false);
        assert_int_equal(pdu_frame_take(&frame, &none, LIMIT, &pdu, &failure), FRAME_PARTIAL);
        assert_int_equal(pdu_frame_take(&frame, &one, LIMIT, &pdu, &failure),
                         i + 1 < size ? FRAME_PARTIAL : FRAME_WHOLE);
    }
    assert_int_equal(pdu.header.frag_length, size);
    assert_memory_equal(frame.octets, out, size);
}

/* A frame has room for PDU_FRAGMENT octets, whatever its limit; and its PDU is taken apart whole.
 */
static void a_frame_tells_what_is_bad(void **state)
{
    (void)state;
    static struct pdu_frame frame;
    uint8_t out[100];
    struct pdu pdu;
    struct pdu_failure failure;
    (void)build(out, sizeof out, PDU_RESPONSE);
    out[8] = (PDU_FRAGMENT + 1) % 256;
    out[9] = (PDU_FRAGMENT + 1) / 256;
    struct cursor c = cursor_over(out, PDU_HEADER_SIZE, false);
    assert_int_equal(pdu_frame_take(&frame, &c, 0xFFFF, &pdu, &failure), FRAME_BAD);
    assert_int_equal(failure.error, PDU_LENGTH);
    memset(&frame, 0, sizeof frame);
    struct builder b = pdu_begin(out, sizeof out, false, PDU_CO_CANCEL, PFC_WHOLE, 1);
    pdu_add_trailer(&b, 10, 6, 1, out, 4);
    c = cursor_over(out, pdu_end(&b), false);
    out[18] = 1; /* padding where there is none */
    assert_int_equal(pdu_frame_take(&frame, &c, LIMIT, &pdu, &failure), FRAME_BAD);
    assert_int_equal(failure.error, PDU_AUTH_PAD);
}

/* A list's elements are whole or they are none. */
static void a_result_is_whole_or_none(void **state)
{
    (void)state;
    uint8_t out[24];
    struct pdu_result result;
    struct builder b = builder_over(out, sizeof out);
    pdu_add_result(&b, &accepted);
    for (uint32_t size = 0; size <= sizeof out; size++) {
        struct cursor c = cursor_over(out, size, false);
        assert_int_equal(pdu_result_next(&c, &result), size == sizeof out);
    }
}

/* MS-RPCE 3.3.1.5.3: the prefix and the version, all of both. */
static void features_are_told_by_every_field(void **state)
{
    (void)state;
    const struct rpc_syntax features = {{0x6cb71c2c, 0x9812, 0x4540, {3}}, 1, 0};
    for (int field = 0; field < 6; field++) {
        struct rpc_syntax s = features;
        uint8_t mask = 9;
        s.uuid.time_low ^= field == 1;
        s.uuid.time_mid ^= field == 2;
        s.uuid.time_high ^= field == 3;
        s.major ^= field == 4;
        s.minor ^= field == 5;
        assert_int_equal(rpc_syntax_features(&s, &mask), field == 0);
        assert_int_equal(mask, field == 0 ? 3 : 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_built_is_read),
        cmocka_unit_test(a_frame_is_filled_in_any_pieces),
        cmocka_unit_test(a_frame_tells_what_is_bad),
        cmocka_unit_test(a_result_is_whole_or_none),
        cmocka_unit_test(features_are_told_by_every_field),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
