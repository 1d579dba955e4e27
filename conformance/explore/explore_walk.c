#include "explore_walk.h"

#include "base/child.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { PATHS_SHARED_AT = 2 }; /* the length of the paths that are dealt out to the shards */

/* A walk under way. */
struct walking {
    const struct explore_walk *walk;
    FILE *out;
    struct explore_maker maker;
    struct explore_place place;
    struct model model[EXPLORE_DEPTH + 1];
    struct model_call made[EXPLORE_DEPTH];
    struct model_call call[EXPLORE_DEPTH][EXPLORE_CALLS];
    uint64_t sequences;
    uint64_t calls;
    bool behind; /* `from` was passed */
    bool ended;
};

static void tell(struct walking *walking, const char *word, bool counted)
{
    char place[EXPLORE_PATH];
    (void)explore_place_print(&walking->place, place);
    if (counted) {
        child_tell(walking->out, "%s %s %" PRIu64 "\n", word, place, walking->sequences);
    } else {
        child_tell(walking->out, "%s %s\n", word, place);
    }
}

static void tell_careful(struct walking *walking, const char *word)
{
    if (walking->walk->careful) {
        tell(walking, word, false);
    }
}

static void make(struct walking *walking, const struct model_call *call, int next,
                 struct model_answer *answer)
{
    walking->calls++;
    explore_make(&walking->maker, call, next, answer);
}

/* -- bringing the subject back --------------------------------------------------------------------
 */

static void close_one(struct walking *walking, const struct model *model, int handle)
{
    struct model_call close = {
        .verb = MODEL_CLOSE, .kind = (enum kind)model->handle[handle].kind, .handle = handle};
    struct model_answer answer;
    make(walking, &close, 0, &answer);
}

/* The newest first: what was obtained from another goes before it. */
static void close_all(struct walking *walking, const struct model *model)
{
    for (int n = model->handles - 1; n >= 0; n--) {
        if (model->handle[n].life == MODEL_OPEN) {
            close_one(walking, model, n);
        }
    }
}

/* Make the path again. False: it does not answer as it did. */
static bool repeat_path(struct walking *walking)
{
    for (unsigned n = 0; n < walking->place.steps; n++) {
        struct model_answer answer;
        make(walking, &walking->made[n], walking->model[n].handles, &answer);
        if (model_succeeded(&walking->made[n], &answer) != walking->place.step[n].succeeded) {
            return false;
        }
    }
    return true;
}

/* Does closing what the call opened lead back? Not where a reading lets it end others. */
static bool can_be_closed_again(const struct model *before, const struct model *after)
{
    if (after->handles != before->handles + 1) {
        return false;
    }
    struct model_call close = {.verb = MODEL_CLOSE,
                               .kind = (enum kind)after->handle[before->handles].kind,
                               .handle = before->handles};
    struct model closed;
    explore_advance(after, &close, true, &closed);
    closed.handles = before->handles;
    return model_same(&closed, before);
}

/* From `after`, which the last call led to, back to the state at the path's end. False: the subject
 * did not follow. */
static bool bring_back(struct walking *walking, const struct model *after)
{
    const struct model *before = &walking->model[walking->place.steps];
    if (model_same(before, after)) {
        return true;
    }
    tell_careful(walking, "back");
    if (can_be_closed_again(before, after)) {
        close_one(walking, after, before->handles);
        return true;
    }
    close_all(walking, after);
    return repeat_path(walking);
}

/* -- calls
 * ------------------------------------------------------------------------------------------ */

/* After an answer that is not permitted nobody knows what is open: another process goes on. */
static void differ(struct walking *walking, const struct model_answer *answer)
{
    char place[EXPLORE_PATH];
    char text[160];
    (void)explore_place_print(&walking->place, place);
    (void)explore_answer_print(answer, text, sizeof text);
    child_tell(walking->out, "differs %s %" PRIu64 " %s\n", place, walking->sequences, text);
    walking->ended = true;
}

static bool may_move(const struct model_call *call)
{
    return call->verb != MODEL_ASK && call->verb != MODEL_CHANGE;
}

/* Try a call as the last one of a sequence. */
static bool try_last(struct walking *walking, const struct model_call *call)
{
    const struct model *before = &walking->model[walking->place.steps];
    struct model_permitted permitted;
    struct model_answer answer;
    model_ask(before, call, &permitted);
    if (permitted.anything || !explore_has(&walking->maker, call)) {
        return true;
    }
    tell_careful(walking, "try");
    walking->sequences++;
    make(walking, call, before->handles, &answer);
    if (!model_allows(&permitted, call, &answer)) {
        differ(walking, &answer);
        return true;
    }
    if (!may_move(call) || !model_succeeded(call, &answer)) {
        return true;
    }
    struct model after = *before;
    model_step(&after, call, &permitted, &answer);
    return bring_back(walking, &after);
}

/* Was the same state reached by an earlier call from here? */
static bool is_twin(const struct walking *walking, const struct model *after, size_t call)
{
    const struct model *before = &walking->model[walking->place.steps];
    const struct model_call *calls = walking->call[walking->place.steps];
    for (size_t n = 0; n < call; n++) {
        struct model other;
        if (calls[n].verb == calls[call].verb && calls[n].handle == calls[call].handle) {
            explore_advance(before, &calls[n], true, &other);
            if (model_same(&other, after)) {
                return true;
            }
        }
    }
    return false;
}

