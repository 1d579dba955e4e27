/*
 * The server's end of a connection in any state: any PDU of one of a few lengths is received, or
 * the owner does any one thing. Fragments are gathered at any place of a buffer.
 */
#include "wire/assoc.h"
#include "arbitrary.h"

enum { LONGEST = 300, STUB = 3000, INTERFACES = 2 };

static struct assoc_interface interfaces[INTERFACES];
static const struct assoc_service service = {interfaces, INTERFACES, 5840, "135", true};
static const struct assoc_service lenient = {interfaces, INTERFACES, 1432, "", false};
static uint8_t buffer[ASSOC_FIRST_BUFFER], larger[2 * ASSOC_FIRST_BUFFER], stub[STUB];

static void any_interfaces(void)
{
    for (uint32_t i = 0; i < INTERFACES; i++) {
        fill((uint8_t *)&interfaces[i].abstract, sizeof interfaces[i].abstract);
        interfaces[i].opnum_count = (uint16_t)any_number();
        interfaces[i].transfers = (uint8_t)any_between(0, 3);
        interfaces[i].preferred = (uint8_t)any_between(1, 2);
        interfaces[i].privacy = any_bool();
    }
}

/* A connection in that state, with any presentation contexts; nothing waits to be sent. */
static void any_connection(struct assoc *a, enum assoc_state state, bool gathers)
{
    const bool strict = any_bool();
    //@ split strict;
    assoc_start(a, strict ? &service : &lenient);
    a->state = state;
    a->next_call_id = any_number();
    a->context_count = (uint8_t)any_between(0, ASSOC_CONTEXTS);
    for (uint32_t i = 0; i < ASSOC_CONTEXTS; i++)
        a->contexts[i] =
            (struct assoc_context){(uint16_t)any_number(), (uint8_t)any_between(0, INTERFACES - 1),
                                   (uint8_t)any_between(1, 2)};
    a->call.call_id = any_number();
    a->call.alloc_hint = any_number();
    a->call.context_id = (uint16_t)any_number();
    a->call.opnum = (uint16_t)any_number();
    fill(a->call.drep, sizeof a->call.drep);
    if (gathers) {
        a->gather.buffer = buffer;
        a->gather.size = sizeof buffer;
        a->gather.length = any_between(0, sizeof buffer);
    }
}

/* A PDU of `size` octets, without or with a trailer, of either octet order. */
static void receive(struct assoc *a, uint32_t size, bool trailer)
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
    (void)assoc_feed(a, octets, size, &used);
}

static void receive_in(enum assoc_state state, bool gathers)
{
    static const uint32_t sizes[] = {10, 16, 32, 80, LONGEST};
    const uint32_t size = sizes[any_between(0, 4)];
    const bool trailer = any_bool();
    struct assoc a;
    //@ split size;
    //@ split trailer;
    any_connection(&a, state, gathers);
    receive(&a, size, trailer);
    if (a.state == ASSOC_JOINING)
        assoc_join(&a, any_number());
}

/* What the owner may say in that state. */
static void answer_in(enum assoc_state state)
{
    static const uint32_t sizes[] = {0, 8, 600, STUB};
    const uint32_t what = any_between(0, 4), size = sizes[any_between(0, 3)];
    struct assoc a;
    uint32_t left;
    //@ split what;
    //@ split size;
    any_connection(&a, state, false);
    if (what == 0)
        (void)assoc_reply(&a, stub, size);
    else if (what == 1)
        (void)assoc_fault(&a, any_number(), any_bool());
    else if (what == 2)
        (void)assoc_pending(&a);
    else if (what == 3)
        assoc_join(&a, 0);
    (void)assoc_output(&a, &left);
    assoc_sent(&a, any_number());
    assoc_sent(&a, any_number());
    (void)assoc_holds_reply(&a);
}

/* A fragment waits for a buffer, the first or a larger one. */
static void lend_in(enum assoc_state state)
{
    static const uint32_t parts[] = {0, 8, 1408};
    const uint32_t part = parts[any_between(0, 2)];
    const bool gathers = any_bool();
    struct assoc a;
    //@ split part;
    //@ split gathers;
    any_connection(&a, state, gathers);
    a.gather.part = stub;
    a.gather.part_size = part;
    a.gather.part_is_last = any_bool();
    if (gathers)
        assoc_lend(&a, larger, any_bool() ? sizeof larger : sizeof buffer);
    else
        assoc_lend(&a, any_bool() ? buffer : NULL, sizeof buffer);
    (void)assoc_holds_buffer(&a);
}

int main(void)
{
    any_interfaces();
    fill(stub, sizeof stub);
    fill(buffer, sizeof buffer);
    fill(larger, sizeof larger);
    /*@ loop unroll 8; */
    for (uint32_t state = ASSOC_FRESH; state <= ASSOC_CLOSED; state++) {
        receive_in((enum assoc_state)state, false);
        answer_in((enum assoc_state)state);
        lend_in((enum assoc_state)state);
    }
    receive_in(ASSOC_RECEIVING, true);
    return 0;
}
