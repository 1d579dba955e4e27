/* Round trips of every method in every encoding, and the octets of the documents' examples. */
#include "codec_test.h"

enum { ROUNDS = 40, STUB = 8192 };

static const struct encoding encodings[] = {
    {NDR, false, 3}, {NDR, true, 3}, {NDR64, false, 3}, {NDR, false, 2}, {NDR, true, 2},
};

static const struct encoding ndr = {NDR, false, 3};

/* One direction of one generated call, encoded. */
struct sample {
    const struct method *method;
    const struct encoding *encoding;
    enum direction direction;
    struct generated request, reply;
    uint8_t stub[STUB];
    uint32_t length;
};

static const struct message *asked(const struct sample *s)
{
    return s->direction == REPLY ? &s->request.message : NULL;
}

static const struct message *said(const struct sample *s)
{
    return s->direction == REPLY ? &s->reply.message : &s->request.message;
}

static bool decoded(const struct sample *s, const uint8_t *stub, uint32_t length,
                    struct message *message, struct refusal *refusal)
{
    return decode(s->method, s->direction, s->encoding, stub, length, asked(s), message, refusal);
}

static void generate_sample(struct random *random, struct sample *s)
{
    generate(random, s->method, REQUEST, NULL, &s->request);
    generate(random, s->method, REPLY, &s->request.message, &s->reply);
    assert_true(encode(s->method, s->direction, s->encoding, said(s), s->stub, STUB, &s->length));
}

/* Calls `check` for every method, direction and encoding. */
static void for_all(void (*check)(struct random *random, struct sample *s))
{
    static struct sample s;
    struct random random = {20081};
    for (size_t e = 0; e < sizeof encodings / sizeof encodings[0]; e++) {
        s.encoding = &encodings[e];
        for (uint32_t opnum = 0; opnum < OPNUMS; opnum++) {
            s.method = method_of(s.encoding->version, opnum);
            for (int d = 0; d < 2 && s.method != NULL; d++) {
                s.direction = d == 0 ? REQUEST : REPLY;
                check(&random, &s);
            }
        }
    }
}

static void check_round_trip(struct random *random, struct sample *s)
{
    static uint8_t again[STUB], little[STUB];
    struct message message, second;
    struct refusal refusal;
    struct encoding to_little = *s->encoding;
    uint32_t length;
    to_little.big = false;
    for (int i = 0; i < ROUNDS; i++) {
        generate_sample(random, s);
        assert_true(decoded(s, s->stub, s->length, &message, &refusal));
        assert_int_equal(refusal.reason, REASON_NONE);
        assert_same_message(s->method, s->direction, s->encoding->version, said(s), &message);
        /* what was decoded encodes to the same octets, and to the other octet order */
        assert_true(encode(s->method, s->direction, s->encoding, &message, again, STUB, &length));
        assert_int_equal(length, s->length);
        assert_memory_equal(again, s->stub, length);
        assert_true(encode(s->method, s->direction, &to_little, &message, little, STUB, &length));
        assert_true(decode(s->method, s->direction, &to_little, little, length, asked(s), &second,
                           &refusal));
        assert_same_message(s->method, s->direction, s->encoding->version, &message, &second);
    }
}

static void every_method_makes_the_round_trip(void **state)
{
    (void)state;
    for_all(check_round_trip);
}

static void check_prefixes(struct random *random, struct sample *s)
{
    struct message message;
    struct refusal refusal;
    generate_sample(random, s);
    for (uint32_t length = 0; length < s->length; length++) {
        uint8_t *exact = malloc(length + 1u); /* a sanitizer sees what is read beyond */
        memcpy(exact + 1, s->stub, length);
        const bool accepted = decoded(s, exact + 1, length, &message, &refusal);
        free(exact);
        assert_false(accepted);
        assert_int_equal(refusal.reason, REASON_TRUNCATED);
        assert_true(refusal.offset <= length);
    }
    memset(s->stub + s->length, 0xFF, 9); /* what follows the last parameter is no matter */
    assert_true(decoded(s, s->stub, s->length + 9, &message, &refusal));
    assert_int_equal(refusal.offset, s->length);
}

static void every_strict_prefix_is_refused(void **state)
{
    (void)state;
    for_all(check_prefixes);
}

