#include "list.h"

#include <stdlib.h>
#include <string.h>

#include "wire/codec.h"

/* MS-CMRP 3.1.4.2.8, .23, .54, .85, .101: one list of names; .117 (opnum 124) and .118 (opnum 125):
 * a list of ids and one of names. */
struct listing {
    const struct parameter *parameter;
    const struct value *names;
    const struct value *ids; /* NULL: the method gives none */
};

static struct listing listing_of(uint32_t opnum, const struct message *reply)
{
    const struct parameter *parameter = parameters(method_of(3, opnum), REPLY)->parameter;
    if (opnum == 124 || opnum == 125)
        return (struct listing){parameter, &reply->value[1], &reply->value[0]};
    return (struct listing){parameter, &reply->value[0], NULL};
}

/* Octets that the strings of a list take with their terminators. */
static size_t size_of_strings(const struct parameter *parameter, const struct value *list)
{
    struct value column[COLUMNS];
    size_t size = 0;
    struct row_iterator rows = rows_of(parameter, list);
    while (next_row(&rows, column))
        size += (column[1].count + 1) * sizeof(WCHAR);
    return size;
}

/* Copy a string to `at`; returns where the next one goes. */
static WCHAR *put(WCHAR *at, const struct value *string)
{
    if (string->count > 0)
        memcpy(at, string->at, string->count * sizeof *at);
    at[string->count] = 0;
    return at + string->count + 1;
}

/* The reply's items in one block of memory; NULL: not enough. */
static struct list *take(const struct listing *listing)
{
    struct value column[COLUMNS];
    uint32_t count = listing->names->present ? listing->names->count : 0, i = 0;
    size_t size = size_of_strings(listing->parameter, listing->names);
    if (listing->ids != NULL)
        size += size_of_strings(listing->parameter, listing->ids);
    struct list *list = calloc(1, sizeof *list + count * sizeof *list->item + size);
    if (list == NULL)
        return NULL;
    list->count = count;
    WCHAR *at = (WCHAR *)(list->item + count);
    struct row_iterator rows = rows_of(listing->parameter, listing->names);
    for (; i < count && next_row(&rows, column); i++) {
        list->item[i].type = (uint32_t)column[0].number;
        list->item[i].name = at;
        list->item[i].name_units = column[1].count;
        at = put(at, &column[1]);
    }
    if (listing->ids == NULL)
        return list;
    rows = rows_of(listing->parameter, listing->ids);
    for (i = 0; i < count && next_row(&rows, column); i++) {
        list->item[i].id = at;
        list->item[i].id_units = column[1].count;
        at = put(at, &column[1]);
    }
    return list;
}

/* Call the method; *list is what it lists. ApiCreateEnum takes no context handle. */
static uint32_t ask(struct library *l, const struct enumeration *how, uint32_t parent, DWORD type,
                    struct list **list)
{
    struct message request = {0}, reply;
    uint32_t place = how->opnum == 7 ? 0 : 1;
    request.value[0] = value_of_context(l, parent);
    request.value[place].number = type;
    uint32_t error = library_call(l, parent, how->opnum, &request, &reply);
    if (error != ERROR_SUCCESS)
        return error;
    uint32_t last = parameters(method_of(3, how->opnum), REPLY)->count - 1u;
    error = (uint32_t)reply.value[last].number;
    if (error != ERROR_SUCCESS)
        return error;
    const struct listing listing = listing_of(how->opnum, &reply);
    if (listing.ids != NULL && listing.ids->count != listing.names->count)
        return ERROR_INVALID_DATA; /* MS-CMRP 3.1.4.2.124: of equal length */
    *list = take(&listing);
    return *list != NULL ? ERROR_SUCCESS : ERROR_NOT_ENOUGH_MEMORY;
}

