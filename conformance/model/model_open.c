/* What may be wrong with an open: its name, its rights. */
#include "model_parts.h"

/* Codes of MS-ERREF 2.2, as spec/errors names them. */
enum {
    ACCESS_DENIED = 5,
    INVALID_PARAMETER = 87,
    PROCNUM_OUT_OF_RANGE = 1745,
    RESOURCE_NOT_FOUND = 5007,
    GROUP_NOT_FOUND = 5013,
    NODE_NOT_FOUND = 5042,
    NETWORK_NOT_FOUND = 5045,
    NETINTERFACE_NOT_FOUND = 5047
};

/* Access values: the SDK's three and those of MS-CMRP 3.1.4.2.116. */
#define READ_GENERIC 0x80000000u
#define ALL_GENERIC 0x10000000u
#define WRITE_GENERIC 0x40000000u
#define EXECUTE_GENERIC 0x20000000u
#define MAXIMUM 0x02000000u
#define READ_SPECIFIC 0x00000001u
#define CHANGE_SPECIFIC 0x00000002u
#define SDK_VALUES (READ_GENERIC | ALL_GENERIC | MAXIMUM)
#define KNOWN_VALUES                                                                               \
    (SDK_VALUES | WRITE_GENERIC | EXECUTE_GENERIC | READ_SPECIFIC | CHANGE_SPECIFIC)

/* Names. */

static enum model_check cluster_name(const struct model *model, const struct model_call *call)
{
    int cluster = call->name == NAME_NULL ? model->world->local : call->cluster;
    if (cluster < 0 || !model->world->cluster[cluster].reachable) {
        return STOPS; /* OCX-10, OC-8; AMB-24 */
    }
    switch (call->name) {
    case NAME_PLAIN: /* OCX-3, OC-2 */
    case NAME_DNS:
    case NAME_ADDRESS:
    case NAME_NULL: /* OCX-5, OC-4 */
        return PASSES;
    case NAME_OTHER_LETTERS:
        return model_asked(model, AMB_11, AMB_11_INSENSITIVE);
    case NAME_EMPTY:
        return model_asked(model, AMB_25, AMB_25_ACCEPTED);
    case NAME_UNKNOWN:
        return STOPS; /* OCX-10, OC-8 */
    case NAME_ID:
        return EITHER; /* AMB-26 */
    }
    return EITHER;
}

static enum model_check object_name(const struct model *model, const struct model_call *call)
{
    bool resource = call->kind == KIND_RESOURCE;
    bool node = call->kind == KIND_NODE;
    switch (call->name) {
    case NAME_PLAIN: /* NIO-3, NIX-3 */
        return PASSES;
    case NAME_NULL: /* the form without Ex requires a name */
        return model_asked(model, AMB_09, AMB_09_ACCEPTED);
    case NAME_EMPTY:
        return model_asked(model, AMB_10, AMB_10_ACCEPTED);
    case NAME_UNKNOWN: /* NIO-4, NIX-8 */
        return STOPS;
    case NAME_OTHER_LETTERS: /* RSO-10 */
        return resource ? PASSES : model_asked(model, AMB_11, AMB_11_INSENSITIVE);
    case NAME_ID: /* ACC-8 */
        return resource ? (model_hands_on(model) ? PASSES : EITHER)
                        : model_asked(model, AMB_12, AMB_12_IDS_TOO);
    case NAME_DNS: /* NDO-10, NDX-10 */
        return STOPS;
    case NAME_ADDRESS:
        return node ? model_asked(model, AMB_27, AMB_27_NETBIOS_OR_ADDRESS) : STOPS;
    }
    return EITHER;
}

static int64_t not_found(const struct model *model, const struct model_call *call)
{
    if (call->kind == KIND_NODE && call->name == NAME_DNS) { /* NDO-10 names the code itself */
        return NODE_NOT_FOUND;
    }
    if (call->name == NAME_NULL) { /* AMB-09 names none */
        return ANY_CODE;
    }
    switch (call->kind) {
    case KIND_NODE:
        return model_handed_on(model, NODE_NOT_FOUND);
    case KIND_GROUP:
        return model_handed_on(model, GROUP_NOT_FOUND);
    case KIND_RESOURCE:
        return model_handed_on(model, RESOURCE_NOT_FOUND);
    case KIND_NETWORK:
        return model_handed_on(model, NETWORK_NOT_FOUND);
    case KIND_NETINTERFACE:
        return model_handed_on(model, NETINTERFACE_NOT_FOUND);
    default:
        return ANY_CODE;
    }
}

/* Rights. */

/* What an open that succeeds gives, as far as the profile says. */
static void grant(const struct model *model, struct model_permitted *permitted,
                  enum model_access access, bool maximum)
{
    const uint8_t *chosen = model->profile->chosen;
    uint32_t value = access == MODEL_ALL ? ALL_GENERIC : READ_GENERIC;
    permitted->granted = GRANTED_WRITTEN;    /* OCX-9b, NIX-7b */
    if (access != MODEL_UNTOLD && maximum) { /* OCX-9c, NIX-7c */
        permitted->granted = GRANTED_HAS;
        permitted->granted_value = value;
    }
    if (access != MODEL_UNTOLD && chosen[AMB_04] == AMB_04_CMRP_VALUES) { /* ACC-6 */
        permitted->granted = GRANTED_IS;
        permitted->granted_value = value;
    }
    permitted->access = access; /* ACC-1, ACC-3, ACC-4 */
}

