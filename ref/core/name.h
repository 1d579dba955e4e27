/*
 * Names: views of UTF-16 units that somebody else owns, compared as the cluster compares them.
 *
 * Cluster, node, group, resource, network and interface names and ids are case-insensitive
 * (MS-CMRP 3.1.1, 3.1.1.1, 3.1.1.4, 3.1.1.6, 3.1.1.7); which letters are equal is not said. ASCII
 * letters are folded here, all others compared as they are (AMB-11).
 */
#ifndef CORE_NAME_H
#define CORE_NAME_H

#include <stdbool.h>
#include <stdint.h>

struct name {
    const uint8_t *at; /* 2 octets a unit, without a terminator; NULL only if units is 0 */
    uint32_t units;
    bool big; /* the units stand in big-endian order */
};

/*@ predicate readable_name(struct name n) =
      n.units == 0 || \valid_read(n.at + (0 .. 2 * n.units - 1));
    logic integer unit(struct name n, integer i) =
      n.big ? n.at[2 * i] * 256 + n.at[2 * i + 1] : n.at[2 * i + 1] * 256 + n.at[2 * i];
    logic integer fold(integer unit) = 'a' <= unit <= 'z' ? unit - 'a' + 'A' : unit;
    predicate digit_unit(integer unit) = '0' <= unit <= '9';
    predicate label_unit(integer unit) = digit_unit(unit) || 'A' <= fold(unit) <= 'Z' ||
      unit == '-' || unit == '_';
    predicate forbidden_unit(integer unit) = unit < ' ' || unit == '"' || unit == '\\' ||
      unit == '/' || unit == ':' || unit == '*' || unit == '?' || unit == '<' || unit == '>' ||
      unit == '|' || unit == '.';
*/

/* How a computer or cluster name is spelt (OpenCluster: a NetBIOS name, a fully qualified DNS name
 * or an IP address). */
enum name_spelling {
    NAME_EMPTY,
    NAME_NETBIOS, /* 1..15 characters without a dot, none of " \ / : * ? < > | and no control */
    NAME_DNS,     /* two or more labels of letters, digits, hyphens and underscores */
    NAME_ADDRESS, /* IPv4, four decimal numbers with dots */
    NAME_OTHER,
};

/* The unit at `index`, which is less than name.units. */
/*@ requires readable_name(name) && index < name.units;
    assigns \nothing;
    ensures \result == unit(name, index);
*/
uint16_t name_unit(struct name name, uint32_t index);

/* Equal but for the case of ASCII letters. */
/*@ requires readable_name(a) && readable_name(b);
    assigns \nothing;
    ensures AMB_11: \result <==> a.units == b.units &&
      \forall integer i; 0 <= i < a.units ==> fold(unit(a, i)) == fold(unit(b, i));
*/
bool name_equal(struct name a, struct name b);

/* Copies a name, in little-endian order, into `room` of `capacity` units. False: it does not fit,
 * and nothing was written. */
/*@ requires readable_name(name) && \valid(copy);
    requires capacity == 0 || \valid(room + (0 .. 2 * capacity - 1));
    requires \separated(copy, room + (0 .. 2 * capacity - 1), name.at + (0 .. 2 * name.units - 1));
    assigns *copy, room[0 .. 2 * capacity - 1];
    ensures \result <==> name.units <= capacity;
    ensures \result ==> copy->at == room && copy->units == name.units && !copy->big &&
      \forall integer i; 0 <= i < name.units ==> unit(*copy, i) == unit(name, i);
    ensures !\result ==> \forall integer i; 0 <= i < 2 * capacity ==> room[i] == \old(room[i]);
*/
bool name_copy(struct name name, uint8_t *room, uint32_t capacity, struct name *copy);

/* The spelling of a name: what holds for it that stands first in the list. */
/*@ requires readable_name(name);
    assigns \nothing;
    ensures \result == NAME_EMPTY <==> name.units == 0;
    ensures \result == NAME_NETBIOS ==> 1 <= name.units <= 15 &&
      \forall integer i; 0 <= i < name.units ==> !forbidden_unit(unit(name, i));
    ensures \result == NAME_ADDRESS ==> 7 <= name.units <= 15 &&
      \forall integer i; 0 <= i < name.units ==>
        digit_unit(unit(name, i)) || unit(name, i) == '.';
    ensures \result == NAME_DNS ==> name.units >= 3 &&
      \forall integer i; 0 <= i < name.units ==>
        label_unit(unit(name, i)) || unit(name, i) == '.';
    ensures \result == NAME_OTHER ==> name.units > 15 ||
      \exists integer i; 0 <= i < name.units && forbidden_unit(unit(name, i));
*/
enum name_spelling name_spelling(struct name name);

#endif
