#include "assoc_test.h"

static struct script s;

/* A script of one request changed in one octet gets a protocol error, and the connection ends. */
static void protocol_error_after(uint32_t at, uint8_t octet, uint32_t call_id)
{
    s.size = 0;
    script_request(&s, PFC_WHOLE, 5, 0, 1, 4);
    s.octets[at] = octet;
    struct owner *o = run_bound(&s);
    assert_fault(o, 0, call_id, FAULT_PROTOCOL, true);
    assert_true(o->closed);
    assert_int_equal(o->calls, 0);
    assert_int_equal(o->ended, 0);
    owner_free(o);
}

static void a_malformed_pdu_is_a_protocol_error(void **state)
{
    (void)state;
    protocol_error_after(0, 6, 5);
    protocol_error_after(1, 1, 5);
    protocol_error_after(2, 1, 5);  /* ping, connectionless */
    protocol_error_after(2, 2, 5);  /* response, from a client */
    protocol_error_after(2, 17, 5); /* shutdown, from a client */
    protocol_error_after(2, 255, 5);
    protocol_error_after(4, 0x30, 5);
    protocol_error_after(8, 15, 5);
    protocol_error_after(8, 23, 5);   /* the request's own fields are cut */
    protocol_error_after(9, 0x17, 5); /* 5916 octets */
    protocol_error_after(10, 5, 5);   /* 28 octets hold no token of 5 */
    protocol_error_after(15, 0x80, 0x80000005);
    s.size = 0;
    script_request(&s, PFC_WHOLE, 5, 0, 1, 4);
    s.octets[2] = PDU_RESPONSE;
    struct owner *o = run_bound(&s);
    assert_int_equal(o->assoc.failure.error, PDU_ORDER);
    assert_int_equal(o->assoc.failure.offset, 2);
    owner_free(o);
}

static void a_call_is_handed_over(void **state)
{
    (void)state;
    s.size = 0;
    struct builder b = script_pdu(&s, PDU_REQUEST, PFC_WHOLE | PFC_OBJECT_UUID | PFC_MAYBE | 4, 7);
    pdu_add_request(&b, 0, 0, 122, &V2->uuid);
    builder_u32(&b, 0x04030201);
    script_end(&s, &b);
    struct owner *o = run_bound(&s);
    const struct assoc_call *call = &o->assoc.call;
    uint32_t at = 0;
    struct pdu_response response;
    struct pdu pdu = sent_pdu(o, &at, PDU_RESPONSE);
    assert_int_equal(o->calls, 1);
    assert_int_equal(call->opnum, 122);
    assert_int_equal(call->call_id, 7);
    assert_int_equal(call->transfer, TRANSFER_NDR);
    assert_ptr_equal(call->interface, &interfaces[1]);
    assert_true(call->has_object && rpc_uuid_equal(&call->object, &V2->uuid));
    assert_true(call->cancelled);
    assert_false(call->big_endian);
    assert_int_equal(pdu_parse_response(&pdu, &response).error, PDU_OK);
    assert_int_equal(response.stub_size, 4);
    assert_memory_equal(response.stub, "\1\2\3\4", 4);
    assert_int_equal(pdu.header.call_id, 7);
    owner_free(o);
}

static void a_big_endian_call_is_read(void **state)
{
    (void)state;
    static uint8_t octets[200];
    struct owner *o = owner_new();
    struct builder b = pdu_begin(octets, sizeof octets, true, PDU_BIND, PFC_WHOLE, 1);
    pdu_add_bind(&b, 5840, 5840, 0, 1);
    pdu_add_offer(&b, 3, V3, 1);
    pdu_add_syntax(&b, &rpc_syntax_ndr);
    owner_feed(o, octets, pdu_end(&b), UINT32_MAX);
    b = pdu_begin(octets, sizeof octets, true, PDU_REQUEST, PFC_WHOLE, 0x01020304);
    pdu_add_request(&b, 0, 3, 122, NULL);
    owner_feed(o, octets, pdu_end(&b), UINT32_MAX);
    uint32_t at = 0;
    (void)sent_pdu(o, &at, PDU_BIND_ACK);
    assert_int_equal(sent_pdu(o, &at, PDU_RESPONSE).header.call_id, 0x01020304);
    assert_true(o->assoc.call.big_endian);
    assert_false(o->assoc.call.cancelled);
    assert_int_equal(o->assoc.call.opnum, 122);
    owner_free(o);
}

/* A refusal before dispatch carries did-not-execute; the connection lives and the next call works.
 */
