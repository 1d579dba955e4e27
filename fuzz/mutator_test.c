/* The mutator, on inputs of every kind: it keeps to its room, does the same again for the same
 * seed, leaves much valid, and reaches what it is there for. */
#include "input.h"
#include "mutate.h"
#include "owner.h"
#include "wire/pdu_build.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { ROUNDS = 3000, ROOM = 2048 };

static const enum mutation kinds[] = {MUTATE_NOTHING, MUTATE_REQUEST, MUTATE_REPLY, MUTATE_EITHER,
                                      MUTATE_STREAM};
enum { KINDS = sizeof kinds / sizeof *kinds };

/* Mutates a copy in memory of exactly `capacity` octets, so that a write beyond it is seen. */
static size_t mutated(enum mutation kind, uint64_t seed, const uint8_t *data, size_t size,
                      size_t capacity, uint8_t *out)
{
    struct random random = {seed};
    uint8_t *room = malloc(capacity > 0 ? capacity : 1);
    assert_non_null(room);
    memcpy(room, data, size);
    const size_t got = mutate(kind, &random, room, size, capacity);
    assert_true(got <= capacity);
    memcpy(out, room, got);
    free(room);
    return got;
}

static void any_octets_are_taken(void **state)
{
    (void)state;
    struct random random = {7};
    uint8_t data[ROOM], out[ROOM];
    for (uint32_t round = 0; round < ROUNDS; round++) {
        const uint32_t capacity = random_below(&random, 200);
        const uint32_t size = random_below(&random, capacity + 1);
        for (uint32_t i = 0; i < size; i++)
            data[i] = (uint8_t)random_next(&random);
        for (uint32_t k = 0; k < KINDS; k++)
            (void)mutated(kinds[k], round, data, size, capacity, out);
    }
}

static void the_same_seed_does_the_same(void **state)
{
    (void)state;
    uint8_t data[64] = {40, 0, 0, 0}, one[ROOM], other[ROOM];
    for (uint32_t k = 0; k < KINDS; k++)
        for (uint64_t seed = 0; seed < 200; seed++) {
            const size_t size = mutated(kinds[k], seed, data, sizeof data, ROOM, one);
            assert_int_equal(mutated(kinds[k], seed, data, sizeof data, ROOM, other), size);
            assert_memory_equal(one, other, size);
        }
}

static bool accepted(const uint8_t *data, size_t size, uint32_t *reasons)
{
    struct stub_input input;
    struct message asked, message;
    struct refusal refusal = {REASON_NONE, 0};
    assert_true(stub_input_read_as(data, size, REPLY, &input));
    const bool is = decode(input.method, REQUEST, &input.encoding, input.request,
                           input.request_size, NULL, &asked, &refusal) &&
                    decode(input.method, REPLY, &input.encoding, input.reply, input.reply_size,
                           &asked, &message, &refusal);
    *reasons |= 1u << refusal.reason;
    return is;
}

/* From a valid call on: a good part stays valid, and every reason to refuse one is met. */
static void stubs_stay_valid_or_fail_for_every_reason(void **state)
{
    (void)state;
    static uint8_t data[STUB_HEADER + STUB_LARGEST];
    uint32_t valid = 0, reasons = 0, changed = 0;
    uint8_t before[ROOM];
    size_t size = 0;
    for (uint32_t seed = 0; seed < 20 * ROUNDS; seed++) {
        struct random random = {seed};
        if (seed % 4 == 0) /* anew: a short input is replaced by a valid one */
            size = mutate(MUTATE_REPLY, &random, data, 0, ROOM);
        memcpy(before, data, size);
        const size_t after = mutate(MUTATE_REPLY, &random, data, size, ROOM);
        changed += after != size || memcmp(before, data, after) != 0;
        size = after;
        valid += accepted(data, size, &reasons);
    }
    assert_in_range(valid, 4 * ROUNDS, 18 * ROUNDS);
    assert_true(changed > 15 * ROUNDS);
    assert_int_equal(reasons, (1u << REASONS) - 1);
}

/* Does the stream hold, one after the other, only whole PDUs that can be taken apart? */
static bool well_formed(const uint8_t *data, size_t size, uint32_t *types)
{
    struct pdu pdu;
    uint32_t at = STREAM_HEADER;
    while (at < size && pdu_parse(data + at, (uint32_t)size - at, 65535, &pdu).error == PDU_OK) {
        *types |= 1u << pdu.header.type;
        at += pdu.header.frag_length;
    }
    return at == size;
}

static void streams_stay_streams(void **state)
{
    (void)state;
    uint8_t data[ROOM];
    uint32_t whole = 0, types = 0;
    size_t size = 0;
    for (uint32_t seed = 0; seed < 10 * ROUNDS; seed++) {
        struct random random = {seed};
        size = mutate(MUTATE_STREAM, &random, data, seed % 16 == 0 ? 0 : size, ROOM);
        assert_true(size >= STREAM_HEADER);
        whole += well_formed(data, size, &types);
    }
    assert_true(whole > ROUNDS);
    assert_true((types & (1u << PDU_BIND)) != 0 && (types & (1u << PDU_ALTER_CONTEXT)) != 0 &&
                (types & (1u << PDU_REQUEST)) != 0 && (types & (1u << PDU_CO_CANCEL)) != 0);
}

/* The layout of a valid stub ends where the decoder ends. */
static void the_layout_agrees_with_the_decoder(void **state)
{
    (void)state;
    static struct generated request;
    static struct layout layout;
    static uint8_t stub[8192];
    struct random random = {3};
    for (uint32_t opnum = 0; opnum < OPNUMS; opnum++)
        for (uint32_t e = 0; e < 3; e++) {
            const struct encoding encoding = {e == 2 ? NDR64 : NDR, e == 1, 3};
            const struct method *m = method_of(3, opnum);
            uint32_t length;
            generate(&random, m, REQUEST, NULL, &request);
            assert_true(
                encode(m, REQUEST, &encoding, &request.message, stub, sizeof stub, &length));
            layout_find(m, REQUEST, &encoding, stub, length, &layout);
            for (uint32_t i = 0; i < layout.places; i++)
                assert_true(layout.place[i].offset + layout.place[i].size <= length);
            assert_true(layout.end <= length && length - layout.end < 8);
        }
}

static void targets_have_their_kind(void **state)
{
    (void)state;
    assert_int_equal(mutation_of("pdu"), MUTATE_STREAM);
    assert_int_equal(mutation_of("vendor"), MUTATE_EITHER);
    assert_int_equal(mutation_of("notation"), MUTATE_NOTHING);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_octets_are_taken),
        cmocka_unit_test(the_same_seed_does_the_same),
        cmocka_unit_test(stubs_stay_valid_or_fail_for_every_reason),
        cmocka_unit_test(streams_stay_streams),
        cmocka_unit_test(the_layout_agrees_with_the_decoder),
        cmocka_unit_test(targets_have_their_kind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
