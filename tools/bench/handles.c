#include "bench.h"

#include "core/handle.h"

#include <stdlib.h>

/* Looks one handle after another up, in an order that no cache likes. */
static bool find_all(const struct handle_table *table, uint32_t count)
{
    uint32_t place = 0, index;
    for (uint32_t i = 0; i < count; i++) {
        place = (uint32_t)(((uint64_t)place + 618033989u) % table->touched);
        if (handle_find(table, handle_at(table, place), 1, &index) != HANDLE_IS_VALID)
            return false;
    }
    return true;
}

bool bench_find(uint32_t handles, uint32_t count)
{
    struct handle_slot *slots = calloc(handles, sizeof *slots);
    struct handle_table table;
    uint32_t index;
    bool right = slots != NULL;
    handle_table_init(&table, slots, handles, HANDLE_GENERATIONS);
    for (uint32_t i = 0; i < handles && right; i++)
        right = handle_open(&table, 1, HANDLE_NOWHERE, &index) != 0;
    right = right && find_all(&table, count);
    free(slots);
    return right;
}
