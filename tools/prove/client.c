/*
 * The client's handles: every sequence of STEPS operations on a table of SLOTS; property lists
 * of any description, faults of any status.
 */
#include "core/client.h"
#include "arbitrary.h"
#include "core/property.h"

enum { SLOTS = 3, STEPS = 4 };

static bool is_open(const struct client *client, uint32_t index, bool *port, bool *cluster)
{
    const struct handle_slot *slot = &client->table.slot[index];
    if (index >= client->table.touched || slot->kind == 0)
        return false;
    *port = slot->kind == KIND_PORT;
    *cluster = slot->kind == KIND_CLUSTER;
    return true;
}

/* Something new that is obtained from an open handle, or the end of that handle. */
static void use(struct client *client, uint32_t place, uint32_t what, bool cluster)
{
    uint32_t index;
    if (what == 0)
        (void)client_open_child(client, place, KIND_NODE, NULL, &index);
    else if (what == 1 && !cluster)
        (void)client_open_instance(client, place, &index);
    else if (what == 2)
        client_close(client, place);
    else if (cluster) {
        (void)client_is_last_instance(client, place);
        (void)client_child(client, place);
        (void)client_share_session(client, place, client_cluster_of(client, place));
    }
}

static void open_origin(struct client *client, bool port)
{
    uint8_t context[CONTEXT_HANDLE_SIZE];
    uint32_t index;
    fill(context, sizeof context);
    if (port)
        (void)client_open_port(client, &index);
    else
        (void)client_open_cluster(client, SESSION_RPC, context, &index);
}

/* Each path goes on by itself: which operation, on which slot. */
static void sequences(void)
{
    struct handle_slot slots[SLOTS];
    struct client_entry entries[SLOTS];
    struct client_session sessions[SLOTS];
    struct client client;
    uint32_t index;
    client_init(&client, slots, entries, sessions, SLOTS, HANDLE_GENERATIONS);
    /*@ loop unroll 4; */
    for (int step = 0; step < STEPS; step++) {
        uint32_t place = any_between(0, SLOTS), what = any_between(0, 3);
        bool port = false, cluster = false;
        //@ split place;
        //@ split what;
        (void)client_has_room(&client);
        (void)client_find(&client, any_number(), KIND_NODE, &index);
        if (place == SLOTS)
            open_origin(&client, what == 0);
        else if (is_open(&client, place, &port, &cluster) && port)
            client_close_port(&client, place);
        else if (!port && is_open(&client, place, &port, &cluster))
            use(&client, place, what, cluster);
    }
    client_move(&client, slots, entries, sessions, SLOTS);
}

static void properties(void)
{
    struct description description = {{0}, any_between(0, DESCRIPTION_MAX)};
    uint8_t list[PROPERTY_LIST_MAX];
    fill(description.octets, sizeof description.octets);
    (void)property_list_write(&description, list, PROPERTY_LIST_MAX);
}

int main(void)
{
    sequences();
    properties();
    (void)client_error_of_fault(any_number());
    return 0;
}
