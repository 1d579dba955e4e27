/*
 * A decoded message in every encoding.
 */
#ifndef FUZZ_TRANSCODE_H
#define FUZZ_TRANSCODE_H

#include "input.h"

/* Encodes a message of the input's method, direction and interface version in NDR of both octet
 * orders and in NDR64, and demands of each: it is accepted whole, says the same, and its encoding
 * is the one it came from. NDR is left out where an integer is too wide for it. `request` as in
 * decode(). */
void transcode_everywhere(const struct stub_input *input, const struct message *request,
                          const struct message *message);

#endif
