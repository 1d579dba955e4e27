#include "pdu_frame.h"

/* Takes octets until the frame holds `goal` of them. */
static bool fill(struct pdu_frame *frame, struct cursor *c, uint32_t goal)
{
    const uint8_t *octet;
    for (; frame->received < goal; frame->received++) {
        if (!cursor_take(c, 1, &octet))
            return false;
        frame->octets[frame->received] = *octet;
    }
    return true;
}

enum frame_outcome pdu_frame_take(struct pdu_frame *frame, struct cursor *octets, uint32_t limit,
                                  struct pdu *pdu, struct pdu_failure *failure)
{
    const uint32_t largest = limit < PDU_FRAGMENT ? limit : PDU_FRAGMENT;
    if (frame->received < PDU_HEADER_SIZE) {
        if (!fill(frame, octets, PDU_HEADER_SIZE))
            return FRAME_PARTIAL;
        *failure = pdu_parse_header(frame->octets, PDU_HEADER_SIZE, largest, &pdu->header);
        if (failure->error != PDU_OK)
            return FRAME_BAD;
        frame->length = pdu->header.frag_length;
    }
    if (!fill(frame, octets, frame->length))
        return FRAME_PARTIAL;
    *failure = pdu_parse(frame->octets, frame->received, largest, pdu);
    frame->received = 0;
    return failure->error == PDU_OK ? FRAME_WHOLE : FRAME_BAD;
}
