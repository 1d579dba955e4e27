/* Part of a case's steps, as text and as a case. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/give_up.h"
#include "script/case.h"
#include "shrink.h"

void shrunk_whole(struct shrunk *shrunk, const struct script *script)
{
    *shrunk = (struct shrunk){.of = script};
    for (size_t s = 0; s < script->steps; s++) {
        shrunk->keep[s] = true;
        shrunk->repeat[s] = script->step[s].repeat;
    }
}

void shrunk_word(const struct shrunk *shrunk, struct growing *text)
{
    for (size_t s = 0; s < shrunk->of->steps; s++) {
        if (shrunk->keep[s]) {
            growing_text(text, "%zu", s);
            growing_text(text, shrunk->repeat[s] > 1 ? "x%u." : ".", shrunk->repeat[s]);
        }
    }
}

bool shrunk_read(struct shrunk *shrunk, const struct script *script, const char *word)
{
    *shrunk = (struct shrunk){.of = script};
    while (*word != '\0') {
        char *end;
        unsigned long step = strtoul(word, &end, 10);
        if (end == word || step >= script->steps) {
            return false;
        }
        shrunk->keep[step] = true;
        shrunk->repeat[step] = *end == 'x' ? (unsigned)strtoul(end + 1, &end, 10) : 1;
        if (*end != '.') {
            return false;
        }
        word = end + 1;
    }
    return true;
}

/* -- as text
 * ---------------------------------------------------------------------------------------------- */

/* The line without its want, which begins at an arrow outside quotes. */
static struct span without_want(struct span text)
{
    bool quoted = false;
    for (size_t n = 0; n + 1 < text.length; n++) {
        if (quoted && text.at[n] == '\\') {
            n++;
        } else if (text.at[n] == '"') {
            quoted = !quoted;
        } else if (!quoted && text.at[n] == '-' && text.at[n + 1] == '>') {
            return span_trim((struct span){text.at, n});
        }
    }
    return text;
}

/* The line behind `repeat N`, if it begins so. */
static struct span without_repeat(struct span text)
{
    struct span rest = text;
    if (!span_is(span_word(&rest), "repeat")) {
        return text;
    }
    (void)span_word(&rest);
    return span_trim(rest);
}

static void put_step(const struct shrunk *shrunk, size_t s, bool last, struct growing *text)
{
    const struct step *step = &shrunk->of->step[s];
    struct span line = without_repeat(last ? step->text : without_want(step->text));
    growing_text(text, "        ");
    if (shrunk->repeat[s] > 1) {
        growing_text(text, "repeat %u ", shrunk->repeat[s]);
    }
    growing_text(text, "%.*s\n", SPAN(line));
    for (size_t n = 0; last && n < step->choices; n++) {
        growing_text(text, "          %.*s\n", SPAN(step->choice[n].text));
    }
}

/* The steps of one program; the last of them keeps its want. */
static void put_program(const struct shrunk *shrunk, size_t from, size_t end, struct growing *text)
{
    size_t last = end;
    for (size_t s = from; s < end; s++) {
        last = shrunk->keep[s] ? s : last;
    }
    for (size_t s = from; s < end; s++) {
        if (shrunk->keep[s]) {
            put_step(shrunk, s, s == last, text);
        }
    }
}

static void put_ids(const char *field, const struct span *id, size_t count, struct growing *text)
{
    for (size_t n = 0; n < count; n++) {
        growing_text(text, n == 0 ? "%-8s%.*s" : "%s%.*s", n == 0 ? field : " ", SPAN(id[n]));
    }
    growing_text(text, "%s", count > 0 ? "\n" : "");
}

static bool has_choices(const struct shrunk *shrunk)
{
    size_t last = 0;
    for (size_t s = 0; s < shrunk->of->steps; s++) {
        last = shrunk->keep[s] ? s : last;
    }
    return shrunk->of->step[last].choices > 0;
}

void shrunk_text(const struct shrunk *shrunk, const char *id, const char *about,
                 struct growing *text)
{
    const struct script *script = shrunk->of;
    size_t first_end = script->versus > 0 ? script->versus : script->steps;
    growing_text(text, "case    %s\n", id);
    put_ids("clause", script->clause, script->clauses, text);
    if (has_choices(shrunk)) {
        put_ids("decides", script->decides, script->decided, text);
    }
    for (size_t n = 0; n < script->unders; n++) {
        growing_text(text, "under   %.*s %.*s\n", SPAN(script->under[n].ambiguity),
                     SPAN(script->under[n].reading));
    }
    if (about != NULL) {
        growing_text(text, "about   %s\n", about);
    }
    if (script->disturbs.length > 0) {
        growing_text(text, "disturbs %.*s\n", SPAN(script->disturbs));
    }
    if (script->within > 0) {
        growing_text(text, "within  %u s\n", script->within);
    }
    put_program(shrunk, 0, first_end, text);
    if (script->versus > 0) {
        growing_text(text, "versus%s\n", script->versus_codes ? "  codes" : "");
        put_program(shrunk, first_end, script->steps, text);
    }
}

/* -- as a script
 * ------------------------------------------------------------------------------------------- */

static void found_one(void *context, const struct script *script)
{
    const struct script **found = context;
    *found = script;
}

/* The number of the step that stands in that line; SCRIPT_STEPS: none does. */
static size_t step_at(const struct record *record, unsigned line)
{
    size_t step = 0;
    for (size_t n = 0; n < record->fields; n++) {
        for (size_t m = 0; m < record->field[n].more_count; m++) {
            if (record->field[n].more[m].line == line) {
                return step;
            }
            step++;
        }
    }
    return SCRIPT_STEPS;
}

const struct script *shrunk_script(const struct suite *suite, const char *text, struct arena *arena,
                                   size_t *step)
{
    struct problem problem;
    struct document document;
    const struct script *script = NULL;
    const char *kept = arena_print(arena, "%s", text); /* the script points into it */
    *step = SCRIPT_STEPS;
    if (!document_open(&document, "shrunk", kept, strlen(kept), &problem)) {
        give_up(problem.what);
    }
    if (!case_read(&document.record[0], &suite->dictionary, arena, found_one, &script, &problem)) {
        *step = step_at(&document.record[0], problem.place.line);
        script = NULL;
    }
    document_close(&document);
    return script;
}
