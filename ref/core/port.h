/*
 * The client library's side of notification ports: what a port is tied to, and the events that it
 * keeps itself.
 *
 * A port is obtained from no cluster handle; it may be tied to none or to several (AMB-44 kept). A
 * tie ends with the cluster handle it was made with; what was queued stays with the port. For each
 * cluster handle that a port is tied to there is one port at the server. The closing of handles is
 * an event that only the client makes (MS-CMRP 3.2.4.7).
 *
 * Handles are values of the client's handle table. Memory is the caller's and may be moved to
 * larger arrays between calls.
 */
#ifndef CORE_PORT_H
#define CORE_PORT_H

#include <stdbool.h>
#include <stdint.h>

#include "cluster.h"
#include "name.h"
#include "wire/value.h"

/* CLUSTER_CHANGE_HANDLE_CLOSE (MS-CMRP 2.2.2.7) */
#define CHANGE_HANDLE_CLOSE UINT32_C(0x80000000)

/* One filter of a port. */
struct port_tie {
    uint64_t port;    /* 0: an unused place */
    uint64_t cluster; /* the cluster handle */
    uint64_t object;  /* the handle that the events are about; 0: everything in the cluster */
    uint64_t key;     /* the caller's */
    uint32_t filter;
};

/* An event that was fetched from a server, or that the client made. */
struct port_event {
    uint64_t order; /* 0: an unused place */
    uint64_t port;
    uint64_t key;
    uint32_t filter; /* one bit */
    uint32_t units;
    uint8_t name[2 * NAME_UNITS_MAX];
};

/* The port at a server that serves a port for one cluster handle. */
struct port_link {
    uint64_t port; /* 0: an unused place */
    uint64_t cluster;
    uint8_t context[CONTEXT_HANDLE_SIZE];
};

struct ports {
    struct port_tie *tie;
    struct port_event *event;
    struct port_link *link;
    uint32_t ties, events, links; /* elements of the arrays */
    uint64_t order;
};

/* Each of these returns the place in its array, or the array's size if there is none. */
uint32_t ports_add_tie(struct ports *ports, const struct port_tie *tie);
uint32_t ports_add_link(struct ports *ports, uint64_t port, uint64_t cluster,
                        const uint8_t context[CONTEXT_HANDLE_SIZE]);
uint32_t ports_find_link(const struct ports *ports, uint64_t port, uint64_t cluster);

/* Whether a tie tells of the closing of `handle`, obtained from, or being, `cluster`. */
bool ports_tells_of_close(const struct port_tie *tie, uint64_t cluster, uint64_t handle);

/* Queue an event; false: no room, or its name is too long. */
bool ports_queue(struct ports *ports, uint64_t port, uint64_t key, uint32_t filter,
                 struct name name);

/* The port's first event; NULL: none. */
struct port_event *ports_first(const struct ports *ports, uint64_t port);

/* The cluster handle is closed: its ties and links end, the events stay. */
void ports_drop_cluster(struct ports *ports, uint64_t cluster);

/* The port is closed. */
void ports_drop(struct ports *ports, uint64_t port);

#endif
