/* Notification ports: what the files that serve them share. */
#ifndef API_NOTIFY_H
#define API_NOTIFY_H

#include "core/port.h"
#include "library.h"

/* The ports of the library. */
struct ports *notify_ports(void);

/* Make room for one more tie, link and event. Returns 0 or ERROR_NOT_ENOUGH_MEMORY. */
uint32_t notify_grow(void);

/* Fetch everything that servers have queued for a port. */
void notify_collect(struct library *library, uint64_t port);

/* The same; where there is nothing, wait for an event for `limit` milliseconds (INFINITE: for ever)
 * if one can come: if a server is tied to the port that others talk to as well. Returns
 * WAIT_TIMEOUT, or the error code if no server could be asked. */
uint32_t notify_await(struct library *library, uint64_t port, DWORD limit);

/* Tie a port to the open handle `index`, a cluster's or an object's. Returns 0 or the error code,
 * and then nothing has changed. */
uint32_t notify_tie(struct library *library, uint64_t port, uint32_t index, DWORD filter,
                    DWORD_PTR key);

/* Close a port at all servers that it is tied to. */
void notify_close_links(struct library *library, uint64_t port);

/* The open handle `index` is about to be closed: tell the ports that want to know, and untie them
 * from it if it is a cluster handle. */
void notify_before_close(struct library *library, uint32_t index);

#endif
