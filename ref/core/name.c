#include "name.h"

#include "wire/cursor.h"

uint16_t name_unit(struct name name, uint32_t index)
{
    return (uint16_t)octets_u16(name.at + 2 * (size_t)index, name.big);
}

/*@ assigns \nothing;
    ensures \result == fold(unit);
*/
static uint16_t folded(uint16_t unit)
{
    return unit >= 'a' && unit <= 'z' ? (uint16_t)(unit - 'a' + 'A') : unit;
}

bool name_equal(struct name a, struct name b)
{
    if (a.units != b.units)
        return false;
    /*@ loop invariant 0 <= i <= a.units;
        loop invariant \forall integer j; 0 <= j < i ==> fold(unit(a, j)) == fold(unit(b, j));
        loop assigns i;
        loop variant a.units - i;
    */
    for (uint32_t i = 0; i < a.units; i++)
        if (folded(name_unit(a, i)) != folded(name_unit(b, i)))
            return false;
    return true;
}

/*@ assigns \nothing;
    ensures \result <==> digit_unit(unit);
*/
static bool is_digit(uint16_t unit)
{
    return unit >= '0' && unit <= '9';
}

/*@ assigns \nothing;
    ensures \result <==> label_unit(unit);
*/
static bool is_label_character(uint16_t unit)
{
    return is_digit(unit) || (folded(unit) >= 'A' && folded(unit) <= 'Z') || unit == '-' ||
           unit == '_';
}

/* Four decimal numbers up to 255 with dots between them, none with a leading zero. */
/*@ requires readable_name(name);
    assigns \nothing;
    ensures \result ==> 7 <= name.units <= 15 &&
      \forall integer i; 0 <= i < name.units ==>
        digit_unit(unit(name, i)) || unit(name, i) == '.';
*/
static bool is_address(struct name name)
{
    uint32_t dots = 0, digits = 0, number = 0;
    /*@ loop invariant 2 * dots + digits <= i <= 4 * dots + digits && i <= name.units;
        loop invariant digits <= 3 && number <= 255;
        loop invariant digits >= 2 ==> number >= 10;
        loop invariant digits == 3 ==> number >= 100;
        loop invariant \forall integer j; 0 <= j < i ==>
          digit_unit(unit(name, j)) || unit(name, j) == '.';
        loop assigns i, dots, digits, number;
        loop variant name.units - i;
    */
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
/*@ requires readable_name(name);
    assigns \nothing;
    ensures \result ==> name.units >= 3 && \forall integer i; 0 <= i < name.units ==>
      label_unit(unit(name, i)) || unit(name, i) == '.';
*/
static bool is_dns_name(struct name name)
{
    uint32_t dots = 0, length = 0;
    /*@ loop invariant 2 * dots + length <= i <= name.units && length <= 63;
        loop invariant \forall integer j; 0 <= j < i ==>
          label_unit(unit(name, j)) || unit(name, j) == '.';
        loop assigns i, dots, length;
        loop variant name.units - i;
    */
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

/*@ assigns \nothing;
    ensures \result <==> forbidden_unit(unit);
*/
static bool is_forbidden_in_netbios(uint16_t unit)
{
    static const char forbidden[] = "\"\\/:*?<>|.";
    if (unit < ' ')
        return true;
    /*@ loop invariant 0 <= i <= 10;
        loop invariant \forall integer j; 0 <= j < i ==> unit != forbidden[j];
        loop assigns i;
        loop variant 10 - i;
    */
    for (uint32_t i = 0; i + 1 < sizeof forbidden; i++)
        if (unit == (uint16_t)forbidden[i])
            return true;
    return false;
}

/*@ requires readable_name(name);
    assigns \nothing;
    ensures \result <==> name.units <= 15 &&
      \forall integer i; 0 <= i < name.units ==> !forbidden_unit(unit(name, i));
*/
static bool is_netbios_name(struct name name)
{
    /*@ loop invariant 0 <= i <= name.units;
        loop invariant \forall integer j; 0 <= j < i ==> !forbidden_unit(unit(name, j));
        loop assigns i;
        loop variant name.units - i;
    */
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
    /*@ loop invariant 0 <= i <= name.units;
        loop invariant \forall integer j; 0 <= j < i ==>
          room[2 * j] + 256 * room[2 * j + 1] == unit(name, j);
        loop assigns i, room[0 .. 2 * capacity - 1];
        loop variant name.units - i;
    */
    for (uint32_t i = 0; i < name.units; i++) {
        uint16_t unit = name_unit(name, i);
        room[2 * (size_t)i] = (uint8_t)(unit % 256u);
        room[2 * (size_t)i + 1] = (uint8_t)(unit / 256u);
    }
    *copy = (struct name){room, name.units, false};
    return true;
}
