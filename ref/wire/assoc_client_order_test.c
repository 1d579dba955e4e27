/* What a client refuses because of when it comes, or because it is malformed. */
#include "assoc_client_test.h"

/* Everything that waits to be sent is gone. */
static void send_all(void)
{
    uint32_t size;
    while (assoc_client_output(&p.client, &size) != NULL)
        assoc_client_sent(&p.client, size);
}

/* A PDU of a header alone, in the present state. */
static enum assoc_client_event given_empty(enum pdu_type type, uint32_t call_id)
{
    s.size = 0;
    script_plain(&s, type, call_id);
    return give(s.octets, s.size, UINT32_MAX);
}

/* The server's answer to a bind or alter_context: as many results as there are syntaxes. */
static enum assoc_client_event given_results(enum pdu_type type,
                                             const struct rpc_syntax *const *syntaxes,
                                             uint8_t count, uint16_t result)
{
    s.size = 0;
    struct builder b = script_pdu(&s, type, PFC_WHOLE, p.client.call_id);
    pdu_add_bind_ack(&b, 1500, 1600, 77, "", count);
    for (uint8_t i = 0; i < count; i++) {
        const struct pdu_result one = {i == 0 ? 0 : result, 0, *syntaxes[i]};
        pdu_add_result(&b, &one);
    }
    script_end(&s, &b);
    return give(s.octets, s.size, UINT32_MAX);
}

/* Every result is looked at, and those of an earlier bind are not. */
static void each_offer_has_its_result(void **state)
{
    (void)state;
    const struct assoc_offer offers[] = {ndr, {1, *V2, rpc_syntax_ndr64}};
    const struct rpc_syntax *right[] = {&rpc_syntax_ndr, &rpc_syntax_ndr64};
    const struct rpc_syntax *wrong[] = {&rpc_syntax_ndr, &rpc_syntax_ndr};
    const struct rpc_syntax *none[] = {&rpc_syntax_ndr, &rpc_syntax_none};
    meet();
    assert_true(assoc_client_bind(&p.client, 0, offers, 2));
    send_all();
    assert_int_equal(given_results(PDU_BIND_ACK, right, 2, 0), ASSOC_CLIENT_BOUND);
    part();
    meet();
    assert_true(assoc_client_bind(&p.client, 0, offers, 2));
    send_all();
    assert_int_equal(given_results(PDU_BIND_ACK, wrong, 2, 0), ASSOC_CLIENT_CLOSE);
    part();
    meet();
    assert_true(assoc_client_bind(&p.client, 0, offers, 2));
    send_all();
    assert_int_equal(given_results(PDU_BIND_ACK, none, 2, RESULT_PROVIDER_REJECTION),
                     ASSOC_CLIENT_BOUND);
    assert_int_equal(p.client.results[1].result, RESULT_PROVIDER_REJECTION);
    assert_true(assoc_client_bind(&p.client, 0, &ndr, 1)); /* now one alone */
    send_all();
    assert_int_equal(given_results(PDU_ALTER_CONTEXT_RESP, right, 1, 0), ASSOC_CLIENT_BOUND);
    part();
}

/* C706 12.6.4.2: alter_context_resp changes neither sizes nor group. */
static void only_a_bind_ack_settles_sizes_and_group(void **state)
{
    (void)state;
    const struct rpc_syntax *one[] = {&rpc_syntax_ndr};
    bound();
    assert_true(assoc_client_bind(&p.client, 0, &ndr, 1));
    send_all();
    assert_int_equal(given_results(PDU_ALTER_CONTEXT_RESP, one, 1, 0), ASSOC_CLIENT_BOUND);
    assert_int_equal(p.client.transmit_limit, PDU_FRAGMENT);
    assert_int_equal(p.client.receive_limit, PDU_FRAGMENT);
    assert_int_equal(p.client.group, 42);
    part();
}

/* A response, in whatever state the client is. */
static enum assoc_client_event given_response(uint32_t call_id)
{
    s.size = 0;
    struct builder b = script_pdu(&s, PDU_RESPONSE, PFC_WHOLE, call_id);
    pdu_add_response(&b, 0, 0, 0);
    script_end(&s, &b);
    return give(s.octets, s.size, UINT32_MAX);
}

