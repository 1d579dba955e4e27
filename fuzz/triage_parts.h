/*
 * What the files of triage share.
 */
#ifndef FUZZ_TRIAGE_PARTS_H
#define FUZZ_TRIAGE_PARTS_H

#include "triage.h"

/* What is asked again and again. */
struct asking {
    const struct triage *triage;
    const char *key;
    size_t left; /* how often */
};

/* Does the input still fail with the same key? */
bool triage_fails(struct asking *asking, const uint8_t *octets, size_t size);

/* triage_shrink and triage_case for sequences of the API. */
void triage_shrink_api(struct asking *asking, struct growing *octets);
void triage_case_api(const struct triage *triage, const char *key, const char *id,
                     const struct growing *octets, struct growing *text);

/* A case of the API as a C program that needs clusapi.h and the library alone. */
void triage_program_api(const char *key, const struct growing *cases, struct growing *program);

#endif
