#include "assoc_bind_test.h"

/* MS-RPCE 3.3.1.5.6: the preferred syntax is accepted, the other is rejected; 3.3.1.5.3: features
 * are acknowledged with the bits that the server has. */
static void one_transfer_syntax_is_accepted(void **state)
{
    (void)state;
    const struct rpc_syntax features = {{0x6cb71c2c, 0x9812, 0x4540, {3}}, 1, 0};
    const struct offer offers[] = {
        {0, V3, &rpc_syntax_ndr}, {1, V3, &rpc_syntax_ndr64}, {2, V3, &features}};
    struct owner *o = bind_with(offers, 3);
    struct pdu_bind_ack ack = ack_of(o, PDU_BIND_ACK);
    assert_int_equal(ack.result_count, 3);
    assert_result(&ack, 2, 2, &rpc_syntax_none);
    assert_result(&ack, 0, 0, &rpc_syntax_ndr64);
    assert_result(&ack, 3, 2, &rpc_syntax_none);
    assert_int_equal(o->assoc.context_count, 1);
    owner_free(o);
}

static void the_first_served_syntax_is_taken_without_the_preferred(void **state)
{
    (void)state;
    const struct offer only_ndr[] = {{7, V3, &rpc_syntax_ndr}};
    const struct offer epm[] = {{7, EPM, &rpc_syntax_ndr64}};
    const struct offer v2[] = {{7, V2, &rpc_syntax_ndr64}, {8, V2, &rpc_syntax_ndr}};
    const struct offer mixed[] = {{7, V3, V3}, {8, EPM, &rpc_syntax_ndr64}};
    struct owner *o = bind_with(only_ndr, 1);
    struct pdu_bind_ack ack = ack_of(o, PDU_BIND_ACK);
    assert_result(&ack, 0, 0, &rpc_syntax_ndr);
    owner_free(o);
    o = bind_with(epm, 1);
    ack = ack_of(o, PDU_BIND_ACK);
    assert_result(&ack, 0, 0, &rpc_syntax_ndr64);
    owner_free(o);
    o = bind_with(mixed, 2); /* an unknown syntax, and another interface */
    ack = ack_of(o, PDU_BIND_ACK);
    assert_result(&ack, 2, 2, &rpc_syntax_none);
    assert_result(&ack, 0, 0, &rpc_syntax_ndr64);
    owner_free(o);
    o = bind_with(v2, 2); /* NDR alone is served */
    ack = ack_of(o, PDU_BIND_ACK);
    assert_result(&ack, 2, 2, &rpc_syntax_none);
    assert_result(&ack, 0, 0, &rpc_syntax_ndr);
    owner_free(o);
}

/* Of NDR and a second syntax, at a service whose first and only interface prefers NDR64. */
static void the_only_interface_chooses_too(void **state)
{
    (void)state;
    const struct rpc_syntax *rows[][2] = {/* the second, the one that is accepted */
                                          {&rpc_syntax_ndr64, &rpc_syntax_ndr64},
                                          {V2, &rpc_syntax_ndr}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct owner *o = owner_new();
        o->service.interfaces = &interfaces[1];
        o->service.interface_count = 1;
        s.size = 0;
        struct builder b = script_pdu(&s, PDU_BIND, PFC_WHOLE, 9);
        pdu_add_bind(&b, 5840, 5840, 0, 1);
        pdu_add_offer(&b, 0, V3, 2);
        pdu_add_syntax(&b, &rpc_syntax_ndr);
        pdu_add_syntax(&b, rows[i][0]);
        script_end(&s, &b);
        owner_feed(o, s.octets, s.size, UINT32_MAX);
        struct pdu_bind_ack ack = ack_of(o, PDU_BIND_ACK);
        assert_result(&ack, 0, 0, rows[i][1]);
        owner_free(o);
    }
}

/* Several syntaxes in one context: the preferred one wins wherever it stands; bind time features
 * stand alone or not at all (MS-RPCE 3.3.1.5.3). */
