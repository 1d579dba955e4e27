/* From a PDU step to octets. */
#ifndef CONFORMANCE_PDU_PUT_H
#define CONFORMANCE_PDU_PUT_H

#include "script/wire_step.h"

/* What fills in fields that the step does not give. */
struct pdu_filling {
    uint32_t call_id;
    uint32_t group;        /* of the connection that FIELD_ASSOC_GROUP_ID names */
    unsigned next_context; /* the id from which `contexts` go on */
    bool wide;             /* a request's context is in NDR64 */
};

/* Append the PDU: header, body from the step's parts, security trailer. */
void pdu_put(const struct wire_pdu *pdu, const struct part *part, size_t parts,
             const struct pdu_filling *filling, const part_token *tokens, struct growing *out);

/* Does the label that the PDU is sent with say big-endian? */
bool pdu_is_big(const struct wire_pdu *pdu);

#endif
