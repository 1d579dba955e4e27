/*
 * What is measured: each function repeats one act, so that two runs that differ in the count alone
 * tell what the act costs. bench.py runs them, where it can under callgrind.
 */
#ifndef BENCH_H
#define BENCH_H

#include <stdbool.h>
#include <stdint.h>

enum { BENCH_STUB = 8192, BENCH_OPNUM = 122 /* ApiOpenNetInterfaceEx */ };

/* One call in NDR: what its request and its reply are on the wire. */
struct bench_call {
    uint8_t request[BENCH_STUB], reply[BENCH_STUB];
    uint32_t request_length, reply_length;
};

/* Makes the call that the decoders are compared on. False: it cannot be encoded. */
bool bench_make_call(struct bench_call *call);

/* Each returns whether everything went as it should; `count` is how often. */
bool bench_decode(bool reply, uint32_t count);         /* our decoder, the call above */
bool bench_decode_methods(bool reply, uint32_t count); /* the same, a random stub of every method */
bool bench_decode_samba(bool reply, uint32_t count);   /* Samba's decoder, the call above */
bool bench_find(uint32_t handles, uint32_t count);     /* look-ups among so many open handles */

/* Print one figure a line. */
bool bench_direct(uint32_t rounds, uint32_t count);                  /* nanoseconds */
bool bench_loopback(uint16_t port, uint32_t rounds, uint32_t count); /* clusd's time / echo's */

#endif
