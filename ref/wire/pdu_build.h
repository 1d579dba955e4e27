/*
 * Putting PDUs of connection-oriented DCE/RPC 5.0 together (C706 12.6.4, MS-RPCE 2.2.2).
 *
 * pdu_begin writes the common header, the pdu_add functions append a body in the order of its
 * fields, pdu_end sets frag_length. Nothing needs checking in between: pdu_end gives 0 if anything
 * did not fit. The memory is the caller's.
 */
#ifndef WIRE_PDU_BUILD_H
#define WIRE_PDU_BUILD_H

#include "builder.h"
#include "pdu.h"

/* The start of a PDU in `capacity` octets at `out`. With `big_endian`, its label says so and all
 * its integers are written so. */
struct builder pdu_begin(uint8_t *out, uint32_t capacity, bool big_endian, enum pdu_type type,
                         uint8_t flags, uint32_t call_id);

/* Sets frag_length and gives it; 0 if the PDU did not fit into its memory or into 65535 octets. */
uint32_t pdu_end(struct builder *b);

/* bind, alter_context: the fixed fields, then `contexts` offers, each followed by its `transfers`
 * syntaxes. */
void pdu_add_bind(struct builder *b, uint16_t max_transmit, uint16_t max_receive, uint32_t group,
                  uint8_t contexts);
void pdu_add_offer(struct builder *b, uint16_t context_id, const struct rpc_syntax *abstract,
                   uint8_t transfers);
void pdu_add_syntax(struct builder *b, const struct rpc_syntax *syntax);

/* bind_ack, alter_context_resp: the fixed fields with the secondary address (a port as a string; ""
 * writes none, length 0), then `results` results. */
void pdu_add_bind_ack(struct builder *b, uint16_t max_transmit, uint16_t max_receive,
                      uint32_t group, const char *address, uint8_t results);
void pdu_add_result(struct builder *b, const struct pdu_result *result);

/* request and response up to their stub; builder_octets adds the stub. object may be NULL, and is
 * announced by PFC_OBJECT_UUID, which the caller gave to pdu_begin. */
void pdu_add_request(struct builder *b, uint32_t alloc_hint, uint16_t context_id, uint16_t opnum,
                     const struct rpc_uuid *object);
void pdu_add_response(struct builder *b, uint32_t alloc_hint, uint16_t context_id,
                      uint8_t cancel_count);

/* Padding, security trailer and token: the last thing of a PDU that carries one (MS-RPCE 2.2.2.11).
 * token_size is at least 1. */
void pdu_add_trailer(struct builder *b, uint8_t type, uint8_t level, uint32_t context_id,
                     const uint8_t *token, uint16_t token_size);

/* Whole PDUs. Each gives its size, 0 if it did not fit. */

/* bind_nak with the one supported version, 5.0. */
uint32_t pdu_build_bind_nak(uint8_t *out, uint32_t capacity, uint32_t call_id,
                            enum nak_reason reason);

/* fault. flags: PFC_DID_NOT_EXECUTE or 0. A status that MS-RPCE 3.3.3.5.1 forbids in a fault is
 * replaced by FAULT_UNSPECIFIED. */
uint32_t pdu_build_fault(uint8_t *out, uint32_t capacity, uint32_t call_id, uint8_t flags,
                         const struct pdu_fault *fault);

/* co_cancel, orphaned, shutdown: a header alone. */
uint32_t pdu_build_plain(uint8_t *out, uint32_t capacity, enum pdu_type type, uint32_t call_id);

/* Whether MS-RPCE 3.3.3.5.1 forbids a status in a fault. */
bool pdu_status_forbidden(uint32_t status);

#endif
