#ifndef WIRE_CONTEXT_H
#define WIRE_CONTEXT_H

/* The server's context handles as they look on the wire.
 *
 * A context handle is one opaque token of 20 octets that has a 1:1 relation to the server's own
 * handle (MS-RPCE 2.2.1.1.4) and is valid within one association group only (MS-RPCE 3.3.1.4.1).
 * Here a token is made from a 64-bit value by a keyed function: nobody without the secret can make
 * one, a token with any bit altered (the attributes too) belongs to no value, and a token of one
 * group is unknown in another. */

#include <stdbool.h>
#include <stdint.h>

enum { CONTEXT_TOKEN_SIZE = 20, CONTEXT_SECRET_SIZE = 16 };

/* The token of `value` in association group `group`: attributes 0, then 16 octets that serve as the
 * UUID. `secret` is the server's, drawn once from a random source. The same arguments always give
 * the same token. */
void context_token(const uint8_t secret[CONTEXT_SECRET_SIZE], uint32_t group, uint64_t value,
                   uint8_t token[CONTEXT_TOKEN_SIZE]);

/* The value that `token` was made from. False, and *value is 0, if context_token never made it with
 * this secret and this group: stale secret, invented, altered, another group's, or the null handle
 * of 20 zero octets. */
bool context_value(const uint8_t secret[CONTEXT_SECRET_SIZE], uint32_t group,
                   const uint8_t token[CONTEXT_TOKEN_SIZE], uint64_t *value);

/* SipHash-2-4 of `size` octets (J.-P. Aumasson, D. J. Bernstein, "SipHash: a fast short-input PRF",
 * section 2). */
uint64_t siphash(const uint8_t key[16], const uint8_t *octets, uint32_t size);

#endif
