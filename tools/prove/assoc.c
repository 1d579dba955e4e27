/*
 * The server's end of a connection in any state: any PDU of one of a few lengths is received, or
 * the owner does any one thing. Fragments are gathered at any place of a buffer. It sends fragments
 * of one size, PDU_MUST_RECEIVE, and nothing waits to be sent.
 */
#include "wire/assoc.h"
#include "connection.h"

enum { INTERFACES = 2 };

static struct assoc_interface interfaces[INTERFACES];
static struct assoc_service service = {interfaces, INTERFACES, PDU_MUST_RECEIVE, "135", true};

static void any_service(void)
{
    service.reject_alloc_hint = any_bool();
    for (uint32_t i = 0; i < INTERFACES; i++) {
        fill((uint8_t *)&interfaces[i].abstract, sizeof interfaces[i].abstract);
        interfaces[i].opnum_count = (uint16_t)any_number();
        interfaces[i].transfers = (uint8_t)any_between(0, 3);
        interfaces[i].preferred = (uint8_t)any_between(1, 2);
        interfaces[i].privacy = any_bool();
    }
}

/* A connection in that state, with any presentation contexts; nothing waits to be sent. */
static void any_connection(struct assoc *a, enum assoc_state state, uint32_t lent)
{
    assoc_start(a, &service);
    a->state = state;
    a->pdu.body = cursor_over(a->receive.octets, 0, false);
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
    if (lent > 0) {
        a->gather.buffer = buffer;
        a->gather.size = lent;
        a->gather.length = any_between(0, lent);
    }
}

/* A PDU arrives in three pieces: EVA then knows at the end of each how much was read. */
static void receive(struct assoc *a, uint32_t size, bool trailer, bool big)
{
    uint8_t octets[LONGEST];
    uint32_t used;
    any_pdu(octets, size, trailer, big);
    (void)assoc_feed(a, octets, 10, &used);
    (void)assoc_feed(a, octets + 10, PDU_HEADER_SIZE - 10, &used);
    //@ split a->receive.length;
    (void)assoc_feed(a, octets + PDU_HEADER_SIZE, size - PDU_HEADER_SIZE, &used);
}

static void receive_in(enum assoc_state state, uint32_t lent)
{
    const uint32_t size = sizes[any_between(0, 3)];
    const bool trailer = any_bool(), big = any_bool();
    struct assoc a;
    //@ split size;
    //@ split trailer;
    //@ split big;
    any_connection(&a, state, lent);
    receive(&a, size, trailer, big);
    if (a.state == ASSOC_JOINING)
        assoc_join(&a, any_number());
}

/* What the owner may say in that state. */
static void answer_in(enum assoc_state state)
{
    static const uint32_t sizes[] = {0, 8, 600, STUB};
    const uint32_t what = any_between(0, 3), size = sizes[any_between(0, 3)];
    struct assoc a;
    uint32_t left;
    //@ split what;
    //@ split size;
    any_connection(&a, state, 0);
    if (what == 0)
        (void)assoc_reply(&a, stub, size);
    else if (what == 1)
        (void)assoc_fault(&a, any_number(), any_bool());
    else if (what == 2)
        (void)assoc_pending(&a);
    else
        assoc_join(&a, 0);
    (void)assoc_output(&a, &left);
    assoc_sent(&a, any_number());
    //@ split a.reply.offset;
    assoc_sent(&a, any_number());
    (void)assoc_holds_reply(&a);
}

/* A fragment waits for a buffer, the first or a larger one. */
static void lend_in(enum assoc_state state, uint32_t lent)
{
    static const uint32_t parts[] = {0, 8, 1408};
    const uint32_t part = parts[any_between(0, 2)];
    struct assoc a;
    //@ split part;
    any_connection(&a, state, lent);
    a.gather.part = stub;
    a.gather.part_size = part;
    a.gather.part_is_last = any_bool();
    assoc_lend(&a, any_bool() ? buffer : NULL, any_bool() ? sizeof buffer : ASSOC_FIRST_BUFFER);
    (void)assoc_holds_buffer(&a);
}

/* What stands until it is dealt with. */
static void stand_in(enum assoc_state state)
{
    struct assoc a;
    uint32_t used;
    any_connection(&a, state, 0);
    (void)assoc_feed(&a, stub, sizeof stub, &used);
}

/* A service that would agree to more than a fragment may have. */
static void start_large(void)
{
    const struct assoc_service large = {interfaces, INTERFACES, UINT16_MAX, "", false};
    struct assoc a;
    assoc_start(&a, &large);
}

int main(void)
{
    any_service();
    start_large();
    fill(stub, sizeof stub);
    fill(buffer, sizeof buffer);
    receive_in(ASSOC_FRESH, 0);
    receive_in(ASSOC_READY, 0);
    receive_in(ASSOC_RECEIVING, 0);
    receive_in(ASSOC_RECEIVING, sizeof buffer);
    receive_in(ASSOC_PENDING, 0);
    stand_in(ASSOC_JOINING);
    stand_in(ASSOC_NEEDING);
    stand_in(ASSOC_CALLING);
    stand_in(ASSOC_CLOSED);
    answer_in(ASSOC_READY);
    answer_in(ASSOC_JOINING);
    answer_in(ASSOC_CALLING);
    answer_in(ASSOC_PENDING);
    lend_in(ASSOC_READY, 0);
    lend_in(ASSOC_NEEDING, 0);
    lend_in(ASSOC_NEEDING, ASSOC_FIRST_BUFFER);
    return 0;
}
