/* How operations tell the notification ports what they changed: MS-CMRP 3.1.4.2.138 says what goes
 * with each event. */
#include <stddef.h>

#include "operation.h"

static void tell(struct server_call *call, enum change change, uint32_t target, uint32_t about,
                 const uint8_t *octets, uint32_t size)
{
    const struct happening h = {.cluster = call->subject.cluster,
                                .change = change,
                                .target = target,
                                .about = about,
                                .octets = octets,
                                .size = size};
    events_post(&call->server->events, call->cluster, &h);
}

void announce(struct server_call *call, enum change change, uint32_t target, uint32_t about)
{
    tell(call, change, target, about, NULL, 0);
}

void announce_number(struct server_call *call, enum change change, uint32_t target, uint32_t about,
                     uint32_t number)
{
    const uint8_t octets[4] = {(uint8_t)number, (uint8_t)(number >> 8), (uint8_t)(number >> 16),
                               (uint8_t)(number >> 24)};
    tell(call, change, target, about, octets, sizeof octets);
}

void announce_id(struct server_call *call, enum change change, uint32_t target, uint32_t about,
                 uint32_t of)
{
    uint8_t octets[2 * NAME_UNITS_MAX + 2];
    struct name id;
    if (!name_copy(call->cluster->object[of].id, octets, NAME_UNITS_MAX, &id)) {
        tell(call, change, target, about, NULL, PROPERTY_LIST_MAX + 1); /* counts as lost */
        return;
    }
    octets[2 * (size_t)id.units] = 0;
    octets[2 * (size_t)id.units + 1] = 0;
    tell(call, change, target, about, octets, 2 * id.units + 2);
}

void announce_properties(struct server_call *call)
{
    static const enum change changes[] = {
        [HANDLE_CLUSTER] = CLUSTER_PROPERTY, [HANDLE_NODE] = NODE_PROPERTY,
        [HANDLE_GROUP] = GROUP_PROPERTY,     [HANDLE_RESOURCE] = RESOURCE_PROPERTY,
        [HANDLE_NETWORK] = NETWORK_PROPERTY, [HANDLE_NETINTERFACE] = NETINTERFACE_PROPERTY,
    };
    uint8_t octets[PROPERTY_LIST_MAX];
    uint32_t object = call->subject.object;
    const struct cluster *c = call->cluster;
    const struct object *o = object == OBJECT_NONE ? NULL : &c->object[object];
    enum handle_type kind = o == NULL ? HANDLE_CLUSTER : o->kind;
    uint32_t size =
        property_list_write(o == NULL ? &c->description : &o->description, octets, sizeof octets);
    tell(call, changes[kind], object, object, octets, size);
}
