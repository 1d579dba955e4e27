#include "assoc_test.h"

static struct script s;

/* Replies of every size around the fragment's: how many fragments, each full but the last, each
 * saying what is still to come (MS-RPCE 2.2.2.6). */
static void replies_are_cut(void **state)
{
    (void)state;
    static const uint32_t rows[][2] = {{1, 1},    {5815, 1},  {5816, 1},  {5817, 2},
                                       {5824, 2}, {11632, 2}, {11633, 3}, {1000000, 172}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct owner *o = owner_new();
        uint32_t at = 0, total = 0, count = 0;
        o->reply_size = rows[i][0];
        s.size = 0;
        script_bind(&s, PDU_BIND, 0, V3, &rpc_syntax_ndr);
        script_request(&s, PFC_WHOLE, 8, 0, 1, 4);
        owner_feed(o, s.octets, s.size, UINT32_MAX);
        (void)sent_pdu(o, &at, PDU_BIND_ACK);
        for (; at < o->out_size; count++) {
            struct pdu_response response;
            struct pdu pdu = sent_pdu(o, &at, PDU_RESPONSE);
            assert_int_equal(pdu_parse_response(&pdu, &response).error, PDU_OK);
            assert_int_equal(pdu.header.call_id, 8);
            assert_int_equal((pdu.header.flags & PFC_FIRST_FRAG) != 0, count == 0);
            assert_int_equal((pdu.header.flags & PFC_LAST_FRAG) != 0, at == o->out_size);
            assert_int_equal(response.alloc_hint, rows[i][0] - total);
            assert_int_equal(response.cancel_count, 0);
            assert_true(at == o->out_size || response.stub_size == 5816);
            for (uint32_t k = 0; k < response.stub_size; k++)
                assert_int_equal(response.stub[k], (total + k) % 251);
            total += response.stub_size;
        }
        assert_int_equal(total, rows[i][0]);
        assert_int_equal(count, rows[i][1]);
        assert_false(assoc_holds_reply(&o->assoc));
        owner_free(o);
    }
}

static void an_empty_reply_is_one_fragment(void **state)
{
    (void)state;
    s.size = 0;
    script_request(&s, PFC_WHOLE, 8, 0, 1, 0);
    struct owner *o = run_bound(&s);
    uint32_t at = 0;
    assert_int_equal(sent_pdu(o, &at, PDU_RESPONSE).header.flags, PFC_WHOLE);
    assert_int_equal(at, 24);
    assert_int_equal(o->out_size, 24);
    owner_free(o);
}

/* The client's receive size is kept, down to what everyone must receive. */
static void replies_obey_the_agreed_size(void **state)
{
    (void)state;
    static const uint32_t rows[][2] = {{1432, 1432}, {1435, 1432}, {2000, 2000}, {100, 1432}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct owner *o = owner_new();
        uint32_t at = 0;
        o->reply_size = 3000;
        s.size = 0;
        script_bind(&s, PDU_BIND, 0, V3, &rpc_syntax_ndr);
        s.octets[18] = (uint8_t)(rows[i][0] % 256);
        s.octets[19] = (uint8_t)(rows[i][0] / 256);
        script_request(&s, PFC_WHOLE, 8, 0, 1, 4);
        owner_feed(o, s.octets, s.size, UINT32_MAX);
        (void)sent_pdu(o, &at, PDU_BIND_ACK);
        assert_int_equal(sent_pdu(o, &at, PDU_RESPONSE).header.frag_length, rows[i][1]);
        owner_free(o);
    }
}

