/*
 * What the library keeps between calls: the clusters that can be reached, the client's handles, and
 * the server that lives in this process. Made at the first call that needs it.
 */
#ifndef API_LIBRARY_H
#define API_LIBRARY_H

#include "clusapi.h"

#include "core/client.h"
#include "core/error.h"
#include "fixture.h"
#include "link.h"

/* What an entry of an enumeration is made of; strings first. */
enum item_part {
    PART_NAME,
    PART_ID,
    PART_OWNER, /* a group's node, a resource's group */
    PART_OWNER_ID,
    PART_PROPERTIES,
    PART_READ_ONLY,
    PARTS,
};

/* Octets in the list's own memory, a string's with its terminator; size 0 where the method gives
 * none. */
struct part {
    const uint8_t *octets;
    uint32_t size;
};

/* One entry of an enumeration. */
struct item {
    uint32_t number; /* its type; a group's state */
    uint32_t flags;
    struct part part[PARTS];
};

/* What an enumeration handle stands for; one block of memory. */
struct list {
    uint32_t count;
    struct item item[];
};

struct library {
    struct fixture fixture;
    struct client client;
    uint32_t capacity;  /* of the client's arrays and of `list` and `link` */
    struct list **list; /* by slot; NULL unless it is an enumeration */
    struct link **link; /* by session */
};

/* The library, ready for use; NULL and *error if it cannot be made. */
struct library *library(uint32_t *error);

/* The slot of an open handle of that kind. False: the last error is set. */
bool library_find(struct library *library, const void *handle, enum client_kind kind,
                  uint32_t *index);

/* Make room for one more handle. Returns 0 or ERROR_NOT_ENOUGH_MEMORY. */
uint32_t library_grow(struct library *library);

/* The link that an open handle's calls take. */
struct link *library_link(const struct library *library, uint32_t index);

/* Call a method for the open handle `index`, whose context handle is the request's first value if
 * the method takes one. Once a call failed in transport no call of its session is sent any more.
 * Returns 0 and the reply, valid until the next call, or the error of the transport or fault. */
uint32_t library_call(struct library *library, uint32_t index, uint32_t opnum,
                      struct message *request, struct message *reply);

/* Close the handle's context at the server and then the handle, for a cluster handle with all that
 * was obtained from it. Returns what the server said. */
uint32_t library_close(struct library *library, uint32_t index);

/* Sets the last error and returns NULL. */
void *refuse(uint32_t error);

/* A handle's value as the caller sees it, and back. */
void *handle_to_caller(uint64_t handle);
uint64_t handle_of_caller(const void *handle);

/* A string argument as a value; `text` may be NULL: not present. */
struct value value_of_string(LPCWSTR text);

/* A context handle argument. */
struct value value_of_context(const struct library *library, uint32_t index);

/* Copies the first `units` UTF-16 units of a reply's string, whose server may be big-endian, to
 * `to` as this computer has them. */
void copy_units(const struct value *from, uint32_t units, uint8_t *to);

/* Copy a string into the caller's buffer. On entry *capacity counts the terminator, on return it is
 * the length without. A NULL buffer asks for the length. Returns 0 or ERROR_MORE_DATA. */
uint32_t give_string(const struct value *string, LPWSTR buffer, LPDWORD capacity);

#endif
