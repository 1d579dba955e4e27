#include "explore_make.h"

#include <stdio.h>
#include <string.h>

#include "script/script.h"

enum { NAME_UNITS = 256 };

const char *explore_cluster_word(int cluster)
{
    return cluster == 0 ? "$cluster" : "$reader";
}

const char *explore_object_word(enum kind kind)
{
    static const char *const words[EXPLORE_KINDS] = {[KIND_NODE] = "$node",
                                                     [KIND_GROUP] = "$group",
                                                     [KIND_RESOURCE] = "$resource",
                                                     [KIND_NETWORK] = "$network",
                                                     [KIND_NETINTERFACE] = "$netinterface"};
    return words[kind];
}

/* The string that a $name stands for; NULL: the fixture lacks it. */
static uint16_t *string_of(const struct dictionary *dictionary, const char *name,
                           struct arena *arena)
{
    char why[200];
    struct value value;
    struct scan scan = {span_of(name)};
    if (value_scan(&scan, dictionary, arena, &value, why) != VALUE_READ || value.units == NULL) {
        return NULL;
    }
    uint16_t *units = arena_take(arena, (value.count + 1) * sizeof *units);
    memcpy(units, value.units, value.count * sizeof *units);
    return units;
}

static bool same_units(const uint16_t *a, const uint16_t *b)
{
    size_t n = 0;
    while (n < NAME_UNITS && a[n] == b[n] && a[n] != 0) {
        n++;
    }
    return n < NAME_UNITS && a[n] == b[n];
}

static void read_clusters(struct explore_names *names, const struct dictionary *dictionary,
                          struct arena *arena)
{
    const uint16_t *local = string_of(dictionary, "$local", arena);
    names->world.local = -1;
    for (int n = 0; n < EXPLORE_CLUSTERS; n++) {
        names->cluster[n] = string_of(dictionary, explore_cluster_word(n), arena);
        if (names->cluster[n] == NULL) {
            return;
        }
        names->clusters = n + 1;
        names->world.cluster[n] =
            (struct model_cluster){.reachable = true, .all = n == 0, .ex = true};
        if (local != NULL && same_units(local, names->cluster[n])) {
            names->world.local = n;
        }
    }
}

void explore_names_read(struct explore_names *names, const struct dictionary *dictionary,
                        struct arena *arena)
{
    *names = (struct explore_names){.clusters = 0};
    read_clusters(names, dictionary, arena);
    for (enum kind kind = KIND_CLUSTER; kind <= KIND_NETINTERFACE; kind++) {
        char constant[64];
        int64_t number = 0;
        size_t length = (size_t)snprintf(constant, sizeof constant,
                                         "CLUSCTL_%s_SET_COMMON_PROPERTIES", kind_name(kind));
        for (size_t n = 0; n < length; n++) {
            bool lower = constant[n] >= 'a' && constant[n] <= 'z';
            constant[n] = (char)(lower ? constant[n] - 'a' + 'A' : constant[n]);
        }
        (void)spec_number(dictionary->spec, span_of(constant), &number);
        names->change[kind] = (uint32_t)number;
        if (kind != KIND_CLUSTER) {
            names->object[kind] = string_of(dictionary, explore_object_word(kind), arena);
        }
    }
}

void explore_function(const struct model_call *call, char *out)
{
    const char *kind = call->kind == KIND_CLUSTER ? "" : kind_name(call->kind);
    const char *ex = call->ex ? "Ex" : "";
    switch (call->verb) {
    case MODEL_OPEN_CLUSTER:
    case MODEL_OPEN_OBJECT:
        (void)snprintf(out, EXPLORE_FUNCTION, "OpenCluster%s%s", kind, ex);
        break;
    case MODEL_INSTANCE:
        (void)snprintf(out, EXPLORE_FUNCTION, "GetClusterFrom%s", kind);
        break;
    case MODEL_CLOSE:
        (void)snprintf(out, EXPLORE_FUNCTION, "CloseCluster%s", kind);
        break;
    case MODEL_ASK:
        (void)snprintf(out, EXPLORE_FUNCTION, "GetCluster%s%s", kind,
                       call->kind == KIND_CLUSTER ? "Information" : "State");
        break;
    case MODEL_CHANGE:
        (void)snprintf(out, EXPLORE_FUNCTION, "Cluster%sControl", kind);
        break;
    }
}

