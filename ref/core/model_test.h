/* A small model for the unit tests: four clusters that differ in what they admit. */
#ifndef CORE_MODEL_TEST_H
#define CORE_MODEL_TEST_H

#include <string.h>

#include "cluster.h"

#define NAME(text) ((struct name){(const uint8_t *)u"" text, sizeof u"" text / 2 - 1, false})

enum { NODE1, NODE2, GROUP, RESOURCE, RESOURCE2, NETWORK, INTERFACE, OBJECTS };
enum { ALL, READER, OLD, AWAY, CLUSTERS };

struct model {
    struct object object[CLUSTERS][OBJECTS];
    struct cluster cluster[CLUSTERS];
    struct clusters clusters;
};

static inline void model_objects(struct object *o)
{
    for (int i = 0; i < OBJECTS; i++)
        o[i] = (struct object){.owner = OBJECT_NONE, .network = OBJECT_NONE};
    o[NODE1].kind = o[NODE2].kind = HANDLE_NODE;
    o[NODE1].name = NAME("node1");
    o[NODE1].id = NAME("1");
    o[NODE1].fqdn = NAME("node1.example.test");
    o[NODE1].address = NAME("192.0.2.11");
    o[NODE1].local = true;
    o[NODE2].name = NAME("node2");
    o[NODE2].id = NAME("2");
    o[NODE2].state = NODE_DOWN;
    o[GROUP].kind = HANDLE_GROUP;
    o[GROUP].name = NAME("Cluster Group");
    o[GROUP].id = NAME("g-1");
    o[GROUP].owner = NODE1;
    o[RESOURCE].kind = o[RESOURCE2].kind = HANDLE_RESOURCE;
    o[RESOURCE].name = NAME("Cluster Name");
    o[RESOURCE].id = NAME("r-1");
    o[RESOURCE].type = o[RESOURCE2].type = NAME("Network Name");
    o[RESOURCE].first_of_type = true;
    o[RESOURCE].owner = o[RESOURCE2].owner = GROUP;
    o[RESOURCE].state = o[RESOURCE2].state = 2;
    o[RESOURCE2].name = NAME("Other Name");
    o[RESOURCE2].id = NAME("r-2");
    o[NETWORK].kind = HANDLE_NETWORK;
    o[NETWORK].name = NAME("Cluster Network 1");
    o[NETWORK].id = NAME("n-1");
    o[NETWORK].state = 3;
    o[INTERFACE].kind = HANDLE_NETINTERFACE;
    o[INTERFACE].name = NAME("node1 - Ethernet");
    o[INTERFACE].id = NAME("i-1");
    o[INTERFACE].owner = NODE1;
    o[INTERFACE].network = NETWORK;
    o[INTERFACE].state = 2; /* unreachable */
}

static inline void model_make(struct model *m)
{
    memset(m, 0, sizeof *m);
    m->clusters = (struct clusters){m->cluster, CLUSTERS};
    for (int i = 0; i < CLUSTERS; i++) {
        model_objects(m->object[i]);
        m->cluster[i].object = m->object[i];
        m->cluster[i].objects = OBJECTS;
        m->cluster[i].caller.permitted = LEVEL_ALL;
        m->cluster[i].release = SINCE_2025;
    }
    m->cluster[ALL].name = NAME("cluster1");
    m->cluster[ALL].fqdn = NAME("cluster1.example.test");
    m->cluster[ALL].address = NAME("192.0.2.10");
    m->cluster[ALL].local = true;
    m->cluster[READER].name = NAME("cluster2");
    m->cluster[READER].caller.permitted = LEVEL_READ;
    m->cluster[OLD].name = NAME("cluster3");
    m->cluster[OLD].release = SINCE_2008;
    m->cluster[AWAY].name = NAME("cluster9");
    m->cluster[AWAY].unreachable = true;
}

#endif
