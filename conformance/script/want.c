/* Reading what is wanted of a step. */
#include <string.h>

#include "step.h"

static bool read_range(struct reader *reader, struct scan *scan, struct want *want)
{
    struct value low;
    struct value high;
    if (!read_value(reader, scan, &low)) {
        return false;
    }
    high = low;
    if (scan_mark(scan, "..") && !read_value(reader, scan, &high)) {
        return false;
    }
    want->result = WANT_RANGE;
    want->low = low.number;
    want->high = high.number;
    return (low.numeric && high.numeric) || read_refuse(reader, "a result is no string");
}

/* A word that is a result, or a number. */
static bool read_result(struct reader *reader, struct scan *scan, struct want *want)
{
    static const struct {
        const char *word;
        enum want_result result;
        int64_t number;
    } results[] = {
        {"handle", WANT_HANDLE, 0}, {"NULL", WANT_NULL, 0},  {"TRUE", WANT_RANGE, 1},
        {"FALSE", WANT_RANGE, 0},   {"zero", WANT_RANGE, 0}, {"any", WANT_ANY, 0},
        {"error", WANT_ERROR, 0},
    };
    struct scan ahead = *scan;
    struct span word = scan_name(&ahead);
    for (size_t n = 0; n < sizeof results / sizeof results[0]; n++) {
        if (span_is(word, results[n].word)) {
            *scan = ahead;
            want->result = results[n].result;
            want->low = want->high = results[n].number;
            return true;
        }
    }
    return read_range(reader, scan, want);
}

/* A want that the call can never meet is a slip in the file. */
static bool fits(struct reader *reader, const struct call *call, const struct want *want,
                 struct span word)
{
    bool handle = want->result == WANT_HANDLE || want->result == WANT_NULL;
    bool number = want->result == WANT_RANGE || want->result == WANT_ERROR;
    if (call->result == RESULT_HANDLE ? number : handle) {
        return read_refuse(reader, "%s never gives `%.*s`", call->name, SPAN(word));
    }
    if (want->result == WANT_ERROR && call->result != RESULT_CODE) {
        return read_refuse(reader, "%s gives no error code", call->name);
    }
    if (want->code != WANT_CODE_ANY &&
        (call->result == RESULT_CODE || call->result == RESULT_COUNT)) {
        return read_refuse(reader, "the last error says nothing about %s", call->name);
    }
    bool failure = want->result == WANT_NULL || want->result == WANT_ANY ||
                   (want->result == WANT_RANGE && want->low == want->high &&
                    want->low == (call->result == RESULT_BOOL ? 0 : -1));
    return want->code == WANT_CODE_ANY || failure ||
           read_refuse(reader, "the last error after success is never judged");
}

static bool read_code(struct reader *reader, struct scan *scan, struct want *want)
{
    struct scan ahead = *scan;
    struct value value;
    if (scan_sees(ahead, ",") || scan_done(&ahead)) {
        return true;
    }
    if (span_is(scan_name(&ahead), "error")) {
        *scan = ahead;
        want->code = WANT_CODE_SET;
        return true;
    }
    want->code = WANT_CODE_IS;
    if (!read_value(reader, scan, &value)) {
        return false;
    }
    want->last_error = value.number;
    return value.numeric || read_refuse(reader, "an error code was expected");
}

static bool read_set(struct reader *reader, struct scan *scan, struct wanted *wanted)
{
    enum { SET_MAX = 64 };
    struct value *value = arena_take(reader->arena, SET_MAX * sizeof *value);
    wanted->type = WANTED_SET;
    wanted->value = value;
    while (!scan_mark(scan, "}")) {
        if (scan_mark(scan, "...")) {
            wanted->at_least = true;
        } else if (wanted->count == SET_MAX) {
            return read_refuse(reader, "more than %d values in { }", SET_MAX);
        } else if (!read_value(reader, scan, &value[wanted->count++])) {
            return false;
        }
        if (!scan_mark(scan, ",") && !scan_sees(*scan, "}")) {
            return read_refuse(reader, "a } was expected at `%.*s`", SPAN(scan->left));
        }
    }
    return true;
}

