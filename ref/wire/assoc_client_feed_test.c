#include "assoc_client_test.h"

/* A response fragment of a server, with `size` octets of stub. */
static void respond(uint8_t flags, uint32_t call_id, uint16_t context_id, uint32_t hint,
                    uint32_t size)
{
    struct builder b = script_pdu(&s, PDU_RESPONSE, flags, call_id);
    pdu_add_response(&b, hint, context_id, 0);
    for (uint32_t i = 0; i < size; i++)
        builder_u8(&b, 1);
    script_end(&s, &b);
}

/* Call 2 waits on a bound connection. */
static void calling(void)
{
    uint32_t size;
    bound();
    assert_true(assoc_client_call(&p.client, 0, 5, NULL, stub, 8));
    while (assoc_client_output(&p.client, &size) != NULL)
        assoc_client_sent(&p.client, size);
    assert_int_equal(p.client.call_id, 2);
}

static void replies_are_checked(void **state)
{
    (void)state;
    static const struct {
        uint8_t flags[2];
        uint32_t call_id[2];
        uint16_t context_id[2];
        uint32_t hint;
        uint8_t drep; /* of the second */
        enum assoc_client_event event;
    } rows[] = {
        {{1, 2}, {2, 2}, {0, 0}, 0, 0x10, ASSOC_CLIENT_REPLY},
        {{3, 3}, {1, 2}, {0, 0}, 0, 0x10, ASSOC_CLIENT_REPLY}, /* the first is late */
        {{1, 2}, {2, 3}, {0, 0}, 0, 0x10, ASSOC_CLIENT_CLOSE},
        {{1, 2}, {2, 2}, {0, 1}, 0, 0x10, ASSOC_CLIENT_CLOSE},
        {{3, 3}, {2, 2}, {1, 0}, 0, 0x10, ASSOC_CLIENT_CLOSE},
        {{1, 3}, {2, 2}, {0, 0}, 0, 0x10, ASSOC_CLIENT_CLOSE}, /* begins again */
        {{2, 2}, {2, 2}, {0, 0}, 0, 0x10, ASSOC_CLIENT_CLOSE}, /* has no beginning */
        {{1, 2}, {2, 2}, {0, 0}, 0, 0x11, ASSOC_CLIENT_CLOSE},
        {{1, 2}, {2, 2}, {0, 0}, 0x7fffffff, 0x10, ASSOC_CLIENT_REPLY},
        {{1, 2}, {2, 2}, {0, 0}, 0x80000000, 0x10, ASSOC_CLIENT_CLOSE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        calling();
        respond(rows[i].flags[0], rows[i].call_id[0], rows[i].context_id[0], rows[i].hint, 8);
        const uint32_t second = s.size;
        respond(rows[i].flags[1], rows[i].call_id[1], rows[i].context_id[1], rows[i].hint, 8);
        s.octets[second + 4] = rows[i].drep;
        assert_int_equal(give(s.octets, s.size, UINT32_MAX), rows[i].event);
        assert_int_equal(p.client.failure.offset, rows[i].event == ASSOC_CLIENT_CLOSE ? 2 : 0);
        assert_int_equal(p.client.failure.error,
                         rows[i].event == ASSOC_CLIENT_CLOSE ? PDU_ORDER : PDU_OK);
        assert_int_equal(p.client.state, rows[i].event == ASSOC_CLIENT_CLOSE ? ASSOC_CLIENT_CLOSED
                                                                             : ASSOC_CLIENT_READY);
        part();
    }
}

static void memory_can_be_refused(void **state)
{
    (void)state;
    calling();
    p.budget = 0;
    respond(PFC_FIRST_FRAG, 2, 0, 0, 8);
    assert_int_equal(give(s.octets, s.size, UINT32_MAX), ASSOC_CLIENT_CLOSE);
    assert_int_equal(p.client.state, ASSOC_CLIENT_CLOSED);
    part();
}

static void a_big_endian_reply_is_told(void **state)
{
    (void)state;
    calling();
    struct builder b = pdu_begin(s.octets, 100, true, PDU_RESPONSE, PFC_WHOLE, 2);
    pdu_add_response(&b, 0, 0, 0);
    assert_int_equal(give(s.octets, pdu_end(&b), UINT32_MAX), ASSOC_CLIENT_REPLY);
    assert_true(p.client.big_endian);
    assert_true(assoc_client_call(&p.client, 0, 5, NULL, stub, 8));
    assert_int_equal(exchange(UINT32_MAX), ASSOC_CLIENT_REPLY);
    assert_false(p.client.big_endian);
    part();
}

/* The answer to a call that was given up comes late: it is ignored, reply or fault. */
static void a_late_answer_is_ignored(void **state)
{
    (void)state;
    for (int fault = 0; fault < 2; fault++) {
        const struct pdu_fault late = {0, 0, 5};
        uint32_t size;
        calling();
        assert_true(assoc_client_give_up(&p.client, false));
        assoc_client_sent(&p.client, 16);
        assert_null(assoc_client_output(&p.client, &size));
        if (fault)
            s.size = pdu_build_fault(s.octets, sizeof s.octets, 2, 0, &late);
        else
            respond(PFC_WHOLE, 2, 0, 0, 8);
        assert_int_equal(give(s.octets, s.size, UINT32_MAX), ASSOC_CLIENT_IDLE);
        assert_true(assoc_client_call(&p.client, 0, 5, NULL, stub, 8));
        assert_int_equal(give(s.octets, s.size, UINT32_MAX), ASSOC_CLIENT_IDLE);
        assert_int_equal(p.client.state, ASSOC_CLIENT_CALLING);
        part();
    }
}

/* A fault before all fragments are sent: the rest is not sent. An error likewise. */
static void an_early_answer_stops_the_request(void **state)
{
    (void)state;
    for (int good = 0; good < 2; good++) {
        const struct pdu_fault fault = {0, 0, 5};
        uint32_t size;
        bound();
        assert_true(assoc_client_call(&p.client, 0, 5, NULL, stub, 20000));
        s.size = pdu_build_fault(s.octets, sizeof s.octets, good ? 2 : 3, 0, &fault);
        assert_int_equal(give(s.octets, s.size, UINT32_MAX),
                         good ? ASSOC_CLIENT_FAULT : ASSOC_CLIENT_CLOSE);
        assert_non_null(assoc_client_output(&p.client, &size));
        assoc_client_sent(&p.client, size);
        assert_null(assoc_client_output(&p.client, &size));
        part();
    }
}

/* Every PDU that has no place in a waiting call. */
static void what_does_not_belong_ends_the_connection(void **state)
{
    (void)state;
    static const uint8_t types[] = {PDU_BIND,  PDU_BIND_ACK,           PDU_BIND_NAK, PDU_REQUEST,
                                    PDU_AUTH3, PDU_ALTER_CONTEXT_RESP, PDU_SHUTDOWN, PDU_CO_CANCEL};
    for (size_t i = 0; i < sizeof types; i++) {
        calling();
        struct builder b = script_pdu(&s, (enum pdu_type)types[i], PFC_WHOLE, 2);
        for (int k = 0; k < 5; k++)
            builder_u64(&b, 0);
        script_end(&s, &b);
        assert_int_equal(give(s.octets, s.size, UINT32_MAX), ASSOC_CLIENT_CLOSE);
        assert_int_equal(p.client.state, ASSOC_CLIENT_CLOSED);
        /* the server may ask for the end (C706 12.6.4.11); all else breaks the protocol */
        assert_int_equal(p.client.failure.error, types[i] == PDU_SHUTDOWN ? PDU_OK : PDU_ORDER);
        uint32_t used;
        assert_int_equal(assoc_client_feed(&p.client, s.octets, s.size, &used), ASSOC_CLIENT_CLOSE);
        assert_int_equal(used, 0);
        assert_int_equal(assoc_client_lend(&p.client, stub, sizeof stub), ASSOC_CLIENT_CLOSE);
        part();
    }
}

/* MS-RPCE 3.3.2.5.1. */
static void a_forbidden_status_breaks_the_protocol(void **state)
{
    (void)state;
    for (int good = 0; good < 2; good++) {
        const struct pdu_fault fault = {0, 0, 5};
        calling();
        s.size = pdu_build_fault(s.octets, sizeof s.octets, 2, 0, &fault);
        s.octets[24] = good ? 5 : 0;
        assert_int_equal(give(s.octets, s.size, UINT32_MAX),
                         good ? ASSOC_CLIENT_FAULT : ASSOC_CLIENT_CLOSE);
        part();
    }
}

/* A bind_ack, or what stands for it, with this many results, this transfer syntax and sizes. */
static enum assoc_client_event answered(enum pdu_type type, uint32_t call_id, uint8_t results,
                                        const struct rpc_syntax *transfer, uint16_t transmit,
                                        uint16_t receive)
{
    const struct pdu_result result = {RESULT_ACCEPTANCE, 0, *transfer};
    uint32_t size;
    meet();
    assert_true(assoc_client_bind(&p.client, 0, &ndr, 1));
    while (assoc_client_output(&p.client, &size) != NULL)
        assoc_client_sent(&p.client, size);
    struct builder b = script_pdu(&s, type, PFC_WHOLE, call_id);
    pdu_add_bind_ack(&b, transmit, receive, 1, "135", results);
    for (uint8_t i = 0; i < results; i++)
        pdu_add_result(&b, &result);
    script_end(&s, &b);
    const enum assoc_client_event event = give(s.octets, s.size, UINT32_MAX);
    part();
    return event;
}

static enum assoc_client_event acked(uint8_t results, const struct rpc_syntax *transfer,
                                     uint16_t transmit, uint16_t receive)
{
    return answered(PDU_BIND_ACK, 1, results, transfer, transmit, receive);
}

static void a_bind_ack_is_checked(void **state)
{
    (void)state;
    assert_int_equal(acked(1, &rpc_syntax_ndr, 1432, 1432), ASSOC_CLIENT_BOUND);
    assert_int_equal(p.client.transmit_limit, 1432);
    assert_int_equal(p.client.receive_limit, 1432);
    assert_int_equal(acked(1, &rpc_syntax_ndr, 65535, 65535), ASSOC_CLIENT_BOUND);
    assert_int_equal(p.client.transmit_limit, PDU_FRAGMENT);
    assert_int_equal(p.client.receive_limit, PDU_FRAGMENT);
    assert_int_equal(acked(1, &rpc_syntax_ndr, 1431, 5840), ASSOC_CLIENT_CLOSE);
    assert_int_equal(acked(1, &rpc_syntax_ndr, 5840, 1431), ASSOC_CLIENT_CLOSE);
    assert_int_equal(acked(1, &rpc_syntax_ndr64, 5840, 5840), ASSOC_CLIENT_CLOSE);
    assert_int_equal(acked(0, &rpc_syntax_ndr, 5840, 5840), ASSOC_CLIENT_CLOSE);
    assert_int_equal(acked(2, &rpc_syntax_ndr, 5840, 5840), ASSOC_CLIENT_CLOSE);
    assert_int_equal(answered(PDU_BIND_ACK, 2, 1, &rpc_syntax_ndr, 5840, 5840), ASSOC_CLIENT_CLOSE);
    assert_int_equal(answered(PDU_ALTER_CONTEXT_RESP, 1, 1, &rpc_syntax_ndr, 5840, 5840),
                     ASSOC_CLIENT_CLOSE);
    assert_int_equal(answered(PDU_BIND_NAK, 2, 1, &rpc_syntax_ndr, 5840, 5840), ASSOC_CLIENT_CLOSE);
    assert_int_equal(answered(PDU_FAULT, 1, 1, &rpc_syntax_ndr, 5840, 5840), ASSOC_CLIENT_CLOSE);
    assert_int_equal(answered(PDU_RESPONSE, 1, 1, &rpc_syntax_ndr, 5840, 5840), ASSOC_CLIENT_CLOSE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(replies_are_checked),
        cmocka_unit_test(memory_can_be_refused),
        cmocka_unit_test(a_big_endian_reply_is_told),
        cmocka_unit_test(a_late_answer_is_ignored),
        cmocka_unit_test(an_early_answer_stops_the_request),
        cmocka_unit_test(what_does_not_belong_ends_the_connection),
        cmocka_unit_test(a_forbidden_status_breaks_the_protocol),
        cmocka_unit_test(a_bind_ack_is_checked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
