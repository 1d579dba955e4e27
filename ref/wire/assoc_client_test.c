#include "assoc_client_test.h"

static void the_two_ends_talk(void **state)
{
    (void)state;
    static const uint32_t sizes[] = {0, 1, 5816, 5800, 5817, 5801, 65536, 65537, 131073, 300000};
    static const uint32_t pieces[] = {1, 1000, UINT32_MAX};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        for (size_t k = 0; k < sizeof pieces / sizeof *pieces; k++) {
            bound();
            assert_int_equal(p.client.group, 42);
            assert_int_equal(p.client.results[0].result, RESULT_ACCEPTANCE);
            const struct rpc_uuid *object = i % 2 == 0 ? NULL : &V2->uuid;
            assert_true(assoc_client_call(&p.client, 0, 5, object, stub, sizes[i]));
            assert_int_equal(exchange(pieces[k]), ASSOC_CLIENT_REPLY);
            assert_int_equal(p.client.stub_size, sizes[i]);
            assert_int_equal(p.server->assoc.call.opnum, 5);
            assert_int_equal(p.server->needs > 0, sizes[i] > (object ? 5800 : 5816));
            if (object != NULL)
                assert_true(rpc_uuid_equal(&p.server->assoc.call.object, object));
            if (sizes[i] > 0)
                assert_memory_equal(p.client.stub, stub, sizes[i]);
            assert_int_equal(p.server->assoc.call.has_object, object != NULL);
            assert_int_equal(p.needs > 0, sizes[i] > 5816);
            assert_true(assoc_client_call(&p.client, 0, 6, NULL, stub, sizes[i])); /* again */
            assert_int_equal(exchange(pieces[k]), ASSOC_CLIENT_REPLY);
            assert_int_equal(p.client.stub_size, sizes[i]);
            assert_int_equal(p.server->assoc.call.opnum, 6);
            part();
        }
    }
}

static void a_context_can_be_added(void **state)
{
    (void)state;
    bound();
    struct assoc_offer second = {1, *V3, rpc_syntax_ndr64};
    assert_true(assoc_client_bind(&p.client, 0, &second, 1));
    assert_int_equal(exchange(UINT32_MAX), ASSOC_CLIENT_BOUND);
    assert_true(assoc_client_call(&p.client, 1, 5, NULL, stub, 8));
    assert_int_equal(exchange(UINT32_MAX), ASSOC_CLIENT_REPLY);
    assert_int_equal(p.server->assoc.call.transfer, TRANSFER_NDR64);
    part();
}

static void a_fault_is_reported(void **state)
{
    (void)state;
    bound();
    assert_true(assoc_client_call(&p.client, 9, 5, NULL, stub, 8));
    assert_int_equal(exchange(UINT32_MAX), ASSOC_CLIENT_FAULT);
    assert_int_equal(p.client.fault.status, FAULT_INVALID_PRESENTATION_CONTEXT);
    assert_true(p.client.did_not_execute);
    p.server->fault = 1783;
    assert_true(assoc_client_call(&p.client, 0, 5, NULL, stub, 8));
    assert_int_equal(exchange(UINT32_MAX), ASSOC_CLIENT_FAULT);
    assert_int_equal(p.client.fault.status, 1783);
    assert_false(p.client.did_not_execute);
    assert_int_equal(p.client.state, ASSOC_CLIENT_READY);
    part();
}

static void a_refused_bind_is_reported(void **state)
{
    (void)state;
    meet();
    p.server->join = 0;
    p.client.nak_reason = 99;
    assert_true(assoc_client_bind(&p.client, 7, &ndr, 1));
    assert_int_equal(exchange(UINT32_MAX), ASSOC_CLIENT_REFUSED);
    assert_int_equal(p.client.nak_reason, NAK_NOT_SPECIFIED);
    assert_int_equal(p.server->assoc.group, 7);
    assert_int_equal(p.client.state, ASSOC_CLIENT_CLOSED);
    assert_false(assoc_client_call(&p.client, 0, 5, NULL, stub, 8));
    part();
}

static void ids_come_to_an_end(void **state)
{
    (void)state;
    bound();
    p.client.call_id = ASSOC_CALL_ID_MAX - 1;
    assert_true(assoc_client_call(&p.client, 0, 5, NULL, stub, 8));
    assert_int_equal(exchange(UINT32_MAX), ASSOC_CLIENT_REPLY);
    assert_int_equal(p.server->assoc.call.call_id, ASSOC_CALL_ID_MAX);
    assert_false(assoc_client_call(&p.client, 0, 5, NULL, stub, 8));
    assert_false(assoc_client_bind(&p.client, 0, &ndr, 1));
    part();
}

