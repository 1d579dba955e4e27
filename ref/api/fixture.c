#include "fixture.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fixture_parts.h"

enum { NAME_UNITS = 1024, FILE_MAX = 16 * 1024 * 1024, HANDLES = 16 * 1024 * 1024 };

extern const char default_fixture[];
extern const char default_fixture_end[];

bool fixture_wrong(struct fixture_reader *reader, const char *what, struct span word)
{
    int shown = word.length < 60 ? (int)word.length : 60;
    reader->problem->place = (struct place){reader->record->file, reader->field->line};
    snprintf(reader->problem->what, sizeof reader->problem->what, "%s %.*s", what, shown,
             shown > 0 ? word.at : "");
    return false;
}

/* Copy units to where names are kept; there is room for twice the text's octets. */
static struct name keep(struct fixture_reader *reader, const uint16_t *units, uint32_t count)
{
    uint8_t *at = reader->fixture->units + reader->units_used;
    for (uint32_t i = 0; i < count; i++) {
        at[2 * i] = (uint8_t)(units[i] & 0xff);
        at[2 * i + 1] = (uint8_t)(units[i] >> 8);
    }
    reader->units_used += 2 * count;
    return (struct name){at, count, false};
}

bool fixture_name(struct fixture_reader *reader, struct name *name)
{
    return fixture_name_of(reader, span_value(&reader->rest), name);
}

bool fixture_name_of(struct fixture_reader *reader, struct span word, struct name *name)
{
    uint16_t units[NAME_UNITS];
    int count = 0;
    if (word.length > 0 && word.at[0] == '"') {
        count = span_utf16(word, units, NAME_UNITS);
    } else {
        for (; (size_t)count < word.length && count < NAME_UNITS; count++)
            units[count] = (unsigned char)word.at[count];
    }
    if (count <= 0)
        return fixture_wrong(reader, "expected a name of at most 1024 characters, not", word);
    *name = keep(reader, units, (uint32_t)count);
    return true;
}

static bool read_limit(struct fixture_reader *reader)
{
    int64_t number;
    struct span what = span_word(&reader->rest), much = span_word(&reader->rest);
    if (!span_is(what, "handles") || !span_number(much, &number) || number < 1 || number > HANDLES)
        return fixture_wrong(reader, "expected `limit handles N`, N from 1 to 16777216, not", much);
    reader->fixture->handles = (uint32_t)number;
    return true;
}

static bool read_field(struct fixture_reader *reader)
{
    reader->rest = reader->field->rest;
    if (span_is(reader->field->word, "cluster"))
        return fixture_read_cluster(reader);
    if (span_is(reader->field->word, "limit"))
        return read_limit(reader);
    enum handle_type kind = fixture_kind(reader->field->word);
    if (kind == HANDLE_NONE)
        return fixture_wrong(reader, "a fixture has no", reader->field->word);
    return fixture_read_object(reader, kind);
}

/* What each cluster has room for beyond what the fixture gives it. */
enum { MORE_OBJECTS = 64, MORE_RELATIONS = 256 };

/* Give each cluster its copy of the objects and relations. */
static void share_with(struct fixture_reader *reader, uint32_t index)
{
    struct cluster *cluster = &reader->fixture->clusters.cluster[index];
    uint32_t room = reader->objects + MORE_OBJECTS, relations = reader->relations + MORE_RELATIONS;
    cluster->object = reader->fixture->objects + (size_t)index * room;
    cluster->objects = reader->objects;
    cluster->room = room;
    cluster->relation = reader->fixture->relations + (size_t)index * relations;
    cluster->relations = relations;
    memcpy(cluster->object, reader->object, reader->objects * sizeof *cluster->object);
    if (reader->relations > 0)
        memcpy(cluster->relation, reader->relation, reader->relations * sizeof *cluster->relation);
}

static bool share_out(struct fixture_reader *reader)
{
    struct fixture *f = reader->fixture;
    size_t room = reader->objects + MORE_OBJECTS, relations = reader->relations + MORE_RELATIONS;
    f->objects = calloc(room * f->clusters.count, sizeof *f->objects);
    f->relations = calloc(relations * f->clusters.count, sizeof *f->relations);
    if (f->objects == NULL || f->relations == NULL)
        return fixture_wrong(reader, "not enough memory for", reader->record->id);
    for (uint32_t c = 0; c < f->clusters.count; c++)
        share_with(reader, c);
    return true;
}

