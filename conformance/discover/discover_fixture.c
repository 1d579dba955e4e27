/* What was discovered, as a fixture. */
#include <stdlib.h>
#include <string.h>

#include "base/shell.h"
#include "discover.h"

static const struct {
    enum kind kind;
    const char *field;
    const char *counted;
} kinds[] = {
    {KIND_NODE, "node", "nodes"},          {KIND_GROUP_SET, "groupset", NULL},
    {KIND_GROUP, "group", "groups"},       {KIND_RESOURCE, "resource", "resources"},
    {KIND_NETWORK, "network", "networks"}, {KIND_NETINTERFACE, "netinterface", "netinterfaces"}};

enum { FIXTURE_KINDS = sizeof kinds / sizeof kinds[0], OLD = 7 };

/* -- clusters
 * --------------------------------------------------------------------------------------------- */

static const char *cluster_word(const struct discovery *discovery, size_t n, char *word,
                                size_t capacity)
{
    const struct found_cluster *cluster = &discovery->cluster[n];
    bool version_2 = cluster->release != NULL && atoi(cluster->release) < 6;
    const char *base = n == 0                     ? "$cluster"
                       : cluster->privacy         ? "$guarded"
                       : cluster->unreachable     ? "$nowhere"
                       : version_2                ? "$v2"
                       : cluster->release != NULL ? "$old"
                       : !cluster->changes        ? "$reader"
                                                  : "$cluster";
    unsigned same = 1;
    for (size_t m = 0; m < n; m++) {
        char other[40];
        size_t length = strlen(base);
        const char *its = cluster_word(discovery, m, other, sizeof other);
        same += strncmp(its, base, length) == 0 &&
                strspn(its + length, "0123456789") == strlen(its + length);
    }
    (void)snprintf(word, capacity, same > 1 ? "%s%u" : "%s", base, same);
    return word;
}

/* A string of letters, digits, dots and dashes stands without its quotes, a number then being one.
 */
static void put_attribute(struct growing *text, const char *name, const char *value)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-";
    size_t length = value != NULL ? strlen(value) : 0;
    if (length > 2 && value[0] == '"' && strspn(value + 1, plain) == length - 2) {
        growing_text(text, " %s %.*s", name, (int)length - 2, value + 1);
    } else if (length > 0) {
        growing_text(text, " %s %s", name, value);
    }
}

static void put_counts(const struct discovery *discovery, struct growing *text)
{
    for (size_t k = 0; k < FIXTURE_KINDS; k++) {
        size_t count = 0;
        for (size_t n = 0; n < discovery->objects; n++) {
            count += discovery->object[n].kind == kinds[k].kind ? 1 : 0;
        }
        if (kinds[k].counted != NULL) {
            growing_text(text, " %s %zu", kinds[k].counted, count);
        }
    }
}

/* `given` is the name or endpoint on the command line, NULL for the first of an endpoint's and for
 * the local cluster. */
static void put_cluster(const struct discovery *discovery, size_t n, const char *given,
                        struct growing *text)
{
    const struct found_cluster *cluster = &discovery->cluster[n];
    char word[40];
    growing_text(text, "cluster       %-14s ", cluster_word(discovery, n, word, sizeof word));
    if (!discovery->wire && given != NULL && (cluster->name == NULL || cluster->unreachable)) {
        growing_text(text, "\"%s\"", given);
    } else {
        growing_text(text, "%s", cluster->name != NULL ? cluster->name : "\"?\"");
    }
    put_attribute(text, "fqdn", cluster->fqdn);
    if (n == 0) {
        put_counts(discovery, text);
    }
    put_attribute(text, "grants", cluster->reads && !cluster->changes ? "GENERIC_READ" : NULL);
    put_attribute(text, "release", cluster->release);
    put_attribute(text, "endpoint", discovery->wire ? given : NULL);
    growing_text(text, "%s%s%s\n", cluster->local ? " local" : "",
                 cluster->unreachable ? " unreachable" : "", cluster->privacy ? " privacy" : "");
}

