#include "pdu.h"
#include "pdu_build.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { LIMIT = 5840 };

static const struct rpc_syntax clusapi = {
    {0xb97db8b2, 0x4c63, 0x11cf, {0xbf, 0xf6, 0x08, 0x00, 0x2b, 0xe2, 0x3f, 0x2f}}, 3, 0};

/* A bind as C706 12.6.4.3 lays it out: one context, NDR, version 3.0 of clusapi. */
static const uint8_t bind_le[] = {
    5,    0,    11,   3,    0x10, 0,    0,    0,    72,   0,    0, 0, 7,    0,    0,
    0,                                              // header
    0xd0, 0x16, 0xb8, 0x10, 0x44, 0x33, 0x22, 0x11, // 5840, 4280, group
    1,    0,    0,    0,    5,    0,    1,    0,    // one context, id 5, one syntax
    0xb2, 0xb8, 0x7d, 0xb9, 0x63, 0x4c, 0xcf, 0x11, 0xbf, 0xf6, 8, 0, 0x2b, 0xe2, 0x3f,
    0x2f, 3,    0,    0,    0, // clusapi 3.0
    0x04, 0x5d, 0x88, 0x8a, 0xeb, 0x1c, 0xc9, 0x11, 0x9f, 0xe8, 8, 0, 0x2b, 0x10, 0x48,
    0x60, 2,    0,    0,    0, // NDR 2.0
};
static const uint8_t bind_be[] = {
    5,    0,    11,   3,    0x00, 0,    0,    0,    0,    72,   0, 0, 0,    0,    0,
    7,                                              // header
    0x16, 0xd0, 0x10, 0xb8, 0x11, 0x22, 0x33, 0x44, // 5840, 4280, group
    1,    0,    0,    0,    0,    5,    1,    0,    // one context, id 5, one syntax
    0xb9, 0x7d, 0xb8, 0xb2, 0x4c, 0x63, 0x11, 0xcf, 0xbf, 0xf6, 8, 0, 0x2b, 0xe2, 0x3f,
    0x2f, 0,    0,    0,    3, // clusapi 3.0
    0x8a, 0x88, 0x5d, 0x04, 0x1c, 0xeb, 0x11, 0xc9, 0x9f, 0xe8, 8, 0, 0x2b, 0x10, 0x48,
    0x60, 0,    0,    0,    2, // NDR 2.0
};

static void assert_failure(struct pdu_failure failure, enum pdu_error error, uint32_t offset)
{
    assert_int_equal(failure.error, error);
    assert_int_equal(failure.offset, offset);
}

/* Parses a copy in memory of exactly its size, so that a read past the end is seen. */
static struct pdu_failure parse_bind(const uint8_t *octets, uint32_t size, struct pdu_bind *bind)
{
    uint8_t *copy = malloc(size > 0 ? size : 1);
    struct pdu pdu;
    memcpy(copy, octets, size);
    struct pdu_failure failure = pdu_parse(copy, size, LIMIT, &pdu);
    if (failure.error == PDU_OK)
        failure = pdu_parse_bind(&pdu, bind);
    free(copy);
    return failure;
}

static void check_bind(const uint8_t *octets, bool big)
{
    struct pdu pdu;
    struct pdu_bind bind;
    struct pdu_offer offer;
    struct rpc_syntax syntax;
    assert_int_equal(pdu_parse(octets, sizeof bind_le, LIMIT, &pdu).error, PDU_OK);
    assert_int_equal(pdu.header.big_endian, big);
    assert_int_equal(pdu.header.call_id, 7);
    assert_int_equal(pdu_parse_bind(&pdu, &bind).error, PDU_OK);
    assert_int_equal(bind.max_transmit, 5840);
    assert_int_equal(bind.max_receive, 4280);
    assert_int_equal(bind.group, 0x11223344);
    assert_true(pdu_offer_next(&bind.contexts, &offer));
    assert_int_equal(offer.context_id, 5);
    assert_true(rpc_syntax_equal(&offer.abstract, &clusapi));
    assert_true(pdu_syntax_next(&offer.transfers, &syntax));
    assert_true(rpc_syntax_equal(&syntax, &rpc_syntax_ndr));
    assert_false(pdu_syntax_next(&offer.transfers, &syntax));
    assert_false(pdu_offer_next(&bind.contexts, &offer));
}

