#include "interfaces.h"

#include "wire/methods.h"

enum { MANAGEMENT_OPNUMS = 5, MAPPER_OPNUMS = 7 };

#define CLUSAPI_UUID                                                                               \
    {                                                                                              \
        0xb97db8b2, 0x4c63, 0x11cf,                                                                \
        {                                                                                          \
            0xbf, 0xf6, 0x08, 0x00, 0x2b, 0xe2, 0x3f, 0x2f                                         \
        }                                                                                          \
    }

const struct rpc_syntax interface_clusapi_3 = {CLUSAPI_UUID, 3, 0};
const struct rpc_syntax interface_clusapi_2 = {CLUSAPI_UUID, 2, 0};
const struct rpc_syntax interface_management = {
    {0xafa8bd80, 0x7d8a, 0x11c9, {0xbe, 0xf4, 0x08, 0x00, 0x2b, 0x10, 0x29, 0x89}}, 1, 0};
const struct rpc_syntax interface_mapper = {
    {0xe1af8308, 0x5d1f, 0x11c9, {0x91, 0xa4, 0x08, 0x00, 0x2b, 0x14, 0xa0, 0xfa}}, 3, 0};

/* Version 3.0 supports NDR and NDR64, version 2.0 NDR only (MS-CMRP 2.2). */
uint8_t interfaces_of_cluster(struct assoc_interface list[CLUSTER_INTERFACES],
                              enum method_since release, bool privacy)
{
    uint8_t count = 0;
    if (release != SINCE_VERSION_2)
        list[count++] = (struct assoc_interface){
            interface_clusapi_3, OPNUMS, TRANSFER_NDR | TRANSFER_NDR64, TRANSFER_NDR64, privacy};
    list[count++] = (struct assoc_interface){interface_clusapi_2, OPNUMS_VERSION_2, TRANSFER_NDR,
                                             TRANSFER_NDR, privacy};
    list[count++] = (struct assoc_interface){interface_management, MANAGEMENT_OPNUMS, TRANSFER_NDR,
                                             TRANSFER_NDR, false};
    return count;
}

void interfaces_of_mapper(struct assoc_interface list[MAPPER_INTERFACES])
{
    list[0] = (struct assoc_interface){interface_mapper, MAPPER_OPNUMS, TRANSFER_NDR, TRANSFER_NDR,
                                       false};
    list[1] = (struct assoc_interface){interface_management, MANAGEMENT_OPNUMS, TRANSFER_NDR,
                                       TRANSFER_NDR, false};
}
