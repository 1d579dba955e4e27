/* Enumerations: what a method lists, kept behind a handle. */
#ifndef API_LIST_H
#define API_LIST_H

#include "library.h"

/* Which handle an enumeration is opened from and which method lists. */
struct enumeration {
    enum client_kind parent;
    enum client_kind kind;
    uint32_t opnum;
};

/* Open an enumeration of `type`; NULL, and the last error is set, if that fails. */
void *list_open(const struct enumeration *how, const void *parent, DWORD type);

/* The same for a method that takes more than types: the request without the context handle. */
void *list_open_asking(const struct enumeration *how, const void *parent, struct message *request);

/* The list behind a handle of that kind, or NULL and *error. */
const struct list *list_of(enum client_kind kind, const void *handle, uint32_t *error);

/* The number of items; 0, and the last error is set, if the handle is not valid. */
DWORD list_count(enum client_kind kind, const void *handle);

/* Close: a system error code. */
DWORD list_close(enum client_kind kind, const void *handle);

/* Item `index`: its type and name. */
DWORD list_item(enum client_kind kind, const void *handle, DWORD index, LPDWORD type, LPWSTR name,
                LPDWORD capacity);

/* Where the caller wants an item: a structure of `head` octets, and behind it the item's parts. */
struct list_place {
    void *item;   /* NULL: it has no room */
    DWORD head;   /* octets of the structure */
    LPDWORD size; /* of the buffer in octets; becomes what is needed */
};

/* Item `index`: 0 if there is room for it, otherwise the error code. */
DWORD list_find_item(enum client_kind kind, const void *handle, DWORD index,
                     const struct list_place *place, const struct item **item);

/* Copy a part to *at, in the caller's buffer, and move on; its size goes to *size. Properties come
 * before strings, so that they are aligned. Returns where it lies; NULL: the item has no such part.
 */
void *list_give(const struct item *item, enum item_part part, uint8_t **at, DWORD *size);

#endif
