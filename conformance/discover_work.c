/* Asking: small cases, made as the answers come, in the process that is at risk. */
#include <stdio.h>
#include <string.h>

#include "case.h"
#include "discover.h"
#include "execute.h"
#include "give_up.h"

enum { ANSWER_TEXT = 1 << 20, DENIED = 5, NO_EX = 1745, TEXT_MOST = 1200, OLD_MAJOR = 7 };

const char *const discover_facts[FACTS] = {"state",   "id",   "node", "group",
                                           "network", "type", "fqdn", "depends"};

struct asking {
    const struct discover_work *work;
    FILE *out;
    struct arena arena;
    struct dictionary dictionary;
    const struct script *script;
    struct answer *answer; /* of the last case, one for each step */
    char *text;
    bool wire;
    const char *open; /* the step that opens the cluster */
    bool reads_only;
    const char *domain; /* of the cluster's DNS name, or NULL */
    size_t objects;
};

/* -- one case
 * -------------------------------------------------------------------------------------------- */

static void begins(void *context, size_t s)
{
    struct asking *asking = context;
    const struct step *step = &asking->script->step[s];
    child_tell(asking->out, "asking %s %.*s\n", step->wire == NULL ? step->call->name : "-",
               SPAN(step->text));
}

/* The answer's memory goes with the step: it is kept as text, and read again. */
static void answered(void *context, size_t s, const struct answer *answer)
{
    struct asking *asking = context;
    char why[200];
    (void)answer_print(answer, asking->script->step[s].call, NULL, asking->text, ANSWER_TEXT);
    const char *kept = arena_print(&asking->arena, "%s", asking->text);
    if (!answer_read(span_of(kept), &asking->dictionary, &asking->arena, &asking->answer[s], why)) {
        asking->answer[s] = (struct answer){.end = ANSWER_NONE};
    }
}

static void keep(void *context, const struct script *script)
{
    struct asking *asking = context;
    asking->script = script;
}

/* Is the call one that is to be left out? */
static bool is_left_out(const struct asking *asking, const char *line)
{
    struct span rest = span_of(asking->work->left_out);
    for (struct span word = span_word(&rest); word.length > 0; word = span_word(&rest)) {
        for (const char *at = strchr(line, word.at[0]); at != NULL;
             at = strchr(at + 1, word.at[0])) {
            if (strncmp(at, word.at, word.length) == 0 && at[word.length] == '(') {
                return true;
            }
        }
    }
    return false;
}

/* Make the steps. False: they make no case, or one of them is left out. */
static bool ask(struct asking *asking, const char *const *line, size_t lines)
{
    struct growing text = {.octets = NULL};
    struct document document;
    struct problem problem;
    growing_text(&text, "case discover\n");
    for (size_t n = 0; n < lines; n++) {
        if (is_left_out(asking, line[n])) {
            growing_free(&text);
            return false;
        }
        growing_text(&text, "        %s\n", line[n]);
    }
    const char *kept = arena_print(&asking->arena, "%s", (const char *)text.octets);
    growing_free(&text);
    if (!document_open(&document, DISCOVER, kept, strlen(kept), &problem)) {
        give_up(problem.what);
    }
    bool made =
        case_read(&document.record[0], &asking->dictionary, &asking->arena, keep, asking, &problem);
    if (made) {
        struct witness witness = {begins, answered, asking};
        asking->answer = arena_take(&asking->arena, asking->script->steps * sizeof *asking->answer);
        execute(asking->script, asking->work->subject, &witness);
    }
    document_close(&document);
    return made;
}

/* -- values
 * -----------------------------------------------------------------------------------------------
 */

/* Octets that are the units of a string with its terminator count as that string. */
static bool as_string(const struct value *value, struct asking *asking, struct value *string)
{
    *string = *value;
    if (value->type == VALUE_STRING) {
        return true;
    }
    if (value->type != VALUE_OCTETS || value->count < 2 || value->count % 2 != 0) {
        return false;
    }
    uint16_t *units = arena_take(&asking->arena, value->count + 2);
    memcpy(units, value->octets, value->count);
    size_t count = value->count / 2;
    bool ended = units[count - 1] == 0;
    *string = (struct value){.type = VALUE_STRING, .units = units, .count = count - 1};
    return ended;
}

/* The value of that name as a word of a fixture; NULL: it was not given. */
static const char *word_of(struct asking *asking, size_t step, const char *name)
{
    const struct answer_value *found = answer_value(&asking->answer[step], span_of(name));
    char text[TEXT_MOST];
    struct value string;
    if (found == NULL || found->count != 1) {
        return NULL;
    }
    if (found->value->type == VALUE_NUMBER) {
        return arena_print(&asking->arena, "%lld", (long long)found->value->number);
    }
    if (!as_string(found->value, asking, &string)) {
        return NULL;
    }
    (void)value_print(&string, text, 0, sizeof text);
    return arena_print(&asking->arena, "%s", text);
}