/* The value asks for what a page or MS-CMRP's table says (3.1.4.2.116), `wants` of it besides the
 * maximum, and the caller may have `may`: ACC-1, ACC-2, ACC-3, ACC-4. */
static void check_rights(const struct model *model, struct model_permitted *permitted,
                         enum model_access wants, bool maximum, enum model_access may)
{
    uint8_t strongest = model->profile->chosen[AMB_07];
    if (wants != MODEL_ALL || may == MODEL_ALL) { /* every caller may read */
        grant(model, permitted, maximum ? may : wants, maximum);
    } else if (maximum && strongest == AMB_07_MAXIMUM) {
        grant(model, permitted, may, true);
    } else {
        bool refused = may != MODEL_UNTOLD && model_hands_on(model) &&
                       (!maximum || strongest == AMB_07_STRONGEST);
        model_check(permitted, refused ? STOPS : EITHER, model_handed_on(model, ACCESS_DENIED));
        grant(model, permitted, MODEL_UNTOLD, false);
    }
}

static void check_untold(const struct model *model, struct model_permitted *permitted,
                         enum model_check check, int64_t code)
{
    model_check(permitted, check, code);
    grant(model, permitted, MODEL_UNTOLD, false);
}

static void check_value(const struct model *model, struct model_permitted *permitted,
                        uint32_t access, enum model_access may)
{
    bool ignored = model->profile->chosen[AMB_06] == AMB_06_IGNORED;
    uint32_t known = access & KNOWN_VALUES;
    bool change_alone = (known & CHANGE_SPECIFIC) != 0 && (known & READ_SPECIFIC) == 0;
    bool all = (known & (ALL_GENERIC | WRITE_GENERIC | EXECUTE_GENERIC | CHANGE_SPECIFIC)) != 0;
    if (known != access && !ignored) {
        check_untold(model, permitted, model_asked(model, AMB_06, AMB_06_IGNORED), ANY_CODE);
    } else if (known == 0) { /* OCX-7, NIX-5, AMB-05 */
        check_untold(model, permitted, EITHER, ANY_CODE);
    } else if (known == CHANGE_SPECIFIC && model_hands_on(model)) { /* ACC-5 */
        check_untold(model, permitted, STOPS, INVALID_PARAMETER);
    } else if ((known & ~SDK_VALUES) != 0 && (change_alone || !model_hands_on(model))) {
        check_untold(model, permitted, EITHER, ANY_CODE);
    } else { /* OCX-6, NIX-4, ACC-7 */
        check_rights(model, permitted, all ? MODEL_ALL : MODEL_READ, (known & MAXIMUM) != 0, may);
    }
}

static enum model_access of_caller(const struct model *model, int cluster)
{
    return model->world->cluster[cluster].all ? MODEL_ALL : MODEL_READ;
}

/* The rights of an open in `cluster` (-1: not known which), where the caller may have `may`. */
static void check_open(const struct model *model, const struct model_call *call,
                       struct model_permitted *permitted, int cluster, enum model_access may)
{
    uint8_t after = model->profile->chosen[AMB_03];
    if (call->ex && cluster >= 0 && !model->world->cluster[cluster].ex) { /* OCX-11, NIX-9 */
        enum model_check check = (call->access & ALL_GENERIC) == 0
                                     ? STOPS
                                     : model_asked(model, AMB_08, AMB_08_SAME_AS_PLAIN);
        model_check(permitted, check, PROCNUM_OUT_OF_RANGE);
    }
    permitted->granted_failed = after == AMB_03_UNTOUCHED ? GRANTED_KEPT
                                : after == AMB_03_ZEROED  ? GRANTED_IS
                                                          : GRANTED_ANY;
    check_value(model, permitted, call->ex ? call->access : ALL_GENERIC, may); /* OCX-8, NIX-6 */
}

void model_ask_open_cluster(const struct model *model, const struct model_call *call,
                            struct model_permitted *permitted)
{
    int cluster = call->name == NAME_NULL ? model->world->local : call->cluster;
    model_check(permitted, cluster_name(model, call), ANY_CODE);
    check_open(model, call, permitted, cluster,
               cluster >= 0 ? of_caller(model, cluster) : MODEL_UNTOLD);
}

/* AMB-28: whose rights count when an object is opened? */
static enum model_access whose(const struct model *model, int cluster,
                               const struct model_handle *parent)
{
    uint8_t chosen = model->profile->chosen[AMB_28];
    enum model_access caller = of_caller(model, cluster);
    if (chosen == AMB_28_OF_THE_CALLER || parent == NULL || caller == parent->access) {
        return caller;
    }
    return chosen == AMB_28_OF_THE_PARENT ? (enum model_access)parent->access : MODEL_UNTOLD;
}

void model_ask_open_object(const struct model *model, const struct model_call *call,
                           struct model_permitted *permitted, int cluster,
                           const struct model_handle *parent)
{
    model_check(permitted, object_name(model, call), not_found(model, call));
    check_open(model, call, permitted, cluster,
               cluster >= 0 ? whose(model, cluster, parent) : MODEL_ALL);
    if (parent != NULL && call->kind == KIND_NODE && parent->through >= 0 &&
        model->profile->chosen[AMB_48] != AMB_48_ANY) { /* NDO-2, NDX-2 */
        model_check(permitted, EITHER, ANY_CODE);
    }
}
