#include "wire/context.h"

static uint64_t load(const uint8_t octets[8])
{
    uint64_t word = 0;
    for (int i = 7; i >= 0; i--)
        word = word * 256u + octets[i];
    return word;
}

static void store(uint64_t word, uint8_t octets[8])
{
    for (int i = 0; i < 8; i++)
        octets[i] = (uint8_t)(word >> (8 * i) & 0xff);
}

static uint64_t rotate(uint64_t word, int bits)
{
    return word << bits | word >> (64 - bits);
}

static void rounds(uint64_t v[4], int count)
{
    for (int i = 0; i < count; i++) {
        v[0] += v[1];
        v[2] += v[3];
        v[1] = rotate(v[1], 13) ^ v[0];
        v[3] = rotate(v[3], 16) ^ v[2];
        v[0] = rotate(v[0], 32);
        v[2] += v[1];
        v[0] += v[3];
        v[1] = rotate(v[1], 17) ^ v[2];
        v[3] = rotate(v[3], 21) ^ v[0];
        v[2] = rotate(v[2], 32);
    }
}

static void absorb(uint64_t v[4], uint64_t word)
{
    v[3] ^= word;
    rounds(v, 2);
    v[0] ^= word;
}

uint64_t siphash(const uint8_t key[16], const uint8_t *octets, uint32_t size)
{
    const uint64_t k0 = load(key);
    const uint64_t k1 = load(key + 8);
    uint64_t v[4] = {k0 ^ 0x736f6d6570736575u, k1 ^ 0x646f72616e646f6du, k0 ^ 0x6c7967656e657261u,
                     k1 ^ 0x7465646279746573u};
    const uint32_t whole = size - size % 8;
    for (uint32_t i = 0; i < whole; i += 8)
        absorb(v, load(octets + i));
    uint8_t last[8] = {0, 0, 0, 0, 0, 0, 0, (uint8_t)(size & 0xff)};
    for (uint32_t i = whole; i < size; i++)
        last[i - whole] = octets[i];
    absorb(v, load(last));
    v[2] ^= 0xff;
    rounds(v, 4);
    return v[0] ^ v[1] ^ v[2] ^ v[3];
}

/* One keyed function for each purpose: the purpose and the group are part of what is hashed. */
enum purpose { CHECK = 1, MASK = 2 };

static uint64_t keyed(const uint8_t secret[CONTEXT_SECRET_SIZE], enum purpose purpose,
                      uint32_t group, uint64_t word)
{
    uint8_t text[16];
    store(word, text);
    store((uint64_t)purpose << 32 | group, text + 8);
    return siphash(secret, text, sizeof text);
}

void context_token(const uint8_t secret[CONTEXT_SECRET_SIZE], uint32_t group, uint64_t value,
                   uint8_t token[CONTEXT_TOKEN_SIZE])
{
    const uint64_t check = keyed(secret, CHECK, group, value);
    for (int i = 0; i < 4; i++)
        token[i] = 0;
    store(value ^ keyed(secret, MASK, group, check), token + 4);
    store(check, token + 12);
}

bool context_value(const uint8_t secret[CONTEXT_SECRET_SIZE], uint32_t group,
                   const uint8_t token[CONTEXT_TOKEN_SIZE], uint64_t *value)
{
    const uint64_t check = load(token + 12);
    const uint64_t candidate = load(token + 4) ^ keyed(secret, MASK, group, check);
    const bool plain = (token[0] | token[1] | token[2] | token[3]) == 0;
    const bool ours = plain && keyed(secret, CHECK, group, candidate) == check;
    *value = ours ? candidate : 0;
    return ours;
}
