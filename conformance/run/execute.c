#include "execute.h"

#include <string.h>

#include "buffers.h"
#include "endpoint/wire_run.h"

enum { VALUES_MAX = CALL_PARAMETERS * 3, NOT_IMPLEMENTED = 120 /* ERROR_CALL_NOT_IMPLEMENTED */ };

struct run_of_case {
    const struct script *script;
    const struct subject *subject;
    void *handle[SCRIPT_NAMES];
    struct wire_run wire; /* of a case that speaks to an endpoint */
};

/* Does the function say no more than that it is not implemented? */
static bool is_stub(const struct answer *answer, const struct call *call)
{
    int64_t code = call->result == RESULT_CODE ? answer->number : answer->code;
    return answer_failed(answer, call) && code == NOT_IMPLEMENTED;
}

/* Make the call once. */
static void make(const struct run_of_case *run, const struct step *step, uint32_t index,
                 struct arena *arena, struct outcome *outcome, struct answer *answer)
{
    struct actual actual[CALL_PARAMETERS] = {{.pointer = NULL}};
    struct answer_value *value = arena_take(arena, VALUES_MAX * sizeof *value);
    uint32_t last_error = UNTOUCHED_ERROR;
    size_t parameters = strlen(step->call->shape->parameters);
    for (size_t n = 0; n < parameters; n++) {
        buffer_prepare(step, n, index, arena, &actual[n]);
        if (step->argument[n].type == ARGUMENT_NAME) {
            actual[n].pointer = run->handle[step->argument[n].name];
        }
    }
    *outcome = (struct outcome){.handle = NULL};
    *answer = (struct answer){.end = ANSWER_ABSENT, .value = value};
    if (!run->subject->type->call(run->subject, step->call, actual, outcome, &last_error)) {
        return;
    }
    answer->end = step->call->result != RESULT_HANDLE ? ANSWER_NUMBER
                  : outcome->handle != NULL           ? ANSWER_HANDLE
                                                      : ANSWER_NULL;
    if (step->call->result == RESULT_HANDLE && outcome->number != 0) {
        last_error = (uint32_t)outcome->number; /* ClusterRegOpenKey */
    }
    answer->number = outcome->number;
    answer->code = last_error;
    answer->coded = last_error != UNTOUCHED_ERROR && step->call->result != RESULT_CODE &&
                    answer_failed(answer, step->call);
    if (is_stub(answer, step->call)) {
        *answer = (struct answer){.end = ANSWER_STUB, .value = value};
        return;
    }
    for (size_t n = 0; n < parameters; n++) {
        buffer_answer(step, n, &actual[n], arena, value, &answer->values);
    }
}

static bool has_overrun(const struct answer *answer)
{
    for (size_t n = 0; n < answer->values; n++) {
        if (answer->value[n].value->overrun) {
            return true;
        }
    }
    return false;
}

/* Put the values of one call at the end of the lists. */
static void collect(const struct answer *one, struct value **list, struct answer_value *value,
                    struct arena *arena)
{
    for (size_t n = 0; n < one->values; n++) {
        if (list[n] == NULL) {
            list[n] = arena_take(arena, (EACH_MAX + 1) * sizeof *list[n]);
            value[n] = (struct answer_value){one->value[n].name, true, list[n], 0};
        }
        list[n][value[n].count++] = *one->value[n].value;
    }
}

