/* Items of the Ex enumerations: a structure whose parts stand behind it in the caller's buffer. */
#include "list.h"

#include <string.h>

/* The room that a part takes there. */
static uint32_t room_for(const struct item *item, uint32_t part)
{
    const uint32_t size = item->part[part].size;
    return part < PART_PROPERTIES ? size : (size + 3u) & ~UINT32_C(3);
}

DWORD list_find_item(enum client_kind kind, const void *handle, DWORD index,
                     const struct list_place *place, const struct item **item)
{
    uint32_t error;
    const struct list *list = list_of(kind, handle, &error);
    if (list == NULL)
        return error;
    if (index >= list->count)
        return ERROR_NO_MORE_ITEMS; /* CLEX-10; AMB-41 at-the-count */
    if (place->size == NULL)
        return ERROR_INVALID_PARAMETER;
    const uint32_t room = place->item != NULL ? *place->size : 0;
    *item = &list->item[index];
    *place->size = place->head;
    for (uint32_t p = 0; p < PARTS; p++)
        *place->size += room_for(*item, p);                       /* CLEX-8 */
    return room < *place->size ? ERROR_MORE_DATA : ERROR_SUCCESS; /* CLEX-9 */
}

void *list_give(const struct item *item, enum item_part part, uint8_t **at, DWORD *size)
{
    uint8_t *here = *at;
    *size = item->part[part].size;
    if (*size == 0)
        return NULL;
    memcpy(here, item->part[part].octets, *size);
    *at += room_for(item, part);
    return here;
}