/* No call waits: a response to one that is yet to come is an error, and so is any before the
 * client is bound. */
static void a_response_without_a_call_is_an_error(void **state)
{
    (void)state;
    for (uint32_t id = 0; id <= 1; id++) {
        meet();
        assert_true(assoc_client_bind(&p.client, 0, &ndr, 1));
        send_all();
        assert_int_equal(given_response(id), ASSOC_CLIENT_CLOSE);
        part();
    }
    bound();
    assert_int_equal(given_response(1), ASSOC_CLIENT_IDLE); /* late for all that is known */
    assert_int_equal(given_response(2), ASSOC_CLIENT_CLOSE);
    part();
}

/* What the header says is wrong ends the connection when its 16 octets are there. */
static void a_bad_header_ends_the_connection(void **state)
{
    (void)state;
    uint32_t used;
    bound();
    s.size = 0;
    script_plain(&s, PDU_RESPONSE, 1);
    s.octets[0] = 4;
    assert_int_equal(assoc_client_feed(&p.client, s.octets, s.size, &used), ASSOC_CLIENT_CLOSE);
    assert_int_equal(p.client.state, ASSOC_CLIENT_CLOSED);
    assert_int_equal(p.client.failure.error, PDU_VERSION);
    part();
}

/* What the server sends must be whole, whatever it is. */
static void a_malformed_answer_ends_the_connection(void **state)
{
    (void)state;
    static const enum pdu_type types[] = {PDU_RESPONSE, PDU_FAULT, PDU_BIND_ACK,
                                          PDU_ALTER_CONTEXT_RESP, PDU_BIND_NAK};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        bound();
        assert_true(assoc_client_call(&p.client, 0, 5, NULL, stub, 8));
        send_all();
        assert_int_equal(given_empty(types[i], 2), ASSOC_CLIENT_CLOSE);
        assert_int_equal(p.client.failure.error, PDU_SHORT);
        assert_int_equal(p.client.failure.offset, PDU_HEADER_SIZE);
        part();
    }
}

static void a_bind_nak_answers_a_bind_of_its_number(void **state)
{
    (void)state;
    for (uint32_t id = 1; id <= 2; id++) {
        meet();
        assert_true(assoc_client_bind(&p.client, 0, &ndr, 1));
        send_all();
        s.size = pdu_build_bind_nak(s.octets, 100, id, NAK_LOCAL_LIMIT);
        assert_int_equal(give(s.octets, s.size, UINT32_MAX),
                         id == 1 ? ASSOC_CLIENT_REFUSED : ASSOC_CLIENT_CLOSE);
        part();
    }
    bound(); /* the bind has been answered */
    s.size = pdu_build_bind_nak(s.octets, 100, 1, NAK_LOCAL_LIMIT);
    assert_int_equal(give(s.octets, s.size, UINT32_MAX), ASSOC_CLIENT_CLOSE);
    assert_int_equal(p.client.failure.error, PDU_ORDER);
    part();
}

/* MS-RPCE 3.3.1.5.2.1: an alter_context is refused by a fault; the connection stays. */
static void a_fault_answers_an_alter_context(void **state)
{
    (void)state;
    const struct pdu_fault fault = {0, 0, FAULT_SERVER_TOO_BUSY};
    bound();
    assert_true(assoc_client_bind(&p.client, 0, &ndr, 1));
    send_all();
    s.size = pdu_build_fault(s.octets, sizeof s.octets, 2, 0, &fault);
    assert_int_equal(give(s.octets, s.size, UINT32_MAX), ASSOC_CLIENT_FAULT);
    assert_int_equal(p.client.fault.status, FAULT_SERVER_TOO_BUSY);
    assert_true(assoc_client_call(&p.client, 0, 5, NULL, stub, 8));
    part();
}

/* A reply to a request that is not yet sent, or with a trailer where no security was agreed on. */
static void a_reply_comes_after_its_request_and_bare(void **state)
{
    (void)state;
    for (int row = 0; row < 3; row++) {
        bound();
        assert_true(assoc_client_call(&p.client, 0, 5, NULL, stub, row == 1 ? 20000 : 8));
        if (row != 1)
            send_all();
        struct builder b = script_pdu(&s, PDU_RESPONSE, PFC_WHOLE, 2);
        pdu_add_response(&b, 0, 0, 0);
        if (row == 2)
            pdu_add_trailer(&b, 10, 6, 0, stub, 4);
        script_end(&s, &b);
        assert_int_equal(give(s.octets, s.size, UINT32_MAX),
                         row == 0 ? ASSOC_CLIENT_REPLY : ASSOC_CLIENT_CLOSE);
        part();
    }
}

