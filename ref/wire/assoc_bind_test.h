/* What the tests of binding have in common: offers, and what is answered to them. */
#ifndef WIRE_ASSOC_BIND_TEST_H
#define WIRE_ASSOC_BIND_TEST_H

#include "assoc_test.h"

static struct script s;

/* An offer of one transfer syntax, as clients send them. */
struct offer {
    uint16_t id;
    const struct rpc_syntax *abstract;
    const struct rpc_syntax *transfer;
};

static inline void offer(struct builder *b, const struct offer *offers, uint8_t count)
{
    pdu_add_bind(b, 5840, 4280, 0, count);
    for (uint8_t i = 0; i < count; i++) {
        pdu_add_offer(b, offers[i].id, offers[i].abstract, 1);
        pdu_add_syntax(b, offers[i].transfer);
    }
}

static inline struct owner *bind_with(const struct offer *offers, uint8_t count)
{
    struct owner *o = owner_new();
    s.size = 0;
    struct builder b = script_pdu(&s, PDU_BIND, PFC_WHOLE, 9);
    offer(&b, offers, count);
    script_end(&s, &b);
    owner_feed(o, s.octets, s.size, UINT32_MAX);
    return o;
}

static inline struct pdu_bind_ack ack_of(const struct owner *o, uint8_t type)
{
    struct pdu_bind_ack ack;
    uint32_t at = 0;
    struct pdu pdu = sent_pdu(o, &at, type);
    assert_int_equal(at, o->out_size);
    assert_int_equal(pdu_parse_bind_ack(&pdu, &ack).error, PDU_OK);
    return ack;
}

static inline void assert_result(struct pdu_bind_ack *ack, uint16_t want, uint16_t reason,
                                 const struct rpc_syntax *transfer)
{
    struct pdu_result result;
    assert_true(pdu_result_next(&ack->results, &result));
    assert_int_equal(result.result, want);
    assert_int_equal(result.reason, reason);
    assert_true(rpc_syntax_equal(&result.transfer, transfer));
}

#endif
