#include "assoc_gather.h"

#include <string.h>

void assoc_gather_clear(struct assoc_gather *g)
{
    const struct assoc_gather empty = {0};
    *g = empty;
}

bool assoc_gather_allows(const struct assoc_gather *g, uint32_t size)
{
    return (uint64_t)g->length + size <= ASSOC_CALL_LIMIT;
}

bool assoc_gather_append(struct assoc_gather *g)
{
    //@ split g->part_size;
    if (g->buffer == NULL || (uint64_t)g->length + g->part_size > g->size)
        return false;
    if (g->part_size > 0)
        memcpy(g->buffer + g->length, g->part, g->part_size);
    g->length += g->part_size;
    return true;
}

uint32_t assoc_gather_needs(const struct assoc_gather *g)
{
    if (g->size == 0)
        return ASSOC_FIRST_BUFFER;
    return g->size < ASSOC_CALL_LIMIT / 2 ? 2 * g->size : ASSOC_CALL_LIMIT;
}

bool assoc_gather_lend(struct assoc_gather *g, uint8_t *buffer, uint32_t size)
{
    if (buffer == NULL || size < assoc_gather_needs(g))
        return false;
    g->buffer = buffer;
    g->size = size;
    return true;
}
