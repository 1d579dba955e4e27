/* The steps of an association that stand in files of their own; assoc.c calls them. */
#ifndef WIRE_ASSOC_STEPS_H
#define WIRE_ASSOC_STEPS_H

#include "assoc.h"

/* What a->pdu makes of the connection: bind and alter_context (assoc_bind.c), request
 * (assoc_request.c). */
void assoc_take_bind(struct assoc *a);
void assoc_take_alter_context(struct assoc *a);
void assoc_take_request(struct assoc *a);

/* Answers (assoc_reply.c). Queue a fault for the PDU at work or for the call; nothing else changes.
 */
void assoc_queue_fault(struct assoc *a, uint32_t call_id, uint16_t context_id, uint32_t status,
                       bool did_not_execute, uint8_t cancel_count);

/* Refuses a bind for `reason`, and the connection ends. */
void assoc_refuse_bind(struct assoc *a, enum nak_reason reason);

/* The PDU at work breaks the protocol: says so in the way its type has for it, and the connection
 * ends (MS-RPCE 3.3.3.5.7). */
void assoc_protocol_error(struct assoc *a, struct pdu_failure failure);

/* The same for a PDU that is well formed but not allowed here. */
void assoc_out_of_order(struct assoc *a);

/* The call is over; its buffer is the owner's again. */
void assoc_end_call(struct assoc *a);

#endif
