/*
 * Memory whose end is an edge: octets placed here end where a page begins that cannot be read, so
 * that reading past them is noticed in any decoder, instrumented or not.
 */
#ifndef FUZZ_GUARD_H
#define FUZZ_GUARD_H

#include <stdbool.h>
#include <stdint.h>

struct guard {
    uint8_t *start;
    uint32_t capacity; /* octets before the page that cannot be read */
    uint32_t page;     /* octets of that page */
};

/* Room for at least `capacity` octets; false if there is none. It is never given back. */
bool guard_make(struct guard *guard, uint32_t capacity);

/*
 * Copies the octets so that they end at the edge, or up to alignment - 1 octets before it where
 * they would not begin at a multiple of `alignment`; that gap is filled with 0xA5. Returns the
 * first of them; NULL if there is no room.
 */
const uint8_t *guard_place(struct guard *guard, const uint8_t *octets, uint32_t length,
                           uint32_t alignment);

/* Whether an address lies in the page that cannot be read. */
bool guard_hit(const struct guard *guard, const void *address);

/* For each system: `octets` of fresh memory, whole pages, the last of which cannot be read. */
uint8_t *guard_pages(uint32_t octets, uint32_t page);
uint32_t guard_page_size(void);

#endif
