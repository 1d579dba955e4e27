/*
 * The stubs that a survey compares: for each place (method, direction, syntax, order, version) some
 * samples, valid calls with modest counts, and of each sample every mutation of a fixed list. The
 * same numbers give the same octets.
 */
#ifndef SURVEY_STUBS_H
#define SURVEY_STUBS_H

#include "../input.h"
#include "wire/generate.h"

enum { SAMPLE_STUB = 8192 };

/* A sample: a call of a method, and the stub to mutate. It must not be moved. */
struct sample {
    struct stub_input input; /* points into the octets below */
    uint32_t length;         /* of the stub before it is mutated */
    uint8_t original[SAMPLE_STUB];
    uint8_t stub[SAMPLE_STUB];
    uint8_t asking[SAMPLE_STUB];  /* for a reply: the request's stub before it is mutated */
    uint8_t request[SAMPLE_STUB]; /* and after */
    struct generated asked, answer;
};

/* How many places there are. */
uint32_t places_count(void);

/* Makes sample `number` of a place; false where it has no parameters to mutate, or where the method
 * is not one that clients call. */
bool sample_make(struct sample *sample, uint32_t place, uint32_t number);

/* Makes the sample's stub its mutation `number`; 0 is none. The last ones of a reply leave it, and
 * change what its request asked for. False: there are no more. */
bool sample_mutate(struct sample *sample, uint32_t number);

#endif
