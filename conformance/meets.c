#include "meets.h"

#include <stdio.h>
#include <string.h>

/* A single number of 32 bits may be written with or without its sign. */
static bool in_range(int64_t number, int64_t low, int64_t high)
{
    return (low <= number && number <= high) ||
           (low == high && (uint32_t)low == (uint32_t)number && (low < 0) != (number < 0));
}

static bool meets_result(const struct want *want, const struct answer *answer)
{
    switch (want->result) {
    case WANT_ANY:
        return true;
    case WANT_HANDLE:
        return answer->end == ANSWER_HANDLE;
    case WANT_NULL:
        return answer->end == ANSWER_NULL;
    case WANT_RANGE:
        return answer->end == ANSWER_NUMBER && in_range(answer->number, want->low, want->high);
    case WANT_ERROR:
        return answer->end == ANSWER_NUMBER && answer->number != 0;
    }
    return false;
}

static bool meets_code(const struct step *step, const struct want *want,
                       const struct answer *answer)
{
    if (want->code == WANT_CODE_ANY || !answer_failed(answer, step->call)) {
        return true;
    }
    return answer->coded &&
           (want->code == WANT_CODE_SET ? answer->code != 0 : answer->code == want->last_error);
}

/* What a kept DWORD holds is what was put there. */
static struct value as_it_stands(const struct step *step, struct span name,
                                 const struct value *value)
{
    for (size_t n = 0; value->type == VALUE_KEPT && n < CALL_PARAMETERS; n++) {
        if (step->argument[n].type == ARGUMENT_ADDRESS &&
            span_equal(step->argument[n].word, name)) {
            return (struct value){
                .type = VALUE_NUMBER, .numeric = true, .number = step->argument[n].number};
        }
    }
    return *value;
}

static bool meets_one(const struct step *step, const struct wanted *wanted,
                      const struct value *value)
{
    struct value its = as_it_stands(step, wanted->name, value);
    switch (wanted->type) {
    case WANTED_ANY:
    case WANTED_SET: /* looked at as a whole */
        return true;
    case WANTED_RANGE:
        return its.numeric && in_range(its.number, wanted->low, wanted->high);
    case WANTED_VALUE:
        return value_equal(&its, wanted->value);
    case WANTED_WRITTEN:
        return value->type != VALUE_KEPT;
    case WANTED_KEPT:
        return value->type == VALUE_KEPT;
    case WANTED_HAS:
        return its.numeric && (its.number & wanted->low) == wanted->low;
    }
    return false;
}

static size_t times(const struct value *value, const struct value *list, size_t count)
{
    size_t found = 0;
    for (size_t n = 0; n < count; n++) {
        found += value_equal(value, &list[n]) ? 1 : 0;
    }
    return found;
}

/* {a, b}: as often as they stand there; with ... at least so often. */
static bool meets_set(const struct wanted *wanted, const struct answer_value *value)
{
    if (!wanted->at_least && value->count != wanted->count) {
        return false;
    }
    for (size_t n = 0; n < wanted->count; n++) {
        const struct value *one = &wanted->value[n];
        size_t have = times(one, value->value, value->count);
        if (have < times(one, wanted->value, wanted->count)) {
            return false;
        }
    }
    return true;
}

static bool meets_value(const struct step *step, const struct wanted *wanted,
                        const struct answer *answer)
{
    const struct answer_value *value = answer_value(answer, wanted->name);
    if (value == NULL) {
        return wanted->type == WANTED_ANY;
    }
    for (size_t n = 0; n < value->count; n++) {
        if (!meets_one(step, wanted, &value->value[n])) {
            return false;
        }
    }
    return wanted->type != WANTED_SET || meets_set(wanted, value);
}

bool meets(const struct step *step, const struct want *want, const struct answer *answer, char *why)
{
    if (!meets_result(want, answer)) {
        (void)snprintf(why, MEETS_WHY, "another result is wanted");
        return false;
    }
    if (!meets_code(step, want, answer)) {
        (void)snprintf(why, MEETS_WHY,
                       answer->coded ? "another last error is wanted"
                                     : "the call failed without setting the last error");
        return false;
    }
    for (size_t n = 0; n < want->count; n++) {
        if (!meets_value(step, &want->wanted[n], answer)) {
            (void)snprintf(why, MEETS_WHY, "`%.*s` is not what is wanted",
                           SPAN(want->wanted[n].name));
            return false;
        }
    }
    return true;
}

bool overruns(const struct answer *answer, struct span *name)
{
    for (size_t n = 0; n < answer->values; n++) {
        for (size_t m = 0; m < answer->value[n].count; m++) {
            if (answer->value[n].value[m].overrun) {
                *name = answer->value[n].name;
                return true;
            }
        }
    }
    return false;
}