/* Is the call, which may succeed or not, one to go on from, and does that take a detour? */
static bool goes_on(const struct walking *walking, size_t call, unsigned detours, bool *detour)
{
    const struct model *before = &walking->model[walking->place.steps];
    const struct model_call *made = &walking->call[walking->place.steps][call];
    struct model_permitted permitted;
    struct model after;
    model_ask(before, made, &permitted);
    if (permitted.anything || !explore_has(&walking->maker, made)) {
        return false;
    }
    explore_advance(before, made, permitted.success, &after);
    *detour = model_same(before, &after) || is_twin(walking, &after, call);
    return !*detour || detours > 0;
}

static void walk_path(struct walking *walking, unsigned detours);

/* Make the call and go on from it. */
static bool go_on(struct walking *walking, const struct model_call *call, unsigned detours,
                  bool detour)
{
    struct explore_place *place = &walking->place;
    unsigned steps = place->steps;
    unsigned number = place->next;
    const struct model *before = &walking->model[steps];
    struct model *after = &walking->model[steps + 1];
    struct model_permitted permitted;
    struct model_answer answer;
    model_ask(before, call, &permitted);
    tell_careful(walking, "go");
    make(walking, call, before->handles, &answer);
    if (!model_allows(&permitted, call, &answer)) { /* a shorter sequence has shown it */
        place->next++;
        tell(walking, "shown", true);
        walking->ended = true;
        return true;
    }
    *after = *before;
    model_step(after, call, &permitted, &answer);
    bool unmoved = model_same(before, after);
    if (!unmoved || detour || detours > 0) {
        walking->made[steps] = *call;
        place->step[steps] = (struct explore_step){number, model_succeeded(call, &answer)};
        place->steps = steps + 1;
        walk_path(walking, detours - (detour || unmoved ? 1 : 0));
        place->steps = steps;
        place->next = number;
    }
    return walking->ended || bring_back(walking, after);
}

/* -- paths
 * ------------------------------------------------------------------------------------------- */

/* The number of the call to begin with, on the way to `from`. */
static unsigned first_call(struct walking *walking)
{
    const struct explore_place *from = &walking->walk->from;
    unsigned steps = walking->place.steps;
    if (walking->behind) {
        return 0;
    }
    walking->behind = steps == from->steps;
    return walking->behind ? from->next : from->step[steps].call;
}

/* The shards share the paths of one length; shorter sequences are the first one's. */
static bool is_mine(const struct walking *walking)
{
    const struct explore_walk *walk = walking->walk;
    const struct explore_step *step = walking->place.step;
    if (walk->length <= PATHS_SHARED_AT) {
        return walk->shard == 0;
    }
    return walking->place.steps != PATHS_SHARED_AT ||
           (step[0].call * EXPLORE_CALLS + step[1].call) % walk->shards == walk->shard;
}

static bool has_rest(struct walking *walking)
{
    uint64_t most = walking->walk->calls;
    if (most > 0 && walking->calls >= most) {
        tell(walking, "rest", true);
        walking->ended = true;
    }
    return walking->ended;
}

static void lose(struct walking *walking)
{
    tell(walking, "lost", true);
    walking->ended = true;
}

/* Make the path again, unless this process has made nothing else. */
static bool make_afresh(struct walking *walking)
{
    if (walking->calls == walking->place.steps) {
        return true;
    }
    tell_careful(walking, "back");
    close_all(walking, &walking->model[walking->place.steps]);
    return repeat_path(walking);
}

static void try_all(struct walking *walking, unsigned first, size_t count)
{
    const struct model_call *call = walking->call[walking->place.steps];
    walking->place.next = first;
    if (has_rest(walking)) {
        return;
    }
    tell(walking, "at", true);
    if (!make_afresh(walking)) {
        lose(walking);
    }
    for (unsigned n = first; n < count && !walking->ended; n++) {
        walking->place.next = n;
        if (!try_last(walking, &call[n])) {
            lose(walking);
        }
    }
}

static void walk_path(struct walking *walking, unsigned detours)
{
    unsigned steps = walking->place.steps;
    struct model_call *call = walking->call[steps];
    if (!is_mine(walking)) {
        return;
    }
    unsigned first = first_call(walking);
    size_t count = alphabet_calls(&walking->walk->alphabet, &walking->model[steps], call);
    if (steps + 1 == walking->walk->length) {
        try_all(walking, first, count);
        return;
    }
    for (unsigned n = first; n < count && !walking->ended; n++) {
        bool detour;
        walking->place.next = n;
        if (goes_on(walking, n, detours, &detour) && !go_on(walking, &call[n], detours, detour)) {
            lose(walking);
        }
    }
}

void explore_walk(struct explore_walk *walk, FILE *out)
{
    char why[SUBJECT_TEXT];
    struct walking *walking = calloc(1, sizeof *walking);
    if (walking == NULL || !walk->subject->type->open(walk->subject, why)) {
        child_tell(out, "cannot %s\n", walking == NULL ? "not enough memory" : why);
        free(walking);
        return;
    }
    walking->walk = walk;
    walking->out = out;
    explore_maker_start(&walking->maker, walk->subject, &walk->names, &walk->stubs);
    model_start(&walking->model[0], &walk->names.world, &walk->profile);
    walk_path(walking, walk->detours);
    if (!walking->ended) {
        child_tell(out, "count %" PRIu64 "\n", walking->sequences);
    }
    free(walking);
}
