#include "pdu_frame.h"

#include <string.h>

/* Takes octets until the frame holds `goal` of them. */
static bool fill(struct pdu_frame *frame, struct cursor *c, uint32_t goal)
{
    const uint32_t lack = goal - frame->received;
    const uint32_t left = cursor_left(c);
    const uint32_t count = lack < left ? lack : left;
    const uint8_t *octets;
    if (count > 0 && cursor_take(c, count, &octets))
        memcpy(frame->octets + frame->received, octets, count);
    frame->received += count;
    return frame->received == goal;
}

/* Completes the header first, then the PDU that it announces. */
static enum frame_outcome take(struct pdu_frame *frame, struct cursor *c, uint32_t limit,
                               struct pdu *pdu, struct pdu_failure *failure)
{
    if (frame->received < PDU_HEADER_SIZE) {
        if (!fill(frame, c, PDU_HEADER_SIZE))
            return FRAME_PARTIAL;
        *failure = pdu_parse_header(frame->octets, PDU_HEADER_SIZE, limit, &pdu->header);
        if (failure->error != PDU_OK)
            return FRAME_BAD;
        frame->length = pdu->header.frag_length;
    }
    if (!fill(frame, c, frame->length))
        return FRAME_PARTIAL;
    *failure = pdu_parse(frame->octets, frame->received, limit, pdu);
    frame->received = 0;
    return failure->error == PDU_OK ? FRAME_WHOLE : FRAME_BAD;
}

enum frame_outcome pdu_frame_take(struct pdu_frame *frame, const uint8_t *octets, uint32_t size,
                                  uint32_t limit, uint32_t *used, struct pdu *pdu,
                                  struct pdu_failure *failure)
{
    struct cursor c = cursor_over(octets, size, false);
    const uint32_t largest = limit < PDU_FRAGMENT ? limit : PDU_FRAGMENT;
    const enum frame_outcome outcome = take(frame, &c, largest, pdu, failure);
    *used = c.offset;
    return outcome;
}
