/* Every reason for which a stub is refused, and the offset that goes with it. */
#include "builder.h"
#include "codec_test.h"

static const struct encoding ndr = {NDR, false, 3};
static const struct encoding ndr64 = {NDR64, false, 3};
static const struct encoding version_2 = {NDR, false, 2};

/* A stub is written word by word: of 4 octets, or of 8 in NDR64. */
static void put_words(struct builder *b, const uint32_t *word, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        builder_u32(b, word[i]);
}

static void put_wide(struct builder *b, const uint64_t *word, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        builder_u64(b, word[i]);
}

static void assert_refused(uint32_t opnum, enum direction d, const struct encoding *e,
                           const struct builder *b, const struct message *request,
                           enum reason reason, uint32_t offset)
{
    struct message message;
    struct refusal refusal = {REASONS, 0};
    assert_false(b->full);
    assert_false(decode(method_of(e->version, opnum), d, e, b->octets, b->length, request, &message,
                        &refusal));
    assert_int_equal(refusal.reason, reason);
    assert_int_equal(refusal.offset, offset);
}

static void assert_accepted(uint32_t opnum, enum direction d, const struct encoding *e,
                            const struct builder *b, const struct message *request)
{
    struct message message;
    struct refusal refusal = {REASONS, 0};
    assert_false(b->full);
    assert_true(decode(method_of(e->version, opnum), d, e, b->octets, b->length, request, &message,
                       &refusal));
    assert_int_equal(refusal.reason, REASON_NONE);
}

/* ApiOpenNetwork's only parameter is a string: three counts, then its units. */
static void assert_string_refused(uint32_t max, uint32_t start, uint32_t actual, uint32_t units,
                                  enum reason reason, uint32_t offset)
{
    uint8_t stub[64];
    struct builder b = builder_over(stub, sizeof stub);
    put_words(&b, (const uint32_t[]){max, start, actual}, 3);
    builder_octets(&b, (const uint8_t[16]){'a', 0, 'b', 0, 0, 0, 'c', 0}, units * 2);
    assert_refused(81, REQUEST, &ndr, &b, NULL, reason, offset);
}

static void strings(void **state)
{
    (void)state;
    assert_string_refused(3, 0, 3, 2, REASON_TRUNCATED, 12);
    assert_string_refused(0x80000000, 0, 3, 3, REASON_TOO_MANY, 0);
    assert_string_refused(0x7FFFFFFF, 0, 0x7FFFFFFF, 3, REASON_TRUNCATED, 12);
    assert_string_refused(3, 1, 2, 3, REASON_OFFSET, 4);
    assert_string_refused(2, 0, 3, 3, REASON_ACTUAL_OVER_MAX, 8);
    assert_string_refused(3, 0, 2, 3, REASON_NO_TERMINATOR, 14);
    assert_string_refused(4, 0, 4, 4, REASON_NO_TERMINATOR, 18);
    assert_string_refused(3, 0, 0, 3, REASON_NO_TERMINATOR, 8);
    assert_string_refused(0, 0, 0, 0, REASON_NO_TERMINATOR, 8);
}

static void a_terminator_is_two_octets(void **state)
{
    uint8_t stub[64];
    struct builder b = builder_over(stub, sizeof stub);
    (void)state;
    put_words(&b, (const uint32_t[]){1, 0, 1}, 3);
    builder_u16(&b, 0x0100);
    assert_refused(81, REQUEST, &ndr, &b, NULL, REASON_NO_TERMINATOR, 12);
}

/* MS-RPCE 3.1.1.5.3.2.1.12 asks for no more than offset plus actual count. */
static void a_maximum_count_may_exceed_the_actual_one(void **state)
{
    uint8_t stub[64];
    struct builder b = builder_over(stub, sizeof stub);
    (void)state;
    put_words(&b, (const uint32_t[]){0x7FFFFFFF, 0, 1}, 3);
    builder_u16(&b, 0);
    assert_accepted(81, REQUEST, &ndr, &b, NULL);
}

