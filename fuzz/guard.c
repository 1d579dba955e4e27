#include "guard.h"

#include <string.h>

bool guard_make(struct guard *guard, uint32_t capacity)
{
    guard->page = guard_page_size();
    guard->capacity = (capacity / guard->page + 1) * guard->page;
    guard->start = guard_pages(guard->capacity + guard->page, guard->page);
    return guard->start != NULL;
}

const uint8_t *guard_place(struct guard *guard, const uint8_t *octets, uint32_t length,
                           uint32_t alignment)
{
    uint32_t gap = (0u - length) & (alignment - 1u);
    if (length > guard->capacity - gap)
        return NULL;
    uint8_t *first = guard->start + (guard->capacity - gap - length);
    if (length > 0)
        memcpy(first, octets, length);
    memset(first + length, 0xA5, gap);
    return first;
}

bool guard_hit(const struct guard *guard, const void *address)
{
    uintptr_t edge = (uintptr_t)guard->start + guard->capacity;
    return (uintptr_t)address >= edge && (uintptr_t)address - edge < guard->page;
}
