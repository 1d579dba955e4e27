/* The handles: what each call does to them. What a call may answer stands in model_permitted.c. */
#include "model.h"

#include <string.h>

#include "model_readings.h"

enum { NOBODY = -1 };

void model_start(struct model *model, const struct model_world *world,
                 const struct model_profile *profile)
{
    *model = (struct model){.world = world, .profile = profile};
}

bool model_gives_handle(const struct model_call *call)
{
    return call->verb == MODEL_OPEN_CLUSTER || call->verb == MODEL_OPEN_OBJECT ||
           call->verb == MODEL_INSTANCE;
}

bool model_has_room(const struct model *model, const struct model_call *call)
{
    return !model_gives_handle(call) || model->handles < MODEL_HANDLES;
}

/* Is `n` an instance of `of`, or of an instance of it? */
static bool comes_from(const struct model *model, int n, int of)
{
    for (int at = model->handle[n].parent; at != NOBODY; at = model->handle[at].parent) {
        if (at == of) {
            return true;
        }
    }
    return false;
}

static int first_of(const struct model *model, int n)
{
    while (model->handle[n].parent != NOBODY) {
        n = model->handle[n].parent;
    }
    return n;
}

/* Is a cluster handle still open that goes back to the same open as `n`, `n` aside? */
static bool has_sister(const struct model *model, int n)
{
    for (int at = 0; at < model->handles; at++) {
        if (at != n && model->handle[at].kind == KIND_CLUSTER &&
            model->handle[at].life == MODEL_OPEN && first_of(model, at) == first_of(model, n)) {
            return true;
        }
    }
    return false;
}

static enum model_life if_chosen(bool kept, bool ended)
{
    return kept ? MODEL_OPEN : ended ? MODEL_ENDED : MODEL_DOUBTFUL;
}

/* An object that was opened with the very handle that is closed. */
static enum model_life child_of(const struct model *model, int closed)
{
    const uint8_t *chosen = model->profile->chosen;
    bool sister = has_sister(model, closed);
    if (model->handle[closed].through != NOBODY) { /* AMB-15 */
        return if_chosen(chosen[AMB_15] == AMB_15_WITH_THE_ORIGIN ||
                             (chosen[AMB_15] == AMB_15_WITH_THE_LAST && sister),
                         chosen[AMB_15] != READING_NONE);
    }
    /* CC-3; with an instance open AMB-16 */
    return if_chosen(sister && chosen[AMB_16] == AMB_16_KEPT,
                     !sister || chosen[AMB_16] == AMB_16_ENDED);
}

/* An object of another handle that goes back to the same open. */
static enum model_life cousin_of(const struct model *model, int n, int closed)
{
    const uint8_t *chosen = model->profile->chosen;
    if (!has_sister(model, closed)) { /* GCN-3, AMB-15 with-the-last, AMB-16 kept */
        return MODEL_ENDED;
    }
    if (!comes_from(model, model->handle[n].parent, closed)) { /* GCN-7 */
        return MODEL_OPEN;
    }
    return if_chosen(chosen[AMB_15] == AMB_15_WITH_THE_INSTANCE ||
                         chosen[AMB_15] == AMB_15_WITH_THE_LAST,
                     chosen[AMB_15] == AMB_15_WITH_THE_ORIGIN); /* AMB-15 */
}

/* What becomes of the open handle `n` when the cluster handle `closed` is closed. */
static enum model_life after_cluster(const struct model *model, int n, int closed)
{
    const uint8_t *chosen = model->profile->chosen;
    const struct model_handle *handle = &model->handle[n];
    if (first_of(model, n) != first_of(model, closed)) { /* AMB-20 */
        bool shared = handle->parent != NOBODY && handle->cluster == model->handle[closed].cluster;
        return !shared || chosen[AMB_20] == AMB_20_INDEPENDENT ? MODEL_OPEN : MODEL_DOUBTFUL;
    }
    if (handle->kind != KIND_CLUSTER) {
        return handle->parent == closed ? child_of(model, closed) : cousin_of(model, n, closed);
    }
    if (!comes_from(model, n, closed)) { /* GCN-7 */
        return MODEL_OPEN;
    }
    return if_chosen(chosen[AMB_14] == AMB_14_INDEPENDENT, chosen[AMB_14] == AMB_14_ENDED);
}

/* The same when the object handle `closed` is closed: NWC-1, other handles are not touched; AMB-17.
 */
static enum model_life after_object(const struct model *model, int n, int closed)
{
    const uint8_t *chosen = model->profile->chosen;
    return model->handle[n].through != closed
               ? MODEL_OPEN
               : if_chosen(chosen[AMB_17] == AMB_17_UNAFFECTED, chosen[AMB_17] == AMB_17_ENDED);
}

/* A handle that is no longer open; where instances are counted it may still be accepted (AMB-13).
 */
