#include "explore_alphabet.h"

#include "script/script.h"

#define READ_ACCESS 0x80000000u
#define ALL_ACCESS 0x10000000u
#define MAXIMUM_ACCESS 0x02000000u

/* What only asks comes first, so that it is tried while nothing else was made behind the path; then
 * what closes, after which the path is made again; what opens is last. */
enum turn { TURN_ASK, TURN_CLOSE, TURN_OPEN, TURNS };

struct list {
    enum turn turn;
    const struct alphabet *alphabet;
    const struct model *model;
    struct model_call *call;
    size_t count;
};

static enum turn turn_of(const struct model_call *call)
{
    return model_gives_handle(call) ? TURN_OPEN : call->verb == MODEL_CLOSE ? TURN_CLOSE : TURN_ASK;
}

static void add(struct list *list, struct model_call call)
{
    if (turn_of(&call) == list->turn && list->count < EXPLORE_CALLS) {
        list->call[list->count++] = call;
    }
}

/* The plain form and, in the whole alphabet, Ex with the three access values. */
static void add_opens(struct list *list, struct model_call call)
{
    static const uint32_t access[] = {READ_ACCESS, ALL_ACCESS, MAXIMUM_ACCESS};
    add(list, call);
    for (size_t n = 0; n < 3 && list->alphabet->whole; n++) {
        call.ex = true;
        call.asks = true;
        call.before = UNTOUCHED_DWORD;
        call.access = access[n];
        add(list, call);
    }
}

static void add_clusters(struct list *list)
{
    struct model_call call = {.verb = MODEL_OPEN_CLUSTER, .kind = KIND_CLUSTER};
    for (int n = 0; n < list->alphabet->clusters; n++) {
        call.cluster = n;
        add_opens(list, call);
    }
    if (list->alphabet->whole && list->alphabet->local) {
        call.cluster = list->model->world->local;
        call.name = NAME_NULL;
        add(list, call);
    }
}

/* Every function that takes a handle of the kind. */
static void add_functions(struct list *list, enum kind kind, int handle)
{
    const struct alphabet *alphabet = list->alphabet;
    struct model_call call = {.kind = kind, .handle = handle};
    static const enum model_verb verbs[] = {MODEL_CLOSE, MODEL_ASK, MODEL_INSTANCE, MODEL_CHANGE};
    for (size_t n = 0; n < sizeof verbs / sizeof verbs[0]; n++) {
        call.verb = verbs[n];
        bool has = (call.verb != MODEL_INSTANCE || kind != KIND_CLUSTER) &&
                   (call.verb != MODEL_CHANGE || alphabet->whole);
        if (has) {
            add(list, call);
        }
    }
    for (int n = 0; n < (alphabet->whole ? 2 : 1) && kind == KIND_CLUSTER; n++) {
        call.verb = MODEL_OPEN_OBJECT;
        call.kind = alphabet->kind[n];
        add_opens(list, call);
    }
}

/* Was another handle obtained from it? */
static bool has_issue(const struct model *model, int handle)
{
    for (int n = handle + 1; n < model->handles; n++) {
        if (model->handle[n].parent == handle || model->handle[n].through == handle) {
            return true;
        }
    }
    return false;
}

static bool is_equal(const struct model *model, int a, int b)
{
    const struct model_handle *x = &model->handle[a];
    const struct model_handle *y = &model->handle[b];
    return x->kind == y->kind && x->life == y->life && x->access == y->access &&
           x->cluster == y->cluster && x->parent == y->parent && x->through == y->through &&
           !has_issue(model, a) && !has_issue(model, b);
}

/* Is there one that is equal and older, and one that is equal and newer? */
static bool is_between(const struct model *model, int handle)
{
    bool older = false;
    bool newer = false;
    for (int n = 0; n < model->handles; n++) {
        if (n != handle && is_equal(model, n, handle)) {
            older = older || n < handle;
            newer = newer || n > handle;
        }
    }
    return older && newer;
}

static void add_handle(struct list *list, int handle)
{
    const struct alphabet *alphabet = list->alphabet;
    enum kind kind = (enum kind)list->model->handle[handle].kind;
    const enum kind kinds[] = {KIND_CLUSTER, alphabet->kind[0], alphabet->kind[1]};
    add_functions(list, kind, handle);
    for (size_t n = 0; n < 3 && alphabet->whole; n++) {
        if (kinds[n] != kind && list->model->handle[handle].life == MODEL_OPEN) {
            add_functions(list, kinds[n], handle);
        }
    }
}

/* Every call in this state, as far as it is its turn. */
static void add_all(struct list *list)
{
    const struct alphabet *alphabet = list->alphabet;
    const enum kind kinds[] = {KIND_CLUSTER, alphabet->kind[0], alphabet->kind[1]};
    add_clusters(list);
    for (int handle = 0; handle < list->model->handles; handle++) {
        if (!is_between(list->model, handle)) {
            add_handle(list, handle);
        }
    }
    for (size_t n = 0; n < 3 && alphabet->whole; n++) {
        add_functions(list, kinds[n], MODEL_NULL);
        add_functions(list, kinds[n], MODEL_INVENTED);
    }
}

size_t alphabet_calls(const struct alphabet *alphabet, const struct model *model,
                      struct model_call *call)
{
    struct list list = {TURN_ASK, alphabet, model, call, 0};
    for (; list.turn < TURNS; list.turn++) {
        add_all(&list);
    }
    return list.count;
}