void explore_maker_start(struct explore_maker *maker, const struct subject *subject,
                         const struct explore_names *names, const struct explore_stubs *stubs)
{
    *maker = (struct explore_maker){.subject = subject, .names = names};
    for (enum model_verb verb = 0; verb <= MODEL_CHANGE; verb++) {
        for (enum kind kind = KIND_CLUSTER; kind <= KIND_NETINTERFACE; kind++) {
            for (int ex = 0; ex < 2; ex++) {
                char name[EXPLORE_FUNCTION];
                struct model_call call = {.verb = verb, .kind = kind, .ex = ex == 1};
                explore_function(&call, name);
                maker->of[verb][kind][ex].call = call_find(span_of(name));
                if (maker->of[verb][kind][ex].call != NULL && !stubs->is[verb][kind][ex]) {
                    maker->of[verb][kind][ex].function = subject->type->find(subject, name);
                }
            }
        }
    }
}

bool explore_has(const struct explore_maker *maker, const struct model_call *call)
{
    return maker->of[call->verb][call->kind][call->ex].function != NULL;
}

static void *handle_of(const struct explore_maker *maker, int handle)
{
    return handle == MODEL_NULL       ? NULL
           : handle == MODEL_INVENTED ? (void *)(uintptr_t)INVENTED_HANDLE
                                      : maker->handle[handle];
}

/* What a call is given memory for. */
struct room {
    uint32_t granted;
    uint32_t count;
    uint16_t units[NAME_UNITS];
    uint8_t list[4]; /* of no properties (MS-CMRP 2.2.3.10) */
};

static void *name_of(const struct explore_names *names, const struct model_call *call)
{
    static uint16_t empty[1];
    static uint16_t nobody[sizeof NOBODY];
    switch (call->name) {
    case NAME_NULL:
        return NULL;
    case NAME_EMPTY:
        return empty;
    case NAME_UNKNOWN:
        for (size_t n = 0; n < sizeof NOBODY; n++) {
            nobody[n] = (uint16_t)NOBODY[n];
        }
        return nobody;
    default:
        return call->verb == MODEL_OPEN_CLUSTER ? names->cluster[call->cluster]
                                                : names->object[call->kind];
    }
}

static void fill(const struct explore_maker *maker, const struct model_call *call,
                 struct room *room, struct actual *actual)
{
    const struct explore_names *names = maker->names;
    size_t at = 0;
    if (call->verb != MODEL_OPEN_CLUSTER) {
        actual[at++].pointer = handle_of(maker, call->handle);
    }
    switch (call->verb) {
    case MODEL_OPEN_CLUSTER:
    case MODEL_OPEN_OBJECT:
        actual[at++].pointer = name_of(names, call);
        actual[at++].number = call->access;
        actual[at].pointer = call->asks ? &room->granted : NULL;
        break;
    case MODEL_ASK:
        if (call->kind == KIND_CLUSTER) {
            actual[1].pointer = room->units;
            actual[2].pointer = &room->count;
        }
        break;
    case MODEL_CHANGE:
        actual[2].number = names->change[call->kind];
        actual[3].pointer = room->list;
        actual[4].number = sizeof room->list;
        actual[7].pointer = &room->count;
        break;
    case MODEL_INSTANCE:
    case MODEL_CLOSE:
        break;
    }
}

/* Whose name was given; -1: no cluster's. */
static int whose(const struct explore_names *names, const struct room *room)
{
    for (int n = 0; n < names->clusters; n++) {
        if (same_units(room->units, names->cluster[n])) {
            return n;
        }
    }
    return -1;
}

void explore_make(struct explore_maker *maker, const struct model_call *call, int next,
                  struct model_answer *answer)
{
    struct room room = {.granted = call->before, .count = NAME_UNITS};
    struct actual actual[CALL_PARAMETERS] = {{.pointer = NULL}};
    struct outcome outcome = {.handle = NULL};
    uint32_t error = UNTOUCHED_ERROR;
    fill(maker, call, &room, actual);
    (void)subject_call_function(
        maker->subject, maker->of[call->verb][call->kind][call->ex].function,
        maker->of[call->verb][call->kind][call->ex].call, actual, &outcome, &error);
    *answer = (struct model_answer){.handle = outcome.handle != NULL,
                                    .number = outcome.number,
                                    .error = error,
                                    .error_set = error != UNTOUCHED_ERROR,
                                    .granted = room.granted,
                                    .cluster = -1};
    if (model_gives_handle(call) && answer->handle) {
        maker->handle[next] = outcome.handle;
    }
    if (call->verb == MODEL_ASK && call->kind == KIND_CLUSTER && answer->number == 0) {
        answer->cluster = whose(maker->names, &room);
    }
}
