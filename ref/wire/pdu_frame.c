#include "pdu_frame.h"

#include <string.h>

/* Takes octets until the frame holds `goal` of them. */
static bool fill(struct pdu_frame *frame, struct cursor *c, uint32_t goal)
{
    const uint8_t *octets;
    const uint32_t count = cursor_take_most(c, goal - frame->received, &octets);
    memcpy(frame->octets + frame->received, octets, count);
    frame->received += count;
    return frame->received == goal;
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
