#include "step.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "wire_read.h"

bool read_refuse(struct reader *reader, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(reader->why, sizeof reader->why, format, arguments);
    va_end(arguments);
    return false;
}

bool read_value(struct reader *reader, struct scan *scan, struct value *value)
{
    char why[WHY_MAX];
    switch (value_scan(scan, reader->dictionary, reader->arena, value, why)) {
    case VALUE_READ:
        return true;
    case VALUE_LACKS:
        if (reader->lacks == NULL) {
            reader->lacks = arena_print(reader->arena, "%s", why);
        }
        value->numeric = true; /* it may stand where a number is wanted */
        return true;
    case VALUE_WRONG:
        break;
    }
    return read_refuse(reader, "%s", why);
}

bool read_numeric(struct reader *reader, struct scan *scan, int64_t *number)
{
    struct value value;
    if (!read_value(reader, scan, &value)) {
        return false;
    }
    *number = value.number;
    return value.numeric || read_refuse(reader, "a number was expected");
}

int name_find(const struct reader *reader, struct span name)
{
    for (int n = 0; n < reader->names; n++) {
        if (span_equal(reader->name[n], name)) {
            return n;
        }
    }
    return NO_NAME;
}

int name_add(struct reader *reader, struct span name)
{
    int found = name_find(reader, name);
    if (found == NO_NAME && reader->names < SCRIPT_NAMES) {
        found = reader->names++;
        reader->name[found] = name;
    }
    return found;
}

static bool bind(struct reader *reader, struct span name, struct step *step)
{
    if (step->call->result != RESULT_HANDLE) {
        return read_refuse(reader, "%s gives no handle to bind to `%.*s`", step->call->name,
                           SPAN(name));
    }
    step->name = name_add(reader, name);
    if (step->name == NO_NAME) {
        return read_refuse(reader, "more than %d names in one case", SCRIPT_NAMES);
    }
    reader->kind[step->name] = step->call->gives;
    return true;
}

static bool read_mistaken(struct reader *reader, struct scan *scan, enum kind wanted,
                          struct argument *argument)
{
    struct span word = scan_name(scan);
    if (kind_find(word) == KIND_NONE) {
        return read_refuse(reader, "`%.*s` is no kind of handle", SPAN(word));
    }
    if (kind_find(word) != wanted) {
        return read_refuse(reader, "`as %.*s`, but the parameter takes a %s handle", SPAN(word),
                           kind_name(wanted));
    }
    argument->mistaken = true;
    return true;
}

/* NAME, NAME as KIND, or a number that is no handle. */
static bool read_handle(struct reader *reader, struct scan *scan, enum kind wanted,
                        struct argument *argument)
{
    struct scan ahead = *scan;
    struct span name = scan_name(&ahead);
    argument->name = name_find(reader, name);
    if (argument->name == NO_NAME) {
        int64_t number;
        struct value value;
        if (name.length > 0 && !spec_number(reader->dictionary->spec, name, &number)) {
            return read_refuse(reader, "`%.*s` is not bound by a step before", SPAN(name));
        }
        argument->type = ARGUMENT_NUMBER;
        if (!read_value(reader, scan, &value)) {
            return false;
        }
        argument->number = value.number;
        return value.type == VALUE_NUMBER || read_refuse(reader, "a handle was expected");
    }
    *scan = ahead;
    argument->type = ARGUMENT_NAME;
    enum kind kind = reader->kind[argument->name];
    if (kind == KIND_NONE) {
        return read_refuse(reader, "`%.*s` is not bound by a step before", SPAN(name));
    }
    if (scan_mark(scan, "as ")) {
        return read_mistaken(reader, scan, wanted, argument);
    }
    return kind == wanted || wanted == KIND_ANY ||
           read_refuse(
               reader, "`%.*s` is a %s handle, the parameter takes a %s handle (`%.*s as %s`?)",
               SPAN(name), kind_name(kind), kind_name(wanted), SPAN(name), kind_name(wanted));
}

static bool read_address(struct reader *reader, struct scan *scan, struct argument *argument)
{
    struct value preset = {.numeric = true, .number = UNTOUCHED_DWORD};
    if (!scan_mark(scan, "&")) {
        return read_refuse(reader, "&NAME or NULL was expected");
    }
    argument->type = ARGUMENT_ADDRESS;
    argument->word = scan_name(scan);
    if (scan_mark(scan, "=") && !read_value(reader, scan, &preset)) {
        return false;
    }
    argument->number = preset.number;
    return (argument->word.length > 0 && preset.numeric) ||
           read_refuse(reader, "&NAME or &NAME = NUMBER was expected");
}

