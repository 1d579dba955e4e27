/* What is said of a PDU that is cut: which field is not whole; and what is missing reads as zero.
 */
#include "pdu_body_test.h"

enum { FIELDS = 20 };

/* A body's fields, by their size in octets, and what is taken in one piece. */
struct layout {
    enum pdu_type type;
    uint8_t field[FIELDS];
};

static const struct layout layouts[] = {
    {PDU_BIND, {2, 2, 4, 1, 1, 2, 2, 1, 1, 4, 2, 2, 8, 4, 20}},
    {PDU_BIND_ACK, {2, 2, 4, 2, 4, 2, 1, 1, 2, 48}}, /* the fourth 2 is a gap */
    {PDU_BIND_NAK, {2, 1, 2}},
    {PDU_REQUEST, {4, 2, 2, 4, 2, 2, 8}},
    {PDU_RESPONSE, {4, 2, 1, 1}},
    {PDU_FAULT, {4, 2, 1, 1, 4}},
};

static struct pdu_failure parse_body(const struct pdu *pdu)
{
    struct pdu_bind bind;
    struct pdu_bind_ack ack;
    struct pdu_bind_nak nak;
    struct pdu_request request;
    struct pdu_response response;
    struct pdu_fault fault;
    switch (pdu->header.type) {
    case PDU_BIND:
        return pdu_parse_bind(pdu, &bind);
    case PDU_BIND_ACK:
        return pdu_parse_bind_ack(pdu, &ack);
    case PDU_BIND_NAK:
        return pdu_parse_bind_nak(pdu, &nak);
    case PDU_REQUEST:
        return pdu_parse_request(pdu, &request);
    case PDU_RESPONSE:
        return pdu_parse_response(pdu, &response);
    default:
        return pdu_parse_fault(pdu, &fault);
    }
}

/* Where the field begins that `size` octets cut. */
static uint32_t field_cut(const uint8_t *field, uint32_t start, uint32_t size)
{
    uint32_t at = start;
    for (uint32_t i = 0; at + field[i] <= size; i++)
        at += field[i];
    return at;
}

static void assert_short(struct pdu_failure failure, uint32_t offset)
{
    assert_int_equal(failure.error, PDU_SHORT);
    assert_int_equal(failure.offset, offset);
}

/* The body of a PDU, cut after `size` octets, in memory of exactly that size. */
static struct pdu_failure parse_cut(const uint8_t *whole, uint32_t size)
{
    uint8_t *cut = malloc(size);
    struct pdu pdu;
    memcpy(cut, whole, size);
    cut[8] = (uint8_t)size;
    assert_int_equal(pdu_parse(cut, size, LIMIT, &pdu).error, PDU_OK);
    const struct pdu_failure failure = parse_body(&pdu);
    free(cut);
    return failure;
}

static void the_field_that_is_cut_is_named(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++) {
        uint8_t whole[100];
        const uint32_t full = build(whole, sizeof whole, layouts[i].type);
        for (uint32_t size = PDU_HEADER_SIZE; size < full; size++)
            assert_short(parse_cut(whole, size),
                         field_cut(layouts[i].field, PDU_HEADER_SIZE, size));
        assert_int_equal(parse_cut(whole, full).error, PDU_OK);
    }
    uint8_t whole[100]; /* even where the list that it precedes is empty */
    (void)build(whole, sizeof whole, PDU_BIND);
    whole[24] = 0;
    assert_short(parse_cut(whole, 27), 26);
    (void)build(whole, sizeof whole, PDU_BIND_ACK);
    whole[32] = 0;
    assert_short(parse_cut(whole, 35), 34);
    (void)build(whole, sizeof whole, PDU_BIND);
    whole[30] = 0;
    for (uint32_t size = 32; size < 52; size++)
        assert_short(parse_cut(whole, size), field_cut(layouts[0].field, PDU_HEADER_SIZE, size));
}

static void a_header_is_named_likewise(void **state)
{
    (void)state;
    static const uint8_t field[] = {1, 1, 1, 1, 4, 2, 2, 4};
    uint8_t whole[PDU_HEADER_SIZE];
    struct pdu_header header;
    assert_int_equal(pdu_build_plain(whole, sizeof whole, PDU_ORPHANED, 1), sizeof whole);
    for (uint32_t size = 0; size < PDU_HEADER_SIZE; size++)
        assert_short(pdu_parse_header(whole, size, LIMIT, &header), field_cut(field, 0, size));
    assert_int_equal(pdu_parse_header(whole, sizeof whole, LIMIT, &header).error, PDU_OK);
    whole[4] = 0x01; /* EBCDIC, which says nothing of integers: they are big-endian */
    whole[8] = 0;
    whole[9] = 16;
    assert_int_equal(pdu_parse_header(whole, sizeof whole, LIMIT, &header).error, PDU_OK);
    assert_true(header.big_endian);
}

static void what_is_missing_of_a_header_is_zero(void **state)
{
    (void)state;
    struct pdu pdu;
    struct pdu_header header;
    memset(&header, 0xAA, sizeof header);
    assert_short(pdu_parse_header(NULL, 0, LIMIT, &header), 0);
    assert_true(header.frag_length == 0 && header.auth_length == 0 && header.call_id == 0);
    memset(&pdu, 0xAA, sizeof pdu);
    assert_short(pdu_parse(NULL, 0, LIMIT, &pdu), 0);
    assert_int_equal(pdu.header.major, 0);
    assert_int_equal(pdu.header.minor, 0);
    assert_int_equal(pdu.header.type, 0);
    assert_int_equal(pdu.header.flags, 0);
    assert_int_equal(pdu.header.drep[0], 0);
    assert_int_equal(pdu.header.frag_length, 0);
    assert_int_equal(pdu.header.auth_length, 0);
    assert_int_equal(pdu.header.call_id, 0);
    assert_false(pdu.header.big_endian);
    assert_false(pdu.trailer.present);
    assert_int_equal(cursor_left(&pdu.body), 0);
    static const uint8_t wrong[PDU_HEADER_SIZE] = {4};
    assert_int_equal(pdu_parse(wrong, sizeof wrong, LIMIT, &pdu).error, PDU_VERSION);
    assert_int_equal(cursor_left(&pdu.body), 0);
}