static bool read_fields(struct fixture_reader *reader)
{
    for (size_t i = 1; i < reader->record->fields; i++) {
        reader->field = &reader->record->field[i];
        if (!read_field(reader))
            return false;
    }
    if (reader->fixture->clusters.count == 0)
        return fixture_wrong(reader, "no cluster in fixture", reader->record->id);
    return share_out(reader);
}

static bool read_record(struct fixture *fixture, const struct record *record, size_t length,
                        struct problem *problem)
{
    struct fixture_reader reader = {
        .fixture = fixture, .record = record, .field = record->field, .problem = problem};
    fixture->units = malloc(2 * length + 1);
    fixture->clusters.cluster = calloc(record->fields, sizeof *fixture->clusters.cluster);
    fixture->place = calloc(record->fields, sizeof *fixture->place);
    reader.room_for_relations = (uint32_t)length / 2; /* each takes two words or more */
    reader.object = calloc(record->fields, sizeof *reader.object);
    reader.relation = calloc(reader.room_for_relations + 1u, sizeof *reader.relation);
    reader.names = calloc(record->fields, sizeof *reader.names);
    bool ok = fixture->units != NULL && fixture->clusters.cluster != NULL &&
              fixture->place != NULL && reader.object != NULL && reader.relation != NULL &&
              reader.names != NULL;
    ok = ok ? read_fields(&reader) : fixture_wrong(&reader, "not enough memory for", record->id);
    free(reader.object);
    free(reader.relation);
    free(reader.names);
    if (!ok)
        fixture_close(fixture);
    return ok;
}

bool fixture_open(struct fixture *fixture, const char *name, const char *bytes, size_t length,
                  struct problem *problem)
{
    struct document document;
    *fixture = (struct fixture){.handles = HANDLES};
    if (!document_open(&document, name, bytes, length, problem))
        return false;
    const struct record *record = NULL;
    for (size_t i = 0; i < document.records && record == NULL; i++)
        if (span_is(document.record[i].type, "fixture"))
            record = &document.record[i];
    bool ok = false;
    if (record != NULL) {
        ok = read_record(fixture, record, length, problem);
    } else {
        problem->place = (struct place){span_of(name), 1};
        snprintf(problem->what, sizeof problem->what, "no record `fixture NAME` in this file");
    }
    document_close(&document);
    return ok;
}

/* The file's octets, as many as there is room for, in `bytes`; NULL, or what is wrong. */
static const char *read_all(const char *path, char *bytes, size_t *length)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return strerror(errno);
    *length = fread(bytes, 1, FILE_MAX, file);
    const bool failed = ferror(file) != 0;
    fclose(file);
    if (failed)
        return "cannot be read";
    return *length < FILE_MAX ? NULL : "has 16 MiB or more";
}

/* The whole file; NULL: `problem` says why. */
static char *read_file(const char *path, size_t *length, struct problem *problem)
{
    char *bytes = malloc(FILE_MAX);
    const char *wrong =
        bytes != NULL ? read_all(path, bytes, length) : "not enough memory to read this file";
    if (wrong == NULL)
        return bytes;
    free(bytes);
    problem->place = (struct place){span_of(path), 0};
    snprintf(problem->what, sizeof problem->what, "%s", wrong);
    return NULL;
}

bool fixture_open_file(struct fixture *fixture, const char *path, struct problem *problem)
{
    size_t length = (size_t)(default_fixture_end - default_fixture);
    if (path == NULL)
        path = getenv("CLUSAPI_FIXTURE");
    if (path == NULL || *path == '\0')
        return fixture_open(fixture, "two-node.fixture", default_fixture, length, problem);
    char *bytes = read_file(path, &length, problem);
    bool ok = bytes != NULL && fixture_open(fixture, path, bytes, length, problem);
    free(bytes);
    return ok;
}

bool fixture_open_default(struct fixture *fixture)
{
    struct problem problem;
    char text[512];
    bool ok = fixture_open_file(fixture, NULL, &problem);
    if (!ok) {
        problem_print(&problem, text, sizeof text);
        fprintf(stderr, "clusapi: %s\n", text);
    }
    return ok;
}

void fixture_close(struct fixture *fixture)
{
    free(fixture->units);
    free(fixture->objects);
    free(fixture->relations);
    free(fixture->clusters.cluster);
    free(fixture->place);
    *fixture = (struct fixture){.handles = 0};
}
