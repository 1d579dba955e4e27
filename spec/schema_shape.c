#include "expand.h"
#include "schema_parts.h"

#include <string.h>

/* The words of a field, one after the other; of a case's or a table's field only those of its own
 * line, because the indented lines are steps or rows. */
struct words {
    const struct field *field;
    struct span rest;
    size_t next_more;
    size_t more;
    unsigned line; /* of the last word */
};

static struct words words_of(const struct check *check, const struct field *field)
{
    struct span type = check->record->type;
    bool own_line = span_is(type, "case") || span_is(type, "table");
    return (struct words){field, field->rest, 0, own_line ? 0 : field->more_count, field->line};
}

/* The next word or quoted string; empty at the end. */
static struct span next_value(struct words *words)
{
    struct span value = span_value(&words->rest);
    while (value.length == 0 && words->next_more < words->more) {
        const struct more *more = &words->field->more[words->next_more++];
        words->rest = more->text;
        words->line = more->line;
        value = span_value(&words->rest);
    }
    return value;
}

/* `value` is the id of a record of one of the types in `wanted`, which are divided by slashes. */
static bool is_id(const struct spec *spec, struct span wanted, struct span value)
{
    static const char *const types[] = {"clause", "ambiguity", "profile", "table"};
    bool found = false;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        size_t length = strlen(types[i]);
        for (size_t at = 0; at + length <= wanted.length; at++) {
            found = found || (memcmp(wanted.at + at, types[i], length) == 0 &&
                              spec_find(spec, types[i], value) != NULL);
        }
    }
    return found;
}

static void check_mention(struct check *check, unsigned line, struct span wanted, struct span value)
{
    struct expansion expansion;
    struct span word;
    const char *why = expansion_open(&expansion, check->spec, check->record, value);
    if (why != NULL) {
        schema_problem(check, line, "`%.*s`: %s", (int)value.length, value.at, why);
        return;
    }
    while (expansion_next(&expansion, &word)) {
        if (!is_id(check->spec, wanted, word)) {
            schema_problem(check, line, "there is no %.*s `%.*s`", (int)wanted.length, wanted.at,
                           (int)word.length, word.at);
        }
    }
}

static void check_one_reading(struct check *check, unsigned line, struct span ambiguity,
                              struct span reading)
{
    const struct record *record = spec_ambiguity(check->spec, ambiguity);
    if (record != NULL && ambiguity_reading(record, reading) == NULL) {
        schema_problem(check, line, "%.*s has no reading `%.*s`", (int)ambiguity.length,
                       ambiguity.at, (int)reading.length, reading.at);
    }
}

/* A row of a case's tables may hold the ambiguity, the reading or both: they are replaced together.
 * What stands wrongly in the ambiguity's place was said there. */
static void check_reading(struct check *check, unsigned line, struct span ambiguity,
                          struct span reading)
{
    struct span both = {ambiguity.at, (size_t)(reading.at + reading.length - ambiguity.at)};
    struct expansion expansion;
    struct span words;
    if (memchr(both.at, '{', both.length) == NULL) {
        check_one_reading(check, line, ambiguity, reading);
        return;
    }
    const char *why = expansion_open(&expansion, check->spec, check->record, both);
    if (why != NULL) {
        schema_problem(check, line, "`%.*s`: %s", (int)reading.length, reading.at, why);
        return;
    }
    while (expansion_next(&expansion, &words)) {
        ambiguity = span_word(&words);
        check_one_reading(check, line, ambiguity, span_word(&words));
    }
}

/* A page's answer for a sentence. */
static void check_accounted(struct check *check, struct words *words, struct span value)
{
    static const char wanted[] = "clause/ambiguity";
    size_t ids = 0;
    if (span_is(value, "->")) {
        value = next_value(words);
    }
    if (span_is(value, "informative")) {
        if (next_value(words).length == 0) {
            schema_problem(check, words->line, "say why the sentence is only informative");
        }
        words->next_more = words->more;
        words->rest = span_of("");
        return;
    }
    for (; value.length > 0; value = next_value(words)) {
        if (value.at[value.length - 1] == ',') {
            value.length--;
        }
        check_mention(check, words->line, span_of(wanted), value);
        ids++;
    }
    if (ids == 0) {
        schema_problem(check, words->line,
                       "a sentence ends in -> and ids, or in -> informative and why");
    }
}

