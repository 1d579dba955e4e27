/*
 * The endpoint mapper: under which port an interface is to be found (C706 appendix O, MS-RPCE
 * 2.2.1.2). Its list is fixed; it keeps nothing between calls.
 */
#ifndef SERVER_MAPPER_H
#define SERVER_MAPPER_H

#include "wire/assoc.h"
#include "wire/tower.h"

enum {
    EPT_LOOKUP = 2,
    EPT_MAP = 3,
    EPT_LOOKUP_HANDLE_FREE = 4,
    EPT_MAX_TOWERS = 500,            /* MS-RPCE 2.2.1.2.5: [range(0, 500)] */
    EPT_NOT_REGISTERED = 0x16c9a0d6, /* C706 appendix N.2, ept_s_not_registered */
};

/* Executes a call of the endpoint mapper and writes the reply in NDR. The interfaces that it knows
 * are `count` towers. Their address is the one the client connected to, which the caller sets.
 * Returns 0, or the status of the fault that answers. */
uint32_t mapper_call(const struct tower *towers, uint32_t count, const struct assoc_call *call,
                     struct builder *reply);

#endif