/* -- objects
 * ---------------------------------------------------------------------------------------------- */

static const char *state_word(const struct discovery *discovery, const struct found_object *object)
{
    static const struct {
        enum kind kind;
        int number;
        int wire; /* MS-CMRP's number, where it is another */
        const char *word;
    } states[] = {{KIND_NODE, 0, 0, "up"},
                  {KIND_NODE, 1, 1, "down"},
                  {KIND_NODE, 2, 2, "paused"},
                  {KIND_NODE, 3, 3, "joining"},
                  {KIND_GROUP, 0, 0, "online"},
                  {KIND_GROUP, 1, 1, "offline"},
                  {KIND_GROUP, 2, 2, "failed"},
                  {KIND_GROUP, 3, 3, "partial"},
                  {KIND_GROUP, 4, 4, "pending"},
                  {KIND_RESOURCE, 2, 2, "online"},
                  {KIND_RESOURCE, 3, 3, "offline"},
                  {KIND_RESOURCE, 4, 4, "failed"},
                  {KIND_NETWORK, 0, 0, "unavailable"},
                  {KIND_NETWORK, 1, 1, "down"},
                  {KIND_NETWORK, 2, 2, "partitioned"},
                  {KIND_NETWORK, 3, 3, "up"},
                  {KIND_NETINTERFACE, 0, 2, "unavailable"},
                  {KIND_NETINTERFACE, 1, 0, "failed"},
                  {KIND_NETINTERFACE, 2, 1, "unreachable"},
                  {KIND_NETINTERFACE, 3, 3, "up"}};
    const char *state = object->fact[FACT_STATE];
    for (size_t n = 0; state != NULL && n < sizeof states / sizeof states[0]; n++) {
        int number = discovery->wire ? states[n].wire : states[n].number;
        if (states[n].kind == object->kind && number == atoi(state)) {
            return states[n].word;
        }
    }
    return object->kind == KIND_RESOURCE && state != NULL && atoi(state) >= 128 ? "pending" : NULL;
}

/* The $name of the object of that kind and name. */
static const char *word_of(const struct discovery *discovery, enum kind kind, const char *name)
{
    for (size_t n = 0; name != NULL && n < discovery->objects; n++) {
        const struct found_object *object = &discovery->object[n];
        if (object->kind == kind && strcmp(object->name, name) == 0) {
            return object->word;
        }
    }
    return NULL;
}

/* `only`: it holds this one and no other. */
static void put_only(const struct discovery *discovery, const struct found_object *object,
                     struct growing *text)
{
    enum kind kind = object->kind == KIND_GROUP ? KIND_RESOURCE : KIND_NETINTERFACE;
    enum fact fact = object->kind == KIND_GROUP  ? FACT_GROUP
                     : object->kind == KIND_NODE ? FACT_NODE
                                                 : FACT_NETWORK;
    const struct found_object *only = NULL;
    if ((object->kind == KIND_GROUP || object->kind == KIND_NODE || object->kind == KIND_NETWORK) &&
        discover_members(discovery, kind, fact, object->name, &only) == 1) {
        put_attribute(text, "only", only->word);
    }
}

/* What a group's resources are to each other. A witness is the quorum. */
static void put_resource(const struct discovery *discovery, const struct found_object *object,
                         struct growing *text)
{
    put_attribute(text, "group", word_of(discovery, KIND_GROUP, object->fact[FACT_GROUP]));
    put_attribute(text, "type", object->fact[FACT_TYPE]);
    for (const struct found_object *above = discovery->object; above < object; above++) {
        if (above->kind == KIND_RESOURCE && object->fact[FACT_DEPENDS] != NULL &&
            strcmp(above->name, object->fact[FACT_DEPENDS]) == 0) {
            put_attribute(text, "depends", above->word); /* a fixture's reader wants it above */
        }
    }
    growing_text(text, "%s", strcmp(object->word, "$witness") == 0 ? " quorum" : "");
}

