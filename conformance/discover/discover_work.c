/* Asking: small cases, made as the answers come, in the process that is at risk. */
#include <stdio.h>
#include <string.h>

#include "base/give_up.h"
#include "discover_ask.h"

const char *const discover_facts[FACTS] = {"state",   "id",   "node", "group",
                                           "network", "type", "fqdn", "depends"};

/* -- objects
 * ---------------------------------------------------------------------------------------------- */

/* What is asked of an object, and where the answer stands. */
struct question {
    enum kind kind;
    const char *api;
    const char *wire;
    struct {
        enum fact fact;
        const char *api; /* empty: the result */
        const char *wire;
    } gives[3];
};

#define CONTROL(kind, code)                                                                        \
    "Cluster" kind "Control(x, NULL, " code ", NULL, 0, out[1024], 1024, &size = 0)"

static const struct question questions[] = {
    {KIND_NODE, "GetClusterNodeState(x)", "a.ApiGetNodeState(x)", {{FACT_STATE, "", "State"}}},
    {KIND_NODE,
     "GetClusterNodeId(x, id[256], &length = 256)",
     "a.ApiGetNodeId(x)",
     {{FACT_ID, "id", "pGuid"}}},
    {KIND_GROUP,
     "GetClusterGroupState(x, node[1024], &length = 1024)",
     "a.ApiGetGroupState(x)",
     {{FACT_STATE, "", "State"}, {FACT_NODE, "node", "NodeName"}}},
    {KIND_GROUP, CONTROL("Group", "0x03000039"), "a.ApiGetGroupId(x)", {{FACT_ID, "out", "pGuid"}}},
    {KIND_RESOURCE,
     "GetClusterResourceState(x, node[1024], &units = 1024, group[1024], &length = 1024)",
     "a.ApiGetResourceState(x)",
     {{FACT_STATE, "", "State"}, {FACT_GROUP, "group", "GroupName"}}},
    {KIND_RESOURCE,
     CONTROL("Resource", "0x01000039"),
     "a.ApiGetResourceId(x)",
     {{FACT_ID, "out", "pGuid"}}},
    {KIND_RESOURCE,
     CONTROL("Resource", "0x0100002D"),
     "a.ApiGetResourceType(x)",
     {{FACT_TYPE, "out", "lpszResourceType"}}},
    {KIND_NETWORK,
     "GetClusterNetworkState(x)",
     "a.ApiGetNetworkState(x)",
     {{FACT_STATE, "", "State"}}},
    {KIND_NETWORK,
     "GetClusterNetworkId(x, id[256], &length = 256)",
     "a.ApiGetNetworkId(x)",
     {{FACT_ID, "id", "pGuid"}}},
    {KIND_NETINTERFACE,
     "GetClusterNetInterfaceState(x)",
     "a.ApiGetNetInterfaceState(x)",
     {{FACT_STATE, "", "State"}}},
    {KIND_NETINTERFACE,
     CONTROL("NetInterface", "0x06000039"),
     "a.ApiGetNetInterfaceId(x)",
     {{FACT_ID, "out", "pGuid"}}},
    {KIND_NETINTERFACE,
     CONTROL("NetInterface", "0x06000031"),
     "a.ApiNetInterfaceControl(x, 0x06000031, NULL, 1024)",
     {{FACT_NODE, "out", "lpOutBuffer"}}},
    {KIND_NETINTERFACE,
     CONTROL("NetInterface", "0x06000035"),
     "a.ApiNetInterfaceControl(x, 0x06000035, NULL, 1024)",
     {{FACT_NETWORK, "out", "lpOutBuffer"}}},
};

static void tell_fact(struct asking *asking, enum fact fact, const char *word)
{
    if (word != NULL) {
        child_tell(asking->out, "fact %zu %s %s\n", asking->objects - 1, discover_facts[fact],
                   word);
    }
}

