/* The clusters that the vendor serves; vendor.fixture says the same. */
#include "vendor.h"

const struct cluster clusters[] = {
    {"CONTOSO", "contoso.corp.example", "198.51.100.5", RIGHTS_ALL, false, true},
    {"READERS", "readers.corp.example", "198.51.100.6", RIGHTS_READ, false, true},
    {"OLDTIMER", "oldtimer.corp.example", "198.51.100.7", RIGHTS_ALL, true, true},
    {"FARAWAY", "faraway.corp.example", "198.51.100.8", RIGHTS_ALL, false, false},
};
const size_t cluster_count = sizeof clusters / sizeof clusters[0];

const struct thing things[] = {
    {.kind = CLUSTER, .name = ""},
    {NODE, "alpha", "1", 0, 0, 0},
    {NODE, "beta-two", "2", 0, 0, 0},
    {NODE, "c", "17", 1, 0, 0},
    {GROUP, "Cluster Group", "a7d0e4a2-5b8e-4f0e-9f52-0d5d6a4f1f01", 0, 1, 0},
    {GROUP, "SQL", "a7d0e4a2-5b8e-4f0e-9f52-0d5d6a4f1f02", 1, 2, 0},
    {RESOURCE, "Cluster Name", "b1c94f6e-93b5-4f7a-8d9e-70f1c2ab0001", 2, 1, 4},
    {RESOURCE, "SQL Network Name (sql1)", "b1c94f6e-93b5-4f7a-8d9e-70f1c2ab0002", 3, 2, 5},
    {NETWORK, "LAN", "c2f3bb0a-7d0c-4b1f-b0c3-9a8e12340001", 3, 0, 0},
    {NETWORK, "Heartbeat", "c2f3bb0a-7d0c-4b1f-b0c3-9a8e12340002", 3, 0, 0},
    {NETINTERFACE, "alpha - LAN", "d3a1cc1b-8e1d-4c2a-81d4-ab9f23450001", 3, 1, 8},
    {NETINTERFACE, "beta-two - LAN", "d3a1cc1b-8e1d-4c2a-81d4-ab9f23450002", 3, 2, 8},
    {NETINTERFACE, "alpha - Heartbeat", "d3a1cc1b-8e1d-4c2a-81d4-ab9f23450003", 3, 1, 9},
};
const size_t thing_count = sizeof things / sizeof things[0];