static void a_bind_reads_the_same_in_both_orders(void **state)
{
    (void)state;
    check_bind(bind_le, false);
    check_bind(bind_be, true);
}

static void a_built_bind_is_the_one_in_the_book(void **state)
{
    (void)state;
    for (int big = 0; big < 2; big++) {
        uint8_t out[sizeof bind_le];
        struct builder b = pdu_begin(out, sizeof out, big, PDU_BIND, PFC_WHOLE, 7);
        pdu_add_bind(&b, 5840, 4280, 0x11223344, 1);
        pdu_add_offer(&b, 5, &clusapi, 1);
        pdu_add_syntax(&b, &rpc_syntax_ndr);
        assert_int_equal(pdu_end(&b), sizeof out);
        assert_memory_equal(out, big ? bind_be : bind_le, sizeof out);
    }
}

/* Octets behind a list do not belong to it. */
static void lists_end_where_their_count_says(void **state)
{
    (void)state;
    uint8_t out[300];
    struct pdu pdu;
    struct pdu_bind bind;
    struct pdu_bind_ack ack;
    struct pdu_offer offer;
    struct rpc_syntax syntax;
    struct pdu_result result = {0, 0, rpc_syntax_none};
    struct builder b = pdu_begin(out, sizeof out, false, PDU_BIND, PFC_WHOLE, 7);
    pdu_add_bind(&b, 5840, 4280, 0, 2);
    for (int i = 0; i < 3; i++) {
        pdu_add_offer(&b, 5, &clusapi, 1);
        pdu_add_syntax(&b, &rpc_syntax_ndr);
    }
    assert_failure(pdu_parse(out, pdu_end(&b), LIMIT, &pdu), PDU_OK, 0);
    assert_failure(pdu_parse_bind(&pdu, &bind), PDU_OK, 0);
    assert_true(pdu_offer_next(&bind.contexts, &offer));
    assert_true(pdu_syntax_next(&offer.transfers, &syntax));
    assert_false(pdu_syntax_next(&offer.transfers, &syntax));
    assert_true(pdu_offer_next(&bind.contexts, &offer));
    assert_false(pdu_offer_next(&bind.contexts, &offer));
    out[30] = 0; /* no list is behind the first */
    assert_failure(pdu_parse_bind(&pdu, &bind), PDU_EMPTY_LIST, 30);
    b = pdu_begin(out, sizeof out, false, PDU_BIND_ACK, PFC_WHOLE, 7);
    pdu_add_bind_ack(&b, 5840, 4280, 0, "", 1);
    for (int i = 0; i < 3; i++)
        pdu_add_result(&b, &result);
    assert_failure(pdu_parse(out, pdu_end(&b), LIMIT, &pdu), PDU_OK, 0);
    assert_failure(pdu_parse_bind_ack(&pdu, &ack), PDU_OK, 0);
    assert_true(pdu_result_next(&ack.results, &result));
    assert_false(pdu_result_next(&ack.results, &result));
}

static void every_truncation_is_short(void **state)
{
    (void)state;
    struct pdu_bind bind;
    for (uint32_t size = 0; size < sizeof bind_le; size++) {
        uint8_t cut[sizeof bind_le];
        memcpy(cut, bind_le, sizeof cut);
        assert_int_equal(parse_bind(cut, size, &bind).error, PDU_SHORT);
        cut[8] = (uint8_t)size;
        struct pdu_failure failure = parse_bind(cut, size, &bind);
        assert_int_not_equal(failure.error, PDU_OK);
        assert_true(failure.offset <= size);
    }
}

static struct pdu_failure with(uint32_t at, uint8_t octet)
{
    uint8_t changed[sizeof bind_le];
    struct pdu_bind bind;
    memcpy(changed, bind_le, sizeof changed);
    changed[at] = octet;
    return parse_bind(changed, sizeof changed, &bind);
}