static bool read_buffer(struct reader *reader, struct scan *scan, struct argument *argument)
{
    struct value capacity = {.numeric = false};
    argument->type = ARGUMENT_BUFFER;
    argument->word = scan_name(scan);
    if (argument->word.length == 0 || !scan_mark(scan, "[")) {
        return read_refuse(reader, "NAME[CAPACITY] or NULL was expected");
    }
    if (!read_value(reader, scan, &capacity)) {
        return false;
    }
    argument->number = capacity.number;
    return (capacity.numeric && capacity.number >= 0 && capacity.number <= 65536 &&
            scan_mark(scan, "]")) ||
           read_refuse(reader, "the capacity in NAME[CAPACITY] is a number from 0 to 65536");
}

static bool read_string(struct reader *reader, struct scan *scan, enum value_type type,
                        struct argument *argument)
{
    argument->type = type == VALUE_STRING ? ARGUMENT_STRING : ARGUMENT_OCTETS;
    return read_value(reader, scan, &argument->value) &&
           (argument->value.type == type ||
            read_refuse(reader, "a %s or NULL was expected",
                        type == VALUE_STRING ? "\"string\"" : "x\"row of octets\""));
}

static bool read_number(struct reader *reader, struct scan *scan, bool each,
                        struct argument *argument)
{
    struct value value;
    if (scan_mark(scan, "#")) {
        argument->type = ARGUMENT_INDEX;
        return each || read_refuse(reader, "# stands only in a step with `each`");
    }
    argument->type = ARGUMENT_NUMBER;
    if (!read_value(reader, scan, &value)) {
        return false;
    }
    argument->number = value.number;
    return value.numeric || read_refuse(reader, "a number was expected");
}

static bool read_argument(struct reader *reader, struct scan *scan, struct step *step, size_t n)
{
    struct argument *argument = &step->argument[n];
    struct scan ahead = *scan;
    if (span_is(scan_name(&ahead), "NULL")) {
        *scan = ahead;
        argument->type = ARGUMENT_NULL;
        return step->call->shape->parameters[n] != 'd' ||
               read_refuse(reader, "a number was expected, not NULL");
    }
    switch (step->call->shape->parameters[n]) {
    case 's':
        return read_string(reader, scan, VALUE_STRING, argument);
    case 'x':
        return read_string(reader, scan, VALUE_OCTETS, argument);
    case 'd':
        return read_number(reader, scan, step->each, argument);
    case 'a':
        return read_address(reader, scan, argument);
    case 'u':
    case 'o':
    case 'v':
    case 'i':
    case 'g':
    case 'r':
        return read_buffer(reader, scan, argument);
    default:
        return read_handle(reader, scan, call_takes(step->call, n), argument);
    }
}

static bool read_arguments(struct reader *reader, struct scan *scan, struct step *step)
{
    size_t count = strlen(step->call->shape->parameters);
    step->arguments = count;
    step->argument = arena_take(reader->arena, count * sizeof *step->argument);
    for (size_t n = 0; n < count; n++) {
        if (scan_sees(*scan, ")")) {
            return read_refuse(reader, "%s takes %zu arguments, here are %zu", step->call->name,
                               count, n);
        }
        if (!read_argument(reader, scan, step, n)) {
            return false;
        }
        if (n + 1 < count && !scan_mark(scan, ",") && !scan_sees(*scan, ")")) {
            return read_refuse(reader, "a comma was expected at `%.*s`", SPAN(scan->left));
        }
    }
    if (scan_sees(*scan, ",")) {
        return read_refuse(reader, "%s takes %zu arguments, here are more", step->call->name,
                           count);
    }
    return scan_mark(scan, ")") ||
           read_refuse(reader, "a ) was expected at `%.*s`", SPAN(scan->left));
}

static bool names_differ(struct reader *reader, const struct step *step)
{
    for (size_t n = 0; n < step->arguments; n++) {
        for (size_t m = 0; m < n; m++) {
            if (step->argument[n].word.length > 0 &&
                span_equal(step->argument[n].word, step->argument[m].word)) {
                return read_refuse(reader, "two arguments are called `%.*s`",
                                   SPAN(step->argument[n].word));
            }
        }
    }
    return true;
}