void *list_open(const struct enumeration *how, const void *parent, DWORD type)
{
    struct list *list;
    uint32_t error, index;
    struct library *l = library(&error);
    if (l == NULL)
        return refuse(error);
    if (!library_find(l, parent, how->parent, &index)) /* CLE-2 */
        return NULL;
    error = library_grow(l);
    if (error == ERROR_SUCCESS)
        error = ask(l, how, index, type, &list);
    if (error != ERROR_SUCCESS)
        return refuse(error);
    uint64_t handle = client_open_child(&l->client, index, how->kind, NULL, &index);
    l->list[index] = list;
    return handle_to_caller(handle); /* CLE-1 */
}

const struct list *list_of(enum client_kind kind, const void *handle, uint32_t *error)
{
    uint32_t index;
    struct library *l = library(error);
    if (l == NULL)
        return NULL;
    *error = client_find(&l->client, handle_of_caller(handle), kind, &index);
    return *error == ERROR_SUCCESS ? l->list[index] : NULL;
}

DWORD list_count(enum client_kind kind, const void *handle)
{
    uint32_t error;
    const struct list *list = list_of(kind, handle, &error);
    if (list != NULL)
        return list->count; /* CLE-12 */
    SetLastError(error);    /* AMB-47 zero */
    return 0;
}

DWORD list_close(enum client_kind kind, const void *handle)
{
    uint32_t error, index;
    struct library *l = library(&error);
    if (l == NULL)
        return error;
    error = client_find(&l->client, handle_of_caller(handle), kind, &index);
    if (error != ERROR_SUCCESS)
        return error;               /* CLE-15 */
    return library_close(l, index); /* CLE-14, CLE-24 */
}

DWORD list_item(enum client_kind kind, const void *handle, DWORD index, LPDWORD type, LPWSTR name,
                LPDWORD capacity)
{
    uint32_t error;
    const struct list *list = list_of(kind, handle, &error);
    if (list == NULL)
        return error; /* CLE-11 */
    if (index >= list->count)
        return ERROR_NO_MORE_ITEMS; /* CLE-10 */
    if (type == NULL || capacity == NULL)
        return ERROR_INVALID_PARAMETER;
    const struct item *item = &list->item[index];
    struct value value = {.at = (const uint8_t *)item->name, .count = item->name_units};
    *type = item->type;                         /* CLE-5 */
    return give_string(&value, name, capacity); /* CLE-6 to CLE-9, RSE-20 */
}

/* Copy a string behind the item. */
static LPWSTR put_behind(WCHAR **at, const WCHAR *text, uint32_t units)
{
    LPWSTR here = *at;
    memcpy(here, text, (units + 1) * sizeof *here);
    *at += units + 1;
    return here;
}

DWORD list_item_ex(enum client_kind kind, const void *handle, DWORD index, PCLUSTER_ENUM_ITEM item,
                   LPDWORD size)
{
    uint32_t error;
    const struct list *list = list_of(kind, handle, &error);
    if (list == NULL)
        return error;
    if (index >= list->count)
        return ERROR_NO_MORE_ITEMS; /* CLEX-10; AMB-41 at-the-count */
    if (size == NULL)
        return ERROR_INVALID_PARAMETER;
    const struct item *from = &list->item[index];
    uint32_t id = (from->id_units + 1) * (uint32_t)sizeof(WCHAR);
    uint32_t name = (from->name_units + 1) * (uint32_t)sizeof(WCHAR);
    uint32_t needed = (uint32_t)sizeof *item + id + name;
    uint32_t room = item != NULL ? *size : 0;
    *size = needed; /* CLEX-8 */
    if (room < needed)
        return ERROR_MORE_DATA; /* CLEX-9 */
    WCHAR *at = (WCHAR *)(item + 1);
    item->dwVersion = CLUSTER_ENUM_ITEM_VERSION; /* AMB-53 function */
    item->dwType = from->type;                   /* CLEX-5; AMB-52 object */
    item->cbId = id;
    item->lpszId = put_behind(&at, from->id, from->id_units);
    item->cbName = name;
    item->lpszName = put_behind(&at, from->name, from->name_units);
    return ERROR_SUCCESS;
}
