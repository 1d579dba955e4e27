/* What a call may answer. Each thing that may be wrong with it is one check; a call succeeds where
 * every check lets it, and may fail with the code of any check that stops it, for no document
 * orders them (AMB-29). */
#include "model_parts.h"

/* Codes of MS-ERREF 2.2. */
enum { ACCESS_DENIED = 5, INVALID_HANDLE = 6 };

static void add_code(struct model_permitted *permitted, int64_t code)
{
    if (code == ANY_CODE || permitted->codes == MODEL_CODES) {
        permitted->any_code = true;
    } else {
        permitted->code[permitted->codes++] = (uint32_t)code;
    }
}

void model_check(struct model_permitted *permitted, enum model_check check, int64_t code)
{
    if (check == PASSES) {
        return;
    }
    permitted->success = permitted->success && check == EITHER;
    permitted->failure = true;
    add_code(permitted, code);
}

bool model_hands_on(const struct model *model)
{
    return model->profile->chosen[AMB_36] == AMB_36_PASSED_ON;
}

int64_t model_handed_on(const struct model *model, int64_t code)
{
    return model_hands_on(model) ? code : ANY_CODE;
}

enum model_check model_asked(const struct model *model, enum model_question question,
                             uint8_t passes)
{
    uint8_t chosen = model->profile->chosen[question];
    return chosen == READING_NONE ? EITHER : chosen == passes ? PASSES : STOPS;
}

/* The numbers of the states: NDS-1, GRS-1, RSS-1, NWS-1, NIS-1. */
static void ask_state(const struct model_call *call, struct model_permitted *permitted)
{
    permitted->low = 0;
    permitted->high = call->kind == KIND_GROUP ? 4 : call->kind == KIND_RESOURCE ? INT32_MAX : 3;
}

/* A code that changes something: CLT-8, NDT-8 and their sisters. What else it says is not asked. */
static void ask_change(const struct model *model, struct model_permitted *permitted,
                       const struct model_handle *handle)
{
    enum model_access access = (enum model_access)handle->access;
    permitted->low = 0;
    permitted->high = UINT32_MAX;
    if (!model_hands_on(model) || access == MODEL_UNTOLD) {
        model_check(permitted, EITHER, ANY_CODE);
    } else if (access == MODEL_READ) {
        model_check(permitted, STOPS, ACCESS_DENIED);
    } else {
        permitted->but = ACCESS_DENIED;
        model_check(permitted, EITHER, ANY_CODE);
    }
}

/* AMB-19: the rights of an instance are those of the cluster handle, or else those of the object's
 * handle or of the caller. */
static enum model_access of_instance(const struct model *model, const struct model_handle *object)
{
    enum model_access parent = (enum model_access)model->handle[object->parent].access;
    enum model_access caller = model->world->cluster[object->cluster].all ? MODEL_ALL : MODEL_READ;
    bool all_agree = parent == object->access && parent == caller;
    return model->profile->chosen[AMB_19] == AMB_19_SAME || all_agree ? parent : MODEL_UNTOLD;
}

static void ask_rest(const struct model *model, const struct model_call *call,
                     struct model_permitted *permitted, const struct model_handle *handle)
{
    int cluster = call->handle >= 0 ? model->handle[call->handle].cluster : -1;
    switch (call->verb) {
    case MODEL_OPEN_OBJECT:
        model_ask_open_object(model, call, permitted, cluster, handle);
        break;
    case MODEL_INSTANCE: /* GCN-1, GCN-4 */
        permitted->access = handle != NULL ? of_instance(model, handle) : MODEL_UNTOLD;
        break;
    case MODEL_ASK: /* INF-1 */
        permitted->cluster = cluster;
        if (call->kind != KIND_CLUSTER) {
            ask_state(call, permitted);
        }
        break;
    case MODEL_CHANGE:
        if (handle != NULL) {
            ask_change(model, permitted, handle);
        }
        break;
    case MODEL_CLOSE: /* CC-2, NWC-2: TRUE, which is 1 */
        permitted->low = permitted->high = 1;
        break;
    case MODEL_OPEN_CLUSTER:
        break;
    }
}

