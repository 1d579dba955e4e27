/*
 * Octets of a connection, gathered into one PDU at a time.
 */
#ifndef WIRE_PDU_FRAME_H
#define WIRE_PDU_FRAME_H

#include "pdu.h"

enum { PDU_FRAGMENT = 5840 }; /* the largest fragment that this implementation receives */

struct pdu_frame {
    uint32_t received; /* octets of the PDU that is not yet whole */
    uint16_t length;   /* its frag_length, once the header is there */
    uint8_t octets[PDU_FRAGMENT];
};

enum frame_outcome {
    FRAME_PARTIAL, /* all octets given were taken, and more are needed */
    FRAME_WHOLE,   /* *pdu is a PDU; it points into the frame, which the next call reuses */
    FRAME_BAD,     /* *failure says why; of *pdu only the header is to be used */
};

/* Takes octets up to the end of a PDU; the cursor steps over them. An error in the header is found
 * when its 16 octets are there, whatever length it promises. limit: the largest frag_length, at
 * most PDU_FRAGMENT. After FRAME_BAD the stream has no more boundaries. */
enum frame_outcome pdu_frame_take(struct pdu_frame *frame, struct cursor *octets, uint32_t limit,
                                  struct pdu *pdu, struct pdu_failure *failure);

#endif
