/* One step of a program. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "program.h"

static const struct step *step_of(const struct program *program, size_t s)
{
    return &program->request->script->step[s];
}

/* Text within quotes of C. */
static void put_quoted(struct growing *out, struct span text)
{
    growing_text(out, "\"");
    for (size_t n = 0; n < text.length; n++) {
        char c = text.at[n];
        growing_text(out, c == '"' || c == '\\' ? "\\%c" : c < ' ' || c > '~' ? "?" : "%c", c);
    }
    growing_text(out, "\"");
}

/* -- the call
 * --------------------------------------------------------------------------------------------- */

static bool opens_key(const struct step *step)
{
    return strcmp(step->call->name, "ClusterRegOpenKey") == 0;
}

static void put_call(struct program *program, size_t s)
{
    const struct step *step = step_of(program, s);
    struct growing *out = program->out;
    size_t parameters = strlen(step->call->shape->parameters);
    for (size_t n = 0; n < parameters; n++) {
        program_preset(program, s, n);
    }
    growing_text(out, "    SetLastError(UNTOUCHED);\n");
    if (opens_key(step)) {
        growing_text(out, "    h_%zu = NULL;\n    error_%zu = (DWORD)", s + 1, s + 1);
    } else if (step->call->result == RESULT_HANDLE) {
        growing_text(out, "    h_%zu = ", s + 1);
    } else {
        bool is_signed = step->call->result == RESULT_BOOL || step->call->result == RESULT_STATE;
        growing_text(out, "    result_%zu = (%s)", s + 1, is_signed ? "int" : "DWORD");
    }
    growing_text(out, "%s(", step->call->name);
    for (size_t n = 0; n < parameters; n++) {
        growing_text(out, "%s", n > 0 ? ", " : "");
        program_pass(program, s, n);
    }
    if (opens_key(step)) {
        growing_text(out, ", &h_%zu", s + 1);
    } else if (strcmp(step->call->name, "ClusterRegEnumKey") == 0) {
        growing_text(out, ", NULL");
    }
    growing_text(out, ");\n");
    if (!opens_key(step)) {
        growing_text(out, "    error_%zu = GetLastError();\n", s + 1);
    }
}

/* Whether it failed, as variables that conditions use. */
static void put_outcome(struct program *program, size_t s)
{
    static const char *const failures[] = {[RESULT_HANDLE] = "!given_%zu",
                                           [RESULT_BOOL] = "result_%zu == 0",
                                           [RESULT_STATE] = "result_%zu == -1",
                                           [RESULT_CODE] = "result_%zu != 0",
                                           [RESULT_COUNT] = "0 * (int)result_%zu"};
    enum result result = step_of(program, s)->call->result;
    struct growing *out = program->out;
    if (result == RESULT_HANDLE) {
        growing_text(out, "    given_%zu = h_%zu != NULL;\n", s + 1, s + 1);
    }
    growing_text(out, "    failed_%zu = ", s + 1);
    growing_text(out, failures[result], s + 1);
    growing_text(out, ";\n");
}

static void show(struct program *program, size_t s)
{
    const struct step *step = step_of(program, s);
    struct growing *out = program->out;
    struct span text = step->text;
    const char *arrow = NULL;
    for (size_t n = 0; n + 1 < text.length && arrow == NULL; n++) {
        arrow = text.at[n] == '-' && text.at[n + 1] == '>' ? text.at + n : NULL;
    }
    if (arrow != NULL) {
        text = span_trim((struct span){text.at, (size_t)(arrow - text.at)});
    }
    bool handle = step->call->result == RESULT_HANDLE;
    growing_text(out, handle ? "    show_handle(" : "    show_result(");
    put_quoted(out, text);
    if (handle) {
        growing_text(out, ", given_%zu, error_%zu);\n", s + 1, s + 1);
    } else {
        growing_text(out, ", result_%zu, ", s + 1);
        growing_text(out, step->call->result == RESULT_CODE ? "0, " : "failed_%zu, ", s + 1);
        growing_text(out, "error_%zu);\n", s + 1);
    }
    for (size_t n = 0; n < step->arguments; n++) {
        const struct argument *argument = &step->argument[n];
        char name[PROGRAM_NAME];
        program_name(name, sizeof name, argument->word, s);
        if (argument->type == ARGUMENT_ADDRESS) {
            growing_text(out, "    show_number(\"%.*s\", (unsigned long)%s);\n",
                         SPAN(argument->word), name);
        } else if (argument->type == ARGUMENT_BUFFER) {
            bool units = step->call->shape->parameters[n] == 'u';
            growing_text(out, "    show_%s(\"%.*s\", %s.%s, %zu);\n", units ? "units" : "octets",
                         SPAN(argument->word), name, units ? "units" : "octets",
                         program_size(step, n) / (units ? 2 : 1));
        }
    }
}

