/* Fragments of two calls mixed, garbage around PDUs, and a small request that asks for much. */
#include "sweep_session_test.h"

enum { PARTS = 3, CALL_A = 2, CALL_B = 3, CLOSED_BY = 4 };

static struct octets part[2][PARTS];

/* Two calls in three fragments each. */
static void make_parts(void)
{
    uint8_t stub[256];
    uint32_t size = text_of(stub, sizeof stub, NAMED("node1"), false, 0);
    size +=
        text_of(stub + size, (uint32_t)sizeof stub - size, NAMED("Cluster Network 1"), false, 0);
    for (uint32_t call = 0; call < 2; call++) {
        request_of(&part[call][0], CALL_A + call, VERSION_3, GET_NET_INTERFACE, PFC_FIRST_FRAG,
                   stub, 24);
        request_of(&part[call][1], CALL_A + call, VERSION_3, GET_NET_INTERFACE, 0, stub + 24, 16);
        request_of(&part[call][2], CALL_A + call, VERSION_3, GET_NET_INTERFACE, PFC_LAST_FRAG,
                   stub + 40, size - 40);
    }
}

/* Calls `try` for each of the 20 orders in which the six fragments can come, those of a call in
 * their own order: bit i of `order` says whose the i-th is. */
static void for_each_order(void (*try)(uint32_t order))
{
    make_parts();
    for (uint32_t order = 0; order < 64; order++) {
        uint32_t of_b = 0;
        for (uint32_t i = 0; i < 6; i++)
            of_b += order >> i & 1;
        if (of_b == PARTS && taken())
            try(order);
    }
}

/* No call may begin before the one before it has ended, and ids increase (MS-RPCE 3.3.1.5.8,
 * 3.3.3.5.2). */
static void mix_on_one(uint32_t order)
{
    uint32_t next[2] = {0, 0}, said = 0;
    const struct answer *a = NULL;
    bind_line(SUBJECT, 0);
    const uint32_t from = w->line[SUBJECT].heard_size;
    for (; said < 6 && !w->line[SUBJECT].closed; said++) {
        const uint32_t call = order >> said & 1;
        a = ask(SUBJECT, &part[call][next[call]++]);
    }
    const struct answer *all = heard_since(SUBJECT, from);
    const bool in_order = order == 0x38; /* A A A B B B */
    assert_int_equal(answers(all, CALL_A), (order & 7) == 0);
    assert_int_equal(answers(all, CALL_B), in_order || (order & 7) == 7);
    if (!in_order)
        assert_true(a->closed && said <= CLOSED_BY);
    nobody_else_noticed(false);
}

static void two_calls_on_one_connection(void **state)
{
    (void)state;
    for_each_order(mix_on_one);
}

/* Each connection has its own. */
static void mix_on_two(uint32_t order)
{
    const int line[2] = {SUBJECT, OTHER};
    uint32_t next[2] = {0, 0};
    bind_line(SUBJECT, 0);
    bind_line(OTHER, w->line[SUBJECT].peer.group);
    for (uint32_t i = 0; i < 6; i++) {
        const uint32_t call = order >> i & 1;
        const uint32_t at = next[call]++;
        const struct answer *a = ask(line[call], &part[call][at]);
        assert_int_equal(a->kind, at + 1 < PARTS ? QUIET : NORMAL);
        if (a->kind == NORMAL)
            assert_true(answers(a, CALL_A + call));
    }
    nobody_else_noticed(false);
}

static void two_calls_on_two_connections(void **state)
{
    (void)state;
    for_each_order(mix_on_two);
}

/* -- garbage ----------------------------------------------------------------------------------- */

enum { GARBAGE = 64, KINDS = 7 };

/* Zeros, ones, text, an old protocol version, a connectionless type, an endless length, noise. */
static void make_garbage(uint8_t octets[GARBAGE], int kind)
{
    static const uint8_t begin[KINDS][17] = {
        "\0",
        "\xFF",
        "GET / HTTP/1.1\r\n",
        "\4\0\0\3\x10\0\0\0\x40",
        "\5\0\1\3\x10",
        "\5\0\0\3\x10\0\0\0\xFF\xFF",
        "\x8E\x13",
    };
    uint32_t noise = 1;
    memset(octets, kind == 1 ? 0xFF : 0, GARBAGE);
    memcpy(octets, begin[kind], sizeof begin[kind] - 1);
    for (uint32_t i = 0; kind == KINDS - 1 && i < GARBAGE; i++) {
        noise = noise * 1103515245 + 12345;
        octets[i] = (uint8_t)(noise >> 16);
    }
}

