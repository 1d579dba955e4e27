/*
 * The client's end of a connection in any state: any PDU of one of a few lengths is received, or
 * the owner does any one thing.
 */
#include "wire/assoc_client.h"
#include "arbitrary.h"

enum { LONGEST = 300, STUB = 3000 };

static uint8_t buffer[ASSOC_FIRST_BUFFER], larger[2 * ASSOC_FIRST_BUFFER], stub[STUB];
static struct assoc_offer offers[ASSOC_CLIENT_OFFERS];

/* A connection in that state; nothing waits to be sent. */
static void any_connection(struct assoc_client *c, enum assoc_client_state state, bool gathers)
{
    const bool small = any_bool();
    //@ split small;
    assoc_client_start(c, small ? (uint16_t)any_between(0, PDU_MUST_RECEIVE) : 60000);
    c->state = state;
    c->offer_count = (uint8_t)any_between(1, ASSOC_CLIENT_OFFERS);
    for (uint32_t i = 0; i < ASSOC_CLIENT_OFFERS; i++)
        c->offers[i] = offers[i];
    c->call_id = any_number();
    c->context_id = (uint16_t)any_number();
    c->reply_begun = gathers;
    fill(c->drep, sizeof c->drep);
    if (gathers) {
        c->gather.buffer = buffer;
        c->gather.size = sizeof buffer;
        c->gather.length = any_between(0, sizeof buffer);
    }
}

/* A PDU of `size` octets, without or with a trailer, of either octet order. */
static void receive(struct assoc_client *c, uint32_t size, bool trailer)
{
    uint8_t octets[LONGEST];
    uint32_t used;
    const bool big = any_bool();
    //@ split big;
    fill(octets, sizeof octets);
    octets[4] = big ? 0x00 : 0x10;
    octets[8] = (uint8_t)(big ? size >> 8 : size);
    octets[9] = (uint8_t)(big ? size : size >> 8);
    octets[10] = trailer ? (uint8_t)any_between(1, 255) : 0;
    octets[11] = trailer ? (uint8_t)any_number() : 0;
    (void)assoc_client_feed(c, octets, size, &used);
}

static void receive_in(enum assoc_client_state state, bool gathers)
{
    static const uint32_t sizes[] = {10, 16, 32, 80, LONGEST};
    const uint32_t size = sizes[any_between(0, 4)];
    const bool trailer = any_bool();
    struct assoc_client c;
    //@ split size;
    //@ split trailer;
    any_connection(&c, state, gathers);
    receive(&c, size, trailer);
}

/* What the owner may ask for in that state. */
static void ask_in(enum assoc_client_state state)
{
    static const uint32_t sizes[] = {0, 8, 600, STUB};
    const uint32_t what = any_between(0, 3), size = sizes[any_between(0, 3)];
    const struct rpc_uuid object = offers[0].abstract.uuid;
    const bool named = any_bool();
    struct assoc_client c;
    uint32_t left;
    //@ split what;
    //@ split size;
    //@ split named;
    any_connection(&c, state, false);
    if (what == 0)
        (void)assoc_client_call(&c, (uint16_t)any_number(), (uint16_t)any_number(),
                                named ? &object : NULL, stub, size);
    else if (what == 1)
        (void)assoc_client_give_up(&c, any_bool());
    else if (what == 2)
        (void)assoc_client_bind(&c, any_number(), offers,
                                (uint8_t)any_between(0, ASSOC_CLIENT_OFFERS + 1));
    (void)assoc_client_output(&c, &left);
    assoc_client_sent(&c, any_number());
    assoc_client_sent(&c, any_number());
}

/* A fragment waits for a buffer, the first or a larger one. */
static void lend_in(enum assoc_client_state state)
{
    static const uint32_t parts[] = {0, 8, 1408};
    const uint32_t part = parts[any_between(0, 2)];
    const bool gathers = any_bool();
    struct assoc_client c;
    //@ split part;
    //@ split gathers;
    any_connection(&c, state, gathers);
    c.gather.part = stub;
    c.gather.part_size = part;
    c.gather.part_is_last = any_bool();
    if (gathers)
        (void)assoc_client_lend(&c, larger, any_bool() ? sizeof larger : sizeof buffer);
    else
        (void)assoc_client_lend(&c, any_bool() ? buffer : NULL, sizeof buffer);
}

int main(void)
{
    fill((uint8_t *)offers, sizeof offers);
    fill(stub, sizeof stub);
    fill(buffer, sizeof buffer);
    fill(larger, sizeof larger);
    /*@ loop unroll 7; */
    for (uint32_t state = ASSOC_CLIENT_FRESH; state <= ASSOC_CLIENT_CLOSED; state++) {
        receive_in((enum assoc_client_state)state, false);
        ask_in((enum assoc_client_state)state);
        lend_in((enum assoc_client_state)state);
    }
    receive_in(ASSOC_CLIENT_CALLING, true);
    return 0;
}
