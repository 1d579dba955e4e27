#include "wire/context.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const uint8_t secret[CONTEXT_SECRET_SIZE] = {9, 8, 7,  6,  5,  4,  3,  2,
                                                    1, 0, 11, 22, 33, 44, 55, 66};

/* The published vectors: key 00..0f, input of n octets 00, 01, … */
static void siphash_gives_the_published_vectors(void **state)
{
    (void)state;
    uint8_t key[16], text[16];
    for (uint8_t i = 0; i < 16; i++)
        key[i] = text[i] = i;
    assert_true(siphash(key, text, 0) == 0x726fdb47dd0e0e31u);
    assert_true(siphash(key, text, 1) == 0x74f839c593dc67fdu);
    assert_true(siphash(key, text, 8) == 0x93f5f5799a932462u);
    assert_true(siphash(key, text, 15) == 0xa129ca6149be45e5u);
}

static void a_token_gives_its_value_back(void **state)
{
    (void)state;
    const uint64_t values[] = {0, 1, 2, 0xffffffffu, 0x100000000u, UINT64_MAX};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        uint8_t token[CONTEXT_TOKEN_SIZE];
        uint64_t value = 77;
        context_token(secret, 5, values[i], token);
        assert_true(token[0] == 0 && token[1] == 0 && token[2] == 0 && token[3] == 0);
        assert_true(context_value(secret, 5, token, &value));
        assert_true(value == values[i]);
    }
}

/* Worked out apart from this code: attributes, value ^ F(mask, check), check = F(check, value). */
static void a_token_is_laid_out_as_written(void **state)
{
    (void)state;
    const uint8_t want[CONTEXT_TOKEN_SIZE] = {0x00, 0x00, 0x00, 0x00, 0xad, 0x32, 0xea,
                                              0x9d, 0x11, 0x78, 0xdd, 0x08, 0x4c, 0x20,
                                              0x81, 0x0a, 0x6f, 0x28, 0x31, 0xd7};
    uint8_t token[CONTEXT_TOKEN_SIZE];
    context_token(secret, 5, 42, token);
    assert_memory_equal(token, want, sizeof want);
}

static void every_altered_bit_is_found(void **state)
{
    (void)state;
    for (unsigned bit = 0; bit < 8 * CONTEXT_TOKEN_SIZE; bit++) {
        uint8_t token[CONTEXT_TOKEN_SIZE];
        uint64_t value = 77;
        context_token(secret, 5, 42, token);
        token[bit / 8] = (uint8_t)(token[bit / 8] ^ 1u << bit % 8);
        assert_false(context_value(secret, 5, token, &value));
        assert_true(value == 0);
    }
}

static void a_token_is_unknown_elsewhere(void **state)
{
    (void)state;
    uint8_t token[CONTEXT_TOKEN_SIZE], again[CONTEXT_TOKEN_SIZE], other[CONTEXT_SECRET_SIZE];
    uint64_t value;
    context_token(secret, 5, 42, token);
    assert_false(context_value(secret, 6, token, &value));
    memcpy(other, secret, sizeof other);
    other[15] ^= 1;
    assert_false(context_value(other, 5, token, &value));
    context_token(secret, 5, 42, again);
    assert_memory_equal(token, again, sizeof token);
    context_token(secret, 5, 43, again);
    assert_memory_not_equal(token + 4, again + 4, 8);
    assert_memory_not_equal(token + 12, again + 12, 8);
}

static void the_null_handle_is_no_token(void **state)
{
    (void)state;
    const uint8_t null[CONTEXT_TOKEN_SIZE] = {0};
    uint64_t value = 77;
    assert_false(context_value(secret, 0, null, &value));
    assert_true(value == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(siphash_gives_the_published_vectors),
        cmocka_unit_test(a_token_gives_its_value_back),
        cmocka_unit_test(a_token_is_laid_out_as_written),
        cmocka_unit_test(every_altered_bit_is_found),
        cmocka_unit_test(a_token_is_unknown_elsewhere),
        cmocka_unit_test(the_null_handle_is_no_token),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
