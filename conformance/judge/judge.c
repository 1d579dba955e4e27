#include "judge.h"

#include <stdio.h>
#include <string.h>

#include "ledger.h"
#include "meets.h"

#define STALE_HANDLES "AMB-32"
#define NOTICED "noticed"

enum { OUT_OF_RANGE = 0x6D1, NOT_IMPLEMENTED = 120 };

static const char *const names[VERDICTS] = {
    [VERDICT_PASS] = "pass",
    [VERDICT_FAIL] = "fail",
    [VERDICT_CRASH] = "crash",
    [VERDICT_TIMEOUT] = "timeout",
    [VERDICT_UNIMPLEMENTED] = "unimplemented",
    [VERDICT_SKIPPED] = "skipped",
    [VERDICT_OBSERVED] = "observed",
    [VERDICT_INCONCLUSIVE] = "inconclusive",
};

const char *verdict_name(enum verdict verdict)
{
    return names[verdict];
}

enum verdict verdict_find(struct span name)
{
    enum verdict verdict = VERDICT_PASS;
    while (verdict < VERDICTS && !span_is(name, names[verdict])) {
        verdict++;
    }
    return verdict;
}

bool verdict_accuses(enum verdict verdict)
{
    return verdict == VERDICT_FAIL || verdict == VERDICT_CRASH || verdict == VERDICT_TIMEOUT;
}

static void say(struct judgement *judgement, enum verdict verdict, size_t step, const char *why)
{
    judgement->verdict = verdict;
    judgement->step = step;
    (void)snprintf(judgement->why, sizeof judgement->why, "%s", why);
}

static bool chooses(const struct profile *profile, struct span ambiguity, struct span reading)
{
    return span_equal(spec_choice(profile->spec, profile->record, ambiguity, NULL), reading);
}

/* The first `under` whose reading the profile does not choose. AMB-32 noticed is not one of them:
 * without it what stands before the misuse is still judged. */
static const struct under *not_chosen(const struct script *script, const struct profile *profile)
{
    for (size_t n = 0; n < script->unders; n++) {
        const struct under *under = &script->under[n];
        bool stale = span_is(under->ambiguity, STALE_HANDLES) && span_is(under->reading, NOTICED);
        if (!stale && !chooses(profile, under->ambiguity, under->reading)) {
            return under;
        }
    }
    return NULL;
}

bool judge_is_finer(const struct script *script)
{
    bool under = false;
    for (size_t n = 0; n < script->unders; n++) {
        under = under || span_is(script->under[n].ambiguity, STALE_HANDLES);
    }
    for (size_t n = 0; n < script->decided; n++) {
        if (span_is(script->decides[n], STALE_HANDLES)) {
            return false;
        }
    }
    return under && script->decided > 0;
}

/* What ended the process or the case, whatever was wanted. False: the step gave a result. */
static bool judge_end(const struct answer *answer, size_t s, struct judgement *judgement)
{
    char why[60];
    switch (answer->end) {
    case ANSWER_NONE:
        say(judgement, VERDICT_INCONCLUSIVE, s,
            "the case ended before this step: a handle or connection that it needs is not there");
        return true;
    case ANSWER_CRASH:
        (void)snprintf(why, sizeof why, "the call ended the process: %.*s", SPAN(answer->cause));
        say(judgement, VERDICT_CRASH, s, why);
        return true;
    case ANSWER_TIMEOUT:
        say(judgement, VERDICT_TIMEOUT, s, "the call did not come back in time");
        return true;
    case ANSWER_ABSENT:
        say(judgement, VERDICT_UNIMPLEMENTED, s, "there is no such function");
        return true;
    case ANSWER_STUB:
        say(judgement, VERDICT_UNIMPLEMENTED, s, "the function says that it is not implemented");
        return true;
    default:
        return false;
    }
}