static void every_field_of_the_header_is_checked(void **state)
{
    (void)state;
    assert_failure(with(0, 4), PDU_VERSION, 0);
    assert_failure(with(0, 6), PDU_VERSION, 0);
    assert_failure(with(1, 1), PDU_VERSION, 0);
    for (unsigned type = 0; type < 256; type++) {
        bool known = type == 0 || type == 2 || type == 3 || (type >= 11 && type <= 19);
        struct pdu_header header;
        uint8_t changed[sizeof bind_le];
        memcpy(changed, bind_le, sizeof changed);
        changed[2] = (uint8_t)type;
        assert_failure(pdu_parse_header(changed, sizeof changed, LIMIT, &header),
                       known ? PDU_OK : PDU_TYPE, known ? 0 : 2);
    }
    assert_failure(with(3, 1), PDU_NOT_WHOLE, 3);
    assert_failure(with(3, 2), PDU_NOT_WHOLE, 3);
    assert_failure(with(4, 0x11), PDU_OK, 0); /* EBCDIC */
    assert_failure(with(5, 3), PDU_OK, 0);    /* IBM floats */
    assert_failure(with(4, 0x20), PDU_DREP, 4);
    assert_failure(with(4, 0x12), PDU_DREP, 4);
    assert_failure(with(5, 4), PDU_DREP, 4);
    assert_failure(with(8, 15), PDU_LENGTH, 8);
    assert_failure(with(8, 0), PDU_LENGTH, 8);
    assert_failure(with(8, 16), PDU_SHORT, 16);
    assert_failure(with(8, 73), PDU_SHORT, 72);
    assert_failure(with(10, 48), PDU_AUTH_PAD, 18); /* fits; what stands there is no trailer */
    assert_failure(with(10, 49), PDU_AUTH_LENGTH, 10);
    assert_failure(with(11, 0xff), PDU_AUTH_LENGTH, 10);
    assert_failure(with(24, 0), PDU_EMPTY_LIST, 24);
    assert_failure(with(24, 2), PDU_SHORT, 72);
    assert_failure(with(24, 255), PDU_SHORT, 72);
    assert_failure(with(30, 0), PDU_EMPTY_LIST, 30);
    assert_failure(with(30, 2), PDU_SHORT, 52);
    assert_failure(with(30, 255), PDU_SHORT, 52);
}

static void the_largest_fragment_is_the_limit(void **state)
{
    (void)state;
    static uint8_t large[LIMIT + 1];
    struct pdu pdu;
    struct builder b = pdu_begin(large, sizeof large, false, PDU_REQUEST, PFC_WHOLE, 1);
    b.length = LIMIT;
    assert_int_equal(pdu_end(&b), LIMIT);
    assert_failure(pdu_parse(large, sizeof large, LIMIT, &pdu), PDU_OK, 0);
    b.length = LIMIT + 1;
    assert_int_equal(pdu_end(&b), LIMIT + 1);
    assert_failure(pdu_parse(large, sizeof large, LIMIT, &pdu), PDU_LENGTH, 8);
}

/* A request of 24 + 5 octets of stub with a trailer and a token of 4 octets. */
static uint32_t signed_request(uint8_t *out, uint32_t capacity)
{
    const uint8_t text[5] = {1, 2, 3, 4, 5};
    const uint8_t token[4] = {9, 9, 9, 9};
    struct builder b = pdu_begin(out, capacity, false, PDU_REQUEST, PFC_WHOLE, 1);
    pdu_add_request(&b, 5, 1, 2, NULL);
    builder_octets(&b, text, sizeof text);
    pdu_add_trailer(&b, 10, 6, 0x01020304, token, sizeof token);
    return pdu_end(&b);
}

static void a_trailer_is_found_at_the_end(void **state)
{
    (void)state;
    uint8_t out[64];
    struct pdu pdu;
    struct pdu_request request;
    assert_int_equal(signed_request(out, sizeof out), 24 + 16 + 8 + 4);
    assert_failure(pdu_parse(out, sizeof out, LIMIT, &pdu), PDU_OK, 0);
    assert_true(pdu.trailer.present);
    assert_int_equal(pdu.trailer.type, 10);
    assert_int_equal(pdu.trailer.level, 6);
    assert_int_equal(pdu.trailer.context_id, 0x01020304);
    assert_int_equal(pdu.trailer.token_size, 4);
    assert_ptr_equal(pdu.trailer.token, out + 48);
    assert_memory_equal(out + 29, "\0\0\0\0\0\0\0\0\0\0\0", 11); /* padding */
    assert_failure(pdu_parse_request(&pdu, &request), PDU_OK, 0);
    assert_int_equal(request.stub_size, 5);
    assert_ptr_equal(request.stub, out + 24);
}