static void a_list_of_syntaxes_is_searched(void **state)
{
    (void)state;
    struct owner *o = owner_new();
    s.size = 0;
    struct builder b = script_pdu(&s, PDU_BIND, PFC_WHOLE, 9);
    const struct rpc_syntax features = {{0x6cb71c2c, 0x9812, 0x4540, {3}}, 1, 0};
    pdu_add_bind(&b, 5840, 5840, 0, 3);
    pdu_add_offer(&b, 0, V3, 3);
    pdu_add_syntax(&b, V2);
    pdu_add_syntax(&b, &rpc_syntax_ndr);
    pdu_add_syntax(&b, &rpc_syntax_ndr64);
    pdu_add_offer(&b, 1, EPM, 2);
    pdu_add_syntax(&b, &rpc_syntax_ndr64);
    pdu_add_syntax(&b, &rpc_syntax_ndr);
    pdu_add_offer(&b, 2, V2, 2);
    pdu_add_syntax(&b, &features);
    pdu_add_syntax(&b, &rpc_syntax_ndr);
    script_end(&s, &b);
    owner_feed(o, s.octets, s.size, UINT32_MAX);
    struct pdu_bind_ack ack = ack_of(o, PDU_BIND_ACK);
    assert_result(&ack, 0, 0, &rpc_syntax_ndr64);
    assert_result(&ack, 0, 0, &rpc_syntax_ndr);
    assert_result(&ack, 0, 0, &rpc_syntax_ndr);
    owner_free(o);
}

/* Same UUID, same major, and not a higher minor than is served. */
static void interfaces_match_by_version(void **state)
{
    (void)state;
    struct rpc_syntax v4 = *V3, minor = *V3, other = *V3, old_epm = *EPM, new_epm = *EPM;
    v4.major = 4;
    minor.minor = 1;
    other.uuid.rest[7] ^= 1;
    old_epm.minor = 0;
    new_epm.minor = 2;
    const struct offer offers[] = {{0, &v4, &rpc_syntax_ndr},      {1, &minor, &rpc_syntax_ndr},
                                   {2, &other, &rpc_syntax_ndr},   {3, &old_epm, &rpc_syntax_ndr},
                                   {4, &new_epm, &rpc_syntax_ndr}, {5, V2, &rpc_syntax_ndr},
                                   {6, V3, &rpc_syntax_ndr}};
    struct owner *o = bind_with(offers, 7);
    struct pdu_bind_ack ack = ack_of(o, PDU_BIND_ACK);
    assert_result(&ack, 2, 1, &rpc_syntax_none);
    assert_result(&ack, 2, 1, &rpc_syntax_none);
    assert_result(&ack, 2, 1, &rpc_syntax_none);
    assert_result(&ack, 0, 0, &rpc_syntax_ndr);
    assert_result(&ack, 2, 1, &rpc_syntax_none);
    assert_result(&ack, 0, 0, &rpc_syntax_ndr);
    assert_result(&ack, 0, 0, &rpc_syntax_ndr);
    assert_int_equal(o->assoc.contexts[1].interface, 0);
    assert_int_equal(o->assoc.contexts[2].interface, 1);
    owner_free(o);
}

static void sizes_group_and_address_are_answered(void **state)
{
    (void)state;
    static const uint16_t rows[][4] = {/* offered transmit, receive; answered transmit, receive */
                                       {5840, 4280, 4280, 5840},
                                       {65535, 65535, 5840, 5840},
                                       {1432, 1433, 1433, 1432},
                                       {0, 1431, 1432, 1432},
                                       {4280, 0, 1432, 4280}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct owner *o = owner_new();
        s.size = 0;
        struct builder b = script_pdu(&s, PDU_BIND, PFC_WHOLE | PFC_CONC_MPX | 4, 9);
        pdu_add_bind(&b, rows[i][0], rows[i][1], 0, 1);
        pdu_add_offer(&b, 0, V3, 1);
        pdu_add_syntax(&b, &rpc_syntax_ndr);
        script_end(&s, &b);
        owner_feed(o, s.octets, s.size, UINT32_MAX);
        struct pdu_bind_ack ack = ack_of(o, PDU_BIND_ACK);
        assert_int_equal(ack.max_transmit, rows[i][2]);
        assert_int_equal(ack.max_receive, rows[i][3]);
        assert_int_equal(ack.group, 42);
        assert_int_equal(ack.address_size, 6);
        assert_string_equal((const char *)ack.address, "49152");
        assert_int_equal(o->out[3], PFC_WHOLE); /* neither CONC_MPX nor header signing */
        assert_int_equal(o->out[12], 9);        /* the bind's call id */
        owner_free(o);
    }
    static const uint16_t served[][2] = {{1432, 1432}, {2000, 2000}, {65535, 5840}};
    for (size_t i = 0; i < sizeof served / sizeof *served; i++) {
        struct owner *o = owner_new();
        o->service.fragment = served[i][0];
        assoc_start(&o->assoc, &o->service);
        s.size = 0;
        script_bind(&s, PDU_BIND, 0, V3, &rpc_syntax_ndr);
        owner_feed(o, s.octets, s.size, UINT32_MAX);
        struct pdu_bind_ack ack = ack_of(o, PDU_BIND_ACK);
        assert_int_equal(ack.max_transmit, served[i][1]);
        assert_int_equal(ack.max_receive, served[i][1]);
        owner_free(o);
    }
}

