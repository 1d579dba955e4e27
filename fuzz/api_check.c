#include "api_check.h"

#include "api/library.h"
#include "core/consistent.h"

/* Cluster handles and ports are obtained from nothing; all else from a cluster handle, through an
 * object or not, whose session is in use. */
static bool slot_is_right(const struct client *client, uint32_t index)
{
    const struct handle_slot *slot = &client->table.slot[index];
    if (slot->kind == KIND_PORT)
        return slot->owner == 0;
    if ((slot->kind == KIND_CLUSTER) != (slot->owner == 0))
        return false;
    const uint32_t cluster = client_cluster_of(client, index);
    return client->table.slot[cluster].kind == KIND_CLUSTER &&
           client->entry[index].session == client->entry[cluster].session &&
           client_session_of(client, index)->instances > 0;
}

bool api_is_consistent(void)
{
    uint32_t error;
    const struct library *l = library(&error);
    bool right = l != NULL && handle_table_consistent(&l->client.table);
    for (uint32_t i = 0; right && i < l->client.table.touched; i++)
        right = !handle_is_open(&l->client.table, i) || slot_is_right(&l->client, i);
    return right;
}

uint32_t api_open(void)
{
    uint32_t error;
    const struct library *l = library(&error);
    return l != NULL ? handles_open(&l->client.table) : 0;
}