/* each, or repeat N */
static bool read_repetition(struct reader *reader, struct scan *scan, struct step *step)
{
    struct scan ahead = *scan;
    int64_t count = 1;
    struct span word = scan_name(&ahead);
    step->each = span_is(word, "each");
    if (span_is(word, "repeat") &&
        (!scan_number(&ahead, &count) || count < 1 || count > 10000000)) {
        return read_refuse(reader, "`repeat` is followed by a number from 1 to 10000000");
    }
    step->repeat = (unsigned)count;
    if (step->each || span_is(word, "repeat")) {
        *scan = ahead;
    }
    return true;
}

static bool has_index(const struct step *step)
{
    for (size_t n = 0; n < step->arguments; n++) {
        if (step->argument[n].type == ARGUMENT_INDEX) {
            return true;
        }
    }
    return false;
}

/* send or hold */
static enum wire_when read_when(struct scan *scan)
{
    struct scan ahead = *scan;
    struct span word = scan_name(&ahead);
    if (scan_sees(ahead, "=") || (!span_is(word, "send") && !span_is(word, "hold"))) {
        return WIRE_AT_ONCE;
    }
    *scan = ahead;
    return span_is(word, "send") ? WIRE_SENT : WIRE_HELD;
}

static bool any_want_read(struct reader *reader, struct scan *scan, const struct step *step,
                          struct want *want)
{
    return step->wire != NULL ? wire_want_read(reader, scan, step, want)
                              : want_read(reader, scan, step, want);
}

/* The want, and nothing after it. */
static bool finish(struct reader *reader, struct scan *scan, struct step *step)
{
    step->wants = scan_mark(scan, "->");
    if (step->wants && !any_want_read(reader, scan, step, &step->want)) {
        return false;
    }
    return scan_done(scan) || read_refuse(reader, "not understood: `%.*s`", SPAN(scan->left));
}

bool step_read(struct reader *reader, struct span text, struct step *step)
{
    struct scan scan = {text};
    step->text = text;
    step->name = NO_NAME;
    if (!read_repetition(reader, &scan, step)) {
        return false;
    }
    struct span bound = {"", 0};
    enum wire_when when = read_when(&scan);
    struct span name = scan_name(&scan);
    if (scan_mark(&scan, "=")) {
        bound = name;
        name = scan_name(&scan);
    }
    if (is_wire_call(name)) {
        return wire_step_read(reader, &scan, bound, name, when, step) &&
               finish(reader, &scan, step);
    }
    step->call = call_find(name);
    if (step->call == NULL || when != WIRE_AT_ONCE) {
        return name.length == 0
                   ? read_refuse(reader, "a call was expected at `%.*s`", SPAN(scan.left))
                   : read_refuse(reader, "unknown call `%.*s`", SPAN(name));
    }
    if (!scan_mark(&scan, "(")) {
        return read_refuse(reader, "a ( was expected after %s", step->call->name);
    }
    if (!read_arguments(reader, &scan, step) || !names_differ(reader, step)) {
        return false;
    }
    if (step->each && !has_index(step)) {
        return read_refuse(reader, "a step with `each` needs the argument #");
    }
    if (!finish(reader, &scan, step)) {
        return false;
    }
    if (!scan_done(&scan)) {
        return read_refuse(reader, "not understood: `%.*s`", SPAN(scan.left));
    }
    return bound.length == 0 || bind(reader, bound, step);
}

bool is_choice(struct span text)
{
    struct scan scan = {text};
    struct span word = span_word(&scan.left);
    return word.length > 0 && memchr(word.at, '(', word.length) == NULL && scan_mark(&scan, "->");
}

bool choice_read(struct reader *reader, struct span text, const struct step *step,
                 struct choice *choice)
{
    struct scan scan = {text};
    choice->text = text;
    choice->reading = span_word(&scan.left);
    (void)scan_mark(&scan, "->");
    if (step->wants) {
        return read_refuse(reader, "a step with a want of its own has no choices");
    }
    return any_want_read(reader, &scan, step, &choice->want) &&
           (scan_done(&scan) || read_refuse(reader, "not understood: `%.*s`", SPAN(scan.left)));
}