/* While a reply drains, the connection is not read. */
static void nothing_is_read_while_sending(void **state)
{
    (void)state;
    static uint8_t reply[20000];
    uint32_t used, size;
    s.size = 0;
    struct owner *o = run_bound(&s);
    struct assoc *a = &o->assoc;
    script_request(&s, PFC_WHOLE, 1, 0, 1, 4);
    script_request(&s, PFC_WHOLE, 2, 0, 1, 4);
    assert_int_equal(assoc_feed(a, s.octets, s.size, &used), ASSOC_CALL);
    assert_int_equal(used, 28);
    assert_int_equal(assoc_feed(a, s.octets + 28, 28, &used), ASSOC_CALL); /* it stands */
    assert_int_equal(used, 0);
    assert_true(assoc_reply(a, reply, sizeof reply));
    assert_false(assoc_reply(a, reply, 1)); /* answered already */
    assert_false(assoc_fault(a, 5, false));
    assert_false(assoc_pending(a));
    uint32_t fragments = 0;
    while (assoc_output(a, &size) != NULL) {
        assert_int_equal(assoc_holds_reply(a), fragments < 3);
        assert_int_equal(assoc_feed(a, s.octets + 28, 28, &used), ASSOC_IDLE);
        assert_int_equal(used, 0);
        assoc_sent(a, size - 1);
        assert_non_null(assoc_output(a, &size));
        assert_int_equal(size, 1);
        assoc_sent(a, 1);
        fragments++;
    }
    assert_int_equal(fragments, 4);
    assert_int_equal(assoc_feed(a, s.octets + 28, 28, &used), ASSOC_CALL);
    assert_int_equal(a->call.call_id, 2);
    owner_free(o);
}

/* More octets than there were count as all. */
static void no_more_is_sent_than_there_is(void **state)
{
    (void)state;
    uint32_t used, size;
    s.size = 0;
    struct owner *o = run_bound(&s);
    script_request(&s, PFC_WHOLE, 1, 0, 1, 4);
    assert_int_equal(assoc_feed(&o->assoc, s.octets, s.size, &used), ASSOC_CALL);
    assert_true(assoc_fault(&o->assoc, 5, false));
    assoc_sent(&o->assoc, 30);
    assert_non_null(assoc_output(&o->assoc, &size));
    assert_int_equal(size, 2);
    assoc_sent(&o->assoc, 3);
    assert_null(assoc_output(&o->assoc, &size));
    owner_free(o);
}

static void the_owner_can_fault(void **state)
{
    (void)state;
    static const struct {
        uint32_t status, sent;
    } rows[] = {{FAULT_CONTEXT_MISMATCH, FAULT_CONTEXT_MISMATCH},
                {0, FAULT_UNSPECIFIED},
                {0xc0000005, FAULT_UNSPECIFIED}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (int did_not = 0; did_not < 2; did_not++) {
            uint32_t used;
            s.size = 0;
            struct owner *o = run_bound(&s);
            script_request(&s, PFC_WHOLE, 9, 0, 1, 4);
            assert_int_equal(assoc_feed(&o->assoc, s.octets, s.size, &used), ASSOC_CALL);
            assert_true(assoc_fault(&o->assoc, rows[i].status, did_not == 1));
            owner_send(o, UINT32_MAX);
            assert_fault(o, 0, 9, rows[i].sent, did_not == 1);
            assert_int_equal(o->assoc.state, ASSOC_READY);
            owner_free(o);
        }
    }
}

/* A connection on which call 9 is pending. */
static struct owner *with_pending_call(void)
{
    s.size = 0;
    struct owner *o = run_bound(&s);
    o->leave_pending = true;
    script_request(&s, PFC_WHOLE, 9, 0, 1, 4);
    owner_feed(o, s.octets, s.size, UINT32_MAX);
    assert_int_equal(o->assoc.state, ASSOC_PENDING);
    assert_int_equal(o->out_size, 0);
    s.size = 0;
    return o;
}

static void a_pending_call_is_answered_later(void **state)
{
    (void)state;
    struct owner *o = with_pending_call();
    uint32_t at = 0;
    assert_null(o->assoc.call.stub);
    assert_int_equal(o->assoc.call.stub_size, 0);
    assert_true(assoc_reply(&o->assoc, (const uint8_t *)"abcd", 4));
    owner_send(o, UINT32_MAX);
    assert_int_equal(sent_pdu(o, &at, PDU_RESPONSE).header.call_id, 9);
    assert_memory_equal(o->out + 24, "abcd", 4);
    script_plain(&s, PDU_CO_CANCEL, 9); /* too late: it is over */
    owner_feed(o, s.octets, s.size, UINT32_MAX);
    assert_int_equal(o->out_size, 28);
    assert_int_equal(o->ended, 0);
    owner_free(o);
}

