#include "case.h"

#include <stdio.h>
#include <string.h>

#include "cells.h"
#include "step.h"

enum { WORDS_MAX = 16 };

/* A script while it is made. */
struct making {
    const struct record *record;
    struct reader reader;
    struct script *script;
    struct step *step;     /* room for every line */
    struct choice *choice; /* likewise */
    size_t choices;
    struct cells cells;
    struct problem *problem;
};

static bool fail(struct making *making, unsigned line, const char *what)
{
    making->problem->place = (struct place){making->record->file, line};
    (void)snprintf(making->problem->what, sizeof making->problem->what, "%s", what);
    return false;
}

static bool fail_word(struct making *making, unsigned line, const char *what, struct span word)
{
    char text[WHY_MAX];
    (void)snprintf(text, sizeof text, "%.80s `%.*s`", what, SPAN(word));
    return fail(making, line, text);
}

static bool replace(struct making *making, struct span text, unsigned line, struct span *replaced)
{
    struct span unknown;
    return cells_replace(&making->cells, making->reader.arena, text, replaced, &unknown) ||
           fail_word(making, line, "no table of the case has the column", unknown);
}

/* The words of a field: ids of records of that type. */
static bool read_ids(struct making *making, const struct field *field, const char *type,
                     const struct span **ids, size_t *count)
{
    struct span *list = arena_take(making->reader.arena, WORDS_MAX * sizeof *list);
    struct span rest;
    size_t before = *count;
    memcpy(list, *ids, *count * sizeof *list); /* a field may stand more than once */
    *ids = list;
    if (!replace(making, field->rest, field->line, &rest)) {
        return false;
    }
    for (struct span id = span_word(&rest); id.length > 0; id = span_word(&rest)) {
        if (spec_find(making->reader.dictionary->spec, type, id) == NULL) {
            char what[WHY_MAX];
            (void)snprintf(what, sizeof what, "unknown %s", type);
            return fail_word(making, field->line, what, id);
        }
        if (*count == WORDS_MAX) {
            return fail_word(making, field->line, "too many ids at", id);
        }
        list[(*count)++] = id;
    }
    return *count > before || fail_word(making, field->line, "no id after", field->word);
}

static bool read_under(struct making *making, const struct field *field, struct under *under)
{
    struct span rest;
    if (!replace(making, field->rest, field->line, &rest)) {
        return false;
    }
    under->ambiguity = span_word(&rest);
    under->reading = span_word(&rest);
    const struct record *ambiguity =
        spec_ambiguity(making->reader.dictionary->spec, under->ambiguity);
    if (ambiguity == NULL) {
        return fail_word(making, field->line, "unknown ambiguity", under->ambiguity);
    }
    return ambiguity_reading(ambiguity, under->reading) != NULL ||
           fail_word(making, field->line, "the ambiguity has no reading", under->reading);
}

static bool read_needs(struct making *making, const struct field *field)
{
    struct span rest;
    if (!replace(making, field->rest, field->line, &rest)) {
        return false;
    }
    struct span *needs = &making->script->needs;
    *needs = span_of(arena_print(making->reader.arena, "%.*s%s%.*s", SPAN(*needs),
                                 needs->length > 0 ? " " : "", SPAN(rest)));
    for (struct span name = span_word(&rest); name.length > 0; name = span_word(&rest)) {
        struct scan scan = {name};
        struct value value;
        if (name.at[0] != '$') {
            return fail_word(making, field->line, "`needs` is followed by $names, not", name);
        }
        if (!read_value(&making->reader, &scan, &value)) {
            return fail(making, field->line, making->reader.why);
        }
    }
    return true;
}

static bool read_within(struct making *making, const struct field *field)
{
    struct scan scan = {field->rest};
    int64_t seconds;
    if (!scan_number(&scan, &seconds) || !scan_mark(&scan, "s") || !scan_done(&scan) ||
        seconds < 1 || seconds > 3600) {
        return fail(making, field->line, "`within` is followed by a time such as `10 s`");
    }
    making->script->within = (unsigned)seconds;
    return true;
}

static bool read_choice(struct making *making, struct span text, unsigned line)
{
    struct script *script = making->script;
    struct choice *choice = &making->choice[making->choices++];
    if (script->steps == 0) {
        return fail(making, line, "a choice stands below a step");
    }
    struct step *step = &making->step[script->steps - 1];
    if (!choice_read(&making->reader, text, step, choice)) {
        return fail(making, line, making->reader.why);
    }
    for (size_t n = 0; n < script->decided && choice->ambiguity.length == 0; n++) {
        const struct record *ambiguity =
            spec_ambiguity(making->reader.dictionary->spec, script->decides[n]);
        if (ambiguity_reading(ambiguity, choice->reading) != NULL) {
            choice->ambiguity = script->decides[n];
        }
    }
    if (choice->ambiguity.length == 0) {
        return fail_word(making, line, "what the case decides has no reading", choice->reading);
    }
    step->choice = step->choices == 0 ? choice : step->choice;
    step->choices++;
    return true;
}

/* An answer of a saved run: `=> …`, on several lines where it is long. */
static bool read_recorded(struct making *making, struct span text, unsigned line)
{
    struct script *script = making->script;
    text = span_trim((struct span){text.at + 2, text.length - 2});
    if (script->steps == 0) {
        return fail(making, line, "an answer stands below a step");
    }
    struct span *recorded = &making->step[script->steps - 1].recorded;
    *recorded = span_of(arena_print(making->reader.arena, "%.*s%s%.*s", SPAN(*recorded),
                                    recorded->length > 0 ? " " : "", SPAN(text)));
    return true;
}

