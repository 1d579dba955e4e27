/* What an owner may demand of its association at each step. */
#ifndef FUZZ_OWNER_DEMAND_H
#define FUZZ_OWNER_DEMAND_H

#include "owner.h"

/* After every feed: the state fits the event, everything negotiated is within its bounds. */
void owner_demand_state(const struct owner *o, enum assoc_event event);

/* At ASSOC_NEED: the buffer asked for is backed by octets that arrived. */
void owner_demand_need(const struct owner *o);

/* At ASSOC_CALL: it is a call that may be made; its stub lies where octets were received. Counts
 * it. */
void owner_demand_call(struct owner *o);

#endif
