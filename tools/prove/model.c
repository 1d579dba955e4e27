/*
 * The model of clusters: which one a name reaches, releases, the client's ports; reading any LENGTH
 * octets, and any fewer, as a property list.
 */
#include "arbitrary.h"
#include "core/cluster.h"
#include "core/event.h"
#include "core/netinterface_state.h"
#include "core/port.h"
#include "core/property.h"

enum { CLUSTERS = 2, OBJECTS = 2, UNITS = 8, PLACES = 2, LENGTH = 1200 };

static uint8_t text[2 * UNITS];

static struct name any_name(uint32_t most)
{
    return (struct name){text, any_between(0, most), any_bool()};
}

static void names(void)
{
    struct object object[OBJECTS];
    struct cluster cluster[CLUSTERS];
    const struct clusters clusters = {cluster, CLUSTERS};
    uint32_t index = 0;
    for (uint32_t i = 0; i < OBJECTS; i++)
        object[i] = (struct object){.kind = any_bool() ? HANDLE_NODE : HANDLE_GROUP,
                                    .name = any_name(UNITS),
                                    .fqdn = any_name(UNITS),
                                    .address = any_name(UNITS),
                                    .state = any_number(),
                                    .local = any_bool()};
    for (uint32_t i = 0; i < CLUSTERS; i++)
        cluster[i] = (struct cluster){.name = any_name(UNITS),
                                      .fqdn = any_name(UNITS),
                                      .address = any_name(UNITS),
                                      .unreachable = any_bool(),
                                      .local = any_bool(),
                                      .object = object,
                                      .objects = OBJECTS};
    const struct name asked = any_name(UNITS);
    (void)clusters_reach(&clusters, asked, &index);
    (void)clusters_reach_local(&clusters, &index);
    (void)clusters_node_state(&clusters, any_bool() ? &asked : NULL, &index);
}

static void numbers(void)
{
    (void)version_of(release_of(any_number(), any_number()));
    (void)cluster_not_found((enum handle_type)any_between(0, HANDLE_GROUPSET));
    (void)cluster_not_available((enum handle_type)any_between(0, HANDLE_GROUPSET));
    (void)events_handle_of(any_number());
    (void)netinterface_state_from_wire(any_number());
    (void)netinterface_state_to_wire(any_number());
}

static void any_ports(struct port_tie *tie, struct port_event *event, struct port_link *link)
{
    for (uint32_t i = 0; i < PLACES; i++) {
        tie[i] =
            (struct port_tie){any_number(), any_number(), any_number(), any_number(), any_number()};
        event[i] = (struct port_event){.order = any_number(), .port = any_number()};
        link[i] = (struct port_link){.port = any_number(), .cluster = any_number()};
    }
}

static void ports(void)
{
    struct port_tie tie[PLACES];
    struct port_event event[PLACES];
    struct port_link link[PLACES];
    struct ports p = {tie, event, link, PLACES, PLACES, PLACES, any_number()};
    uint8_t context[CONTEXT_HANDLE_SIZE], longer[2 * NAME_UNITS_MAX + 2];
    fill(context, sizeof context);
    fill(longer, sizeof longer);
    any_ports(tie, event, link);
    const struct port_tie new = tie[0];
    (void)ports_tells_of_close(&new, any_number(), any_number());
    (void)ports_add_tie(&p, &new);
    (void)ports_add_link(&p, any_number(), any_number(), context);
    (void)ports_find_link(&p, any_number(), any_number());
    const struct name name = {longer, any_between(0, NAME_UNITS_MAX + 1), any_bool()};
    (void)ports_queue(&p, any_number(), any_number(), any_number(), name);
    (void)ports_first(&p, any_number());
    ports_drop_cluster(&p, any_number());
    ports_drop(&p, any_number());
}

static void properties(void)
{
    uint8_t octets[LENGTH];
    struct description description = {{0}, 0};
    fill(octets, sizeof octets);
    (void)property_list_read(&description, octets, any_between(0, LENGTH));
}

int main(void)
{
    fill(text, sizeof text);
    names();
    numbers();
    ports();
    properties();
    return 0;
}
