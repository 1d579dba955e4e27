#include "library.h"
#include "notify.h"

#include <stdlib.h>
#include <string.h>

#include "wire/codec.h"

enum { CAPACITY_FIRST = 64 };

static struct library the_library;
static bool ready;

struct library *library(uint32_t *error)
{
    *error = ERROR_SUCCESS;
    if (ready)
        return &the_library;
    if (!fixture_open_default(&the_library.fixture)) {
        *error = ERROR_INVALID_DATA;
        return NULL;
    }
    client_init(&the_library.client, NULL, NULL, NULL, 0, HANDLE_GENERATIONS);
    ready = true;
    return &the_library;
}

/* Make *array hold `capacity` elements; it stays as it is if there is no memory. */
static bool widen(void **array, uint32_t old, uint32_t capacity, size_t size)
{
    char *wider = realloc(*array, capacity * size);
    if (wider == NULL)
        return false;
    memset(wider + old * size, 0, (capacity - old) * size);
    *array = wider;
    return true;
}

static bool widen_all(struct library *l, uint32_t capacity)
{
    uint32_t old = l->capacity;
    void *slots = l->client.table.slot, *entries = l->client.entry, *sessions = l->client.session;
    void *lists = l->list, *links = l->link;
    bool ok = widen(&slots, old, capacity, sizeof(struct handle_slot)) &&
              widen(&entries, old, capacity, sizeof(struct client_entry)) &&
              widen(&sessions, old, capacity, sizeof(struct client_session)) &&
              widen(&lists, old, capacity, sizeof(struct list *)) &&
              widen(&links, old, capacity, sizeof(struct link *));
    l->list = lists;
    l->link = links;
    client_move(&l->client, slots, entries, sessions, ok ? capacity : old);
    return ok;
}

uint32_t library_grow(struct library *l)
{
    if (client_has_room(&l->client))
        return ERROR_SUCCESS;
    uint32_t capacity = l->capacity == 0 ? CAPACITY_FIRST : l->capacity * 2;
    if (capacity > l->fixture.handles)
        capacity = l->fixture.handles;
    if (capacity == l->capacity || !widen_all(l, capacity))
        return ERROR_NOT_ENOUGH_MEMORY;
    l->capacity = capacity;
    return ERROR_SUCCESS;
}

bool library_find(struct library *l, const void *handle, enum client_kind kind, uint32_t *index)
{
    uint32_t error = client_find(&l->client, handle_of_caller(handle), kind, index);
    if (error != ERROR_SUCCESS)
        SetLastError(error);
    return error == ERROR_SUCCESS;
}

struct link *library_link(const struct library *l, uint32_t index)
{
    return l->link[l->client.entry[index].session];
}

uint32_t library_call(struct library *l, uint32_t index, uint32_t opnum, struct message *request,
                      struct message *reply)
{
    return link_call(library_link(l, index), opnum, request, reply);
}

/* The method that closes a context handle of that kind; 0: the kind has none at the server. */
static uint32_t closing_opnum(uint32_t kind)
{
    switch (kind) {
    case KIND_CLUSTER:
        return 1;
    case KIND_NODE:
        return 67;
    case KIND_GROUP:
        return 44;
    case KIND_RESOURCE:
        return 11;
    case KIND_NETWORK:
        return 82;
    case KIND_NETINTERFACE:
        return 93;
    case KIND_KEY:
        return 37;
    case KIND_GROUPSET:
        return 165;
    default:
        return 0;
    }
}

/* Tell the server that the context handle is no longer needed. */
static uint32_t close_context(struct library *l, uint32_t index)
{
    struct message request = {0}, reply;
    uint32_t opnum = closing_opnum(l->client.table.slot[index].kind);
    if (opnum == 0)
        return ERROR_SUCCESS;
    request.value[0] = value_of_context(l, index);
    uint32_t error = library_call(l, index, opnum, &request, &reply);
    return error != ERROR_SUCCESS ? error : (uint32_t)reply.value[1].number;
}

static uint32_t close_one(struct library *l, uint32_t index)
{
    notify_before_close(l, index);
    uint32_t error = close_context(l, index);
    free(l->list[index]);
    l->list[index] = NULL;
    client_close(&l->client, index);
    return error;
}

uint32_t library_close(struct library *l, uint32_t index)
{
    if (l->client.table.slot[index].kind != KIND_CLUSTER)
        return close_one(l, index);
    uint32_t child; /* CC-3: a close for each of them, then the cluster's own */
    while ((child = client_child(&l->client, index)) != HANDLE_NOWHERE)
        close_one(l, child);
    if (!client_is_last_instance(&l->client, index)) { /* GCN-7, AMB-14 */
        notify_before_close(l, index);
        client_close(&l->client, index);
        return ERROR_SUCCESS;
    }
    struct link *link = library_link(l, index);
    uint32_t error = close_one(l, index);
    link_end(link); /* OCX-15 */
    return error;
}

void *refuse(uint32_t error)
{
    SetLastError(error);
    return NULL;
}

void *handle_to_caller(uint64_t handle)
{
    return (void *)(uintptr_t)handle;
}

uint64_t handle_of_caller(const void *handle)
{
    return (uintptr_t)handle;
}

/* On little-endian systems, which are all that this library is built for, a WCHAR's octets are
 * those of the wire. */
struct value value_of_string(LPCWSTR text)
{
    struct value value = {.at = (const uint8_t *)text, .present = text != NULL};
    while (text != NULL && text[value.count] != 0)
        value.count++;
    return value;
}

struct value value_of_context(const struct library *l, uint32_t index)
{
    return (struct value){.at = l->client.entry[index].context, .present = true};
}

void copy_units(const struct value *from, uint32_t units, uint8_t *to)
{
    struct name copy;
    (void)name_copy((struct name){from->at, units, from->big}, to, units, &copy);
}

uint32_t give_string(const struct value *string, LPWSTR buffer, LPDWORD capacity)
{
    uint32_t room = buffer != NULL ? *capacity : 0;
    *capacity = string->count;
    if (buffer == NULL)
        return ERROR_SUCCESS; /* AMB-43 */
    if (room <= string->count)
        return ERROR_MORE_DATA;
    copy_units(string, string->count, (uint8_t *)buffer);
    buffer[string->count] = 0;
    return ERROR_SUCCESS;
}
