#include "assoc_test.h"

static struct script s;

/* A conversation that passes through most states and ends well. */
static void conversation(void)
{
    s.size = 0;
    script_bind(&s, PDU_BIND, 0, V3, &rpc_syntax_ndr);
    script_request(&s, PFC_WHOLE, 1, 0, 1, 40);
    script_bind(&s, PDU_ALTER_CONTEXT, 1, V3, &rpc_syntax_ndr64);
    script_request(&s, PFC_FIRST_FRAG, 2, 1, 3, 5000);
    script_request(&s, 0, 2, 1, 3, 5000);
    script_plain(&s, PDU_CO_CANCEL, 1);
    script_request(&s, PFC_LAST_FRAG, 2, 1, 3, 0);
    script_request(&s, PFC_WHOLE, 3, 7, 1, 4);
    script_request(&s, PFC_FIRST_FRAG, 4, 0, 1, 100);
    script_plain(&s, PDU_ORPHANED, 4);
    script_request(&s, PFC_WHOLE, 5, 0, 2, 5816);
}

static struct owner *run(uint32_t size, uint32_t piece)
{
    struct owner *o = owner_new();
    owner_feed(o, s.octets, size, piece);
    return o;
}

static void pieces_of_any_size_give_the_same(void **state)
{
    (void)state;
    static const uint32_t pieces[] = {1, 2, 3, 7, 15, 16, 17, 24, 100, 5839, 5840, 5841};
    conversation();
    struct owner *whole = run(s.size, UINT32_MAX);
    assert_int_equal(whole->calls, 3);
    assert_int_equal(whole->ended, 0); /* no pending call was lost */
    assert_false(whole->closed);
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        struct owner *o = run(s.size, pieces[i]);
        assert_int_equal(o->calls, whole->calls);
        assert_true(o->sum == whole->sum);
        assert_int_equal(o->out_size, whole->out_size);
        assert_memory_equal(o->out, whole->out, o->out_size);
        owner_free(o);
    }
    owner_free(whole);
}

/* Cut anywhere, the answers are a beginning of the whole conversation's, and nothing is closed. */
static void a_conversation_can_be_cut_anywhere(void **state)
{
    (void)state;
    conversation();
    struct owner *whole = run(s.size, UINT32_MAX);
    for (uint32_t size = 0; size < s.size; size += size < 400 ? 1 : 13) {
        struct owner *o = run(size, UINT32_MAX);
        assert_true(o->out_size <= whole->out_size);
        assert_false(o->closed);
        if (o->out_size > 0)
            assert_memory_equal(o->out, whole->out, o->out_size);
        owner_free(o);
    }
    owner_free(whole);
}

/* An error in the header is answered when its 16 octets are there, whatever length it promises. */
static void a_bad_header_is_answered_at_once(void **state)
{
    (void)state;
    s.size = 0;
    script_request(&s, PFC_WHOLE, 5, 0, 1, 4);
    s.octets[0] = 4;
    s.size = 15;
    struct owner *o = run_bound(&s);
    assert_int_equal(o->out_size, 0);
    owner_feed(o, s.octets + 15, 1, 1);
    assert_fault(o, 0, 5, FAULT_PROTOCOL, true);
    assert_true(o->closed);
    assert_int_equal(o->assoc.failure.error, PDU_VERSION);
    uint32_t used;
    assert_int_equal(assoc_feed(&o->assoc, s.octets, s.size, &used), ASSOC_CLOSE);
    assert_int_equal(used, 0);
    owner_free(o);
}

/* Nothing behind it is read. */
static void a_bad_header_is_the_end(void **state)
{
    (void)state;
    uint32_t used;
    s.size = 0;
    struct owner *o = run_bound(&s);
    script_plain(&s, PDU_AUTH3, 5); /* has no answer */
    s.octets[0] = 4;
    script_request(&s, PFC_WHOLE, 5, 0, 1, 4);
    assert_int_equal(assoc_feed(&o->assoc, s.octets, s.size, &used), ASSOC_CLOSE);
    assert_int_equal(used, PDU_HEADER_SIZE);
    owner_free(o);
}

/* Conversations with a few octets changed: no fault of memory, every answer well formed. */
static void changed_octets_are_survived(void **state)
{
    (void)state;
    uint32_t seed = 7;
    for (int round = 0; round < 3000; round++) {
        conversation();
        for (int i = 0; i < 1 + round % 4; i++) {
            seed = seed * 1664525u + 1013904223u;
            const uint32_t at = seed / 256u % (round % 2 == 0 ? 300 : s.size);
            s.octets[at] = (uint8_t)(seed >> 24);
        }
        struct owner *o = run(s.size, UINT32_MAX);
        uint32_t at = 0;
        while (at < o->out_size) {
            struct pdu pdu;
            assert_int_equal(pdu_parse(o->out + at, o->out_size - at, ASSOC_FRAGMENT, &pdu).error,
                             PDU_OK);
            at += pdu.header.frag_length;
        }
        assert_int_equal(at, o->out_size);
        owner_free(o);
    }
}

static void garbage_is_survived(void **state)
{
    (void)state;
    uint32_t seed = 3;
    for (int round = 0; round < 2000; round++) {
        s.size = 64;
        for (uint32_t i = 0; i < s.size; i++) {
            seed = seed * 1664525u + 1013904223u;
            s.octets[i] = (uint8_t)(seed >> 24);
        }
        struct owner *o = run(s.size, UINT32_MAX);
        assert_int_equal(o->calls, 0);
        owner_free(o);
    }
}

/* Under 16 KiB, so that 1,000 connections are cheap. */
static void an_association_is_small(void **state)
{
    (void)state;
    assert_true(sizeof(struct assoc) < 16384);
}

/* Answers to questions that were not asked change nothing. */
static void answers_out_of_place_are_ignored(void **state)
{
    (void)state;
    uint8_t octets[4] = {0};
    uint32_t size;
    struct owner *o = owner_new();
    struct assoc *a = &o->assoc;
    assoc_join(a, 5);
    assoc_lend(a, octets, sizeof octets);
    assoc_lend(a, NULL, 0);
    assoc_sent(a, 10);
    assert_false(assoc_reply(a, octets, sizeof octets));
    assert_false(assoc_fault(a, 5, true));
    assert_false(assoc_pending(a));
    assert_null(assoc_output(a, &size));
    assert_int_equal(size, 0);
    assert_int_equal(a->state, ASSOC_FRESH);
    assert_false(assoc_holds_buffer(a));
    owner_free(o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_of_any_size_give_the_same),
        cmocka_unit_test(a_conversation_can_be_cut_anywhere),
        cmocka_unit_test(a_bad_header_is_answered_at_once),
        cmocka_unit_test(a_bad_header_is_the_end),
        cmocka_unit_test(changed_octets_are_survived),
        cmocka_unit_test(garbage_is_survived),
        cmocka_unit_test(an_association_is_small),
        cmocka_unit_test(answers_out_of_place_are_ignored),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