static void ask_question(struct asking *asking, const char *open, const struct question *question)
{
    const char *lines[] = {asking->open, open, asking->wire ? question->wire : question->api};
    if (!asking_case(asking, lines, 3)) {
        return;
    }
    const struct answer *answer = &asking->answer[2];
    for (size_t n = 0; n < 3 && question->gives[n].api != NULL; n++) {
        const char *name = asking->wire ? question->gives[n].wire : question->gives[n].api;
        bool result = name[0] == '\0';
        if (result && answer->end == ANSWER_NUMBER && answer->number >= 0) {
            tell_fact(asking, question->gives[n].fact,
                      arena_print(&asking->arena, "%lld", (long long)answer->number));
        } else if (!result && answer->end == ANSWER_NUMBER) {
            tell_fact(asking, question->gives[n].fact, asking_word(asking, 2, name));
        }
    }
}

/* A node's DNS name, if a cluster can be opened by it. */
static void ask_fqdn(struct asking *asking, const char *name)
{
    size_t length = strlen(name);
    if (asking->domain == NULL || length < 3) {
        return;
    }
    const char *fqdn =
        arena_print(&asking->arena, "%.*s%s", (int)(length - 1), name, asking->domain);
    const char *line = arena_print(&asking->arena, "OpenCluster(%s)", fqdn);
    if (asking_case(asking, &line, 1) && asking->answer[0].end == ANSWER_HANDLE) {
        tell_fact(asking, FACT_FQDN, fqdn);
    }
}

/* Asked without a handle, the id is that of the local node. */
static const char *local_node_id(struct asking *asking)
{
    static const char *const line[] = {"GetClusterNodeId(NULL, id[256], &length = 256)"};
    return !asking->wire && asking_case(asking, line, 1) && answered_zero(&asking->answer[0])
               ? asking_word(asking, 0, "id")
               : NULL;
}

/* The resource that it depends on; of several the first. */
static void ask_dependency(struct asking *asking, const char *open)
{
    const char *lines[] = {asking->open, open,
                           asking->wire ? "a.ApiCreateResEnum(x, 1)"
                                        : "e = ClusterResourceOpenEnum(x, 1)",
                           "each ClusterResourceEnum(e, #, &type, name[1024], &length = 1024)"};
    if (!asking_case(asking, lines, asking->wire ? 3 : 4)) {
        return;
    }
    const struct answer_value *names = asking->wire
                                           ? answer_value(&asking->answer[2], span_of("ReturnEnum"))
                                           : answer_value(&asking->answer[3], span_of("name"));
    const struct value *value = names != NULL && names->count > 0 ? &names->value[0] : NULL;
    if (value != NULL && value->type == VALUE_LIST && value->count == 2) {
        value = &value->cell[1];
    }
    if (value != NULL && value->type == VALUE_STRING) {
        char name[TEXT_MOST];
        (void)value_print(value, name, 0, sizeof name);
        tell_fact(asking, FACT_DEPENDS, name);
    }
}

static void ask_object(struct asking *asking, enum kind kind, const struct value *value)
{
    char name[TEXT_MOST];
    const char *ex = asking->reads_only ? "Ex" : "";
    const char *access =
        asking->reads_only ? asking->wire ? ", GENERIC_READ" : ", GENERIC_READ, NULL" : "";
    (void)value_print(value, name, 0, sizeof name);
    child_tell(asking->out, "object %d %s\n", (int)kind, name);
    asking->objects++;
    const char *open = asking->wire ? arena_print(&asking->arena, "x = a.ApiOpen%s%s(%s%s)",
                                                  kind_name(kind), ex, name, access)
                                    : arena_print(&asking->arena, "x = OpenCluster%s%s(c, %s%s)",
                                                  kind_name(kind), ex, name, access);
    for (size_t n = 0; n < sizeof questions / sizeof questions[0]; n++) {
        if (questions[n].kind == kind) {
            ask_question(asking, open, &questions[n]);
        }
    }
    if (kind == KIND_NODE && !asking->wire) {
        ask_fqdn(asking, name);
    } else if (kind == KIND_RESOURCE) {
        ask_dependency(asking, open);
    }
}

