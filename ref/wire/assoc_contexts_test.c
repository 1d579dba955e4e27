/* Presentation contexts: added, limited, and what their ids mean. */
#include "assoc_bind_test.h"

/* MS-RPCE 3.3.1.5.2.1: the secondary address is empty, sizes and group are ignored. */
static void alter_context_adds_a_context(void **state)
{
    (void)state;
    s.size = 0;
    struct builder b = script_pdu(&s, PDU_ALTER_CONTEXT, PFC_WHOLE, 9);
    pdu_add_bind(&b, 1500, 1500, 99, 1);
    pdu_add_offer(&b, 1, V2, 1);
    pdu_add_syntax(&b, &rpc_syntax_ndr);
    script_end(&s, &b);
    struct owner *o = run_bound(&s);
    struct pdu_bind_ack ack = ack_of(o, PDU_ALTER_CONTEXT_RESP);
    assert_int_equal(ack.max_transmit, 5840);
    assert_int_equal(ack.max_receive, 5840);
    assert_int_equal(ack.group, 42);
    assert_int_equal(ack.address_size, 0);
    assert_result(&ack, 0, 0, &rpc_syntax_ndr);
    assert_int_equal(o->assoc.context_count, 2);
    owner_free(o);
}

static void an_id_keeps_its_meaning(void **state)
{
    (void)state;
    static const struct {
        const struct rpc_syntax *abstract, *transfer, *answer;
        uint16_t result;
    } rows[] = {{V3, &rpc_syntax_ndr, &rpc_syntax_ndr, 0},
                {V3, &rpc_syntax_ndr64, &rpc_syntax_none, 2},
                {V2, &rpc_syntax_ndr, &rpc_syntax_none, 2}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        s.size = 0;
        script_bind(&s, PDU_ALTER_CONTEXT, 0, rows[i].abstract, rows[i].transfer);
        struct owner *o = run_bound(&s);
        struct pdu_bind_ack ack = ack_of(o, PDU_ALTER_CONTEXT_RESP);
        assert_result(&ack, rows[i].result, 0, rows[i].answer);
        assert_int_equal(o->assoc.context_count, 1);
        assert_int_equal(o->assoc.contexts[0].interface, 1);
        assert_int_equal(o->assoc.contexts[0].transfer, TRANSFER_NDR);
        owner_free(o);
    }
    const struct offer offers[] = {
        {0, V3, &rpc_syntax_ndr}, {1, V2, &rpc_syntax_ndr}, {1, V3, &rpc_syntax_ndr}};
    struct owner *o = bind_with(offers, 3); /* nor is it the first context only */
    struct pdu_bind_ack ack = ack_of(o, PDU_BIND_ACK);
    assert_result(&ack, 0, 0, &rpc_syntax_ndr);
    assert_result(&ack, 0, 0, &rpc_syntax_ndr);
    assert_result(&ack, 2, 0, &rpc_syntax_none);
    assert_int_equal(o->assoc.context_count, 2);
    owner_free(o);
}

static void errors_of_alter_context_are_faults(void **state)
{
    (void)state;
    const uint8_t token[16] = {0};
    s.size = 0;
    struct builder b = script_pdu(&s, PDU_ALTER_CONTEXT, PFC_WHOLE, 9);
    offer(&b, &(const struct offer){1, V3, &rpc_syntax_ndr}, 1);
    pdu_add_trailer(&b, 10, 6, 1, token, sizeof token);
    script_end(&s, &b);
    struct owner *o = run_bound(&s);
    assert_fault(o, 0, 9, FAULT_AUTHENTICATION_TYPE, true);
    assert_false(o->closed);
    owner_free(o);

    s.size = 0;
    script_bind(&s, PDU_ALTER_CONTEXT, 1, V3, &rpc_syntax_ndr);
    s.octets[24] = 0; /* no context */
    o = run_bound(&s);
    assert_fault(o, 0, 1, FAULT_PROTOCOL, true);
    assert_true(o->closed);
    assert_int_equal(o->assoc.failure.error, PDU_EMPTY_LIST);
    assert_int_equal(o->assoc.failure.offset, 24);
    owner_free(o);

    s.octets[24] = 1; /* before any bind */
    o = owner_new();
    owner_feed(o, s.octets, s.size, UINT32_MAX);
    assert_fault(o, 0, 1, FAULT_PROTOCOL, true);
    assert_true(o->closed);
    owner_free(o);
}

/* The 17th context is refused; those before stand. */
static void the_number_of_contexts_is_limited(void **state)
{
    (void)state;
    struct offer offers[ASSOC_CONTEXTS + 1];
    for (uint16_t i = 0; i <= ASSOC_CONTEXTS; i++)
        offers[i] = (struct offer){i, V3, &rpc_syntax_ndr};
    struct owner *o = bind_with(offers, ASSOC_CONTEXTS + 1);
    struct pdu_bind_ack ack = ack_of(o, PDU_BIND_ACK);
    for (uint16_t i = 0; i < ASSOC_CONTEXTS; i++)
        assert_result(&ack, 0, 0, &rpc_syntax_ndr);
    assert_result(&ack, 2, 3, &rpc_syntax_none);
    assert_int_equal(o->assoc.context_count, ASSOC_CONTEXTS);
    owner_free(o);
}

static void offer_sixty(enum pdu_type type)
{
    struct builder b = script_pdu(&s, type, PFC_WHOLE, 9);
    pdu_add_bind(&b, 5840, 1432, 0, 60);
    for (uint16_t i = 0; i < 60; i++) {
        pdu_add_offer(&b, i, V3, 1);
        pdu_add_syntax(&b, &rpc_syntax_ndr);
    }
    script_end(&s, &b);
}

/* More results than the client's fragments hold. */
static void an_answer_too_large_is_refused(void **state)
{
    (void)state;
    struct owner *o = owner_new();
    s.size = 0;
    offer_sixty(PDU_BIND);
    owner_feed(o, s.octets, s.size, UINT32_MAX);
    assert_nak(o, NAK_LOCAL_LIMIT);
    assert_int_equal(o->assoc.context_count, 0);
    owner_free(o);

    o = owner_new();
    s.size = 0;
    script_bind(&s, PDU_BIND, 0, V3, &rpc_syntax_ndr);
    s.octets[18] = 1432 % 256;
    s.octets[19] = 1432 / 256;
    offer_sixty(PDU_ALTER_CONTEXT);
    owner_feed(o, s.octets, s.size, UINT32_MAX);
    uint32_t at = 0;
    (void)sent_pdu(o, &at, PDU_BIND_ACK);
    assert_fault(o, at, 9, FAULT_SERVER_TOO_BUSY, true);
    assert_int_equal(o->out[at + 20], 0);
    assert_int_equal(o->assoc.context_count, 1);
    owner_free(o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(alter_context_adds_a_context),
        cmocka_unit_test(an_id_keeps_its_meaning),
        cmocka_unit_test(errors_of_alter_context_are_faults),
        cmocka_unit_test(the_number_of_contexts_is_limited),
        cmocka_unit_test(an_answer_too_large_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