static bool is_local_node(const struct discovery *discovery, const struct found_object *object)
{
    return object->kind == KIND_NODE && discovery->local_node != NULL &&
           object->fact[FACT_ID] != NULL &&
           strcmp(object->fact[FACT_ID], discovery->local_node) == 0;
}

static void put_object(const struct discovery *discovery, const struct found_object *object,
                       const char *field, struct growing *text)
{
    const char *state = state_word(discovery, object);
    growing_text(text, "%-13s %-14s %s", field, object->word, object->name);
    growing_text(text, "%s%s", state != NULL ? " " : "", state != NULL ? state : "");
    put_attribute(text, "id", object->fact[FACT_ID]);
    put_attribute(text, "fqdn", object->fact[FACT_FQDN]);
    if (object->kind == KIND_GROUP) {
        put_attribute(text, "owner", word_of(discovery, KIND_NODE, object->fact[FACT_NODE]));
    } else if (object->kind == KIND_RESOURCE) {
        put_resource(discovery, object, text);
    } else if (object->kind == KIND_NETINTERFACE) {
        put_attribute(text, "node", word_of(discovery, KIND_NODE, object->fact[FACT_NODE]));
        put_attribute(text, "network",
                      word_of(discovery, KIND_NETWORK, object->fact[FACT_NETWORK]));
    }
    put_only(discovery, object, text);
    growing_text(text, "%s\n", is_local_node(discovery, object) ? " local" : "");
}

const char *discover_untold(const struct discovery *discovery)
{
    return discovery->wire
               ? "# No method tells addresses (`address A.B.C.D` of the cluster and its "
                 "nodes). Further clusters (one where the\n"
                 "# caller may only read, an old one, one that demands privacy) are named "
                 "as HOST[PORT] behind the subject.\n"
               : "# No call tells addresses (`address A.B.C.D` of the cluster and its "
                 "nodes) or group sets. Further clusters (one where\n"
                 "# the caller may only read, an old one, one that nobody serves) are "
                 "named behind the subject.\n";
}

void discover_fixture(const struct discovery *discovery, const struct options *options,
                      const struct subject *subject, struct growing *text)
{
    const char *served = subject->file[0] != '\0' ? subject->file : subject->endpoint;
    bool brackets = served[0] != '\0' && strstr(options->word, served) == NULL;
    growing_text(text, "# Discovered in %s%s%s%s: ", options->word, brackets ? " (" : "",
                 brackets ? served : "", brackets ? ")" : "");
    growing_text(text, "names, states, ids, and what the caller is granted.\n%s",
                 discover_untold(discovery));
    growing_text(text, "# What is added by hand (spec/notation.md, \"Fixtures\") lets more cases "
                       "run. Which do not yet:\n#   clus-cts discover");
    shell_word(text, "", options->word);
    for (size_t n = 0; n < options->files; n++) {
        shell_word(text, "", options->file[n]);
    }
    growing_text(text, " --dry-run\n");
    if (discovery->left_out[0] != '\0') {
        growing_text(text, "# Left out, because the call ended or hung the process:%s\n",
                     discovery->left_out);
    }
    growing_text(text, "\nfixture       discovered\n");
    for (size_t n = 0; n < discovery->clusters; n++) {
        size_t word = discovery->wire ? n - 1 : n;
        put_cluster(discovery, n, word < options->files ? options->file[word] : NULL, text);
    }
    for (size_t k = 0; k < FIXTURE_KINDS; k++) {
        for (size_t n = 0; n < discovery->objects; n++) {
            if (discovery->object[n].kind == kinds[k].kind) {
                put_object(discovery, &discovery->object[n], kinds[k].field, text);
            }
        }
    }
}