static void a_group_can_be_refused(void **state)
{
    (void)state;
    struct owner *o = owner_new();
    o->join = 0;
    s.size = 0;
    script_bind(&s, PDU_BIND, 0, V3, &rpc_syntax_ndr);
    s.octets[20] = 77; /* assoc_group_id */
    owner_feed(o, s.octets, s.size, UINT32_MAX);
    assert_nak(o, NAK_NOT_SPECIFIED);
    assert_int_equal(o->assoc.group, 77);
    owner_free(o);
}

/* A bind changed in one octet gets this bind_nak. */
static void nak_after(uint32_t at, uint8_t octet, uint16_t reason)
{
    struct owner *o = owner_new();
    s.size = 0;
    script_bind(&s, PDU_BIND, 0, V3, &rpc_syntax_ndr);
    s.octets[at] = octet;
    owner_feed(o, s.octets, s.size, UINT32_MAX);
    assert_nak(o, reason);
    owner_free(o);
}

static void a_bad_bind_is_refused(void **state)
{
    (void)state;
    nak_after(0, 4, NAK_PROTOCOL_VERSION);
    nak_after(1, 1, NAK_PROTOCOL_VERSION);
    nak_after(3, 1, NAK_PROTOCOL_VERSION);
    nak_after(4, 0x20, NAK_PROTOCOL_VERSION);
    nak_after(8, 15, NAK_PROTOCOL_VERSION);
    nak_after(9, 0x17, NAK_PROTOCOL_VERSION); /* 5960 octets */
    nak_after(24, 0, NAK_PROTOCOL_VERSION);
    nak_after(24, 2, NAK_PROTOCOL_VERSION);
    nak_after(30, 0, NAK_PROTOCOL_VERSION);
}

/* MS-RPCE 3.3.3.5.3: no security provider is known. */
static void a_bind_with_security_is_refused(void **state)
{
    (void)state;
    const uint8_t token[16] = {0};
    struct owner *o = owner_new();
    s.size = 0;
    struct builder b = script_pdu(&s, PDU_BIND, PFC_WHOLE | PFC_SUPPORT_HEADER_SIGN, 9);
    offer(&b, &(const struct offer){0, V3, &rpc_syntax_ndr}, 1);
    pdu_add_trailer(&b, 10, 6, 1, token, sizeof token);
    script_end(&s, &b);
    owner_feed(o, s.octets, s.size, UINT32_MAX);
    assert_nak(o, NAK_AUTHENTICATION_TYPE);
    owner_free(o);
}

static void a_second_bind_is_refused(void **state)
{
    (void)state;
    s.size = 0;
    script_bind(&s, PDU_BIND, 0, V3, &rpc_syntax_ndr);
    struct owner *o = run_bound(&s);
    assert_nak(o, NAK_PROTOCOL_VERSION);
    owner_free(o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_transfer_syntax_is_accepted),
        cmocka_unit_test(the_first_served_syntax_is_taken_without_the_preferred),
        cmocka_unit_test(the_only_interface_chooses_too),
        cmocka_unit_test(a_list_of_syntaxes_is_searched),
        cmocka_unit_test(interfaces_match_by_version),
        cmocka_unit_test(sizes_group_and_address_are_answered),
        cmocka_unit_test(a_group_can_be_refused),
        cmocka_unit_test(a_bad_bind_is_refused),
        cmocka_unit_test(a_bind_with_security_is_refused),
        cmocka_unit_test(a_second_bind_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
