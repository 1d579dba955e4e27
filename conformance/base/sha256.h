/* SHA-256 (FIPS 180-4), for the digests of a saved run. Pure: no allocation, no input or output. */
#ifndef CONFORMANCE_SHA256_H
#define CONFORMANCE_SHA256_H

#include <stddef.h>
#include <stdint.h>

enum { SHA256_BLOCK = 64, SHA256_OCTETS = 32, SHA256_TEXT = 2 * SHA256_OCTETS + 1 };

/* A digest under way; the caller's. */
struct sha256 {
    uint32_t word[8];
    uint64_t length; /* octets taken */
    uint8_t block[SHA256_BLOCK];
};

void sha256_begin(struct sha256 *sha);
void sha256_add(struct sha256 *sha, const void *octets, size_t length);

/* End it: 64 hexadecimal digits and a terminator. */
void sha256_end(struct sha256 *sha, char text[SHA256_TEXT]);

#endif
