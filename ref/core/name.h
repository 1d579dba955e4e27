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
uint16_t name_unit(struct name name, uint32_t index);

/* Equal but for the case of ASCII letters. */
bool name_equal(struct name a, struct name b);

/* Copies a name, in little-endian order, into `room` of `capacity` units. False: it does not fit,
 * and nothing was written. */
bool name_copy(struct name name, uint8_t *room, uint32_t capacity, struct name *copy);

enum name_spelling name_spelling(struct name name);

#endif