static uint8_t dead(const struct model *model, int n, enum model_life life)
{
    bool counted = model->handle[n].kind == KIND_CLUSTER &&
                   model->profile->chosen[AMB_13] != AMB_13_DISTINCT && has_sister(model, n);
    return counted ? MODEL_DOUBTFUL : (uint8_t)life;
}

/* What was obtained from a handle that another's close has just ended: an object ends with it
 * (CC-3), an instance as AMB-14 says. */
static enum model_life inherited(const struct model *before, const struct model *model, int n)
{
    const uint8_t *chosen = model->profile->chosen;
    int parent = model->handle[n].parent;
    if (parent == NOBODY || before->handle[parent].life != MODEL_OPEN) {
        return MODEL_OPEN;
    }
    enum model_life life = model->handle[parent].life;
    if (life == MODEL_OPEN || model->handle[n].kind != KIND_CLUSTER) {
        return life;
    }
    return chosen[AMB_14] == AMB_14_INDEPENDENT ? MODEL_OPEN
           : chosen[AMB_14] == AMB_14_ENDED     ? life
                                                : MODEL_DOUBTFUL;
}

/* Those obtained from a handle have higher numbers than it. */
static void close_handle(struct model *model, int closed)
{
    const struct model before = *model;
    model->handle[closed].life = dead(&before, closed, MODEL_CLOSED);
    for (int n = 0; n < model->handles; n++) {
        if (n == closed || before.handle[n].life != MODEL_OPEN) {
            continue;
        }
        enum model_life life = before.handle[closed].kind == KIND_CLUSTER
                                   ? after_cluster(&before, n, closed)
                                   : after_object(&before, n, closed);
        if (life == MODEL_OPEN && before.handle[n].parent != closed) {
            life = inherited(&before, model, n);
        }
        model->handle[n].life = life == MODEL_OPEN ? MODEL_OPEN : dead(&before, n, life);
    }
}

static void give_out(struct model *model, const struct model_call *call, enum model_access access)
{
    struct model_handle given = {.kind = (uint8_t)call->kind,
                                 .access = (uint8_t)access,
                                 .cluster = (int8_t)call->cluster,
                                 .parent = (int8_t)call->handle,
                                 .through = NOBODY};
    if (call->verb == MODEL_OPEN_CLUSTER) {
        given.parent = NOBODY;
        given.cluster = (int8_t)(call->name == NAME_NULL ? model->world->local : call->cluster);
    } else {
        given.cluster = model->handle[call->handle].cluster;
    }
    if (call->verb == MODEL_INSTANCE) { /* GCN-4: an instance of the handle the object came from */
        given.kind = KIND_CLUSTER;
        given.parent = model->handle[call->handle].parent;
        given.through = (int8_t)call->handle;
    }
    model->handle[model->handles++] = given;
}

bool model_succeeded(const struct model_call *call, const struct model_answer *answer)
{
    switch (call->verb) {
    case MODEL_OPEN_CLUSTER:
    case MODEL_OPEN_OBJECT:
    case MODEL_INSTANCE:
        return answer->handle;
    case MODEL_CLOSE:
        return answer->number != 0;
    case MODEL_ASK:
        return call->kind == KIND_CLUSTER ? answer->number == 0 : answer->number != -1;
    case MODEL_CHANGE:
        return answer->number == 0;
    }
    return false;
}

/* AMB-01, AMB-22: TRUE for a handle that cannot be closed does nothing, but that one which has
 * ended is closed. */
static void step_close(struct model *model, const struct model_call *call)
{
    struct model_handle *handle = call->handle >= 0 ? &model->handle[call->handle] : NULL;
    if (handle == NULL || handle->kind != (uint8_t)call->kind) {
        return;
    }
    if (handle->life == MODEL_OPEN) {
        close_handle(model, call->handle);
    } else if (handle->life == MODEL_ENDED) {
        handle->life = MODEL_CLOSED;
    }
}

void model_step(struct model *model, const struct model_call *call,
                const struct model_permitted *permitted, const struct model_answer *answer)
{
    model->lost = model->lost || permitted->anything;
    if (model->lost || !model_succeeded(call, answer)) {
        return;
    }
    if (model_gives_handle(call)) {
        give_out(model, call, permitted->access);
    } else if (call->verb == MODEL_CLOSE) {
        step_close(model, call);
    }
}

bool model_same(const struct model *a, const struct model *b)
{
    return a->lost == b->lost && a->handles == b->handles &&
           memcmp(a->handle, b->handle, a->handles * sizeof a->handle[0]) == 0;
}

bool model_permits(struct model *model, const struct model_call *call,
                   const struct model_answer *answer)
{
    struct model_permitted permitted;
    model_ask(model, call, &permitted);
    if (!model_allows(&permitted, call, answer)) {
        model->lost = true;
        return false;
    }
    model_step(model, call, &permitted, answer);
    return true;
}