static void refused(uint16_t context_id, uint16_t opnum, uint32_t status)
{
    s.size = 0;
    script_request(&s, PFC_FIRST_FRAG, 5, context_id, opnum, 64); /* answered at once */
    struct owner *o = run_bound(&s);
    assert_fault(o, 0, 5, status, true);
    assert_int_equal(o->out[20], context_id % 256);
    s.size = 0;
    o->out_size = 0;
    script_request(&s, 0, 5, context_id, opnum, 64); /* the rest of it is not looked at */
    script_request(&s, PFC_LAST_FRAG, 5, context_id, opnum, 64);
    owner_feed(o, s.octets, s.size, UINT32_MAX);
    assert_int_equal(o->out_size, 0);
    assert_int_equal(o->calls, 0);
    s.size = 0;
    script_request(&s, PFC_WHOLE, 6, 0, 1, 4);
    owner_feed(o, s.octets, s.size, UINT32_MAX);
    assert_int_equal(o->calls, 1);
    assert_false(o->closed);
    owner_free(o);
}

static void a_call_that_cannot_be_is_refused(void **state)
{
    (void)state;
    refused(1, 1, FAULT_INVALID_PRESENTATION_CONTEXT);
    refused(0xffff, 1, FAULT_INVALID_PRESENTATION_CONTEXT);
    refused(0, 265, FAULT_OPERATION_RANGE);
    refused(0, 0xffff, FAULT_OPERATION_RANGE);
}

static void the_last_opnum_exists(void **state)
{
    (void)state;
    s.size = 0;
    script_request(&s, PFC_WHOLE, 5, 0, 264, 0);
    struct owner *o = run_bound(&s);
    assert_int_equal(o->calls, 1);
    owner_free(o);
}

static void calls_below_privacy_are_refused(void **state)
{
    (void)state;
    s.size = 0;
    script_bind(&s, PDU_ALTER_CONTEXT, 1, PRIVATE, &rpc_syntax_ndr);
    script_request(&s, PFC_WHOLE, 5, 1, 0, 4);
    struct owner *o = run_bound(&s);
    uint32_t at = 0;
    (void)sent_pdu(o, &at, PDU_ALTER_CONTEXT_RESP);
    assert_fault(o, at, 5, FAULT_ACCESS_DENIED, true);
    assert_int_equal(o->calls, 0);
    assert_false(o->closed);
    owner_free(o);
}

static void a_security_trailer_is_refused(void **state)
{
    (void)state;
    static const uint8_t token[16];
    for (uint16_t size = 1; size <= sizeof token; size = (uint16_t)(size + 15)) {
        s.size = 0;
        struct builder b = script_pdu(&s, PDU_REQUEST, PFC_WHOLE, 5);
        pdu_add_request(&b, 0, 0, 1, NULL);
        pdu_add_trailer(&b, 10, 6, 1, token, size);
        script_end(&s, &b);
        struct owner *o = run_bound(&s);
        assert_fault(o, 0, 5, FAULT_ACCESS_DENIED, true);
        assert_int_equal(o->calls, 0);
        owner_free(o);
    }
}

/* MS-RPCE 2.2.5: NDR64 with any label but 0x10 is a protocol error. */
static void ndr64_has_one_label(void **state)
{
    (void)state;
    static const uint8_t rows[][3] = {{0x10, 0, 1}, {0x11, 0, 0}, {0x10, 1, 0}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        s.size = 0;
        script_bind(&s, PDU_ALTER_CONTEXT, 1, V3, &rpc_syntax_ndr64);
        const uint32_t start = s.size;
        script_request(&s, PFC_WHOLE, 5, 1, 1, 4);
        s.octets[start + 4] = rows[i][0];
        s.octets[start + 5] = rows[i][1];
        struct owner *o = run_bound(&s);
        assert_int_equal(o->calls, rows[i][2]);
        assert_int_equal(o->closed, rows[i][2] == 0);
        if (o->calls == 1)
            assert_int_equal(o->assoc.call.transfer, TRANSFER_NDR64);
        owner_free(o);
    }
}

/* MS-RPCE 3.3.3.5.2: first, second call id; calls made. */
static void call_ids_increase(void **state)
{
    (void)state;
    static const uint32_t rows[][3] = {
        {0, 1, 2}, {5, 6, 2},          {5, 500, 2},        {5, 5, 1},          {5, 4, 1},
        {5, 0, 1}, {1, 0x7fffffff, 2}, {1, 0x80000000, 1}, {0x7fffffff, 0, 1}, {1, 0xffffffff, 1}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        s.size = 0;
        script_request(&s, PFC_WHOLE, rows[i][0], 0, 1, 4);
        script_request(&s, PFC_WHOLE, rows[i][1], 0, 1, 4);
        struct owner *o = run_bound(&s);
        assert_int_equal(o->calls, rows[i][2]);
        assert_int_equal(o->closed, rows[i][2] == 1);
        if (o->closed)
            assert_fault(o, 28, rows[i][1], FAULT_PROTOCOL, true);
        owner_free(o);
    }
}

