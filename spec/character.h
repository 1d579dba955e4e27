/* Characters of the notation as they stand in a file. Pure. */
#ifndef SPEC_CHARACTER_H
#define SPEC_CHARACTER_H

#include "text.h"

/* The UTF-8 character at the front of `span` (not empty): its octets, or 0 if it is not well-formed
 * (Unicode 15.0, table 3-7). */
size_t character_utf8(struct span span, uint32_t *character);

/* The escape at the front of `span`, which begins with a backslash: its octets, or 0 if the
 * notation has no such escape. */
size_t character_escape(struct span span, uint16_t *unit);

/* Space and tab; nothing else is white space. */
static inline bool character_is_white(char c)
{
    return c == ' ' || c == '\t';
}

/* The value of a hexadecimal digit, or -1. */
int character_hex(char c);

#endif
