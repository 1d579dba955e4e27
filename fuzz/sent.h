/*
 * Watches what an association sends: every PDU must be one that a server may send there.
 */
#ifndef FUZZ_SENT_H
#define FUZZ_SENT_H

#include "wire/pdu.h"

/* What was sent so far, and the answer that is due. */
struct sent {
    uint8_t part[PDU_HEADER_SIZE + 65536]; /* of the PDU that is not yet whole */
    uint32_t part_size;
    uint32_t limit;      /* the largest fragment that may be sent */
    uint64_t sum;        /* over all whole PDUs, to compare two runs */
    uint32_t pdus;       /* whole PDUs */
    bool begun;          /* between two fragments of a response */
    bool over;           /* a PDU was sent after which there is nothing more to say */
    bool due;            /* a call was answered, and the answer is not yet sent */
    bool due_fault;      /* and by a fault */
    uint32_t due_id;     /* of that call */
    uint32_t due_status; /* of that fault */
    uint32_t due_octets; /* of that reply's stub, still to come */
};

void sent_start(struct sent *sent, uint32_t limit);

/* A call was answered: these are what the next PDUs must say. */
void sent_expect_reply(struct sent *sent, uint32_t call_id, uint32_t octets);
void sent_expect_fault(struct sent *sent, uint32_t call_id, uint32_t status);

/* Octets were sent, in pieces of any size. Demands that whole PDUs are well formed, no longer than
 * the limit, and answer what is due. */
void sent_octets(struct sent *sent, const uint8_t *octets, uint32_t size);

/* Demands what must hold when nothing waits to be sent. */
void sent_at_rest(const struct sent *sent);

#endif