/* MS-RPCE 3.3.3.5.6: after call 500, a late fragment with this id is ignored or an error. */
static void late_fragments_are_ignored_for_a_while(void **state)
{
    (void)state;
    static const uint32_t rows[][2] = {{500, 1}, {499, 1}, {351, 1},       {350, 0},
                                       {0, 0},   {501, 0}, {0xffffffff, 0}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        s.size = 0;
        script_request(&s, PFC_WHOLE, 500, 0, 1, 4);
        script_request(&s, PFC_LAST_FRAG, rows[i][0], 0, 1, 4);
        struct owner *o = run_bound(&s);
        assert_int_equal(o->calls, 1);
        assert_int_equal(!o->closed, rows[i][1]);
        assert_int_equal(o->out_size, rows[i][1] == 1 ? 28 : 28 + 32);
        owner_free(o);
    }
    static const uint32_t far[] = {0, 0xffffffff}; /* with no call before, nothing is late */
    for (size_t i = 0; i < sizeof far / sizeof *far; i++) {
        s.size = 0;
        script_request(&s, PFC_LAST_FRAG, far[i], 0, 1, 4);
        struct owner *o = run_bound(&s);
        assert_fault(o, 0, far[i], FAULT_PROTOCOL, true);
        owner_free(o);
    }
}

static void alloc_hint_is_checked_on_demand(void **state)
{
    (void)state;
    static const uint32_t rows[][3] = {/* hint, checked, calls */
                                       {0, 1, 1},
                                       {4, 1, 1},
                                       {5, 1, 0},
                                       {5, 0, 1},
                                       {~0u, 0, 1}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        s.size = 0;
        script_bind(&s, PDU_BIND, 0, V3, &rpc_syntax_ndr);
        struct builder b = script_pdu(&s, PDU_REQUEST, PFC_WHOLE, 1);
        pdu_add_request(&b, rows[i][0], 0, 1, NULL);
        builder_u32(&b, 0);
        script_end(&s, &b);
        struct owner *o = owner_new();
        o->service.reject_alloc_hint = rows[i][1] == 1;
        owner_feed(o, s.octets, s.size, UINT32_MAX);
        assert_int_equal(o->calls, rows[i][2]);
        assert_int_equal(o->closed, rows[i][2] == 0);
        if (o->closed)
            assert_fault(o, o->out_size - 32, 1, FAULT_PROTOCOL, true);
        owner_free(o);
    }
}

static void before_a_bind_only_bind_is_allowed(void **state)
{
    (void)state;
    static const uint8_t types[] = {PDU_REQUEST, PDU_CO_CANCEL, PDU_ORPHANED, PDU_AUTH3};
    for (size_t i = 0; i < sizeof types; i++) {
        const uint8_t token[4] = {0};
        struct owner *o = owner_new();
        s.size = 0;
        struct builder b = script_pdu(&s, (enum pdu_type)types[i], PFC_WHOLE, 3);
        builder_u64(&b, 0);
        if (types[i] == PDU_AUTH3)
            pdu_add_trailer(&b, 10, 6, 0, token, sizeof token);
        script_end(&s, &b);
        owner_feed(o, s.octets, s.size, UINT32_MAX);
        assert_true(o->closed);
        if (types[i] == PDU_AUTH3)
            assert_int_equal(o->out_size, 0);
        else
            assert_fault(o, 0, 3, FAULT_PROTOCOL, true);
        owner_free(o);
    }
}

/* MS-RPCE 3.3.1.5.2.1: auth3 is never answered, good or bad. */
static void auth3_is_not_answered(void **state)
{
    (void)state;
    const uint8_t token[4] = {0};
    s.size = 0;
    struct builder b = script_pdu(&s, PDU_AUTH3, PFC_WHOLE, 3);
    builder_u32(&b, 0);
    pdu_add_trailer(&b, 10, 6, 0, token, sizeof token);
    script_end(&s, &b);
    struct owner *o = run_bound(&s);
    assert_int_equal(o->out_size, 0);
    assert_false(o->closed);
    assert_int_equal(o->ended, 0);
    owner_free(o);
    s.octets[10] = 0; /* no trailer */
    o = run_bound(&s);
    assert_int_equal(o->out_size, 0);
    assert_true(o->closed);
    owner_free(o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_malformed_pdu_is_a_protocol_error),
        cmocka_unit_test(a_call_is_handed_over),
        cmocka_unit_test(a_big_endian_call_is_read),
        cmocka_unit_test(a_call_that_cannot_be_is_refused),
        cmocka_unit_test(the_last_opnum_exists),
        cmocka_unit_test(calls_below_privacy_are_refused),
        cmocka_unit_test(a_security_trailer_is_refused),
        cmocka_unit_test(ndr64_has_one_label),
        cmocka_unit_test(call_ids_increase),
        cmocka_unit_test(late_fragments_are_ignored_for_a_while),
        cmocka_unit_test(alloc_hint_is_checked_on_demand),
        cmocka_unit_test(before_a_bind_only_bind_is_allowed),
        cmocka_unit_test(auth3_is_not_answered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