/* `size` octets of garbage come before message `message`: what was asked before is answered, what
 * comes after is not. (Less than a header may, with the PDU behind it, begin a PDU that never
 * ends.)
 */
static void try_garbage(uint32_t message, const uint8_t *garbage, uint32_t size)
{
    session_until(message);
    const uint32_t from = w->line[SUBJECT].heard_size;
    say(SUBJECT, garbage, size);
    if (size >= PDU_HEADER_SIZE)
        assert_true(w->line[SUBJECT].closed);
    session_after(message);
    const struct answer *a = heard_since(SUBJECT, from);
    assert_int_equal(a->calls, 0);
    assert_int_not_equal(a->kind, NORMAL);
    nobody_else_noticed(false);
}

static void garbage_before_between_and_after(void **state)
{
    static const uint32_t sizes[] = {1, 2, 7, 8, 15, 16, 17, GARBAGE};
    uint8_t garbage[GARBAGE];
    (void)state;
    for (uint32_t message = 0; message <= session.count; message++)
        for (int kind = 0; kind < KINDS; kind++)
            for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
                make_garbage(garbage, kind);
                if (taken())
                    try_garbage(message, garbage, sizes[i]);
            }
}

/* Garbage behind a PDU in one piece with it: the PDU is answered before the connection ends. */
static void garbage_in_one_piece(void **state)
{
    uint8_t garbage[GARBAGE];
    (void)state;
    for (uint32_t message = 0; message < session.count; message++)
        for (int kind = 0; kind < KINDS; kind++) {
            struct octets o = session.said[message].pdu;
            make_garbage(garbage, kind);
            memcpy(o.at + o.size, garbage, GARBAGE);
            o.size += GARBAGE;
            session_until(message);
            const struct answer *a = ask(SUBJECT, &o);
            if (session.said[message].answer != QUIET)
                assert_int_equal(a->kind, session.said[message].answer);
            assert_true(a->closed);
            nobody_else_noticed(false);
        }
}

/* -- much asked for by little ------------------------------------------------------------------ */

/* ApiResourceControl with no input and room for 4 GiB: a stub of 36 octets (MS-CMRP 3.1.4.2.74).
 * What can be sent is bounded by what there is, and an array of so many elements cannot be. */
static void four_gibibytes_of_output(void **state)
{
    enum { RESOURCE_CONTROL = 73, GET_COMMON_PROPERTIES = 0x01000059, MOST = 1024 };
    static const uint32_t rooms[] = {0, 1, 65536, 0x7FFFFFFE, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF};
    struct octets o;
    uint8_t stub[36];
    (void)state;
    for (size_t i = 0; i < sizeof rooms / sizeof *rooms; i++) {
        struct builder b = builder_over(stub, sizeof stub);
        builder_octets(&b, w->handle[VERSION_3][HANDLE_RESOURCE], CONTEXT_HANDLE_SIZE);
        builder_u32(&b, GET_COMMON_PROPERTIES);
        builder_u32(&b, 0);
        builder_u32(&b, 0);
        builder_u32(&b, rooms[i]);
        assert_int_equal(b.length, sizeof stub);
        bind_line(SUBJECT, w->group);
        request_of(&o, 2, VERSION_3, RESOURCE_CONTROL, PFC_WHOLE, stub, sizeof stub);
        const struct answer *a = ask(SUBJECT, &o);
        assert_int_equal(a->kind, rooms[i] > INT32_MAX ? FAULT : NORMAL);
        assert_int_equal(a->status, rooms[i] > INT32_MAX ? FAULT_OUT_ARGS_TOO_BIG : 0);
        assert_true(a->stub_size < MOST);
        nobody_else_noticed(false);
    }
}

int main(void)
{
#define SWEEP(test) cmocka_unit_test_setup_teardown(test, session_setup, sweep_free)
    const struct CMUnitTest tests[] = {
        SWEEP(two_calls_on_one_connection),      SWEEP(two_calls_on_two_connections),
        SWEEP(garbage_before_between_and_after), SWEEP(garbage_in_one_piece),
        SWEEP(four_gibibytes_of_output),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