/* The handle given, if it is an open one of the kind that the call takes. */
static const struct model_handle *given(const struct model *model, const struct model_call *call)
{
    enum kind takes = call->verb == MODEL_OPEN_OBJECT ? KIND_CLUSTER : call->kind;
    const struct model_handle *handle = call->handle >= 0 ? &model->handle[call->handle] : NULL;
    return handle != NULL && handle->kind == takes && handle->life == MODEL_OPEN ? handle : NULL;
}

/* The call is given a handle that the profile lets be open or not: its life is in doubt, or its
 * value may have been given out again (AMB-30). */
static bool is_doubtful(const struct model *model, const struct model_call *call)
{
    if (call->handle < 0 || model->handle[call->handle].life == MODEL_OPEN) {
        return false;
    }
    return model->handle[call->handle].life == MODEL_DOUBTFUL ||
           model->profile->chosen[AMB_30] != AMB_30_NEVER;
}

/* CC-4: an object is open that was obtained from the cluster handle, or from an instance of it. */
static bool is_in_use(const struct model *model, const struct model_call *call)
{
    if (call->verb != MODEL_CLOSE || call->kind != KIND_CLUSTER) {
        return false;
    }
    for (int n = 0; n < model->handles; n++) {
        const struct model_handle *handle = &model->handle[n];
        if (handle->kind == KIND_CLUSTER ||
            (handle->life != MODEL_OPEN && handle->life != MODEL_DOUBTFUL)) {
            continue;
        }
        for (int at = handle->parent; at >= 0; at = model->handle[at].parent) {
            if (at == call->handle) {
                return true;
            }
        }
    }
    return false;
}

/* A mistake, and the profile does not demand that it is noticed (AMB-32). */
static bool is_lost(const struct model *model, const struct model_call *call)
{
    if (model->lost) {
        return true;
    }
    if (call->verb == MODEL_OPEN_CLUSTER) {
        return false;
    }
    bool noticed = model->profile->chosen[AMB_32] == AMB_32_NOTICED;
    return is_doubtful(model, call) ||
           (!noticed && (given(model, call) == NULL || is_in_use(model, call)));
}

/* AMB-32 noticed: the use of a handle that is no open one of its kind is refused; GCN-2, NWC-3,
 * NIO-4, NIX-8, NWS-2, INF-5. */
static void check_handle(const struct model *model, const struct model_call *call,
                         struct model_permitted *permitted)
{
    const uint8_t *chosen = model->profile->chosen;
    bool is_close = call->verb == MODEL_CLOSE;
    bool ended = call->handle >= 0 && model->handle[call->handle].life == MODEL_ENDED &&
                 model->handle[call->handle].kind == call->kind;
    enum model_check check = STOPS;
    if (is_close && call->kind == KIND_CLUSTER) { /* CC-2 */
        check = model_asked(model, AMB_01, AMB_01_ALWAYS) == PASSES ? PASSES : EITHER;
    } else if (is_close && ended) {
        check = model_asked(model, AMB_22, AMB_22_ACCEPTED);
    }
    model_check(permitted, check,
                chosen[AMB_18] == AMB_18_INVALID_HANDLE ? INVALID_HANDLE : ANY_CODE);
}

void model_ask(const struct model *model, const struct model_call *call,
               struct model_permitted *permitted)
{
    *permitted = (struct model_permitted){.success = true, .but = -1};
    if (is_lost(model, call)) {
        permitted->anything = true;
        return;
    }
    if (call->verb == MODEL_OPEN_CLUSTER) {
        model_ask_open_cluster(model, call, permitted);
        return;
    }
    if (given(model, call) == NULL) {
        check_handle(model, call, permitted);
    }
    ask_rest(model, call, permitted, given(model, call));
}
