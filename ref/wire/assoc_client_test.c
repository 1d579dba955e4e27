#include "assoc_client.h"
#include "assoc_test.h"

/* A client, and either a server behind it or octets that a test makes up. */
struct peer {
    struct assoc_client client;
    struct owner *server;
    uint8_t *lent;
    uint32_t needs;
    uint32_t budget;
};

static struct peer p;
static struct script s;
static uint8_t stub[300000];

static const struct assoc_offer ndr = {
    0,
    {{0xb97db8b2, 0x4c63, 0x11cf, {0xbf, 0xf6, 8, 0, 0x2b, 0xe2, 0x3f, 0x2f}}, 3, 0},
    {{0x8a885d04, 0x1ceb, 0x11c9, {0x9f, 0xe8, 0x08, 0x00, 0x2b, 0x10, 0x48, 0x60}}, 2, 0}};

static void meet(void)
{
    assoc_client_start(&p.client, PDU_FRAGMENT);
    p.server = owner_new();
    p.lent = NULL;
    p.needs = 0;
    p.budget = ASSOC_CALL_LIMIT;
    s.size = 0;
    for (uint32_t i = 0; i < sizeof stub; i++)
        stub[i] = (uint8_t)(i % 253);
}

static void part(void)
{
    owner_free(p.server);
    free(p.lent);
}

/* Gives the client octets in pieces until an event other than a need for memory. */
static enum assoc_client_event give(const uint8_t *octets, uint32_t size, uint32_t piece)
{
    enum assoc_client_event event = ASSOC_CLIENT_IDLE;
    uint32_t at = 0;
    while (at < size && event == ASSOC_CLIENT_IDLE) {
        uint32_t used;
        const uint32_t count = size - at < piece ? size - at : piece;
        event = assoc_client_feed(&p.client, octets + at, count, &used);
        at += used;
        if (event == ASSOC_CLIENT_NEED) {
            const uint32_t needed = p.client.needed;
            p.needs++;
            if (needed <= p.budget)
                p.lent = realloc(p.lent, needed);
            event = assoc_client_lend(&p.client, p.lent, needed <= p.budget ? needed : 0);
        }
    }
    return event;
}

/* Carries what the client sends to the server, and its answer back. */
static enum assoc_client_event exchange(uint32_t piece)
{
    const uint8_t *octets;
    uint32_t size;
    p.server->out_size = 0;
    while ((octets = assoc_client_output(&p.client, &size)) != NULL) {
        size = size < piece ? size : piece;
        owner_feed(p.server, octets, size, UINT32_MAX);
        assoc_client_sent(&p.client, size);
    }
    return give(p.server->out, p.server->out_size, piece);
}

static void bound(void)
{
    meet();
    assert_true(assoc_client_bind(&p.client, 0, &ndr, 1));
    assert_int_equal(exchange(UINT32_MAX), ASSOC_CLIENT_BOUND);
}

static void the_two_ends_talk(void **state)
{
    (void)state;
    static const uint32_t sizes[] = {0, 1, 5816, 5817, 65536, 65537, 131073, 300000};
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
            if (sizes[i] > 0)
                assert_memory_equal(p.client.stub, stub, sizes[i]);
            assert_int_equal(p.server->assoc.call.has_object, object != NULL);
            assert_int_equal(p.needs > 0, sizes[i] > 5816);
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
    assert_true(assoc_client_bind(&p.client, 7, &ndr, 1));
    assert_int_equal(exchange(UINT32_MAX), ASSOC_CLIENT_REFUSED);
    assert_int_equal(p.client.nak_reason, NAK_NOT_SPECIFIED);
    assert_int_equal(p.server->assoc.group, 7);
    assert_false(assoc_client_call(&p.client, 0, 5, NULL, stub, 8));
    part();
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
    part();
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
        assert_int_equal(give(s.octets, s.size, UINT32_MAX), ASSOC_CLIENT_CLOSE);
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

/* A bind_ack with this many results, this first transfer syntax and these sizes. */
static enum assoc_client_event acked(uint8_t results, const struct rpc_syntax *transfer,
                                     uint16_t transmit, uint16_t receive)
{
    const struct pdu_result result = {RESULT_ACCEPTANCE, 0, *transfer};
    uint32_t size;
    meet();
    assert_true(assoc_client_bind(&p.client, 0, &ndr, 1));
    while (assoc_client_output(&p.client, &size) != NULL)
        assoc_client_sent(&p.client, size);
    struct builder b = script_pdu(&s, PDU_BIND_ACK, PFC_WHOLE, 1);
    pdu_add_bind_ack(&b, transmit, receive, 1, "135", results);
    for (uint8_t i = 0; i < results; i++)
        pdu_add_result(&b, &result);
    script_end(&s, &b);
    const enum assoc_client_event event = give(s.octets, s.size, UINT32_MAX);
    part();
    return event;
}

static void a_bind_ack_is_checked(void **state)
{
    (void)state;
    assert_int_equal(acked(1, &rpc_syntax_ndr, 1432, 1432), ASSOC_CLIENT_BOUND);
    assert_int_equal(p.client.transmit_limit, 1432);
    assert_int_equal(p.client.receive_limit, 1432);
    assert_int_equal(acked(1, &rpc_syntax_ndr, 65535, 65535), ASSOC_CLIENT_BOUND);
    assert_int_equal(p.client.transmit_limit, PDU_FRAGMENT);
    assert_int_equal(acked(1, &rpc_syntax_ndr, 1431, 5840), ASSOC_CLIENT_CLOSE);
    assert_int_equal(acked(1, &rpc_syntax_ndr, 5840, 1431), ASSOC_CLIENT_CLOSE);
    assert_int_equal(acked(1, &rpc_syntax_ndr64, 5840, 5840), ASSOC_CLIENT_CLOSE);
    assert_int_equal(acked(0, &rpc_syntax_ndr, 5840, 5840), ASSOC_CLIENT_CLOSE);
    assert_int_equal(acked(2, &rpc_syntax_ndr, 5840, 5840), ASSOC_CLIENT_CLOSE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_two_ends_talk),
        cmocka_unit_test(a_context_can_be_added),
        cmocka_unit_test(a_fault_is_reported),
        cmocka_unit_test(a_refused_bind_is_reported),
        cmocka_unit_test(only_one_thing_at_a_time),
        cmocka_unit_test(a_waiting_call_can_be_given_up),
        cmocka_unit_test(replies_are_checked),
        cmocka_unit_test(memory_can_be_refused),
        cmocka_unit_test(what_does_not_belong_ends_the_connection),
        cmocka_unit_test(a_forbidden_status_breaks_the_protocol),
        cmocka_unit_test(a_bind_ack_is_checked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
