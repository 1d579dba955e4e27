/* The bodies of PDUs: whatever is missing from one is missed, and nothing else. */
#include "pdu.h"
#include "pdu_build.h"
#include "pdu_frame.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { LIMIT = 5840 };

static const struct pdu_result accepted = {0, 7, {{1, 2, 3, {4, 5}}, 2, 0}};

/* One PDU of each type that has a body, every field of it written. */
static uint32_t build(uint8_t *out, uint32_t capacity, enum pdu_type type)
{
    const struct pdu_fault fault = {3, 1, 5};
    struct builder b = pdu_begin(out, capacity, false, type, PFC_WHOLE, 1);
    switch (type) {
    case PDU_BIND_ACK:
        pdu_add_bind_ack(&b, 5840, 4280, 9, "135", 2);
        pdu_add_result(&b, &accepted);
        pdu_add_result(&b, &accepted);
        return pdu_end(&b);
    case PDU_BIND_NAK:
        return pdu_build_bind_nak(out, capacity, 1, NAK_LOCAL_LIMIT);
    case PDU_RESPONSE:
        pdu_add_response(&b, 6, 3, 1);
        return pdu_end(&b);
    case PDU_REQUEST:
        pdu_add_request(&b, 6, 3, 122, NULL);
        return pdu_end(&b);
    default:
        return pdu_build_fault(out, capacity, 1, 0, &fault) - 4; /* less what is ignored */
    }
}

static struct pdu_failure parse_body(const struct pdu *pdu)
{
    struct pdu_bind_ack ack;
    struct pdu_bind_nak nak;
    struct pdu_response response;
    struct pdu_request request;
    struct pdu_fault fault;
    switch (pdu->header.type) {
    case PDU_BIND_ACK:
        return pdu_parse_bind_ack(pdu, &ack);
    case PDU_BIND_NAK:
        return pdu_parse_bind_nak(pdu, &nak);
    case PDU_RESPONSE:
        return pdu_parse_response(pdu, &response);
    case PDU_REQUEST:
        return pdu_parse_request(pdu, &request);
    default:
        return pdu_parse_fault(pdu, &fault);
    }
}

/* Each cut stands in memory of exactly its size, so that a read past the end is seen. */
static void a_body_cut_anywhere_is_short(void **state)
{
    (void)state;
    static const enum pdu_type types[] = {PDU_BIND_ACK, PDU_BIND_NAK, PDU_RESPONSE, PDU_REQUEST,
                                          PDU_FAULT};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        uint8_t whole[100];
        const uint32_t full = build(whole, sizeof whole, types[i]);
        for (uint32_t size = PDU_HEADER_SIZE; size <= full; size++) {
            uint8_t *cut = malloc(size);
            struct pdu pdu;
            memcpy(cut, whole, size);
            cut[8] = (uint8_t)size;
            assert_int_equal(pdu_parse(cut, size, LIMIT, &pdu).error, PDU_OK);
            const struct pdu_failure failure = parse_body(&pdu);
            assert_int_equal(failure.error, size < full ? PDU_SHORT : PDU_OK);
            assert_true(failure.offset <= size);
            free(cut);
        }
    }
}

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
        cmocka_unit_test(a_body_cut_anywhere_is_short),
        cmocka_unit_test(what_is_built_is_read),
        cmocka_unit_test(a_frame_is_filled_in_any_pieces),
        cmocka_unit_test(a_result_is_whole_or_none),
        cmocka_unit_test(features_are_told_by_every_field),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
