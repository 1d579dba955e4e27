/* What a program's last answer has to be, as conditions of C: `    holds = holds && …;`. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "program.h"

static void refuse(struct program *program, const char *why)
{
    program->why_not = program->why_not == NULL ? why : program->why_not;
}

static const struct step *step_of(const struct program *program, size_t s)
{
    return &program->request->script->step[s];
}

const struct want *program_wanted(const struct program *program, size_t s)
{
    const struct step *step = step_of(program, s);
    for (size_t n = 0; n < step->choices; n++) {
        if (span_equal(spec_choice(program->request->spec, program->request->profile,
                                   step->choice[n].ambiguity, NULL),
                       step->choice[n].reading)) {
            return &step->choice[n].want;
        }
    }
    return step->wants ? &step->want : NULL;
}

bool program_gathers(const struct program *program, size_t s, struct span name)
{
    const struct want *want = program_wanted(program, s);
    for (size_t n = 0; want != NULL && n < want->count; n++) {
        if (want->wanted[n].type == WANTED_SET && span_equal(want->wanted[n].name, name)) {
            return true;
        }
    }
    return false;
}

/* -- the result
 * ------------------------------------------------------------------------------------------- */

/* The result of a state function is signed, a code is not; a case may write either with or without
 * its sign. */
static int64_t as_result(const struct step *step, int64_t number)
{
    bool is_signed = step->call->result == RESULT_BOOL || step->call->result == RESULT_STATE;
    if (is_signed && number > INT32_MAX) {
        return number - ((int64_t)1 << 32);
    }
    return !is_signed && number < 0 ? number + ((int64_t)1 << 32) : number;
}

static void want_result(struct program *program, size_t s, const struct want *want)
{
    const struct step *step = step_of(program, s);
    struct growing *out = program->out;
    size_t n = s + 1;
    switch (want->result) {
    case WANT_ANY:
        break;
    case WANT_HANDLE:
        growing_text(out, "    holds = holds && given_%zu;\n", n);
        break;
    case WANT_NULL:
        growing_text(out, "    holds = holds && !given_%zu;\n", n);
        break;
    case WANT_RANGE:
        growing_text(
            out, "    holds = holds && result_%zu >= %" PRId64 " && result_%zu <= %" PRId64 ";\n",
            n, as_result(step, want->low), n, as_result(step, want->high));
        break;
    case WANT_ERROR:
        growing_text(out, "    holds = holds && result_%zu != 0;\n", n);
        break;
    default:
        refuse(program, "the answer that is wanted is one of an endpoint");
    }
    if (want->code != WANT_CODE_ANY && step->call->result != RESULT_CODE) {
        growing_text(out, "    holds = holds && (!failed_%zu || (error_%zu != UNTOUCHED && ", n, n);
        if (want->code == WANT_CODE_SET) {
            growing_text(out, "error_%zu != 0));\n", n);
        } else {
            growing_text(out, "error_%zu == %" PRIu32 "u));\n", n, (uint32_t)want->last_error);
        }
    }
}

/* -- values
 * -----------------------------------------------------------------------------------------------
 */

/* The parameter whose name in the answer that is. */
static bool find_parameter(const struct step *step, struct span name, size_t *parameter)
{
    for (size_t n = 0; n < step->arguments; n++) {
        const struct argument *argument = &step->argument[n];
        if ((argument->type == ARGUMENT_ADDRESS || argument->type == ARGUMENT_BUFFER) &&
            span_equal(argument->word, name)) {
            *parameter = n;
            return true;
        }
    }
    return false;
}

static void want_number(struct program *program, const struct wanted *wanted, const char *name,
                        uint32_t preset)
{
    struct growing *out = program->out;
    uint32_t low = (uint32_t)wanted->low;
    switch (wanted->type) {
    case WANTED_RANGE:
        growing_text(
            out, "    holds = holds && (DWORD)%s >= %" PRIu32 "u && (DWORD)%s <= %" PRIu32 "u;\n",
            name, low, name, (uint32_t)wanted->high);
        break;
    case WANTED_WRITTEN:
        growing_text(out, "    holds = holds && (DWORD)%s != %" PRIu32 "u;\n", name, preset);
        break;
    case WANTED_KEPT:
        growing_text(out, "    holds = holds && (DWORD)%s == %" PRIu32 "u;\n", name, preset);
        break;
    case WANTED_HAS:
        growing_text(out, "    holds = holds && ((DWORD)%s & %" PRIu32 "u) == %" PRIu32 "u;\n",
                     name, low, low);
        break;
    case WANTED_LACKS:
        growing_text(out, "    holds = holds && ((DWORD)%s & %" PRIu32 "u) == 0;\n", name, low);
        break;
    case WANTED_VALUE:
        if (wanted->value->numeric) {
            growing_text(out, "    holds = holds && (DWORD)%s == %" PRIu32 "u;\n", name,
                         (uint32_t)wanted->value->number);
            break;
        }
        refuse(program, "a number is compared with a string");
        break;
    default:
        refuse(program, "a value is wanted that the program cannot compare");
    }
}

