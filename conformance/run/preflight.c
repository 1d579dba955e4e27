#include "preflight_parts.h"

#include <stdlib.h>
#include <string.h>

#include "script/value.h"

enum { CANARY = 0xC0DE };

const struct preflight_object preflight_objects[PREFLIGHT_OBJECTS] = {
    {"node", KIND_NODE, 5042},
    {"group", KIND_GROUP, 5013},
    {"resource", KIND_RESOURCE, 5007},
    {"network", KIND_NETWORK, 5045},
    {"netinterface", KIND_NETINTERFACE, 5047},
};

/* The string that a $name stands for; NULL: the fixture lacks it. */
static void *string_of(const struct dictionary *dictionary, struct span name, struct arena *arena)
{
    char why[200];
    struct value value;
    struct scan scan = {name};
    if (value_scan(&scan, dictionary, arena, &value, why) != VALUE_READ) {
        return NULL;
    }
    uint16_t *units = arena_take(arena, (value.count + 1) * sizeof *units);
    memcpy(units, value.units, value.count * sizeof *units);
    return units;
}

/* Open a cluster or object by name. False: there is no such function. */
static bool open_by_name(const struct subject *subject, const char *call, void *cluster, void *name,
                         void **handle, uint32_t *error)
{
    const struct call *row = call_find(span_of(call));
    struct actual actual[2] = {{.pointer = row->takes == KIND_NONE ? name : cluster},
                               {.pointer = name}};
    struct outcome outcome = {.handle = NULL};
    bool made = subject->type->call(subject, row, actual, &outcome, error);
    *handle = outcome.handle;
    return made;
}

static void try_object(const struct preflight_work *work, void *cluster, size_t n,
                       const struct field *field, FILE *out)
{
    struct arena arena = {NULL};
    struct span rest = field->rest;
    struct span name = span_word(&rest);
    void *handle = NULL;
    uint32_t error = 0;
    char call[64];
    (void)snprintf(call, sizeof call, "OpenCluster%s", kind_name(preflight_objects[n].kind));
    child_tell(out, "try %s\n", call);
    bool made = open_by_name(work->subject, call, cluster,
                             string_of(work->dictionary, name, &arena), &handle, &error);
    if (made) {
        bool missing = handle == NULL && error == preflight_objects[n].not_found;
        child_tell(out, "%s %d %.*s\n", missing ? "missing" : "found",
                   (int)preflight_objects[n].kind, SPAN(name));
    }
    arena_free(&arena);
}

static void try_objects(const struct preflight_work *work, void *cluster, FILE *out)
{
    const struct record *fixture = work->dictionary->fixture;
    for (size_t f = 1; f < fixture->fields; f++) {
        for (size_t n = 0; n < PREFLIGHT_OBJECTS; n++) {
            if (span_is(fixture->field[f].word, preflight_objects[n].field)) {
                try_object(work, cluster, n, &fixture->field[f], out);
            }
        }
    }
}

static void try_fixture(const struct preflight_work *work, FILE *out)
{
    struct arena arena = {NULL};
    void *name = string_of(work->dictionary, span_of("$cluster"), &arena);
    void *cluster = NULL;
    uint32_t error = 0;
    child_tell(out, "try OpenCluster\n");
    if (!open_by_name(work->subject, "OpenCluster", NULL, name, &cluster, &error)) {
        child_tell(out, "cannot %s has no OpenCluster\n", work->subject->file);
    } else if (cluster == NULL) {
        child_tell(out, "closed %u\n", error);
    } else if (work->dictionary->fixture != NULL) {
        try_objects(work, cluster, out);
    }
    arena_free(&arena);
}

void preflight_work(void *context, FILE *out)
{
    const struct preflight_work *work = context;
    char why[SUBJECT_TEXT];
    if (!work->subject->type->open(work->subject, why)) {
        child_tell(out, "cannot %s\n", why);
        return;
    }
    child_tell(out, "file %s\n", work->subject->file);
    if (work->subject->type->call == NULL) {
        preflight_wire(work, out);
        return;
    }
    if (subject_canary(work->subject, CANARY) != CANARY) {
        child_tell(out,
                   "cannot %s is built for another calling convention: SetLastError(0xC0DE) is "
                   "not what GetLastError gives\n",
                   work->subject->file);
        return;
    }
    for (size_t n = 0; call_at(n) != NULL; n++) {
        if (work->subject->type->find(work->subject, call_at(n)->name) == NULL) {
            child_tell(out, "absent %s\n", call_at(n)->name);
        }
    }
    try_fixture(work, out);
}

