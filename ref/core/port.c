#include "port.h"

#include <stddef.h>
#include <string.h>

uint32_t ports_add_tie(struct ports *ports, const struct port_tie *tie)
{
    for (uint32_t i = 0; i < ports->ties; i++) {
        if (ports->tie[i].port != 0)
            continue;
        ports->tie[i] = *tie;
        return i;
    }
    return ports->ties;
}

uint32_t ports_add_link(struct ports *ports, uint64_t port, uint64_t cluster,
                        const uint8_t context[CONTEXT_HANDLE_SIZE])
{
    for (uint32_t i = 0; i < ports->links; i++) {
        struct port_link *link = &ports->link[i];
        if (link->port != 0)
            continue;
        link->port = port;
        link->cluster = cluster;
        memcpy(link->context, context, CONTEXT_HANDLE_SIZE);
        return i;
    }
    return ports->links;
}

uint32_t ports_find_link(const struct ports *ports, uint64_t port, uint64_t cluster)
{
    for (uint32_t i = 0; i < ports->links; i++)
        if (ports->link[i].port == port && ports->link[i].cluster == cluster)
            return i;
    return ports->links;
}

bool ports_tells_of_close(const struct port_tie *tie, uint64_t cluster, uint64_t handle)
{
    if (tie->port == 0 || (tie->filter & CHANGE_HANDLE_CLOSE) == 0)
        return false;
    return tie->object != 0 ? tie->object == handle
                            : tie->cluster == cluster; /* CNP-9; AMB-61 told */
}

bool ports_queue(struct ports *ports, uint64_t port, uint64_t key, uint32_t filter,
                 struct name name)
{
    struct name copy;
    for (uint32_t i = 0; i < ports->events; i++) {
        struct port_event *event = &ports->event[i];
        if (event->order != 0)
            continue;
        if (!name_copy(name, event->name, NAME_UNITS_MAX, &copy))
            return false;
        ports->order++;
        event->order = ports->order;
        event->port = port;
        event->key = key;
        event->filter = filter;
        event->units = name.units;
        return true;
    }
    return false;
}

struct port_event *ports_first(const struct ports *ports, uint64_t port)
{
    struct port_event *first = NULL;
    for (uint32_t i = 0; i < ports->events; i++) {
        struct port_event *event = &ports->event[i];
        if (event->order != 0 && event->port == port &&
            (first == NULL || event->order < first->order))
            first = event;
    }
    return first;
}

void ports_drop_cluster(struct ports *ports, uint64_t cluster)
{
    for (uint32_t i = 0; i < ports->ties; i++)
        if (ports->tie[i].cluster == cluster)
            ports->tie[i].port = 0;
    for (uint32_t i = 0; i < ports->links; i++)
        if (ports->link[i].cluster == cluster)
            ports->link[i].port = 0;
}

void ports_drop(struct ports *ports, uint64_t port)
{
    for (uint32_t i = 0; i < ports->ties; i++)
        if (ports->tie[i].port == port)
            ports->tie[i].port = 0;
    for (uint32_t i = 0; i < ports->links; i++)
        if (ports->link[i].port == port)
            ports->link[i].port = 0;
    for (uint32_t i = 0; i < ports->events; i++)
        if (ports->event[i].port == port)
            ports->event[i].order = 0;
}