static bool is_choice(struct span choices, struct span value)
{
    const char *bar = memchr(choices.at, '|', choices.length);
    while (bar != NULL) {
        size_t length = (size_t)(bar - choices.at);
        if (span_equal((struct span){choices.at, length}, value)) {
            return true;
        }
        choices = (struct span){bar + 1, choices.length - length - 1};
        bar = memchr(choices.at, '|', choices.length);
    }
    return span_equal(choices, value);
}

static void want(struct check *check, unsigned line, bool fits, struct span value,
                 const char *wanted)
{
    if (!fits) {
        schema_problem(check, line, "`%.*s` stands where %s is wanted", (int)value.length, value.at,
                       wanted);
    }
}

/* One word of a field against one word of its shape. `before` is the word before it. */
static void check_word(struct check *check, unsigned line, struct span shape, struct span before,
                       struct span value)
{
    int64_t number;
    bool quoted = value.at[0] == '"';
    if (span_is(shape, "ID")) {
        want(check, line, !quoted, value, "a word without quotes");
    } else if (span_is(shape, "NUMBER")) {
        want(check, line, span_number(value, &number), value, "a number");
    } else if (span_is(shape, "STRING")) {
        want(check, line, quoted, value, "something in quotes");
    } else if (span_is(shape, "$NAME")) {
        want(check, line, value.at[0] == '$' && value.length > 1, value, "a $name");
    } else if (span_is(shape, "reading")) {
        check_reading(check, line, before, value);
    } else if (shape.at[0] == '(') {
        struct span word = {shape.at + 1, shape.length - 2};
        want(check, line, span_equal(word, value), value, "another word");
    } else if (memchr(shape.at, '|', shape.length) != NULL) {
        if (!is_choice(shape, value)) {
            schema_problem(check, line, "`%.*s` stands where one of %.*s is wanted",
                           (int)value.length, value.at, (int)shape.length, shape.at);
        }
    } else {
        check_mention(check, line, shape, value);
    }
}

/* Take what ends a word of a shape, `...` or `?`, off. */
static bool take_end(struct span *shape, const char *end)
{
    size_t length = strlen(end);
    bool ends =
        shape->length > length && memcmp(shape->at + shape->length - length, end, length) == 0;
    shape->length -= ends ? length : 0;
    return ends;
}

void schema_shape(struct check *check, const struct field *field, const char *shapes)
{
    struct words words = words_of(check, field);
    struct span left = span_of(shapes);
    struct span value = {NULL, 0};
    struct span shape;
    while ((shape = span_word(&left)).length > 0) {
        struct span before = value;
        bool dots = take_end(&shape, "...");
        bool optional = take_end(&shape, "?");
        value = next_value(&words);
        if (value.length == 0 && optional) {
            return;
        }
        if (value.length == 0) {
            schema_problem(check, field->line, "`%.*s` wants more: %s", (int)field->word.length,
                           field->word.at, shapes);
            return;
        }
        if (span_is(shape, "prose")) {
            return;
        }
        if (span_is(shape, "accounted")) {
            check_accounted(check, &words, value);
            return;
        }
        check_word(check, words.line, shape, before, value);
        while (dots && (value = next_value(&words)).length > 0) {
            check_word(check, words.line, shape, before, value);
        }
    }
    value = next_value(&words);
    if (value.length > 0) {
        schema_problem(check, words.line, "`%.*s` is too much here: `%.*s` wants %s",
                       (int)value.length, value.at, (int)field->word.length, field->word.at,
                       *shapes != 0 ? shapes : "nothing after it");
    }
}