static void strings_in_ndr64(void **state)
{
    static const struct {
        uint64_t count[3];
        enum reason reason;
        uint32_t offset;
    } row[] = {
        {{0x80000000, 0, 1}, REASON_TOO_MANY, 0}, {{0x100000001, 0, 1}, REASON_TOO_MANY, 0},
        {{1, 0x100000000, 1}, REASON_OFFSET, 8},  {{1, 0, 0x100000001}, REASON_ACTUAL_OVER_MAX, 16},
        {{1, 0, 0}, REASON_NO_TERMINATOR, 16},    {{2, 0, 2}, REASON_TRUNCATED, 24},
    };
    (void)state;
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
        uint8_t stub[64];
        struct builder b = builder_over(stub, sizeof stub);
        put_wide(&b, row[i].count, 3);
        builder_u16(&b, 0);
        assert_refused(81, REQUEST, &ndr64, &b, NULL, row[i].reason, row[i].offset);
    }
}

/* ApiClusterControl: handle, code, buffer (unique, size_is), its size, room for output. */
static struct builder control(uint8_t *stub, uint32_t capacity, uint32_t referent, uint32_t max,
                              uint32_t size)
{
    struct builder b = builder_over(stub, capacity);
    builder_octets(&b, (const uint8_t[CONTEXT_HANDLE_SIZE]){0}, CONTEXT_HANDLE_SIZE);
    put_words(&b, (const uint32_t[]){0x07000001, referent}, 2);
    if (referent != 0) {
        builder_u32(&b, max);
        builder_octets(&b, (const uint8_t[4]){1, 2, 3, 4}, 4);
    }
    put_words(&b, (const uint32_t[]){size, 0xFFFFFFFF}, 2);
    return b;
}

static void sizes(void **state)
{
    uint8_t stub[64];
    struct builder b = control(stub, sizeof stub, 1, 4, 4);
    (void)state;
    assert_accepted(106, REQUEST, &ndr, &b, NULL);
    b = control(stub, sizeof stub, 1, 4, 5);
    assert_refused(106, REQUEST, &ndr, &b, NULL, REASON_SIZE_IS, 28);
    b = control(stub, sizeof stub, 0, 0, 0);
    assert_accepted(106, REQUEST, &ndr, &b, NULL);
    b = control(stub, sizeof stub, 0, 0, 4);
    assert_refused(106, REQUEST, &ndr, &b, NULL, REASON_NULL_WITH_SIZE, 24);
    b = control(stub, sizeof stub, 1, 0x80000000, 4);
    assert_refused(106, REQUEST, &ndr, &b, NULL, REASON_TOO_MANY, 28);
    b = control(stub, sizeof stub, 1, 0x7FFFFFFF, 4);
    assert_refused(106, REQUEST, &ndr, &b, NULL, REASON_TRUNCATED, 32);
}

/* Target level 5.0, that of version 2, lets a NULL pointer have a size (MS-CMRP 2.1). */
static void version_2_lets_null_have_a_size(void **state)
{
    uint8_t stub[64];
    struct builder b = control(stub, sizeof stub, 0, 0, 4);
    (void)state;
    assert_accepted(106, REQUEST, &version_2, &b, NULL);
}

/* ApiClusterControl's reply: buffer (size_is of the request, length_is lpBytesReturned), … */
static struct builder control_reply(uint8_t *stub, uint32_t capacity, uint32_t max, uint32_t actual,
                                    uint32_t returned)
{
    struct builder b = builder_over(stub, capacity);
    put_words(&b, (const uint32_t[]){max, 0, actual}, 3);
    builder_octets(&b, (const uint8_t[4]){1, 2, 3, 4}, 4);
    put_words(&b, (const uint32_t[]){returned, 4, 0, 0}, 4);
    return b;
}

static void replies_against_their_requests(void **state)
{
    struct message request;
    uint8_t stub[64];
    struct builder b = control_reply(stub, sizeof stub, 8, 4, 4);
    (void)state;
    memset(&request, 0, sizeof request);
    request.value[4].number = 8; /* nOutBufferSize */
    assert_accepted(106, REPLY, &ndr, &b, &request);
    request.value[4].number = 7;
    assert_refused(106, REPLY, &ndr, &b, &request, REASON_OVER_REQUEST, 0);
    assert_accepted(106, REPLY, &ndr, &b, NULL);
    b = control_reply(stub, sizeof stub, 8, 4, 3);
    assert_refused(106, REPLY, &ndr, &b, NULL, REASON_LENGTH_IS, 8);
    b = control_reply(stub, sizeof stub, 3, 4, 4);
    assert_refused(106, REPLY, &ndr, &b, NULL, REASON_ACTUAL_OVER_MAX, 8);
}

