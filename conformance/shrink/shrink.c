/* Leaving out what a failure does not need. The reference says what may go: a shorter case counts
 * only if the subject still fails its last step and the reference passes all of it. */
#include "shrink.h"

#include <string.h>

#include "base/give_up.h"
#include "run/run.h"

enum { TRIES_MOST = 3000, READS_MOST = SCRIPT_STEPS };

struct shrinking {
    struct shrink_request *request;
    enum verdict verdict; /* that is looked for */
    struct shrunk best;
    struct arena *arena; /* of one attempt */
};

/* Make the case on a subject, in a process of its own, and judge it. */
static struct judgement judged(const struct shrink_request *request, struct subject *subject,
                               const struct script *script, struct arena *arena)
{
    static struct report report; /* large */
    struct case_result result = {.script = script};
    struct run_request run = {.seconds = request->seconds, .jobs = 1, .may_disturb = true};
    report = *request->report;
    report.result = &result;
    report.results = 1;
    run_all(&report, &run, subject, arena);
    if (report.unmade > 0) { /* no answer is not another answer */
        give_up(report.lacked);
    }
    report_judge(&report, arena);
    return *report_main(&report, &result);
}

/* Is it the last step of the case, or of the first of two programs? */
static bool is_last(const struct script *script, size_t step)
{
    return step + 1 == script->steps || (script->versus > 0 && step + 1 == script->versus);
}

static const struct script *named_script(const struct shrinking *shrinking,
                                         const struct shrunk *shrunk, const char *prefix,
                                         struct growing *text, size_t *step)
{
    struct growing id = {.octets = NULL};
    growing_text(&id, "%s%s:", prefix, shrunk->of->id);
    shrunk_word(shrunk, &id);
    text->length = 0;
    shrunk_text(shrunk, (const char *)id.octets, NULL, text);
    growing_free(&id);
    return shrunk_script(shrinking->request->report->suite, (const char *)text->octets,
                         shrinking->arena, step);
}

/* The number in the whole case of the n-th step that is kept; `steps` if there is none. */
static size_t kept_at(const struct shrunk *shrunk, size_t n)
{
    for (size_t s = 0; s < shrunk->of->steps; s++) {
        if (shrunk->keep[s] && n-- == 0) {
            return s;
        }
    }
    return shrunk->of->steps;
}

/* Steps of two programs go together. */
static void leave_out(struct shrunk *shrunk, size_t s)
{
    size_t half = shrunk->of->versus;
    shrunk->keep[s] = false;
    if (half > 0) {
        shrunk->keep[s < half ? s + half : s - half] = false;
    }
}

/* A script of it, leaving out also what cannot stand without what was left out. NULL: the last step
 * cannot. */
static const struct script *settle(const struct shrinking *shrinking, struct shrunk *shrunk,
                                   const char *prefix, struct growing *text)
{
    size_t last = kept_at(&shrinking->best, 0);
    for (size_t s = 0; s < shrunk->of->steps; s++) {
        last = shrinking->best.keep[s] ? s : last;
    }
    for (unsigned reads = 0; reads < READS_MOST && shrunk->keep[last]; reads++) {
        size_t step;
        const struct script *script = named_script(shrinking, shrunk, prefix, text, &step);
        if (script != NULL) {
            return script->skip == NULL ? script : NULL;
        }
        size_t at = kept_at(shrunk, step);
        if (at == shrunk->of->steps) {
            return NULL;
        }
        leave_out(shrunk, at);
    }
    return NULL;
}

/* Does it still show the failure? */
static bool shows(const struct shrinking *shrinking, struct shrunk *shrunk)
{
    struct shrink_request *request = shrinking->request;
    struct growing text = {.octets = NULL};
    const struct script *script = settle(shrinking, shrunk, SHRINK_SUBJECT, &text);
    bool still = false;
    if (script != NULL) {
        struct judgement judgement = judged(request, request->subject, script, shrinking->arena);
        still = judgement.verdict == shrinking->verdict && is_last(script, judgement.step);
    }
    if (still) {
        script = settle(shrinking, shrunk, SHRINK_REFERENCE, &text);
        still =
            judged(request, request->reference, script, shrinking->arena).verdict == VERDICT_PASS;
    }
    growing_free(&text);
    return still;
}

