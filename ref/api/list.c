#include "list.h"

#include <stdlib.h>
#include <string.h>

#include "wire/codec.h"

/* Which columns of a list's rows are the parts of an item; NONE: there is no such column. */
enum { NONE = 0xFF, SOURCES = 2 };

struct columns {
    uint8_t number, flags;
    uint8_t part[PARTS];
};

/* A list of a reply. */
struct source {
    const struct columns *columns;
    const struct parameter *parameter;
    const struct value *list;
};

/* What a method lists: a list of names (MS-CMRP 3.1.4.2.8, .23, .54, .85, .101); one of ids and one
 * of names, of equal length (.117, .118); or a list of all there is to know (.139, .140). */
static uint32_t sources_of(uint32_t opnum, const struct message *reply,
                           struct source source[SOURCES])
{
    static const struct columns names = {0, NONE, {1, NONE, NONE, NONE, NONE, NONE}};
    static const struct columns ids = {NONE, NONE, {NONE, 1, NONE, NONE, NONE, NONE}};
    static const struct columns groups = {2, 4, {0, 1, 3, NONE, 6, 8}};
    static const struct columns resources = {NONE, NONE, {0, 1, 2, 3, 5, 7}};
    const struct parameter *parameter = parameters(method_of(3, opnum), REPLY)->parameter;
    bool two = opnum == 124 || opnum == 125;
    const struct columns *first = opnum == 143 ? &groups : opnum == 144 ? &resources : &names;
    source[0] = (struct source){first, &parameter[two], &reply->value[two]};
    source[1] = (struct source){&ids, parameter, &reply->value[0]};
    return two ? 2 : 1;
}

/* The octets of a part, a string's with its terminator. */
static uint32_t part_size(uint32_t part, const struct value *value)
{
    return part < PART_PROPERTIES ? (value->count + 1) * (uint32_t)sizeof(WCHAR) : value->count;
}

/* The room it takes: what follows is aligned for strings. */
static size_t part_room(uint32_t size)
{
    return (size + 1u) & ~(size_t)1;
}

static size_t source_room(const struct source *source)
{
    struct value column[COLUMNS];
    size_t room = 0;
    struct row_iterator rows = rows_of(source->parameter, source->list);
    while (next_row(&rows, column))
        for (uint32_t p = 0; p < PARTS; p++)
            if (source->columns->part[p] != NONE)
                room += part_room(part_size(p, &column[source->columns->part[p]]));
    return room;
}

/* Copy the parts of a row to `at`, which lies in zeroed memory; returns where the next goes. */
static uint8_t *take_parts(const struct columns *columns, const struct value *column,
                           struct item *item, uint8_t *at)
{
    for (uint32_t p = 0; p < PARTS; p++) {
        if (columns->part[p] == NONE)
            continue;
        const struct value *value = &column[columns->part[p]];
        const uint32_t size = part_size(p, value);
        if (p < PART_PROPERTIES)
            copy_units(value, value->count, at);
        else if (value->count > 0)
            memcpy(at, value->at, value->count);
        item->part[p] = (struct part){at, size};
        at += part_room(size);
    }
    return at;
}

static uint8_t *take_rows(const struct source *source, struct list *list, uint8_t *at)
{
    struct value column[COLUMNS];
    struct row_iterator rows = rows_of(source->parameter, source->list);
    for (uint32_t i = 0; i < list->count && next_row(&rows, column); i++) {
        if (source->columns->number != NONE)
            list->item[i].number = (uint32_t)column[source->columns->number].number;
        if (source->columns->flags != NONE)
            list->item[i].flags = (uint32_t)column[source->columns->flags].number;
        at = take_parts(source->columns, column, &list->item[i], at);
    }
    return at;
}

/* The reply's items in one block of memory; NULL: not enough. */
static struct list *take(const struct source *source, uint32_t sources)
{
    const uint32_t count = source->list->present ? source->list->count : 0;
    size_t room = 0;
    for (uint32_t i = 0; i < sources; i++)
        room += source_room(&source[i]);
    struct list *list = calloc(1, sizeof *list + count * sizeof *list->item + room);
    if (list == NULL)
        return NULL;
    list->count = count;
    uint8_t *at = (uint8_t *)(list->item + count);
    for (uint32_t i = 0; i < sources; i++)
        at = take_rows(&source[i], list, at);
    return list;
}

/* Call the method; *list is what it lists. ApiCreateEnum takes no context handle. */
static uint32_t ask(struct library *l, const struct enumeration *how, uint32_t parent,
                    struct message *request, struct list **list)
{
    struct message reply;
    struct source source[SOURCES];
    if (how->opnum != 7)
        request->value[0] = value_of_context(l, parent);
    uint32_t error = library_call(l, parent, how->opnum, request, &reply);
    if (error != ERROR_SUCCESS)
        return error;
    uint32_t last = parameters(method_of(3, how->opnum), REPLY)->count - 1u;
    error = (uint32_t)reply.value[last].number;
    if (error != ERROR_SUCCESS)
        return error;
    const uint32_t sources = sources_of(how->opnum, &reply, source);
    if (sources == 2 && source[0].list->count != source[1].list->count)
        return ERROR_INVALID_DATA; /* MS-CMRP 3.1.4.2.124: of equal length */
    *list = take(source, sources);
    return *list != NULL ? ERROR_SUCCESS : ERROR_NOT_ENOUGH_MEMORY;
}

void *list_open_asking(const struct enumeration *how, const void *parent, struct message *request)
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
        error = ask(l, how, index, request, &list);
    if (error != ERROR_SUCCESS)
        return refuse(error);
    uint64_t handle = client_open_child(&l->client, index, how->kind, NULL, &index);
    l->list[index] = list;
    return handle_to_caller(handle); /* CLE-1 */
}

void *list_open(const struct enumeration *how, const void *parent, DWORD type)
{
    struct message request = {0};
    request.value[how->opnum == 7 ? 0 : 1].number = type;
    return list_open_asking(how, parent, &request);
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
    const struct part *part = &item->part[PART_NAME];
    struct value value = {.at = part->octets, .count = part->size / (uint32_t)sizeof(WCHAR) - 1};
    *type = item->number;                       /* CLE-5 */
    return give_string(&value, name, capacity); /* CLE-6 to CLE-9, RSE-20 */
}
