/*
 * Messages in the normal form that vendor.h describes: one `name=value` line per value.
 */
#ifndef FUZZ_FIELDS_H
#define FUZZ_FIELDS_H

#include "wire/codec.h"

/*
 * Writes the lines of a decoded message into `capacity` characters, not terminated. Returns their
 * length, or 0xffffffff if they do not fit.
 */
uint32_t fields_write(const struct method *method, enum direction direction,
                      const struct message *message, char *text, uint32_t capacity);

#endif
