#include "pdu.h"

const struct rpc_syntax rpc_syntax_ndr = {
    {0x8a885d04u, 0x1ceb, 0x11c9, {0x9f, 0xe8, 0x08, 0x00, 0x2b, 0x10, 0x48, 0x60}}, 2, 0};
const struct rpc_syntax rpc_syntax_ndr64 = {
    {0x71710533, 0xbeba, 0x4937, {0x83, 0x19, 0xb5, 0xdb, 0xef, 0x9c, 0xcc, 0x36}}, 1, 0};
const struct rpc_syntax rpc_syntax_none = {{0, 0, 0, {0}}, 0, 0};

bool rpc_uuid_equal(const struct rpc_uuid *a, const struct rpc_uuid *b)
{
    uint8_t differ = 0;
    for (int i = 0; i < 8; i++)
        differ |= (uint8_t)(a->rest[i] ^ b->rest[i]);
    return differ == 0 && a->time_low == b->time_low && a->time_mid == b->time_mid &&
           a->time_high == b->time_high;
}

bool rpc_syntax_equal(const struct rpc_syntax *a, const struct rpc_syntax *b)
{
    return rpc_uuid_equal(&a->uuid, &b->uuid) && a->major == b->major && a->minor == b->minor;
}

/* The prefix 6cb71c2c-9812-4540 and version 1.0 (MS-RPCE 3.3.1.5.3). */
bool rpc_syntax_features(const struct rpc_syntax *syntax, uint8_t *bitmask)
{
    bool features = syntax->uuid.time_low == 0x6cb71c2c && syntax->uuid.time_mid == 0x9812 &&
                    syntax->uuid.time_high == 0x4540 && syntax->major == 1 && syntax->minor == 0;
    *bitmask = features ? syntax->uuid.rest[0] : 0;
    return features;
}