static bool read_line(struct making *making, const struct more *more)
{
    struct span text;
    if (more->text.length >= 2 && memcmp(more->text.at, "=>", 2) == 0) {
        return read_recorded(making, more->text, more->line);
    }
    if (!replace(making, more->text, more->line, &text)) {
        return false;
    }
    if (is_choice(text)) {
        return read_choice(making, text, more->line);
    }
    if (making->script->steps == SCRIPT_STEPS) {
        return fail(making, more->line, "a case has at most 200 steps");
    }
    struct step *step = &making->step[making->script->steps++];
    step->line = more->line;
    if (!step_read(&making->reader, text, step)) {
        return fail(making, more->line, making->reader.why);
    }
    if (making->script->steps > 1 && making->script->wired != (step->wire != NULL)) {
        return fail(making, more->line,
                    "a case makes calls of the API or on an endpoint, not both");
    }
    making->script->wired = step->wire != NULL;
    return true;
}

/* From here on it is a second program, with names of its own. */
static bool read_versus(struct making *making, const struct field *field)
{
    struct script *script = making->script;
    if (script->steps == 0 || script->versus > 0) {
        return fail(making, field->line, "`versus` stands once, between two programs");
    }
    script->versus = script->steps;
    script->versus_codes = span_is(field->rest, "codes");
    memset(making->reader.kind, 0, sizeof making->reader.kind);
    memset(making->reader.wire, 0, sizeof making->reader.wire);
    return script->versus_codes || field->rest.length == 0 ||
           fail_word(making, field->line, "`versus` stands alone or with `codes`, not",
                     field->rest);
}

static bool read_field(struct making *making, const struct field *field)
{
    struct script *script = making->script;
    if (span_is(field->word, "clause")) {
        return read_ids(making, field, "clause", &script->clause, &script->clauses);
    }
    if (span_is(field->word, "decides")) {
        return read_ids(making, field, "ambiguity", &script->decides, &script->decided);
    }
    if (span_is(field->word, "under")) {
        struct under *under = arena_take(making->reader.arena, WORDS_MAX * sizeof *under);
        if (script->unders == WORDS_MAX) {
            return fail(making, field->line, "too many `under`");
        }
        memcpy(under, script->under, script->unders * sizeof *under);
        script->under = under;
        return read_under(making, field, &under[script->unders++]);
    }
    if (span_is(field->word, "needs")) {
        return read_needs(making, field);
    }
    if (span_is(field->word, "within")) {
        return read_within(making, field);
    }
    if (span_is(field->word, "versus")) {
        return read_versus(making, field);
    }
    if (span_is(field->word, "about")) {
        script->about = field->rest;
        return true;
    }
    if (span_is(field->word, "skipped")) { /* by a saved run */
        script->skipped = field->rest;
        return true;
    }
    if (span_is(field->word, "disturbs")) {
        script->disturbs = field->rest;
        return field->rest.length > 0 || fail(making, field->line, "`disturbs` says why");
    }
    return span_is(field->word, "where") || span_is(field->word, "case") ||
           fail_word(making, field->line, "a case has no field", field->word);
}

static bool read_record(struct making *making)
{
    const struct record *record = making->record;
    for (size_t n = 0; n < record->fields; n++) {
        const struct field *field = &record->field[n];
        if (!read_field(making, field)) {
            return false;
        }
        for (size_t m = 0; m < field->more_count; m++) {
            if (!read_line(making, &field->more[m])) {
                return false;
            }
        }
    }
    struct script *script = making->script;
    if (script->steps == 0) {
        return fail(making, record->line, "the case has no steps");
    }
    if (script->versus > 0 && script->versus * 2 != script->steps) {
        return fail(making, record->line,
                    "the programs before and after `versus` differ in length");
    }
    script->skip = making->reader.lacks;
    return true;
}

static size_t count_lines(const struct record *record)
{
    size_t lines = 0;
    for (size_t n = 0; n < record->fields; n++) {
        lines += record->field[n].more_count;
    }
    return lines;
}

static bool make(const struct making *base, case_found *found, void *context)
{
    struct arena *arena = base->reader.arena;
    size_t lines = count_lines(base->record);
    struct making making = *base;
    making.script = arena_take(arena, sizeof *making.script);
    making.step = arena_take(arena, lines * sizeof *making.step);
    making.choice = arena_take(arena, lines * sizeof *making.choice);
    making.reader.script = making.script;
    *making.script = (struct script){.file = base->record->file,
                                     .line = base->record->line,
                                     .step = making.step,
                                     .needs = {"", 0}};
    making.script->id = cells_id(&making.cells, arena, base->record->id);
    making.script->clause = making.script->decides = arena_take(arena, sizeof(struct span));
    making.script->under = arena_take(arena, sizeof *making.script->under);
    if (!read_record(&making)) {
        return false;
    }
    found(context, making.script);
    return true;
}

bool case_read(const struct record *record, const struct dictionary *dictionary,
               struct arena *arena, case_found *found, void *context, struct problem *problem)
{
    struct making making = {.record = record, .problem = problem};
    making.reader.arena = arena;
    making.reader.dictionary = dictionary;
    if (record->id.length == 0) {
        return fail(&making, record->line, "the case has no name");
    }
    if (!cells_open(&making.cells, record, dictionary->spec, problem)) {
        return false;
    }
    do {
        if (!cells_fill(&making.cells, problem) || !make(&making, found, context)) {
            return false;
        }
    } while (cells_next(&making.cells));
    return true;
}
