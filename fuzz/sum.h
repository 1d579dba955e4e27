/* Sums over octets, to see whether two runs did the same. */
#ifndef FUZZ_SUM_H
#define FUZZ_SUM_H

#include <stdint.h>
#include <string.h>

/* FNV-1a (Fowler, Noll, Vo), eight octets at a time. */
static inline uint64_t sum_octets(uint64_t sum, const uint8_t *octets, uint32_t size)
{
    uint64_t part;
    uint32_t at = 0;
    for (; at + sizeof part <= size; at += (uint32_t)sizeof part) {
        memcpy(&part, octets + at, sizeof part);
        sum = (sum ^ part) * 0x100000001B3u;
        sum ^= sum >> 32;
    }
    for (; at < size; at++)
        sum = (sum ^ octets[at]) * 0x100000001B3u;
    return sum;
}

#endif
