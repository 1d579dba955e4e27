/* Which objects an enumeration holds: MS-CMRP 3.1.4.2.8, .23, .54, .85, .101, .124. */
#include "change.h"
#include "cluster.h"
#include "error.h"

/* Types that stand for all objects of a kind, or for those that belong to the enumerated one. */
enum belonging {
    ALL_OF_THEM,
    FIRST_OF_TYPE,
    OWNED,
    ON_NETWORK,
    PROVIDER,
    DEPENDENT,
    POSSIBLE_OWNER,
    NONE_OF_THEM
};

static const struct type {
    enum handle_type of; /* what is enumerated */
    uint32_t bit;
    enum handle_type kind;
    enum belonging belonging;
} types_of[] = {
    {HANDLE_CLUSTER, 0x00000001, HANDLE_NODE, ALL_OF_THEM},
    {HANDLE_CLUSTER, ENUM_RESOURCE_TYPES, HANDLE_RESOURCE, FIRST_OF_TYPE},
    {HANDLE_CLUSTER, 0x00000004, HANDLE_RESOURCE, ALL_OF_THEM},
    {HANDLE_CLUSTER, 0x00000008, HANDLE_GROUP, ALL_OF_THEM},
    {HANDLE_CLUSTER, 0x00000010, HANDLE_NETWORK, ALL_OF_THEM},
    {HANDLE_CLUSTER, 0x00000020, HANDLE_NETINTERFACE, ALL_OF_THEM},
    {HANDLE_CLUSTER, 0x40000000, HANDLE_RESOURCE, NONE_OF_THEM}, /* no shared volumes here */
    {HANDLE_CLUSTER, 0x80000000u, HANDLE_NETWORK, ALL_OF_THEM},  /* CLE-23: in fixture order */
    {HANDLE_NODE, 1, HANDLE_NETINTERFACE, OWNED},
    {HANDLE_NODE, 2, HANDLE_GROUP, OWNED},
    {HANDLE_GROUP, 1, HANDLE_RESOURCE, OWNED},
    {HANDLE_GROUP, 2, HANDLE_NODE, ALL_OF_THEM},
    {HANDLE_RESOURCE, 1, HANDLE_RESOURCE, PROVIDER},
    {HANDLE_RESOURCE, 2, HANDLE_RESOURCE, DEPENDENT},
    {HANDLE_RESOURCE, 4, HANDLE_NODE, POSSIBLE_OWNER},
    {HANDLE_NETWORK, 1, HANDLE_NETINTERFACE, ON_NETWORK},
};
enum { TYPES = sizeof types_of / sizeof *types_of };

static bool belongs(const struct cluster *cluster, uint32_t index, enum belonging belonging,
                    uint32_t object)
{
    const struct object *candidate = &cluster->object[index];
    switch (belonging) {
    case ALL_OF_THEM:
        return true;
    case FIRST_OF_TYPE:
        return candidate->first_of_type;
    case OWNED:
        return candidate->owner == object;
    case ON_NETWORK:
        return candidate->network == object;
    case PROVIDER:
        return related(cluster, RELATION_DEPENDS, object, index);
    case DEPENDENT:
        return related(cluster, RELATION_DEPENDS, index, object);
    case POSSIBLE_OWNER:
        return !related(cluster, RELATION_EXCLUDES, object, index);
    default:
        return false;
    }
}

bool cluster_enumerates(const struct cluster *cluster, uint32_t object, uint32_t bit,
                        uint32_t candidate)
{
    enum handle_type of = object == OBJECT_NONE ? HANDLE_CLUSTER : cluster->object[object].kind;
    const struct object *o = &cluster->object[candidate];
    for (uint32_t i = 0; i < TYPES; i++) {
        const struct type *t = &types_of[i];
        if (t->of == of && t->bit == bit)
            return t->kind == o->kind && belongs(cluster, candidate, t->belonging, object);
    }
    return false;
}

uint32_t cluster_enumeration_types(enum handle_type kind, uint32_t types, uint32_t *bits)
{
    const uint32_t alone = UINT32_C(0xC0000000); /* CLE-20, CLE-21 */
    uint32_t known = 0;
    for (uint32_t i = 0; i < TYPES; i++)
        if (types_of[i].of == kind)
            known |= types_of[i].bit;
    *bits = types & known;
    if (kind == HANDLE_CLUSTER) {
        bool mixed = (types & alone) != 0 && (types & (types - 1)) != 0;
        return types == 0 || *bits != types || mixed ? ERROR_INVALID_PARAMETER : ERROR_SUCCESS;
    }
    /* Unknown bits: nodes, groups and networks ignore them; resources name code 87. */
    return kind == HANDLE_RESOURCE && *bits != types ? ERROR_INVALID_PARAMETER : ERROR_SUCCESS;
}