/* A step with choices. False: it accuses. `open` is set where the profile leaves it open. */
static bool judge_choice(const struct script *script, size_t s, const struct answer *answer,
                         const struct profile *profile, bool *open, struct judgement *judgement)
{
    const struct step *step = &script->step[s];
    for (size_t n = 0; n < step->choices; n++) {
        const struct choice *choice = &step->choice[n];
        if (!chooses(profile, choice->ambiguity, choice->reading)) {
            continue;
        }
        char why[MEETS_WHY];
        if (meets(script, answer, s, &choice->want, why)) {
            return true;
        }
        say(judgement, VERDICT_FAIL, s, why);
        judgement->wanted = choice->text;
        return false;
    }
    *open = true;
    return true;
}

/* One step that gave a result. False: it accuses. */
static bool judge_step(const struct script *script, size_t s, const struct answer *answer,
                       const struct profile *profile, bool *open, struct judgement *judgement)
{
    const struct step *step = &script->step[s];
    char why[MEETS_WHY];
    struct span name;
    judgement->wanted = step->want.text;
    if (overruns(&answer[s], &name)) {
        (void)snprintf(why, sizeof why, "octets behind the end of `%.*s` were written", SPAN(name));
        say(judgement, VERDICT_FAIL, s, why);
        return false;
    }
    if (step->wants && !meets(script, answer, s, &step->want, why)) {
        say(judgement, VERDICT_FAIL, s, why);
        return false;
    }
    return step->choices == 0 || judge_choice(script, s, answer, profile, open, judgement);
}

static bool same_values(const struct answer *a, const struct answer *b)
{
    for (size_t n = 0; n < a->values; n++) {
        const struct answer_value *other = answer_value(b, a->value[n].name);
        if (other == NULL) {
            continue;
        }
        if (other->count != a->value[n].count) {
            return false;
        }
        for (size_t m = 0; m < other->count; m++) {
            if (!value_equal(&other->value[m], &a->value[n].value[m])) {
                return false;
            }
        }
    }
    return true;
}

/* Equal as `versus` means it: a handle is as good as another; failures are alike, with `codes` only
 * if their codes are. */
static bool same_answer(const struct step *step, const struct answer *a, const struct answer *b,
                        bool codes)
{
    if (a->end != b->end) {
        return false;
    }
    if (step->wire != NULL && step->wire->act == WIRE_CONNECT) {
        return span_equal(a->cause, b->cause); /* one connection is as good as another */
    }
    if (answer_failed(a, step->call) && answer_failed(b, step->call)) {
        return !codes || (a->coded == b->coded && a->code == b->code && a->number == b->number);
    }
    return a->number == b->number && same_values(a, b);
}

static bool judge_versus(const struct script *script, const struct answer *answer,
                         struct judgement *judgement)
{
    for (size_t s = 0; s < script->versus; s++) {
        const struct step *step = &script->step[s];
        if (!same_answer(step, &answer[s], &answer[script->versus + s], script->versus_codes)) {
            char text[200];
            char why[300];
            (void)answer_print(&answer[s], step->call, NULL, text, sizeof text);
            (void)snprintf(why, sizeof why, "the first program had the answer %s", text);
            say(judgement, VERDICT_FAIL, script->versus + s, why);
            return false;
        }
    }
    return true;
}

/* ERROR_CALL_NOT_IMPLEMENTED */
static bool says_not_implemented(const struct answer *answer)
{
    const struct answer_value *status = answer_value(answer, span_of("Status"));
    return (answer->end == ANSWER_NUMBER && answer->number == NOT_IMPLEMENTED) ||
           (answer->end == ANSWER_NULL && status != NULL &&
            status->value->number == NOT_IMPLEMENTED);
}

/* Fault nca_op_rng_error, or RPC_S_PROCNUM_OUT_OF_RANGE as a result. */
static bool says_absent(const struct answer *answer)
{
    const struct answer_value *status = answer_value(answer, span_of("Status"));
    return (answer->end == ANSWER_FAULT && answer->number == FAULT_OPERATION_RANGE) ||
           (answer->end == ANSWER_NUMBER && answer->number == OUT_OF_RANGE) ||
           (answer->end == ANSWER_NULL && status != NULL && status->value->number == OUT_OF_RANGE);
}

/* Where the steps of a program end that stopped early: the second program, or the end. */
static size_t next_program(const struct script *script, size_t s)
{
    return s < script->versus ? script->versus : script->steps;
}

