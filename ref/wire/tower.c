#include "tower.h"

#include "pdu_build.h"

/* Protocol identifiers (C706 appendix I). */
enum {
    FLOORS = 5,
    FLOOR_UUID = 0x0d,
    FLOOR_CONNECTIONS = 0x0b,
    FLOOR_TCP = 0x07,
    FLOOR_IP = 0x09,
    SYNTAX_SIZE = 20,
    UUID_AND_MAJOR = 18,
};

struct floor {
    uint8_t protocol;
    struct cursor left; /* what follows the protocol identifier */
    struct cursor right;
};

/* UUID and major version to the left, minor version to the right. */
static void put_syntax(struct builder *b, const struct rpc_syntax *syntax)
{
    uint8_t octets[SYNTAX_SIZE];
    struct builder whole = builder_over(octets, sizeof octets);
    pdu_add_syntax(&whole, syntax);
    builder_u16(b, 1 + UUID_AND_MAJOR);
    builder_u8(b, FLOOR_UUID);
    builder_octets(b, octets, UUID_AND_MAJOR);
    builder_u16(b, 2);
    builder_u16(b, syntax->minor);
}

static void put_floor(struct builder *b, uint8_t protocol, const uint8_t *right, uint16_t size)
{
    builder_u16(b, 1);
    builder_u8(b, protocol);
    builder_u16(b, size);
    builder_octets(b, right, size);
}

void tower_put(struct builder *b, const struct tower *tower)
{
    const uint32_t ip = tower->address;
    const uint8_t minor[2] = {0, 0};
    const uint8_t port[2] = {(uint8_t)(tower->port / 256), (uint8_t)(tower->port % 256)};
    const uint8_t address[4] = {(uint8_t)(ip >> 24), (uint8_t)(ip >> 16), (uint8_t)(ip >> 8),
                                (uint8_t)ip};
    builder_u16(b, FLOORS);
    put_syntax(b, &tower->abstract);
    put_syntax(b, &tower->transfer);
    put_floor(b, FLOOR_CONNECTIONS, minor, sizeof minor);
    put_floor(b, FLOOR_TCP, port, sizeof port);
    put_floor(b, FLOOR_IP, address, sizeof address);
}

/* What is not whole of a floor is empty, and a protocol that is missing is 0: no floor's. */
static void take_floor(struct cursor *c, struct floor *floor)
{
    uint16_t left, right;
    (void)cursor_u16(c, &left);
    (void)cursor_part(c, left, &floor->left);
    (void)cursor_u16(c, &right);
    (void)cursor_part(c, right, &floor->right);
    (void)cursor_u8(&floor->left, &floor->protocol);
}

static bool take_syntax(struct cursor *c, struct rpc_syntax *syntax)
{
    struct floor floor;
    uint8_t octets[SYNTAX_SIZE];
    const uint8_t *left;
    uint16_t minor;
    take_floor(c, &floor);
    if (floor.protocol != FLOOR_UUID || !cursor_take(&floor.left, UUID_AND_MAJOR, &left) ||
        !cursor_u16(&floor.right, &minor))
        return false;
    struct builder b = builder_over(octets, sizeof octets);
    builder_octets(&b, left, UUID_AND_MAJOR);
    builder_u16(&b, minor);
    struct cursor whole = cursor_over(octets, sizeof octets, false);
    (void)rpc_syntax_take(&whole, syntax);
    return true;
}

static bool take_right(struct cursor *c, uint8_t protocol, uint32_t size, const uint8_t **right)
{
    struct floor floor;
    take_floor(c, &floor);
    return floor.protocol == protocol && cursor_take(&floor.right, size, right);
}

bool tower_take(const uint8_t *octets, uint32_t size, struct tower *tower)
{
    struct cursor c = cursor_over(octets, size, false);
    const uint8_t *minor, *port, *ip;
    uint16_t floors;
    (void)cursor_u16(&c, &floors); /* 0 if it is missing */
    if (floors != FLOORS || !take_syntax(&c, &tower->abstract) ||
        !take_syntax(&c, &tower->transfer) || !take_right(&c, FLOOR_CONNECTIONS, 2, &minor) ||
        !take_right(&c, FLOOR_TCP, 2, &port) || !take_right(&c, FLOOR_IP, 4, &ip))
        return false;
    tower->port = (uint16_t)octets_u16(port, true);
    tower->address = octets_u32(ip, true);
    return true;
}
