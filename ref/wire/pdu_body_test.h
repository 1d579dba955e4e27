/* What the tests of PDUs' bodies share: one PDU of each type that has a body. */
#ifndef WIRE_PDU_BODY_TEST_H
#define WIRE_PDU_BODY_TEST_H

#include "pdu.h"
#include "pdu_build.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { LIMIT = 5840 };

static const struct pdu_result accepted = {0, 7, {{1, 2, 3, {4, 5}}, 2, 0}};

/* Every field of it written. */
static inline uint32_t build(uint8_t *out, uint32_t capacity, enum pdu_type type)
{
    const struct pdu_fault fault = {3, 1, 5};
    const uint8_t flags = PFC_WHOLE | (type == PDU_REQUEST ? PFC_OBJECT_UUID : 0);
    struct builder b = pdu_begin(out, capacity, false, type, flags, 1);
    switch (type) {
    case PDU_BIND:
        pdu_add_bind(&b, 5840, 4280, 9, 1);
        pdu_add_offer(&b, 5, &accepted.transfer, 1);
        pdu_add_syntax(&b, &rpc_syntax_ndr);
        return pdu_end(&b);
    case PDU_BIND_ACK:
        pdu_add_bind_ack(&b, 5840, 4280, 9, "135", 2);
        pdu_add_result(&b, &accepted);
        pdu_add_result(&b, &accepted);
        return pdu_end(&b);
    case PDU_BIND_NAK:
        return pdu_build_bind_nak(out, capacity, 1, NAK_LOCAL_LIMIT);
    case PDU_REQUEST:
        pdu_add_request(&b, 6, 3, 122, &accepted.transfer.uuid);
        return pdu_end(&b);
    case PDU_RESPONSE:
        pdu_add_response(&b, 6, 3, 1);
        return pdu_end(&b);
    default:
        return pdu_build_fault(out, capacity, 1, 0, &fault) - 4; /* less what is ignored */
    }
}

#endif
