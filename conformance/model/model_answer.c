/* Is an answer among the permitted ones? */
#include "model.h"

static bool allows_granted(enum model_granted rule, uint32_t value, const struct model_call *call,
                           const struct model_answer *answer)
{
    if (!call->ex || !call->asks) {
        return true;
    }
    switch (rule) {
    case GRANTED_ANY:
        return true;
    case GRANTED_WRITTEN:
        return answer->granted != call->before;
    case GRANTED_KEPT:
        return answer->granted == call->before;
    case GRANTED_HAS:
        return (answer->granted & value) == value;
    case GRANTED_IS:
        return answer->granted == value;
    }
    return false;
}

int64_t model_code(const struct model_call *call, const struct model_answer *answer)
{
    bool returned =
        call->verb == MODEL_CHANGE || (call->verb == MODEL_ASK && call->kind == KIND_CLUSTER);
    return returned ? answer->number : answer->error_set ? (int64_t)answer->error : 0;
}

static bool allows_code(const struct model_permitted *permitted, const struct model_call *call,
                        const struct model_answer *answer)
{
    int64_t code = model_code(call, answer);
    if (permitted->any_code) {
        return code != 0 && code != permitted->but;
    }
    for (int n = 0; n < permitted->codes; n++) {
        if (code == permitted->code[n]) {
            return true;
        }
    }
    return false;
}

/* A failure of CloseCluster says nothing by the last error; -1 is the one number for the failure of
 * a state function. */
static bool allows_failure(const struct model_permitted *permitted, const struct model_call *call,
                           const struct model_answer *answer)
{
    bool silent = call->verb == MODEL_CLOSE && call->kind == KIND_CLUSTER;
    return permitted->failure && (silent || allows_code(permitted, call, answer)) &&
           allows_granted(permitted->granted_failed, 0, call, answer);
}

static bool allows_success(const struct model_permitted *permitted, const struct model_call *call,
                           const struct model_answer *answer)
{
    if (!permitted->success) {
        return false;
    }
    if (model_gives_handle(call)) {
        return allows_granted(permitted->granted, permitted->granted_value, call, answer);
    }
    if (call->verb == MODEL_ASK && call->kind == KIND_CLUSTER) {
        return answer->cluster == permitted->cluster;
    }
    return answer->number >= permitted->low && answer->number <= permitted->high &&
           answer->number != permitted->but;
}

bool model_allows(const struct model_permitted *permitted, const struct model_call *call,
                  const struct model_answer *answer)
{
    if (permitted->anything) {
        return true;
    }
    if (answer->crashed) {
        return false;
    }
    return model_succeeded(call, answer) ? allows_success(permitted, call, answer)
                                         : allows_failure(permitted, call, answer);
}