/* The parent's side of it. */
struct reading {
    struct preflight *preflight;
    const struct dictionary *dictionary;
    char trying[64];
    char asking[200];
};

static void refuse_subject(struct preflight *preflight, const char *what, struct span rest)
{
    preflight->cannot = true;
    (void)snprintf(preflight->problem, sizeof preflight->problem, "%s%.*s", what, SPAN(rest));
}

static void note_object(struct preflight *preflight, struct span rest, bool missing)
{
    int64_t kind = KIND_NONE;
    (void)span_number(span_word(&rest), &kind);
    if (kind <= KIND_NONE || kind >= KINDS) {
        return;
    }
    preflight->named[kind]++;
    if (missing) {
        size_t at = strlen(preflight->names);
        preflight->missing[kind]++;
        (void)append_text(preflight->names, at, sizeof preflight->names, " %.*s",
                          SPAN(span_trim(rest)));
    }
}

static void note_closed(struct reading *reading, struct span error)
{
    struct span found = span_of("NULL");
    struct span form;
    (void)dictionary_fixture(reading->dictionary, span_of("$cluster"), &found, &form);
    reading->preflight->cannot = true;
    (void)snprintf(reading->preflight->problem, sizeof reading->preflight->problem,
                   "OpenCluster(%.*s) gives NULL, last error %.*s: the subject serves no such "
                   "cluster, or cannot reach it. "
                   "--fixture FILE says what it serves (spec/two-node.fixture is an example)",
                   SPAN(found), SPAN(error));
}

static void read_line(void *context, struct span line)
{
    struct reading *reading = context;
    struct preflight *preflight = reading->preflight;
    struct span rest = line;
    struct span word = span_word(&rest);
    rest = span_trim(rest);
    if (span_is(word, "file")) {
        (void)snprintf(preflight->file, sizeof preflight->file, "%.*s", SPAN(rest));
    } else if (span_is(word, "cannot")) {
        refuse_subject(preflight, "", rest);
    } else if (span_is(word, "closed")) {
        note_closed(reading, rest);
    } else if (span_is(word, "absent") && preflight->absents < ABSENT_MAX) {
        const struct call *call = call_find(rest);
        preflight->absent[preflight->absents++] = call != NULL ? call->name : "";
    } else if (span_is(word, "try")) {
        (void)snprintf(reading->trying, sizeof reading->trying, "%.*s", SPAN(rest));
    } else if (span_is(word, "asking")) {
        (void)snprintf(reading->asking, sizeof reading->asking, "%.*s", SPAN(rest));
    } else if (span_is(word, "privacy")) {
        preflight->privacy = true;
    } else if (span_is(word, "missing") || span_is(word, "found")) {
        note_object(preflight, rest, span_is(word, "missing"));
    }
}

/* Where a whole kind is not found, the fixture speaks of another cluster. */
static void check_names(struct preflight *preflight)
{
    for (enum kind kind = KIND_NODE; kind < KINDS; kind++) {
        if (preflight->named[kind] > 0 && preflight->missing[kind] == preflight->named[kind]) {
            preflight->cannot = true;
        }
    }
    if (preflight->cannot) {
        (void)snprintf(preflight->problem, sizeof preflight->problem,
                       "the cluster is there, but not the objects%s that the fixture names; "
                       "--fixture FILE says what the subject serves",
                       preflight->names);
    }
}

bool preflight_run(struct preflight *preflight, struct subject *subject,
                   const struct dictionary *dictionary, unsigned seconds)
{
    struct preflight_work with = {subject, dictionary};
    struct child_work work = {PREFLIGHT, preflight_work, &with};
    char cause[CHILD_CAUSE];
    memset(preflight, 0, sizeof *preflight);
    struct reading reading = {
        .preflight = preflight, .dictionary = dictionary, .trying = "", .asking = ""};
    enum child_end end = child_run(&work, seconds, read_line, &reading, cause);
    if (end == CHILD_FAILED) { /* whatever else was heard */
        refuse_subject(preflight, "", span_of(cause));
    }
    if (preflight->cannot) {
        return false;
    }
    if (end != CHILD_ENDED && reading.asking[0] != '\0') {
        refuse_subject(preflight, end == CHILD_HUNG ? "no answer in time to " : "the end of ",
                       span_of(reading.asking));
        return false;
    }
    if (end != CHILD_ENDED && reading.trying[0] == '\0') {
        refuse_subject(preflight, "loading the subject ended in ",
                       span_of(end == CHILD_HUNG ? "a time-out" : cause));
        return false;
    }
    if (end == CHILD_ENDED) { /* otherwise the first case that does the same says it better */
        check_names(preflight);
    }
    return !preflight->cannot;
}
