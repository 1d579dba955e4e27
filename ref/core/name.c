#include "name.h"

#include "wire/cursor.h"

uint16_t name_unit(struct name name, uint32_t index)
{
    return (uint16_t)octets_u16(name.at + 2 * (size_t)index, name.big);
}

static uint16_t folded(uint16_t unit)
{
    return unit >= 'a' && unit <= 'z' ? (uint16_t)(unit - 'a' + 'A') : unit;
}

bool name_equal(struct name a, struct name b)
{
    if (a.units != b.units)
        return false;
    for (uint32_t i = 0; i < a.units; i++)
        if (folded(name_unit(a, i)) != folded(name_unit(b, i)))
            return false;
    return true;
}

static bool is_digit(uint16_t unit)
{
    return unit >= '0' && unit <= '9';
}

static bool is_label_character(uint16_t unit)
{
    return is_digit(unit) || (folded(unit) >= 'A' && folded(unit) <= 'Z') || unit == '-' ||
           unit == '_';
}

/* Four decimal numbers up to 255 with dots between them, none with a leading zero. */
static bool is_address(struct name name)
{
    uint32_t dots = 0, digits = 0, number = 0;
    for (uint32_t i = 0; i < name.units; i++) {
        uint16_t unit = name_unit(name, i);
        if (unit == '.' && digits > 0) {
            dots++;
            digits = number = 0;
            continue;
        }
        if (!is_digit(unit) || (digits > 0 && number == 0))
            return false;
        digits++;
        number = number * 10 + unit - '0';
        if (number > 255)
            return false;
    }
    return dots == 3 && digits > 0;
}

/* Labels of 1..63 characters with dots between them, at least two (RFC 1035 2.3.1). */
static bool is_dns_name(struct name name)
{
    uint32_t dots = 0, length = 0;
    for (uint32_t i = 0; i < name.units; i++) {
        uint16_t unit = name_unit(name, i);
        if (unit == '.' && length > 0) {
            dots++;
            length = 0;
            continue;
        }
        length++;
        if (!is_label_character(unit) || length > 63)
            return false;
    }
    return dots > 0 && length > 0;
}

static bool is_forbidden_in_netbios(uint16_t unit)
{
    static const char forbidden[] = "\"\\/:*?<>|.";
    if (unit < ' ')
        return true;
    for (uint32_t i = 0; i + 1 < sizeof forbidden; i++)
        if (unit == (uint16_t)forbidden[i])
            return true;
    return false;
}

static bool is_netbios_name(struct name name)
{
    for (uint32_t i = 0; i < name.units; i++)
        if (is_forbidden_in_netbios(name_unit(name, i)))
            return false;
    return name.units <= 15;
}

enum name_spelling name_spelling(struct name name)
{
    if (name.units == 0)
        return NAME_EMPTY;
    if (is_address(name))
        return NAME_ADDRESS;
    if (is_dns_name(name))
        return NAME_DNS;
    return is_netbios_name(name) ? NAME_NETBIOS : NAME_OTHER;
}

bool name_copy(struct name name, uint8_t *room, uint32_t capacity, struct name *copy)
{
    if (name.units > capacity)
        return false;
    for (uint32_t i = 0; i < name.units; i++) {
        uint16_t unit = name_unit(name, i);
        room[2 * (size_t)i] = (uint8_t)(unit & 0xFF);
        room[2 * (size_t)i + 1] = (uint8_t)(unit >> 8);
    }
    *copy = (struct name){room, name.units, false};
    return true;
}
