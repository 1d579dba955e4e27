/*
 * Protocol towers: how an endpoint mapper writes an endpoint (C706 appendices I and L, MS-RPCE
 * 2.2.1.2.3). Five floors for ncacn_ip_tcp: interface, transfer syntax, connection-oriented RPC,
 * TCP with its port, IP with its address. Integers inside are little-endian, port and address
 * are not.
 */
#ifndef WIRE_TOWER_H
#define WIRE_TOWER_H

#include "builder.h"
#include "pdu.h"

enum { TOWER_SIZE = 75 };

/* What a tower says. */
struct tower {
    struct rpc_syntax abstract;
    struct rpc_syntax transfer;
    uint16_t port;
    uint32_t address; /* IPv4, the first number of its dotted form in the highest octet */
};

/* Writes TOWER_SIZE octets. */
void tower_put(struct builder *b, const struct tower *tower);

/* Reads a tower of ncacn_ip_tcp. False if it is malformed or of other protocols. */
bool tower_take(const uint8_t *octets, uint32_t size, struct tower *tower);

#endif
