/* Network interface states: the SDK's CLUSTER_NETINTERFACE_STATE counts Unavailable 0, Failed 1,
 * Unreachable 2, Up 3; MS-CMRP 3.1.4.2.94 counts Failed 0, Unreachable 1, Unavailable 2, Up 3. The
 * API speaks the SDK's numbers, the wire MS-CMRP's. */
#ifndef CORE_NETINTERFACE_STATE_H
#define CORE_NETINTERFACE_STATE_H

#include <stdint.h>

/* Numbers outside the enumerations stay what they are. */
static inline uint32_t netinterface_state_to_wire(uint32_t state)
{
    static const uint8_t wire[] = {2, 0, 1, 3};
    return state < sizeof wire ? wire[state] : state;
}

static inline uint32_t netinterface_state_from_wire(uint32_t state)
{
    static const uint8_t sdk[] = {1, 2, 0, 3};
    return state < sizeof sdk ? sdk[state] : state;
}

#endif
