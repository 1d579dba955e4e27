/* Octets or text that grow as they are written. Where there is no more memory the program says so
 * and ends with status 2. */
#ifndef CONFORMANCE_GROWING_H
#define CONFORMANCE_GROWING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arena.h" /* PRINTF_FORMAT */

struct growing {
    uint8_t *octets;
    size_t length;
    size_t capacity;
};

/* Append. `octets` may be NULL when `size` is 0. */
void growing_put(struct growing *growing, const uint8_t *octets, size_t size);
void growing_zeros(struct growing *growing, size_t count);

/* The lowest `size` octets (1, 2, 4, 8) of a number. */
void growing_number(struct growing *growing, uint64_t number, size_t size, bool big);

/* Zeros up to the next multiple of `alignment`, counted from `origin`. */
void growing_align(struct growing *growing, size_t origin, size_t alignment);

/* Write 1, 2 or 4 octets again that were written before. */
void growing_again(struct growing *growing, size_t at, uint64_t number, size_t size, bool big);

/* Formatted text; a null character stands behind it and is not counted. */
void growing_text(struct growing *growing, const char *format, ...)
    __attribute__((format(PRINTF_FORMAT, 2, 3)));

/* Remove `count` octets from the front. */
void growing_drop(struct growing *growing, size_t count);

void growing_free(struct growing *growing);

#endif
