/*
 * An owner of an association that serves whatever a stream of octets asks for, and holds the
 * association to its documentation at every step.
 */
#ifndef FUZZ_OWNER_H
#define FUZZ_OWNER_H

#include "heard.h"
#include "sent.h"
#include "server/interfaces.h"
#include "wire/assoc.h"
#include "wire/generate.h"

enum {
    STREAM_HEADER = 4,
    STREAM_LARGEST = 131072, /* octets; inputs with more are not looked at */
    STREAM_PENDING = 1,      /* the bits of octet 1 */
    STREAM_FAULT = 2,
    STREAM_LEND_NOTHING = 4,
    STREAM_JOIN_NOTHING = 8,
    STREAM_REJECT_ALLOC_HINT = 16,
    STREAM_PRIVACY = 32,
    STREAM_OLD = 64,
    REPLY_UNIT = 64, /* octet 2 counts the reply's octets in these */
};

/*
 * The input of the pdu target: a header of 4 octets, then what the client sends.
 *   octet 0  seed of the pieces it arrives in
 *   octet 1  bits: 1 calls are left pending until the client sent all; 2 they are answered with
 *            faults; 4 no buffer is lent; 8 no association may be joined; 16 an alloc_hint above
 *            the stub is refused; 32 calls need packet privacy; 64 only version 2.0 is served
 *   octet 2  the size of replies in REPLY_UNIT; 0: the stub comes back
 *   octet 3  the largest fragment, PDU_MUST_RECEIVE and 18 times this
 */
struct owner {
    uint8_t choice[STREAM_HEADER];
    struct assoc_interface interfaces[CLUSTER_INTERFACES];
    struct assoc_service service;
    struct assoc assoc;
    struct sent sent;
    struct heard heard;    /* what the client sent, read without the association */
    const uint8_t *stream; /* all of it */
    struct random pieces;  /* where received octets are cut */
    uint32_t piece;        /* at most so many octets long */
    bool whole;            /* they are not cut */
    uint8_t *lent;
    uint32_t lent_size;
    uint32_t received;   /* octets read */
    uint32_t calls;      /* calls handed over */
    uint32_t last_id;    /* of the last of them */
    uint32_t replied;    /* octets of stub in all replies */
    uint32_t pending_id; /* of the call left pending */
    bool pending;
    uint64_t sum; /* over all calls, to compare two runs */
    uint8_t echo[STREAM_LARGEST];
};

/* Serves one stream on a fresh connection, in one piece or cut up, up to its end. */
void owner_run(struct owner *o, const uint8_t *data, uint32_t size, bool whole);

#endif
