/* The answers of a saved run: those of every case of the suite, and whether they are whole. */
#include <stdio.h>
#include <string.h>

#include "out/out.h"
#include "run/run.h"
#include "saved_parts.h"
#include "script/case.h"

/* The cases of the saved run, in its order. */
struct finding {
    struct saved *saved;
    const struct script **script;
    size_t scripts;
    size_t used; /* where the last one looked for was found */
};

static void add(void *context, const struct script *script)
{
    struct finding *finding = context;
    finding->script[finding->scripts++] = script;
}

/* The suite's order is the saved run's, so that the next one is the one looked for. */
static const struct script *find(struct finding *finding, const char *id)
{
    for (size_t n = 0; n < finding->scripts; n++) {
        size_t at = (finding->used + n) % finding->scripts;
        if (strcmp(finding->script[at]->id, id) == 0) {
            finding->used = at + 1;
            return finding->script[at];
        }
    }
    return NULL;
}

static void read_records(struct finding *finding)
{
    struct saved *saved = finding->saved;
    const struct document *document = &saved->suite.document[1];
    finding->script = arena_take(&saved->arena, (document->records + 1) * sizeof *finding->script);
    for (size_t r = 0; r < document->records; r++) {
        const struct record *record = &document->record[r];
        struct problem problem;
        if (span_is(record->type, "case") &&
            (record_field(record, "where", 0) != NULL ||
             !case_read(record, &saved->suite.dictionary, &saved->arena, add, finding, &problem))) {
            saved_complain(saved, "case %.*s cannot be read", SPAN(record->id));
        }
    }
}

/* Did this answer end the case, or may it have: what a later step needs is not there? */
static bool may_end(const struct answer *answer)
{
    switch (answer->end) {
    case ANSWER_HANDLE:
    case ANSWER_NUMBER:
        return false;
    case ANSWER_WORD:
        return !span_is(answer->cause, "bound");
    default:
        return true;
    }
}

static bool ends_all(const struct answer *answer)
{
    return answer->end == ANSWER_CRASH || answer->end == ANSWER_TIMEOUT;
}

size_t answers_stop(const struct script *script, const struct answer *answer)
{
    bool over = false;    /* the process has ended */
    bool left = false;    /* it may have: some say that they are stubs by an exception */
    bool may = false;     /* an answer of this program may have ended it */
    bool stopped = false; /* it has ended */
    for (size_t s = 0; s < script->steps; s++) {
        if (s > 0 && s == script->versus) {
            may = left;
            stopped = false;
        }
        bool none = answer[s].end == ANSWER_NONE;
        if (none ? !over && !may : over || stopped) {
            return s;
        }
        stopped = stopped || none;
        may = may || (!none && may_end(&answer[s]));
        left = left || answer[s].end == ANSWER_STUB;
        over = over || (!none && ends_all(&answer[s]));
    }
    return script->steps;
}

/* Put the saved answers in. */
static void take_answers(struct finding *finding, struct case_result *result,
                         const struct script *its)
{
    struct saved *saved = finding->saved;
    const struct script *script = result->script;
    struct answer *answer = arena_take(&saved->arena, its->steps * sizeof *answer);
    if (its->steps != script->steps || !saved_answers(&saved->suite, its, &saved->arena, answer)) {
        saved_complain(saved, "case %s has not the steps of the suite's, or no answers to them",
                       script->id);
        result->skip = "its answers cannot be read";
        return;
    }
    size_t stop = answers_stop(script, answer);
    if (stop < script->steps) {
        saved_complain(saved,
                       "case %s: step %zu and those after it do not follow from the answers "
                       "before them",
                       script->id, stop + 1);
    }
    result->answer = answer;
}

/* One case of the suite that applies. `skip`: why it could not run, or NULL. */
static void take_case(struct finding *finding, const struct script *script, const char *skip)
{
    struct saved *saved = finding->saved;
    struct report *report = &saved->report;
    const struct script *its = find(finding, script->id);
    if (its == NULL) {
        if (report->partials == 0) {
            saved_complain(saved, "case %s is missing", script->id);
        }
        return;
    }
    struct case_result *result = &report->result[report->results++];
    *result = (struct case_result){.script = script};
    if (its->skipped.length == 0) {
        if (skip != NULL) {
            saved_complain(saved, "case %s has answers, but could not be made: %s", script->id,
                           skip);
        }
        take_answers(finding, result, its);
        return;
    }
    result->skip = arena_print(&saved->arena, "%.*s", SPAN(its->skipped));
    if (report->partials == 0 && (skip == NULL || strcmp(skip, result->skip) != 0)) {
        saved_complain(saved, "case %s was not attempted: %s", script->id, result->skip);
    }
}

static void find_strangers(struct finding *finding)
{
    struct saved *saved = finding->saved;
    size_t strangers = 0;
    for (size_t n = 0; n < finding->scripts; n++) {
        strangers += suite_script(&saved->suite, finding->script[n]->id) == NULL ? 1 : 0;
    }
    if (strangers > 0) {
        saved_complain(saved, "%zu cases are not the suite's", strangers);
    }
}

void saved_read_cases(struct saved *saved)
{
    struct report *report = &saved->report;
    struct finding finding = {.saved = saved};
    struct run_request request = {.may_disturb = report->may_disturb};
    report->result = arena_take(&saved->arena, (saved->suite.scripts + 1) * sizeof *report->result);
    read_records(&finding);
    for (size_t n = 0; n < saved->suite.scripts; n++) {
        const struct script *script = saved->suite.script[n];
        if (!run_applies(script, saved->subject.type)) {
            report->elsewhere++;
            continue;
        }
        const char *skip = script->wired && report->preflight.privacy
                               ? NEEDS_PRIVACY
                               : run_skips(script, &request, &saved->subject, &saved->arena);
        take_case(&finding, script, skip);
    }
    find_strangers(&finding);
}