/* Does the endpoint answer that it lacks the method, which version 2.0 of the interface lacks too,
 * or that it does not implement it, and does nothing in the step ask for that answer? */
static bool is_absent(const struct script *script, size_t s, const struct answer *answer)
{
    const struct step *step = &script->step[s];
    char why[MEETS_WHY];
    if (step->wire == NULL || step->wire->method == NULL ||
        !(says_not_implemented(&answer[s]) ||
          (method_is_new(step->wire->method) && says_absent(&answer[s])))) {
        return false;
    }
    for (size_t n = 0; n < step->choices; n++) {
        if (meets(script, answer, s, &step->choice[n].want, why)) {
            return false;
        }
    }
    return true;
}

static void judge_steps(const struct script *script, const struct answer *answer,
                        const struct profile *profile, struct judgement *judgement)
{
    enum misuse misuse;
    size_t misused = ledger_first_misuse(script, answer, &misuse);
    bool noticed = chooses(profile, span_of(STALE_HANDLES), span_of(NOTICED));
    bool open = false;
    size_t s = 0;
    while (s < script->steps) {
        if (s == misused && !noticed) {
            say(judgement, VERDICT_OBSERVED, s, misuse_text(misuse));
            return;
        }
        if (answer[s].end == ANSWER_NONE && script->versus > 0) {
            s = next_program(script, s);
            continue;
        }
        if (answer[s].end == ANSWER_NONE && open) {
            break;
        }
        if (judge_end(&answer[s], s, judgement)) {
            judgement->wanted = script->step[s].want.text;
            return;
        }
        if (!judge_step(script, s, answer, profile, &open, judgement)) {
            if (is_absent(script, s, answer)) {
                say(judgement, VERDICT_UNIMPLEMENTED, s, "the endpoint does not have the method");
            }
            return;
        }
        s++;
    }
    judgement->wanted = (struct span){"", 0};
    if (script->versus > 0 && !judge_versus(script, answer, judgement)) {
        return;
    }
    say(judgement, open ? VERDICT_OBSERVED : VERDICT_PASS, script->steps,
        open ? "the profile chooses no reading of what the case decides" : "");
}

void judge(const struct script *script, const struct answer *answer, const struct profile *profile,
           bool notices, struct judgement *judgement)
{
    *judgement = (struct judgement){.wanted = {"", 0}};
    const struct under *under = not_chosen(script, profile);
    if (under != NULL) {
        char why[200];
        (void)snprintf(why, sizeof why, "the profile does not choose %.*s %.*s",
                       SPAN(under->ambiguity), SPAN(under->reading));
        say(judgement, VERDICT_OBSERVED, script->steps, why);
    } else if (!notices && judge_is_finer(script)) {
        say(judgement, VERDICT_INCONCLUSIVE, script->steps,
            "the subject does not notice a stale handle, so that nothing is decided");
    } else {
        judge_steps(script, answer, profile, judgement);
    }
}

static struct shown shown_at(const struct script *script, size_t s, const struct answer *answer)
{
    const struct step *step = &script->step[s];
    char why[MEETS_WHY];
    struct shown shown = {step->choice[0].ambiguity, {"", 0}};
    for (size_t n = 0; n < step->choices; n++) {
        if (meets(script, answer, s, &step->choice[n].want, why)) {
            return (struct shown){step->choice[n].ambiguity, step->choice[n].reading};
        }
    }
    return shown;
}

size_t judge_shown(const struct script *script, const struct answer *answer, struct shown *shown,
                   size_t capacity)
{
    char why[MEETS_WHY];
    size_t count = 0;
    for (size_t s = 0; s < script->steps && count < capacity; s++) {
        const struct step *step = &script->step[s];
        bool made = answer[s].end != ANSWER_NONE && answer[s].end != ANSWER_ABSENT &&
                    answer[s].end != ANSWER_STUB;
        if (!made || (step->wants && !meets(script, answer, s, &step->want, why))) {
            return count;
        }
        if (step->choices > 0) {
            shown[count++] = shown_at(script, s, answer);
        }
    }
    return count;
}
