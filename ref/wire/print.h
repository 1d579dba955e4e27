/*
 * Messages as text, for people: one line per value.
 */
#ifndef WIRE_PRINT_H
#define WIRE_PRINT_H

#include <stdbool.h>
#include <stdint.h>

#include "codec.h"

/*
 * Writes `name = value` lines into `capacity` characters of the caller, ended by a null character.
 * Text that does not fit is cut. The characters are printable ASCII: UTF-16 units that are not
 * stand as \u and four hexadecimal digits.
 *   message   decoded, generated, or put together by hand
 * Returns whether everything fitted.
 */
bool message_text(const struct method *method, enum direction direction,
                  const struct message *message, char *text, uint32_t capacity);

#endif
