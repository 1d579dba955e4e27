#include "groups.h"

#include "core/handle.h"

#include <stddef.h>

void groups_init(struct groups *groups, struct group *array, uint32_t capacity)
{
    *groups = (struct groups){array, capacity < GROUPS_MAX ? capacity : GROUPS_MAX, 0};
    for (uint32_t i = 0; i < groups->capacity; i++)
        groups_free(&array[i]);
}

void groups_free(struct group *group)
{
    *group = (struct group){0, 0, 0, {HANDLE_NOWHERE, HANDLE_NOWHERE}};
}

/* An id is the group's place, counted from 1, below a serial number. */
struct group *groups_find(const struct groups *groups, uint32_t id)
{
    uint32_t place = id & 0xFFFF;
    if (place == 0 || place > groups->capacity || groups->group[place - 1].id != id)
        return NULL;
    return &groups->group[place - 1];
}

static uint32_t begin(struct groups *groups, uint32_t address)
{
    for (uint32_t i = 0; i < groups->capacity; i++) {
        struct group *g = &groups->group[i];
        if (g->id != 0)
            continue;
        groups->begun++;
        g->id = (groups->begun & 0xFFFF) << 16 | (i + 1);
        g->address = address;
        g->connections = 1;
        return g->id;
    }
    return 0;
}

uint32_t groups_join(struct groups *groups, uint32_t asked, uint32_t address)
{
    if (asked == 0)
        return begin(groups, address);
    struct group *g = groups_find(groups, asked);
    if (g == NULL || g->address != address)
        return 0;
    g->connections++;
    return g->id;
}

bool groups_leave(struct group *group)
{
    group->connections--;
    return group->connections == 0;
}
