/* The control functions: MS-CMRP 3.1.4.2.72 to .106. With a host node the method of the pair is
 * called that names one. */
#include "library.h"

#include <string.h>

/* What is sent with a control code, and where the answer goes. */
struct transfer {
    DWORD code;
    LPVOID in;
    DWORD in_size;
    LPVOID out;
    DWORD out_size;
    LPDWORD returned; /* may be NULL */
};

/* The request: the handle, the host node's handle if there is one, code, input, sizes. */
static void fill(struct message *request, uint32_t place, const struct transfer *t)
{
    request->value[place].number = t->code;
    request->value[place + 1] = (struct value){
        .at = t->in, .count = t->in_size, .max = t->in_size, .present = t->in != NULL};
    request->value[place + 2].number = t->in_size;
    request->value[place + 3].number = t->out_size;
}

/* The reply: output, octets returned, octets needed, rpc_status, return value. */
static uint32_t give(const struct message *reply, const struct transfer *t)
{
    uint32_t error = (uint32_t)reply->value[4].number;
    uint32_t needed = (uint32_t)reply->value[2].number;
    uint32_t count = reply->value[0].count < t->out_size ? reply->value[0].count : t->out_size;
    if (error == ERROR_SUCCESS && t->out != NULL && count > 0)
        memcpy(t->out, reply->value[0].at, count);
    if (error == ERROR_SUCCESS && t->returned != NULL)
        *t->returned = count;
    if (error == ERROR_MORE_DATA && t->returned != NULL)
        *t->returned = needed;
    return error;
}

/* `opnum` is called without a host node, the method before it with one. */
static DWORD control(enum client_kind kind, uint32_t opnum, const void *handle, HNODE host,
                     struct transfer t)
{
    struct message request = {0}, reply;
    uint32_t error, index, host_index, place = 1;
    struct library *l = library(&error);
    if (l == NULL)
        return error;
    error = client_find(&l->client, handle_of_caller(handle), kind, &index);
    if (error == ERROR_SUCCESS && host != NULL)
        error = client_find(&l->client, handle_of_caller(host), KIND_NODE, &host_index);
    if (error != ERROR_SUCCESS)
        return error;
    if ((t.in == NULL && t.in_size > 0) || (t.out == NULL && t.out_size > 0))
        return ERROR_INVALID_PARAMETER;
    request.value[0] = value_of_context(l, index);
    if (host != NULL) {
        request.value[place++] = value_of_context(l, host_index);
        opnum--;
    }
    fill(&request, place, &t);
    error = library_call(l, index, opnum, &request, &reply);
    return error != ERROR_SUCCESS ? error : give(&reply, &t);
}

DWORD WINAPI ClusterControl(HCLUSTER hCluster, HNODE hHostNode, DWORD dwControlCode,
                            LPVOID lpInBuffer, DWORD nInBufferSize, LPVOID lpOutBuffer,
                            DWORD nOutBufferSize, LPDWORD lpBytesReturned)
{
    return control(KIND_CLUSTER, 106, hCluster, hHostNode,
                   (struct transfer){dwControlCode, lpInBuffer, nInBufferSize, lpOutBuffer,
                                     nOutBufferSize, lpBytesReturned});
}

DWORD WINAPI ClusterNodeControl(HNODE hNode, HNODE hHostNode, DWORD dwControlCode,
                                LPVOID lpInBuffer, DWORD nInBufferSize, LPVOID lpOutBuffer,
                                DWORD nOutBufferSize, LPDWORD lpBytesReturned)
{
    return control(KIND_NODE, 79, hNode, hHostNode,
                   (struct transfer){dwControlCode, lpInBuffer, nInBufferSize, lpOutBuffer,
                                     nOutBufferSize, lpBytesReturned});
}

DWORD WINAPI ClusterGroupControl(HGROUP hGroup, HNODE hHostNode, DWORD dwControlCode,
                                 LPVOID lpInBuffer, DWORD nInBufferSize, LPVOID lpOutBuffer,
                                 DWORD nOutBufferSize, LPDWORD lpBytesReturned)
{
    return control(KIND_GROUP, 77, hGroup, hHostNode,
                   (struct transfer){dwControlCode, lpInBuffer, nInBufferSize, lpOutBuffer,
                                     nOutBufferSize, lpBytesReturned});
}

DWORD WINAPI ClusterResourceControl(HRESOURCE hResource, HNODE hHostNode, DWORD dwControlCode,
                                    LPVOID lpInBuffer, DWORD nInBufferSize, LPVOID lpOutBuffer,
                                    DWORD nOutBufferSize, LPDWORD lpBytesReturned)
{
    return control(KIND_RESOURCE, 73, hResource, hHostNode,
                   (struct transfer){dwControlCode, lpInBuffer, nInBufferSize, lpOutBuffer,
                                     nOutBufferSize, lpBytesReturned});
}

DWORD WINAPI ClusterNetworkControl(HNETWORK hNetwork, HNODE hHostNode, DWORD dwControlCode,
                                   LPVOID lpInBuffer, DWORD nInBufferSize, LPVOID lpOutBuffer,
                                   DWORD nOutBufferSize, LPDWORD lpBytesReturned)
{
    return control(KIND_NETWORK, 89, hNetwork, hHostNode,
                   (struct transfer){dwControlCode, lpInBuffer, nInBufferSize, lpOutBuffer,
                                     nOutBufferSize, lpBytesReturned});
}

DWORD WINAPI ClusterNetInterfaceControl(HNETINTERFACE hNetInterface, HNODE hHostNode,
                                        DWORD dwControlCode, LPVOID lpInBuffer, DWORD nInBufferSize,
                                        LPVOID lpOutBuffer, DWORD nOutBufferSize,
                                        LPDWORD lpBytesReturned)
{
    return control(KIND_NETINTERFACE, 98, hNetInterface, hHostNode,
                   (struct transfer){dwControlCode, lpInBuffer, nInBufferSize, lpOutBuffer,
                                     nOutBufferSize, lpBytesReturned});
}