/* A stub with altered octets is refused, or what it is taken for makes the round trip. */
static void check_alterations(struct random *random, struct sample *s)
{
    static uint8_t again[STUB];
    struct message message, second;
    struct refusal refusal;
    uint32_t length;
    for (int i = 0; i < ROUNDS; i++) {
        generate_sample(random, s);
        if (s->length == 0)
            return;
        s->stub[random_next(random) % s->length] = (uint8_t)random_next(random);
        if (!decoded(s, s->stub, s->length, &message, &refusal)) {
            assert_int_not_equal(refusal.reason, REASON_NONE);
            assert_true(refusal.offset <= s->length);
            continue;
        }
        assert_true(encode(s->method, s->direction, s->encoding, &message, again, STUB, &length));
        assert_true(decode(s->method, s->direction, s->encoding, again, length, asked(s), &second,
                           &refusal));
        assert_same_message(s->method, s->direction, s->encoding->version, &message, &second);
    }
}

static void altered_stubs_do_no_harm(void **state)
{
    (void)state;
    for_all(check_alterations);
}

static void check_capacity(struct random *random, struct sample *s)
{
    static uint8_t exact[STUB];
    uint32_t length;
    generate_sample(random, s);
    assert_true(encode(s->method, s->direction, s->encoding, said(s), exact, s->length, &length));
    for (uint32_t room = 0; room < s->length; room++) {
        exact[room] = 0x5A;
        assert_false(encode(s->method, s->direction, s->encoding, said(s), exact, room, &length));
        assert_int_equal(exact[room], 0x5A);
        assert_true(length <= room);
    }
}

static void encoding_stays_within_its_capacity(void **state)
{
    (void)state;
    for_all(check_capacity);
}

/* ApiOpenNetInterfaceEx(L"N1", GENERIC_READ): C706 14.3.4, MS-CMRP 3.1.4.2.121 */
static void a_request_has_these_octets(void **state)
{
    static const uint8_t expected[] = {3,   0, 0,   0, 0, 0, 0, 0, 3, 0, 0, 0,
                                       'N', 0, '1', 0, 0, 0, 0, 0, 0, 0, 0, 0x80};
    static const uint8_t expected_wide[] = {3,   0, 0,   0, 0, 0, 0, 0, 0, 0, 0, 0,
                                            0,   0, 0,   0, 3, 0, 0, 0, 0, 0, 0, 0,
                                            'N', 0, '1', 0, 0, 0, 0, 0, 0, 0, 0, 0x80};
    static const uint8_t name[] = {'N', 0, '1', 0};
    const struct method *m = method_of(3, 122);
    struct message message = {
        {{.at = name, .count = 2, .present = true}, {.number = 0x80000000, .present = true}}};
    uint8_t stub[64];
    uint32_t length;
    (void)state;
    assert_true(encode(m, REQUEST, &ndr, &message, stub, sizeof stub, &length));
    assert_int_equal(length, sizeof expected);
    assert_memory_equal(stub, expected, sizeof expected);
    assert_true(encode(m, REQUEST, &encodings[2], &message, stub, sizeof stub, &length));
    assert_int_equal(length, sizeof expected_wide);
    assert_memory_equal(stub, expected_wide, sizeof expected_wide);
}

/* GrantedAccess, Status, rpc_status, then the handle */
static void a_reply_has_these_octets(void **state)
{
    static const uint8_t expected[] = {0,  0,  0,  0x80, 0,  0,  0,  0,  0,  0, 0,
                                       0,  1,  2,  3,    4,  5,  6,  7,  8,  9, 10,
                                       11, 12, 13, 14,   15, 16, 17, 18, 19, 20};
    const struct method *m = method_of(3, 122);
    struct message message;
    struct refusal refusal;
    uint8_t stub[64];
    uint32_t length;
    (void)state;
    assert_true(decode(m, REPLY, &ndr, expected, sizeof expected, NULL, &message, &refusal));
    assert_true(message.value[0].number == 0x80000000);
    assert_ptr_equal(message.value[3].at, expected + 12);
    assert_true(encode(m, REPLY, &ndr, &message, stub, sizeof stub, &length));
    assert_int_equal(length, sizeof expected);
    assert_memory_equal(stub, expected, sizeof expected);
}

/* Lengths of stubs without padding: v3 and v2 of opening, closing and asking for a state. */
static void fixed_stubs_have_these_lengths(void **state)
{
    static const struct {
        uint32_t version, opnum, request, reply;
    } row[] = {{3, 0, 0, 24},   {3, 117, 4, 28}, {3, 1, 20, 24},  {3, 82, 20, 24},
               {3, 83, 20, 12}, {2, 83, 20, 8},  {2, 1, 20, 24},  {2, 0, 0, 24},
               {3, 43, 24, 8},  {2, 43, 20, 4},  {2, 65, 24, 20}, {3, 186, 0, 4}};
    struct message message;
    uint8_t stub[64];
    uint32_t length;
    (void)state;
    memset(&message, 0, sizeof message);
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
        const struct method *m = method_of(row[i].version, row[i].opnum);
        struct encoding e = {NDR, false, row[i].version};
        assert_true(encode(m, REQUEST, &e, &message, stub, sizeof stub, &length));
        assert_int_equal(length, row[i].request);
        assert_true(encode(m, REPLY, &e, &message, stub, sizeof stub, &length));
        assert_int_equal(length, row[i].reply);
    }
}