/* `each`: with index 0, 1, 2, … until the result is not zero. */
static void make_each(const struct run_of_case *run, const struct step *step, struct arena *arena,
                      struct answer *answer)
{
    struct value *list[VALUES_MAX] = {NULL};
    struct answer_value *value = arena_take(arena, VALUES_MAX * sizeof *value);
    struct outcome outcome;
    size_t values = 0;
    for (uint32_t index = 0; index < EACH_MAX; index++) {
        make(run, step, index, arena, &outcome, answer);
        if (answer->end != ANSWER_NUMBER) {
            return;
        }
        if (answer->values > values) { /* an item that was written has more than one that was not */
            values = answer->values;
        }
        if (answer->number == 0 || has_overrun(answer)) {
            collect(answer, list, value, arena);
        }
        if (answer->number != 0) {
            break;
        }
    }
    for (size_t n = 0; n < values; n++) {
        if (list[n] == NULL) {
            value[n] = (struct answer_value){.name = answer->value[n].name, .list = true};
        }
    }
    answer->values = values;
    answer->value = value;
}

static bool same_result(const struct answer *a, const struct answer *b)
{
    return a->end == b->end && a->number == b->number && a->coded == b->coded &&
           (!a->coded || a->code == b->code);
}

/* `repeat N`: the last answer is the step's, and the first that differs ends it. */
static void make_repeated(const struct run_of_case *run, const struct step *step,
                          struct arena *arena, struct outcome *outcome, struct answer *answer)
{
    make(run, step, 0, arena, outcome, answer);
    for (unsigned n = 1; n < step->repeat; n++) {
        struct answer before = *answer;
        arena_free(arena);
        make(run, step, 0, arena, outcome, answer);
        if (!same_result(&before, answer) || has_overrun(answer)) {
            return;
        }
    }
}

/* Does a later step of the same program use that name before another binds it? */
static bool used_later(const struct script *script, size_t from, size_t end, int name)
{
    for (size_t s = from; s < end; s++) {
        const struct step *step = &script->step[s];
        for (size_t n = 0; step->call->shape->parameters[n] != '\0'; n++) {
            if (step->argument[n].type == ARGUMENT_NAME && step->argument[n].name == name) {
                return true;
            }
        }
        if (step->name == name) {
            return false;
        }
    }
    return false;
}

/* The same on the wire. */
static bool take_wire(struct run_of_case *run, size_t s, size_t end, const struct witness *witness)
{
    struct arena arena = {NULL};
    struct answer answer;
    if (!wire_can_take(&run->wire, s)) {
        return false;
    }
    witness->begins(witness->context, s);
    bool goes_on = wire_take(&run->wire, s, end, &arena, &answer);
    witness->answered(witness->context, s, &answer);
    arena_free(&arena);
    return goes_on;
}

/* Take one step. False: the program ends here. */
static bool take(struct run_of_case *run, size_t s, size_t end, const struct witness *witness)
{
    const struct step *step = &run->script->step[s];
    if (step->wire != NULL) {
        return take_wire(run, s, end, witness);
    }
    struct arena arena = {NULL};
    struct outcome outcome = {.handle = NULL};
    struct answer answer;
    witness->begins(witness->context, s);
    if (step->each) {
        make_each(run, step, &arena, &answer);
    } else {
        make_repeated(run, step, &arena, &outcome, &answer);
    }
    bool goes_on = answer.end != ANSWER_ABSENT && answer.end != ANSWER_STUB;
    if (step->name != NO_NAME) {
        run->handle[step->name] = outcome.handle;
        goes_on =
            goes_on && (outcome.handle != NULL || !used_later(run->script, s + 1, end, step->name));
    }
    witness->answered(witness->context, s, &answer);
    arena_free(&arena);
    return goes_on;
}

static void take_program(struct run_of_case *run, size_t from, size_t end,
                         const struct witness *witness)
{
    for (size_t s = from; s < end; s++) {
        if (!take(run, s, end, witness)) {
            return;
        }
    }
}

void execute(const struct script *script, const struct subject *subject,
             const struct witness *witness)
{
    struct run_of_case run = {
        .script = script, .subject = subject, .wire = {.script = script, .subject = subject}};
    size_t first_end = script->versus > 0 ? script->versus : script->steps;
    take_program(&run, 0, first_end, witness);
    take_program(&run, first_end, script->steps, witness);
    wire_run_end(&run.wire);
}