static void a_trailer_is_checked(void **state)
{
    (void)state;
    uint8_t out[64];
    struct pdu pdu;
    struct pdu_request request;
    (void)signed_request(out, sizeof out);
    out[10] = 8; /* trailer four octets earlier */
    assert_failure(pdu_parse(out, sizeof out, LIMIT, &pdu), PDU_AUTH_ALIGN, 36);
    out[2] = PDU_RESPONSE;
    assert_failure(pdu_parse(out, sizeof out, LIMIT, &pdu), PDU_AUTH_ALIGN, 36);
    out[2] = PDU_FAULT;
    assert_failure(pdu_parse(out, sizeof out, LIMIT, &pdu), PDU_AUTH_ALIGN, 36);
    out[2] = PDU_REQUEST;
    out[10] = 4;
    out[42] = 25; /* 40 - 16 octets precede the trailer */
    assert_failure(pdu_parse(out, sizeof out, LIMIT, &pdu), PDU_AUTH_PAD, 42);
    out[42] = 255;
    assert_failure(pdu_parse(out, sizeof out, LIMIT, &pdu), PDU_AUTH_PAD, 42);
    out[42] = 16;
    assert_failure(pdu_parse(out, sizeof out, LIMIT, &pdu), PDU_OK, 0);
    assert_failure(pdu_parse_request(&pdu, &request), PDU_OK, 0);
    assert_int_equal(request.stub_size, 0);
    out[42] = 17; /* the padding would reach into the request's own fields */
    assert_failure(pdu_parse(out, sizeof out, LIMIT, &pdu), PDU_OK, 0);
    assert_failure(pdu_parse_request(&pdu, &request), PDU_SHORT, 22);
}

/* 25 octets hold a trailer and one octet of token; 24 do not. */
static void the_smallest_trailer_is_bounded(void **state)
{
    (void)state;
    uint8_t out[40];
    struct pdu pdu;
    for (uint32_t size = 16; size < 26; size++) {
        struct builder b = pdu_begin(out, sizeof out, false, PDU_CO_CANCEL, PFC_WHOLE, 1);
        for (uint32_t i = 16; i < size; i++)
            builder_u8(&b, 0);
        builder_put_u16(&b, 10, 1);
        assert_failure(pdu_parse(out, pdu_end(&b), LIMIT, &pdu),
                       size < 25 ? PDU_AUTH_LENGTH : PDU_OK, size < 25 ? 10 : 0);
    }
}

static void auth3_needs_its_trailer(void **state)
{
    (void)state;
    uint8_t out[64];
    struct pdu pdu;
    struct builder b = pdu_begin(out, sizeof out, false, PDU_AUTH3, PFC_WHOLE, 1);
    builder_u32(&b, 0);
    assert_int_equal(pdu_end(&b), 20);
    assert_failure(pdu_parse(out, 20, LIMIT, &pdu), PDU_OK, 0);
    assert_failure(pdu_parse_auth3(&pdu), PDU_AUTH_LENGTH, 10);
    pdu_add_trailer(&b, 10, 6, 0, out, 1);
    assert_int_equal(pdu_end(&b), 29);
    assert_failure(pdu_parse(out, 29, LIMIT, &pdu), PDU_OK, 0);
    assert_failure(pdu_parse_auth3(&pdu), PDU_OK, 0);
}

