/* From a PDU to text in the notation. */
#ifndef CONFORMANCE_PDU_TEXT_H
#define CONFORMANCE_PDU_TEXT_H

#include "base/growing.h"

#include "wire/pdu.h"

/* Append the answer that a PDU is: its type, or `fault STATUS`, then its fields. Or that it is
 * malformed. `octets` is the whole PDU. */
void pdu_text(const uint8_t *octets, const struct pdu *pdu, struct growing *text);

/* Append `malformed REASON at OFFSET`. */
void pdu_text_failure(const struct pdu_failure *failure, struct growing *text);

/* NDR, NDR64, zero, or other */
const char *pdu_syntax_word(const struct rpc_syntax *syntax);

#endif