/* MS-RPCE 3.3.3.5.4: a reply that outgrows the limit is broken off. */
static void a_reply_without_end_is_broken_off(void **state)
{
    (void)state;
    static const uint8_t zeros[4096];
    enum assoc_client_event event = ASSOC_CLIENT_IDLE;
    uint32_t fragments = 0;
    bound();
    assert_true(assoc_client_call(&p.client, 0, 5, NULL, stub, 8));
    send_all();
    while (event == ASSOC_CLIENT_IDLE && fragments < 2000) {
        s.size = 0;
        struct builder b = script_pdu(&s, PDU_RESPONSE, fragments == 0 ? PFC_FIRST_FRAG : 0, 2);
        pdu_add_response(&b, 0, 0, 0);
        builder_octets(&b, zeros, sizeof zeros);
        script_end(&s, &b);
        event = give(s.octets, s.size, UINT32_MAX);
        fragments++;
    }
    assert_int_equal(event, ASSOC_CLIENT_CLOSE);
    assert_int_equal(fragments, ASSOC_CALL_LIMIT / sizeof zeros + 1);
    part();
}

/* The need for memory stands until it is answered, and is answered once. */
static void a_need_stands_until_it_is_answered(void **state)
{
    (void)state;
    uint32_t used;
    bound();
    assert_int_equal(assoc_client_lend(&p.client, stub, sizeof stub), ASSOC_CLIENT_IDLE);
    assert_true(assoc_client_call(&p.client, 0, 5, NULL, stub, 8));
    send_all();
    struct builder b = script_pdu(&s, PDU_RESPONSE, PFC_FIRST_FRAG, 2);
    pdu_add_response(&b, 0, 0, 0);
    builder_octets(&b, stub, 100);
    script_end(&s, &b);
    assert_int_equal(assoc_client_feed(&p.client, s.octets, s.size, &used), ASSOC_CLIENT_NEED);
    assert_int_equal(used, s.size);
    assert_int_equal(assoc_client_feed(&p.client, s.octets, s.size, &used), ASSOC_CLIENT_NEED);
    assert_int_equal(used, 0);
    uint8_t *buffer = malloc(p.client.needed);
    assert_int_equal(assoc_client_lend(&p.client, buffer, p.client.needed), ASSOC_CLIENT_IDLE);
    assert_memory_equal(buffer, stub, 100);
    free(buffer);
    part();
}

/* What was given up is sent first. */
static void nothing_begins_before_the_last_octet_is_sent(void **state)
{
    (void)state;
    bound();
    assert_true(assoc_client_call(&p.client, 0, 5, NULL, stub, 8));
    send_all();
    assert_true(assoc_client_give_up(&p.client, false));
    assert_int_equal(p.client.state, ASSOC_CLIENT_READY);
    assert_false(assoc_client_call(&p.client, 0, 5, NULL, stub, 8));
    assert_false(assoc_client_bind(&p.client, 0, &ndr, 1));
    send_all();
    assert_true(assoc_client_bind(&p.client, 0, &ndr, 1));
    part();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_offer_has_its_result),
        cmocka_unit_test(only_a_bind_ack_settles_sizes_and_group),
        cmocka_unit_test(a_response_without_a_call_is_an_error),
        cmocka_unit_test(a_bad_header_ends_the_connection),
        cmocka_unit_test(a_malformed_answer_ends_the_connection),
        cmocka_unit_test(a_bind_nak_answers_a_bind_of_its_number),
        cmocka_unit_test(a_fault_answers_an_alter_context),
        cmocka_unit_test(a_reply_comes_after_its_request_and_bare),
        cmocka_unit_test(a_reply_without_end_is_broken_off),
        cmocka_unit_test(a_need_stands_until_it_is_answered),
        cmocka_unit_test(nothing_begins_before_the_last_octet_is_sent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
