#include "growing.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "give_up.h"

/* Room for `size` octets more, and a null character. */
static uint8_t *room(struct growing *growing, size_t size)
{
    size_t needed = growing->length + size + 1;
    if (needed > growing->capacity) {
        size_t capacity = needed + needed / 2 + 64;
        uint8_t *octets = realloc(growing->octets, capacity);
        if (octets == NULL) {
            give_up(NO_MEMORY);
        }
        growing->octets = octets;
        growing->capacity = capacity;
    }
    return growing->octets + growing->length;
}

void growing_put(struct growing *growing, const uint8_t *octets, size_t size)
{
    uint8_t *at = room(growing, size);
    if (size > 0) {
        memcpy(at, octets, size);
    }
    growing->length += size;
}

void growing_zeros(struct growing *growing, size_t count)
{
    memset(room(growing, count), 0, count);
    growing->length += count;
}

void growing_number(struct growing *growing, uint64_t number, size_t size, bool big)
{
    growing_zeros(growing, size);
    growing_again(growing, growing->length - size, number, size, big);
}

void growing_align(struct growing *growing, size_t origin, size_t alignment)
{
    growing_zeros(growing, (alignment - (growing->length - origin) % alignment) % alignment);
}

void growing_again(struct growing *growing, size_t at, uint64_t number, size_t size, bool big)
{
    for (size_t n = 0; n < size; n++) {
        size_t shift = 8 * (big ? size - 1 - n : n);
        growing->octets[at + n] = (uint8_t)(number >> shift);
    }
}

void growing_text(struct growing *growing, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0) {
        return;
    }
    char *at = (char *)room(growing, (size_t)length);
    va_start(arguments, format);
    (void)vsnprintf(at, (size_t)length + 1, format, arguments);
    va_end(arguments);
    growing->length += (size_t)length;
}

void growing_drop(struct growing *growing, size_t count)
{
    if (count > 0) {
        memmove(growing->octets, growing->octets + count, growing->length - count);
        growing->length -= count;
    }
}

void growing_free(struct growing *growing)
{
    free(growing->octets);
    *growing = (struct growing){.octets = NULL};
}
