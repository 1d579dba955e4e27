#include "suite.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "schema.h"

enum { MOST_ERRORS = 20 };

extern const char suite_text[];
extern const char suite_text_end[];

/* A reading under way. */
struct loading {
    struct suite *suite;
    FILE *errors;
    size_t wrong;
    size_t capacity; /* of suite->script */
};

static void complain(struct loading *loading, const struct problem *problem)
{
    char text[600];
    (void)problem_print(problem, text, sizeof text);
    if (++loading->wrong <= MOST_ERRORS) {
        (void)fprintf(loading->errors, "%s\n", text);
    }
}

static void complain_file(struct loading *loading, const char *path, const char *what)
{
    loading->wrong++;
    (void)fprintf(loading->errors, "%s: %s\n", path, what);
}

/* The octets of a file, which the arena owns. */
static char *read_file(struct loading *loading, const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        complain_file(loading, path, strerror(errno));
        return NULL;
    }
    size_t capacity = 1 << 16;
    char *bytes = malloc(capacity);
    *length = 0;
    while (bytes != NULL) {
        *length += fread(bytes + *length, 1, capacity - *length, file);
        if (*length < capacity) {
            break;
        }
        capacity *= 2;
        char *more = realloc(bytes, capacity);
        if (more == NULL) {
            free(bytes);
        }
        bytes = more;
    }
    bool bad = ferror(file) != 0;
    (void)fclose(file);
    if (bytes == NULL || bad) {
        free(bytes);
        complain_file(loading, path, bytes == NULL ? "not enough memory" : "cannot be read");
        return NULL;
    }
    char *kept = arena_take(&loading->suite->arena, *length + 1);
    memcpy(kept, bytes, *length);
    free(bytes);
    return kept;
}

static bool add_document(struct loading *loading, const char *name, const char *bytes,
                         size_t length)
{
    struct problem problem;
    struct suite *suite = loading->suite;
    if (suite->documents == SUITE_FILES) {
        complain_file(loading, name, "too many files");
        return false;
    }
    if (!document_open(&suite->document[suite->documents], name, bytes, length, &problem)) {
        complain(loading, &problem);
        return false;
    }
    suite->documents++;
    return true;
}

/* `empty`: it may hold no records. */
static void add_file(struct loading *loading, const char *path, bool empty)
{
    size_t length;
    if (path == NULL) {
        return;
    }
    char *bytes = read_file(loading, path, &length);
    if (bytes != NULL && add_document(loading, path, bytes, length) && !empty &&
        loading->suite->document[loading->suite->documents - 1].records == 0) {
        complain_file(loading, path, "the file holds no records");
    }
}

/* The last record of that type in the last document that has one. */
static const struct record *last_of(const struct suite *suite, const char *type)
{
    for (size_t d = suite->documents; d-- > 0;) {
        for (size_t r = 0; r < suite->document[d].records; r++) {
            if (span_is(suite->document[d].record[r].type, type)) {
                return &suite->document[d].record[r];
            }
        }
    }
    return NULL;
}

static void add_script(void *context, const struct script *script)
{
    struct loading *loading = context;
    struct suite *suite = loading->suite;
    if (suite->scripts == loading->capacity) {
        size_t capacity = loading->capacity * 2 + 64;
        const struct script **more = arena_take(&suite->arena, capacity * sizeof(*more));
        for (size_t n = 0; n < suite->scripts; n++) {
            more[n] = suite->script[n];
        }
        suite->script = more;
        loading->capacity = capacity;
    }
    suite->script[suite->scripts++] = script;
}

/* Can a case of that id come from the record? A record of a saved run has the id of a row. */
static bool gives(const struct record *record, const char *id)
{
    size_t length = record->id.length;
    return strncmp(id, record->id.at, length) == 0 && (id[length] == '\0' || id[length] == '[');
}

static void read_cases(struct loading *loading, const struct document *document, const char *only)
{
    for (size_t r = 0; r < document->records; r++) {
        struct problem problem;
        const struct record *record = &document->record[r];
        if (span_is(record->type, "case") && (only == NULL || gives(record, only)) &&
            !case_read(record, &loading->suite->dictionary, &loading->suite->arena, add_script,
                       loading, &problem)) {
            complain(loading, &problem);
        }
    }
}

static int by_id(const void *a, const void *b)
{
    const struct script *one = *(const struct script *const *)a;
    const struct script *other = *(const struct script *const *)b;
    int order = strcmp(one->id, other->id);
    return order != 0 ? order : one < other ? -1 : one > other ? 1 : 0;
}

static void find_duplicates(struct loading *loading)
{
    struct suite *suite = loading->suite;
    const struct script **sorted =
        arena_take(&suite->arena, (suite->scripts + 1) * sizeof(*sorted));
    for (size_t n = 0; n < suite->scripts; n++) {
        sorted[n] = suite->script[n];
    }
    qsort(sorted, suite->scripts, sizeof(*sorted), by_id);
    for (size_t n = 1; n < suite->scripts; n++) {
        const struct script *one = sorted[n - 1];
        const struct script *two = sorted[n];
        if (strcmp(one->id, two->id) == 0) {
            struct problem problem = {.place = {two->file, two->line}};
            (void)snprintf(problem.what, sizeof problem.what, "case %s stands at %.*s:%u already",
                           two->id, SPAN(one->file), one->line);
            complain(loading, &problem);
        }
    }
}

