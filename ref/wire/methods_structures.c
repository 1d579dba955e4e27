/* The structures that rows of a stub are made of (MS-CMRP 2.2.3 and 6.2). */
#include "methods_rows.h"

#define COLUMNS_OF(a) .column = (a), .columns = sizeof(a) / sizeof((a)[0])

/* MS-CMRP 2.2.3.1 */
static const struct parameter security_descriptor_columns[] = {
    UNIQUE_VARYING(UCHAR, lpSecurityDescriptor, 2, 3),
    DWORD(cbInSecurityDescriptor),
    DWORD(cbOutSecurityDescriptor),
};
const struct structure security_descriptor = {.name = "RPC_SECURITY_DESCRIPTOR",
                                              COLUMNS_OF(security_descriptor_columns),
                                              .size = {12, 16},
                                              .alignment = {4, 8}};

/* MS-CMRP 2.2.3.2; the descriptor's members stand in line */
static const struct parameter security_attributes_columns[] = {
    DWORD(nLength),
    UNIQUE_VARYING(UCHAR, lpSecurityDescriptor, 3, 4),
    DWORD(cbInSecurityDescriptor),
    DWORD(cbOutSecurityDescriptor),
    LONG(long, bInheritHandle),
};
const struct structure security_attributes = {.name = "RPC_SECURITY_ATTRIBUTES",
                                              COLUMNS_OF(security_attributes_columns),
                                              .size = {20, 32},
                                              .alignment = {4, 8}};

/* MS-CMRP 2.2.3.3 */
static const struct parameter operational_version_columns[] = {
    DWORD(dwSize),
    DWORD(dwClusterHighestVersion),
    DWORD(dwClusterLowestVersion),
    DWORD(dwFlags),
    DWORD(dwReserved),
};
const struct structure operational_version = {.name = "CLUSTER_OPERATIONAL_VERSION_INFO",
                                              COLUMNS_OF(operational_version_columns),
                                              .size = {20, 20},
                                              .alignment = {4, 4}};

/* MS-CMRP 2.2.3.21 */
static const struct parameter create_group_info_columns[] = {
    DWORD(dwVersion),
    DWORD(dwGroupType),
};
const struct structure create_group_info = {.name = "CLUSTER_CREATE_GROUP_INFO_RPC",
                                            COLUMNS_OF(create_group_info_columns),
                                            .size = {8, 8},
                                            .alignment = {4, 4}};

/* MS-CMRP 2.2.3.22 */
static const struct parameter notify_filter_columns[] = {
    DWORD(dwObjectType),
    HYPER(LONGLONG, FilterFlags),
};
const struct structure notify_filter = {.name = "NOTIFY_FILTER_AND_TYPE_RPC",
                                        COLUMNS_OF(notify_filter_columns),
                                        .size = {16, 16},
                                        .alignment = {8, 8}};

/* MS-CMRP 2.2.3.24; the members of NOTIFICATION_DATA_RPC (2.2.3.23) stand in line, aligned as the
 * LONGLONG in them demands. dwNotifyKey is a DWORD_PTR: __int3264, 4 octets in NDR (MS-RPCE
 * 2.2.4.1.2), after which a gap of 4 leads to dwObjectType. */
static const struct parameter notification_columns[] = {
    NUMBER(DWORD_PTR, dwNotifyKey, SHAPE_POINTER_SIZED),
    {.name = "dwObjectType", .type = "DWORD", .shape = SHAPE_LONG, .alignment = 8},
    HYPER(LONGLONG, FilterFlags),
    UNIQUE_OCTETS(BYTE, buffer, 5),
    DWORD(dwBufferSize),
    TEXT(ObjectId),
    TEXT(ParentId),
    TEXT(Name),
    TEXT(Type),
};
const struct structure notification = {.name = "NOTIFICATION_RPC",
                                       COLUMNS_OF(notification_columns),
                                       .size = {48, 72},
                                       .alignment = {8, 8}};

/* MS-CMRP 2.2.3.30 */
static const struct parameter notification_async_columns[] = {
    DWORD(dwNotifyKey),
    DWORD(dwFilter),
    TEXT(Name),
};
const struct structure notification_async = {.name = "NOTIFICATION_DATA_ASYNC_RPC",
                                             COLUMNS_OF(notification_async_columns),
                                             .size = {12, 16},
                                             .alignment = {4, 8}};

/* MS-CMRP 2.2.3.6 */
static const struct parameter password_status_columns[] = {
    DWORD(NodeId),
    OCTET(BOOLEAN, SetAttempted),
    DWORD(ReturnStatus),
};
const struct structure password_status = {.name = "IDL_CLUSTER_SET_PASSWORD_STATUS",
                                          COLUMNS_OF(password_status_columns),
                                          .size = {12, 12},
                                          .alignment = {4, 4}};

/* MS-CMRP 3.1.4.2.87: an element of NetworkIdList */
static const struct parameter string_pointer_columns[] = {
    TEXT(NetworkId),
};
const struct structure string_pointer = {
    .name = "LPWSTR", COLUMNS_OF(string_pointer_columns), .size = {4, 8}, .alignment = {4, 8}};

/* MS-CMRP 2.2.3.4 */
static const struct parameter enum_entry_columns[] = {
    DWORD(Type),
    TEXT(Name),
};
const struct structure enum_entry = {
    .name = "ENUM_ENTRY", COLUMNS_OF(enum_entry_columns), .size = {8, 16}, .alignment = {4, 8}};

/* MS-CMRP 2.2.3.25 */
static const struct parameter group_enum_entry_columns[] = {
    TEXT(Name),
    TEXT(Id),
    DWORD(dwState),
    TEXT(Owner),
    DWORD(dwFlags),
    DWORD(cbProperties),
    UNIQUE_OCTETS(UCHAR, Properties, 6),
    DWORD(cbRoProperties),
    UNIQUE_OCTETS(UCHAR, RoProperties, 8),
};
const struct structure group_enum_entry = {.name = "GROUP_ENUM_ENTRY",
                                           COLUMNS_OF(group_enum_entry_columns),
                                           .size = {36, 64},
                                           .alignment = {4, 8}};

/* MS-CMRP 2.2.3.27 */
static const struct parameter resource_enum_entry_columns[] = {
    TEXT(Name),
    TEXT(Id),
    TEXT(OwnerName),
    TEXT(OwnerId),
    DWORD(cbProperties),
    UNIQUE_OCTETS(UCHAR, Properties, 5),
    DWORD(cbRoProperties),
    UNIQUE_OCTETS(UCHAR, RoProperties, 7),
};
const struct structure resource_enum_entry = {.name = "RESOURCE_ENUM_ENTRY",
                                              COLUMNS_OF(resource_enum_entry_columns),
                                              .size = {32, 64},
                                              .alignment = {4, 8}};
