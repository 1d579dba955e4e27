/* What a change is called by version 1 and version 2 ports. Only event.c and event_filter.c include
 * this. */
#ifndef CORE_EVENT_FILTER_H
#define CORE_EVENT_FILTER_H

#include "event.h"

struct change_name {
    uint32_t filter; /* CLUSTER_CHANGE; 0: version 1 has no name for it */
    enum event_type type;
    uint32_t flag; /* of the type's enumeration */
};

const struct change_name *change_name(enum change change);

#endif