/* What is built in was checked when it was built. */
static void check_files(struct loading *loading)
{
    struct problem problems[MOST_ERRORS];
    for (size_t d = 1; d < loading->suite->documents; d++) {
        size_t found = schema_check(&loading->suite->spec, d, problems, MOST_ERRORS);
        for (size_t n = 0; n < found && n < MOST_ERRORS; n++) {
            complain(loading, &problems[n]);
        }
        loading->wrong += found > MOST_ERRORS ? found - MOST_ERRORS : 0;
    }
}

static void read_documents(struct loading *loading, const struct suite_request *request)
{
    size_t length = (size_t)(suite_text_end - suite_text);
    if (!add_document(loading, "(built in)", suite_text, length)) {
        return;
    }
    for (size_t n = 0; n < request->files; n++) {
        add_file(loading, request->file[n], false);
    }
    add_file(loading, request->saved, false);
    add_file(loading, request->known, true);
    add_file(loading, request->errors, false);
    add_file(loading, request->profile, false);
    add_file(loading, request->fixture, false);
    if (request->fixture_text != NULL) {
        (void)add_document(loading, "(fixture)", request->fixture_text,
                           strlen(request->fixture_text));
    }
}

static void read_scripts(struct loading *loading, const struct suite_request *request)
{
    struct suite *suite = loading->suite;
    size_t first = request->files > 0 ? 1 : 0;
    size_t end = request->files > 0 ? 1 + request->files : 1;
    suite->dictionary = (struct dictionary){&suite->spec, last_of(suite, "fixture"),
                                            request->endpoint, request->everywhere};
    for (size_t d = first; d < end; d++) {
        read_cases(loading, &suite->document[d], request->only);
    }
    if (request->only != NULL) {
        return;
    }
    find_duplicates(loading);
    if (loading->wrong == 0 && suite->scripts == 0 && request->files > 0) {
        complain_file(loading, request->file[0], "the file holds no cases");
    }
}

bool suite_open(struct suite *suite, const struct suite_request *request, FILE *errors)
{
    struct loading loading = {.suite = suite, .errors = errors};
    struct problem problem;
    memset(suite, 0, sizeof *suite);
    read_documents(&loading, request);
    if (loading.wrong == 0 &&
        !spec_open(&suite->spec, suite->document, suite->documents, &problem)) {
        complain(&loading, &problem);
    }
    if (loading.wrong == 0 && request->only == NULL) {
        check_files(&loading);
    }
    if (loading.wrong == 0) {
        read_scripts(&loading, request);
    }
    if (loading.wrong > MOST_ERRORS) {
        (void)fprintf(errors, "… and %zu more\n", loading.wrong - MOST_ERRORS);
    }
    if (loading.wrong > 0) {
        suite_close(suite);
    }
    return loading.wrong == 0;
}

void suite_close(struct suite *suite)
{
    spec_close(&suite->spec);
    for (size_t d = 0; d < suite->documents; d++) {
        document_close(&suite->document[d]);
    }
    arena_free(&suite->arena);
}

const struct record *suite_profile(const struct suite *suite, const char *name)
{
    return name == NULL ? last_of(suite, "profile")
                        : spec_find(&suite->spec, "profile", span_of(name));
}

size_t suite_profiles(const struct suite *suite, const struct record **profile, size_t capacity)
{
    size_t count = 0;
    for (size_t d = 0; d < suite->documents; d++) {
        for (size_t r = 0; r < suite->document[d].records && count < capacity; r++) {
            const struct record *record = &suite->document[d].record[r];
            if (span_is(record->type, "profile") &&
                spec_find(&suite->spec, "profile", record->id) == record) {
                profile[count++] = record;
            }
        }
    }
    return count;
}

const struct script *suite_script(const struct suite *suite, const char *id)
{
    for (size_t n = 0; n < suite->scripts; n++) {
        if (strcmp(suite->script[n]->id, id) == 0) {
            return suite->script[n];
        }
    }
    return NULL;
}

static bool span_matches(struct span span, const char *pattern)
{
    char text[256];
    (void)snprintf(text, sizeof text, "%.*s", SPAN(span));
    return glob_match(pattern, text);
}

struct span script_subject(const struct script *script)
{
    return script->clauses > 0   ? script->clause[0]
           : script->decided > 0 ? script->decides[0]
                                 : span_of(script->id);
}

bool script_matches(const struct script *script, const char *pattern)
{
    struct span whole = span_of(script->id);
    const char *row = strchr(script->id, '[');
    struct span record = {script->id, row != NULL ? (size_t)(row - script->id) : whole.length};
    bool found = span_matches(whole, pattern) || span_matches(record, pattern);
    for (size_t n = 0; n < script->clauses; n++) {
        found = found || span_matches(script->clause[n], pattern);
    }
    for (size_t n = 0; n < script->decided; n++) {
        found = found || span_matches(script->decides[n], pattern);
    }
    for (size_t n = 0; n < script->unders; n++) {
        found = found || span_matches(script->under[n].ambiguity, pattern);
    }
    return found;
}
