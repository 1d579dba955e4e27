#include "methods_rows.h"

#include <stddef.h>
#include <string.h>

const struct method *method_of(uint32_t version, uint32_t opnum)
{
    if (opnum < OPNUMS_VERSION_2) {
        const struct method *m = &methods_of_both[opnum];
        return version == 2 && m->version_2 != NULL ? m->version_2 : m;
    }
    if (version == 2 || opnum >= OPNUMS)
        return NULL;
    return &methods_of_version_3[opnum - OPNUMS_VERSION_2];
}

const struct method *method_named(uint32_t version, const char *name)
{
    for (uint32_t opnum = 0; opnum < OPNUMS; opnum++) {
        const struct method *m = method_of(version, opnum);
        if (m != NULL && strcmp(m->name, name) == 0)
            return m;
    }
    return NULL;
}

const char *access_text(enum method_access access)
{
    static const char *const text[] = {
        [ACCESS_NOT_STATED] = "not stated",
        [ACCESS_READ] = "Read",
        [ACCESS_ALL] = "All",
        [ACCESS_ALL_OR_BACKUP] = "All, or Read with Backup",
        [ACCESS_ASKED] = "as asked for in dwDesiredAccess",
        [ACCESS_BY_CONTROL_CODE] = "All if the control code has bit 0x00400000, else Read",
        [ACCESS_BY_QUORUM_SIZE] = "All or Read by dwMaxQuorumLogSize",
    };
    return text[access];
}

const char *since_text(enum method_since since)
{
    static const char *const text[] = {
        [SINCE_VERSION_2] = "both versions",        [SINCE_2008] = "Windows Server 2008",
        [SINCE_2008_R2] = "Windows Server 2008 R2", [SINCE_2012] = "Windows Server 2012",
        [SINCE_2016] = "Windows Server 2016",       [SINCE_2019] = "Windows Server 2019",
        [SINCE_2022] = "Windows Server 2022",       [SINCE_2025] = "Windows Server 2025",
    };
    return text[since];
}

const char *handle_type_text(enum handle_type type)
{
    static const char *const text[] = {
        [HANDLE_NONE] = "none",
        [HANDLE_CLUSTER] = "HCLUSTER_RPC",
        [HANDLE_NODE] = "HNODE_RPC",
        [HANDLE_GROUP] = "HGROUP_RPC",
        [HANDLE_RESOURCE] = "HRES_RPC",
        [HANDLE_KEY] = "HKEY_RPC",
        [HANDLE_NOTIFY] = "HNOTIFY_RPC",
        [HANDLE_NETWORK] = "HNETWORK_RPC",
        [HANDLE_NETINTERFACE] = "HNETINTERFACE_RPC",
        [HANDLE_BATCH_PORT] = "HBATCH_PORT_RPC",
        [HANDLE_GENERIC] = "HGENERIC_RPC",
        [HANDLE_GROUPSET] = "HGROUPSET_RPC",
    };
    return text[type];
}
