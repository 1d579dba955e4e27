/*
 * The management interface, which every RPC server offers (C706 appendix Q): which interfaces it
 * serves, whether it listens, under which principal name. Nobody may stop this server by it.
 */
#ifndef SERVER_MANAGEMENT_H
#define SERVER_MANAGEMENT_H

#include "wire/assoc.h"
#include "wire/builder.h"

/* Executes a call of the management interface for a server of `service` and writes the reply in
 * NDR. Returns 0, or the status of the fault that answers it. */
uint32_t management_call(const struct assoc_service *service, const struct assoc_call *call,
                         struct builder *reply);

#endif
