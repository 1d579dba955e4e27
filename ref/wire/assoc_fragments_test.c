#include "assoc_test.h"

static struct script s;

/* A request of `count` fragments of `size` octets each. */
static void fragmented(uint32_t call_id, uint32_t count, uint32_t size)
{
    for (uint32_t i = 0; i < count; i++)
        script_request(
            &s, (uint8_t)((i == 0 ? PFC_FIRST_FRAG : 0) | (i == count - 1 ? PFC_LAST_FRAG : 0)),
            call_id, 0, 1, size);
}

static void fragments_are_put_together(void **state)
{
    (void)state;
    for (uint32_t count = 2; count <= 30; count += 7) {
        s.size = 0;
        fragmented(1, count, 5000);
        struct owner *o = run_bound(&s);
        assert_int_equal(o->calls, 1);
        assert_false(o->closed);
        assert_int_equal(o->most_lent, count <= 13 ? 65536 : count <= 26 ? 131072 : 262144);
        assert_null(o->lent); /* given back */
        uint32_t at = 0, total = 0;
        while (at < o->out_size) {
            struct pdu_response response;
            struct pdu pdu = sent_pdu(o, &at, PDU_RESPONSE);
            assert_int_equal(pdu_parse_response(&pdu, &response).error, PDU_OK);
            for (uint32_t i = 0; i < response.stub_size; i++)
                assert_int_equal(response.stub[i], (total + i) % 5000 % 256);
            total += response.stub_size;
        }
        assert_int_equal(total, count * 5000);
        owner_free(o);
    }
}

/* One fragment needs no buffer, and alloc_hint promises nothing. */
static void a_buffer_is_asked_for_only_when_needed(void **state)
{
    (void)state;
    s.size = 0;
    fragmented(1, 1, 5800);
    struct owner *o = run_bound(&s);
    assert_int_equal(o->needs, 0);
    assert_int_equal(o->calls, 1);
    owner_free(o);
    s.size = 0;
    fragmented(1, 2, 0);
    memset(s.octets + 16, 0xff, 4);
    o = run_bound(&s);
    assert_int_equal(o->needs, 1);
    assert_int_equal(o->most_lent, ASSOC_FIRST_BUFFER);
    assert_int_equal(o->calls, 1);
    owner_free(o);
}

static void a_cancel_may_come_with_any_fragment(void **state)
{
    (void)state;
    for (uint32_t which = 0; which < 4; which++) { /* the fourth: with none */
        s.size = 0;
        fragmented(1, 3, 8);
        if (which < 3)
            s.octets[32 * which + 3] |= PFC_PENDING_CANCEL;
        struct owner *o = run_bound(&s);
        assert_int_equal(o->calls, 1);
        assert_int_equal(o->assoc.call.cancelled, which < 3);
        owner_free(o);
    }
}

/* NULL, or a buffer that is too small, is a refusal. */
static void too_small_a_buffer_is_a_refusal(void **state)
{
    (void)state;
    static uint8_t buffer[ASSOC_FIRST_BUFFER];
    for (int what = 0; what < 3; what++) {
        uint32_t used;
        s.size = 0;
        struct owner *o = run_bound(&s);
        fragmented(1, 2, 8);
        assert_int_equal(assoc_feed(&o->assoc, s.octets, s.size, &used), ASSOC_NEED);
        assert_int_equal(used, 32);
        assert_int_equal(o->assoc.needed, ASSOC_FIRST_BUFFER);
        assoc_lend(&o->assoc, what == 0 ? NULL : buffer, ASSOC_FIRST_BUFFER - (what == 1));
        assert_int_equal(assoc_holds_buffer(&o->assoc), what == 2);
        assert_int_equal(o->assoc.state, what == 2 ? ASSOC_RECEIVING : ASSOC_READY);
        owner_send(o, UINT32_MAX);
        if (what < 2)
            assert_fault(o, 0, 1, FAULT_SERVER_TOO_BUSY, true);
        owner_free(o);
    }
}

static void a_spent_budget_ends_the_call_only(void **state)
{
    (void)state;
    s.size = 0;
    script_bind(&s, PDU_BIND, 0, V3, &rpc_syntax_ndr);
    fragmented(1, 20, 5000);
    fragmented(2, 1, 8);
    struct owner *o = owner_new();
    o->budget = ASSOC_FIRST_BUFFER;
    owner_feed(o, s.octets, s.size, UINT32_MAX);
    uint32_t at = 0;
    (void)sent_pdu(o, &at, PDU_BIND_ACK);
    const uint32_t fault_at = at;
    (void)sent_pdu(o, &at, PDU_FAULT);
    (void)sent_pdu(o, &at, PDU_RESPONSE);
    assert_int_equal(at, o->out_size);
    o->out_size = fault_at + 32;
    assert_fault(o, fault_at, 1, FAULT_SERVER_TOO_BUSY, true);
    assert_int_equal(o->calls, 1);
    assert_null(o->lent);
    owner_free(o);
}

/* MS-RPCE 3.3.3.5.4: 4 MiB are taken, one octet more ends the connection. */
static void four_megabytes_are_the_limit(void **state)
{
    (void)state;
    for (uint32_t more = 0; more < 2; more++) {
        struct owner *o = owner_new();
        o->fault = 87;
        s.size = 0;
        script_bind(&s, PDU_BIND, 0, V3, &rpc_syntax_ndr);
        owner_feed(o, s.octets, s.size, UINT32_MAX);
        for (uint32_t i = 0; i < 1024; i++) {
            s.size = 0;
            script_request(&s, i == 0 ? PFC_FIRST_FRAG : 0, 1, 0, 1, 4096);
            owner_feed(o, s.octets, s.size, UINT32_MAX);
        }
        o->out_size = 0;
        s.size = 0;
        script_request(&s, PFC_LAST_FRAG, 1, 0, 1, more);
        owner_feed(o, s.octets, s.size, UINT32_MAX);
        assert_int_equal(o->most_lent, ASSOC_CALL_LIMIT);
        assert_int_equal(o->calls, 1 - more);
        assert_int_equal(o->closed, more == 1);
        assert_fault(o, 0, 1, more == 1 ? FAULT_ACCESS_DENIED : 87, more == 1);
        assert_null(o->lent);
        owner_free(o);
    }
}