/* A PDU that ends behind its header. */
static struct pdu bare(uint8_t *out, enum pdu_type type)
{
    struct pdu pdu;
    const uint32_t size = pdu_build_plain(out, PDU_HEADER_SIZE, type, 1);
    assert_int_equal(pdu_parse(out, size, LIMIT, &pdu).error, PDU_OK);
    return pdu;
}

static void what_is_missing_of_a_bind_is_zero(void **state)
{
    (void)state;
    uint8_t out[PDU_HEADER_SIZE + 1] = {0};
    struct pdu pdu = bare(out, PDU_BIND);
    struct pdu_bind bind;
    struct pdu_bind_ack ack;
    struct pdu_bind_nak nak;
    memset(&bind, 0xAA, sizeof bind);
    memset(&ack, 0xAA, sizeof ack);
    memset(&nak, 0xAA, sizeof nak);
    assert_short(pdu_parse_bind(&pdu, &bind), PDU_HEADER_SIZE);
    assert_true(bind.max_transmit == 0 && bind.max_receive == 0 && bind.group == 0);
    assert_int_equal(bind.context_count, 0);
    assert_int_equal(cursor_left(&bind.contexts), 0);
    assert_short(pdu_parse_bind_ack(&pdu, &ack), PDU_HEADER_SIZE);
    assert_true(ack.max_transmit == 0 && ack.max_receive == 0 && ack.group == 0);
    assert_true(ack.address_size == 0 && ack.address == NULL && ack.result_count == 0);
    assert_int_equal(cursor_left(&ack.results), 0);
    assert_short(pdu_parse_bind_nak(&pdu, &nak), PDU_HEADER_SIZE);
    assert_true(nak.reason == 0 && nak.version_count == 0 && nak.versions == NULL);
}

static void what_is_missing_of_a_call_is_zero(void **state)
{
    (void)state;
    uint8_t out[PDU_HEADER_SIZE];
    struct pdu pdu = bare(out, PDU_REQUEST);
    struct pdu_request request;
    struct pdu_response response;
    struct pdu_fault fault;
    memset(&request, 0xAA, sizeof request);
    memset(&response, 0xAA, sizeof response);
    memset(&fault, 0xAA, sizeof fault);
    assert_short(pdu_parse_request(&pdu, &request), PDU_HEADER_SIZE);
    assert_true(request.alloc_hint == 0 && request.context_id == 0 && request.opnum == 0);
    assert_true(!request.has_object && request.object.time_low == 0);
    assert_int_equal(request.stub_size, 0);
    assert_short(pdu_parse_response(&pdu, &response), PDU_HEADER_SIZE);
    assert_true(response.alloc_hint == 0 && response.context_id == 0);
    assert_true(response.cancel_count == 0 && response.stub_size == 0);
    assert_short(pdu_parse_fault(&pdu, &fault), PDU_HEADER_SIZE);
    assert_true(fault.context_id == 0 && fault.cancel_count == 0 && fault.status == 0);
}

static void what_is_missing_of_a_list_is_zero(void **state)
{
    (void)state;
    struct cursor none = cursor_over(NULL, 0, false);
    struct pdu_offer offer;
    struct rpc_syntax syntax;
    memset(&offer, 0xAA, sizeof offer);
    memset(&syntax, 0xAA, sizeof syntax);
    assert_false(pdu_offer_next(&none, &offer));
    assert_true(offer.context_id == 0 && offer.transfer_count == 0);
    assert_true(rpc_syntax_equal(&offer.abstract, &rpc_syntax_none));
    assert_int_equal(cursor_left(&offer.transfers), 0);
    assert_false(rpc_syntax_take(&none, &syntax));
    assert_true(rpc_syntax_equal(&syntax, &rpc_syntax_none));
}

/* Where there is no stub, a trailer is aligned to 4 (C706 12.6). */
static void a_trailer_without_a_stub_is_aligned(void **state)
{
    (void)state;
    for (uint8_t more = 0; more < 8; more++) {
        uint8_t out[40] = {0};
        struct pdu pdu;
        struct builder b = pdu_begin(out, sizeof out, false, PDU_CO_CANCEL, PFC_WHOLE, 1);
        for (uint8_t i = 0; i < more + 9; i++) /* a trailer with one octet of token is the end */
            builder_u8(&b, 0);
        builder_put_u16(&b, 10, 1);
        const struct pdu_failure failure = pdu_parse(out, pdu_end(&b), LIMIT, &pdu);
        assert_int_equal(failure.error, more % 4 == 0 ? PDU_OK : PDU_AUTH_ALIGN);
        assert_int_equal(failure.offset, more % 4 == 0 ? 0 : PDU_HEADER_SIZE + more);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_field_that_is_cut_is_named),
        cmocka_unit_test(a_header_is_named_likewise),
        cmocka_unit_test(what_is_missing_of_a_header_is_zero),
        cmocka_unit_test(what_is_missing_of_a_bind_is_zero),
        cmocka_unit_test(what_is_missing_of_a_call_is_zero),
        cmocka_unit_test(what_is_missing_of_a_list_is_zero),
        cmocka_unit_test(a_trailer_without_a_stub_is_aligned),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
