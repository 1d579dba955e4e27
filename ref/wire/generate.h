/*
 * Random valid messages for any method: for tests, fuzzing and measuring.
 */
#ifndef WIRE_GENERATE_H
#define WIRE_GENERATE_H

#include <stdint.h>

#include "codec.h"

/* The state of a pseudo-random sequence; the same seed gives the same messages. */
struct random {
    uint64_t state;
};

/* The next number of the sequence. */
uint32_t random_next(struct random *random);

enum { GENERATED_OCTETS = 4096, GENERATED_CELLS = 8 * COLUMNS };

/* A generated message and the memory its values point to. It must not be moved. */
struct generated {
    struct message message;
    uint32_t octets_used;
    uint32_t cells_used;
    uint8_t octets[GENERATED_OCTETS];
    struct value cell[GENERATED_CELLS];
};

/*
 * Makes a message that decode() accepts once it is encoded.
 *   method    its row for the interface version
 *   request   when making a reply: the request it answers, which bounds its sizes; may be NULL
 *   out       receives the message
 */
void generate(struct random *random, const struct method *method, enum direction direction,
              const struct message *request, struct generated *out);

#endif