/* Without CONC_MPX nothing else may be asked meanwhile (MS-RPCE 3.3.1.5.8). */
static void a_request_beside_a_pending_call_is_an_error(void **state)
{
    (void)state;
    for (int what = 0; what < 3; what++) {
        struct owner *o = with_pending_call();
        if (what == 0)
            script_request(&s, PFC_WHOLE, 10, 0, 1, 4);
        if (what == 1)
            script_request(&s, PFC_LAST_FRAG, 9, 0, 1, 4);
        if (what == 2)
            script_bind(&s, PDU_ALTER_CONTEXT, 1, V2, &rpc_syntax_ndr);
        owner_feed(o, s.octets, s.size, UINT32_MAX);
        assert_true(o->closed);
        assert_int_equal(o->calls, 1);
        assert_fault(o, 0, what == 0 ? 10 : what == 1 ? 9 : 1, FAULT_PROTOCOL, true);
        assert_false(assoc_reply(&o->assoc, NULL, 0)); /* the call has ended */
        owner_free(o);
    }
}

/* co_cancel: a fault, and the method did run; orphaned: nothing; another call's: no effect. */
static void a_pending_call_is_given_up(void **state)
{
    (void)state;
    for (int orphaned = 0; orphaned < 2; orphaned++) {
        const enum pdu_type type = orphaned ? PDU_ORPHANED : PDU_CO_CANCEL;
        struct owner *o = with_pending_call();
        script_plain(&s, type, 8);
        script_plain(&s, type, 10);
        owner_feed(o, s.octets, s.size, UINT32_MAX);
        assert_int_equal(o->assoc.state, ASSOC_PENDING);
        s.size = 0;
        script_plain(&s, type, 9);
        owner_feed(o, s.octets, s.size, UINT32_MAX);
        assert_int_equal(o->ended, 1);
        assert_false(assoc_reply(&o->assoc, NULL, 0));
        if (orphaned) {
            assert_int_equal(o->out_size, 0);
        } else {
            assert_fault(o, 0, 9, FAULT_CANCEL, false);
            assert_int_equal(o->out[22], 1); /* cancel_count */
        }
        o->leave_pending = false;
        s.size = 0;
        script_request(&s, PFC_WHOLE, 10, 0, 1, 4); /* the connection lives */
        owner_feed(o, s.octets, s.size, UINT32_MAX);
        assert_int_equal(o->calls, 2);
        assert_false(o->closed);
        owner_free(o);
    }
}

/* A reply that comes when half of another PDU was read disturbs neither. */
static void an_answer_between_halves_of_a_pdu(void **state)
{
    (void)state;
    for (uint32_t half = 1; half < 28; half++) {
        struct owner *o = with_pending_call();
        script_request(&s, PFC_WHOLE, 10, 0, 1, 4);
        owner_feed(o, s.octets, half, UINT32_MAX);
        assert_int_equal(o->assoc.state, ASSOC_PENDING);
        assert_true(assoc_reply(&o->assoc, NULL, 0));
        owner_send(o, UINT32_MAX);
        assert_int_equal(o->out[12], 9);
        owner_feed(o, s.octets + half, s.size - half, UINT32_MAX);
        assert_int_equal(o->calls, 2);
        assert_false(o->closed);
        owner_free(o);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(replies_are_cut),
        cmocka_unit_test(an_empty_reply_is_one_fragment),
        cmocka_unit_test(replies_obey_the_agreed_size),
        cmocka_unit_test(nothing_is_read_while_sending),
        cmocka_unit_test(no_more_is_sent_than_there_is),
        cmocka_unit_test(the_owner_can_fault),
        cmocka_unit_test(a_pending_call_is_answered_later),
        cmocka_unit_test(a_request_beside_a_pending_call_is_an_error),
        cmocka_unit_test(a_pending_call_is_given_up),
        cmocka_unit_test(an_answer_between_halves_of_a_pdu),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
