/* Control functions: two codes for each kind, to get common properties and to set them. */
#include <string.h>

#include "vendor.h"

enum { GET_COMMON = 0x59, SET_COMMON = 0x40005E };

/* A property list of one property, Description, which is empty: count, name, value, end. */
static const uint8_t properties[] = {
    1,   0, 0,   0,                                                 /* one property */
    3,   0, 4,   0, 24,  0, 0,   0,                                 /* a name of 24 octets */
    'D', 0, 'e', 0, 's', 0, 'c', 0, 'r', 0, 'i', 0, 'p', 0, 't', 0, /* */
    'i', 0, 'o', 0, 'n', 0, 0,   0,                                 /* */
    3,   0, 1,   0, 2,   0, 0,   0, 0,   0, 0,   0, 0,   0, 0,   0, 0, 0, 0, 0, /* "" and end */
};

struct buffers {
    const void *in;
    uint32_t in_size;
    void *out;
    uint32_t out_size;
    uint32_t *returned;
};

static uint32_t get(const struct buffers *buffers)
{
    if (buffers->returned != NULL) {
        *buffers->returned = sizeof properties;
    }
    if (buffers->out_size < sizeof properties) {
        return failure(CODE_MORE_DATA);
    }
    memcpy(buffers->out, properties, sizeof properties);
    success();
    return 0;
}

static uint32_t control(void *value, enum kind kind, uint32_t code, const struct buffers *buffers)
{
    const struct open *open = handle_take(value, kind);
    if (open == NULL) {
        return failure(CODE_HANDLE);
    }
    if ((code & 0xFFFFFF) == GET_COMMON) {
        return get(buffers);
    }
    if ((code & 0xFFFFFF) != SET_COMMON || buffers->in_size < 4) {
        return failure(CODE_FUNCTION);
    }
    if (open->rights != RIGHTS_ALL && !habits.lax) {
        return failure(CODE_DENIED);
    }
    success();
    return 0;
}

VENDOR_API uint32_t ClusterControl(void *object, void *host, uint32_t code, void *in,
                                   uint32_t in_size, void *out, uint32_t out_size,
                                   uint32_t *returned)
{
    struct buffers buffers = {in, in_size, out, out_size, returned};
    (void)host;
    return control(object, CLUSTER, code, &buffers);
}

VENDOR_API uint32_t ClusterNodeControl(void *object, void *host, uint32_t code, void *in,
                                       uint32_t in_size, void *out, uint32_t out_size,
                                       uint32_t *returned)
{
    struct buffers buffers = {in, in_size, out, out_size, returned};
    (void)host;
    return control(object, NODE, code, &buffers);
}

VENDOR_API uint32_t ClusterGroupControl(void *object, void *host, uint32_t code, void *in,
                                        uint32_t in_size, void *out, uint32_t out_size,
                                        uint32_t *returned)
{
    struct buffers buffers = {in, in_size, out, out_size, returned};
    (void)host;
    return control(object, GROUP, code, &buffers);
}

VENDOR_API uint32_t ClusterResourceControl(void *object, void *host, uint32_t code, void *in,
                                           uint32_t in_size, void *out, uint32_t out_size,
                                           uint32_t *returned)
{
    struct buffers buffers = {in, in_size, out, out_size, returned};
    (void)host;
    return control(object, RESOURCE, code, &buffers);
}

VENDOR_API uint32_t ClusterNetworkControl(void *object, void *host, uint32_t code, void *in,
                                          uint32_t in_size, void *out, uint32_t out_size,
                                          uint32_t *returned)
{
    struct buffers buffers = {in, in_size, out, out_size, returned};
    (void)host;
    return control(object, NETWORK, code, &buffers);
}

VENDOR_API uint32_t ClusterNetInterfaceControl(void *object, void *host, uint32_t code, void *in,
                                               uint32_t in_size, void *out, uint32_t out_size,
                                               uint32_t *returned)
{
    struct buffers buffers = {in, in_size, out, out_size, returned};
    (void)host;
    return control(object, NETINTERFACE, code, &buffers);
}