static void an_object_is_read_when_flagged(void **state)
{
    (void)state;
    uint8_t out[64];
    struct pdu pdu;
    struct pdu_request request;
    struct builder b =
        pdu_begin(out, sizeof out, false, PDU_REQUEST, PFC_WHOLE | PFC_OBJECT_UUID, 1);
    pdu_add_request(&b, 0, 3, 122, &clusapi.uuid);
    builder_u32(&b, 5);
    assert_int_equal(pdu_end(&b), 44);
    assert_failure(pdu_parse(out, 44, LIMIT, &pdu), PDU_OK, 0);
    assert_failure(pdu_parse_request(&pdu, &request), PDU_OK, 0);
    assert_true(request.has_object && rpc_uuid_equal(&request.object, &clusapi.uuid));
    assert_int_equal(request.context_id, 3);
    assert_int_equal(request.opnum, 122);
    assert_int_equal(request.stub_size, 4);
    out[8] = 39;
    assert_failure(pdu_parse(out, 44, LIMIT, &pdu), PDU_OK, 0);
    assert_failure(pdu_parse_request(&pdu, &request), PDU_SHORT, 32);
}

static void building_without_room_gives_nothing(void **state)
{
    (void)state;
    for (uint32_t room = 0; room < 52; room++) {
        uint8_t *out = malloc(room > 0 ? room : 1);
        assert_int_equal(signed_request(out, room), 0);
        free(out);
    }
    uint8_t out[32];
    const struct pdu_fault fault = {0, 0, 5};
    assert_int_equal(pdu_build_fault(out, 31, 1, 0, &fault), 0);
    assert_int_equal(pdu_build_bind_nak(out, 20, 1, NAK_NOT_SPECIFIED), 0);
    assert_int_equal(pdu_build_plain(out, 15, PDU_CO_CANCEL, 1), 0);
    assert_int_equal(pdu_build_plain(out, 16, PDU_CO_CANCEL, 1), 16);
}

/* Whatever the octets, parsing reads nothing outside and says where it stopped. */
static void garbage_is_survived(void **state)
{
    (void)state;
    uint32_t seed = 1;
    for (int round = 0; round < 20000; round++) {
        uint8_t octets[80];
        struct pdu pdu;
        struct pdu_bind bind;
        struct pdu_request request;
        struct pdu_bind_ack ack;
        memcpy(octets, bind_le, sizeof bind_le);
        memset(octets + sizeof bind_le, 0, sizeof octets - sizeof bind_le);
        for (int i = 0; i < 3; i++) {
            seed = seed * 1664525u + 1013904223u;
            octets[seed / 65536u % sizeof octets] = (uint8_t)(seed >> 24);
        }
        if (pdu_parse(octets, sizeof octets, LIMIT, &pdu).error != PDU_OK)
            continue;
        assert_true(pdu_parse_bind(&pdu, &bind).offset <= sizeof octets);
        assert_true(pdu_parse_bind_ack(&pdu, &ack).offset <= sizeof octets);
        assert_true(pdu_parse_request(&pdu, &request).offset <= sizeof octets);
    }
}

static void features_are_told_by_their_prefix(void **state)
{
    (void)state;
    struct rpc_syntax syntax = {{0x6cb71c2c, 0x9812, 0x4540, {3}}, 1, 0};
    uint8_t mask;
    assert_true(rpc_syntax_features(&syntax, &mask));
    assert_int_equal(mask, 3);
    syntax.major = 2;
    assert_false(rpc_syntax_features(&syntax, &mask));
    assert_false(rpc_syntax_features(&rpc_syntax_ndr, &mask));
    assert_int_equal(mask, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bind_reads_the_same_in_both_orders),
        cmocka_unit_test(a_built_bind_is_the_one_in_the_book),
        cmocka_unit_test(lists_end_where_their_count_says),
        cmocka_unit_test(every_truncation_is_short),
        cmocka_unit_test(every_field_of_the_header_is_checked),
        cmocka_unit_test(the_largest_fragment_is_the_limit),
        cmocka_unit_test(a_trailer_is_found_at_the_end),
        cmocka_unit_test(a_trailer_is_checked),
        cmocka_unit_test(the_smallest_trailer_is_bounded),
        cmocka_unit_test(auth3_needs_its_trailer),
        cmocka_unit_test(an_object_is_read_when_flagged),
        cmocka_unit_test(building_without_room_gives_nothing),
        cmocka_unit_test(garbage_is_survived),
        cmocka_unit_test(features_are_told_by_their_prefix),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
