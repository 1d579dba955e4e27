/*
 * The one fragment that waits to be sent.
 */
#ifndef WIRE_ASSOC_OUTBOX_H
#define WIRE_ASSOC_OUTBOX_H

#include "pdu_frame.h"

#include <stddef.h>

struct assoc_outbox {
    uint32_t length; /* octets of the fragment, and how many of them are gone */
    uint32_t sent;
    uint8_t octets[PDU_FRAGMENT];
};

/* A fragment of `length` octets was built in the outbox. */
static inline void outbox_fill(struct assoc_outbox *box, uint32_t length)
{
    box->length = length;
    box->sent = 0;
}

static inline bool outbox_empty(const struct assoc_outbox *box)
{
    return box->sent == box->length;
}

/* What to send next, NULL if nothing. */
static inline const uint8_t *outbox_rest(const struct assoc_outbox *box, uint32_t *size)
{
    *size = box->length - box->sent;
    return *size > 0 ? box->octets + box->sent : NULL;
}

/* `size` octets of the rest are gone; more than there are counts as all. */
static inline void outbox_sent(struct assoc_outbox *box, uint32_t size)
{
    const uint32_t left = box->length - box->sent;
    box->sent += size < left ? size : left;
}

#endif