/* Fragment sizes are kept within what can be. */
static void sizes_are_offered(void **state)
{
    (void)state;
    static const uint16_t rows[][2] = {
        {0, 1432}, {1431, 1432}, {1433, 1433}, {5840, 5840}, {65535, 5840}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct assoc_offer offers[ASSOC_CLIENT_OFFERS];
        struct pdu pdu;
        struct pdu_bind bind;
        uint32_t size;
        for (uint16_t k = 0; k < ASSOC_CLIENT_OFFERS; k++)
            offers[k] = ndr;
        assoc_client_start(&p.client, rows[i][0]);
        assert_true(assoc_client_bind(&p.client, 3, offers, ASSOC_CLIENT_OFFERS));
        const uint8_t *octets = assoc_client_output(&p.client, &size);
        assert_int_equal(pdu_parse(octets, size, PDU_FRAGMENT, &pdu).error, PDU_OK);
        assert_false(pdu.header.big_endian);
        assert_int_equal(pdu_parse_bind(&pdu, &bind).error, PDU_OK);
        assert_int_equal(bind.max_transmit, rows[i][1]);
        assert_int_equal(bind.max_receive, rows[i][1]);
        assert_int_equal(bind.group, 3);
        assert_int_equal(bind.context_count, ASSOC_CLIENT_OFFERS);
        assert_int_equal(size, 16 + 12 + ASSOC_CLIENT_OFFERS * 44);
    }
}

static void only_one_thing_at_a_time(void **state)
{
    (void)state;
    meet();
    assert_false(assoc_client_call(&p.client, 0, 5, NULL, stub, 8));
    assert_false(assoc_client_bind(&p.client, 0, &ndr, 0));
    assert_false(assoc_client_bind(&p.client, 0, &ndr, ASSOC_CLIENT_OFFERS + 1));
    assert_false(assoc_client_give_up(&p.client, true));
    part();
    bound();
    assert_true(assoc_client_call(&p.client, 0, 5, NULL, stub, 8));
    assert_false(assoc_client_call(&p.client, 0, 5, NULL, stub, 8));
    assert_false(assoc_client_bind(&p.client, 0, &ndr, 1));
    assert_false(assoc_client_give_up(&p.client, true)); /* not sent yet */
    p.server->leave_pending = true;
    assert_int_equal(exchange(UINT32_MAX), ASSOC_CLIENT_IDLE);
    assert_false(assoc_client_bind(&p.client, 0, &ndr, 1)); /* sent, not answered */
    part();
}

static void a_waiting_call_can_be_given_up(void **state)
{
    (void)state;
    for (int cancel = 0; cancel < 2; cancel++) {
        bound();
        p.server->leave_pending = true;
        assert_true(assoc_client_call(&p.client, 0, 5, NULL, stub, 8));
        assert_int_equal(exchange(UINT32_MAX), ASSOC_CLIENT_IDLE);
        assert_true(assoc_client_give_up(&p.client, cancel == 1));
        assert_int_equal(p.client.send.octets[2], cancel ? PDU_CO_CANCEL : PDU_ORPHANED);
        assert_int_equal(exchange(UINT32_MAX), cancel ? ASSOC_CLIENT_FAULT : ASSOC_CLIENT_IDLE);
        if (cancel)
            assert_int_equal(p.client.fault.status, FAULT_CANCEL);
        assert_int_equal(p.server->ended, 1);
        p.server->leave_pending = false;
        assert_true(assoc_client_call(&p.client, 0, 5, NULL, stub, 8));
        assert_int_equal(exchange(UINT32_MAX), ASSOC_CLIENT_REPLY);
        part();
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_two_ends_talk),
        cmocka_unit_test(a_context_can_be_added),
        cmocka_unit_test(a_fault_is_reported),
        cmocka_unit_test(a_refused_bind_is_reported),
        cmocka_unit_test(ids_come_to_an_end),
        cmocka_unit_test(sizes_are_offered),
        cmocka_unit_test(only_one_thing_at_a_time),
        cmocka_unit_test(a_waiting_call_can_be_given_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