/* What a second fragment may not change: octet of its header, new value. */
static void fragments_agree_with_the_first(void **state)
{
    (void)state;
    static const uint8_t rows[][2] = {{4, 0x11}, {5, 1},  {6, 1}, {12, 2},
                                      {12, 0},   {20, 1}, {22, 2}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        s.size = 0;
        fragmented(1, 1, 8);
        fragmented(3, 3, 8);
        s.octets[32 + 32 + rows[i][0]] = rows[i][1];
        struct owner *o = run_bound(&s);
        assert_int_equal(o->calls, 1);
        assert_true(o->closed);
        assert_null(o->lent);
        assert_fault(o, 32, rows[i][0] == 12 ? rows[i][1] : 3, FAULT_PROTOCOL, true);
        owner_free(o);
    }
}

/* A trailer in a later fragment that the first did not have. */
static void security_cannot_begin_in_the_middle(void **state)
{
    (void)state;
    const uint8_t token[4] = {0};
    s.size = 0;
    script_request(&s, PFC_FIRST_FRAG, 1, 0, 1, 8);
    struct builder b = script_pdu(&s, PDU_REQUEST, PFC_LAST_FRAG, 1);
    pdu_add_request(&b, 0, 0, 1, NULL);
    pdu_add_trailer(&b, 10, 6, 0, token, sizeof token);
    script_end(&s, &b);
    struct owner *o = run_bound(&s);
    assert_fault(o, 0, 1, FAULT_PROTOCOL, true);
    assert_int_equal(o->calls, 0);
    owner_free(o);
}

/* No other call, no alter_context and no bind between the fragments of a call. */
static void nothing_comes_between_fragments(void **state)
{
    (void)state;
    for (int what = 0; what < 3; what++) {
        s.size = 0;
        script_request(&s, PFC_FIRST_FRAG, 1, 0, 1, 8);
        if (what == 0)
            script_request(&s, PFC_WHOLE, 2, 0, 1, 8);
        if (what == 1)
            script_request(&s, PFC_FIRST_FRAG, 1, 0, 1, 8);
        if (what == 2)
            script_bind(&s, PDU_ALTER_CONTEXT, 1, V2, &rpc_syntax_ndr);
        script_request(&s, PFC_LAST_FRAG, 1, 0, 1, 8);
        struct owner *o = run_bound(&s);
        assert_fault(o, 0, what == 0 ? 2 : 1, FAULT_PROTOCOL, true);
        assert_int_equal(o->calls, 0);
        assert_true(o->closed);
        assert_null(o->lent);
        owner_free(o);
    }
}

/* A half-sent call can be cancelled (a fault comes) or orphaned (nothing comes). */
static void a_half_sent_call_can_be_given_up(void **state)
{
    (void)state;
    for (int orphaned = 0; orphaned < 2; orphaned++) {
        s.size = 0;
        script_request(&s, PFC_FIRST_FRAG, 4, 0, 1, 8);
        script_plain(&s, PDU_ORPHANED, 3); /* means an older call */
        script_plain(&s, PDU_CO_CANCEL, 3);
        script_plain(&s, orphaned ? PDU_ORPHANED : PDU_CO_CANCEL, 4);
        script_request(&s, PFC_LAST_FRAG, 4, 0, 1, 8); /* late */
        struct owner *o = run_bound(&s);
        if (orphaned)
            assert_int_equal(o->out_size, 0);
        else
            assert_fault(o, 0, 4, FAULT_CANCEL, true);
        assert_int_equal(o->calls, 0);
        assert_int_equal(o->ended, 0);
        assert_false(o->closed);
        assert_null(o->lent);
        owner_free(o);
    }
}

static void fragments_obey_the_agreed_size(void **state)
{
    (void)state;
    for (uint32_t more = 0; more < 2; more++) {
        struct owner *o = owner_new();
        s.size = 0;
        script_bind(&s, PDU_BIND, 0, V3, &rpc_syntax_ndr);
        s.octets[16] = 2000 % 256;
        s.octets[17] = 2000 / 256;
        script_request(&s, PFC_WHOLE, 1, 0, 1, 2000 - 24 + more);
        owner_feed(o, s.octets, s.size, UINT32_MAX);
        assert_int_equal(o->calls, 1 - more);
        assert_int_equal(o->closed, more == 1);
        owner_free(o);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fragments_are_put_together),
        cmocka_unit_test(a_buffer_is_asked_for_only_when_needed),
        cmocka_unit_test(a_cancel_may_come_with_any_fragment),
        cmocka_unit_test(too_small_a_buffer_is_a_refusal),
        cmocka_unit_test(a_spent_budget_ends_the_call_only),
        cmocka_unit_test(four_megabytes_are_the_limit),
        cmocka_unit_test(fragments_agree_with_the_first),
        cmocka_unit_test(security_cannot_begin_in_the_middle),
        cmocka_unit_test(nothing_comes_between_fragments),
        cmocka_unit_test(a_half_sent_call_can_be_given_up),
        cmocka_unit_test(fragments_obey_the_agreed_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
