/*
 * The interfaces that clusd serves: clusapi in both versions, the management interface and the
 * endpoint mapper.
 */
#ifndef SERVER_INTERFACES_H
#define SERVER_INTERFACES_H

#include "wire/assoc.h"
#include "wire/methods.h"

/* MS-CMRP 1.9, 6.1 and 6.2. */
extern const struct rpc_syntax interface_clusapi_3;
extern const struct rpc_syntax interface_clusapi_2;
/* C706 appendices Q and O. */
extern const struct rpc_syntax interface_management;
extern const struct rpc_syntax interface_mapper;

enum { CLUSTER_INTERFACES = 3, MAPPER_INTERFACES = 2 };

/* The lists for the two kinds of endpoint. A cluster of Windows Server 2003 offers version 2.0 of
 * clusapi alone (MS-CMRP 1.7, note 2); returns how many interfaces there are. `privacy`: clusapi
 * refuses what is below packet privacy (MS-CMRP 2.1). */
uint8_t interfaces_of_cluster(struct assoc_interface list[CLUSTER_INTERFACES],
                              enum method_since release, bool privacy);
void interfaces_of_mapper(struct assoc_interface list[MAPPER_INTERFACES]);

#endif
