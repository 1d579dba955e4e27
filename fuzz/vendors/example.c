/*
 * The shortest useful plug-in, for fuzz/README.md: one method, one syntax, no fields. It forgets to
 * look at the string's offset (NDR-4).
 */
#include "vendor.h"

enum { OPEN_NODE = 66 };

static uint32_t u32(const uint8_t *at)
{
    return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

uint32_t vendor_interface(void)
{
    return VENDOR_INTERFACE;
}

int32_t vendor_decode(uint32_t opnum, uint32_t how, const uint8_t *stub, uint32_t length,
                      const uint8_t *request, uint32_t request_length, uint32_t *consumed)
{
    (void)request;
    (void)request_length;
    if (opnum != OPEN_NODE || (how & ~VENDOR_VERSION_2) != 0)
        return VENDOR_ABSENT; /* nothing else yet */
    if (length < 12)
        return VENDOR_REFUSED;
    uint32_t most = u32(stub), count = u32(stub + 8);
    if (most > 0x7fffffff || count > most || count == 0 || count > (length - 12) / 2)
        return VENDOR_REFUSED;
    if (stub[10 + 2 * count] != 0 || stub[11 + 2 * count] != 0)
        return VENDOR_REFUSED;
    *consumed = 12 + 2 * count;
    return VENDOR_ACCEPTED;
}
