/* Which object gets which $name: what cases say of a $name has to be true of the object. */
#include <stdio.h>
#include <string.h>

#include "discover.h"

static bool same(const char *a, const char *b)
{
    return a != NULL && b != NULL && strcmp(a, b) == 0;
}

size_t discover_members(const struct discovery *discovery, enum kind kind, enum fact fact,
                        const char *name, const struct found_object **only)
{
    size_t count = 0;
    for (size_t n = 0; n < discovery->objects; n++) {
        const struct found_object *object = &discovery->object[n];
        if (object->kind == kind && same(object->fact[fact], name)) {
            count++;
            if (only != NULL) {
                *only = object;
            }
        }
    }
    return count;
}

static struct found_object *named(struct discovery *discovery, enum kind kind, const char *name)
{
    for (size_t n = 0; n < discovery->objects; n++) {
        if (discovery->object[n].kind == kind && same(discovery->object[n].name, name)) {
            return &discovery->object[n];
        }
    }
    return NULL;
}

/* How well an object of its kind suits a $name; 0: not at all. */
typedef unsigned suits(const struct discovery *discovery, const struct found_object *object);

/* The free object that suits best, the first of those that suit alike; NULL: none does. */
static struct found_object *best(struct discovery *discovery, enum kind kind, suits *how)
{
    struct found_object *found = NULL;
    unsigned most = 0;
    for (size_t n = 0; n < discovery->objects; n++) {
        struct found_object *object = &discovery->object[n];
        unsigned its = object->kind == kind && object->word == NULL ? how(discovery, object) : 0;
        if (its > most) {
            most = its;
            found = object;
        }
    }
    return found;
}

static void give(struct found_object *object, const char *word)
{
    if (object != NULL && object->word == NULL) {
        object->word = word;
    }
}

static const struct found_object *given(const struct discovery *discovery, const char *word)
{
    for (size_t n = 0; n < discovery->objects; n++) {
        if (same(discovery->object[n].word, word)) {
            return &discovery->object[n];
        }
    }
    return NULL;
}

static unsigned any(const struct discovery *discovery, const struct found_object *object)
{
    (void)discovery;
    (void)object;
    return 1;
}

/* -- nodes, networks, interfaces
 * -------------------------------------------------------------------------- */

/* One whose node and network are known. */
static unsigned first_interface(const struct discovery *discovery,
                                const struct found_object *object)
{
    (void)discovery;
    return object->fact[FACT_NODE] != NULL && object->fact[FACT_NETWORK] != NULL ? 2 : 1;
}

static bool has_one(const struct discovery *discovery, const struct found_object *object,
                    enum fact fact)
{
    return discover_members(discovery, KIND_NETINTERFACE, fact, object->name, NULL) == 1;
}

static unsigned second_node(const struct discovery *discovery, const struct found_object *object)
{
    return has_one(discovery, object, FACT_NODE) ? 2 : 1;
}

static unsigned second_network(const struct discovery *discovery, const struct found_object *object)
{
    return has_one(discovery, object, FACT_NETWORK) ? 2 : 1;
}

static unsigned second_interface(const struct discovery *discovery,
                                 const struct found_object *object)
{
    const struct found_object *node = given(discovery, "$node2");
    return node != NULL && same(object->fact[FACT_NODE], node->name) ? 2 : 1;
}

/* ClusterNetInterfaceFailed; on the wire it is 0 (MS-CMRP 3.1.4.2.93), in the API 1. */
static unsigned failed_interface(const struct discovery *discovery,
                                 const struct found_object *object)
{
    return same(object->fact[FACT_STATE], discovery->wire ? "0" : "1") ? 1 : 0;
}

static void assign_places(struct discovery *discovery)
{
    struct found_object *first = best(discovery, KIND_NETINTERFACE, first_interface);
    give(first, "$netinterface");
    if (first != NULL) {
        give(named(discovery, KIND_NODE, first->fact[FACT_NODE]), "$node");
        give(named(discovery, KIND_NETWORK, first->fact[FACT_NETWORK]), "$network");
    }
    if (given(discovery, "$node") == NULL) {
        give(best(discovery, KIND_NODE, any), "$node");
    }
    if (given(discovery, "$network") == NULL) {
        give(best(discovery, KIND_NETWORK, any), "$network");
    }
    give(best(discovery, KIND_NODE, second_node), "$node2");
    give(best(discovery, KIND_NETWORK, second_network), "$network2");
    give(best(discovery, KIND_NETINTERFACE, failed_interface), "$netinterface_failed");
    give(best(discovery, KIND_NETINTERFACE, second_interface), "$netinterface2");
}