static void ask_kind(struct asking *asking, enum kind kind, unsigned type)
{
    const char *lines[3] = {asking->open};
    if (asking->wire) {
        lines[1] = arena_print(&asking->arena, "a.ApiCreateEnum(%u)", type);
    } else {
        lines[1] = arena_print(&asking->arena, "e = ClusterOpenEnum(c, %u)", type);
        lines[2] = "each ClusterEnum(e, #, &type, name[1024], &length = 1024)";
    }
    if (!asking_case(asking, lines, asking->wire ? 2 : 3)) {
        return;
    }
    const struct answer_value *names = asking->wire
                                           ? answer_value(&asking->answer[1], span_of("ReturnEnum"))
                                           : answer_value(&asking->answer[2], span_of("name"));
    for (size_t n = 0; names != NULL && n < names->count && asking->objects < FOUND_OBJECTS; n++) {
        const struct value *value = &names->value[n];
        if (asking->wire && value->type == VALUE_LIST && value->count == 2) {
            value = &value->cell[1];
        }
        if (value->type == VALUE_STRING) {
            ask_object(asking, kind, value);
        }
    }
}

/* Group sets are enumerated by the protocol alone. */
static void ask_group_sets(struct asking *asking)
{
    const char *lines[] = {asking->open,
                           asking->reads_only ? "c = a.ApiOpenClusterEx(GENERIC_READ)"
                                              : "c = a.ApiOpenClusterEx(GENERIC_ALL)",
                           "a.ApiCreateGroupSetEnum(c)"};
    if (!asking->wire || !asking_case(asking, lines, 3)) {
        return;
    }
    const struct answer_value *names = answer_value(&asking->answer[2], span_of("ReturnEnum"));
    for (size_t n = 0; names != NULL && n < names->count && asking->objects < FOUND_OBJECTS; n++) {
        char name[TEXT_MOST];
        if (names->value[n].type == VALUE_LIST && names->value[n].count == 2) {
            (void)value_print(&names->value[n].cell[1], name, 0, sizeof name);
            child_tell(asking->out, "object %d %s\n", (int)KIND_GROUP_SET, name);
            asking->objects++;
        }
    }
}

static void ask_objects(struct asking *asking)
{
    static const struct {
        enum kind kind;
        unsigned type;
    } kinds[] = {{KIND_NODE, 1},
                 {KIND_GROUP, 8},
                 {KIND_RESOURCE, 4},
                 {KIND_NETWORK, 16},
                 {KIND_NETINTERFACE, 32}};
    for (size_t n = 0; n < sizeof kinds / sizeof kinds[0]; n++) {
        ask_kind(asking, kinds[n].kind, kinds[n].type);
    }
    ask_group_sets(asking);
    const char *local = local_node_id(asking);
    if (local != NULL) {
        child_tell(asking->out, "localnode %s\n", local);
    }
}

/* -- all of it
 * -------------------------------------------------------------------------------------------- */

/* Further endpoints have names too while they are asked. */
static void name_endpoints(struct asking *asking, struct document *document)
{
    struct growing text = {.octets = NULL};
    struct problem problem;
    growing_text(&text, "fixture asked\ncluster $cluster \"?\"\n");
    for (size_t n = 1; n <= asking->work->clusters; n++) {
        growing_text(&text, "cluster $more%zu \"?\" endpoint %s\n", n,
                     asking->work->cluster[n - 1]);
    }
    const char *kept = arena_print(&asking->arena, "%s", (const char *)text.octets);
    growing_free(&text);
    if (!document_open(document, DISCOVER, kept, strlen(kept), &problem)) {
        give_up(problem.what);
    }
    asking->dictionary.fixture = &document->record[0];
}

void discover_work(void *context, FILE *out)
{
    const struct discover_work *work = context;
    struct asking asking = {.work = work, .out = out, .dictionary = work->suite->dictionary};
    struct document document;
    char why[SUBJECT_TEXT];
    asking.wire = work->subject->type->call == NULL;
    asking.text = arena_take(&asking.arena, ANSWER_TEXT);
    if (!work->subject->type->open(work->subject, why)) {
        child_tell(out, "cannot %s\n", why);
    } else {
        name_endpoints(&asking, &document);
        size_t clusters = asking.wire          ? work->clusters + 1
                          : work->clusters > 0 ? work->clusters
                                               : 1;
        for (size_t n = 0; n < clusters; n++) {
            bool there =
                asking.wire ? asking_wire_cluster(&asking, n) : asking_api_cluster(&asking, n);
            if (there && n == 0) {
                ask_objects(&asking);
            }
        }
        document_close(&document);
    }
    arena_free(&asking.arena);
}