/* A constant of the wanted value, and its name. */
static void put_constant(struct program *program, const struct value *value, const char *name,
                         size_t number, char *constant)
{
    struct growing *out = program->out;
    (void)snprintf(constant, PROGRAM_NAME, "wanted_%.40s_%zu", name, number);
    if (value->type == VALUE_STRING) {
        growing_text(out, "    static const WCHAR %s[] = ", constant);
        program_units(out, value);
    } else {
        growing_text(out, "    static const unsigned char %s[] = {", constant);
        for (size_t n = 0; n < value->count; n++) {
            growing_text(out, "0x%02x, ", (unsigned)value->octets[n]);
        }
        growing_text(out, "0};\n");
    }
}

static void want_string(struct program *program, const struct step *step, size_t parameter,
                        const struct wanted *wanted, const char *name)
{
    char constant[PROGRAM_NAME];
    struct growing *out = program->out;
    size_t size = program_size(step, parameter);
    const struct value *value = wanted->value;
    bool units = step->call->shape->parameters[parameter] == 'u';
    if (value->type != VALUE_STRING && (value->type != VALUE_OCTETS || units)) {
        refuse(program, "a value is wanted that the program cannot compare");
        return;
    }
    put_constant(program, value, name, 0, constant);
    if (units) {
        growing_text(out, "    holds = holds && same_units(%s.units, %zu, %s, %zu);\n", name,
                     size / 2, constant, value->count);
    } else {
        bool string = value->type == VALUE_STRING;
        growing_text(out, "    holds = holds && same_octets(%s.octets, %zu, %s, %zu);\n", name,
                     size, constant, string ? (value->count + 1) * 2 : value->count);
    }
}

static void want_buffer(struct program *program, const struct step *step, size_t parameter,
                        const struct wanted *wanted, const char *name)
{
    struct growing *out = program->out;
    size_t size = program_size(step, parameter);
    switch (wanted->type) {
    case WANTED_VALUE:
        want_string(program, step, parameter, wanted, name);
        break;
    case WANTED_WRITTEN:
    case WANTED_KEPT:
        growing_text(out, "    holds = holds && %suntouched(%s.octets, %zu, first_%s);\n",
                     wanted->type == WANTED_KEPT ? "" : "!", name, size, name);
        break;
    default:
        refuse(program, "a value is wanted that the program cannot compare");
    }
}

/* {a, b} of `each`: as often as they stand there. */
static void want_set(struct program *program, const struct step *step, size_t parameter,
                     const struct wanted *wanted, const char *name, size_t s)
{
    struct growing *out = program->out;
    bool number = step->argument[parameter].type == ARGUMENT_ADDRESS;
    if (!step->each || (!number && step->call->shape->parameters[parameter] != 'u')) {
        refuse(program, "a list is wanted that the program cannot gather");
        return;
    }
    for (size_t n = 0; n < wanted->count; n++) {
        const struct value *value = &wanted->value[n];
        char constant[PROGRAM_NAME];
        size_t wants = 0;
        for (size_t m = 0; m < wanted->count; m++) {
            wants += value_equal(&wanted->value[m], value) ? 1 : 0;
        }
        if (number && value->numeric) {
            growing_text(out,
                         "    holds = holds && times_number(list_%s, count_%zu, %" PRIu32
                         "u) >= %zu;\n",
                         name, s + 1, (uint32_t)value->number, wants);
        } else if (!number && value->type == VALUE_STRING) {
            put_constant(program, value, name, n + 1, constant);
            growing_text(
                out, "    holds = holds && times(list_%s[0], %zu, count_%zu, %s, %zu) >= %zu;\n",
                name, program_size(step, parameter) / 2, s + 1, constant, value->count, wants);
        } else {
            refuse(program, "a list is wanted that the program cannot compare");
        }
    }
    if (!wanted->at_least) {
        growing_text(out, "    holds = holds && count_%zu == %zu;\n", s + 1, wanted->count);
    }
}