/* -- groups and resources
 * --------------------------------------------------------------------------------- */

static size_t resources_in(const struct discovery *discovery, const struct found_object *group)
{
    return discover_members(discovery, KIND_RESOURCE, FACT_GROUP, group->name, NULL);
}

static bool is_of_type(const struct found_object *resource, const char *part)
{
    return resource->fact[FACT_TYPE] != NULL && strstr(resource->fact[FACT_TYPE], part) != NULL;
}

/* The group of the cluster's own resources: it has a network name, and most resources. */
static unsigned first_group(const struct discovery *discovery, const struct found_object *object)
{
    size_t count = resources_in(discovery, object);
    return strcmp(object->name, "\"Cluster Group\"") == 0
               ? 1000
               : 1 + (unsigned)(count < 900 ? count : 900);
}

/* One that may go offline and online, with one resource. */
static unsigned second_group(const struct discovery *discovery, const struct found_object *object)
{
    bool offline = same(object->fact[FACT_STATE], "1");
    size_t count = resources_in(discovery, object);
    return 1 + (count == 1 ? 4u : 0u) + (count > 0 ? 2u : 0u) + (offline ? 1u : 0u);
}

static unsigned empty_group(const struct discovery *discovery, const struct found_object *object)
{
    return resources_in(discovery, object) == 0 ? 1 : 0;
}

static bool is_in(const struct discovery *discovery, const struct found_object *resource,
                  const char *word)
{
    const struct found_object *group = given(discovery, word);
    return group != NULL && same(resource->fact[FACT_GROUP], group->name);
}

static unsigned first_resource(const struct discovery *discovery, const struct found_object *object)
{
    return 1 + (is_in(discovery, object, "$group") ? 4u : 0u) +
           (is_of_type(object, "Network Name") ? 2u : 0u);
}

static unsigned second_resource(const struct discovery *discovery,
                                const struct found_object *object)
{
    return 1 + (is_in(discovery, object, "$group") ? 4u : 0u) +
           (is_of_type(object, "IP Address") ? 2u : 0u);
}

static unsigned witness(const struct discovery *discovery, const struct found_object *object)
{
    return is_in(discovery, object, "$group") && is_of_type(object, "Witness") ? 1 : 0;
}

static unsigned file_server(const struct discovery *discovery, const struct found_object *object)
{
    const struct found_object *group = given(discovery, "$group2");
    return group != NULL && is_in(discovery, object, "$group2") &&
           resources_in(discovery, group) == 1;
}

static void assign_groups(struct discovery *discovery)
{
    give(best(discovery, KIND_GROUP, first_group), "$group");
    give(best(discovery, KIND_GROUP, second_group), "$group2");
    give(best(discovery, KIND_GROUP, empty_group), "$storage");
    give(best(discovery, KIND_RESOURCE, first_resource), "$resource");
    give(best(discovery, KIND_RESOURCE, second_resource), "$resource2");
    give(best(discovery, KIND_RESOURCE, witness), "$witness");
    give(best(discovery, KIND_RESOURCE, file_server), "$fileserver");
    give(best(discovery, KIND_GROUP_SET, any), "$groupset");
}

/* The others are numbered, so that a user finds them. */
static void assign_others(struct discovery *discovery)
{
    unsigned count[KINDS] = {0};
    for (size_t n = 0; n < discovery->objects; n++) {
        struct found_object *object = &discovery->object[n];
        unsigned number = ++count[object->kind];
        if (object->word == NULL) {
            static const char *const words[KINDS] = {[KIND_NODE] = "node",
                                                     [KIND_GROUP] = "group",
                                                     [KIND_RESOURCE] = "resource",
                                                     [KIND_NETWORK] = "network",
                                                     [KIND_NETINTERFACE] = "netinterface",
                                                     [KIND_GROUP_SET] = "groupset"};
            char word[40];
            for (unsigned m = number > 3 ? number : 3;; m++) {
                (void)snprintf(word, sizeof word, "$%s%u", words[object->kind], m);
                if (given(discovery, word) == NULL) {
                    break;
                }
            }
            object->word = arena_print(&discovery->arena, "%s", word);
        }
    }
}

void discover_assign(struct discovery *discovery)
{
    assign_groups(discovery);
    assign_places(discovery);
    assign_others(discovery);
}
