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

/* The list behind a handle of that kind, or NULL and *error. */
const struct list *list_of(enum client_kind kind, const void *handle, uint32_t *error);

/* The number of items; 0, and the last error is set, if the handle is not valid. */
DWORD list_count(enum client_kind kind, const void *handle);

/* Close: a system error code. */
DWORD list_close(enum client_kind kind, const void *handle);

/* Item `index`: its type and name. */
DWORD list_item(enum client_kind kind, const void *handle, DWORD index, LPDWORD type, LPWSTR name,
                LPDWORD capacity);

/* Item `index` as a CLUSTER_ENUM_ITEM whose strings stand behind it in `size` octets. */
DWORD list_item_ex(enum client_kind kind, const void *handle, DWORD index, PCLUSTER_ENUM_ITEM item,
                   LPDWORD size);

#endif
