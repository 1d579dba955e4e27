/*
 * The input of the fuzz targets that take stubs: a header of 8 octets, then the stub or stubs.
 *
 *   octets 0-1  opnum, little-endian, taken modulo the opnums of the interface version
 *   octet 2     bits: 1 NDR64; 2 big-endian (ignored with NDR64); 4 interface version 2;
 *               8 the stub is a reply's
 *   octet 3     not used
 *   octets 4-7  little-endian: octets of the request's stub that stand before the reply's, clamped
 *               to what there is; ignored where the stub is a request's
 *
 * Every input of 8 octets or more means something, so that no mutation is wasted.
 */
#ifndef FUZZ_INPUT_H
#define FUZZ_INPUT_H

#include "wire/codec.h"

#include <stddef.h>

enum {
    STUB_HEADER = 8,
    STUB_NDR64 = 1, /* the bits of octet 2 */
    STUB_BIG = 2,
    STUB_VERSION_2 = 4,
    STUB_REPLY = 8,
    STUB_LARGEST = 65536 /* octets of stub; inputs with more are not looked at */
};

/* An input taken apart. Both stubs point into it; one that is not there has size 0. */
struct stub_input {
    const struct method *method; /* its row for encoding.version */
    enum direction direction;
    struct encoding encoding;
    const uint8_t *request;
    uint32_t request_size;
    const uint8_t *reply;
    uint32_t reply_size;
};

/* Takes an input apart. False if it is shorter than its header or longer than STUB_LARGEST. */
bool stub_input_read(const uint8_t *data, size_t size, struct stub_input *input);

/* The same, taken for a request or a reply whatever bit 8 says. */
bool stub_input_read_as(const uint8_t *data, size_t size, enum direction direction,
                        struct stub_input *input);

/* Writes an input. Returns its size, 0 if it is more than `capacity` octets. */
size_t stub_input_write(const struct stub_input *input, uint8_t *data, size_t capacity);

/* A reply's request, decoded, for decode() to hold the reply against: `message`, or NULL where the
 * input is a request or its request's stub is refused. */
const struct message *stub_input_request(const struct stub_input *input, struct message *message);

#endif
