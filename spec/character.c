#include "character.h"

size_t character_utf8(struct span span, uint32_t *character)
{
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    unsigned char first = (unsigned char)span.at[0];
    size_t octets = first < 0x80 ? 1 : first < 0xC0 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (octets == 0 || first > 0xF4 || octets > span.length) {
        return 0;
    }
    uint32_t value = octets == 1 ? first : first & (0x7FU >> octets);
    for (size_t i = 1; i < octets; i++) {
        unsigned char next = (unsigned char)span.at[i];
        if ((next & 0xC0U) != 0x80U) {
            return 0;
        }
        value = value << 6 | (next & 0x3FU);
    }
    if (value < smallest[octets] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) {
        return 0;
    }
    *character = value;
    return octets;
}

int character_hex(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    if (c >= 'A' && c <= 'F') {
        return c - 'A' + 10;
    }
    return -1;
}

size_t character_escape(struct span span, uint16_t *unit)
{
    if (span.length >= 2 && (span.at[1] == '"' || span.at[1] == '\\')) {
        *unit = (uint16_t)span.at[1];
        return 2;
    }
    if (span.length < 6 || span.at[1] != 'u') {
        return 0;
    }
    unsigned value = 0;
    for (size_t i = 2; i < 6; i++) {
        int digit = character_hex(span.at[i]);
        if (digit < 0) {
            return 0;
        }
        value = value << 4 | (unsigned)digit;
    }
    *unit = (uint16_t)value;
    return 6;
}
