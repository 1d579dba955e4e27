#include "sha256.h"

#include <string.h>

/* FIPS 180-4, 4.2.2: the first 32 bits of the fractional parts of the cube roots of the first 64
 * primes. */
static const uint32_t constants[SHA256_BLOCK] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static uint32_t turn(uint32_t word, unsigned bits)
{
    return (word >> bits) | (word << (32 - bits));
}

/* 6.2.2, step 1 */
static void schedule(const uint8_t *block, uint32_t *w)
{
    for (size_t t = 0; t < 16; t++) {
        const uint8_t *at = block + 4 * t;
        w[t] = (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
    }
    for (size_t t = 16; t < SHA256_BLOCK; t++) {
        uint32_t s0 = turn(w[t - 15], 7) ^ turn(w[t - 15], 18) ^ (w[t - 15] >> 3);
        uint32_t s1 = turn(w[t - 2], 17) ^ turn(w[t - 2], 19) ^ (w[t - 2] >> 10);
        w[t] = s1 + w[t - 7] + s0 + w[t - 16];
    }
}

/* 6.2.2, steps 2 to 4. `v` holds a to h. */
static void take_block(struct sha256 *sha)
{
    uint32_t w[SHA256_BLOCK];
    uint32_t v[8];
    schedule(sha->block, w);
    memcpy(v, sha->word, sizeof v);
    for (size_t t = 0; t < SHA256_BLOCK; t++) {
        uint32_t s1 = turn(v[4], 6) ^ turn(v[4], 11) ^ turn(v[4], 25);
        uint32_t choose = (v[4] & v[5]) ^ (~v[4] & v[6]);
        uint32_t t1 = v[7] + s1 + choose + constants[t] + w[t];
        uint32_t s0 = turn(v[0], 2) ^ turn(v[0], 13) ^ turn(v[0], 22);
        uint32_t majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
        memmove(v + 1, v, 7 * sizeof v[0]);
        v[4] += t1;
        v[0] = t1 + s0 + majority;
    }
    for (size_t n = 0; n < 8; n++) {
        sha->word[n] += v[n];
    }
}

void sha256_begin(struct sha256 *sha)
{
    static const uint32_t first[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    memcpy(sha->word, first, sizeof first);
    sha->length = 0;
}

void sha256_add(struct sha256 *sha, const void *octets, size_t length)
{
    const uint8_t *at = octets;
    for (size_t n = 0; n < length; n++) {
        sha->block[sha->length++ % SHA256_BLOCK] = at[n];
        if (sha->length % SHA256_BLOCK == 0) {
            take_block(sha);
        }
    }
}

void sha256_end(struct sha256 *sha, char text[SHA256_TEXT])
{
    static const char digits[] = "0123456789abcdef";
    uint64_t bits = sha->length * 8;
    uint8_t size[8];
    for (size_t n = 0; n < sizeof size; n++) {
        size[n] = (uint8_t)(bits >> (56 - 8 * n));
    }
    sha256_add(sha, "\x80", 1);
    while (sha->length % SHA256_BLOCK != SHA256_BLOCK - sizeof size) {
        sha256_add(sha, "", 1);
    }
    sha256_add(sha, size, sizeof size);
    for (size_t n = 0; n < SHA256_OCTETS; n++) {
        uint32_t octet = sha->word[n / 4] >> (24 - 8 * (n % 4)) & 0xFF;
        text[2 * n] = digits[octet >> 4];
        text[2 * n + 1] = digits[octet & 0xF];
    }
    text[SHA256_TEXT - 1] = '\0';
}
