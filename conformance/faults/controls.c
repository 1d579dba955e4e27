/* Faults of the control functions. */
#include "object.h"

struct buffers {
    void *in;
    uint32_t in_size;
    void *out;
    uint32_t out_size;
    uint32_t *returned;
};

static uint32_t control(enum kind kind, void *object, void *host, uint32_t code,
                        const struct buffers *b)
{
    control_function *function = (control_function *)of_kind("Cluster", kind, "Control");
    const struct seen *one = seen(object);
    if (b->returned == NULL && fault_of_kind("control-needs-size", kind)) {
        return 87;
    }
    if (one != NULL && one->read_only && fault_of_kind("control-needs-all", kind)) {
        return DENIED;
    }
    if (is_good(object, kind) && host == NULL && fault_of_kind("control-needs-host", kind)) {
        return INVALID_HANDLE;
    }
    uint32_t result = function(kind == CLUSTER ? cluster_kept(object) : object, host, code, b->in,
                               b->in_size, b->out, b->out_size, b->returned);
    if (result == DENIED && fault_of_kind("control-without-rights", kind)) {
        return 0;
    }
    if (result == 0 && b->returned != NULL && fault_of_kind("control-says-no-size", kind)) {
        *b->returned = 0;
    }
    if (result == MORE_DATA && fault_of_kind("control-size-zero", kind)) {
        *b->returned = 0;
    }
    if (result == MORE_DATA && fault_of_kind("control-cuts", kind)) {
        return 0;
    }
    if (result != 0 && result != MORE_DATA && result != DENIED &&
        fault_of_kind("control-never-fails", kind)) {
        return 0;
    }
    return result;
}

FAULT_API uint32_t ClusterControl(void *object, void *host, uint32_t code, void *in,
                                  uint32_t in_size, void *out, uint32_t out_size,
                                  uint32_t *returned)
{
    struct buffers buffers = {in, in_size, out, out_size, returned};
    return control(CLUSTER, object, host, code, &buffers);
}

FAULT_API uint32_t ClusterNodeControl(void *object, void *host, uint32_t code, void *in,
                                      uint32_t in_size, void *out, uint32_t out_size,
                                      uint32_t *returned)
{
    struct buffers buffers = {in, in_size, out, out_size, returned};
    return control(NODE, object, host, code, &buffers);
}

FAULT_API uint32_t ClusterGroupControl(void *object, void *host, uint32_t code, void *in,
                                       uint32_t in_size, void *out, uint32_t out_size,
                                       uint32_t *returned)
{
    struct buffers buffers = {in, in_size, out, out_size, returned};
    return control(GROUP, object, host, code, &buffers);
}

FAULT_API uint32_t ClusterResourceControl(void *object, void *host, uint32_t code, void *in,
                                          uint32_t in_size, void *out, uint32_t out_size,
                                          uint32_t *returned)
{
    struct buffers buffers = {in, in_size, out, out_size, returned};
    return control(RESOURCE, object, host, code, &buffers);
}

FAULT_API uint32_t ClusterNetworkControl(void *object, void *host, uint32_t code, void *in,
                                         uint32_t in_size, void *out, uint32_t out_size,
                                         uint32_t *returned)
{
    struct buffers buffers = {in, in_size, out, out_size, returned};
    return control(NETWORK, object, host, code, &buffers);
}

FAULT_API uint32_t ClusterNetInterfaceControl(void *object, void *host, uint32_t code, void *in,
                                              uint32_t in_size, void *out, uint32_t out_size,
                                              uint32_t *returned)
{
    struct buffers buffers = {in, in_size, out, out_size, returned};
    return control(NETINTERFACE, object, host, code, &buffers);
}
