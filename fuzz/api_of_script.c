#include "api_sequence.h"

#include "explore/explore_make.h"
#include "script/script.h"

#include <string.h>

/* The call that a function of that name makes. False: the model has none such. */
static bool find_function(const char *name, struct model_call *call)
{
    for (enum model_verb verb = 0; verb <= MODEL_CHANGE; verb++)
        for (enum kind kind = KIND_CLUSTER; kind <= KIND_NETINTERFACE; kind++)
            for (int ex = 0; ex < 2; ex++) {
                char function[EXPLORE_FUNCTION];
                *call = (struct model_call){
                    .verb = verb, .kind = kind, .ex = ex == 1, .handle = MODEL_NULL};
                explore_function(call, function);
                if (strcmp(function, name) == 0)
                    return true;
            }
    return false;
}

/* What the step gives the function, as far as the model knows it. */
static void read_arguments(const struct step *step, const int *giver, struct model_call *call)
{
    call->asks = false;
    for (size_t n = 0; n < step->arguments; n++) {
        const struct argument *a = &step->argument[n];
        if (a->type == ARGUMENT_NAME && n == 0)
            call->handle = giver[a->name];
        else if (a->type == ARGUMENT_NUMBER && n == 0)
            call->handle = MODEL_INVENTED;
        else if (a->type == ARGUMENT_NUMBER && call->ex)
            call->access = (uint32_t)a->number;
        else if (a->type == ARGUMENT_ADDRESS)
            call->asks = true;
        else if (a->type == ARGUMENT_STRING && a->value.count == 0)
            call->name = NAME_EMPTY;
    }
    if (call->verb == MODEL_OPEN_CLUSTER && step->argument[0].type == ARGUMENT_NULL)
        call->name = NAME_NULL;
}

void api_of_script(const struct script *script, struct api_sequence *s)
{
    int giver[SCRIPT_NAMES];
    for (int n = 0; n < SCRIPT_NAMES; n++)
        giver[n] = MODEL_NULL;
    s->steps = 0;
    for (size_t n = 0; n < script->steps && s->steps < API_STEPS; n++) {
        const struct step *step = &script->step[n];
        struct model_call call;
        if (step->wire != NULL || !find_function(step->call->name, &call))
            continue;
        read_arguments(step, giver, &call);
        if (step->name != NO_NAME)
            giver[step->name] = s->steps;
        s->call[s->steps++] = call;
    }
}