static bool is_zero(const struct answer *answer)
{
    return answer->end == ANSWER_NUMBER && answer->number == 0;
}

static bool is_bound(const struct answer *answer)
{
    return answer->end == ANSWER_WORD && span_is(answer->cause, "bound");
}

/* The code by which an open failed. */
static int64_t failure(const struct answer *answer)
{
    const struct answer_value *status = answer_value(answer, span_of("Status"));
    if (answer->end == ANSWER_FAULT || answer->end == ANSWER_NUMBER) {
        return answer->number;
    }
    return status != NULL ? status->value->number : answer->coded ? answer->code : -1;
}

/* -- clusters
 * --------------------------------------------------------------------------------------------- */

static void tell(struct asking *asking, size_t n, const char *what, const char *word)
{
    if (word != NULL) {
        child_tell(asking->out, "cluster %zu %s %s\n", n, what, word);
    }
}

/* MAJOR.MINOR of a CLUSTERVERSIONINFO, if it is one without Ex methods. */
static void tell_release(struct asking *asking, size_t n, size_t step)
{
    const struct answer_value *info = answer_value(&asking->answer[step], span_of("info"));
    if (info != NULL && info->value->type == VALUE_OCTETS && info->value->count >= 8) {
        const uint8_t *octets = info->value->octets;
        tell(asking, n, "release",
             arena_print(&asking->arena, "%u.%u", octets[4] + 256u * octets[5],
                         octets[6] + 256u * octets[7]));
    } else {
        tell(asking, n, "release", "6.0");
    }
}

/* What OpenCluster is given: NULL, or the name in quotes. */
static const char *api_word(struct asking *asking, size_t n)
{
    return asking->work->clusters == 0
               ? "NULL"
               : arena_print(&asking->arena, "\"%s\"", asking->work->cluster[n]);
}

static void tell_local(struct asking *asking, size_t n, const char *name)
{
    static const char *const lines[] = {"c = OpenCluster(NULL)",
                                        "GetClusterInformation(c, name[256], &length = 256, NULL)"};
    if (ask(asking, lines, 2) && name != NULL) {
        const char *local = word_of(asking, 1, "name");
        tell(asking, n, local != NULL && strcmp(local, name) == 0 ? "local" : "remote", "-");
    }
}

static void ask_identity(struct asking *asking, size_t n, bool old)
{
    const char *lines[] = {
        asking->open, "GetClusterInformation(c, name[256], &length = 256, info[284])",
        "ClusterControl(c, NULL, 0x0700003D, NULL, 0, out[1024], 1024, &size = 0)"};
    const char *name = NULL;
    if (ask(asking, lines, 2)) {
        name = word_of(asking, 1, "name");
        tell(asking, n, "name", name);
        if (old) {
            tell_release(asking, n, 1);
        }
    }
    const char *fqdn =
        ask(asking, lines, 3) && is_zero(&asking->answer[2]) ? word_of(asking, 2, "out") : NULL;
    tell(asking, n, "fqdn", fqdn);
    if (n == 0 && fqdn != NULL && strchr(fqdn, '.') != NULL) {
        asking->domain = strchr(fqdn, '.');
    }
    tell_local(asking, n, name);
}

/* Which opens succeed says who the caller is. False: none does. */
static bool ask_api_cluster(struct asking *asking, size_t n)
{
    const char *word = api_word(asking, n);
    const char *plain = arena_print(&asking->arena, "c = OpenCluster(%s)", word);
    const char *all = arena_print(&asking->arena, "c = OpenClusterEx(%s, GENERIC_ALL, NULL)", word);
    const char *read =
        arena_print(&asking->arena, "c = OpenClusterEx(%s, GENERIC_READ, NULL)", word);
    bool opens = ask(asking, &plain, 1) && asking->answer[0].end == ANSWER_HANDLE;
    bool changes = ask(asking, &all, 1) && asking->answer[0].end == ANSWER_HANDLE;
    bool old = !changes && asking->answer != NULL && failure(&asking->answer[0]) == NO_EX;
    bool reads = ask(asking, &read, 1) && asking->answer[0].end == ANSWER_HANDLE;
    if (!opens && !reads) {
        tell(asking, n, "unreachable", "-");
        return false;
    }
    if (opens || changes) {
        tell(asking, n, "changes", "-");
    }
    tell(asking, n, "reads", "-");
    asking->open = opens ? plain : read;
    asking->reads_only = !opens;
    ask_identity(asking, n, old);
    return true;
}

