/*
 * The client's end of a connection in any state: any PDU of one of a few lengths is received, or
 * the owner does any one thing. Fragments are gathered at any place of a buffer. It sends fragments
 * of one size, PDU_MUST_RECEIVE, once it is bound.
 */
#include "wire/assoc_client.h"
#include "connection.h"

static struct assoc_offer offers[ASSOC_CLIENT_OFFERS];

/* A connection in that state; nothing waits to be sent. */
static void any_connection(struct assoc_client *c, enum assoc_client_state state, uint32_t lent)
{
    assoc_client_start(c, state == ASSOC_CLIENT_BINDING ? PDU_FRAGMENT : PDU_MUST_RECEIVE);
    c->state = state;
    c->pdu.body = cursor_over(c->receive.octets, 0, false);
    c->offer_count = (uint8_t)any_between(1, ASSOC_CLIENT_OFFERS);
    for (uint32_t i = 0; i < ASSOC_CLIENT_OFFERS; i++)
        c->offers[i] = offers[i];
    c->call_id = any_number();
    c->context_id = (uint16_t)any_number();
    c->reply_begun = lent > 0;
    fill(c->drep, sizeof c->drep);
    if (lent > 0) {
        c->gather.buffer = buffer;
        c->gather.size = lent;
        c->gather.length = any_between(0, lent);
    }
}

/* A PDU arrives in three pieces: EVA then knows at the end of each how much was read. */
static void receive(struct assoc_client *c, uint32_t size, bool trailer, bool big)
{
    uint8_t octets[LONGEST];
    uint32_t used;
    any_pdu(octets, size, trailer, big);
    (void)assoc_client_feed(c, octets, 10, &used);
    (void)assoc_client_feed(c, octets + 10, PDU_HEADER_SIZE - 10, &used);
    //@ split c->receive.length;
    (void)assoc_client_feed(c, octets + PDU_HEADER_SIZE, size - PDU_HEADER_SIZE, &used);
}

static void receive_in(enum assoc_client_state state, uint32_t lent)
{
    const uint32_t size = sizes[any_between(0, 3)];
    const bool trailer = any_bool(), big = any_bool();
    struct assoc_client c;
    //@ split size;
    //@ split trailer;
    //@ split big;
    any_connection(&c, state, lent);
    c.request_begun = any_bool();
    receive(&c, size, trailer, big);
}

/* A call with a stub of a few sizes, and its request sent. */
static void call_in(enum assoc_client_state state, bool named)
{
    static const uint32_t sizes[] = {0, 8, 600, STUB};
    const uint32_t size = sizes[any_between(0, 3)];
    const struct rpc_uuid object = offers[0].abstract.uuid;
    struct assoc_client c;
    uint32_t left;
    //@ split size;
    any_connection(&c, state, 0);
    if (!assoc_client_call(&c, (uint16_t)any_number(), (uint16_t)any_number(),
                           named ? &object : NULL, stub, size))
        return;
    (void)assoc_client_output(&c, &left);
    assoc_client_sent(&c, any_number());
    //@ split c.request.offset;
    assoc_client_sent(&c, any_number());
}

/* What else the owner may ask for in that state; something may wait to be sent. */
static void ask_in(enum assoc_client_state state)
{
    struct assoc_client c;
    uint32_t left;
    any_connection(&c, state, 0);
    outbox_fill(&c.send, any_bool() ? PDU_HEADER_SIZE : 0);
    if (any_bool())
        (void)assoc_client_give_up(&c, any_bool());
    else if (any_bool())
        (void)assoc_client_call(&c, 0, 0, NULL, stub, 0);
    else
        (void)assoc_client_bind(&c, any_number(), offers,
                                (uint8_t)any_between(0, ASSOC_CLIENT_OFFERS + 1));
    (void)assoc_client_output(&c, &left);
}

/* A fragment waits for a buffer, the first or a larger one. */
static void lend_in(enum assoc_client_state state, uint32_t lent)
{
    static const uint32_t parts[] = {0, 8, 1408};
    const uint32_t part = parts[any_between(0, 2)];
    struct assoc_client c;
    //@ split part;
    any_connection(&c, state, lent);
    c.gather.part = stub;
    c.gather.part_size = part;
    c.gather.part_is_last = any_bool();
    (void)assoc_client_lend(&c, any_bool() ? buffer : NULL,
                            any_bool() ? sizeof buffer : ASSOC_FIRST_BUFFER);
}

static void start_any(void)
{
    struct assoc_client c;
    assoc_client_start(&c, (uint16_t)any_number());
}

int main(void)
{
    fill((uint8_t *)offers, sizeof offers);
    start_any();
    fill(stub, sizeof stub);
    fill(buffer, sizeof buffer);
    receive_in(ASSOC_CLIENT_FRESH, 0);
    receive_in(ASSOC_CLIENT_BINDING, 0);
    receive_in(ASSOC_CLIENT_ALTERING, 0);
    receive_in(ASSOC_CLIENT_READY, 0);
    receive_in(ASSOC_CLIENT_CALLING, 0);
    receive_in(ASSOC_CLIENT_CALLING, sizeof buffer);
    receive_in(ASSOC_CLIENT_NEEDING, 0);
    receive_in(ASSOC_CLIENT_CLOSED, 0);
    call_in(ASSOC_CLIENT_READY, false);
    call_in(ASSOC_CLIENT_READY, true);
    ask_in(ASSOC_CLIENT_FRESH);
    ask_in(ASSOC_CLIENT_READY);
    ask_in(ASSOC_CLIENT_CALLING);
    lend_in(ASSOC_CLIENT_READY, 0);
    lend_in(ASSOC_CLIENT_NEEDING, 0);
    lend_in(ASSOC_CLIENT_NEEDING, ASSOC_FIRST_BUFFER);
    return 0;
}
