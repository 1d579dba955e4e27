/* Every PDU of a session cut at every octet, and with every octet altered. */
#include "sweep_session_test.h"

/* Calls `sweep` for each octet of each message, with the session said up to that message. */
static void for_each_octet(void (*sweep)(uint32_t message, uint32_t octet))
{
    for (uint32_t i = 0; i < session.count; i++)
        for (uint32_t octet = 0; octet < session.said[i].pdu.size; octet++)
            if (taken()) {
                session_until(i);
                sweep(i, octet);
            }
}

static void cut(uint32_t message, uint32_t octet)
{
    struct octets o = session.said[message].pdu;
    o.size = octet;
    const struct answer *a = ask(SUBJECT, &o);
    assert_int_equal(a->kind, QUIET);
    assert_false(a->closed);
    nobody_else_noticed(false);
}

static void what_is_cut_off_is_waited_for(void **state)
{
    (void)state;
    for_each_octet(cut);
}

static void cut_and_wait(uint32_t message, uint32_t octet)
{
    const struct said *s = &session.said[message];
    const uint32_t from = w->line[SUBJECT].heard_size;
    say(SUBJECT, s->pdu.at, octet);
    bind_line(OTHER, 0);
    end(OTHER);
    say(SUBJECT, s->pdu.at + octet, s->pdu.size - octet);
    assert_int_equal(heard_since(SUBJECT, from)->kind, s->answer);
    for (uint32_t i = message + 1; i < session.count; i++)
        assert_int_equal(ask(SUBJECT, &session.said[i].pdu)->kind, session.said[i].answer);
    nobody_else_noticed(false);
}

static void the_rest_may_come_later(void **state)
{
    (void)state;
    for_each_octet(cut_and_wait);
}

/* The next PDU is taken for the rest of this one: it is never answered itself. */
static void cut_and_go_on(uint32_t message, uint32_t octet)
{
    struct octets o = session.said[message].pdu;
    const struct said *next = &session.said[message + 1];
    bool executed = false;
    if (octet > 0 && message + 1 < session.count) {
        o.size = octet;
        assert_int_equal(ask(SUBJECT, &o)->kind, QUIET);
        const uint32_t from = w->line[SUBJECT].heard_size;
        session_after(message + 1);
        const struct answer *a = heard_since(SUBJECT, from);
        if (next->call != session.said[message].call)
            assert_false(answers(a, next->call));
        executed = a->executed;
    }
    nobody_else_noticed(executed);
    if (executed)
        server_restart();
}

static void what_follows_does_not_fill_the_gap(void **state)
{
    (void)state;
    for_each_octet(cut_and_go_on);
}

/* Where the body of a PDU is whole but for a stub. */
static uint32_t body_of(const struct said *s)
{
    return s->flags & PFC_OBJECT_UUID ? PDU_STUB + 16 : PDU_STUB;
}

static void cut_and_say_so(uint32_t message, uint32_t octet)
{
    const struct said *s = &session.said[message];
    struct octets o = s->pdu;
    o.at[8 + (o.at[4] == 0)] = (uint8_t)octet; /* nothing here is longer than 255 octets */
    o.size = octet;
    if (octet >= PDU_HEADER_SIZE) {
        const struct answer *a = ask(SUBJECT, &o);
        if (s->type != PDU_REQUEST || octet < body_of(s))
            assert_true(is_broken(a, s->type));
        else if ((s->flags & PFC_LAST_FRAG) == 0)
            assert_int_equal(a->kind, QUIET);
        else
            assert_int_equal(a->kind == FAULT ? a->status : 0, FAULT_BAD_STUB_DATA);
        session_after(message + 1);
    }
    nobody_else_noticed(false);
}

static void what_is_too_short_is_refused(void **state)
{
    (void)state;
    for_each_octet(cut_and_say_so);
}

/* Anything may come of it, but a handle of another client. */
static void alter(uint32_t message, uint32_t octet)
{
    static const uint8_t by[] = {0x01, 0x02, 0x80, 0xFF};
    for (size_t i = 0; i < sizeof by; i++) {
        struct octets o = session.said[message].pdu;
        o.at[octet] ^= by[i];
        if (i > 0)
            session_until(message);
        (void)ask(SUBJECT, &o);
        session_after(message + 1);
        nobody_else_noticed(true);
        server_restart();
    }
}

static void every_octet_altered(void **state)
{
    (void)state;
    for_each_octet(alter);
}

int main(void)
{
#define SWEEP(test) cmocka_unit_test_setup_teardown(test, session_setup, sweep_free)
    const struct CMUnitTest tests[] = {
        SWEEP(what_is_cut_off_is_waited_for),
        SWEEP(the_rest_may_come_later),
        SWEEP(what_follows_does_not_fill_the_gap),
        SWEEP(what_is_too_short_is_refused),
        SWEEP(every_octet_altered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