static void length_is_in_ndr64(void **state)
{
    uint8_t stub[64];
    struct builder b = builder_over(stub, sizeof stub);
    (void)state;
    put_wide(&b, (const uint64_t[]){4, 0, 4}, 3);
    put_words(&b, (const uint32_t[]){0x01020304, 3, 0, 0, 0}, 5);
    assert_refused(106, REPLY, &ndr64, &b, NULL, REASON_LENGTH_IS, 16);
}

/* ApiGetKeySecurity carries the descriptor's row both ways; a reply's is bounded by the request's.
 */
static void descriptors_against_their_requests(void **state)
{
    static const uint8_t octets[8] = {0};
    struct value cell[3] = {{.at = octets, .count = 4, .max = 4, .present = true},
                            {.number = 4, .present = true},
                            {.number = 4, .present = true}};
    struct message request;
    uint8_t stub[64];
    struct builder b = builder_over(stub, sizeof stub);
    (void)state;
    memset(&request, 0, sizeof request);
    request.value[2] = (struct value){.cell = cell, .count = 1, .present = true};
    put_words(&b, (const uint32_t[]){1, 8, 4, 8, 0, 4, 0, 0, 0}, 9);
    assert_refused(40, REPLY, &ndr, &b, &request, REASON_OVER_REQUEST, 0);
    cell[1].number = 8;
    assert_accepted(40, REPLY, &ndr, &b, &request);
    builder_put_u32(&b, 8, 5); /* cbOutSecurityDescriptor */
    assert_refused(40, REPLY, &ndr, &b, &request, REASON_LENGTH_IS, 20);
    builder_put_u32(&b, 4, 9); /* cbInSecurityDescriptor */
    assert_refused(40, REPLY, &ndr, &b, NULL, REASON_SIZE_IS, 12);
    builder_put_u32(&b, 0, 0); /* no descriptor, yet a size */
    assert_refused(40, REPLY, &ndr, &b, NULL, REASON_NULL_WITH_SIZE, 0);
}

/* ApiSetNetworkPriorityOrder: [range(0,1000)] NetworkCount, as many pointers to strings. */
static void ranges(void **state)
{
    uint8_t stub[64];
    struct builder b = builder_over(stub, sizeof stub);
    (void)state;
    put_words(&b, (const uint32_t[]){1, 1, 0}, 3);
    assert_accepted(87, REQUEST, &ndr, &b, NULL);
    builder_put_u32(&b, 0, 1001);
    assert_refused(87, REQUEST, &ndr, &b, NULL, REASON_RANGE, 0);
    builder_put_u32(&b, 0, 1000);
    assert_refused(87, REQUEST, &ndr, &b, NULL, REASON_SIZE_IS, 4);
    builder_put_u32(&b, 4, 1000);
    assert_refused(87, REQUEST, &ndr, &b, NULL, REASON_TRUNCATED, 8);
}

/* Version 3 has a range on ApiSetServiceAccountPassword's buffer size, version 2 has none. */
static void version_2_has_one_range_fewer(void **state)
{
    uint8_t stub[64];
    struct builder b = builder_over(stub, sizeof stub);
    (void)state;
    put_words(&b, (const uint32_t[]){1, 0, 1}, 3);
    builder_u16(&b, 0);
    builder_u16(&b, 1);
    builder_u32(&b, 65536);
    assert_accepted(108, REQUEST, &ndr, &b, NULL);
    builder_put_u32(&b, 16, 65537);
    assert_refused(108, REQUEST, &ndr, &b, NULL, REASON_RANGE, 16);
    assert_accepted(108, REQUEST, &version_2, &b, NULL);
}