static bool read_plain(struct reader *reader, struct scan *scan, struct wanted *wanted)
{
    struct value *value = arena_take(reader->arena, 2 * sizeof *value);
    if (!read_value(reader, scan, value)) {
        return false;
    }
    wanted->type = value->type == VALUE_NUMBER ? WANTED_RANGE : WANTED_VALUE;
    wanted->value = value;
    wanted->low = wanted->high = value->number;
    if (scan_mark(scan, "..")) {
        wanted->type = WANTED_RANGE;
        if (!read_value(reader, scan, &value[1])) {
            return false;
        }
        wanted->high = value[1].number;
        return (value[0].numeric && value[1].numeric) || read_refuse(reader, "A..B are numbers");
    }
    return true;
}

static bool read_has(struct reader *reader, struct scan *scan, struct wanted *wanted)
{
    struct value value;
    wanted->type = WANTED_HAS;
    if (!read_value(reader, scan, &value)) {
        return false;
    }
    wanted->low = value.number;
    return value.numeric || read_refuse(reader, "`has` is followed by a number");
}

static bool read_wanted(struct reader *reader, struct scan *scan, struct wanted *wanted)
{
    static const struct {
        const char *word;
        enum wanted_type type;
    } words[] = {{"any", WANTED_ANY}, {"written", WANTED_WRITTEN}, {"kept", WANTED_KEPT}};
    struct scan ahead = *scan;
    struct span word = scan_name(&ahead);
    for (size_t n = 0; n < sizeof words / sizeof words[0]; n++) {
        if (span_is(word, words[n].word)) {
            *scan = ahead;
            wanted->type = words[n].type;
            return true;
        }
    }
    if (span_is(word, "has")) {
        *scan = ahead;
        return read_has(reader, scan, wanted);
    }
    return scan_mark(scan, "{") ? read_set(reader, scan, wanted) : read_plain(reader, scan, wanted);
}

/* The parts that an item has beside its name (buffers.c). */
static bool is_part(char letter, struct span part)
{
    static const char *const parts[] = {".id",       ".type",  ".owner",
                                        ".owner_id", ".state", ".properties"};
    static const char *const letters[] = {"igr", "i", "gr", "r", "g", "gr"};
    for (size_t n = 0; n < sizeof parts / sizeof parts[0]; n++) {
        if (span_is(part, parts[n])) {
            return strchr(letters[n], letter) != NULL;
        }
    }
    return false;
}

/* Does an argument of the step carry that name? */
static bool is_argument(const struct step *step, struct span name)
{
    for (size_t n = 0; step->call->shape->parameters[n] != '\0'; n++) {
        struct span word = step->argument[n].word;
        if (word.length == 0) {
            continue;
        }
        if (span_equal(word, name)) {
            return true;
        }
        if (letter_is_item(step->call->shape->parameters[n]) && name.length > word.length &&
            span_equal(word, (struct span){name.at, word.length})) {
            struct span part = {name.at + word.length, name.length - word.length};
            return is_part(step->call->shape->parameters[n], part);
        }
    }
    return false;
}

bool want_read(struct reader *reader, struct scan *scan, const struct step *step, struct want *want)
{
    struct span all = scan->left;
    struct wanted wanted[CALL_PARAMETERS * 2] = {{.type = WANTED_ANY}};
    if (!read_result(reader, scan, want)) {
        return false;
    }
    struct span word = scan_since(all, scan);
    if (!read_code(reader, scan, want) || !fits(reader, step->call, want, word)) {
        return false;
    }
    while (scan_mark(scan, ",")) {
        if (want->count == CALL_PARAMETERS * 2) {
            return read_refuse(reader, "too many values are wanted");
        }
        struct wanted *next = &wanted[want->count++];
        next->name = scan_name(scan);
        if (!is_argument(step, next->name)) {
            return read_refuse(reader, "no argument of %s is called `%.*s` here", step->call->name,
                               SPAN(next->name));
        }
        if (!scan_mark(scan, "=")) {
            return read_refuse(reader, "NAME = VALUE was expected at `%.*s`", SPAN(scan->left));
        }
        if (!read_wanted(reader, scan, next)) {
            return false;
        }
    }
    struct wanted *kept = arena_take(reader->arena, want->count * sizeof *kept);
    memcpy(kept, wanted, want->count * sizeof *kept);
    want->wanted = kept;
    want->text = scan_since(all, scan);
    return true;
}