/* -- the step
 * --------------------------------------------------------------------------------------------- */

static void put_each(struct program *program, size_t s, bool last)
{
    const struct step *step = step_of(program, s);
    struct growing *out = program->out;
    growing_text(out, "    for (index_%zu = 0; index_%zu < MOST; index_%zu++) {\n", s + 1, s + 1,
                 s + 1);
    put_call(program, s);
    put_outcome(program, s);
    show(program, s);
    growing_text(out, "    if (result_%zu != 0)\n        break;\n", s + 1);
    for (size_t n = 0; n < step->arguments; n++) {
        const struct argument *argument = &step->argument[n];
        char name[PROGRAM_NAME];
        program_name(name, sizeof name, argument->word, s);
        if (!program_gathers(program, s, argument->word)) {
            continue;
        }
        if (argument->type == ARGUMENT_ADDRESS) {
            growing_text(out, "    list_%s[count_%zu] = (DWORD)%s;\n", name, s + 1, name);
        } else if (argument->type == ARGUMENT_BUFFER && step->call->shape->parameters[n] == 'u') {
            growing_text(out, "    memcpy(list_%s[count_%zu], %s.units, %zu);\n", name, s + 1, name,
                         program_size(step, n));
        }
    }
    if (last) {
        program_want(program, s, program_wanted(program, s), true);
    }
    growing_text(out, "    count_%zu++;\n    }\n", s + 1);
}

static void put_repeated(struct program *program, size_t s)
{
    const struct step *step = step_of(program, s);
    struct growing *out = program->out;
    bool handle = step->call->result == RESULT_HANDLE;
    const char *result = handle ? "given" : "result";
    growing_text(out, "    for (unsigned n = 0; n < %u; n++) {\n", step->repeat);
    growing_text(
        out, "    const long long before = %s_%zu;\n    const DWORD error_before = error_%zu;\n",
        result, s + 1, s + 1);
    put_call(program, s);
    put_outcome(program, s);
    growing_text(out,
                 "    if (n > 0 && (before != %s_%zu || error_before != error_%zu))\n        "
                 "break;\n    }\n",
                 result, s + 1, s + 1);
    show(program, s);
}

static void declare_all(struct program *program, size_t s)
{
    const struct step *step = step_of(program, s);
    struct growing *out = program->out;
    growing_text(out, "\n    /* %zu */\n", s + 1);
    for (size_t n = 0; n < step->arguments; n++) {
        program_declare(program, s, n);
    }
    if (step->call->result == RESULT_HANDLE) {
        growing_text(out, "    %s h_%zu = NULL;\n    int given_%zu = 0;\n",
                     program_type(step->call->gives), s + 1, s + 1);
    } else {
        growing_text(out, "    long long result_%zu = 0;\n", s + 1);
    }
    growing_text(out, "    int failed_%zu = 0;\n    DWORD error_%zu = 0;\n", s + 1, s + 1);
    if (step->each) {
        growing_text(out, "    DWORD index_%zu;\n    size_t count_%zu = 0;\n", s + 1, s + 1);
    }
}

void program_step(struct program *program, size_t s, bool last)
{
    const struct step *step = step_of(program, s);
    declare_all(program, s);
    if (step->each) {
        put_each(program, s, last);
    } else if (step->repeat > 1) {
        put_repeated(program, s);
    } else {
        put_call(program, s);
        put_outcome(program, s);
        show(program, s);
    }
    growing_text(program->out, "    (void)failed_%zu;\n    (void)error_%zu;\n", s + 1, s + 1);
    if (step->name != NO_NAME) {
        program->bound[step->name] = s;
    }
}
