#include "link_tcp_channel.h"

#include "core/error.h"
#include "wire/tower.h"

#include <stdlib.h>

enum { EPT_MAP_OPNUM = 3, TOWERS = 1, ENTRY_HANDLE = 20, REQUEST_ROOM = 160 };

/* C706 appendix O. */
static const struct rpc_syntax mapper = {
    {0xe1af8308, 0x5d1f, 0x11c9, {0x91, 0xa4, 0x08, 0x00, 0x2b, 0x14, 0xa0, 0xfa}}, 3, 0};

/* object (NULL), map_tower, entry_handle (NULL), max_towers */
static uint32_t put_request(uint8_t octets[REQUEST_ROOM], const struct rpc_syntax *abstract)
{
    const struct tower tower = {*abstract, rpc_syntax_ndr, 0, 0};
    struct builder b = builder_over(octets, REQUEST_ROOM);
    builder_u32(&b, 0);
    builder_u32(&b, 1);
    builder_u32(&b, TOWER_SIZE);
    builder_u32(&b, TOWER_SIZE);
    tower_put(&b, &tower);
    builder_align(&b, 4);
    for (int i = 0; i < ENTRY_HANDLE / 4; i++)
        builder_u32(&b, 0);
    builder_u32(&b, TOWERS);
    return b.length;
}

/* What stands between the entry handle and the first tower's octets. */
enum { NUM_TOWERS, MAX_COUNT, OFFSET, ACTUAL_COUNT, POINTER, CONFORMANCE, LENGTH, LONGS };

static bool take_longs(struct cursor *c, uint32_t longs[LONGS])
{
    bool taken = true;
    for (int i = 0; i < LONGS; i++)
        taken = cursor_u32(c, &longs[i]) && taken;
    return taken;
}

/* entry_handle, num_towers, towers (a varying array of pointers, then what they point to). */
static bool take_tower(const struct assoc_client *client, struct tower *tower)
{
    struct cursor c = cursor_over(client->stub, client->stub_size, client->big_endian);
    const uint8_t *handle, *octets;
    uint32_t longs[LONGS];
    if (!cursor_take(&c, ENTRY_HANDLE, &handle) || !take_longs(&c, longs))
        return false;
    return longs[ACTUAL_COUNT] > 0 && longs[POINTER] != 0 && longs[LENGTH] == longs[CONFORMANCE] &&
           cursor_take(&c, longs[LENGTH], &octets) && tower_take(octets, longs[LENGTH], tower);
}

uint32_t channel_ask_mapper(const char *host, uint16_t port, uint32_t patience,
                            const struct rpc_syntax *abstract, uint16_t *found)
{
    const struct assoc_offer offer = {0, mapper, rpc_syntax_ndr};
    uint8_t request[REQUEST_ROOM];
    struct tower tower;
    struct channel *channel = malloc(sizeof *channel);
    if (channel == NULL)
        return ERROR_NOT_ENOUGH_MEMORY;
    uint32_t error = channel_open(channel, host, port, patience, &offer, 1);
    if (error == 0)
        error = channel_call(channel, EPT_MAP_OPNUM, request, put_request(request, abstract));
    if (error == 0 && !take_tower(&channel->client, &tower))
        error = EPT_S_NOT_REGISTERED;
    if (error == 0)
        *found = tower.port;
    channel_close(channel);
    free(channel);
    return error;
}