/* ApiCreateEnum's list: maximum count and EntryCount, then as many entries. */
static void lists(void **state)
{
    uint8_t stub[64];
    struct builder b = builder_over(stub, sizeof stub);
    (void)state;
    put_words(&b, (const uint32_t[]){1, 1, 1, 7, 0, 0, 0}, 7);
    assert_accepted(7, REPLY, &ndr, &b, NULL);
    builder_put_u32(&b, 8, 2);
    assert_refused(7, REPLY, &ndr, &b, NULL, REASON_SIZE_IS, 4);
    builder_put_u32(&b, 4, 0x40000000);
    builder_put_u32(&b, 8, 0x40000000); /* times 8 is over 2^32 */
    assert_refused(7, REPLY, &ndr, &b, NULL, REASON_TRUNCATED, 12);
    builder_put_u32(&b, 4, 0xFFFFFFFF);
    assert_refused(7, REPLY, &ndr, &b, NULL, REASON_TOO_MANY, 4);
    builder_put_u32(&b, 0, 0); /* a NULL list, of which nothing stands */
    assert_accepted(7, REPLY, &ndr, &b, NULL);
}

/* ApiSetServiceAccountPassword's reply: rows by size_is of the request and length_is. */
static void varying_rows(void **state)
{
    struct message request;
    uint8_t stub[64];
    struct builder b = builder_over(stub, sizeof stub);
    (void)state;
    memset(&request, 0, sizeof request);
    request.value[2].number = 2; /* ReturnStatusBufferSize */
    put_words(&b, (const uint32_t[]){2, 0, 1, 1, 1, 5, 1, 1, 0}, 9);
    assert_accepted(108, REPLY, &ndr, &b, &request);
    builder_put_u32(&b, 24, 2); /* SizeReturned */
    assert_refused(108, REPLY, &ndr, &b, &request, REASON_LENGTH_IS, 8);
    builder_put_u32(&b, 24, 1);
    builder_put_u32(&b, 0, 3);
    assert_refused(108, REPLY, &ndr, &b, &request, REASON_OVER_REQUEST, 0);
    builder_put_u32(&b, 4, 1);
    assert_refused(108, REPLY, &ndr, &b, &request, REASON_OFFSET, 4);
}

/* A row's buffer: GROUP_ENUM_ENTRY with a NULL Properties pointer whose size is not 0. */
static void rows_within_lists(void **state)
{
    uint8_t stub[96];
    struct builder b = builder_over(stub, sizeof stub);
    (void)state;
    put_words(&b, (const uint32_t[]){1, 1, 1, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0}, 16);
    assert_refused(143, REPLY, &ndr, &b, NULL, REASON_NULL_WITH_SIZE, 36);
    builder_put_u32(&b, 36, 1); /* not NULL: its count follows the rows */
    builder_put_u32(&b, 48, 3);
    assert_refused(143, REPLY, &ndr, &b, NULL, REASON_SIZE_IS, 48);
    builder_put_u32(&b, 48, 4);
    assert_accepted(143, REPLY, &ndr, &b, NULL);
}

static void nothing_at_all(void **state)
{
    uint8_t stub[1];
    const struct builder none = builder_over(stub, 0);
    (void)state;
    assert_refused(83, REQUEST, &ndr, &none, NULL, REASON_TRUNCATED, 0);
    assert_accepted(0, REQUEST, &ndr, &none, NULL);
    assert_accepted(200, REQUEST, &ndr, &none, NULL); /* reserved: no parameters */
    assert_accepted(80, REQUEST, &ndr, &none, NULL);  /* local use: no parameters */
}

static void every_reason_has_its_sentence(void **state)
{
    (void)state;
    for (int i = 0; i < REASONS; i++)
        assert_true(strlen(reason_text((enum reason)i)) > 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strings),
        cmocka_unit_test(a_terminator_is_two_octets),
        cmocka_unit_test(a_maximum_count_may_exceed_the_actual_one),
        cmocka_unit_test(strings_in_ndr64),
        cmocka_unit_test(sizes),
        cmocka_unit_test(version_2_lets_null_have_a_size),
        cmocka_unit_test(replies_against_their_requests),
        cmocka_unit_test(length_is_in_ndr64),
        cmocka_unit_test(descriptors_against_their_requests),
        cmocka_unit_test(ranges),
        cmocka_unit_test(version_2_has_one_range_fewer),
        cmocka_unit_test(lists),
        cmocka_unit_test(varying_rows),
        cmocka_unit_test(rows_within_lists),
        cmocka_unit_test(nothing_at_all),
        cmocka_unit_test(every_reason_has_its_sentence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
