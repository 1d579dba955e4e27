#include "meets.h"

#include "wire/pdu_build.h"

#include <stdio.h>
#include <string.h>

static bool is_word(const struct answer *answer, const char *word)
{
    return answer->end == ANSWER_WORD && span_is(answer->cause, word);
}

/* A fault whose status may stand in one (MS-RPCE 3.3.3.5.1). */
static bool is_fault(const struct answer *answer)
{
    return answer->end == ANSWER_FAULT && !pdu_status_forbidden((uint32_t)answer->number);
}

/* NULL, with a Status that says why where there is one. */
static bool is_refused_handle(const struct answer *answer)
{
    const struct answer_value *status = answer_value(answer, span_of("Status"));
    return answer->end == ANSWER_NULL && (status == NULL || status->value->number != 0);
}

static bool is_refused(const struct answer *answer)
{
    return is_fault(answer) || is_refused_handle(answer) || is_word(answer, "closed") ||
           is_word(answer, "bind_nak") || is_word(answer, "refused") ||
           (answer->end == ANSWER_NUMBER && answer->number != 0);
}

static bool is_answered(const struct answer *answer)
{
    return answer->end == ANSWER_NUMBER || answer->end == ANSWER_HANDLE ||
           answer->end == ANSWER_NULL || is_word(answer, "answered") || is_word(answer, "response");
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
        return answer->end == ANSWER_NUMBER &&
               value_in_range(answer->number, want->low, want->high);
    case WANT_ERROR:
        return answer->end == ANSWER_NUMBER && answer->number != 0;
    case WANT_WORD:
        return answer->end == ANSWER_WORD && span_equal(answer->cause, want->word);
    case WANT_FAULT:
        return is_fault(answer) && (uint32_t)answer->number == (uint32_t)want->low;
    case WANT_REFUSED:
        return is_refused(answer);
    case WANT_ANSWERED:
        return is_answered(answer);
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
    for (size_t n = 0; value->type == VALUE_KEPT && n < step->arguments; n++) {
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
    case WANTED_ROW:
    case WANTED_GROUP:
        return true;
    case WANTED_RANGE:
        return its.numeric && value_in_range(its.number, wanted->low, wanted->high);
    case WANTED_VALUE:
        return value_meets(&its, wanted->value);
    case WANTED_WRITTEN:
        return value->type != VALUE_KEPT;
    case WANTED_KEPT:
        return value->type == VALUE_KEPT;
    case WANTED_HAS:
        return its.numeric && (its.number & wanted->low) == wanted->low;
    case WANTED_LACKS:
        return its.numeric && (its.number & wanted->low) == 0;
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
        size_t have = 0;
        for (size_t m = 0; m < value->count; m++) {
            have += value_meets(&value->value[m], one) ? 1 : 0;
        }
        if (have < times(one, wanted->value, wanted->count)) {
            return false;
        }
    }
    return true;
}

/* {a, b} of a structure: these in this order. */
static bool meets_row(const struct wanted *wanted, const struct answer_value *value)
{
    bool same = value->count == wanted->count;
    for (size_t n = 0; same && n < wanted->count; n++) {
        same = value_meets(&value->value[n], &wanted->value[n]);
    }
    return same;
}

/* The same number as in the answer that says which association group a connection is of. */
static bool meets_group(const struct answer *bound, const struct answer_value *value)
{
    const struct answer_value *group = answer_value(bound, span_of("assoc_group_id"));
    return group != NULL && group->count == 1 && value->count == 1 &&
           value_equal(group->value, value->value);
}

static bool meets_value(const struct step *step, const struct wanted *wanted,
                        const struct answer *answers, const struct answer *answer)
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
    switch (wanted->type) {
    case WANTED_SET:
        return meets_set(wanted, value);
    case WANTED_ROW:
        return meets_row(wanted, value);
    case WANTED_GROUP:
        return meets_group(&answers[wanted->low], value);
    default:
        return true;
    }
}

bool meets(const struct script *script, const struct answer *answers, size_t s,
           const struct want *want, char *why)
{
    const struct step *step = &script->step[s];
    const struct answer *answer = &answers[s];
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
        if (!meets_value(step, &want->wanted[n], answers, answer)) {
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
