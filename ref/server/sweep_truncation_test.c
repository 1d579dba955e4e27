/* Requests of every method, cut at every octet. */
#include "sweep_call_test.h"

/* The rest never comes, and then the client goes: nothing is answered, nothing is kept. */
static void cut_and_end(struct call *c)
{
    for (uint32_t size = 0; size < c->pdu.size; size++) {
        if (!taken())
            continue;
        const struct octets whole = c->pdu;
        c->pdu.size = size;
        const struct answer *a = try_once(c, &c->pdu);
        assert_int_equal(a->kind, QUIET);
        assert_false(a->closed);
        c->pdu = whole;
        nobody_else_noticed(false);
    }
}

static void what_is_cut_off_is_waited_for(void **state)
{
    (void)state;
    for_each_call(1, cut_and_end);
}

/* The rest never comes, and the client is silent while others talk; then it comes after all. */
static void cut_and_wait(struct call *c)
{
    for (uint32_t size = 0; size < c->pdu.size; size++) {
        if (!taken())
            continue;
        bind_subject(c->way->context);
        const uint32_t from = w->line[SUBJECT].heard_size;
        say(SUBJECT, c->pdu.at, size);
        bind_line(OTHER, 0);
        end(OTHER);
        assert_int_equal(heard_since(SUBJECT, from)->kind, QUIET);
        say(SUBJECT, c->pdu.at + size, c->pdu.size - size);
        const struct answer *a = heard_since(SUBJECT, from);
        assert_int_equal(a->kind, c->right.kind);
        assert_int_equal(a->size, c->right.size);
        end_trial(a->kind);
    }
}

static void the_rest_may_come_later(void **state)
{
    (void)state;
    for_each_call(1, cut_and_wait);
}

/* frag_length says what there is: a stub that ends too soon is refused (MS-RPCE 3.1.1.5.3), and so
 * is a PDU without room for a request's fields (MS-RPCE 3.3.3.5.7). */
static void cut_and_say_so(struct call *c)
{
    for (uint32_t size = PDU_HEADER_SIZE; size < c->pdu.size; size++) {
        if (!taken())
            continue;
        struct octets cut = c->pdu;
        cut.at[8 + c->way->encoding.big] = (uint8_t)size;
        cut.at[9 - c->way->encoding.big] = (uint8_t)(size >> 8);
        cut.size = size;
        const struct answer *a = try_once(c, &cut);
        assert_int_equal(a->kind, FAULT);
        assert_true(a->did_not_execute);
        assert_int_equal(a->status, size < PDU_STUB ? FAULT_PROTOCOL : FAULT_BAD_STUB_DATA);
        assert_int_equal(a->closed, size < PDU_STUB);
        if (!a->closed)
            subject_is_served(c);
        nobody_else_noticed(false);
    }
}

static void what_is_too_short_is_refused(void **state)
{
    (void)state;
    for_each_call(2, cut_and_say_so);
}

/* The rest is missing, and the next PDU stands in its place. */
static void cut_and_go_on(struct call *c)
{
    for (uint32_t size = 1; size < c->pdu.size; size++) {
        if (!taken())
            continue;
        struct octets spliced = c->pdu, next;
        request_of(&next, FIRST_CALL + 1, c->way->context, GET_CLUSTER_NAME, PFC_WHOLE, NULL, 0);
        memcpy(spliced.at + size, next.at, next.size);
        spliced.size = size + next.size;
        const struct answer *a = try_once(c, &spliced);
        assert_false(answers(a, FIRST_CALL + 1));
        end_trial(a->kind);
    }
}

static void what_follows_does_not_fill_the_gap(void **state)
{
    (void)state;
    for_each_call(1, cut_and_go_on);
}

int main(void)
{
#define SWEEP(test) cmocka_unit_test_setup_teardown(test, sweep_make, sweep_free)
    const struct CMUnitTest tests[] = {
        SWEEP(what_is_cut_off_is_waited_for),
        SWEEP(the_rest_may_come_later),
        SWEEP(what_is_too_short_is_refused),
        SWEEP(what_follows_does_not_fill_the_gap),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
