#include "client.h"

#include <string.h>

#include "error.h"

static const uint32_t no_session = UINT32_MAX;

void client_init(struct client *client, struct handle_slot *slots, struct client_entry *entries,
                 struct client_session *sessions, uint32_t capacity, uint64_t generations)
{
    handle_table_init(&client->table, slots, capacity, generations);
    client->entry = entries;
    client->session = sessions;
    client->sessions_touched = 0;
    client->session_free = no_session;
}

void client_move(struct client *client, struct handle_slot *slots, struct client_entry *entries,
                 struct client_session *sessions, uint32_t capacity)
{
    handle_table_move(&client->table, slots, capacity);
    client->entry = entries;
    client->session = sessions;
}

bool client_has_room(const struct client *client)
{
    return client->table.closed != HANDLE_NOWHERE || client->table.touched < client->table.capacity;
}

uint32_t client_find(const struct client *client, uint64_t handle, enum client_kind kind,
                     uint32_t *index)
{
    enum handle_verdict verdict = handle_find(&client->table, handle, (uint32_t)kind, index);
    return handle_error(verdict); /* AMB-32 noticed; CC-1, AMB-18 */
}

/* A session for a first instance. There are never more sessions than open cluster handles, so one
 * is left wherever a slot was. */
static uint32_t take_session(struct client *client, enum session_kind kind)
{
    uint32_t session = client->session_free;
    if (session != no_session) {
        client->session_free = client->session[session].next_free;
    } else {
        session = client->sessions_touched;
        client->sessions_touched++;
    }
    client->session[session] = (struct client_session){1, no_session, kind};
    return session;
}

static void leave_session(struct client *client, uint32_t session)
{
    client->session[session].instances--;
    if (client->session[session].instances > 0)
        return;
    client->session[session].next_free = client->session_free;
    client->session_free = session;
}

static void keep_context(struct client_entry *entry, const uint8_t *context)
{
    memset(entry->context, 0, sizeof entry->context);
    if (context != NULL)
        memcpy(entry->context, context, sizeof entry->context);
}

uint64_t client_open_cluster(struct client *client, enum session_kind kind,
                             const uint8_t context[CONTEXT_HANDLE_SIZE], uint32_t *index)
{
    uint64_t handle = handle_open(&client->table, KIND_CLUSTER, HANDLE_NOWHERE, index);
    if (handle == 0)
        return 0;
    client->entry[*index].session = take_session(client, kind); /* AMB-20, AMB-34 session */
    keep_context(&client->entry[*index], context);
    return handle;
}

uint64_t client_open_port(struct client *client, uint32_t *index)
{
    uint64_t handle = handle_open(&client->table, KIND_PORT, HANDLE_NOWHERE, index);
    if (handle == 0)
        return 0;
    client->entry[*index].session = no_session; /* AMB-44 kept */
    keep_context(&client->entry[*index], NULL);
    return handle;
}

uint32_t client_cluster_of(const struct client *client, uint32_t index)
{
    uint32_t owner = handle_owner(&client->table, index);
    return owner == HANDLE_NOWHERE ? index : owner;
}

bool client_share_session(const struct client *client, uint32_t a, uint32_t b)
{
    return client->entry[a].session == client->entry[b].session;
}

uint64_t client_open_child(struct client *client, uint32_t from, enum client_kind kind,
                           const uint8_t *context, uint32_t *index)
{
    uint32_t cluster = client_cluster_of(client, from); /* AMB-35 transitive; AMB-21 */
    uint64_t handle = handle_open(&client->table, (uint16_t)kind, cluster, index);
    if (handle == 0)
        return 0;
    client->entry[*index].session = client->entry[cluster].session; /* OCX-13: its kind */
    keep_context(&client->entry[*index], context);
    return handle;
}

uint64_t client_open_instance(struct client *client, uint32_t object, uint32_t *index)
{
    /* AMB-13 a new value; AMB-14 and AMB-15: it owns itself; AMB-19: same session */
    uint64_t handle = handle_open(&client->table, KIND_CLUSTER, HANDLE_NOWHERE, index);
    if (handle == 0)
        return 0;
    client->entry[*index] = client->entry[client_cluster_of(client, object)];
    client_session_of(client, *index)->instances++;
    return handle;
}

uint32_t client_child(const struct client *client, uint32_t index)
{
    return client->table.slot[index].first;
}

bool client_is_last_instance(const struct client *client, uint32_t index)
{
    return client_session_of(client, index)->instances == 1;
}

struct client_session *client_session_of(const struct client *client, uint32_t index)
{
    return &client->session[client->entry[index].session];
}

void client_close(struct client *client, uint32_t index)
{
    bool is_cluster = client->table.slot[index].kind == KIND_CLUSTER;
    handle_close(&client->table, index); /* CC-3, AMB-16 ended; GCN-6, GCN-7: nothing else */
    if (is_cluster)
        leave_session(client, client->entry[index].session);
}

void client_close_port(struct client *client, uint32_t index)
{
    handle_close(&client->table, index);
}

uint32_t client_error_of_fault(uint32_t status)
{
    switch (status) {
    case UINT32_C(0x1C010002): /* nca_op_rng_error: OCX-11, NIX-8 */
        return RPC_S_PROCNUM_OUT_OF_RANGE;
    case UINT32_C(0x1C00001A): /* nca_s_fault_context_mismatch */
        return ERROR_INVALID_HANDLE;
    case UINT32_C(0x1C01000B): /* nca_proto_error */
    case UINT32_C(0x1C00001C): /* nca_invalid_pres_context_id */
        return RPC_S_PROTOCOL_ERROR;
    case UINT32_C(0x1C010003): /* nca_unk_if */
        return RPC_S_UNKNOWN_IF;
    case UINT32_C(0x1C010014): /* nca_server_too_busy */
        return RPC_S_SERVER_TOO_BUSY;
    case UINT32_C(0x1C00000D): /* nca_s_fault_cancel */
        return RPC_S_CALL_CANCELLED;
    case UINT32_C(0x1C000012): /* nca_s_fault_unspec */
        return RPC_S_CALL_FAILED;
    default:
        return status;
    }
}