static void want_value(struct program *program, size_t s, const struct wanted *wanted, bool inside)
{
    const struct step *step = step_of(program, s);
    bool set = wanted->type == WANTED_SET;
    char name[PROGRAM_NAME];
    size_t parameter;
    if (wanted->type == WANTED_ANY || (step->each && inside == set)) {
        return;
    }
    if (!find_parameter(step, wanted->name, &parameter) ||
        letter_is_item(step->call->shape->parameters[parameter])) {
        refuse(program, "a value of an item is wanted");
        return;
    }
    program_name(name, sizeof name, wanted->name, s);
    if (set) {
        want_set(program, step, parameter, wanted, name, s);
    } else if (step->argument[parameter].type == ARGUMENT_ADDRESS) {
        want_number(program, wanted, name, (uint32_t)step->argument[parameter].number);
    } else {
        want_buffer(program, step, parameter, wanted, name);
    }
}

void program_want(struct program *program, size_t s, const struct want *want, bool inside)
{
    const struct step *step = step_of(program, s);
    char name[PROGRAM_NAME];
    for (size_t n = 0; n < step->arguments && (inside || !step->each); n++) {
        if (step->argument[n].type == ARGUMENT_BUFFER) {
            program_name(name, sizeof name, step->argument[n].word, s);
            growing_text(program->out, "    holds = holds && intact(%s.octets, %zu);\n", name,
                         program_size(step, n));
        }
    }
    if (!inside && want != NULL) {
        want_result(program, s, want);
    }
    for (size_t n = 0; want != NULL && n < want->count; n++) {
        want_value(program, s, &want->wanted[n], inside);
    }
}

/* -- two programs
 * ------------------------------------------------------------------------------------------ */

static void same_argument(struct program *program, size_t one, size_t other, size_t parameter)
{
    const struct step *step = step_of(program, one);
    const struct step *second = step_of(program, other);
    const struct argument *argument = &step->argument[parameter];
    size_t match;
    char a[PROGRAM_NAME];
    char b[PROGRAM_NAME];
    if ((argument->type != ARGUMENT_ADDRESS && argument->type != ARGUMENT_BUFFER) ||
        !find_parameter(second, argument->word, &match)) {
        return;
    }
    program_name(a, sizeof a, argument->word, one);
    program_name(b, sizeof b, argument->word, other);
    if (argument->type == ARGUMENT_ADDRESS) {
        growing_text(program->out, "    same = same && %s == %s;\n", a, b);
    } else if (program_size(step, parameter) != program_size(second, match)) {
        refuse(program, "two programs are compared whose buffers differ");
    } else if (step->call->shape->parameters[parameter] == 'u') {
        size_t capacity = program_size(step, parameter) / 2;
        growing_text(
            program->out,
            "    same = same && same_units(%s.units, %zu, %s.units, length_of(%s.units, %zu));\n",
            a, capacity, b, b, capacity);
    } else {
        growing_text(program->out, "    same = same && memcmp(%s.octets, %s.octets, %zu) == 0;\n",
                     a, b, program_size(step, parameter));
    }
}

void program_versus(struct program *program)
{
    const struct script *script = program->request->script;
    size_t one = script->versus - 1;
    size_t other = script->steps - 1;
    struct growing *out = program->out;
    bool handle = step_of(program, one)->call->result == RESULT_HANDLE;
    if (script->step[one].each) {
        refuse(program, "two programs are compared call by call");
        return;
    }
    growing_text(out, "    same = failed_%zu == failed_%zu;\n    if (same && failed_%zu) {\n",
                 one + 1, other + 1, one + 1);
    if (script->versus_codes) {
        growing_text(out, "    same = error_%zu == error_%zu;\n", one + 1, other + 1);
    }
    growing_text(out, "    } else if (same) {\n");
    if (!handle) {
        growing_text(out, "    same = result_%zu == result_%zu;\n", one + 1, other + 1);
    }
    for (size_t n = 0; n < script->step[one].arguments; n++) {
        same_argument(program, one, other, n);
    }
    growing_text(out, "    }\n    holds = holds && same;\n");
}