static bool attempt(struct shrinking *shrinking, const struct shrunk *candidate)
{
    struct arena arena = {NULL};
    struct shrunk copy = *candidate;
    if (shrinking->request->tries == TRIES_MOST) {
        return false;
    }
    shrinking->request->tries++;
    shrinking->arena = &arena;
    bool still = shows(shrinking, &copy);
    arena_free(&arena);
    if (still) {
        shrinking->best = copy;
    }
    return still;
}

static size_t kept_steps(const struct shrunk *shrunk)
{
    size_t count = 0;
    for (size_t s = 0; s < shrunk->of->steps; s++) {
        count += shrunk->keep[s] ? 1 : 0;
    }
    return count;
}

/* The same without the steps that are kept as the from-th up to the end-th. */
static struct shrunk without(const struct shrunk *shrunk, size_t from, size_t end)
{
    struct shrunk candidate = *shrunk;
    for (size_t n = from; n < end; n++) {
        leave_out(&candidate, kept_at(shrunk, n));
    }
    return candidate;
}

/* Leave out blocks of steps, large ones first; whether any went. The last step stays. */
static bool leave_out_steps(struct shrinking *shrinking)
{
    bool any = false;
    for (size_t size = kept_steps(&shrinking->best); size > 0; size /= 2) {
        for (size_t end = kept_steps(&shrinking->best) - 1; end > 0;) {
            size_t from = end > size ? end - size : 0;
            struct shrunk candidate = without(&shrinking->best, from, end);
            any = attempt(shrinking, &candidate) || any;
            size_t before = kept_steps(&shrinking->best) - 1;
            end = from < before ? from : before;
        }
    }
    return any;
}

/* Repeat less often; whether that goes. */
static bool repeat_less(struct shrinking *shrinking)
{
    bool any = false;
    for (size_t s = 0; s < shrinking->best.of->steps; s++) {
        while (shrinking->best.keep[s] && shrinking->best.repeat[s] > 1) {
            struct shrunk once = shrinking->best;
            struct shrunk half = shrinking->best;
            once.repeat[s] = 1;
            half.repeat[s] /= 2;
            if (!attempt(shrinking, &once) && !attempt(shrinking, &half)) {
                break;
            }
            any = true;
        }
    }
    return any;
}

/* What follows the step that fails is not needed. */
static void cut_tail(struct shrunk *shrunk, size_t step)
{
    const struct script *script = shrunk->of;
    size_t half = script->versus;
    for (size_t s = 0; s < script->steps; s++) {
        size_t own = half > 0 ? s % half : s;
        size_t last = half > 0 ? step % half : step;
        shrunk->keep[s] = own <= last;
    }
}

bool shrink(struct shrink_request *request, const struct script *script, struct shrunk *shrunk,
            char *why)
{
    struct arena arena = {NULL};
    struct shrinking shrinking = {.request = request};
    shrunk_whole(&shrinking.best, script);
    shrunk_whole(shrunk, script);
    request->judgement = judged(request, request->subject, script, &arena);
    bool fails = verdict_accuses(request->judgement.verdict);
    if (!fails || request->judgement.step >= script->steps) {
        (void)snprintf(why, SUBJECT_TEXT, "%s: %s%s%s", script->id,
                       verdict_name(request->judgement.verdict),
                       request->judgement.why[0] != '\0' ? ", " : "", request->judgement.why);
        arena_free(&arena);
        return false;
    }
    arena_free(&arena);
    shrinking.verdict = request->judgement.verdict;
    struct shrunk cut = shrinking.best;
    cut_tail(&cut, request->judgement.step);
    shrinking.best = cut;
    request->guided = attempt(&shrinking, &cut);
    while (request->guided && (leave_out_steps(&shrinking) || repeat_less(&shrinking))) {
    }
    *shrunk = shrinking.best;
    return true;
}