/* -- clusters on the wire
 * --------------------------------------------------------------------------------- */

static const char *wire_word(struct asking *asking, size_t n)
{
    return n == 0 ? "$cluster" : arena_print(&asking->arena, "$more%zu", n);
}

/* Version 3.0, or 2.0 alone, or only with packet privacy, or nobody. */
static bool ask_bind(struct asking *asking, size_t n, const char *connect)
{
    const char *older =
        arena_print(&asking->arena, "b = connect(%s, version = 2)", wire_word(asking, n));
    const struct answer_value *reason = NULL;
    if (ask(asking, &connect, 1) && is_bound(&asking->answer[0])) {
        return true;
    }
    if (asking->answer != NULL) {
        reason = answer_value(&asking->answer[0], span_of("provider_reject_reason"));
    }
    bool privacy = reason != NULL && reason->value->number != 2 && reason->value->number != 4;
    if (privacy) {
        tell(asking, n, "privacy", "-");
    } else if (!asking->work->subject->type->lines && ask(asking, &older, 1) &&
               is_bound(&asking->answer[0])) {
        tell(asking, n, "release", "5.2");
        const char *lines[] = {older, "b.ApiGetClusterName()"};
        tell(asking, n, "name", ask(asking, lines, 2) ? word_of(asking, 1, "ClusterName") : NULL);
    } else {
        tell(asking, n, "unreachable", "-");
    }
    return false;
}

static bool ask_wire_cluster(struct asking *asking, size_t n)
{
    const char *connect = arena_print(&asking->arena, "a = connect(%s)", wire_word(asking, n));
    const char *lines[] = {connect, "a.ApiGetClusterName()", "a.ApiOpenClusterEx(GENERIC_ALL)",
                           "a.ApiOpenClusterEx(GENERIC_READ)"};
    if (!ask_bind(asking, n, connect) || !ask(asking, lines, 4)) {
        return false;
    }
    if (failure(&asking->answer[1]) == DENIED) {
        tell(asking, n, "privacy", "-");
        return false;
    }
    tell(asking, n, "name", word_of(asking, 1, "ClusterName"));
    bool changes = asking->answer[2].end == ANSWER_HANDLE;
    bool old = !changes && failure(&asking->answer[2]) != DENIED;
    tell(asking, n, "reads", "-");
    tell(asking, n, "changes", changes || old ? "-" : NULL);
    tell(asking, n, "release", old ? "6.0" : NULL);
    asking->open = connect;
    asking->reads_only = !changes && !old;
    const char *more[] = {connect,
                          changes ? "c = a.ApiOpenClusterEx(GENERIC_ALL)"
                                  : "c = a.ApiOpenClusterEx(GENERIC_READ)",
                          "a.ApiClusterControl(c, 0x0700003D, NULL, 1024)"};
    if (!old && ask(asking, more, 3)) {
        tell(asking, n, "fqdn", word_of(asking, 2, "lpOutBuffer"));
    }
    return true;
}

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
    if (!ask(asking, lines, 3)) {
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
            tell_fact(asking, question->gives[n].fact, word_of(asking, 2, name));
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
    if (ask(asking, &line, 1) && asking->answer[0].end == ANSWER_HANDLE) {
        tell_fact(asking, FACT_FQDN, fqdn);
    }
}

/* Asked without a handle, the id is that of the local node. */
static const char *local_node_id(struct asking *asking)
{
    static const char *const line[] = {"GetClusterNodeId(NULL, id[256], &length = 256)"};
    return !asking->wire && ask(asking, line, 1) && is_zero(&asking->answer[0])
               ? word_of(asking, 0, "id")
               : NULL;
}

/* The resource that it depends on; of several the first. */
static void ask_dependency(struct asking *asking, const char *open)
{
    const char *lines[] = {asking->open, open,
                           asking->wire ? "a.ApiCreateResEnum(x, 1)"
                                        : "e = ClusterResourceOpenEnum(x, 1)",
                           "each ClusterResourceEnum(e, #, &type, name[1024], &length = 1024)"};
    if (!ask(asking, lines, asking->wire ? 3 : 4)) {
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
    if (!ask(asking, lines, asking->wire ? 2 : 3)) {
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
    if (!asking->wire || !ask(asking, lines, 3)) {
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
            bool there = asking.wire ? ask_wire_cluster(&asking, n) : ask_api_cluster(&asking, n);
            if (there && n == 0) {
                ask_objects(&asking);
            }
        }
        document_close(&document);
    }
    arena_free(&asking.arena);
}