/* ApiCreateEnum's reply: referent, maximum count, EntryCount, the entries, then their names. In
 * NDR64 the empty list is padded to its alignment (MS-RPCE 2.2.5.3.4.1). */
static void lists_have_these_octets(void **state)
{
    static const uint8_t expected[] = {0, 0, 2,   0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0,
                                       0, 4, 0,   2, 0, 2, 0, 0, 0, 0, 0, 0, 0, 2, 0,
                                       0, 0, 'a', 0, 0, 0, 7, 0, 0, 0, 9, 0, 0, 0};
    static const uint8_t empty[] = {0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                                    0, 0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 9, 0, 0, 0};
    static const uint8_t name[] = {'a', 0};
    struct value cell[2] = {{.number = 1, .present = true},
                            {.at = name, .count = 1, .present = true}};
    struct message message = {{{.cell = cell, .count = 1, .present = true},
                               {.number = 7, .present = true},
                               {.number = 9, .present = true}}};
    uint8_t stub[64];
    uint32_t length;
    (void)state;
    assert_true(encode(method_of(3, 7), REPLY, &ndr, &message, stub, sizeof stub, &length));
    assert_int_equal(length, sizeof expected);
    assert_memory_equal(stub, expected, sizeof expected);
    message.value[0].count = 0;
    assert_true(
        encode(method_of(3, 7), REPLY, &encodings[2], &message, stub, sizeof stub, &length));
    assert_int_equal(length, sizeof empty);
    assert_memory_equal(stub, empty, sizeof empty);
}

/* A context handle of a big-endian sender reads as a little-endian one's. */
static void handles_are_told_apart_from_their_octet_order(void **state)
{
    static const uint8_t sent[] = {0,    0,    0, 1,  0x11, 0x22, 0x33, 0x44, 0x55, 0x66,
                                   0x77, 0x88, 9, 10, 11,   12,   13,   14,   15,   16};
    static const uint8_t expected[] = {1,    0,    0, 0,  0x44, 0x33, 0x22, 0x11, 0x66, 0x55,
                                       0x88, 0x77, 9, 10, 11,   12,   13,   14,   15,   16};
    struct message message;
    struct refusal refusal;
    uint8_t octets[CONTEXT_HANDLE_SIZE];
    const struct value none = {.present = true};
    static const uint8_t zero[CONTEXT_HANDLE_SIZE];
    (void)state;
    assert_true(decode(method_of(3, 1), REQUEST, &encodings[1], sent, sizeof sent, NULL, &message,
                       &refusal));
    handle_octets(&message.value[0], octets);
    assert_memory_equal(octets, expected, sizeof octets);
    handle_octets(&none, octets);
    assert_memory_equal(octets, zero, sizeof octets);
}

/* The octets of a gap are not looked at (MS-RPCE 3.1.1.5.3.2.2.6). */
static void gaps_may_hold_anything(void **state)
{
    static const uint8_t stub[] = {3,   0, 0,   0, 0, 0, 0,    0,    3, 0, 0, 0,
                                   'N', 0, '1', 0, 0, 0, 0xAA, 0x55, 0, 0, 0, 0x80};
    struct message message;
    struct refusal refusal;
    (void)state;
    assert_true(
        decode(method_of(3, 122), REQUEST, &ndr, stub, sizeof stub, NULL, &message, &refusal));
    assert_int_equal(message.value[0].count, 2);
    assert_true(message.value[1].number == 0x80000000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_method_makes_the_round_trip),
        cmocka_unit_test(every_strict_prefix_is_refused),
        cmocka_unit_test(altered_stubs_do_no_harm),
        cmocka_unit_test(encoding_stays_within_its_capacity),
        cmocka_unit_test(a_request_has_these_octets),
        cmocka_unit_test(a_reply_has_these_octets),
        cmocka_unit_test(fixed_stubs_have_these_lengths),
        cmocka_unit_test(lists_have_these_octets),
        cmocka_unit_test(handles_are_told_apart_from_their_octet_order),
        cmocka_unit_test(gaps_may_hold_anything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
